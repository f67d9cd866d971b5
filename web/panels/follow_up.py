"""What supervisor and employee agreed on, and what was said since: goals, coaching, answers, and the need itself."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from policies.model import Field
from web.look import dates
from web.wording import recorded, said_by
from workflow.cases import OpenCase, Shown


def goals(opened: OpenCase) -> dict[str, Any] | None:
    """Give the goals that stand, and whether the employee accepted them; None before there are any to be seen."""
    last = _last(opened, "agree-goals")
    if last is None:
        return None
    word = _last(opened, "accept-goals", after=last.line.number)
    remark = _("Disetujui %(day)s", day=dates.long_date(word.line.on)) if word else _("Menunggu persetujuan pegawai")
    return {
        "remark": remark,
        "rows": dated(last.values.get("goals")),
        "quote": word.values.get("remark", "") if word else "",
        "by": _by(last),
    }


def coaching(opened: OpenCase) -> dict[str, Any] | None:
    """Give the coaching plan that stands; None where there is none to be seen."""
    last = _last(opened, "plan-coaching")
    if last is None:
        return None
    return {"coach": last.values.get("coach", ""), "rows": dated(last.values.get("meetings")), "by": _by(last)}


def answers(opened: OpenCase) -> list[dict[str, Any]]:
    """Give the employee's answer to each evaluation, newest first."""
    return [
        {
            "title": _("Tanggapan atas evaluasi %(months)s bulan", months=each.values.get("round", "")),
            "text": each.values.get("answer", "") or _("Telah dibaca, tanpa tanggapan."),
            "by": _by(each),
        }
        for each in reversed(opened.lines)
        if each.step.name == "answer-evaluation"
    ]


def need(opened: OpenCase) -> dict[str, Any] | None:
    """Give the receiving head's word on whether the need was met; None before it is said."""
    last = _last(opened, "judge-need")
    if last is None:
        return None
    return {
        "words": recorded(_field(last, "met"), last.values.get("met"), last.line.on),
        "text": last.values.get("why", ""),
        "by": _by(last),
    }


def agreed(shown: Shown) -> dict[str, Any]:
    """Give what an evaluation says to the employee: strengths, what to change, agreed actions, what follows."""
    follows = shown.values.get("next")
    return {
        "strengths": shown.values.get("strengths", ""),
        "change": shown.values.get("change", ""),
        "rows": dated(shown.values.get("actions")),
        "next": recorded(_field(shown, "next"), follows, shown.line.on) if follows else "",
    }


def dated(lines: Iterable[dict[str, Any]] | None) -> list[dict[str, str]]:
    """Give dated lines as components/facts.html draws entries."""
    return [{"title": line["what"], "words": dates.long_date(line["on"])} for line in lines or ()]


def _last(opened: OpenCase, step: str, after: int = 0) -> Shown | None:
    found = [each for each in opened.lines if each.step.name == step and each.line.number > after]
    return found[-1] if found else None


def _by(shown: Shown) -> str:
    return ", ".join(part for part in (*said_by(shown), dates.long_date(shown.line.on)) if part)


def _field(shown: Shown, name: str) -> Field | None:
    return next((field for field in shown.step.fields if field.name == name), None)


def panels(opened: OpenCase) -> dict[str, Any]:
    """Give all of it for a page; what the person may not read is not there."""
    return {"goals": goals(opened), "coaching": coaching(opened), "answers": answers(opened), "need": need(opened)}
