"""What came of a plan: the case opened for each of its moves, where that stands, and what it keeps waiting."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from policies.loading import current
from web import plans
from web.look import say
from web.meanwhile import case_href
from web.readable import readable
from web.spelling import capital, in_sentence
from workflow.cases import OpenCase
from workflow.lists import numbered
from workflow.planning.plans import blocked, moves_of

Row = dict[str, Any]


def outcomes(moves: Sequence[Any]) -> dict[int, Row]:
    """Say of each move by its number which case was opened for it and where that stands, as far as it may be read."""
    listed = list(moves)
    cases = {move.number: move.case_number for move in listed if move.case_number is not None}
    seen = {row.case_number: row for row in numbered(readable(), list(cases.values()))}
    waits = blocked(listed)
    found = {}
    for move in listed:
        case = cases.get(move.number)
        told: Row = {"case": "", "href": "", "state": "", "blocked": ""}
        if case in seen:
            state = say(current().states[seen[case].state].label)
            told |= {"case": case, "href": case_href(case), "state": state}
        elif case is not None:
            told["state"] = _("sudah diusulkan")
        if move.number in waits:
            told["blocked"] = _blocked(cases.get(waits[move.number], ""), seen)
        found[move.number] = told
    return found


def _blocked(case: str, seen: Mapping[str, Any]) -> str:
    if case in seen:
        return _("terhalang oleh %(case)s", case=case)
    return _("terhalang oleh perpindahan lain yang tidak jadi")


def came_of_it(cases: Iterable[str], seen: Mapping[str, Any]) -> str:
    """Count the cases of a plan by where they stand: "4 diusulkan, 1 ditolak"; `seen` are the rows that may be read."""
    states = Counter(seen[case].state for case in cases if case in seen)
    known = current().states
    return ", ".join(f"{count} {in_sentence(say(known[state].label))}" for state, count in states.items())


# -- the plan on the page of a case ---------------------------------------------------------------------------------


def of_case(opened: OpenCase) -> Row | None:
    """Give the plan that a case belongs to, with its other moves as far as they may be read.

    None for a case of no plan, and for who does not read what names people of other cases.
    """
    plan = opened.case.plan
    if plan is None or not opened.sight.others:
        return None
    moves = moves_of(opened.connection, plan)
    came = outcomes(moves)
    seen = [move for move in moves if came[move.number]["case"]]
    own = next((came[move.number]["blocked"] for move in moves if move.case_number == opened.case_number), "")
    return {
        "number": plan,
        "href": url_for("plans.show", number=plan) if plans.may(plans.READS) else "",
        "blocked": capital(own),
        "rows": [_of_plan(move, came[move.number], opened) for move in seen],
        "hidden": len(moves) - len(seen),
    }


def _of_plan(move: Any, came: Row, opened: OpenCase) -> Row:
    words = [came["state"], came["blocked"]]
    own = move.case_number == opened.case_number
    return {
        "title": _("%(person)s ke %(unit)s", person=move.name, unit=move.unit_name),
        "words": " · ".join(word for word in words if word),
        "link": None if own else (came["case"], came["href"]),
        "own": own,
    }
