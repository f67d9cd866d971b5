"""The table of ways to tamper, filled by who writes one with `finds` above it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.workflow.told import Copy

Place = tuple[str, int | None, str]  # where, which line, which column or name


@dataclass(frozen=True)
class Tampering:
    """One way to tamper: what it does, and the first thing that a verification must say."""

    change: Callable[[Copy], None]
    kind: str
    place: Place
    result: str = "tampered"


TAMPERINGS: list[Tampering] = []


def finds(kind: str, where: str, number: int | None = None, detail: str = "", result: str = "tampered") -> Any:
    """Add a way to tamper to the table."""

    def added(change: Callable[[Copy], None]) -> Callable[[Copy], None]:
        TAMPERINGS.append(Tampering(change, kind, (where, number, detail), result))
        return change

    return added
