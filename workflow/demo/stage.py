"""The stage on which plots are told: the database, who is who, the numbers of documents, and how an act is sent."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from random import Random

from sqlalchemy import Connection, Engine, select

from policies.case import Case
from policies.loading import current
from workflow import ledger
from workflow.acts import Attempt, perform
from workflow.answers import Receipt
from workflow.cases import open_case
from workflow.database import reading
from workflow.demo.casting import Casting, Move, NobodyFits, Part
from workflow.demo.diary import Diary
from workflow.demo.dossiers import Dossiers
from workflow.demo.offices import NobodyActs, Offices
from workflow.demo.snapshot import Snapshot
from workflow.facts import RegisterFacts
from workflow.organisation.calendar import calendar, city_day
from workflow.preview import preview
from workflow.standing import Standing
from workflow.tables import accounts, discipline, employees, posts, transfers, units
from workflow.viewers import viewer

# How each kind of document is numbered, by the step that records it.
_NUMBERING = {
    "propose": "{number:02}/PRIB/{year}",
    "recommend": "{number:02}/BA/BAPERJAKAT/{year}",
    "record-consideration": "{number:04}/KR.VI/PT/{year}",
    "sign-decree": "800.1.3.3/{number:03}/KEP/{year}",
    "inaugurate": "800.1.4.1/{number:03}/BA/{year}",
    "execute": "800.1.11.1/{number:03}/SPMT/{year}",
    "complete-training": "SERT-{number:04}/BANGKOM/{year}",
    "cancel": "800.1.3.3/{number:03}/CABUT/{year}",
    "correct-employee": "882/{number:03}/KEP/{year}",
}

Form = Mapping[str, str]
# An account, or roles: the first that anybody can act in.
Who = int | tuple[str, ...]


@dataclass
class Stage:
    """Where everything happens. `account` gives the accounts of the cast by their user names."""

    engine: Engine
    diary: Diary
    account: Mapping[str, int]
    casting: Casting
    dossiers: Dossiers
    _keys: "count[int]" = field(default_factory=lambda: count(1))
    _numbers: Counter[tuple[str, int]] = field(default_factory=Counter)

    def act(self, moment: datetime, case_number: str | None, step: str, who: Who, form: Form, turn: int = 0) -> Receipt:
        """Let somebody take a step."""
        with reading(self.engine) as connection:
            case = self._case(connection, case_number)
            account = who if isinstance(who, int) else self._actor(connection, case, step, who, moment, turn)
        attempt = Attempt(account, step, case_number, form, f"demo-{next(self._keys):05}", case.number or None)
        return perform(self.engine, attempt, moment)

    def identify(self, moment: datetime, part: Part, roles: tuple[str, ...], note: str, turn: int) -> Receipt:
        """Let somebody record a need: there is no case yet to ask who may."""
        with reading(self.engine) as connection:
            unit = connection.scalar(select(posts.c.unit_id).where(posts.c.id == part.post))
            case = Case(new_post=part.post, receiving_unit=unit)
            account = self._actor(connection, case, "identify", roles, moment, turn)
        return self.act(moment, None, "identify", account, {"post": str(part.post), "note": note})

    def _actor(
        self, connection: Connection, case: Case, step: str, roles: tuple[str, ...], moment: datetime, turn: int
    ) -> int:
        offices = Offices(connection, case, city_day(moment))
        for role in roles:
            try:
                return offices.who(current().steps[step], role, turn)
            except NobodyActs:
                if role == roles[-1]:
                    raise
        raise NobodyActs(step)

    def case(self, case_number: str) -> Case:
        """Read a case as it stands now."""
        with reading(self.engine) as connection:
            return self._case(connection, case_number)

    def _case(self, connection: Connection, case_number: str | None) -> Case:
        if case_number is None:
            return Case()
        transfer = connection.scalar(select(transfers.c.id).where(transfers.c.case_number == case_number))
        return ledger.read(connection, transfer or 0).case

    def voters(self, case_number: str, day: date) -> list[int]:
        """Give the accounts of those who have still to vote and are there on a day."""
        with reading(self.engine) as connection:
            return Offices(connection, self._case(connection, case_number), day).voters()

    def in_conflict(self, case_number: str, account: int, step: str, day: date) -> bool:
        """Say whether somebody has a conflict of interest that keeps him from taking a step on a day."""
        with reading(self.engine) as connection:
            offices = Offices(connection, self._case(connection, case_number), day)
            return offices.in_conflict(account, current().steps[step])

    def peers(self, case_number: str, day: date, most: int) -> list[int]:
        """Give the accounts of colleagues who may give feedback on a day."""
        with reading(self.engine) as connection:
            return Offices(connection, self._case(connection, case_number), day).peers(most)

    def unmet_gates(self, case_number: str, moment: datetime) -> dict[str, str]:
        """Give the gates that stand in the way now, each with the role that may waive it."""
        day = city_day(moment)
        with reading(self.engine) as connection:
            case = self._case(connection, case_number)
            who = viewer(connection, self.account["analis1"], day)
            if who is None:
                raise NobodyActs("analis1")
            standing = Standing(connection, current(), who, case, day)
            facts = RegisterFacts(
                connection=connection,
                procedure=current(),
                standing=standing,
                transfer=connection.scalar(select(transfers.c.id).where(transfers.c.case_number == case_number)),
                moment=moment,
                today=day,
                step="waive-gate",
                actor=next(iter(standing.roles().values())),
                form={},
                case=case,
                then=case,
                calendar=calendar(connection),
            )
            return dict(facts.unmet_gates())

    def warnings(
        self, moment: datetime, case_number: str, step: str, roles: tuple[str, ...], form: Form, turn: int
    ) -> list[str]:
        """Name the warnings that somebody would have to justify if he took a step now."""
        with reading(self.engine) as connection:
            account = self._actor(connection, self._case(connection, case_number), step, roles, moment, turn)
            who = viewer(connection, account, city_day(moment))
            opened = open_case(connection, who, case_number, moment) if who else None
            if opened is None:
                raise NobodyActs(f"account {account} does not read {case_number}")
            found = preview(opened, current().steps[step], form, opened.case.number)
        return [result.rule for result in found.refused if current().rules[result.rule].kind == "warn"]

    # -- casting ------------------------------------------------------------------------------------------------

    def cast(
        self,
        move: Move,
        planned_on: date,
        moment: datetime,
        rng: Random,
        employee: int | None = None,
        *,
        tentative: bool = False,
    ) -> Part:
        """Cast a pair as the personnel analyst would find it today."""
        with reading(self.engine) as connection:
            snapshot = self._snapshot(connection, moment)
            return self.casting.cast(snapshot, move, planned_on, rng, employee, tentative=tentative)

    def post(self, code: str) -> Part:
        """Give a post that has to be filled, by nobody yet."""
        with reading(self.engine) as connection:
            return Part(connection.scalar(select(posts.c.id).where(posts.c.code == code)) or 0, code, 0)

    def cast_swap(self, pattern: str, planned_on: date, moment: datetime, rng: Random) -> tuple[Part, Part]:
        """Cast two people who change places."""
        with reading(self.engine) as connection:
            return self.casting.cast_swap(self._snapshot(connection, moment), pattern, planned_on, rng)

    def vacancy(self, move: Move, moment: datetime, rng: Random) -> int:
        """Give a post with a free slot."""
        with reading(self.engine) as connection:
            return self.casting.vacancy(self._snapshot(connection, moment), move, rng)

    def _snapshot(self, connection: Connection, moment: datetime) -> Snapshot:
        who = viewer(connection, self.account["analis1"], city_day(moment))
        if who is None:
            raise NobodyActs("analis1")
        return Snapshot(connection, self.dossiers, who, moment)

    def names(self, part: Part) -> dict[str, str]:
        """Name the post, its unit and the donor unit of a pair, for who writes about it."""
        held = posts.alias("held")
        donor = units.alias("donor")
        query = (
            select(posts.c.name.label("post"), units.c.name.label("unit"), donor.c.name.label("donor"))
            .select_from(posts)
            .join(units, units.c.id == posts.c.unit_id)
            .outerjoin(employees, employees.c.id == part.employee)
            .outerjoin(held, held.c.id == employees.c.post_id)
            .outerjoin(donor, donor.c.id == held.c.unit_id)
            .where(posts.c.id == part.post)
        )
        with reading(self.engine) as connection:
            return dict(connection.execute(query).one()._mapping)

    def employee(self, user_name: str) -> int:
        """Give the employee behind a user name of the cast."""
        with reading(self.engine) as connection:
            found = connection.scalar(select(accounts.c.employee_id).where(accounts.c.id == self.account[user_name]))
        if found is None:
            raise NobodyFits(user_name)
        return int(found)

    def examined(self) -> tuple[int, str]:
        """Give somebody against whom a matter is open that has no end yet, and the code of the post."""
        query = (
            select(employees.c.id, posts.c.code)
            .join(discipline, discipline.c.employee_id == employees.c.id)
            .join(posts, posts.c.id == employees.c.post_id)
            .where(discipline.c.until.is_(None), employees.c.standing == "AKTIF", employees.c.status == "PNS")
            .order_by(employees.c.id)
        )
        with reading(self.engine) as connection:
            person = connection.execute(query).first()
        if person is None:
            raise NobodyFits("nobody is examined")
        return person.id, person.code

    def number(self, step: str, day: date) -> str:
        """Give the next number of a kind of document in a year."""
        self._numbers[step, day.year] += 1
        return _NUMBERING[step].format(number=self._numbers[step, day.year], year=day.year)


def kept(connection: Connection, account: Mapping[str, int]) -> frozenset[int]:
    """Give the employees of the cast, whom only plots that name them may move."""
    query = select(accounts.c.employee_id).where(accounts.c.id.in_(account.values()))
    return frozenset(employee for employee in connection.scalars(query) if employee is not None)
