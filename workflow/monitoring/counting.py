"""What one transfer adds to the figures: for each year a count under a name and a cell.

Counts under "result_6/donor" have cells "2/good" and "2/other": the band of the group, and whether it was a success.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from policies import monitoring
from policies.families import FAMILIES
from policies.model import Procedure
from workflow.monitoring.stretches import WorkingDays
from workflow.monitoring.summary import Result, Summary

Counts = Counter[tuple[int, str, str]]

# By what the results are grouped, each a way to divide all that were carried out.
GROUPS = ("donor", "training", "distance", "waived", "fit", "request", "outlying")
FAMILY = "family"
PUBLISHED = (*GROUPS, FAMILY)  # told to everybody
GOOD, OTHER, NOT_YET = "good", "other", "none"


def counts_of(procedure: Procedure, summary: Summary, days: WorkingDays) -> Counts:
    """Give everything that a transfer adds to the figures."""
    begun = summary.begun_on.year
    found = Counter({(begun, name, cell): 1 for name, cell in _course(procedure, summary)})
    found.update(
        (begun, f"days/{span.name}", str(days.within(span.since, span.until)))
        for span in summary.spans
        if span.until is not None
    )
    if summary.effective_on is not None:
        year = summary.effective_on.year
        found.update((year, name, cell) for name, cell in _outcome(procedure, summary))
    return found


def _course(procedure: Procedure, summary: Summary) -> Iterator[tuple[str, str]]:
    """Say how far a transfer came and how it ended, and what happened on the way."""
    reached = procedure.states[summary.reached].order or 0
    for state in procedure.path:
        if (state.order or 0) <= reached:
            yield "reached", state.name
    if summary.going_on:
        yield "standing", summary.reached
    elif procedure.states[summary.state].order is None:
        yield f"ended/{summary.reached}", summary.state
    yield "returns", str(summary.returns)
    yield "recusals", str(summary.recusals)
    yield from (("waiver", rule) for rule in summary.waived)


def _outcome(procedure: Procedure, summary: Summary) -> Iterator[tuple[str, str]]:
    """Say what came of a transfer that was carried out."""
    groups = groups_of(procedure, summary)
    yield "executed", "unevaluated" if summary.state == "unevaluated" else "all"
    yield "hours", str(summary.hours)
    for months, result in ((3, summary.result_3), (6, summary.result_6)):
        if result is not None:
            yield from ((f"result_{months}/{name}", f"{cell}/{_word(result)}") for name, cell in groups.items())
    if summary.result_6 is not None:
        yield "donor_after", _compared(summary.donor_fills[0], summary.donor_fills[2])
        yield "need_met", _met(summary.post_fills)
        yield from _told(procedure, summary, groups)


def _told(procedure: Procedure, summary: Summary, groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Count what is published of a year: only what was known on the day from which the year is told."""
    result, effective = summary.result_6, summary.effective_on
    if result is None or effective is None or result.on >= monitoring.told_from(procedure, effective.year):
        return
    yield from ((f"told/{name}", f"{groups[name]}/{_word(result)}") for name in PUBLISHED)


def _word(result: Result) -> str:
    return GOOD if result.good else OTHER


def groups_of(procedure: Procedure, summary: Summary) -> dict[str, str]:
    """Give the group of a transfer in each way to divide them; bands are those of the day it was carried out."""
    on = summary.executed_on or summary.begun_on
    bands, fits = procedure.rules["R-MON-03"].on(on), procedure.rules["R-FIT-03"].on(on)
    return {
        "donor": monitoring.fill_band(_share(summary.donor_before), bands["donor_fill"]),
        "training": summary.training,
        "distance": monitoring.band(_kilometres(summary.metres), bands["kilometres"]),
        "waived": _one_of(summary.waived),
        "fit": monitoring.fit_band(None if summary.fit is None else Fraction(summary.fit, 10_000), fits),
        "request": "own" if summary.own_request else "city",
        "outlying": {None: "unknown", True: "outlying", False: "town"}[summary.outlying],
        FAMILY: _family(summary.category),
    }


def _share(fill: tuple[int, int] | None) -> Fraction | None:
    return Fraction(*fill) if fill and fill[1] else None


def _kilometres(metres: int | None) -> Fraction | None:
    return None if metres is None else Fraction(metres, 1000)


def _one_of(rules: tuple[str, ...]) -> str:
    """Name the waived rule, so that each transfer stands in one group only."""
    return "none" if not rules else rules[0] if len(rules) == 1 else "several"


def _family(category: str | None) -> str:
    return next((each.name for each in FAMILIES if category in each.categories), "unknown")


def _compared(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return "unknown"
    return "kept" if after >= before else "lower"


def _met(fills: tuple[int | None, int | None, int | None]) -> str:
    """Say what the figures say of the need: met in full, fewer missing than before the move, or not fewer."""
    before, after, need = fills
    if before is None or after is None or need is None:
        return "unknown"
    if after >= need:
        return "full"
    return "better" if after > before else "same"


def years(counts: Counts, name: str) -> list[int]:
    """Give the years in which something was counted under a name, the newest first."""
    return sorted({year for year, each, _ in counts if each == name}, reverse=True)


def six_months_due(summary: Summary, today: date) -> bool:
    """Say whether the last evaluation of a transfer is due by a day."""
    return summary.six_months_on is not None and summary.six_months_on <= today
