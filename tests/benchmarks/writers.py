"""Sixteen people writing at once: how long each waits, and how much longer the unluckiest."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles
from threading import Barrier

from tests.benchmarks.grounds import NewDatabase
from tests.stories.town import Town, at, found
from workflow.acts import Attempt, perform
from workflow.database import connect

WRITERS = 16
CASES_EACH = 40

_MOMENT = at(date(2024, 3, 4))


@dataclass(frozen=True)
class Waits:
    """Seconds that each act took, the wait for others included, and those that all of them took together."""

    seconds: list[float]
    together: float

    @property
    def middle(self) -> float:
        """The seconds of the median act."""
        return median(self.seconds)

    @property
    def longest(self) -> float:
        """The seconds that ninety-nine of a hundred acts did not exceed."""
        return quantiles(self.seconds, n=100)[-1]


def storm(make: NewDatabase) -> Waits:
    """Let sixteen people record needs and withdraw them as fast as they can; each case number is given out in turn."""
    engine = connect(make())
    town = found(engine)
    everybody_ready = Barrier(WRITERS + 1)
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(_write, town, writer, everybody_ready) for writer in range(WRITERS)]
        everybody_ready.wait()
        began = time.perf_counter()
        seconds = [each for writer in writing for each in writer.result()]
        together = time.perf_counter() - began
    engine.dispose()
    return Waits(seconds, together)


def _write(town: Town, writer: int, everybody_ready: Barrier) -> list[float]:
    who, need = town.account["maslan"], {"post": str(town.post["NERS-PKM"]), "note": "Layanan malam terhenti."}
    perform(town.engine, Attempt(who, "identify", None, need, f"warm-{writer}"), _MOMENT)  # connects
    everybody_ready.wait()
    seconds: list[float] = []
    for serial in range(CASES_EACH):
        key = f"{writer}-{serial}"
        case = _timed(seconds, town, Attempt(who, "identify", None, need, f"need-{key}"))
        _timed(seconds, town, Attempt(who, "withdraw", case, {"reason": "Tidak jadi."}, f"withdrawal-{key}", 1))
    return seconds


def _timed(seconds: list[float], town: Town, attempt: Attempt) -> str:
    began = time.perf_counter()
    receipt = perform(town.engine, attempt, _MOMENT)
    seconds.append(time.perf_counter() - began)
    return receipt.case_number
