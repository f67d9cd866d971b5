"""Who is ready to follow on a post that retirement empties: counted for all, named for who reads candidates."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert

from tests.stories.town import Town, at
from tests.web import clock
from tests.web.conftest import SignIn
from tests.web.keeping import lines
from tests.web.needing import MONDAY, hrefs
from workflow.tables import competences, course_levels, courses, standards

FIRST = "Yang siap atau hampir siap mengganti"


@pytest.fixture(autouse=True)
def leaving(town: Town, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the head of the clinic retire in July; the town has one course of twelve hours."""
    clock.stop(monkeypatch, at(MONDAY, 10))
    town.change("masdalena", birth_date=date(1966, 6, 16))
    levels = [{"post_id": town.post["KAPUS"], "competence": code, "level": 2} for code in ("KOM", "PLP")]
    town.write(insert(standards).values(levels))
    town.write(insert(courses).values(id=1, code="KOM-1", name="Komunikasi", kind="teknis", hours=12))
    town.write(insert(course_levels).values(course_id=1, competence="KOM", level=2))
    for who, kom in (("ramli", 2), ("fitri", 1)):
        person = {"employee_id": town.employee[who], "assessed_on": date(2023, 5, 2)}
        rows = [{**person, "competence": "KOM", "level": kom}, {**person, "competence": "PLP", "level": 2}]
        town.write(insert(competences).values(rows))


def test_the_forecast_leads_to_who_is_ready(as_: SignIn, town: Town) -> None:
    browser = as_("maslan")
    (href,) = hrefs(browser.get("/staffing/forecast"), "/staffing/forecast/posts/")
    page = browser.get(href)
    assert page.title == "Kepala Puskesmas Pintu Langit: 1 orang siap mengganti"
    first, second = lines(page, FIRST)
    assert first.startswith("Ramli Ritonga Perawat Ahli Pertama, RSUD siap 100%")
    assert second.startswith("Fitri Pohan Perawat Ahli Pertama, RSUD")
    assert "12" in second
    assert "75%" in second


def test_who_does_not_read_candidates_reads_only_how_many(as_: SignIn, town: Town) -> None:
    page = as_("halimah").get(f"/staffing/forecast/posts/{town.post['KAPUS']}")
    assert page.status == 404 or "Ramli" not in page.text
    page = as_("halomoan").get(f"/staffing/forecast/posts/{town.post['KAPUS']}")
    assert page.title == "Kepala Puskesmas Pintu Langit: 1 orang siap mengganti"
    assert "Ramli" not in page.text


def test_a_post_that_nobody_leaves_has_no_such_page(as_: SignIn, town: Town) -> None:
    assert as_("maslan").get(f"/staffing/forecast/posts/{town.post['NERS-PKM']}").status == 404
