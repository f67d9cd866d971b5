"""A fair queue in one process before SQLite's single writer.

SQLite lets waiting writers poll, and whoever polls at the right moment wins: some wait for seconds while others pass.
In one process threads can simply take turns.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

from workflow.database.failures import Busy


class Turns:
    """First come, first served: one thread at a time has the turn, the others stand in line."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._having: int | None = None
        self._line: deque[tuple[Lock, int]] = deque()

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Wait for the turn, have it, and pass it on; raises Busy after so many seconds in line."""
        self._take(seconds)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, seconds: float) -> None:
        place = self._line_up()
        if place is None:
            return
        gate, _ = place
        had = False
        try:
            had = gate.acquire(timeout=seconds)
        finally:
            # Also when a signal ends the wait: a turn handed to nobody would never be passed on.
            if not had:
                self._leave(place)
        if not had:
            raise Busy(f"others were writing for {seconds:g} seconds")

    def _line_up(self) -> tuple[Lock, int] | None:
        """Give a closed gate to wait at, or None where nobody has the turn."""
        me = get_ident()
        with self._mutex:
            if self._having is None:
                self._having = me
                return None
            if self._having == me:
                raise RuntimeError("a write inside of a write: the inner one would wait for the outer one for ever")
            gate = Lock()
            gate.acquire()
            place = (gate, me)
            self._line.append(place)
            return place

    def _leave(self, place: tuple[Lock, int]) -> None:
        """Leave the line; a turn that was handed over at the last moment goes to the next."""
        with self._mutex:
            if place in self._line:
                self._line.remove(place)
                return
        self._pass_on()

    def _pass_on(self) -> None:
        with self._mutex:
            if self._line:
                gate, self._having = self._line.popleft()
                gate.release()
            else:
                self._having = None
