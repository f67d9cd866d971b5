"""One transfer in figures, from its ledger alone: what lasted how long, what was waived, what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from json import loads
from typing import Any, NamedTuple

from policies.case import Case, Line, apply
from policies.dates import add_months
from policies.model import Procedure
from policies.monitoring import GOOD, TRIED
from workflow.canonical import text
from workflow.ledger import SEEN, Ledger
from workflow.monitoring.stretches import Span, spans

_UNSEEN: Mapping[str, Any] = {}


class Result(NamedTuple):
    """The predicate of an evaluation and its day; the predicate is None once it was erased."""

    predicate: str | None
    on: date

    @property
    def good(self) -> bool:
        """Say whether it counts as a success."""
        return self.predicate in GOOD


class Judged(NamedTuple):
    """How a candidate was last judged by a rule before the recommendation; the value is a fraction, None if unknown.

    `spared` says that the rule was met whatever its parameter.
    """

    serial: int  # of the candidate in this transfer
    rule: str
    verdict: str
    numerator: int | None
    denominator: int | None
    spared: bool
    moved: bool  # this candidate is the one whose transfer was carried out


@dataclass(frozen=True)
class Summary:
    """A transfer in figures. Fills are (filled, need); what older lines do not say is None."""

    number: int
    state: str
    going_on: bool
    begun_on: date
    reached: str
    spans: tuple[Span, ...]
    returns: int
    recusals: int
    waived: tuple[str, ...]
    own_request: bool
    category: str | None
    hours: int  # lesson hours (JP) of the courses that were passed
    training: str  # done, postponed, none; unknown before it was settled
    fit: int | None  # ten-thousandths
    donor_before: tuple[int, int] | None  # at the proposal, without the move
    metres: int | None
    outlying: bool | None
    executed_on: date | None
    effective_on: date | None
    six_months_on: date | None
    result_3: Result | None
    result_6: Result | None
    donor_fills: tuple[int | None, int | None, int | None]  # before and after the move and at six months, of its need
    post_fills: tuple[int | None, int | None, int | None]  # holders before and at six months, and the need then
    judged: tuple[Judged, ...]

    @property
    def text(self) -> str:
        """The summary as canonical JSON, as it is kept."""
        return text({each.name: getattr(self, each.name) for each in fields(self)})


def of_text(kept: str) -> Summary:
    """Give a summary back from its JSON."""
    told = loads(kept)
    for name in ("begun_on", "executed_on", "effective_on", "six_months_on"):
        told[name] = _day(told[name])
    for name in ("result_3", "result_6"):
        told[name] = told[name] and Result(told[name][0], date.fromisoformat(told[name][1]))
    told["spans"] = tuple(Span(name, date.fromisoformat(since), _day(until)) for name, since, until in told["spans"])
    told["judged"] = tuple(Judged(*each) for each in told["judged"])
    for name in ("waived", "donor_before", "donor_fills", "post_fills"):
        told[name] = told[name] and tuple(told[name])
    told["waived"] = tuple(told["waived"])
    return Summary(**told)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def summarise(procedure: Procedure, ledger: Ledger) -> Summary:
    """Work out a transfer's figures from its ledger, which has at least one line."""
    case, last = ledger.case, ledger.lines[-1]
    proposal = _last(ledger, "propose")
    executed, evaluated = _last(ledger, "execute"), _last(ledger, "evaluate-6")
    measured, later = _values(executed), _values(evaluated)
    started = case.started_on
    return Summary(
        number=last.number,
        state=last.state,
        going_on=not _closed(procedure, last.state),
        begun_on=ledger.lines[0].on,
        reached=str(ledger.head.get("reached")),
        spans=tuple(spans(ledger, lambda state: _closed(procedure, state))),
        returns=sum(line.step == "return" for line in ledger.lines),
        recusals=_recusals(ledger),
        waived=tuple(sorted(rule for rule, status in case.gates.items() if status == "waived")),
        own_request=case.kind == "INTRA_REQ",
        category=case.category,
        hours=sum(course.hours for course in case.courses or () if course.passed),
        training=_training(ledger),
        fit=(_values(proposal).get("fit") or {}).get("fit"),
        donor_before=_donor_before(ledger, proposal),
        metres=measured.get("metres"),
        outlying=measured.get("outlying"),
        executed_on=executed.on if executed else None,
        effective_on=case.effective_on if executed else None,
        six_months_on=_six_months(procedure, started) if started else None,
        result_3=_result(_last(ledger, "evaluate-3")),
        result_6=_result(evaluated),
        donor_fills=_fills(measured, later),
        post_fills=_post_fills(measured, later),
        judged=tuple(_judged(ledger)),
    )


def _six_months(procedure: Procedure, started: date) -> date:
    """Give the day on which the last evaluation is due, by the law of the first day in the new post (R-EVL-10)."""
    return add_months(started, procedure.rules["R-EVL-10"].on(started)["round_6"])


def _closed(procedure: Procedure, state: str) -> bool:
    return procedure.states[state].closed


def _last(ledger: Ledger, step: str) -> Line | None:
    return next((line for line in reversed(ledger.lines) if line.step == step), None)


def _values(line: Line | None) -> Mapping[str, Any]:
    return line.values if line else _UNSEEN


def _recusals(ledger: Ledger) -> int:
    """Count the recusals of ballots that are over; nobody learns of those from one that is open."""
    return 0 if ledger.case.ballot_status == "open" else sum(line.step == "recuse" for line in ledger.lines)


def _training(ledger: Ledger) -> str:
    """Say how the training stood when the transfer was carried out, or stands now: done, postponed, none, unknown."""
    case = Case()
    for line in ledger.lines:
        if line.step == "execute":
            break
        apply(case, line)
    if case.courses is None:
        return "unknown"
    if not case.courses:
        return "none"
    return "postponed" if case.open_courses else "done"


def _result(line: Line | None) -> Result | None:
    return None if line is None else Result(line.values.get("predicate"), line.on)


def _seen(ledger: Ledger, line: Line, rule: str) -> Mapping[str, Any]:
    """Give what a rule saw at a line; nothing once that was erased."""
    found: Mapping[str, Any] = ledger.private[line.number - 1].get(SEEN, _UNSEEN).get(rule, _UNSEEN)
    return found


def _donor_before(ledger: Ledger, proposal: Line | None) -> tuple[int, int] | None:
    seen = _seen(ledger, proposal, "R-DON-01") if proposal else _UNSEEN
    return (seen["before"], seen["need"]) if "before" in seen else None


def _fills(measured: Mapping[str, Any], later: Mapping[str, Any]) -> tuple[int | None, int | None, int | None]:
    then = (measured.get("staffing") or {}).get("donor") or {}
    now = (later.get("staffing") or {}).get("donor") or {}
    return then.get("before"), then.get("after"), now.get("filled")


def _post_fills(measured: Mapping[str, Any], later: Mapping[str, Any]) -> tuple[int | None, int | None, int | None]:
    then = (measured.get("staffing") or {}).get("post") or {}
    now = (later.get("staffing") or {}).get("post") or {}
    return then.get("holders"), now.get("holders"), now.get("need")


# -- how candidates were judged ---------------------------------------------------------------------------------------


def _judged(ledger: Ledger) -> Iterator[Judged]:
    """Give how each candidate was judged by the rules that may be tried out, last before he was recommended."""
    found: dict[tuple[int, str], tuple[str, Mapping[str, Any]]] = {}
    candidates: list[int] = []
    serial: int | None = None
    for line in ledger.lines:
        if line.step == "propose":
            if line.values["employee"] not in candidates:
                candidates.append(line.values["employee"])
            serial = candidates.index(line.values["employee"])
        elif line.step == "recommend":
            break  # nobody is proposed after that
        for rule in TRIED if serial is not None else ():
            if rule in line.verdicts:
                found[serial or 0, rule] = line.verdicts[rule], _seen(ledger, line, rule)
    moved = ledger.case.employee if "execute" in ledger.case.dates else None
    for (candidate, rule), (verdict, seen) in sorted(found.items()):
        value = _value(rule, seen)
        yield Judged(
            candidate,
            rule,
            verdict,
            value.numerator if value is not None else None,
            value.denominator if value is not None else None,
            _spared(rule, seen),
            candidates[candidate] == moved,
        )


def _value(rule: str, seen: Mapping[str, Any]) -> Fraction | None:
    """Give the value that a rule compared with its parameter."""
    name = {"R-TEN-01": "held", "R-CMP-01a": "jpm", "R-DON-01": "after"}[rule]
    return Fraction(seen[name]) if seen.get(name) is not None else None


def _spared(rule: str, seen: Mapping[str, Any]) -> bool:
    """Say whether the donor was filled no lower than before: then R-DON-01 is met whatever the floor."""
    return rule == "R-DON-01" and seen.get("holders", 0) >= seen.get("before", 1)
