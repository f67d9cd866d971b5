"""Who may read which transfers, as one WHERE clause: lists, badges and the 404 all use it.

The rows of `policies/readers.toml` are turned into SQL here and nowhere else. What depends on one case (a stand-in who
acts because the holder is in conflict with just this candidate) is expressed by the candidates concerned.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, and_, false, func, not_, or_, select, true
from sqlalchemy.sql.elements import False_, True_

from policies.loading import current
from policies.model import Procedure
from workflow.organisation.people import People, absent, relatives_of
from workflow.reach import Reach, headless_units, reach_below, reach_top
from workflow.tables import employees, posts, transfers, units
from workflow.viewers import Viewer, committee, holders

T = transfers.c
Condition = ColumnElement[bool]


@dataclass
class Readable:
    """The transfers that a viewer may read on a day, as conditions on `transfers`, role by role."""

    connection: Connection
    who: Viewer
    today: date
    procedure: Procedure = field(default_factory=current)

    @cached_property
    def condition(self) -> Condition:
        """One condition for all roles: a case that meets it may be read; any other does not exist for the viewer."""
        clauses = [_both(self.scope(role), self.reached(role)) for role in self._telling]
        # A case without a line has no number. To ask for its state would tempt SQLite to walk along the states.
        return and_(T.number.is_not(None), _any(clauses))

    @cached_property
    def whole(self) -> Condition:
        """The cases of which the viewer may see more than his own form needs."""
        readers = self.procedure.readers
        clauses = [
            _both(self.scope(role), self.reached(role))
            for role in self._telling
            if "all_but_form" not in readers[role].hides
        ]
        return func.coalesce(_any(clauses), false())

    @cached_property
    def _telling(self) -> list[str]:
        """The roles that a case must be looked at for: whoever reads all of them needs no other role that reads later.

        Only the subject is looked at besides, since on his own case nothing else counts.
        """
        readers = self.procedure.readers
        order = {role: self.procedure.states[reader.start].order or 0 for role, reader in readers.items()}
        whole = self._everywhere
        first = min((order[role] for role in whole), default=None)
        if first is None:
            return list(readers)
        return [role for role in readers if role in ("subject", *whole) or order[role] < first]

    @cached_property
    def _everywhere(self) -> list[str]:
        """The roles that the viewer holds on every case."""
        readers, roles = self.procedure.readers, self.procedure.roles
        return [
            role for role in readers if roles[role].kind in ("granted", "body") and isinstance(self._scope(role), True_)
        ]

    def in_state(self, column: ColumnElement[str | None], state: str) -> Condition:
        """Say that a case is in a state, so that the database goes the shorter way.

        An ended state holds most cases that there ever were: who reads only some of them is led along his own, past
        the index by state, which would tempt SQLite. PostgreSQL knows how many rows each way has.
        """
        law = self.procedure.states.get(state)
        knows = self.connection.dialect.name == "postgresql"
        long_way = law is not None and law.closed and not self._everywhere and not knows
        return (func.coalesce(column, "") if long_way else column) == state

    def reached(self, role: str) -> Condition:
        """Say from which state on a role reads a case."""
        return T.reached.in_(sorted(self.procedure.from_on(self.procedure.readers[role].start)))

    def scope(self, role: str) -> Condition:
        """Say on which cases the viewer holds a role. The subject reads as the subject, whatever else he may be."""
        scope = self._scope(role)
        if role == "subject" or self.who.employee is None:
            return scope
        return _both(scope, T.employee_id.is_distinct_from(self.who.employee))

    def acting(self, role: str) -> Condition | None:
        """Say on which cases the viewer may act in a role, or None when he never does.

        It answers for lists; compound cases (a stand-in of a stand-in) are settled by the act itself.
        """
        if self.procedure.roles[role].kind == "body":
            return self._seat(role)
        if role == "peer":  # whoever evaluates as the supervisor gives no feedback besides
            return and_(self.scope("peer"), not_(func.coalesce(self.scope("supervisor"), false())))
        return self.scope(role) if role in self._scopes else None

    def _seat(self, role: str) -> Condition | None:
        """The seats of the committee: who comes later in their line acts where all before him cannot."""
        own, seats = self.who.body_office, self.procedure.roles[role].seats
        if not seats:
            return true() if self.who.votes else None
        if own == seats[0]:
            return true()
        body = committee(self.connection, self.today) if own in seats else None
        line = body.line(seats) if body else ()
        if self.who.employee is None or self.who.employee not in line:
            return None
        before = [each for each in line[: line.index(self.who.employee)] if each not in self._away.employees]
        # Whoever is in conflict himself finds the act refused; that is settled when he opens the case.
        return and_(true(), *(self._concerning(each, wide=role == "committee_chair") for each in before))

    def _concerning(self, employee: int, *, wide: bool) -> Condition:
        """The cases that a member of the committee may not judge (wide) or not act on: R-COI-01 as a condition."""
        related = T.employee_id.in_(self._candidates(None, employee))
        if not wide:
            return related
        post = select(employees.c.post_id).where(employees.c.id == employee).scalar_subquery()
        led = select(posts.c.unit_id).where(posts.c.id == post, posts.c.head)
        superior = select(posts.c.reports_to_id).where(posts.c.id == T.old_post_id).scalar_subquery()
        return or_(related, T.donor_unit_id.in_(led), T.receiving_unit_id.in_(led), superior == post)

    def _scope(self, role: str) -> Condition:
        """Say on which cases the registers give the viewer a role; worked out when first asked for."""
        if role not in self._known:
            self._known[role] = self._scopes[role]() if role in self._scopes else false()
        return self._known[role]

    @cached_property
    def _known(self) -> dict[str, Condition]:
        return {}

    @cached_property
    def _scopes(self) -> dict[str, Callable[[], Condition]]:
        who = self.who
        return {
            "proposer": self._proposer,
            "personnel_analyst": lambda: _all_or_none(who.granted("personnel_analyst")),
            "training_officer": lambda: _all_or_none(who.granted("training_officer")),
            "auditor": lambda: _all_or_none(who.granted("auditor")),
            "ppk": lambda: self._office("ppk"),
            "head_bkpsdm": lambda: self._office("head_bkpsdm"),
            "committee_chair": self._seated,
            "committee_secretary": self._seated,
            "committee_member": self._seated,
            "donor_head": lambda: self._heads(T.donor_unit_id),
            "receiving_head": lambda: self._heads(T.receiving_unit_id),
            "supervisor": self._supervised,
            "peer": self._peer,
            "subject": lambda: T.employee_id == who.employee if who.employee is not None else false(),
        }

    def _seated(self) -> Condition:
        return _all_or_none(self.who.body_office)

    def _proposer(self) -> Condition:
        grants = self.who.granted("proposer")
        if any(grant.path is None for grant in grants):
            return true()
        below = [units.c.path.startswith(grant.path) for grant in grants if grant.path]
        return T.receiving_unit_id.in_(select(units.c.id).where(or_(*below))) if below else false()

    # -- offices and their deputies in writing -------------------------------------------------------------------

    def _office(self, office: str) -> Condition:
        """The holder reads every case; a deputy those on which no holder can act."""
        if self.who.granted(office):
            return true()
        if not any(delegation.office == office for delegation in self.who.delegations):
            return false()
        able = [h for h in holders(self.connection, office, self.today) if not self._away.has(*h)]
        return and_(true(), *(self._hindering(office, *holder) for holder in able))

    def _hindering(self, office: str, account: int, employee: int | None) -> Condition:
        """The cases on which a holder who is present cannot act: his own, his family's, his own unit's silence."""
        related = T.employee_id.in_(self._candidates(account, employee))
        if office != "head_bkpsdm" or employee is None:
            return related
        led = select(posts.c.unit_id).join(employees, employees.c.post_id == posts.c.id)
        return or_(related, T.donor_unit_id.in_(led.where(employees.c.id == employee, posts.c.head)))

    def _candidates(self, account: int | None, employee: int | None) -> list[int]:
        """The candidates on whose case a person cannot act: himself and his declared family."""
        found = relatives_of(self.connection, account, employee, self._degree)
        return sorted(found | ({employee} if employee is not None else set()))

    @cached_property
    def _degree(self) -> int:
        return int(self.procedure.rules["R-COI-01"].on(self.today)["degree"])

    @cached_property
    def _away(self) -> People:
        return absent(self.connection, self.today)

    # -- unit heads, supervisors, peers --------------------------------------------------------------------------

    @cached_property
    def _below(self) -> tuple[Reach, ...]:
        """The posts for whose holders the viewer is the next one up, or stands in."""
        if self.who.post is None:
            return ()
        return reach_below(self.connection, self.who.post, self._away.employees, self._degree)

    @cached_property
    def _led(self) -> int | None:
        """The unit whose leading post the viewer holds."""
        if self.who.post is None:
            return None
        return self.connection.scalar(
            select(posts.c.unit_id).where(posts.c.id == self.who.post, posts.c.head, posts.c.until.is_(None))
        )

    @cached_property
    def _headless(self) -> dict[int, list[int]]:
        return headless_units(self.connection)

    def _heads(self, unit: ColumnElement[int | None]) -> Condition:
        """The cases of the unit that the viewer leads (but not of his own post), and of those where he stands in."""
        clauses: list[Condition] = [self._above_the_top(unit)] if self.who.granted("ppk") else []
        if self._led is not None:
            clauses.append(and_(self._of(unit, self._led), T.new_post_id != self.who.post))
        clauses.extend(
            and_(self._of(unit, reach.unit), self._stands_in(reach), self._can_stand_in)
            for reach in self._below
            if reach.unit is not None
        )
        return _any(clauses)

    def _above_the_top(self, unit: ColumnElement[int | None]) -> Condition:
        """Above the last post stands the PPK: he acts where its holder is missing, away, in conflict or concerned."""
        clauses = [and_(self._of(unit, top.unit), self._stands_in(top)) for top in self._top if top.unit is not None]
        return _any(clauses)

    @cached_property
    def _top(self) -> tuple[Reach, ...]:
        return reach_top(self.connection, self._away.employees, self._degree)

    def _of(self, unit: ColumnElement[int | None], led: int) -> Condition:
        return unit.in_([led, *self._headless.get(led, ())])

    def _stands_in(self, reach: Reach) -> Condition:
        """When a post above a unit's leading post acts for it: that one is empty, away, in conflict or the target."""
        for_whom = true() if reach.candidates is None else T.employee_id.in_(sorted(reach.candidates))
        if not reach.able:
            return for_whom
        hindered = T.employee_id.in_(sorted(reach.related))
        return and_(for_whom, or_(hindered, T.new_post_id == reach.post))

    @cached_property
    def _can_stand_in(self) -> Condition:
        """A stand-in must be there, not be family of the candidate, and not act for his own post."""
        if self.who.employee is None or self.who.employee in self._away.employees:
            return false()
        related = sorted(relatives_of(self.connection, None, self.who.employee, self._degree))
        return and_(T.employee_id.not_in(related), T.new_post_id != self.who.post)

    def _supervised(self) -> Condition:
        """The cases whose new post reports to the viewer, or to somebody for whom he stands in."""
        if self.who.granted("ppk"):
            reports_to = select(posts.c.reports_to_id).where(posts.c.id == T.new_post_id).scalar_subquery()
            return _any(and_(reports_to == top.post, self._stands_in(top)) for top in self._top)
        if not self._below:
            return false()
        direct = T.new_post_id.in_([reach.post for reach in self._below if reach.direct])
        everybody = [reach.post for reach in self._below if reach.candidates is None]
        clauses = [T.new_post_id.in_(everybody), self._own_subordinates(everybody)]
        clauses.extend(
            and_(T.new_post_id == reach.post, T.employee_id.in_(sorted(reach.candidates)))
            for reach in self._below
            if reach.candidates is not None
        )
        return or_(direct, and_(or_(*clauses), self._can_stand_in))

    @staticmethod
    def _own_subordinates(reporting: list[int]) -> Condition:
        """Somebody who moves to a post below his own present one is evaluated by the next one up."""
        superior = select(posts.c.reports_to_id).where(posts.c.id == T.new_post_id).scalar_subquery()
        return and_(T.old_post_id.in_(reporting), superior == T.old_post_id)

    def _peer(self) -> Condition:
        if self.who.unit is None or self.who.employee is None:
            return false()
        family = relatives_of(self.connection, None, self.who.employee, self._degree)
        return and_(T.receiving_unit_id == self.who.unit, T.employee_id.not_in(sorted(family)))


def _all_or_none(held: object) -> Condition:
    return true() if held else false()


def _any(conditions: Iterable[Condition]) -> Condition:
    """Join conditions by "or", without those that never hold: they would keep SQLite from using an index."""
    possible = [condition for condition in conditions if not isinstance(condition, False_)]
    return or_(*possible) if possible else false()


def _both(scope: Condition, condition: Condition) -> Condition:
    """Join two conditions by "and"; a scope that holds nowhere stays just that."""
    return scope if isinstance(scope, False_) else and_(scope, condition)
