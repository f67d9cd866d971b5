"""The figures a second time, in plain Python, from what the audit trail hands out of a ledger: a list of its lines.

It shares no code with `workflow.monitoring`: only the records as they stand in the ledger, and the working days.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, select

from workflow.tables import entries, private_values

WIB = timezone(timedelta(hours=7))
ORDER = [
    "needs_identified",
    "proposed",
    "reviewed",
    "training_assigned",
    "executed",
    "evaluated_3_months",
    "evaluated_6_months",
]
ENDINGS = ["rejected", "withdrawn", "cancelled", "unevaluated"]

Line = Mapping[str, Any]
Works = Callable[[date], bool]


def exported(connection: Connection) -> list[list[Line]]:
    """Give every ledger as a list of its records, each with its day and the private values beside it."""
    kept: dict[int, dict[str, Any]] = {}
    for row in connection.execute(select(private_values)):
        kept.setdefault(row.entry_id, {})[row.field] = json.loads(row.value)
    found: dict[int, list[Line]] = {}
    for row in connection.execute(select(entries.c.id, entries.c.transfer_id, entries.c.bytes).order_by(entries.c.id)):
        record = json.loads(row.bytes)
        on = datetime.fromisoformat(record["at"]).astimezone(WIB).date()
        found.setdefault(row.transfer_id, []).append({**record, "on": on, "kept": kept.get(row.id, {})})
    return list(found.values())


def funnel(ledgers: Sequence[Sequence[Line]]) -> dict[str, int]:
    """Count how many ever reached each ordinary state."""
    reached: Counter[str] = Counter()
    for ledger in ledgers:
        furthest = max(ORDER.index(line["head"]["state"]) for line in ledger if line["head"]["state"] in ORDER)
        reached.update(ORDER[: furthest + 1])
    return dict(reached)


def state_days(ledgers: Sequence[Sequence[Line]], state: str, works: Works, today: date) -> tuple[list[int], list[int]]:
    """Give the working days of every stay in a state: of those that ended, and so far of those that go on."""
    ended, going_on = [], []
    for ledger in ledgers:
        since = None
        for line in ledger:
            here = line["head"]["state"] == state
            if here and since is None:
                since = line["on"]
            if not here and since is not None:
                ended.append(working(since, line["on"], works))
                since = None
        if since is not None:
            going_on.append(working(since, today, works))
    return sorted(ended), sorted(going_on)


def working(since: date, until: date, works: Works) -> int:
    """Count the working days after a day, up to and with another."""
    return sum(works(since + timedelta(days=n)) for n in range(1, (until - since).days + 1))


def median(ended: Sequence[int], going_on: Sequence[int]) -> int | None:
    """Give the first day on which, by Kaplan and Meier, at least half has ended."""
    left = Fraction(1)
    for day in sorted({*ended, *going_on}):
        at_risk = sum(each >= day for each in (*ended, *going_on))
        left *= 1 - Fraction(sum(each == day for each in ended), at_risk)
        if left <= Fraction(1, 2):
            return day
    return None


def results(ledgers: Sequence[Sequence[Line]], step: str) -> Counter[tuple[str, bool]]:
    """Count results by whether any gate was waived for the candidate, and whether they were good."""
    found: Counter[tuple[str, bool]] = Counter()
    for ledger in ledgers:
        last = next((line for line in reversed(ledger) if line["step"] == step), None)
        if last is not None:
            since = max(n for n, line in enumerate(ledger) if line["step"] == "propose")
            rules = {line["values"]["rule"] for line in ledger[since:] if line["step"] == "waive-gate"}
            group = "none" if not rules else rules.pop() if len(rules) == 1 else "several"
            found[group, last["kept"]["predicate"] in ("good", "very_good")] += 1
    return found
