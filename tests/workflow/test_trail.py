"""The audit page's lines: the same that each case's own page shows, in pages without gaps, narrowed without telling."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from policies.loading import current
from tests.stories import telling
from tests.stories.town import Town, found
from tests.workflow.told import EVALUATED, PROPOSED, VOTED, WITHDRAWN, Copy, entry
from workflow import security
from workflow.answers import NotReadable, Refused
from workflow.audit import reading as trails
from workflow.audit import refusals as refused
from workflow.audit.exporting import COLUMNS, guarded, table
from workflow.audit.reading import WAIVERS, Asked, Trail, last_verifications
from workflow.audit.refusals import refusals
from workflow.audit.report import Finding, Report
from workflow.audit.verify import record
from workflow.cases import open_case
from workflow.database import connect, reading
from workflow.queries import Readable
from workflow.tables import accounts, transfers, units
from workflow.viewers import viewer

NOW = datetime(2024, 8, 1, 2, tzinfo=UTC)
TODAY = date(2024, 8, 1)


@contextmanager
def trail_of(url: str, user: str, now: datetime = NOW) -> Iterator[Trail]:
    """Open the trail as somebody sees it."""
    engine = connect(url)
    with reading(engine) as connection:
        account = connection.scalar(select(accounts.c.id).where(accounts.c.user_name == user))
        assert account is not None
        who = viewer(connection, account, now.date())
        assert who is not None
        yield Trail(Readable(connection, who, now.date()), now)
    engine.dispose()


def told(trail: Trail, **asked: object) -> list[tuple[str, str]]:
    """Give the lines of the first page as (case, step), newest first."""
    page = trail.page(Asked(**asked))  # type: ignore[arg-type]  # whatever a filter takes
    return [(line.case_number, line.shown.step.name) for line in page.lines]


def walked(trail: Trail, asked: Asked) -> list[int]:
    """Give the places of all lines, page by page."""
    places: list[int] = []
    older = None
    while True:
        page = trail.page(asked, older_than=older)
        places += [line.id for line in page.lines]
        if page.older is None:
            return places
        assert len(page.lines) == trails.PAGE, "a page that is not the last one is full"
        older = page.older


def test_everybody_is_shown_what_the_pages_of_the_cases_show(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trails, "PAGE", 4)
    monkeypatch.setattr(trails, "_CHUNK", 3)
    seen = set()
    engine = connect(copy.url)
    with reading(engine) as connection:
        users = list(connection.scalars(select(accounts.c.user_name).order_by(accounts.c.user_name)))
        cases = list(connection.scalars(select(transfers.c.case_number)))
    engine.dispose()
    for user in users:
        with trail_of(copy.url, user) as trail:
            readable = trail.readable
            opened = (open_case(readable.connection, readable.who, case, NOW) for case in cases)
            expected = {(case.case_number, line.line.number) for case in opened if case for line in case.lines}
            exported = [(line.case_number, line.shown.line.number) for line in trail.export(Asked())]
            assert exported == sorted(expected), user
            places = walked(trail, Asked())
            assert len(places) == len(expected)
            assert places == sorted(places, reverse=True)
            seen.add(len(expected))
    assert len(seen) > 4, "the cases do not tell the people apart"


def test_an_open_ballot_leaves_no_trace(copy: Copy) -> None:
    with trail_of(copy.url, "rosmaida") as trail:
        assert (VOTED, "vote") not in told(trail)
        assert told(trail, step="vote") == [(EVALUATED, "vote")] * 7
        assert told(trail, text="Burhan") == [(EVALUATED, "vote")]
    with trail_of(copy.url, "burhan") as trail:
        assert told(trail, step="vote", text=VOTED) == [(VOTED, "vote")]


def test_filters(copy: Copy) -> None:
    with trail_of(copy.url, "rosmaida") as trail:
        connection = trail.readable.connection
        assert told(trail, text=WITHDRAWN) == [(WITHDRAWN, "withdraw"), (WITHDRAWN, "identify")]
        assert told(trail, text="sahala") == [(VOTED, "waive-gate"), (EVALUATED, "sign-decree")]
        assert told(trail, step="propose") == [(PROPOSED, "propose"), (VOTED, "propose"), (EVALUATED, "propose")]
        assert told(trail, role="head_bkpsdm") == [(VOTED, "waive-gate")]
        assert told(trail, only=WAIVERS) == [(VOTED, "waive-gate")] * 2
        assert told(trail, since=date(2024, 5, 17), until=date(2024, 5, 17)) == [(WITHDRAWN, "withdraw")]
        assert told(trail, until=date(2024, 3, 4)) == [(EVALUATED, "propose"), (EVALUATED, "identify")]
        sahala = connection.scalar(select(accounts.c.id).where(accounts.c.user_name == "sahala"))
        assert told(trail, account=sahala) == [(VOTED, "waive-gate"), (EVALUATED, "sign-decree")]
        hospital = connection.scalar(select(units.c.id).where(units.c.code == "RSUD"))
        assert {case for case, _ in told(trail, unit=hospital)} == {EVALUATED, VOTED, PROPOSED}
        with copy.outside() as outside:
            hash_ = bytes(entry(outside, EVALUATED, 13)["hash"]).hex()
        assert told(trail, text=hash_[:16]) == [(EVALUATED, "recommend")]
        assert told(trail, text="%") == []


def test_who_gave_feedback_cannot_be_asked_for_by_who_may_not_know(copy: Copy) -> None:
    with trail_of(copy.url, "nurhamidah") as trail:
        assert trail.page(Asked(step="give-feedback")).lines == ()
        assert told(trail, text="Ernita") == []
        ernita = trail.readable.connection.scalar(select(accounts.c.id).where(accounts.c.user_name == "ernita"))
        assert told(trail, account=ernita) == []
        assert told(trail, text=EVALUATED, step="give-feedback") == []
    with trail_of(copy.url, "masdalena") as trail:
        assert [line.shown.who for line in trail.page(Asked(step="give-feedback")).lines] == [None, None]
    with trail_of(copy.url, "rosmaida") as trail:
        assert told(trail, text="Ernita") == [(EVALUATED, "give-feedback")]


def test_pages_lead_back_and_forth(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trails, "PAGE", 5)
    with trail_of(copy.url, "rosmaida") as trail:
        first = trail.page(Asked())
        assert first.newer is None
        second = trail.page(Asked(), older_than=first.older)
        assert second.newer == second.lines[0].id
        back = trail.page(Asked(), newer_than=second.newer)
        assert back.lines == first.lines
        assert (back.newer, back.older) == (None, first.lines[-1].id)
        assert trail.page(Asked(), newer_than=first.lines[0].id).lines == ()


def test_the_table_for_another_program(copy: Copy) -> None:
    with trail_of(copy.url, "rosmaida") as trail:
        rows = list(table(current(), trail.export(Asked())))
        english = list(table(current(), trail.export(Asked(step="waive-gate")), "en"))
    assert len(rows) == 1 + 32
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert rows[0][0] == "Waktu (WIB)"
    assert rows[1][:6] == (
        "2024-03-04 09:00:00",
        EVALUATED,
        "1",
        "Catat kebutuhan",
        "Maslan Harahap",
        "Analis SDM Aparatur Ahli Muda",
    )
    assert english[1][3] == "Waive a gate"
    assert [row[9] for row in rows if row[1:3] == (VOTED, "6")] == ["R-DON-01 waived; R-TEN-01 waived"]


@pytest.mark.parametrize("cell", ["=1+1", "+62 811", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded(f"a{cell}") == f"a{cell}"


def test_the_last_verifications_are_told_newest_first(copy: Copy) -> None:
    engine = connect(copy.url)
    clean, broken = Report(entries=3), Report(entries=4)
    broken.fault("hash", EVALUATED, 2)
    record(engine, clean, "rosmaida", None, NOW)
    record(engine, broken, "root", None, NOW)
    with reading(engine) as connection:
        told_ = last_verifications(connection)
        assert len(last_verifications(connection, limit=1)) == 1
    engine.dispose()
    assert [(each.operator, each.result, each.entries) for each in told_] == [
        ("root", "tampered", 4),
        ("rosmaida", "clean", 3),
    ]
    assert [each.first for each in told_] == [Finding("hash", EVALUATED, 2), None]


# -- refused acts --------------------------------------------------------------------------------------------------


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    engine = connect(database_url)
    yield found(engine)
    engine.dispose()


def tried(town: Town, user: str = "rosmaida", **asked: object) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Give the refused acts that somebody is told of, as (who, step, grounds), newest first."""
    url = town.engine.url.render_as_string(hide_password=False)
    with trail_of(url, user) as trail:
        page = refusals(trail, Asked(**asked))  # type: ignore[arg-type]  # whatever a filter takes
        return [(each.who, each.step.name if each.step else None, each.grounds) for each in page.refusals]


def test_refused_acts_are_told_to_the_auditor_only(town: Town) -> None:
    case = telling.needed(town, date(2024, 3, 4))
    with pytest.raises(Refused):
        telling.propose(town, case, date(2024, 3, 5), date(2024, 4, 1), employee="ernita")
    with pytest.raises(NotReadable):
        town.act("ernita", "withdraw", date(2024, 3, 6), case, {"reason": "Coba."})
    assert [(who, step) for who, step, _ in tried(town)] == [
        ("Ernita Nababan", "withdraw"),
        ("Sutan Siregar", "propose"),
    ]
    assert tried(town)[1][2] == ("R-DON-10",)
    for other in ("maslan", "sahala", "admin", "halimah"):
        assert tried(town, other) == []
    assert [step for _, step, _ in tried(town, text="sutan")] == ["propose"]
    assert [step for _, step, _ in tried(town, text=case, step="withdraw")] == ["withdraw"]
    assert tried(town, since=date(2024, 3, 7)) == []
    assert tried(town, until=date(2024, 3, 3)) == []
    assert len(tried(town, account=town.account["ernita"])) == 1


def test_an_attempt_at_a_ballot_is_told_once_it_is_decided(town: Town) -> None:
    case = telling.proposed(town, date(2024, 3, 4), date(2024, 12, 2))
    telling.consented(town, case, date(2024, 3, 5))
    telling.opened(town, case, date(2024, 3, 5))
    with pytest.raises(Refused):
        town.act("gunawan", "vote", date(2024, 3, 5), case, {"vote": "against"})
    assert tried(town) == []
    telling.voted(town, case, date(2024, 3, 5))
    assert tried(town) == []
    town.act("baginda", "close-ballot", date(2024, 3, 5), case)
    assert tried(town) == [("Gunawan Tampubolon", "vote", ("R-COM-06",))]


def test_an_attempt_at_a_void_ballot_is_never_told(town: Town) -> None:
    case = telling.proposed(town, date(2024, 3, 4), date(2024, 12, 2))
    telling.consented(town, case, date(2024, 3, 5))
    telling.opened(town, case, date(2024, 3, 5))
    with pytest.raises(Refused):
        town.act("gunawan", "vote", date(2024, 3, 5), case, {"vote": "against"})
    town.act("sutan", "withdraw", date(2024, 3, 6), case, {"reason": "Tidak jadi."})
    assert tried(town) == []


def test_an_auditor_is_told_nothing_of_his_own_case(town: Town) -> None:
    form = {"employee": "rosmaida", "post": "KLERK-HUB", "justification": "Tidak ada calon lain."}
    case = telling.proposed(town, date(2024, 3, 4), date(2024, 12, 2), who="maslan", **form)
    with pytest.raises(Refused):
        town.act("sahala", "cancel", date(2024, 3, 5), case, {"reason": "Coba."})
    assert tried(town) == []
    other = telling.proposed(town, date(2024, 3, 4), date(2024, 12, 2))
    with pytest.raises(Refused):
        town.act("sahala", "cancel", date(2024, 3, 5), other, {"reason": "Coba."})
    assert [step for _, step, _ in tried(town)] == ["cancel"]


def test_a_case_that_does_not_exist_is_told_without_a_number(town: Town) -> None:
    security.note(town.engine, "not-readable", NOW, town.account["ernita"], {"case": "MUT-2024-9999"})
    security.note(town.engine, "signed-in", NOW, town.account["ernita"], {})
    url = town.engine.url.render_as_string(hide_password=False)
    with trail_of(url, "rosmaida") as trail:
        (told_,) = refusals(trail, Asked()).refusals
    assert (told_.who, told_.case_number, told_.step, told_.kind) == ("Ernita Nababan", None, None, "not-readable")


def test_pages_of_refused_acts_are_full(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused, "PAGE", 2)
    for number in range(5):
        security.note(town.engine, "refused", NOW, town.account["ernita"], {"case": "", "grounds": [str(number)]})
    url = town.engine.url.render_as_string(hide_password=False)
    with trail_of(url, "rosmaida") as trail:
        first = refusals(trail, Asked())
        second = refusals(trail, Asked(), older_than=first.older)
        third = refusals(trail, Asked(), older_than=second.older)
    grounds = [[each.grounds[0] for each in page.refusals] for page in (first, second, third)]
    assert (grounds, third.older) == ([["4", "3"], ["2", "1"], ["0"]], None)
