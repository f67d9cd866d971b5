"""What is behind the figures of a post: its people, its work, its slots and the transfers made for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from json import loads
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.dates import add_months
from policies.loading import current
from web import database
from web.look import dates, figures, say
from web.meanwhile import case_href
from web.readable import readable
from web.spelling import in_sentence
from web.wording.codes import code_words
from workflow.lists import Row, numbered
from workflow.organisation.registers.absences import KINDS
from workflow.staffing import slots, story
from workflow.staffing.figures import ABSENT, LEAVING, RETIRING

Told = Mapping[str, Any]


def holders(post: int, run: Any, told: Told, *, named: bool) -> list[dict[str, Any]]:
    """List who held the post in a run and whether each counted; without a right to names, as numbers."""
    out = _out(told, add_months(run.as_of, run.horizon))
    found = story.people(database.connection(), current(), post, told.get("holders", ()), run.as_of)
    return [
        {
            "name": each.name if named else _("Pemangku %(number)s", number=number),
            "since": each.since,
            "retires_on": each.retires_on if named else None,
            "out": out.get(each.employee, ""),
        }
        for number, each in enumerate(found, 1)
    ]


def _out(told: Told, on: date) -> dict[int, str]:
    """Say of each holder who does not count by a day why not."""
    found: dict[int, str] = {}
    for employee, day in told.get(RETIRING, ()):
        found[employee] = _("pensiun %(day)s", day=dates.short_date(day))
    seen = _readable(case for _employee, _day, case in told.get(LEAVING, ()))
    for employee, day, case in told.get(LEAVING, ()):
        when = _("pindah %(day)s, %(case)s", day=dates.short_date(day), case=case)
        found[employee] = when if case in seen else _("pindah")
    return found | _away(told, on)


def _away(told: Told, on: date) -> dict[int, str]:
    """Say why somebody is not at his post, and until when where the register says so."""
    standings = dict(told.get(ABSENT, ()))
    leaves = story.leaves(database.connection(), standings, on)
    found = {}
    for employee, standing in standings.items():
        kind, until = leaves.get(employee, (standing, None))
        leave = next((in_sentence(say(choice.label)) for choice in KINDS if choice.value == kind), code_words(kind))
        words = _("tidak bertugas") if kind == "AKTIF" else leave
        found[employee] = _("%(why)s sampai %(day)s", why=words, day=dates.short_date(until)) if until else words
    return found


def _readable(cases: Iterable[str]) -> frozenset[str]:
    """Give those of some cases, by their numbers, that the person may read: the others stay unnamed."""
    return frozenset(row.case_number for row in numbered(readable(), list(cases)))


def arriving(post: int, run: Any, told: Told, *, named: bool) -> list[dict[str, Any]]:
    """List who comes to the post by a transfer that already counts."""
    coming = {employee: (day, case) for employee, day, case in told.get("arriving", ())}
    found = story.people(database.connection(), current(), post, coming, run.as_of)
    seen = _readable(case for _day, case in coming.values())
    return [
        {
            "name": each.name
            if named and coming[each.employee][1] in seen
            else _("Pendatang %(number)s", number=number),
            "on": date.fromisoformat(coming[each.employee][0]),
            "case": coming[each.employee][1] if coming[each.employee][1] in seen else "",
            "href": case_href(coming[each.employee][1]),
        }
        for number, each in enumerate(found, 1)
    ]


def sum_of(cell: Any) -> str:
    """Write the sum of a cell: "4 efektif = 6 pemangku − 1 pensiun − 1 pindah", leaving out what is nought."""
    words = ngettext("%(num)s pemangku", "%(num)s pemangku", cell.holders)
    for count, name in ((cell.retiring, _("pensiun")), (cell.leaving, _("pindah")), (cell.absent, _("tidak bertugas"))):
        words += f" \N{MINUS SIGN} {count} {name}" if count else ""
    words += f" + {cell.arriving} " + _("datang") if cell.arriving else ""
    return _("%(effective)s efektif = %(parts)s", effective=cell.effective, parts=words)


def slots_of(cell: Any, run: Any) -> list[tuple[str, str]]:
    """List the missing places with the day from which each is open."""
    return [
        (
            _("Tempat %(number)s", number=number),
            _("dapat diisi sekarang") if day <= run.as_of else _("mulai %(day)s", day=dates.long_date(day)),
        )
        for number, day in enumerate(slots.open_from(cell, run.as_of), 1)
    ]


def changes(found: Sequence[story.Found]) -> list[str]:
    """Say in sentences where need or people changed from one run to the next."""
    told = []
    for before, after in pairwise(found):
        parts = []
        if after.need != before.need:
            parts.append(_("kebutuhan %(before)s → %(after)s", before=before.need, after=after.need))
        if after.effective != before.effective:
            parts.append(_("orang %(before)s → %(after)s", before=before.effective, after=after.effective))
        if parts:
            told.append(f"{dates.month_and_year(after.as_of)}: {', '.join(parts)}")
    return told[-4:]


def move(row: Row) -> dict[str, Any]:
    """Give a transfer as the story lists it."""
    states = current().states
    return {
        "person": row.employee or _("Calon belum dipilih"),
        "href": case_href(row.case_number),
        "number": row.case_number,
        "from": row.donor or (_("tanpa jabatan") if row.from_no_post else _("belum ada")),
        "stage": states[row.state].order or states[row.reached or row.state].order or 0,
        "state": say(states[row.state].label),
        "on": row.planned_on,
    }


def work(post: int, run: Any, told: Told) -> dict[str, Any]:
    """Give the rows of workload that a run counted, with their sums; a row's people are minutes ÷ working time."""
    year = Decimal(loads(run.parameters)["R-ABK-01"]["minutes"])
    reasons = story.temporary_rows(database.connection(), post)
    rows = [_row(year, *load, reasons.get(load[0])) for load in told.get("loads", ())]
    lasting = sum((row["total"] for row in rows if not row["until"]), Decimal())
    whole = sum((row["total"] for row in rows), Decimal())
    return {
        "lasting": [row for row in rows if not row["until"]],
        "temporary": [row for row in rows if row["until"]],
        "lasting_sum": _sum(year, lasting),
        "sum": _sum(year, whole),
        "year": figures.number(year),
        "formation": told.get("formation"),
    }


def _row(year: Decimal, task: str, volume: str, minutes: str, until: str | None, kept: Any) -> dict[str, Any]:
    total = Decimal(volume) * Decimal(minutes)
    return {
        "task": task,
        "volume": figures.number(Decimal(volume), 3),
        "minutes": figures.number(Decimal(minutes), 3),
        "total": total,
        "until": date.fromisoformat(until) if until else None,
        "reason": kept.reason if kept is not None else "",
        "document": kept.document if kept is not None else "",
        **_sum(year, total),
    }


def _sum(year: Decimal, total: Decimal) -> dict[str, str]:
    return {"minutes_a_year": figures.number(total, 0), "people": figures.fixed(total / year)}
