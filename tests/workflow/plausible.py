"""What somebody in the town might attempt: by whom a step is likely to be taken, and what he would write."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from policies.case import Case
from tests.stories import telling
from tests.stories.telling import MEMBERS
from workflow.organisation.calendar import city_day

Form = dict[str, Any]

POSTS = ("NERS-PKM", "NERS-RSUD", "KLERK-PKM", "KLERK-HUB", "KAPUS", "BENDAHARA", "KADINKES")
CANDIDATES = ("nurhamidah", "fitri", "lamhot", "marwan", "delima", "masdalena", "parlindungan", "sutan", "abdul")

_UNIT_HEADS = ("parlindungan", "masdalena", "halimah", "zulkifli", "baginda", "sahala")
_ANALYSTS = ("maslan", "yusnita")

LIKELY: Mapping[str, tuple[str, ...]] = {
    "identify": ("sutan", *_ANALYSTS),
    "propose": ("sutan", *_ANALYSTS),
    "donor-answer": _UNIT_HEADS,
    "record-silence": ("halomoan",),
    "waive-gate": ("sahala", "halomoan"),
    "return": ("irwan", "baginda"),
    "open-ballot": ("irwan", "baginda"),
    "void-ballot": ("irwan", "baginda"),
    "vote": MEMBERS,
    "recuse": MEMBERS,
    "close-ballot": ("baginda", "tiurma"),
    "recommend": ("baginda", "tiurma"),
    "reject": ("baginda", "tiurma"),
    "assign-training": ("efrida",),
    "complete-training": ("efrida",),
    "postpone-training": ("halomoan",),
    "record-consideration": _ANALYSTS,
    "sign-decree": ("sahala",),
    "inaugurate": _ANALYSTS,
    "execute": _UNIT_HEADS,
    "give-feedback": ("ernita", "hotma", "marwan", "fitri"),
    "evaluate-3": ("masdalena", *_UNIT_HEADS),
    "evaluate-6": ("masdalena", *_UNIT_HEADS),
    "agree-goals": ("masdalena", *_UNIT_HEADS),
    "accept-goals": CANDIDATES,
    "plan-coaching": ("masdalena", *_UNIT_HEADS),
    "answer-evaluation": CANDIDATES,
    "judge-need": ("masdalena", *_UNIT_HEADS),
    "correct": ("maslan", "baginda", "masdalena"),
    "withdraw": ("sutan", *_ANALYSTS),
    "cancel": ("sahala",),
    "close-unevaluated": _ANALYSTS,
}

_REASON: Form = {"reason": "Ditinjau kembali."}
_COURSE = "Triase"


def forms(step: str, case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    """Give forms of a step that could be meant seriously; some lack a field that is needed."""
    written = _FORMS.get(step, lambda case, moment: st.just(dict(_REASON)))(case, moment)
    return st.one_of(written, written, written, written.map(_without_one))


def _without_one(form: Form) -> Form:
    return dict(list(form.items())[1:])


def _dated(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    """A document of today, or of some days ago."""
    today = city_day(moment)
    days = st.sampled_from([today, today, today, today - timedelta(days=3)])
    return st.fixed_dictionaries({"number": st.just("800/1/2024"), "on": days})


def _need(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    return st.fixed_dictionaries({"post": st.sampled_from(POSTS), "note": st.just("Layanan malam terhenti.")})


def _proposal(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    planned = st.sampled_from([7, 30, 30, 120]).map(lambda days: city_day(moment) + timedelta(days=days))
    proposal = {
        "employee": st.sampled_from(CANDIDATES),
        "kind": st.sampled_from(["INTRA", "INTRA", "INTRA_REQ"]),
        "planned_on": planned,
        "reason": st.just("Kekosongan mendesak."),
        "justification": st.just("Bertukar tempat."),
        "no_conflict": st.just("yes"),
    }
    letter = st.sampled_from([{}, {"letter_number": "1", "letter_on": city_day(moment)}])
    return st.tuples(st.fixed_dictionaries(proposal), letter).map(lambda parts: parts[0] | parts[1])


def _answer(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    return st.sampled_from([{"answer": "consents"}, {"answer": "objects", **_REASON}, {"answer": "objects"}])


def _waiver(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    rules = [*case.open_gates, *case.open_gates, "R-TEN-01", "R-ELG-01"]
    return st.sampled_from(rules).map(lambda rule: {"rule": rule, **_REASON})


def _opening(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    return st.sampled_from([2, 48, 240]).map(lambda hours: {"closes_at": moment + timedelta(hours=hours)})


def _vote(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    votes = st.sampled_from(["for", "for", "for", "for", "against", "abstain"])
    return votes.map(lambda vote: {"vote": vote, **_REASON})


def _training(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    ends = (city_day(moment) + timedelta(days=14)).isoformat()
    none = {"needed": "no", "finding": "Kompetensi sesuai."}
    some = {"needed": "yes", "finding": "Belum bersertifikat.", "courses": f"{_COURSE}; 20; {ends}"}
    return st.sampled_from([none, some, {**some, "courses": f"{some['courses']}\nEtika; 4"}, {**none, "needed": "yes"}])


def _result(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    names = [course.name for course in case.courses or ()] or [_COURSE]
    result = {"course": st.sampled_from(names), "result": st.sampled_from(["passed", "passed", "failed"])}
    return st.fixed_dictionaries({**result, "on": st.just(city_day(moment))})


def _postponement(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    days = st.sampled_from([5, 60, 200])
    return days.map(lambda number: {"until": city_day(moment) + timedelta(days=number), **_REASON})


def _decree(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    today = city_day(moment)
    effective = st.sampled_from([today, max(case.planned_on or today, today), today + timedelta(days=20)])
    return st.tuples(_dated(case, moment), effective).map(lambda parts: {**parts[0], "effective_on": parts[1]})


def _evaluation(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    explained = {**telling.SUPERVISED, "justification": "Rekan lain belum memenuhi syarat."}
    return st.sampled_from([explained, {**explained, "justification": ""}])


def _correction(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    document = st.sampled_from([*case.documents, "execute", "sign-decree"])
    return st.tuples(_dated(case, moment), document).map(lambda parts: {"document": parts[1], **parts[0], **_REASON})


def _cancellation(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    return st.sampled_from([dict(_REASON), {**_REASON, "number": "800/99/2024"}])


def _ending(case: Case, moment: datetime) -> st.SearchStrategy[Form]:
    causes = st.sampled_from(["retired", "departed", "moved", "no_evaluator"])
    return causes.map(lambda cause: {"cause": cause, **_REASON})


_FORMS: Mapping[str, Callable[[Case, datetime], st.SearchStrategy[Form]]] = {
    "identify": _need,
    "propose": _proposal,
    "donor-answer": _answer,
    "waive-gate": _waiver,
    "open-ballot": _opening,
    "vote": _vote,
    "close-ballot": lambda case, moment: st.just({}),
    "recommend": _dated,
    "assign-training": _training,
    "complete-training": _result,
    "postpone-training": _postponement,
    "record-consideration": _dated,
    "sign-decree": _decree,
    "inaugurate": _dated,
    "execute": _dated,
    "give-feedback": lambda case, moment: st.just(dict(telling.ANSWERS)),
    "evaluate-3": _evaluation,
    "evaluate-6": _evaluation,
    "agree-goals": lambda case, moment: st.just({"goals": "Memimpin triase; 2025-06-30"}),
    "accept-goals": lambda case, moment: st.just({"remark": "Setuju."}),
    "plan-coaching": lambda case, moment: st.just({"coach": "Ernita", "meetings": "Serah terima; 2025-06-30"}),
    "answer-evaluation": lambda case, moment: st.just({"read": "yes", "answer": "Setuju."}),
    "judge-need": lambda case, moment: st.just({"met": "yes", "why": "Poli malam buka kembali."}),
    "correct": _correction,
    "cancel": _cancellation,
    "close-unevaluated": _ending,
}
