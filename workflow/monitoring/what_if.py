"""What if a parameter had been another: which candidates would have been judged otherwise, and what came of them.

One transfer and candidate is one unit, judged at the last evaluation before the recommendation. Those who would have
been refused by a stricter value are known with their results. A looser gate shows which waivers fall away. Whom a
block refused has no results: for a looser one there is no answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from json import loads
from typing import NamedTuple

from sqlalchemy import Connection, and_, case, func, literal, or_, select

from policies import monitoring
from policies.model import Procedure, Rule
from policies.monitoring import TRIED
from policies.statistics.shares import Interval, wilson
from workflow.monitoring import keeping
from workflow.monitoring.counting import six_months_due
from workflow.monitoring.summary import Judged, Summary
from workflow.tables import monitored_rules, security_events

R = monitored_rules.c
MET, WAIVED = frozenset({"met"}), frozenset({"waived", "open"})
IN_FORCE, STRICTER, LOOSER = "in-force", "stricter", "looser"
_CHUNK = 500


class Unit(NamedTuple):
    """How a candidate was judged, and how far his transfer has come."""

    verdict: str
    numerator: int | None
    denominator: int | None
    spared: bool
    executed: bool
    due: bool
    success: bool | None

    @property
    def value(self) -> Fraction:
        """What the rule saw. Raises ValueError where that is not known."""
        if self.numerator is None or self.denominator is None:
            raise ValueError("what the rule saw is not known")
        return Fraction(self.numerator, self.denominator)

    def reaches(self, value: Fraction) -> bool:
        """Say whether the rule would be met if its parameter were a value. Of an unknown value it would not."""
        if self.numerator is None or self.denominator is None:
            return self.spared
        return self.spared or self.numerator * value.denominator >= value.numerator * self.denominator


class Chain(NamedTuple):
    """How many, and of these executed, due for the six-month evaluation, evaluated, and good."""

    units: int
    executed: int
    due: int
    evaluated: int
    good: int

    @property
    def unevaluated(self) -> int:
        """Those that are due and were not evaluated."""
        return self.due - self.evaluated

    @property
    def interval(self) -> Interval:
        """Where the true share of the good lies."""
        return wilson(self.good, self.evaluated)


class Tried(NamedTuple):
    """What a value would have changed. `changed` is None where that cannot be known; then attempts were refused."""

    value: Fraction
    kind: str
    changed: Chain | None
    others: Chain  # those judged by the same verdict whom it would not have changed
    refused: int


@dataclass(frozen=True)
class WhatIf:
    """A rule whose parameter is tried out, with everybody whom it judged."""

    rule: Rule
    in_force: Fraction
    grid: tuple[Fraction, ...]
    units: Counter[Unit]
    refused: int

    @property
    def all(self) -> int:
        """How many were judged by the rule, whatever it said."""
        return sum(self.units.values())

    @property
    def unknown(self) -> int:
        """How many of them cannot be judged again: what the rule saw is not known."""
        return sum(number for unit, number in self.units.items() if unit.numerator is None)

    @property
    def waived(self) -> int:
        """How many did not meet the rule: their gate was waived, or stayed open."""
        return sum(self._judged(WAIVED).values())

    def tried(self, value: Fraction) -> Tried:
        """Give what a value would have changed."""
        kind = self.kind(value)
        if kind == LOOSER and self.rule.kind == "block":
            return Tried(value, kind, None, chain(self._judged(MET)), self.refused)
        judged = self._judged(WAIVED if kind == LOOSER else MET)
        changed = Counter({unit: number for unit, number in judged.items() if self._otherwise(kind, value, unit)})
        return Tried(value, kind, chain(changed), chain(judged - changed), 0)

    def changes(self, tried: Tried, unit: Unit) -> bool:
        """Say whether a tried value would have changed how a unit was judged."""
        verdicts = WAIVED if tried.kind == LOOSER else MET
        return unit.verdict in verdicts and self._otherwise(tried.kind, tried.value, unit)

    def kind(self, value: Fraction) -> str:
        """Say whether a value is stricter or looser than the one in force. A higher value is always stricter."""
        return IN_FORCE if value == self.in_force else STRICTER if value > self.in_force else LOOSER

    def _judged(self, verdicts: frozenset[str]) -> Counter[Unit]:
        return Counter({unit: number for unit, number in self.units.items() if unit.verdict in verdicts})

    def _otherwise(self, kind: str, value: Fraction, unit: Unit) -> bool:
        if unit.numerator is None or kind == IN_FORCE:
            return False
        return unit.reaches(value) is (kind == LOOSER)


def chain(units: Counter[Unit]) -> Chain:
    """Count how far units have come."""

    def count(chosen: Iterable[Unit]) -> int:
        return sum(units[unit] for unit in chosen)

    return Chain(
        count(units),
        count(unit for unit in units if unit.executed),
        count(unit for unit in units if unit.due or unit.success is not None),
        count(unit for unit in units if unit.success is not None),
        count(unit for unit in units if unit.success),
    )


def what_if(connection: Connection, procedure: Procedure, rule: str, today: date) -> WhatIf:
    """Give a rule to be tried out. Raises KeyError for one whose parameter may not."""
    parameter, _ = TRIED[rule]
    law = procedure.rules[rule]
    return WhatIf(
        law,
        Fraction(law.on(today)[parameter]),
        monitoring.grid(procedure, rule, today),
        _units(connection, rule, today),
        _refused(connection, rule) if law.kind == "block" else 0,
    )


def _units(connection: Connection, rule: str, today: date) -> Counter[Unit]:
    """Count the units that are alike: those that are kept, with what has changed since folded in."""
    newer = keeping.newer(connection)
    found = _kept(connection, rule, today)
    for start in range(0, len(newer), _CHUNK):
        found.subtract(_kept(connection, rule, today, [each.transfer for each in newer[start : start + _CHUNK]]))
    for change in newer:
        found.update(_unit(each, change.after, today) for each in change.after.judged if each.rule == rule)
    return +found


def _kept(connection: Connection, rule: str, today: date, among: Sequence[int] | None = None) -> Counter[Unit]:
    due = case((R.due_on <= today, literal(True)), else_=literal(False))
    columns = (R.verdict, R.numerator, R.denominator, R.spared, R.executed, due, R.success)
    query = select(*columns, func.count()).where(R.rule == rule).group_by(*columns)
    if among is not None:
        query = query.where(R.transfer_id.in_(among))
    found: Counter[Unit] = Counter()
    for *values, number in connection.execute(query):
        found[Unit(*values)] += number
    return found


def _unit(judged: Judged, summary: Summary, today: date) -> Unit:
    moved, result = judged.moved, summary.result_6
    return Unit(
        judged.verdict,
        judged.numerator,
        judged.denominator,
        judged.spared,
        moved,
        moved and six_months_due(summary, today),
        result.good if moved and result is not None else None,
    )


def _refused(connection: Connection, rule: str) -> int:
    """Count the acts that the rule refused: they left an event and nothing else."""
    query = select(security_events.c.detail).where(security_events.c.kind == "refused")
    return sum(rule in loads(detail).get("grounds", ()) for detail in connection.scalars(query))


def changed_transfers(
    connection: Connection, found: WhatIf, tried: Tried, today: date, most: int
) -> list[tuple[int, Fraction]]:
    """Give the newest transfers that a value would have changed, each with what the rule saw."""
    newer = keeping.newer(connection)
    known = {change.transfer for change in newer}
    told = [
        (change.transfer, unit)
        for change in newer
        for unit in (_unit(each, change.after, today) for each in change.after.judged if each.rule == found.rule.id)
    ]
    kept = (each for each in _newest(connection, found, tried, most + len(known)) if each[0] not in known)
    changed = [each for each in (*told, *kept) if found.changes(tried, each[1])]
    changed.sort(key=lambda each: -each[0])
    return [(transfer, unit.value) for transfer, unit in changed[:most]]


def _newest(connection: Connection, found: WhatIf, tried: Tried, most: int) -> Iterator[tuple[int, Unit]]:
    """Give the newest units that are kept whose value lies on the other side of a tried one."""
    left, right = R.numerator * tried.value.denominator, R.denominator * tried.value.numerator
    looser = tried.kind == LOOSER
    query = (
        select(R.transfer_id, R.verdict, R.numerator, R.denominator, R.spared)
        .where(R.rule == found.rule.id, R.verdict.in_(sorted(WAIVED if looser else MET)))
        .where(or_(left >= right, R.spared) if looser else and_(left < right, ~R.spared))
        .order_by(R.transfer_id.desc(), R.serial.desc())
        .limit(most)
    )
    for transfer, verdict, above, below, spared in connection.execute(query):
        yield transfer, Unit(verdict, above, below, spared, executed=False, due=False, success=None)


def rows(found: WhatIf) -> Iterator[Tried]:
    """Give what each value of the grid would have changed."""
    return (found.tried(value) for value in found.grid)
