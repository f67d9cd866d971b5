"""A whole transfer at the counter, through all its people: from the need to the six-month evaluation."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.counter import Desk, served
from tests.stories.telling import ANSWERS, SUPERVISED
from tests.stories.town import Town, found
from workflow.database import connect

# A need on a Monday; half a year later the last evaluation.
NEED, PROPOSAL, BALLOT, RESULT = date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 6), date(2024, 3, 8)
DECREE, DUTY, FIRST, SECOND = date(2024, 3, 15), date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1)
MEMBERS = ("baginda", "tiurma", "irwan", "halomoan", "gunawan", "burhan", "zulkifli")
SCORES = {name: str(value) for name, value in ANSWERS.items()}
AT_SIX_MONTHS = {name: str(value) for name, value in SUPERVISED.items()}
AT_THREE_MONTHS = {name: value for name, value in AT_SIX_MONTHS.items() if name != "next"}


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Town]:
    """Found the town."""
    engine = connect(sqlite_url)
    yield found(engine)
    engine.dispose()


def typed(day: date) -> str:
    """Write a day as people here do."""
    return f"{day:%d-%m-%Y}"


@pytest.mark.timeout(900)
def test_the_straight_life_at_the_counter(page: Page, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(town, monkeypatch) as address:
        live(Desk(page, address, monkeypatch), town)


@pytest.mark.timeout(900)
def test_the_same_life_without_scripts(open_page: OpenPage, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(town, monkeypatch) as address:
        live(Desk(open_page(360, scripts=False), address, monkeypatch, looks=False), town)


def live(desk: Desk, town: Town) -> None:
    """Tell the life of MUT-2024-0001."""
    case = propose(desk)
    consider(desk, case)
    place(desk, case)
    evaluate(desk, case)
    assert town.case(case).state == "evaluated_6_months"
    assert town.register("nurhamidah")["post_since"] == DUTY
    read(desk, case)


def propose(desk: Desk) -> str:
    """Record the need and propose Nurhamidah."""
    desk.day(NEED)
    desk.sit("sutan")
    desk.go("/needs/new?q=Pintu Langit")
    desk.page.get_by_text("Perawat Ahli Pertama").first.click()
    desk.fill({"note": "Layanan malam terhenti sejak Agustus."})
    desk.page.locator("textarea[name=note]").locator("xpath=ancestor::form").locator(".btn-primary").click()
    desk.look()
    case = desk.page.url.rpartition("/")[2]
    assert case == "MUT-2024-0001"
    desk.day(PROPOSAL)
    desk.sit("sutan")
    desk.go(f"/transfers/{case}/propose")
    desk.page.get_by_role("searchbox", name="Nama atau NIP").fill("Nurhamidah")
    desk.page.get_by_role("searchbox", name="Nama atau NIP").press("Enter")
    desk.look()
    desk.page.get_by_text("Nurhamidah Siregar").first.click()
    desk.page.locator("button[name=go][value=choose]").click()
    desk.look()
    desk.fill({"kind": "INTRA", "planned_on": typed(DUTY), "reason": "Kekosongan mendesak di ruang layanan."})
    desk.send()
    expect(desk.page).to_have_url(f"{desk.address}/transfers/{case}")
    return case


def consider(desk: Desk, case: str) -> None:
    """The donor consents, the committee votes and recommends."""
    desk.sit("parlindungan")
    desk.go("/inbox")
    desk.step(case, "donor-answer", {"answer": "consents"})
    desk.day(BALLOT)
    desk.sit("irwan")
    desk.step(case, "open-ballot", {"closes_at": f"{typed(RESULT)} 16.00"})
    for member in MEMBERS:
        desk.sit(member)
        desk.go(f"/transfers/{case}")
        desk.fill({"vote": "for"})
        desk.send()
    desk.sit("baginda")
    desk.step(case, "close-ballot", {})
    desk.step(case, "recommend", {"number": "12/BA/2024", "on": typed(BALLOT)})


def place(desk: Desk, case: str) -> None:
    """Training, BKN, the decree, the oath and the first day of duty."""
    desk.day(RESULT)
    desk.sit("efrida")
    desk.step(case, "assign-training", {"needed": "no", "finding": "Kompetensi sesuai dengan syarat jabatan."})
    desk.day(DECREE)
    desk.sit("maslan")
    desk.step(case, "record-consideration", {"number": "PT-77/2024", "on": typed(DECREE)})
    desk.sit("sahala")
    decree = {"number": "800.1.3.3/412/2024", "on": typed(DECREE), "effective_on": typed(DUTY)}
    desk.step(case, "sign-decree", decree)
    desk.sit("maslan")
    desk.step(case, "inaugurate", {"number": "BA-9/2024", "on": typed(DECREE)})
    desk.day(DUTY)
    desk.sit("masdalena")
    desk.step(case, "execute", {"number": "800/07/PKM/2024", "on": typed(DUTY)})


def evaluate(desk: Desk, case: str) -> None:
    """Two peers and the supervisor, twice."""
    for day, step, form in ((FIRST, "evaluate-3", AT_THREE_MONTHS), (SECOND, "evaluate-6", AT_SIX_MONTHS)):
        desk.day(day)
        for peer in ("ernita", "hotma"):
            desk.sit(peer)
            desk.step(case, "give-feedback", SCORES)
        desk.sit("masdalena")
        desk.step(case, step, form)


def read(desk: Desk, case: str) -> None:
    """The employee reads what became of it, the auditor its history, the analyst the procedure."""
    desk.sit("nurhamidah")
    desk.go("/my-transfer")
    expect(desk.page.get_by_text("Ernita")).to_have_count(0)
    desk.sit("rosmaida")
    for path in (
        f"/transfers/{case}",
        "/audit",
        "/transfers",
        "/inbox",
        "/procedure",
        "/procedure/picture",
        "/account",
    ):
        desk.go(path)
    desk.sit("admin")
    for path in ("/people", "/grants", "/absences"):
        desk.go(path)


def test_every_error_is_named_at_its_field(open_page: OpenPage, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(town, monkeypatch) as address:
        desk = Desk(open_page(), address, monkeypatch)
        case = propose(desk)
        desk.sit("parlindungan")
        desk.go(f"/transfers/{case}/donor-answer")
        desk.page.locator("#isian .btn-primary, .decide form .btn-primary").first.click()
        desk.look()
        for name in ("answer",):
            field = desk.page.locator(f"[name='{name}']").first
            expect(field).to_have_attribute("aria-invalid", "true")
            described = field.get_attribute("aria-describedby") or ""
            assert f"e-{name}" in described
            expect(desk.page.locator(f"#e-{name}")).to_contain_text("Wajib diisi")
        expect(desk.page.get_by_role("alert")).to_be_focused()
