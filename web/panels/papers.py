"""The donor's answer, the training, and the documents of a case, each as its lines tell it."""

from typing import Any

from flask_babel import gettext as _

from policies.case import Course
from web.look import dates, say
from web.panels.results import of_candidate
from web.wording import quotation, recorded, said_by
from workflow.cases import OpenCase, Shown


def donor_answer(opened: OpenCase) -> dict[str, Any] | None:
    """Say what the donor unit answered, or that it has not; None while there is nobody to release."""
    if opened.case.employee is None:
        return None
    if opened.case.from_no_post:
        words = _("Tidak ada unit asal: pegawai tidak menduduki jabatan.")
        return {"words": words, "quote": "", "law": opened.procedure.rules["R-DON-11"].basis}
    heard = [each for each in of_candidate(opened) if each.step.name in ("donor-answer", "record-silence")]
    if not heard and not opened.procedure.states[opened.case.state].binds:
        return None
    if not heard:
        return {"words": _("Belum menjawab."), "quote": "", "law": opened.procedure.steps["donor-answer"].basis}
    last = heard[-1]
    name, office = said_by(last)
    answer = next((field for field in last.step.fields if field.name == "answer"), None)
    by = {"name": name, "office": office, "day": dates.long_date(last.line.on)}
    if answer is None:
        words = _("Tidak menjawab dalam tenggat; dicatat %(name)s, %(office)s, %(day)s.", **by)
    else:
        given = recorded(answer, last.values.get("answer"), last.line.on)
        words = _("%(answer)s: %(name)s, %(office)s, %(day)s.", answer=given, **by)
    return {"words": words, "quote": quotation(last), "law": last.step.basis}


def training(opened: OpenCase) -> dict[str, Any] | None:
    """Give the courses before the move with their results; None until training is settled."""
    courses = opened.case.courses
    settled = [each for each in of_candidate(opened) if each.step.name == "assign-training"]
    if courses is None or not settled:
        return None
    done = sum(bool(course.passed) for course in courses)
    return {
        "remark": _("%(done)s dari %(all)s selesai", done=done, all=len(courses)) if courses else "",
        "rows": [_course(opened, course) for course in courses],
        "finding": quotation(settled[-1]),
        "postponed": opened.case.postponed_until,
    }


def _course(opened: OpenCase, course: Course) -> dict[str, Any]:
    words = _("%(hours)s\u00a0JP", hours=course.hours)
    results = [each for each in opened.lines if each.values.get("course") == course.name]
    if course.passed is not None and results:
        last = results[-1].values
        words += _(", %(day)s", day=dates.long_date(last["on"]))
        if last.get("certificate"):
            words += _(", sertifikat %(number)s", number=last["certificate"])
    elif course.until:
        words += _(", selesai paling lambat %(day)s", day=dates.long_date(course.until))
    verdict = {True: ("met", _("Lulus")), False: ("not_met", _("Tidak lulus"))}.get(course.passed, ("", ""))  # type: ignore[arg-type]  # None is no key on purpose
    return {"title": course.name, "words": words, "verdict": verdict[0], "tag": verdict[1]}


def documents(opened: OpenCase) -> list[tuple[str, dict[str, Any]]]:
    """Give each document with its number and date; what a correction superseded stays visible below."""
    labels = {choice.value: say(choice.label) for choice in _documents(opened)}
    found = []
    for name, label in labels.items():
        versions = [each for each in of_candidate(opened) if _records(each, name)]
        if versions:
            *old, last = versions
            small = [_("semula %(version)s", version=_version(each)) for each in old]
            found.append((label, {"main": _version(last), "small": "; ".join([*_effective(versions), *small])}))
    return found


def _documents(opened: OpenCase) -> Any:
    """Give the documents that the law lets one correct, which are all that a case records."""
    fields = opened.procedure.steps["correct"].fields
    return next(field.choices for field in fields if field.name == "document")


def _records(shown: Shown, document: str) -> bool:
    return shown.step.name == document or shown.values.get("document") == document


def _version(shown: Shown) -> str:
    number = shown.values.get("number") or _("(nomor telah dihapus)")
    return _("%(number)s, %(day)s", number=number, day=dates.long_date(shown.values["on"]))


def _effective(versions: list[Shown]) -> list[str]:
    days = [each.values["effective_on"] for each in versions if each.values.get("effective_on")]
    return [_("TMT %(day)s", day=dates.long_date(days[-1]))] if days else []
