"""How much work each post has: its trade's tasks, in volumes that come out near the number of people it should have.

Most posts have an approved formation; for the others the workload decides. A few were never analysed, some long ago,
and two projects load some posts for a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Project:
    """A load for a time: who bears it, what it is, how often as if for a full year, and in which month it ends.

    `months_ahead` counts from today's month; what is negative has ended.
    """

    post: str
    task: str
    volume: int
    minutes: int
    months_ahead: int
    reason: str


_ROAD = "Peningkatan Jalan Lingkar Pijorkoling–Labuhan Rasoki (tahun jamak), SK Wali Kota tentang penetapan kegiatan"
_ROLL = "Pencocokan dan penelitian data pemilih, Surat Edaran Wali Kota"
PROJECTS = (
    Project("PUPR-TJJ-PERTAMA", "Mengawasi harian pekerjaan jalan lingkar", 286, 375, 14, _ROAD),
    Project("PUPR-TEKNISI", "Menguji bahan dan kepadatan jalan lingkar", 520, 135, 14, _ROAD),
    Project("DUKCAPIL-OSIAK", "Mencocokkan data pemilih", 9400, 9, -5, _ROLL),
)


def approved(post: Post) -> int | None:
    """The approved formation: the number that the post should have, or None where nobody has approved one."""
    return None if any(fnmatch(post.code, pattern) for pattern in _UNAPPROVED) else post.need


def workload(post: Post, today: date) -> Iterator[Task]:
    """The tasks of a post that should have `need` people, and what a project adds for a time."""
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
    for project in PROJECTS:
        if project.post == post.code:
            yield _task(project, today)


def _people(rng: Random, post: Post) -> float:
    """How many people the work would keep busy: about as many as the post should have.

    Where the workload decides it must still round to that number.
    """
    need = post.need or 0
    if approved(post) is None:
        return need + rng.uniform(-0.4, 0.4)
    return max(need * rng.uniform(0.82, 1.22), 0.3)


def _volume(chore: Chore, minutes: float) -> Decimal:
    return Decimal(max(round(minutes / float(chore.minutes)), 1))


def _task(project: Project, today: date) -> Task:
    return Task(
        post=project.post,
        task=project.task,
        volume=Decimal(project.volume),
        minutes=Decimal(project.minutes),
        until=month_start(today, -1 - project.months_ahead) - timedelta(days=1),
        reason=project.reason,
        year=month_start(today, 14).year,
    )
