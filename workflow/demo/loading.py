"""Making the demonstration: the city, its accounts, and then what happened in the last fourteen months."""

import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import Engine

from workflow.database import reading, writing
from workflow.demo.accounts import open_accounts
from workflow.demo.calendar import QUIET_MONTHS, month_start
from workflow.demo.cast import PLAYERS
from workflow.demo.casting import Casting
from workflow.demo.city import write_city
from workflow.demo.diary import Diary
from workflow.demo.dossiers import Dossiers
from workflow.demo.plots import analysis, planned
from workflow.demo.plots.moves import SPOKEN_FOR
from workflow.demo.programme import programme
from workflow.demo.stage import Stage, kept
from workflow.demo.telling import tell
from workflow.monitoring.keeping import keep
from workflow.organisation import loading
from workflow.organisation.calendar import CITY_ZONE, Calendar, calendar
from workflow.organisation.files import read_folder
from workflow.register import DEMO, record

Progress = Callable[[int, int], None]


def load(engine: Engine, today: date, progress: Progress | None = None) -> None:
    """Fill an empty, migrated database with the demonstration as it stands in the morning of a day.

    Raises `workflow.organisation.loading.NotEmpty`. The same day gives the same city and the same acts. `progress` is
    told how much has been done, and out of how much. Last of all the database is marked as a demonstration.
    """
    opening = datetime.combine(_first_working_day(today), time(8), CITY_ZONE)
    _load_city(engine, today, opening)
    account = open_accounts(engine, opening, month_start(today, -12))
    with reading(engine) as connection:
        own = dict(calendar(connection).own)
        diary = Diary(today, Calendar(lambda: own))
        cast = {player.key: account[player.key] for player in PLAYERS}
        stage = Stage(engine, diary, cast, Casting(kept(connection, cast), SPOKEN_FOR), Dossiers(connection))
    plots = programme(stage)
    tell(plots, lambda ended: progress(ended, len(plots)) if progress else None)
    analysis.of_today(engine, today)
    planned.of_today(engine, account["analis1"], today)
    keep(engine)
    with writing(engine) as connection:
        record(connection, DEMO, None, datetime.combine(today, time(0), CITY_ZONE), {"today": today})


def _first_working_day(today: date) -> date:
    """The day on which the past begins: before it nobody in the city had an account."""
    return Diary(today, Calendar()).working(month_start(today, QUIET_MONTHS))


def _load_city(engine: Engine, today: date, moment: datetime) -> None:
    """Hand the city over as a real one does: as a folder of files that is read and checked."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_city(folder, today)
        loading.load(engine, read_folder(folder, today), None, moment)
