"""One case as one person may see it: the head, the visible lines with who stood behind them, and the next steps.

`open_case` is the only way a page gets at a case; for who may not read it, the case does not exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from policies.case import Case, Line
from policies.facts import Actor
from policies.loading import current
from policies.model import Procedure, Step
from policies.reading import Sight, rounds, sight, untold
from policies.tally import Tally
from workflow import ledger
from workflow.offers import Offer, Scene, offers
from workflow.organisation.calendar import calendar, city_day
from workflow.standing import Standing
from workflow.tables import accounts, employees, posts, transfers, units
from workflow.viewers import Viewer

_FIGURES = frozenset({"eligible", "present", "cast", "outcome"})  # what rules see of a ballot


@dataclass(frozen=True)
class Person:
    """A person on a page. The NIP is shown, never used in an address."""

    id: int
    name: str
    nip: str
    rank: str
    education: str
    post_name: str
    unit_name: str


@dataclass(frozen=True)
class Place:
    """A post and its unit on a page."""

    post: int
    name: str
    category: str
    job_class: int
    need: int | None
    unit: int
    unit_name: str
    outlying: bool


@dataclass(frozen=True)
class Shown:
    """A line as it is shown: who (None: kept secret), for whom, and only the values that this viewer may see."""

    line: Line
    step: Step
    who: str | None
    title: str
    deputy_for: str | None
    values: Mapping[str, Any]
    results: Mapping[str, tuple[str, Mapping[str, Any]]]  # rule → verdict and the values seen (empty if reserved)
    reserved: frozenset[str]  # rules whose values are kept from this viewer
    moves: bool
    hash: bytes


@dataclass
class OpenCase:
    """A case opened by somebody who may read it."""

    connection: Connection
    procedure: Procedure
    who: Viewer
    head: Mapping[str, Any]
    ledger: ledger.Ledger
    standing: Standing
    roles: Mapping[str, Actor]
    sight: Sight
    moment: datetime

    @property
    def case(self) -> Case:
        """What the ledger amounts to."""
        return self.ledger.case

    @property
    def case_number(self) -> str:
        """The number that people say."""
        return str(self.head["case_number"])

    @cached_property
    def lines(self) -> tuple[Shown, ...]:
        """The lines that this person may see, oldest first."""
        ended = rounds(self.ledger.lines)
        names = _names(self.connection, self.ledger.records)
        found = []
        for line, hash_, private, record in zip(
            self.ledger.lines, self.ledger.hashes, self.ledger.private, self.ledger.records, strict=True
        ):
            step = self.procedure.steps[line.step]
            if self._of_another_candidate(line) or not self.sight.line(step, line, self.case, ended):
                continue
            found.append(self._shown(line, step, hash_, private, names.get(record["for"])))
        return tuple(found)

    def _of_another_candidate(self, line: Line) -> bool:
        """Who reads because of one candidate (himself, a unit's head, a colleague) reads nothing about another."""
        bound = {"subject", "donor_head", "receiving_head", "supervisor", "peer"}
        readers = {role for role in self.roles if role in self.procedure.readers}
        return readers <= bound and self._candidate_at.get(line.number) not in (None, self.case.employee)

    @cached_property
    def _candidate_at(self) -> Mapping[int, int | None]:
        return {
            line.number: record["head"]["employee_id"]
            for line, record in zip(self.ledger.lines, self.ledger.records, strict=True)
        }

    def _shown(self, line: Line, step: Step, hash_: bytes, private: Mapping[str, Any], deputy: str | None) -> Shown:
        fields = {field.name: field for field in step.fields}
        sensitive = frozenset(rule.id for rule in self.procedure.rules.values() if rule.sensitive)
        inner = {ledger.SEEN, ledger.ACTOR, ledger.FORM}
        values = {
            name: value
            for name, value in line.values.items()
            if name not in inner
            and self._may_see(step, name)
            and self.sight.value(step, fields.get(name), line, sensitive)
        }
        reserved = self._reserved
        seen = private.get(ledger.SEEN, {})
        results = {
            rule: (verdict, {} if rule in reserved else self._without_figures(seen.get(rule, {})))
            for rule, verdict in line.verdicts.items()
        }
        named = step.shows != "feedback" or self.sight.authors or line.account == self.who.account
        actor = private.get(ledger.ACTOR, {})
        return Shown(
            line=line,
            step=step,
            who=actor.get("name", "") if named else None,
            title=actor.get("title", "") if named else "",
            deputy_for=deputy if named else None,
            values=values,
            results=results,
            reserved=reserved & frozenset(line.verdicts),
            moves=not step.stays,
            hash=hash_,
        )

    @cached_property
    def _reserved(self) -> frozenset[str]:
        """The rules whose values are kept from this person."""
        return frozenset(
            rule.id
            for rule in self.procedure.rules.values()
            if (rule.sensitive and not self.sight.sensitive) or (rule.names_others and not self.sight.others)
        )

    def _may_see(self, step: Step, name: str) -> bool:
        """The figures of a ballot belong to the deliberation."""
        return self.sight.deliberation or name not in ("outcome", "tally", "members", "body")

    def _without_figures(self, seen: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a rule saw of a ballot belongs to the deliberation too: all of it, since one count tells the others."""
        return seen if self.sight.deliberation or not _FIGURES & seen.keys() else {}

    @cached_property
    def scene(self) -> Scene:
        """What is needed to judge the next steps."""
        return Scene(
            self.connection,
            self.procedure,
            self.standing,
            self.case,
            int(self.head["id"]),
            self.moment,
            calendar(self.connection),
        )

    @cached_property
    def offers(self) -> list[Offer]:
        """The steps that this person could take from here."""
        return offers(self.scene)

    @cached_property
    def tally(self) -> Tally | None:
        """The figures of a closed ballot, for who may see them."""
        ballot = self.case.ballot
        if ballot is None or ballot.closed_on is None or not self.sight.deliberation:
            return None
        return ballot.tally

    @cached_property
    def candidate(self) -> Person | None:
        """The candidate."""
        return person(self.connection, self.case.employee)

    @cached_property
    def old_place(self) -> Place | None:
        """The post that the candidate leaves, as the proposal found it."""
        return place(self.connection, self.case.old_post)

    @cached_property
    def new_place(self) -> Place | None:
        """The post to be filled."""
        return place(self.connection, self.case.new_post)


def open_case(connection: Connection, who: Viewer, case_number: str, moment: datetime) -> OpenCase | None:
    """Open a case for a person, or give None when it does not exist for him."""
    row = connection.execute(select(transfers).where(transfers.c.case_number == case_number)).first()
    if row is None or row.state is None:
        return None
    procedure = current()
    read = ledger.read(connection, row.id)
    standing = Standing(connection, procedure, who, read.case, city_day(moment))
    roles = standing.roles()
    seen = sight(procedure, roles, row.reached, who.account, conflicted_member=standing.conflicted_member)
    if seen is None:
        return None
    head = row._asdict()
    if not seen.deliberation and untold(procedure, row.state, row.ballot):
        head.update(awaits=None, due_on=None)
    return OpenCase(connection, procedure, who, head, read, standing, roles, seen, moment)


def person(connection: Connection, employee: int | None) -> Person | None:
    """Give a person of the register."""
    query = (
        select(
            employees.c.id,
            employees.c.name,
            employees.c.nip,
            employees.c.rank,
            employees.c.education,
            posts.c.name.label("post"),
            units.c.name.label("unit"),
        )
        .outerjoin(posts, posts.c.id == employees.c.post_id)
        .outerjoin(units, units.c.id == posts.c.unit_id)
        .where(employees.c.id == employee)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Person(row.id, row.name, row.nip, row.rank, row.education, row.post or "", row.unit or "")


def place(connection: Connection, post: int | None) -> Place | None:
    """Give a post and its unit."""
    query = (
        select(
            posts.c.id,
            posts.c.name,
            posts.c.category,
            posts.c.job_class,
            posts.c.need,
            units.c.id.label("unit"),
            units.c.name.label("unit_name"),
            units.c.outlying,
        )
        .join(units, units.c.id == posts.c.unit_id)
        .where(posts.c.id == post)
    )
    row = connection.execute(query).first()
    return Place(*row) if row is not None else None


def _names(connection: Connection, records: Iterable[Mapping[str, Any]]) -> dict[int | None, str]:
    """Name the holders for whom deputies acted."""
    wanted = {record["for"] for record in records if record["for"] is not None}
    if not wanted:
        return {}
    query = (
        select(accounts.c.id, accounts.c.name, employees.c.name.label("employee"))
        .outerjoin(employees, employees.c.id == accounts.c.employee_id)
        .where(accounts.c.id.in_(wanted))
    )
    return {row.id: row.employee or row.name for row in connection.execute(query)}
