"""Plots of the needs analysis: its runs, one of them wrong, what a unit declares, and what keepers confirm."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from sqlalchemy import Engine

from policies.dates import add_months
from workflow.demo.calendar import month_start
from workflow.demo.stage import Stage
from workflow.demo.telling import Beat, Plot
from workflow.organisation.calendar import CITY_ZONE
from workflow.organisation.registers import absences
from workflow.staffing import confirmations, loads, runs

_QUARTER = 3  # months
_LONG = 36  # months that the personnel office looks ahead for retirements
_ROAD_UNTIL = 14  # months ahead of today's in which the road is finished
_WRONG_PERSON = "Tugas belajar tercatat pada pegawai yang salah; dihitung ulang setelah catatan dibetulkan."


def by_the_clock(stage: Stage, quarters_ago: int) -> Plot:
    """In the night of a quarter day the clock makes a run."""
    as_of = _quarter_day(stage, quarters_ago)
    yield Beat(_night(as_of), partial(runs.make, stage.engine, runs.Asked(as_of, origin="clock"), None, _night(as_of)))


def of_today(engine: Engine, today: date) -> None:
    """Let the clock make the run of the day that is told from; nothing comes after it."""
    runs.make(engine, runs.Asked(today, origin="clock"), None, datetime.combine(today, time(0), CITY_ZONE))


def corrected(stage: Stage, quarters_ago: int) -> Plot:
    """A study assignment is recorded for the wrong person; the run that counted it is superseded once that is known."""
    as_of = _quarter_day(stage, quarters_ago)
    rng = Random(f"corrected {as_of}")
    since = as_of - timedelta(days=1)
    before = stage.diary.morning(stage.diary.before(as_of, 2), rng)
    wrong = {"employee": str(stage.employee("diklat2")), "kind": "TUGAS_BELAJAR"}
    wrong |= {"since": since.isoformat(), "until": add_months(as_of, 24).isoformat()}
    absence = yield Beat(before, partial(absences.add, stage.engine, stage.account["administrator"], before, wrong))
    after = stage.diary.morning(stage.diary.after(as_of, 1), rng, 10)
    never = {"until": (since - timedelta(days=1)).isoformat()}
    yield Beat(after, partial(absences.end, stage.engine, stage.account["administrator"], after, absence, never))
    later = stage.diary.later(after, rng)
    yield Beat(later, _run_by(stage, "analis1", runs.Asked(as_of, reason=_WRONG_PERSON), later))


def further_ahead(stage: Stage, months_ago: int) -> Plot:
    """The personnel office looks three years ahead, to see who will retire."""
    moment = _morning(stage, months_ago, "further ahead")
    yield Beat(moment, _run_by(stage, "analis2", runs.Asked(moment.date(), _LONG), moment))


def declared(stage: Stage, months_ago: int) -> Plot:
    """A unit declares what a road loads on it for a time: one post has an approved formation, the other has none."""
    moment = _morning(stage, months_ago, "declared")
    until = month_start(stage.diary.today, -1 - _ROAD_UNTIL) - timedelta(days=1)
    project = {
        "until": until.isoformat(),
        "reason": "Peningkatan Jalan Lingkar Pijorkoling–Labuhan Rasoki sebagai kegiatan tahun jamak.",
        "document": f"600.1.9/214/PUPR/{moment.year}",
    }
    for post, task, volume, minutes in (
        ("PUPR-TJJ-PERTAMA", "Mengawasi pekerjaan jalan lingkar setiap hari", "286", "375"),
        ("PUPR-TEKNISI", "Menguji bahan dan kepadatan jalan lingkar", "520", "135"),
    ):
        given = {"task": task, "volume": volume, "minutes": minutes, **project}
        who, code = stage.account["pengusul.pupr"], stage.post(post).post
        yield Beat(moment, partial(loads.declare, stage.engine, who, moment, code, given))
        moment = stage.diary.later(moment, Random(post))


def confirmed(stage: Stage, register: str, who: str, months_ago: int) -> Plot:
    """The keeper of a register confirms that it is as it should be."""
    moment = _morning(stage, months_ago, f"confirmed {register}")
    yield Beat(moment, partial(confirmations.confirm, stage.engine, stage.account[who], moment, register))


def _run_by(stage: Stage, who: str, asked: runs.Asked, moment: datetime) -> Callable[[], object]:
    return partial(runs.make, stage.engine, asked, stage.account[who], moment)


def _quarter_day(stage: Stage, quarters_ago: int) -> date:
    return add_months(stage.diary.today, -_QUARTER * quarters_ago)


def _night(day: date) -> datetime:
    return datetime.combine(day, time(1), CITY_ZONE)


def _morning(stage: Stage, months_ago: int, name: str) -> datetime:
    rng = Random(name)
    day = month_start(stage.diary.today, months_ago) + timedelta(days=rng.randrange(20))
    return stage.diary.morning(stage.diary.working(day), rng)
