"""People placed for a load that ends: the case says until when, and the page of loads says whom to look at again."""

from datetime import date

import pytest
from flask import Flask

from tests.stories import telling
from tests.stories.test_temporary_load import ENDS, MONDAY, campaign
from tests.stories.town import Town, at
from tests.web import clock, taking
from tests.web.conftest import SignIn
from tests.web.keeping import lines

AGAIN = "Penempatan yang ditinjau kembali"


@pytest.fixture
def case(town: Town) -> str:
    """Place Nurhamidah at the campaign."""
    campaign(town)
    return telling.placed(town, MONDAY)


def test_the_case_says_until_when(case: str, as_: SignIn) -> None:
    page = as_("maslan").get(f"/transfers/{case}")
    told = page.text.replace("\xa0", " ")
    assert "Beban sementara yang menjadi alasan kebutuhan ini berakhir 1 Oktober 2024" in told


@pytest.mark.parametrize(
    ("today", "says"),
    [(date(2024, 8, 1), None), (date(2024, 8, 2), "segera berakhir"), (date(2024, 10, 2), "sudah berakhir")],
)
def test_from_sixty_days_before_its_end_the_placement_is_looked_at_again(
    case: str, as_: SignIn, app: Flask, monkeypatch: pytest.MonkeyPatch, today: date, says: str | None
) -> None:
    clock.stop(monkeypatch, at(today, 10))
    page = as_("maslan").get("/staffing/loads")
    if says is None:
        assert AGAIN not in page.text
        return
    (line,) = lines(page, AGAIN)
    assert line.replace("\xa0", " ").startswith(f"Nurhamidah Siregar {case} Perawat Ahli Pertama")
    assert says in line
    assert (ENDS - date(2024, 8, 2)).days == 60


def test_whom_to_look_at_again_is_taken_away(
    case: str, as_: SignIn, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.stop(monkeypatch, at(date(2024, 9, 2), 10))
    browser = as_("maslan")
    file = "/staffing/loads/again/export"
    assert file in taking.offered(browser.get("/staffing/loads"))
    for form, read in (("csv", taking.csv_rows), ("xlsx", taking.xlsx_rows)):
        _heading, row = read(browser.client.get(f"{file}.{form}", buffered=True))
        assert row[:3] == [case, "Nurhamidah Siregar", "Perawat Ahli Pertama"]
        assert row[-1] == "2024-10-01"


def test_who_went_elsewhere_is_not_looked_at_any_more(
    case: str, town: Town, as_: SignIn, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.change("nurhamidah", post_id=town.post["NERS-RSUD"])
    clock.stop(monkeypatch, at(date(2024, 10, 2), 10))
    assert AGAIN not in as_("maslan").get("/staffing/loads").text
