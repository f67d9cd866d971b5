"""One's own transfer in plain words: where it stands, what is asked of one, what comes next, and what one may read."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from policies.loading import current
from policies.model import Procedure, State, Step
from web.awaited import whom
from web.doors import SIGNED_IN, open_to
from web.look import dates, say
from web.pages.case import opened_case
from web.panels import feedback, follow_up, movement, papers, results, stages, steps
from web.readable import readable
from web.spelling import in_sentence
from web.wording import timeline
from workflow.answers import NotReadable
from workflow.cases import OpenCase
from workflow.lists import Row, about
from workflow.organisation.calendar import city_day

pages = Blueprint("own", __name__)


@pages.get("/my-transfer")
@open_to(SIGNED_IN)
def own() -> str:
    """Show the case about oneself that is under way, or else the last one."""
    rows = about(readable())
    if not rows:
        return render_template("own_none.html", steps=[say(state.label) for state in current().path])
    under_way = [row for row in rows if not current().states[row.state].closed]
    return _page((under_way or rows)[0], rows)


@pages.get("/my-transfer/<case_number>")
@open_to(SIGNED_IN)
def own_case(case_number: str) -> str:
    """Show one of the cases about oneself. Raises NotReadable for any other."""
    rows = about(readable())
    row = next((row for row in rows if row.case_number == case_number), None)
    if row is None:
        raise NotReadable
    return _page(row, rows)


def _page(row: Row, rows: list[Row]) -> str:
    opened = opened_case(row.case_number)
    told = _stages(opened)
    return render_template(
        "own.html",
        title=_title(opened),
        lead=_lead(opened),
        stages=told,
        plain=" ".join([_stands(opened, told), _asked(opened), *_next(opened, row)]),
        asked=_asked_of_me(opened),
        rounds=feedback.feedback(opened),
        followed=follow_up.panels(opened),
        movement=movement.movement(opened),
        results=results.results(opened, besides=_of_the_committee(opened.procedure)),
        entries=timeline(opened),
        to_come=[{"title": stage["name"], "words": stage["when"]} for stage in told if _dated(stage)],
        training=papers.training(opened),
        documents=papers.documents(opened),
        may=_may(opened),
        may_not=_may_not(opened),
        others=[_other(each) for each in rows if each.case_number != row.case_number],
        today=readable().today,
    )


def _state(opened: OpenCase) -> State:
    return opened.procedure.states[opened.case.state]


def _title(opened: OpenCase) -> str:
    place, state = opened.new_place, _state(opened)
    unit = place.unit_name if place else ""
    if state.order is None:
        return _("Perpindahan Anda ke %(unit)s: %(state)s", unit=unit, state=in_sentence(say(state.label)))
    return _("Perpindahan Anda ke %(unit)s", unit=unit)


def _lead(opened: OpenCase) -> str:
    case, post = opened.case, opened.new_place.name if opened.new_place else ""
    if case.started_on:
        words = _("%(post)s sejak %(day)s", post=post, day=dates.long_date(case.started_on))
    elif case.effective_on:
        words = _("%(post)s mulai %(day)s", post=post, day=dates.long_date(case.effective_on))
    elif case.planned_on:
        words = _("%(post)s, rencana mulai %(day)s", post=post, day=dates.long_date(case.planned_on))
    else:
        words = post
    return f"{opened.case_number} · {words}"


# -- three plain sentences ---------------------------------------------------------------------------------------------


def _stands(opened: OpenCase, told: list[dict[str, Any]]) -> str:
    """Say where the case stands; the law's words for the state of a returned one know nothing of a candidate."""
    state = _state(opened)
    if state.order is not None and any(stage["mark"] == "off" for stage in told):
        return _("Usulan untuk memindahkan Anda dikembalikan untuk diperbaiki.")
    return say(state.plain)


def _asked_of_me(opened: OpenCase) -> list[dict[str, Any]]:
    """Give what the person himself may say now; also of a complete case, which waits for nobody."""
    return steps.steps(opened)["possible"]


def _asked(opened: OpenCase) -> str:
    """Say what is asked of the person himself."""
    case = opened.case
    if _asked_of_me(opened):
        return _("Anda diminta menanggapi.")
    if _state(opened).closed:
        return _("Tidak ada lagi yang perlu Anda lakukan.")
    if case.open_courses:
        names = ", ".join(course.name for course in case.open_courses)
        until = case.postponed_until or min((c.until for c in case.open_courses if c.until), default=None)
        if until is None:
            return _("Anda diminta mengikuti pelatihan %(names)s.", names=names)
        return _(
            "Anda diminta menyelesaikan pelatihan %(names)s sampai %(day)s.", names=names, day=dates.long_date(until)
        )
    if case.effective_on and case.started_on is None:
        day = dates.long_date(case.effective_on)
        if case.effective_on > city_day(opened.moment):
            return _("Anda diminta mulai bertugas pada %(day)s.", day=day)
        return _("SK Anda berlaku sejak %(day)s; SPMT Anda belum dicatat.", day=day)
    return _("Tidak ada yang perlu Anda lakukan sekarang.")


def _next(opened: OpenCase, row: Row) -> list[str]:
    """Say who is waited for and until when; of the committee only that it is at work, until it has decided."""
    if _secret(opened):
        return [_("Sekarang menunggu pertimbangan tim penilai.")]
    roles = whom(readable(), row)
    if not roles:
        return []
    if row.due_on is None:
        return [_("Sekarang menunggu %(whom)s.", whom=roles)]
    if row.due_on < city_day(opened.moment):
        day = dates.long_date(row.due_on)
        return [_("Sekarang menunggu %(whom)s; tenggatnya %(day)s sudah lewat.", whom=roles, day=day)]
    return [_("Sekarang menunggu %(whom)s, paling lambat %(day)s.", whom=roles, day=dates.long_date(row.due_on))]


def _secret(opened: OpenCase) -> bool:
    """Say whether who is waited for would tell how a ballot went that this person may not read."""
    return not opened.sight.deliberation and any(
        _by_the_committee(opened.procedure, step) for step in opened.procedure.steps_from(opened.case.state)
    )


def _stages(opened: OpenCase) -> list[dict[str, Any]]:
    """Give the stepper, without a date that would tell how a ballot went."""
    told = stages.stages(opened)
    return [{**stage, "when": ""} if stage["mark"] == "todo" else stage for stage in told] if _secret(opened) else told


def _dated(stage: dict[str, Any]) -> bool:
    return bool(stage["mark"] == "todo" and stage["when"])


# -- what one may read, and what not -----------------------------------------------------------------------------------


def _of_the_committee(procedure: Procedure) -> frozenset[str]:
    """Name the rules that only the committee's own steps ask: what they saw belongs to its deliberation."""
    own: set[str] = set()
    others: set[str] = set()
    for step in procedure.steps.values():
        (own if _by_the_committee(procedure, step) else others).update(step.provided)
    return frozenset(own - others)


def _by_the_committee(procedure: Procedure, step: Step) -> bool:
    return all(procedure.roles[role].kind == "body" for role in step.by)


def _may(opened: OpenCase) -> list[dict[str, str]]:
    found = [{"what": _("Keputusan dan alasannya"), "words": _("semua syarat dengan nilai dan dasar hukumnya")}]
    if opened.sight.sensitive:
        found.append({"what": _("Catatan tentang diri Anda"), "words": _("juga yang dirahasiakan dari unit lain")})
    return [*found, {"what": _("Umpan balik"), "words": _("setelah evaluasi putaran itu selesai")}]


def _may_not(opened: OpenCase) -> list[dict[str, str]]:
    """Say what is kept from the person, and why, as far as his sight of this very case keeps it from him."""
    reasons = {
        "ballots": (_("Suara tiap anggota tim penilai"), _("rahasia jabatan")),
        "deliberation": (_("Jalannya pertimbangan tim penilai"), _("yang diberitahukan ialah keputusannya")),
        "feedback": (_("Isian tiap rekan yang menilai"), _("agar mereka berani jujur; Anda membaca hasilnya bersama")),
        "others": (_("Pegawai dalam kasus lain"), _("karena itu urusan mereka")),
    }
    return [{"what": what, "words": why} for aspect, (what, why) in reasons.items() if aspect in opened.sight.hides]


def _other(row: Row) -> dict[str, Any]:
    state = say(current().states[row.state].label)
    return {
        "title": _("Ke %(unit)s", unit=row.receiving),
        "words": f"{row.case_number} · {state}",
        "link": (_("Lihat kasus ini"), url_for("own.own_case", case_number=row.case_number)),
    }
