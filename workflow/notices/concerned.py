"""Whom a case waits for: everybody who might be, out of the registers, and of these whose inbox says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from policies.loading import current
from workflow.lists import Row, tasks_on
from workflow.organisation.people import Lines
from workflow.queries import Readable
from workflow.tables import accounts, delegations, employees, grants, posts
from workflow.viewers import committee, viewer


class Waits(NamedTuple):
    """A step that waits for somebody, in the row of his inbox."""

    account: int
    step: str
    row: Row


@dataclass
class Concerned:
    """The accounts that a step might wait for on a day: more than it does wait for, never fewer."""

    connection: Connection
    today: date
    _granted: dict[str, set[int]] = field(default_factory=dict)

    def waits(self, cases: Mapping[int, Any], steps: Mapping[int, Iterable[str]]) -> list[Waits]:
        """Say for whom some steps of some cases wait, as their inboxes do; `cases` are rows of `transfers` by id."""
        asked: dict[int, set[int]] = defaultdict(set)
        for case, names in steps.items():
            for account in self._possible(cases[case], names):
                asked[account].add(case)
        return [
            each
            for account, numbers in sorted(asked.items())
            for each in inbox_of(self.connection, account, self.today, sorted(numbers))
            if each.step in steps[each.row.id]
        ]

    def _possible(self, case: Any, steps: Iterable[str]) -> set[int]:
        roles = {role for step in steps for role in current().steps[step].by}
        found: set[int] = set()
        people: set[int] = set()
        for role in roles:
            kind = current().roles[role].kind
            if kind == "granted":
                found |= self._holding(role)
            elif kind == "body":
                people |= self._members
            elif role == "subject":
                people |= {case.employee_id}
            elif kind == "unit_head" or role == "supervisor":
                found |= self._holding("ppk")  # above the last post stands the appointing authority
                people |= self._above(case)
            else:
                people |= self._colleagues(case.receiving_unit_id)
        return found | self._accounts(people)

    def _holding(self, role: str) -> set[int]:
        if role not in self._granted:
            holding = select(grants.c.account_id).where(
                grants.c.role == role,
                grants.c.since <= self.today,
                or_(grants.c.until.is_(None), grants.c.until > self.today),
            )
            standing_in = select(delegations.c.account_id).where(
                delegations.c.office == role,
                delegations.c.ended_at.is_(None),
                delegations.c.since <= self.today,
                delegations.c.until >= self.today,
            )
            self._granted[role] = set(self.connection.scalars(holding.union(standing_in)))
        return self._granted[role]

    @cached_property
    def _members(self) -> set[int]:
        body = committee(self.connection, self.today)
        return {member.employee for member in body.members} if body else set()

    def _above(self, case: Any) -> set[int]:
        """Everybody on the reporting lines of both units and both posts."""
        units = (case.donor_unit_id, case.receiving_unit_id)
        lines = Lines(self.connection, self.today, units, (case.old_post_id, case.new_post_id))
        seats = [seat for unit in units if unit is not None for seat in lines.of_unit(unit)]
        seats += [seat for post in (case.old_post_id, case.new_post_id) if post for seat in lines.of_post(post)]
        return {seat.holder for seat in seats if seat.holder is not None}

    def _colleagues(self, unit: int | None) -> set[int]:
        query = select(employees.c.id).join(posts, posts.c.id == employees.c.post_id).where(posts.c.unit_id == unit)
        return set(self.connection.scalars(query))

    def _accounts(self, people: set[int]) -> set[int]:
        return set(self.connection.scalars(select(accounts.c.id).where(accounts.c.employee_id.in_(people))))


def inbox_of(connection: Connection, account: int, today: date, cases: Sequence[int]) -> Iterator[Waits]:
    """Give what of some cases stands in somebody's inbox on a day; nothing once the account is closed."""
    who = viewer(connection, account, today)
    if who is not None:
        for task in tasks_on(Readable(connection, who, today), cases):
            yield Waits(account, task.step.name, task.row)
