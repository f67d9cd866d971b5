"""What follows the move at the counter: its forms, the panels that show it, and who reads them."""

import pytest

from tests.stories.town import Town
from tests.web.cases import at_work
from tests.web.conftest import SignIn
from tests.web.panels import text_of

GOALS = "Memimpin triase sendiri; 30 Desember 2099\nMelatih satu kader; 31-12-2099"


@pytest.fixture
def agreed(town: Town, as_: SignIn) -> str:
    """Let the supervisor record goals at the counter."""
    case, browser = at_work(town), as_("masdalena")
    path = f"/transfers/{case}/agree-goals"
    done = browser.send(browser.get(path), path, {"goals": GOALS})
    assert done.status == 200
    return case


def test_goals_are_recorded_accepted_and_read_by_both(agreed: str, as_: SignIn) -> None:
    browser = as_("nurhamidah")
    assert "Menunggu persetujuan pegawai" in text_of(browser.get("/my-transfer"), "tujuan")
    assert "Setujui tujuan" in text_of(browser.get("/my-transfer"), "langkah")
    path = f"/transfers/{agreed}/accept-goals"
    form = browser.get(path)
    assert "Memimpin triase sendiri 30 Desember 2099" in text_of(form, "tujuan")
    browser.send(form, path, {"remark": "Mohon didampingi."})
    for who, page in (("nurhamidah", "/my-transfer"), ("masdalena", f"/transfers/{agreed}")):
        shown = text_of(as_(who).get(page), "tujuan")
        assert "Disetujui" in shown, who
        assert "Melatih satu kader 31 Desember 2099" in shown, who
        assert "“Mohon didampingi.”" in shown, who


def test_nobody_else_reads_the_goals(agreed: str, as_: SignIn) -> None:
    for who in ("sutan", "maslan", "sahala", "parlindungan"):
        page = as_(who).get(f"/transfers/{agreed}")
        assert page.status == 200, who
        assert "Memimpin triase" not in page.text, who


@pytest.mark.parametrize(
    ("goals", "error"),
    [
        ("Memimpin triase", "apa; tanggal"),
        ("Memimpin triase; besok", "apa; tanggal"),
        ("; 31-12-2099", "apa; tanggal"),
        ("\n".join(f"Tujuan {number}; 31-12-2099" for number in range(4)), "Terlalu banyak baris."),
    ],
)
def test_goals_that_cannot_be_read_come_back_as_they_were_typed(
    town: Town, as_: SignIn, goals: str, error: str
) -> None:
    case, browser = at_work(town), as_("masdalena")
    path = f"/transfers/{case}/agree-goals"
    page = browser.send(browser.get(path), path, {"goals": goals})
    assert page.status == 422
    assert error in page.errors()["goals"]
    assert goals.splitlines()[0] in page.text
