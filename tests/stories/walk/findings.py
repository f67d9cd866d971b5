"""What is looked for in a finished walk: unlawful ways, and places that lead nowhere."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from policies.case import Case
from tests.stories.walk.walking import Walk, Way, sound
from workflow.organisation.calendar import city_day


def unlawful(walk: Walk) -> list[str]:
    """Tell each way that the law must not allow, with how one gets there."""
    return [
        "\n".join([fault, *walk.path(way.place), str(way)])
        for way in walk.ways
        if way.step in _MUST_HOLD
        for fault in _MUST_HOLD[way.step](way)
    ]


def stranded(walk: Walk) -> list[str]:
    """Tell how one gets to each place from which nobody can bring the case to an end."""
    ended = deque(mark for mark, place in walk.places.items() if _closed(walk, place.case))
    leading = set(ended)
    while ended:
        for before in walk.back.get(ended.popleft(), ()):
            if before not in leading:
                leading.add(before)
                ended.append(before)
    return ["\n".join(walk.path(place)) for mark, place in walk.places.items() if mark not in leading]


def ends(walk: Walk) -> frozenset[str]:
    """Name the closed states that were reached."""
    return frozenset(place.case.state for place in walk.places.values() if _closed(walk, place.case))


def _closed(walk: Walk, case: Case) -> bool:
    state = walk.procedure.states.get(case.state)
    return state is not None and state.closed


def _recommended(way: Way) -> Iterator[str]:
    if not sound(way.place.case):
        yield "recommended without a quorate majority of the impartial"


def _signed(way: Way) -> Iterator[str]:
    if way.place.case.open_gates:
        yield "signed with a gate open"


def _executed(way: Way) -> Iterator[str]:
    case = way.place.case
    if not sound(case):
        yield "executed without a quorate majority of the impartial"
    if not {"recommend", "record-consideration", "sign-decree"} <= case.documents.keys():
        yield "executed without its documents"
    if case.courses is None or (any(not course.passed for course in case.courses) and case.postponed_until is None):
        yield "executed with training neither done, nor postponed, nor found needless"


def _evaluated(months: int) -> Callable[[Way], Iterator[str]]:
    def look(way: Way) -> Iterator[str]:
        case, today = way.place.case, city_day(way.place.morning)
        assert case.effective_on is not None
        due = _months_later(max(case.documents["execute"].on, case.effective_on), months)
        if today < due - timedelta(days=14):
            yield f"evaluated on {today}, although due on {due}"

    return look


def _evaluated_again(way: Way) -> Iterator[str]:
    yield from _evaluated(6)(way)
    if way.place.case.predicates[3] in ("poor", "very_poor") and not way.place.case.coached:
        yield "evaluated a second time without the coaching that the first asked for"


def _months_later(day: date, months: int) -> date:
    """Count months by hand; no first day of the walk lies so late in its month that another has no such day."""
    month = day.month + months
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, day.day)


_MUST_HOLD: Mapping[str, Callable[[Way], Iterator[str]]] = {
    "recommend": _recommended,
    "sign-decree": _signed,
    "execute": _executed,
    "evaluate-3": _evaluated(3),
    "evaluate-6": _evaluated_again,
}
