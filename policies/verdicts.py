"""What a rule answers, and what an act makes of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Verdict(StrEnum):
    """The seven verdicts. A refused act has at least one that is NOT_MET or UNKNOWN."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"  # a gate that the proposal records as open
    WAIVED = "waived"
    WARNED = "warned"  # a warning that somebody has justified
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


REFUSING = (Verdict.NOT_MET, Verdict.UNKNOWN)


class Finding(NamedTuple):
    """A rule's own answer: met, not met, not applicable or unknown, with the values that it saw."""

    verdict: Verdict
    seen: Mapping[str, Any]


class Result(NamedTuple):
    """A finding as the act takes it: the rule, the verdict after waivers and warnings, and the values seen."""

    rule: str
    verdict: Verdict
    seen: Mapping[str, Any]

    @property
    def refuses(self) -> bool:
        """Say whether this result refuses the act."""
        return self.verdict in REFUSING


def met(holds: bool, **seen: Any) -> Finding:
    """Give MET or NOT_MET with the values seen."""
    return Finding(Verdict.MET if holds else Verdict.NOT_MET, seen)


def not_applicable(**seen: Any) -> Finding:
    """Say that the rule does not speak about this case."""
    return Finding(Verdict.NOT_APPLICABLE, seen)


def unknown(**seen: Any) -> Finding:
    """Say that the registers do not tell; it refuses a block and leaves a gate open."""
    return Finding(Verdict.UNKNOWN, seen)
