"""Looking things up for a form, keeping it half filled in, and judging it before it is sent; on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from policies.loading import current
from tests.stories import telling
from tests.stories.town import Town, at, found
from workflow import drafts
from workflow.acts import Attempt, perform
from workflow.answers import Overtaken, Refused
from workflow.cases import OpenCase, open_case
from workflow.database import reading
from workflow.drafts import Place
from workflow.forms import Invalid
from workflow.lists import Filters, count, counts
from workflow.preview import preview
from workflow.queries import Readable
from workflow.search import MOST, Reach, account_name, employee, find_employees, find_posts, post
from workflow.viewers import viewer

DAY = date(2024, 3, 5)


@pytest.fixture
def town(engine: Engine) -> Town:
    """Found the town."""
    return found(engine)


def reach(town: Town, who: str, connection: Any) -> Reach:
    """Say how far somebody looks for posts."""
    person = viewer(connection, town.account[who], DAY)
    assert person is not None
    return Reach(person, current().steps["identify"].by, ["needs_identified", "proposed"])


def opened(town: Town, who: str, case: str, connection: Any, hour: int = 10) -> OpenCase:
    """Open a case for somebody."""
    person = viewer(connection, town.account[who], DAY)
    assert person is not None
    case_ = open_case(connection, person, case, at(DAY, hour))
    assert case_ is not None
    return case_


# -- people and posts -------------------------------------------------------------------------------------------------


def test_employees_by_name_and_by_the_beginning_of_the_nip(town: Town) -> None:
    with reading(town.engine) as connection:
        assert [one.name for one in find_employees(connection, "  siREgar ")] == ["Nurhamidah Siregar", "Sutan Siregar"]
        nip = employee(connection, town.employee["fitri"]).nip  # type: ignore[union-attr]  # she is there
        assert [one.name for one in find_employees(connection, f"{nip[:8]} {nip[8:14]}")] == ["Fitri Pohan"]
        assert find_employees(connection, nip[1:]) == []  # not from its middle
        assert find_employees(connection, "si") == find_employees(connection, "%%%") == []
        assert employee(connection, 10**9) is None


def test_who_left_is_not_found(town: Town) -> None:
    town.retire("fitri")
    with reading(town.engine) as connection:
        assert find_employees(connection, "fitri") == []
        assert employee(connection, town.employee["fitri"]) is None


def test_a_search_stops_one_above_the_most(town: Town) -> None:
    with reading(town.engine) as connection:
        assert len(find_employees(connection, "19")) == 0
        assert len(find_employees(connection, "198")) <= MOST + 1


def test_posts_of_ones_units_those_that_miss_most_first(town: Town) -> None:
    town.need("NERS-PKM", 6)
    town.need("BENDAHARA", 2)
    with reading(town.engine) as connection:
        missing = find_posts(connection, reach(town, "sutan", connection), "")
        assert [(one.name, one.unit, one.need, one.holders, one.vacant) for one in missing] == [
            ("Perawat Ahli Pertama", "Puskesmas Pintu Langit", 6, 2, 4),
            ("Bendahara Pengeluaran", "Dinas Kesehatan", 2, 1, 1),
        ]
        assert find_posts(connection, reach(town, "sutan", connection), "perhubungan") == []
        assert len(find_posts(connection, reach(town, "maslan", connection), "perhubungan")) == 2
        assert find_posts(connection, reach(town, "ernita", connection), "") == []
        assert post(connection, reach(town, "sutan", connection), town.post["KLERK-HUB"]) is None


def test_cases_that_want_a_post_are_counted_while_they_are_open(town: Town) -> None:
    town.need("NERS-PKM", 6)
    case = telling.needed(town, DAY)
    telling.needed(town, DAY)
    town.act("maslan", "withdraw", DAY, case, {"reason": "Salah."})
    with reading(town.engine) as connection:
        (one,) = find_posts(connection, reach(town, "sutan", connection), "")
        assert one.cases == 1


def test_the_name_behind_an_account(town: Town) -> None:
    with reading(town.engine) as connection:
        assert account_name(connection, town.account["baginda"]) == "Baginda Hutasuhut"
        assert account_name(connection, town.account["sahala"]) == "H. Sahala Ritonga"
        assert account_name(connection, 10**9) == ""


def test_counts_at_once_are_the_counts_one_by_one(town: Town) -> None:
    telling.needed(town, DAY)
    telling.proposed(town, DAY, date(2024, 5, 1))
    with reading(town.engine) as connection:
        who = viewer(connection, town.account["maslan"], DAY)
        assert who is not None
        readable = Readable(connection, who, DAY)
        for filters in (Filters(), Filters(text="nurhamidah"), Filters(kind="INTRA"), Filters(unit=town.unit["RSUD"])):
            states = ["", "needs_identified", "proposed", "rejected"]
            each = {
                state: count(readable, Filters(state, filters.unit, filters.kind, filters.text)) for state in states
            }
            assert counts(readable, filters, states) == each


# -- drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_ones_own_and_the_last_one_counts(town: Town) -> None:
    mine, other = Place(town.account["sutan"], None, "identify"), Place(town.account["maslan"], None, "identify")
    drafts.keep(town.engine, mine, {"note": "Sif malam"}, at(DAY, 9))
    drafts.keep(town.engine, mine, {"note": "Sif malam kosong — sejak Agustus"}, at(DAY, 10))
    with reading(town.engine) as connection:
        draft = drafts.find(connection, mine)
        assert draft is not None
        assert (draft.form, draft.saved_at) == ({"note": "Sif malam kosong — sejak Agustus"}, at(DAY, 10))
        assert drafts.find(connection, other) is None
    drafts.drop(town.engine, mine)
    drafts.drop(town.engine, mine)
    with reading(town.engine) as connection:
        assert drafts.find(connection, mine) is None


def test_a_draft_belongs_to_one_case_and_one_step(town: Town) -> None:
    case = telling.needed(town, DAY)
    with reading(town.engine) as connection:
        transfer = town.transfer(case, connection)
    place = Place(town.account["sutan"], transfer, "propose")
    drafts.keep(town.engine, place, {"reason": "Kekosongan."}, at(DAY))
    with reading(town.engine) as connection:
        assert drafts.find(connection, place) is not None
        assert drafts.find(connection, Place(town.account["sutan"], transfer, "withdraw")) is None
        assert drafts.find(connection, Place(town.account["sutan"], None, "propose")) is None


# -- previews ---------------------------------------------------------------------------------------------------------


def proposal(town: Town, **more: str) -> dict[str, str]:
    """Give a proposal's form as it is sent."""
    form = {"employee": str(town.employee["fitri"]), "kind": "INTRA", "planned_on": "2024-05-01"}
    return {**form, "reason": "Kekosongan mendesak.", "no_conflict": "1", **more}


def test_a_preview_judges_as_the_act_does(town: Town) -> None:
    town.change("fitri", post_since=date(2023, 6, 1))
    town.need("NERS-RSUD", 9)
    case = telling.needed(town, DAY)
    with reading(town.engine) as connection:
        seen = preview(opened(town, "sutan", case, connection), current().steps["propose"], proposal(town), 1)
    perform(town.engine, Attempt(town.account["sutan"], "propose", case, proposal(town), "a-key", 1), at(DAY, 10))
    line, head = town.lines(case).lines[-1], town.head(case)
    assert {result.rule: str(result.verdict) for result in seen.results} == dict(line.verdicts)
    assert {"R-TEN-01", "R-DON-01"} <= {result.rule for result in seen.results if result.verdict == "open"}
    assert seen.then == town.case(case)
    assert (seen.awaits, seen.due_on) == (tuple(head["awaits"].split()), head["due_on"])


def test_a_preview_counts_both_units(town: Town) -> None:
    town.need("NERS-RSUD", 8)  # as many as there are
    case = telling.needed(town, DAY)
    with reading(town.engine) as connection:
        seen = preview(opened(town, "sutan", case, connection), current().steps["propose"], proposal(town), 1)
    assert seen.effect is not None
    assert (seen.effect.donor.before, seen.effect.donor.after, seen.effect.donor.need) == (10, 9, 10)
    assert (seen.effect.receiving.before, seen.effect.receiving.after, seen.effect.receiving.need) == (4, 5, 6)


def test_a_preview_writes_nothing(town: Town) -> None:
    case = telling.needed(town, DAY)
    before = town.lines(case).hashes
    with reading(town.engine) as connection:
        preview(opened(town, "sutan", case, connection), current().steps["propose"], proposal(town), 1)
    assert town.lines(case).hashes == before


def test_a_preview_refuses_as_the_act_does(town: Town) -> None:
    case, steps = telling.needed(town, DAY), current().steps
    with reading(town.engine) as connection:
        with pytest.raises(Invalid) as missing:
            preview(opened(town, "sutan", case, connection), steps["propose"], proposal(town, reason=""), 1)
        assert set(missing.value.errors) == {"reason"}
        with pytest.raises(Refused) as other:
            preview(opened(town, "sahala", case, connection), steps["propose"], proposal(town), 1)
        assert other.value.no_role
        with pytest.raises(Refused) as early:
            preview(opened(town, "sahala", case, connection), steps["sign-decree"], {}, 1)
        assert early.value.wrong_state == "needs_identified"
        with pytest.raises(Overtaken):
            preview(opened(town, "sutan", case, connection), steps["propose"], proposal(town), 0)
        with pytest.raises(Overtaken):
            preview(opened(town, "sutan", case, connection), steps["propose"], proposal(town), 2)
