"""What the pages of the needs analysis share: who reads what, the run they rest on, and its figures in words."""

from collections.abc import Callable
from decimal import Decimal
from json import loads
from typing import Any, TypeVar

from flask import abort, g, request
from flask_babel import gettext as _

from policies.loading import current
from policies.staffing import PARTS, needs_horizon
from web import database, people
from web.doors import NotYours
from web.look import dates, figures
from web.people import Person
from workflow.organisation.calendar import city_day, now
from workflow.staffing import readers, runs
from workflow.staffing.readers import Reach

READERS = tuple(current().analysis_readers)

Result = TypeVar("Result")

HUNDRED, MILLION = Decimal(100), Decimal(1_000_000)


def reach() -> Reach:
    """Give what the person at the counter reads of the analysis. Raises NotYours for who reads nothing of it."""
    found = _reach(people.signed_in())
    if found.empty:
        raise NotYours(frozenset(READERS))
    return found


def reads(person: Person) -> bool:
    """Say whether somebody whom no role names reads some of the analysis: the head of a unit does."""
    return not _reach(person).empty


def names_people(path: str) -> bool:
    """Say whether the person at the counter sees who the people of the unit at a path are."""
    return _reach(people.signed_in()).names(path)


def _reach(person: Person) -> Reach:
    return _once("analysis_reach", lambda: readers.reach(database.connection(), current(), person.who, city_day(now())))


def _once(name: str, work: Callable[[], Result]) -> Result:
    """Work something out once in a request, and anew after something was written."""
    connection = database.connection()
    held: tuple[object, Result] | None = g.get(name)
    if held is None or held[0] is not connection:
        held = (connection, work())
        setattr(g, name, held)
    return held[1]


def declares() -> bool:
    """Say whether the person declares temporary loads, wherever it may be."""
    return bool(people.signed_in().roles & set(current().registers["loads"].by))


def may(right: str, path: str) -> bool:
    """Say whether the person has a right to the analysis, such as "candidates", for the unit at a path."""
    tops = readers.allowed(database.connection(), current(), right, people.signed_in().who, city_day(now()))
    return readers.under(path, tops)


def seeks(path: str) -> bool:
    """Say whether the person reads candidates, all or the first ones, for posts of the unit at a path."""
    return may("candidates", path) or may("first_candidates", path)


def horizon() -> int:
    """Give the months of the runs that open and close needs today."""
    return needs_horizon(current(), city_day(now()))


def newest_run() -> Any | None:
    """Give the newest standing run that opens and closes needs; None before the first one."""
    return _once("analysis_run", lambda: runs.newest(database.connection(), horizon()))


def chosen_run() -> Any | None:
    """Give the run that the address names, else the newest one. Ends in 404 for a run that there is not."""
    asked = request.args.get("run", "")
    if not asked:
        return newest_run()
    found = runs.find(database.connection(), int(asked)) if asked.isascii() and asked.isdigit() else None
    if found is None:
        abort(404)
    return found


def run_words(run: Any) -> str:
    """Say which run a page rests on: its day, how far it looks, and of which day the registers are."""
    day, registers = dates.long_date(run.as_of), dates.long_date(run.registers_on)
    if run.registers_on == run.as_of:
        return _("Hitungan %(day)s, %(months)s bulan ke depan", day=day, months=run.horizon)
    return _(
        "Hitungan %(day)s, %(months)s bulan ke depan, dengan data induk %(registers)s",
        day=day,
        months=run.horizon,
        registers=registers,
    )


def part_names() -> dict[str, str]:
    """Name the parts of a priority."""
    return {
        "gap": _("kekurangan"),
        "criticality": _("layanan penting"),
        "retirement": _("pensiun 12 bulan"),
        "outlying": _("wilayah luar"),
        "age": _("lama kurang"),
    }


def parts(run: Any, values: dict[str, int]) -> list[dict[str, Any]]:
    """Give the parts of a priority with their names and weights; `values` are the parts in millionths, unweighted.

    `share` is what a part adds to the priority, from 0 to 1.
    """
    weights = loads(run.parameters)["R-NED-04"]
    return [
        {
            "name": part_names()[name],
            "weight": Decimal(weights[name]),
            "value": values[name] / MILLION,
            "share": Decimal(weights[name]) * values[name] / MILLION,
        }
        for name in PARTS
    ]


def key(run: Any) -> list[dict[str, Any]]:
    """Give the key below bars of priorities: each part with its weight."""
    return parts(run, dict.fromkeys(PARTS, 0))


def priority(value: int) -> str:
    """Write a priority that is given in millionths with two decimals: "0,66"."""
    return figures.fixed(value / MILLION)


def hundredths(value: int) -> str:
    """Write a figure that is given in hundredths with two decimals: "3,22"."""
    return figures.fixed(value / HUNDRED)
