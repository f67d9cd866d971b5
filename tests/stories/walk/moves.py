"""What people write on each step, and when: the few forms that make a difference to what may happen next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from policies.case import Case
from tests.stories import telling
from tests.stories.town import at
from tests.stories.walk.circumstances import Circumstance
from workflow.organisation.calendar import city_day

Form = Mapping[str, Any]

APRIL = date(2024, 4, 1)  # the planned effective date
JUNE = date(2024, 6, 16)  # a late first day in the post

# Time stands still on these mornings: the proposal; after seven working days; the effective date; the day before the
# first round opens, that day, and when it is long overdue; the same of the second, for both possible first days.
MORNINGS = tuple(
    at(date(*day))
    for day in (
        (2024, 3, 4),
        (2024, 3, 18),
        (2024, 4, 1),
        (2024, 6, 16),
        (2024, 6, 17),
        (2024, 8, 5),
        (2024, 9, 16),
        (2024, 9, 17),
        (2024, 11, 4),
        (2025, 2, 3),
    )
)
_PROPOSING, _DECIDING, _MOVING = MORNINGS[:2], MORNINGS[:4], MORNINGS[2:4]
LAST_BEFORE_THE_MOVE = 3  # later mornings are only for evaluations

REASON = {"reason": "Ditinjau kembali."}


@dataclass(frozen=True)
class Page:
    """What somebody has before him when he fills in a form."""

    circumstance: Circumstance
    case: Case
    morning: Any

    @property
    def today(self) -> date:
        """The day in the city."""
        return city_day(self.morning)


def forms(step: str, page: Page) -> Iterable[Form]:
    """Give the forms of a step."""
    return _FORMS[step](page)


def _document(page: Page) -> Iterable[Form]:
    return [{"number": "800/1/2024", "on": page.today}]


def _proposal(page: Page) -> Iterable[Form]:
    if page.morning not in _PROPOSING:
        return []
    form = {"employee": page.circumstance.candidate, "kind": "INTRA", "planned_on": APRIL, "no_conflict": "yes"}
    return [{**form, "reason": "Kekosongan mendesak.", "justification": "Menunggu tempat."}]


def _opening(page: Page) -> Iterable[Form]:
    return [{"closes_at": page.morning + timedelta(days=2)}] if page.morning in _PROPOSING else []


def _results(page: Page) -> Iterable[Form]:
    names = [course.name for course in page.case.open_courses]
    return [{"course": n, "result": r, "on": page.today} for n in names for r in ("passed", "failed")]


def _decree(page: Page) -> Iterable[Form]:
    if page.morning not in _DECIDING:
        return []
    return [{"number": "800/2/2024", "on": page.today, "effective_on": max(APRIL, page.today)}]


def _duty(page: Page) -> Iterable[Form]:
    return _document(page) if page.morning in _MOVING else []


def _evaluation(page: Page) -> Iterable[Form]:
    return [{**form, "justification": "Rekan lain belum memenuhi syarat."} for form in page.circumstance.evaluations]


def _coaching(page: Page) -> Iterable[Form]:
    return (
        []
        if page.case.coached
        else [{"coach": "Ernita Nababan, perawat", "meetings": f"Menulis serah terima; {page.today}"}]
    )


def _correction(page: Page) -> Iterable[Form]:
    """Only the first day in the post matters to what follows."""
    if "execute" not in page.case.documents:
        return []
    return [{"document": "execute", "number": "800/3/2024", "on": day, **REASON} for day in (APRIL, JUNE)]


_FORMS: Mapping[str, Callable[[Page], Iterable[Form]]] = {
    "identify": lambda page: [{"post": page.circumstance.post, "note": "Layanan malam terhenti."}],
    "propose": _proposal,
    "donor-answer": lambda page: page.circumstance.answers,
    "record-silence": lambda page: [] if page.circumstance.answers else [{}],
    "waive-gate": lambda page: [{"rule": gate, **REASON} for gate in page.case.open_gates],
    "return": lambda page: [REASON],
    "open-ballot": _opening,
    "void-ballot": lambda page: [REASON],
    "vote": lambda page: [{"vote": vote, **REASON} for vote in page.circumstance.votes],
    "recuse": lambda page: [REASON] if len(page.case.recused) < page.circumstance.recusals else [],
    "close-ballot": lambda page: [{}],
    "recommend": _document,
    "reject": lambda page: [REASON],
    "assign-training": lambda page: page.circumstance.training,
    "complete-training": _results,
    "postpone-training": lambda page: [{"until": APRIL + timedelta(days=90), **REASON}],
    "record-consideration": _document,
    "sign-decree": _decree,
    "inaugurate": _document,
    "execute": _duty,
    "give-feedback": lambda page: [telling.ANSWERS],
    "evaluate-3": _evaluation,
    "evaluate-6": _evaluation,
    "plan-coaching": _coaching,
    # What is agreed on and answered changes nothing of what may happen next.
    "agree-goals": lambda page: [],
    "accept-goals": lambda page: [],
    "answer-evaluation": lambda page: [],
    "judge-need": lambda page: [],
    "correct": _correction,
    "withdraw": lambda page: [REASON],
    "cancel": lambda page: [{**REASON, "number": "800/99/2024"}],
    "close-unevaluated": lambda page: [
        {"cause": cause, **REASON} for cause in ("retired", "dead", "departed", "moved", "no_evaluator")
    ],
}
