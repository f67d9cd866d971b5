"""A plan of moves for clinics that are far away and short of staff, made this morning and waiting to be proposed."""

from datetime import date, datetime, time

from sqlalchemy import Engine

from policies.loading import current
from policies.staffing import needs_horizon
from workflow.database import reading
from workflow.organisation.calendar import CITY_ZONE
from workflow.planning import making, plans
from workflow.planning.inputs import inputs
from workflow.planning.making import Wanted
from workflow.planning.model import Limits
from workflow.planning.solving import NoSolver
from workflow.staffing import needs, runs

_NEEDS, _MOVES = 3, 5


def of_today(engine: Engine, account: int, today: date) -> None:
    """Let the personnel office plan for the most urgent needs of outlying units; without a solver there is no plan."""
    moment = datetime.combine(today, time(0, 30), CITY_ZONE)
    with reading(engine) as connection:
        run = runs.newest(connection, needs_horizon(current(), today))
        far = [need for need in needs.listed(connection, run) if need.outlying and need.gap > 0] if run else []
        if not far:
            return
        try:
            draft = making.make(inputs(connection, run, far[:_NEEDS], moment), Wanted(Limits(moves=_MOVES)))
        except NoSolver:
            return
    if draft.solution.moves:
        plans.keep(engine, draft, account, moment)
