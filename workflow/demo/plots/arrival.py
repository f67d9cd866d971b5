"""A plot of the registers: somebody comes from another city's service, and is recorded by hand."""

from functools import partial
from random import Random

from workflow.demo.calendar import month_start
from workflow.demo.stage import Stage
from workflow.demo.telling import Beat, Plot
from workflow.organisation.editing import edit

# A nurse without a post yet: the first transfer gives her one.
_NURSE = {
    "nip": "199208172016032977",
    "name": "Riska Amelia Hutapea, S.Kep., Ns.",
    "sex": "P",
    "birth_date": "1992-08-17",
    "status": "PNS",
    "standing": "AKTIF",
    "rank": "III/b",
    "education": "40",
    "field": "Keperawatan",
}


def arrived(stage: Stage, months_ago: int) -> Plot:
    """The head of BKPSDM adds an employee whom another agency has released to the city."""
    rng = Random("arrived")
    moment = stage.diary.morning(stage.diary.working(month_start(stage.diary.today, months_ago)), rng)
    who = stage.account["kepala.bkpsdm"]
    yield Beat(moment, partial(edit, stage.engine, "employees", None, _NURSE, "", who, moment))
