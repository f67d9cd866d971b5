"""Who held which right on which day: grants that may have ended since, delegations in writing, seats of a body."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from policies.case import Case, Line
from policies.model import Role
from workflow.tables import bodies, delegations, grants, members, units


@dataclass(frozen=True, slots=True)
class _Grant:
    """A right from a day up to (but without) another; one that was ended still held up to that moment."""

    since: date
    until: date | None
    ended_at: datetime | None
    path: str | None = None

    def held(self, line: Line) -> bool:
        """Say whether it held when a line was written."""
        if self.since > line.on:
            return False
        if self.ended_at is not None:
            return line.at < self.ended_at
        return self.until is None or line.on < self.until


@dataclass(frozen=True, slots=True)
class _Seat:
    """A seat of a body, from a day to a day; on the day on which it ends it may still have been taken."""

    since: date
    until: date
    office: str
    votes: bool


class Rights:
    """The rights that the registers of a database know, with those that have ended."""

    def __init__(self, connection: Connection) -> None:
        self._paths = {row.id: row.path for row in connection.execute(select(units.c.id, units.c.path))}
        self._grants = self._read_grants(connection)
        self._delegations = self._read_delegations(connection)
        self._seats = self._read_seats(connection)

    def _read_grants(self, connection: Connection) -> dict[tuple[int, str], list[_Grant]]:
        found = defaultdict(list)
        for row in connection.execute(select(grants)):
            path = None if row.unit_id is None else self._paths.get(row.unit_id, "-")
            found[row.account_id, row.role].append(_Grant(row.since, row.until, row.ended_at, path))
        return found

    @staticmethod
    def _read_delegations(connection: Connection) -> dict[tuple[int, str], list[_Grant]]:
        found = defaultdict(list)
        for row in connection.execute(select(delegations)):
            # The last day of a delegation is one on which it holds.
            until = date.fromordinal(row.until.toordinal() + 1)
            found[row.account_id, row.office].append(_Grant(row.since, until, row.ended_at))
        return found

    @staticmethod
    def _read_seats(connection: Connection) -> dict[int, list[_Seat]]:
        query = select(
            members.c.employee_id,
            members.c.office,
            members.c.votes,
            members.c.since,
            members.c.until,
            bodies.c.since.label("term_since"),
            bodies.c.until.label("term_until"),
        ).join(bodies, bodies.c.id == members.c.body_id)
        found = defaultdict(list)
        for row in connection.execute(query):
            until = min(row.until or row.term_until, row.term_until)
            seat = _Seat(max(row.since, row.term_since), until, row.office, row.votes)
            found[row.employee_id].append(seat)
        return found

    def held(self, role: Role, line: Line, holder: int | None, case: Case) -> bool:
        """Say whether who wrote a line held its role then. `holder` is the account that a deputy acted for.

        Unit heads, supervisors and peers follow from the registers of that day, which nobody keeps; their verdicts
        stand in the line.
        """
        match role.kind:
            case "granted":
                return self._granted(role, line, holder, case.receiving_unit)
            case "body":
                return self._seated(role, line)
        if role.name == "recorder":
            return line.account == case.recorder or line.account in case.recorders
        return True

    def _granted(self, role: Role, line: Line, holder: int | None, unit: int | None) -> bool:
        own = [grant for grant in self._grants.get((line.account, role.name), ()) if grant.held(line)]
        if holder is None and any(self._covers(role, grant, unit) for grant in own):
            return True
        if not role.office or not any(each.held(line) for each in self._delegations.get((line.account, role.name), ())):
            return False
        return holder is None or any(grant.held(line) for grant in self._grants.get((holder, role.name), ()))

    def _covers(self, role: Role, grant: _Grant, unit: int | None) -> bool:
        if role.scope != "unit" or grant.path is None:
            return True
        return unit is not None and self._paths.get(unit, "").startswith(grant.path)

    def _seated(self, role: Role, line: Line) -> bool:
        seats = self._seats.get(line.employee, ()) if line.employee is not None else ()
        return any(
            seat.since <= line.on <= seat.until and (seat.office in role.seats if role.seats else seat.votes)
            for seat in seats
        )
