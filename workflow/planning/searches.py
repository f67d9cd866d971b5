"""Searches for a plan that somebody started at the counter: begun, looked after, cancelled, and kept when found.

A search runs in a thread of the server (`run`) and tells its row how far it is. One that has not been heard of for a
while was interrupted, with the server; it is begun anew by hand.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, NamedTuple

from sqlalchemy import Engine, Row, delete, insert, select, update

from policies.loading import current
from policies.staffing import needs_horizon
from workflow.database import Busy, reading, writing
from workflow.organisation.calendar import city_day, now
from workflow.planning import making, plans
from workflow.planning.inputs import inputs
from workflow.planning.making import Wanted
from workflow.planning.model import Limits
from workflow.planning.solution import CANCELLED as STOPPED
from workflow.planning.solution import Progress
from workflow.planning.solving import NoSolver
from workflow.staffing import needs, runs
from workflow.tables import plan_searches

SEARCHING, FOUND, CANCELLED, FAILED, NONE, NO_SOLVER = (
    "searching",
    "found",
    "cancelled",
    "failed",
    "none",
    "no solver",
)
INTERRUPTED = "interrupted"  # said of a search that is not heard of any more; no row says it

SILENT = timedelta(minutes=2)
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Request:
    """What is searched for: the needs (ids) to be met, within which limits, in how many seconds at most."""

    needs: tuple[int, ...]
    limits: Limits
    seconds: float | None = None


@dataclass(frozen=True)
class Search:
    """A search as it stands: `done` of `total` posts were looked at; `plan` is the number of the plan found."""

    token: str
    account: int
    at: datetime
    request: Request
    state: str
    done: int
    total: int
    plan: int | None

    @property
    def ended(self) -> bool:
        """Say whether nothing more will come of it."""
        return self.state != SEARCHING


class Begun(NamedTuple):
    """A search that was written down, or (not `new`) one that goes on already, by its token."""

    token: str
    new: bool


class _Cancelled(Exception):
    """Somebody cancelled the search while posts were looked at."""


def begin(engine: Engine, account: int, request: Request, moment: datetime) -> Begun:
    """Write a search down; `run` must follow where it is new. Those of the past month are kept.

    Whoever asks for the same while his search goes on, as by a second click, gets that search again.
    """
    token = token_urlsafe(18)
    asked = json.dumps({"needs": list(request.needs), "limits": request.limits._asdict(), "seconds": request.seconds})
    row = {"token": token, "account_id": account, "at": moment, "asked": asked, "state": SEARCHING}
    of = plan_searches.c
    going = select(of.token).where(
        of.account_id == account, of.asked == asked, of.state == SEARCHING, of.seen_at > moment - SILENT
    )
    with writing(engine) as connection:
        already = connection.scalar(going)
        if already is not None:
            return Begun(already, new=False)
        connection.execute(delete(plan_searches).where(plan_searches.c.at < moment - KEPT))
        connection.execute(insert(plan_searches), {**row, "done": 0, "total": 0, "seen_at": moment})
    return Begun(token, new=True)


def find(engine: Engine, token: str, moment: datetime) -> Search | None:
    """Give a search as it stands at a moment."""
    with reading(engine) as connection:
        row = connection.execute(select(plan_searches).where(plan_searches.c.token == token)).first()
    return None if row is None else _search(row, moment)


def _search(row: Row[Any], moment: datetime) -> Search:
    asked = json.loads(row.asked)
    request = Request(tuple(asked["needs"]), Limits(**asked["limits"]), asked["seconds"])
    silent = row.state == SEARCHING and moment - row.seen_at > SILENT
    state = INTERRUPTED if silent else row.state
    return Search(row.token, row.account_id, row.at, request, state, row.done, row.total, row.plan_id)


def cancel(engine: Engine, token: str, account: int) -> None:
    """Cancel a search of one's own, if it goes on."""
    mine = (plan_searches.c.token == token) & (plan_searches.c.account_id == account)
    with writing(engine) as connection:
        connection.execute(
            update(plan_searches).where(mine, plan_searches.c.state == SEARCHING).values(state=CANCELLED)
        )


def run(engine: Engine, token: str, clock: Callable[[], datetime] = now) -> None:
    """Search to the end, and keep the plan that is found. Nothing is raised but what nobody could have foreseen."""
    search = find(engine, token, clock())
    if search is None or search.ended:
        return
    try:
        state, plan = _made(engine, search, _Watch(engine, token, clock), clock)
    except _Cancelled:
        return
    except NoSolver:
        state, plan = NO_SOLVER, None
    except Exception:
        _end(engine, token, FAILED, None, clock())
        raise
    _end(engine, token, state, plan, clock())


def _made(engine: Engine, search: Search, watch: "_Watch", clock: Callable[[], datetime]) -> tuple[str, int | None]:
    request, moment = search.request, clock()
    horizon = needs_horizon(current(), city_day(moment))
    with reading(engine) as connection:
        newest = runs.newest(connection, horizon)
        chosen = [need for need in needs.listed(connection, newest) if need.id in request.needs] if newest else []
        if not chosen:
            return NONE, None
        wanted = Wanted(request.limits, seconds=request.seconds)
        draft = making.make(inputs(connection, newest, chosen, moment), wanted, watch.solving, watch.looking)
    if draft.solution.objective is None or not draft.solution.moves:
        return NONE, None
    if draft.solution.status == STOPPED:
        return CANCELLED, None
    return FOUND, plans.keep(engine, draft, search.account, clock())


def _end(engine: Engine, token: str, state: str, plan: int | None, moment: datetime) -> None:
    """Write down what came of a search, unless it was cancelled meanwhile."""
    going = (plan_searches.c.token == token) & (plan_searches.c.state == SEARCHING)
    with writing(engine) as connection:
        connection.execute(update(plan_searches).where(going).values(state=state, plan_id=plan, seen_at=moment))


class _Watch:
    """Tells the row of a search how far it is, and hears whether it was cancelled; once a second at most."""

    def __init__(self, engine: Engine, token: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._mine = plan_searches.c.token == token
        self._clock = clock
        self._told = clock() - timedelta(seconds=1)

    def looking(self, done: int, total: int) -> None:
        """Tell how many posts were looked at."""
        if self._cancelled({"done": done, "total": total}):
            raise _Cancelled

    def solving(self, progress: Progress) -> bool:
        """Say to the solver whether it is to stop."""
        return self._cancelled({})

    def _cancelled(self, told: dict[str, int]) -> bool:
        moment = self._clock()
        if moment - self._told < timedelta(seconds=1):
            return False
        self._told = moment
        try:
            with writing(self._engine) as connection:
                connection.execute(update(plan_searches).where(self._mine).values(seen_at=moment, **told))
                state = connection.scalar(select(plan_searches.c.state).where(self._mine))
        except Busy:  # the next time will do
            return False
        return state != SEARCHING
