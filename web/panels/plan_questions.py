"""Why not somebody else: a question to a plan, its answer in words, and those that were asked before it."""

from typing import Any, NamedTuple

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select

from policies.loading import current
from web import database, plan_memory, plans, staffing
from web.choosing import Chosen
from web.look import say
from web.panels.candidates import Reader, reasons
from web.wording.limits import Names, limit_words
from workflow.forms import REQUIRED
from workflow.matching.candidates import candidates
from workflow.matching.target import target
from workflow.organisation.calendar import city_day, now
from workflow.planning.explaining import Answer
from workflow.planning.solving import NoSolver
from workflow.planning.stored import Stored
from workflow.staffing.readers import CITY
from workflow.tables import employees

Told = dict[str, Any]

_MOST = 5  # questions that stay in the form


class _Question(NamedTuple):
    """Somebody (an employee's id) and the post (code) that he might have got."""

    employee: int
    post: str

    @property
    def mark(self) -> str:
        """Write it as the form keeps it."""
        return f"{self.employee}:{self.post}"


def posts(stored: Stored, known: Names) -> list[Told]:
    """Give the posts that somebody might move to, as a field offers them."""
    codes = {move.post for move in stored.built.model.moves}
    found = [{"value": code, "label": known.posts[code][0], "group": known.posts[code][1]} for code in codes]
    return sorted(found, key=lambda one: (one["group"], one["label"], one["value"]))


def answered(stored: Stored, known: Names, chosen: Chosen | None) -> Told:
    """Answer the question of the form, and again those before it.

    Gives {"now", "before": answers, "kept": marks for the form, "post": the post asked for, "errors": by field}.
    """
    before = [question for mark in request.form.getlist("asked") if (question := _read(stored, mark))][-_MOST:]
    post = request.form.get("post", "")
    errors: dict[str, Any] = {}
    question = None
    if chosen is not None:
        employee = chosen.person.employee if chosen.person else None
        errors |= {"person": chosen.error} if chosen.error else {}
        errors |= {} if any(move.post == post for move in stored.built.model.moves) else {"post": say(REQUIRED)}
        question = _Question(employee, post) if employee is not None and not errors else None
    earlier = [each for each in before if each != question]
    return {
        "now": _answer(stored, known, question) if question else None,
        "before": [_answer(stored, known, each) for each in reversed(earlier)],
        "kept": [each.mark for each in [*earlier, *([question] if question else [])]],
        "post": "" if question else post,
        "errors": errors,
    }


def _read(stored: Stored, mark: str) -> _Question | None:
    employee, _colon, post = mark.partition(":")
    known = employee.isascii() and employee.isdigit() and len(employee) < 16 and post in stored.built.model.post
    return _Question(int(employee), post) if known else None


def _answer(stored: Stored, known: Names, question: _Question) -> Told:
    row = (
        database.connection()
        .execute(select(employees.c.nip, employees.c.name).where(employees.c.id == question.employee))
        .first()
    )
    name = row.name if row else ""
    told = {"question": _("%(name)s ke %(post)s?", name=name, post=known.post(question.post)), "mark": question.mark}
    move = move_of(stored, row.nip, question.post) if row else None
    if move is None:
        return told | _not_offered(stored, question)
    try:
        found = plan_memory.answer(stored, move)
    except NoSolver:
        return told | {"lead": _("Tidak dapat dijawab."), "words": _("Pemecah HiGHS belum terpasang.")}
    return told | _words(stored, known, move, found)


def move_of(stored: Stored, nip: str, post: str) -> int | None:
    """Give the move (id) of somebody to a post (code), None where the plan could not have made it."""
    return next((move.id for move in stored.built.model.moves if (move.nip, move.post) == (nip, post)), None)


def _words(stored: Stored, known: Names, move: int, found: Answer) -> Told:
    if move in stored.moves:
        return {"lead": _("Sudah ada dalam rencana ini."), "words": ""}
    if found.clash:
        limits = ", ".join(limit_words(limit, known) for limit in found.clash)
        words = _("Tidak ada rencana yang memuatnya dan tetap memenuhi batas itu.")
        return {"lead": _("Karena %(limits)s.", limits=limits), "words": words}
    if found.difference is None:
        return {"lead": _("Belum terjawab."), "words": _("Waktu mencari habis sebelum ada rencana yang memuatnya.")}
    told = plans.difference(found.difference)
    if not told["whole"]:
        return {"lead": _("Bisa, dan sama baiknya."), "words": told["parts"]}
    if told["whole"] < 0:
        lead = _("Bisa, dan rencananya lebih baik %(by)s.", by=told["words"])
    else:
        lead = _("Bisa, tetapi rencana ini lebih baik %(by)s.", by=told["words"])
    return {"lead": lead, "words": _("Selisihnya: %(parts)s.", parts=told["parts"])}


def _not_offered(stored: Stored, question: _Question) -> Told:
    """Say why somebody could not have moved there at all: by the rules as they are today."""
    lead = _("Tidak dapat dipindahkan ke sana.")
    today, post = city_day(now()), stored.basis.posts[question.post]
    there = target(database.connection(), current(), post, today, today)
    found = candidates(there, str(stored.basis.run), now(), among=[question.employee])
    refused = [rule for each in found for rule in each.refused(current().rules)]
    if not refused:
        words = _(
            "Ia tidak dihitung pada jabatannya, mempunyai kasus berjalan, pensiun dalam jangka hitungan, "
            "atau jam pelatihannya belum diketahui."
        )
        return {"lead": lead, "words": words}
    reader = Reader(today, today, staffing.may("candidates", CITY), frozenset())
    told = [one["words"] for each in found for one in reasons(each, reader)[: len(refused)]]
    return {"lead": lead, "words": " ".join(told)}
