"""How much work each post has: its trade's tasks, in volumes that come out near the number of people it should have.

Most posts have an approved formation; for the others the workload decides. A few were never analysed, some long ago,
and one had more work for a time.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fnmatch import fnmatch
from random import Random

from policies.loading import current
from workflow.demo.calendar import month_start
from workflow.demo.trades import BESIDES, Chore, trade_of
from workflow.organisation.files.rows import Post, Task

_UNAPPROVED = (
    "12.77.02.10??-PDI",
    "PKM-*-SAN-TERAMPIL",
    "DISDIK-GURU-PERTAMA",
    "DUKCAPIL-OSIAK",
    "DPMPTSP-PPE-PERTAMA",
    "BAPELIT-PER-PERTAMA",
    "PUPR-TEKNISI",
)
_NEVER_ANALYSED = frozenset(
    {
        "SETDA-STAFAHLI-1",
        "SETDA-STAFAHLI-2",
        "KESBANG-ADM",
        "DISPORAPAR-PTK",
        "12.77.06-KASI-PM",
        "PKM-POKENJIOR-AA-TERAMPIL",
    }
)
_YEARS_AGO = (0, 1, 2, 3, 4), (20, 56, 16, 5, 3)
"""How many years ago a unit's workload was analysed, and how many units in a hundred."""


_IDLE = 0.06
"""The share of posts with far less work than their formation was approved for."""
_SIFTED = "DUKCAPIL-OSIAK"
"""The post that sifted the voters' roll, which ended some months ago."""


def approved(post: Post) -> int | None:
    """The approved formation: the number that the post should have, or None where nobody has approved one."""
    return None if any(fnmatch(post.code, pattern) for pattern in _UNAPPROVED) else post.need


def workload(post: Post, today: date) -> Iterator[Task]:
    """The tasks of a post that should have `need` people."""
    if post.code in _NEVER_ANALYSED:
        return
    rng = Random(f"workload {post.code}")
    year = today.year - Random(f"analysis {post.unit}").choices(*_YEARS_AGO)[0]
    chores = [*trade_of(post).tasks, *rng.sample(BESIDES, rng.randrange(4))]
    weights = [chore.share * rng.uniform(0.7, 1.3) for chore in chores]
    minutes = _people(rng, post) * int(current().rules["R-ABK-01"].on(today)["minutes"])
    for chore, weight in zip(chores, weights, strict=True):
        volume = _volume(chore, minutes * weight / sum(weights))
        yield Task(post=post.code, task=chore.name, volume=volume, minutes=chore.minutes, year=year)
    if post.code == _SIFTED:
        yield _voters_roll(post, today)


def _people(rng: Random, post: Post) -> float:
    """How many people the work would keep busy: about as many as the post should have.

    Where the workload decides it must still round to that number.
    """
    need = post.need or 0
    if approved(post) is None:
        return need + rng.uniform(-0.4, 0.4)
    share = rng.uniform(0.5, 0.75) if rng.random() < _IDLE else rng.uniform(0.82, 1.22)
    return max(need * share, 0.3)


def _volume(chore: Chore, minutes: float) -> Decimal:
    return Decimal(max(round(minutes / float(chore.minutes)), 1))


def _voters_roll(post: Post, today: date) -> Task:
    return Task(
        post=post.code,
        task="Mencocokkan data pemilih",
        volume=Decimal(9400),
        minutes=Decimal(9),
        until=month_start(today, 4) - timedelta(days=1),
        reason="Pencocokan dan penelitian data pemilih bersama penyelenggara pemilihan.",
        year=month_start(today, 14).year,
    )
