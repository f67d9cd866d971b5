"""Who acts: the person who holds a role on a case on a day and whom nothing hinders, as the registers have it then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from policies.case import Case
from policies.loading import current
from policies.model import Procedure, Step
from workflow.organisation.people import absent
from workflow.standing import Standing
from workflow.tables import accounts, delegations, employees, grants, units
from workflow.viewers import committee, viewer


class NobodyActs(Exception):
    """Nobody can take a step on a case on a day: either the plot is wrong, or an office strands the case."""


@dataclass(frozen=True)
class Offices:
    """The people around one case on one day."""

    connection: Connection
    case: Case
    day: date

    @property
    def _procedure(self) -> Procedure:
        return current()

    def who(self, step: Step, role: str, turn: int = 0) -> int:
        """Give the account that takes a step in a role. `turn` chooses among those who share a role."""
        for account in self._pool(role, turn):
            if self._acts(account, step, role):
                return account
        raise NobodyActs(f"{step.name} as {role} on {self.day}")

    def _acts(self, account: int, step: Step, role: str) -> bool:
        standing = self._standing(account)
        if standing is None or standing.as_role(role) is None:
            return False
        hindered = self._conflict(standing, step)
        return not hindered and not absent(self.connection, self.day).has(account, standing.who.employee)

    def in_conflict(self, account: int, step: Step) -> bool:
        """Say whether somebody has a conflict of interest that keeps him from taking a step."""
        standing = self._standing(account)
        return standing is not None and self._conflict(standing, step)

    def _conflict(self, standing: Standing, step: Step) -> bool:
        if "R-COI-01" not in step.provided:  # the subject's own steps
            return False
        conflict = self._procedure.rules["R-COI-01"]
        barring = conflict.on(self.day)[conflict.ask(step.name)]
        return bool(standing.relations() & frozenset(barring))

    def _standing(self, account: int) -> Standing | None:
        who = viewer(self.connection, account, self.day)
        return None if who is None else Standing(self.connection, self._procedure, who, self.case, self.day)

    def _pool(self, role: str, turn: int) -> Iterator[int]:
        """Give the accounts that may come into question, the first choice first."""
        kind = self._procedure.roles[role].kind
        if kind == "granted":
            yield from self._granted(role, turn)
        elif kind == "body":
            body = committee(self.connection, self.day)
            line = body.line(self._procedure.roles[role].seats) if body else ()
            yield from (self.account(employee) for employee in line)
        elif role == "recorder":
            yield self.case.recorder or 0
        else:
            yield from self._of_line(role)

    def _granted(self, role: str, turn: int) -> Iterator[int]:
        """Those granted the role, the nearest unit first; for an office then its delegates in writing."""
        query = (
            select(grants.c.account_id)
            .outerjoin(units, units.c.id == grants.c.unit_id)
            .where(
                grants.c.role == role,
                grants.c.since <= self.day,
                or_(grants.c.until.is_(None), grants.c.until > self.day),
            )
            .order_by(units.c.path.desc(), grants.c.id)
        )
        found: Sequence[int] = self.connection.scalars(query).all()
        first = turn % len(found) if found and self._procedure.roles[role].scope is None else 0
        yield from (*found[first:], *found[:first])
        yield from self.connection.scalars(
            select(delegations.c.account_id)
            .where(delegations.c.office == role, delegations.c.ended_at.is_(None), ~delegations.c.acting)
            .order_by(delegations.c.id)
        )

    def _of_line(self, role: str) -> Iterator[int]:
        """Whoever stands at the head of a unit or above the post, and above the last of them the PPK."""
        standing = self._neutral
        case = self.case
        acting = {
            "donor_head": lambda: standing.acting_head(case.donor_unit),
            "receiving_head": lambda: standing.acting_head(case.receiving_unit),
            "supervisor": lambda: standing.supervisor,
            "subject": lambda: case.employee,
        }[role]()
        if acting is not None:
            yield self.account(acting)
        yield from self._granted("ppk", 0)

    @property
    def _neutral(self) -> Standing:
        """Somebody's standing, to ask about the people of the case: who he is does not matter."""
        anybody = next(self._granted("auditor", 0))
        standing = self._standing(anybody)
        if standing is None:
            raise NobodyActs(f"the auditor on {self.day}")
        return standing

    def peers(self, count: int) -> list[int]:
        """Give the accounts of colleagues who may give feedback by now, at most so many."""
        asked = self._procedure.rules["R-EVL-03"].on(self.day)["days"]
        started = self.case.started_on
        if started is None or self.day < started + timedelta(days=asked):
            return []
        away = absent(self.connection, self.day).employees
        query = (
            select(employees.c.id)
            .where(
                employees.c.id.in_(self._neutral.peers - away - self.case.feedback.get(self._round, frozenset())),
                or_(employees.c.post_since.is_(None), employees.c.post_since <= self.day - timedelta(days=asked)),
            )
            .order_by(employees.c.id)
        )
        return [self.account(employee) for employee in list(self.connection.scalars(query))[: max(count, 0)]]

    @property
    def _round(self) -> int:
        return self._procedure.states[self.case.state].round or 0

    def voters(self) -> list[int]:
        """Give the accounts of those who may vote in the open ballot, have not done so, and are there."""
        ballot = self.case.ballot
        if ballot is None:
            return []
        away = absent(self.connection, self.day).employees
        left = ballot.eligible - set(ballot.votes) - away
        return [self.account(employee) for employee in sorted(left)]

    def account(self, employee: int) -> int:
        """Give the account of an employee."""
        found = self.connection.scalar(select(accounts.c.id).where(accounts.c.employee_id == employee))
        if found is None:
            raise NobodyActs(f"employee {employee} has no account")
        return int(found)
