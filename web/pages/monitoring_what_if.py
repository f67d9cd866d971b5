"""What if: one of three parameters with another value of its grid, what that would have changed, and a draft note."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from policies.monitoring import TRIED
from web import database, monitoring
from web.doors import open_to
from web.look import dates, say
from web.panels import trying
from web.readable import readable
from web.sheets import EXPORT, sheet
from workflow.lists import among
from workflow.monitoring import what_if
from workflow.monitoring.what_if import IN_FORCE, Tried, WhatIf
from workflow.organisation.calendar import city_day, now

pages = Blueprint("monitoring_what_if", __name__)

_SHOWN, _SENT = 10, 1000  # cases on the page, and in its file
_FIRST = "R-CMP-01a"
_VALUES = sheet(
    "what-if",
    value="Nilai",
    kind="Jenis",
    change="Yang berubah",
    units="Usulan",
    executed="Dilaksanakan",
    due="Jatuh tempo",
    evaluated="Dievaluasi",
    good="Baik atau lebih",
)

_CASES = sheet("what-if-cases", number="Nomor kasus", value="Nilai", state="Tahap")


@pages.get("/monitoring/what-if")
@open_to(*monitoring.READERS, also=monitoring.reads)
def show() -> str:
    """Show the values of a rule, and what the chosen one would have changed."""
    rule, found, tried = _asked()
    return render_template(
        "monitoring/what_if.html",
        title=_title(rule, tried),
        lead=_lead(rule, found),
        fields=_fields(rule),
        rows=[_row(rule, found, each, tried) for each in what_if.rows(found)],
        opened=trying.value_words(rule, tried.value),
        sentence=trying.sentence(rule, found, tried),
        cases=_cases(rule, found, tried),
        changed=tried.changed.units if tried.changed and tried.kind != IN_FORCE else 0,
        note=trying.note(rule, found, tried, _numbers(rule, found, tried)) if tried.kind != IN_FORCE else [],
        caveats=trying.caveats(),
        given={"rule": rule, "value": trying.value_key(rule, tried.value)},
        today=city_day(now()),
    )


@pages.get("/monitoring/what-if/note")
@open_to(*monitoring.READERS, also=monitoring.reads)
def note() -> str:
    """Show the draft of a note on paper."""
    rule, found, tried = _other()
    return render_template("monitoring/note.html", **_note(rule, found, tried))


@pages.get("/monitoring/what-if/note.txt")
@open_to(*monitoring.READERS, also=monitoring.reads)
def note_file() -> Response:
    """Send the draft of a note as a text."""
    rule, found, tried = _other()
    told = _note(rule, found, tried)
    lines = [told["heading"], "", told["title"], ""]
    lines += [f"{number}. {name} {words}" for number, (name, words) in enumerate(told["points"], 1)]
    answer = Response("\n".join(lines) + "\n", mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="note-{rule}-{city_day(now())}.txt"'
    return answer


@pages.get(f"/monitoring/what-if/{EXPORT}")
@open_to(*monitoring.READERS, also=monitoring.reads)
def values(form: str) -> Response:
    """Send what each value would have changed as a file."""
    rule, found, _tried = _asked()
    return _VALUES.sent(form, [_exported(rule, found, each) for each in what_if.rows(found)], rule=rule)


@pages.get(f"/monitoring/what-if/cases/{EXPORT}")
@open_to(*monitoring.READERS, also=monitoring.reads)
def cases(form: str) -> Response:
    """Send the cases that the chosen value would have changed as a file."""
    rule, found, tried = _other()
    rows = [{**each, "state": say(each["state"])} for each in _cases(rule, found, tried, _SENT)]
    return _CASES.sent(form, rows, rule=rule)


def _asked() -> tuple[str, WhatIf, Tried]:
    """Read which rule and value are asked for. Ends in 404 for what may not be tried."""
    rule = request.args.get("rule", _FIRST)
    if rule not in TRIED:
        abort(404)
    found = what_if.what_if(database.connection(), current(), rule, city_day(now()))
    asked = request.args.get("value", "")
    keys = {trying.value_key(rule, value): value for value in found.grid}
    if asked and asked not in keys:
        abort(404)
    return rule, found, found.tried(keys[asked] if asked else found.in_force)


def _other() -> tuple[str, WhatIf, Tried]:
    """Read what is asked for, which must be another value than the one in force: else there is nothing to propose."""
    rule, found, tried = _asked()
    if tried.kind == IN_FORCE:
        abort(404)
    return rule, found, tried


def _title(rule: str, tried: Tried) -> str:
    return _("Andaikan %(rule)s: %(value)s", rule=trying.rule_words(rule), value=trying.value_words(rule, tried.value))


def _lead(rule: str, found: WhatIf) -> str:
    words = ngettext("%(num)s usulan dinilai lagi", "%(num)s usulan dinilai lagi", found.all)
    lead = _("Kini %(value)s. %(units)s.", value=trying.value_words(rule, found.in_force), units=words)
    if found.unknown:
        lead += " " + _("%(number)s tanpa nilai yang diketahui.", number=found.unknown)
    return lead


def _fields(rule: str) -> list[dict[str, Any]]:
    choices = [{"value": each, "label": trying.rule_words(each)} for each in TRIED]
    return [{"name": "rule", "label": _("Aturan yang diandaikan"), "kind": "select", "choices": choices, "value": rule}]


def _row(rule: str, found: WhatIf, each: Tried, opened: Tried) -> dict[str, Any]:
    row = trying.row(rule, found, each)._asdict()
    row["href"] = url_for("monitoring_what_if.show", rule=rule, value=row["value"])
    row["here"] = each.value == opened.value
    return row


def _changed(found: WhatIf, tried: Tried, most: int) -> list[tuple[int, Fraction]]:
    if tried.changed is None or tried.kind == IN_FORCE:
        return []
    return what_if.changed_transfers(database.connection(), found, tried, city_day(now()), most)


def _cases(rule: str, found: WhatIf, tried: Tried, most: int = _SHOWN) -> list[dict[str, Any]]:
    """Name the newest cases that would have been judged otherwise, of those that the reader may open."""
    changed = _changed(found, tried, most)
    seen = {row.id: row for row in among(readable(), [transfer for transfer, _value in changed])}
    return [
        {
            "number": seen[transfer].case_number,
            "href": url_for("case.case", case_number=seen[transfer].case_number),
            "value": trying.value_words(rule, value),
            "state": current().states[seen[transfer].state].label,
        }
        for transfer, value in changed
        if transfer in seen
    ]


def _numbers(rule: str, found: WhatIf, tried: Tried) -> list[str]:
    return [case["number"] for case in _cases(rule, found, tried)]


def _note(rule: str, found: WhatIf, tried: Tried) -> dict[str, Any]:
    today = city_day(now())
    return {
        "heading": _("Nota Dinas Nomor ………… · konsep %(day)s", day=dates.long_date(today)),
        "title": _title(rule, tried),
        "points": trying.note(rule, found, tried, _numbers(rule, found, tried)),
        "law": current().digest.hex()[:12],
    }


def _exported(rule: str, found: WhatIf, tried: Tried) -> dict[str, Any]:
    chain = tried.others if tried.kind == IN_FORCE else tried.changed
    told = {"value": trying.value_key(rule, tried.value), "kind": tried.kind, "change": trying.change(tried, found)}
    nothing = dict.fromkeys(("units", "executed", "due", "evaluated", "good"))
    return told | (nothing if chain is None else chain._asdict())
