"""What a person may act as on one case: granted roles, offices and their deputies, seats, and what the case gives.

Every question is answered when it is asked, so that an act reads only what its step needs. No role overrides another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select

from policies.case import Case
from policies.facts import Actor
from policies.model import Procedure
from workflow.organisation.people import Lines, People, Seat, absent, family, first_able, holds_post
from workflow.tables import accounts, employees, posts, units
from workflow.viewers import Committee, Viewer, committee, holders

T = TypeVar("T")

_PATH = select(units.c.path).where(units.c.id == bindparam("unit"))
_ACCOUNT = select(accounts.c.id).where(accounts.c.employee_id == bindparam("employee"))
_COLLEAGUES = (
    select(employees.c.id, employees.c.post_since)
    .join(posts, posts.c.id == employees.c.post_id)
    .where(posts.c.unit_id == bindparam("unit"), holds_post(employees.c.standing))
)


@dataclass
class Standing:
    """One person before one case on one day. `case` is as it would be judged (its candidate may be new)."""

    connection: Connection
    procedure: Procedure
    who: Viewer
    case: Case
    today: date
    _related: dict[str, People] = field(default_factory=dict)

    # -- the people of the case -------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> Lines:
        """The reporting lines from both units' leading posts and from both posts."""
        case = self.case
        units, posts = (case.donor_unit, case.receiving_unit), (case.old_post, case.new_post)
        return Lines(self.connection, self.today, units, posts)

    @cached_property
    def absent(self) -> People:
        """Everybody who is absent today."""
        return absent(self.connection, self.today)

    @cached_property
    def family(self) -> People:
        """The candidate's declared family, to the degree that the law counts."""
        if self.case.employee is None:
            return People()
        degree = self.procedure.rules["R-COI-01"].on(self.today)["degree"]
        return family(self.connection, self.case.employee, degree)

    @cached_property
    def subject(self) -> People:
        """The candidate himself."""
        return People(frozenset({self.case.employee} if self.case.employee is not None else ()))

    @cached_property
    def committee(self) -> Committee | None:
        """The committee in force."""
        return committee(self.connection, self.today)

    def related(self, relation: str) -> People:
        """Give everybody who stands in a relation to this case, by the relation's name (R-COI-01)."""
        if self.case.employee is None:
            return People()
        if relation not in self._related:
            self._related[relation] = _RELATED[relation](self)
        return self._related[relation]

    def heads(self, unit: int | None) -> set[int | None]:
        """Give the holder of a unit's leading post and who stands in for him."""
        if unit is None:
            return set()
        nominal = next((seat.holder for seat in self.lines.of_unit(unit) if seat.depth == 0), None)
        return {nominal, self.acting_head(unit)}

    def superior_of(self, post: int | None) -> int | None:
        """Give who is next above a post."""
        line = self.lines.of_post(post) if post is not None else []
        return next((seat.holder for seat in line if seat.depth > 0 and seat.holder is not None), None)

    def able(self, seat: Seat) -> bool:
        """Say whether a holder can act on this case: present, neither subject nor family, and not for his own post."""
        if seat.post == self.case.new_post:
            return False
        return not seat.away and seat.holder not in self.family.employees | self.subject.employees

    def acting_head(self, unit: int | None) -> int | None:
        """Give who acts as the head of a unit on this case; None: nobody on the line, so the PPK does."""
        return None if unit is None else first_able(self.lines.of_unit(unit), self.able)

    @cached_property
    def supervisor(self) -> int | None:
        """Give the direct supervisor of the new post, or the next one up who can act."""
        if self.case.new_post is None:
            return None
        line = [seat for seat in self.lines.of_post(self.case.new_post) if seat.depth > 0]
        return first_able(line, self.able)

    # -- what the person may act as ---------------------------------------------------------------------------

    def as_role(self, role: str) -> Actor | None:
        """Give the person as an actor in a role on this case, or None when he may not act as that."""
        kind = self.procedure.roles[role].kind
        return {"granted": self._granted, "body": self._seated, "unit_head": self._heading, "case": self._of_case}[
            kind
        ](role)

    def as_any(self, names: tuple[str, ...]) -> Actor | None:
        """Give the person in the first of several roles that he holds on this case."""
        return next((actor for actor in map(self.as_role, names) if actor is not None), None)

    def roles(self) -> dict[str, Actor]:
        """Give every role that the person holds on this case."""
        found = {name: self.as_role(name) for name in self.procedure.roles}
        return {name: actor for name, actor in found.items() if actor is not None}

    def _actor(self, role: str, deputy_for: int | None = None, *, acting: bool = False) -> Actor:
        return Actor(self.who.account, self.who.employee, role, deputy_for, acting)

    def _granted(self, role: str) -> Actor | None:
        grants = self.who.granted(role)
        if self.procedure.roles[role].scope == "unit":
            return self._actor(role) if any(self._covers(grant.path) for grant in grants) else None
        if grants:
            return self._actor(role)
        return self._delegate(role) if self.procedure.roles[role].office else None

    def _covers(self, path: str | None) -> bool:
        return path is None or (self.receiving_path is not None and self.receiving_path.startswith(path))

    @cached_property
    def receiving_path(self) -> str | None:
        """The path of the receiving unit, from the city down."""
        if self.case.receiving_unit is None:
            return None
        return self.connection.scalar(_PATH, {"unit": self.case.receiving_unit})

    def _delegate(self, office: str) -> Actor | None:
        """A deputy in writing acts only while every holder is in conflict or absent."""
        delegation = next((d for d in self.who.delegations if d.office == office), None)
        if delegation is None:
            return None
        holding = holders(self.connection, office, self.today)
        if any(not self._hindered(office, account, employee) for account, employee in holding):
            return None
        return self._actor(office, holding[0][0] if holding else None, acting=delegation.acting)

    def _hindered(self, office: str, account: int, employee: int | None) -> bool:
        hindering = [self.absent, self.family, self.subject]
        if office == "head_bkpsdm":  # nobody records the silence of the unit he heads (R-DON-08)
            hindering.append(_people({self.acting_head(self.case.donor_unit)}))
        return any(people.has(account, employee) for people in hindering)

    def _seated(self, role: str) -> Actor | None:
        own, seats = self.who.body_office, self.procedure.roles[role].seats
        if not seats:
            return self._actor(role) if self.who.votes else None
        if own == seats[0]:  # a holder in conflict keeps his seat, and is told why he cannot act
            return self._actor(role)
        body = self.committee if own in seats else None
        if body is None:
            return None
        acting = next((each for each in body.line(seats) if not self._seat_hindered(role, each)), None)
        if acting is None or acting != self.who.employee:
            return None
        first = body.holder(seats[0])
        return self._actor(role, self._account_of(first) if first is not None else None)

    def _seat_hindered(self, role: str, employee: int) -> bool:
        names = self.procedure.rules["R-COI-01"].on(self.today)["wide" if role == "committee_chair" else "narrow"]
        related = any(self.related(name).has(None, employee) for name in names)
        return related or self.absent.has(None, employee)

    def _account_of(self, employee: int) -> int | None:
        return self.connection.scalar(_ACCOUNT, {"employee": employee})

    def _heading(self, role: str) -> Actor | None:
        unit = self.case.donor_unit if role == "donor_head" else self.case.receiving_unit
        if unit is None:
            return None
        return self._stands_at(role, self.acting_head(unit), self.lines.of_unit(unit)[:1])

    def _stands_at(self, role: str, acting: int | None, first: list[Seat]) -> Actor | None:
        """The holder (in conflict he is told why he cannot act), but never for his own post; or his stand-in."""
        seat = first[0] if first else None
        own, nominal = self.who.employee, seat.holder if seat else None
        if own is not None and own == nominal and seat is not None and seat.post != self.case.new_post:
            return self._actor(role)
        if acting is None:
            return self._actor(role) if self.who.granted("ppk") else None
        if acting != own:
            return None
        return self._actor(role, self._account_of(nominal) if nominal not in (None, acting) else None)

    def _of_case(self, role: str) -> Actor | None:
        case, own = self.case, self.who.employee
        holds: dict[str, Callable[[], bool]] = {
            "subject": lambda: own is not None and own == case.employee,
            "recorder": lambda: self.who.account == case.recorder or self.who.account in case.recorders,
            "supervisor": lambda: self._supervises(),
            "peer": lambda: own is not None and own in self.peers,
        }
        return self._actor(role) if holds[role]() else None

    def _supervises(self) -> bool:
        if self.case.new_post is None or self.case.employee is None:
            return False
        if self.supervisor is None and self.who.granted("ppk"):
            return True
        above = [seat.holder for seat in self.lines.of_post(self.case.new_post) if seat.depth == 1]
        return self.who.employee is not None and self.who.employee in (self.supervisor, *above)

    @cached_property
    def colleagues(self) -> Mapping[int, date | None]:
        """Everybody who holds a post of the receiving unit, with the day since which it is held."""
        rows = self.connection.execute(_COLLEAGUES, {"unit": self.case.receiving_unit}).all()
        return {row.id: row.post_since for row in rows}

    @cached_property
    def peers(self) -> frozenset[int]:
        """The colleagues of the receiving unit: active, neither the subject, nor family, nor the supervisor."""
        if self.case.receiving_unit is None or self.case.employee is None:
            return frozenset()
        near = self.family.employees | self.subject.employees | {self.supervisor}
        return frozenset(self.colleagues) - near

    def relations(self) -> Set[str]:
        """Give the relations in which the person stands to this case (R-COI-01)."""
        return _Relations(self)

    @cached_property
    def conflicted_member(self) -> bool:
        """Say whether the person sits on the committee but may not judge this case."""
        return self.who.body_office is not None and bool(self.relations() & self._wide)

    @cached_property
    def _wide(self) -> frozenset[str]:
        return frozenset(self.procedure.rules["R-COI-01"].on(self.today)["wide"])

    def voters(self) -> frozenset[int]:
        """Give the members who may vote on this case: the decree's, less those found in conflict or recused."""
        if self.committee is None:
            return frozenset()
        barred = frozenset().union(*(self.related(name).employees for name in self._wide))
        return frozenset(m.employee for m in self.committee.members if m.votes) - barred - self.case.recused


def _people(found: set[int | None]) -> People:
    return People(frozenset(each for each in found if each is not None))


def _proposer(standing: Standing) -> People:
    account, employee = standing.case.proposer, standing.case.proposer_employee
    return People(_people({employee}).employees, _people({account}).employees)


_RELATED: Mapping[str, Callable[[Standing], People]] = {
    "subject": lambda standing: standing.subject,
    "family": lambda standing: standing.family,
    "proposer": _proposer,
    "donor_head": lambda standing: _people(standing.heads(standing.case.donor_unit)),
    "receiving_head": lambda standing: _people(standing.heads(standing.case.receiving_unit)),
    "superior": lambda standing: _people({standing.superior_of(standing.case.old_post)}),
}


class _Relations(Set[str]):
    """The relations of one person to a case. Each is looked up only when it is asked for: most rules ask for two."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def __contains__(self, relation: object) -> bool:
        who = self._standing.who
        return relation in _RELATED and self._standing.related(str(relation)).has(who.account, who.employee)

    def __iter__(self) -> Iterator[str]:
        return (relation for relation in _RELATED if relation in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @classmethod
    def _from_iterable(cls, relations: Iterable[T]) -> Set[T]:
        return frozenset(relations)
