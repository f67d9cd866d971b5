"""A small town for stories: a handful of units, thirty named people, a committee of seven, and a teller.

Everybody's user name is the first word of the name. All people are invented; their NIPs' serials begin with 9.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from policies.case import Case
from workflow import ledger
from workflow.acts import Attempt, perform
from workflow.answers import Receipt
from workflow.database import reading, writing
from workflow.organisation.calendar import CITY_ZONE
from workflow.tables import (
    absences,
    accounts,
    bodies,
    delegations,
    discipline,
    employees,
    grants,
    history,
    holidays,
    members,
    performance,
    posts,
    relatives,
    transfers,
    units,
)

# code, name, kind, parent, outlying
UNITS = [
    ("KOTA", "Pemerintah Kota", "kota", None, False),
    ("SETDA", "Sekretariat Daerah", "sekretariat", "KOTA", False),
    ("INSP", "Inspektorat Daerah", "inspektorat", "KOTA", False),
    ("BKPSDM", "BKPSDM", "badan", "KOTA", False),
    ("DINKES", "Dinas Kesehatan", "dinas", "KOTA", False),
    ("RSUD", "RSUD", "upt kesehatan", "DINKES", False),
    ("PKM", "Puskesmas Pintu Langit", "upt kesehatan", "DINKES", True),
    ("DISHUB", "Dinas Perhubungan", "dinas", "KOTA", False),
]

# code, unit, name, category, need, head, reports_to, critical
POSTS = [
    ("SEKDA", "SETDA", "Sekretaris Daerah", "JPT_PRATAMA", 1, True, None, False),
    ("ASISTEN-1", "SETDA", "Asisten Pemerintahan", "JPT_PRATAMA", 1, False, "SEKDA", False),
    ("ASISTEN-3", "SETDA", "Asisten Administrasi Umum", "JPT_PRATAMA", 1, False, "SEKDA", False),
    ("INSPEKTUR", "INSP", "Inspektur", "JPT_PRATAMA", 1, True, "SEKDA", False),
    ("AUDITOR", "INSP", "Auditor Ahli Muda", "JF_MUDA", 2, False, "INSPEKTUR", False),
    ("KABAN", "BKPSDM", "Kepala BKPSDM", "JPT_PRATAMA", 1, True, "SEKDA", False),
    ("SEKBAN", "BKPSDM", "Sekretaris BKPSDM", "ADMINISTRATOR", 1, False, "KABAN", False),
    ("KABID", "BKPSDM", "Kepala Bidang Mutasi", "ADMINISTRATOR", 1, False, "KABAN", False),
    ("ANALIS", "BKPSDM", "Analis SDM Aparatur Ahli Muda", "JF_MUDA", 3, False, "KABID", False),
    ("KADINKES", "DINKES", "Kepala Dinas Kesehatan", "JPT_PRATAMA", 1, True, "SEKDA", False),
    ("SEKDINKES", "DINKES", "Sekretaris Dinas Kesehatan", "ADMINISTRATOR", 1, False, "KADINKES", False),
    ("BENDAHARA", "DINKES", "Bendahara Pengeluaran", "PELAKSANA_KLERK", 1, False, "SEKDINKES", True),
    ("DIREKTUR", "RSUD", "Direktur RSUD", "ADMINISTRATOR", 1, True, "KADINKES", False),
    ("NERS-RSUD", "RSUD", "Perawat Ahli Pertama", "JF_PERTAMA", 7, False, "DIREKTUR", False),
    ("KLERK-RSUD", "RSUD", "Pengadministrasi Perkantoran", "PELAKSANA_KLERK", 1, False, "DIREKTUR", False),
    ("KAPUS", "PKM", "Kepala Puskesmas Pintu Langit", "PENGAWAS", 1, True, "KADINKES", False),
    ("NERS-PKM", "PKM", "Perawat Ahli Pertama", "JF_PERTAMA", 4, False, "KAPUS", False),
    ("KLERK-PKM", "PKM", "Pengadministrasi Perkantoran", "PELAKSANA_KLERK", 1, False, "KAPUS", False),
    ("KADISHUB", "DISHUB", "Kepala Dinas Perhubungan", "JPT_PRATAMA", 1, True, "SEKDA", False),
    ("KLERK-HUB", "DISHUB", "Pengadministrasi Umum", "PELAKSANA_KLERK", 2, False, "KADISHUB", False),
]

# name, post, birth date, sex, post_since
PEOPLE = [
    ("Baginda Hutasuhut", "SEKDA", date(1969, 4, 2), "L", date(2021, 3, 1)),
    ("Tiurma Simanjuntak", "ASISTEN-1", date(1971, 8, 9), "P", date(2022, 1, 3)),
    ("Burhan Rangkuti", "ASISTEN-3", date(1970, 2, 11), "L", date(2022, 1, 3)),
    ("Gunawan Tampubolon", "INSPEKTUR", date(1970, 6, 1), "L", date(2020, 5, 4)),
    ("Rosmaida Purba", "AUDITOR", date(1984, 3, 14), "P", date(2019, 2, 1)),
    ("Halomoan Dalimunthe", "KABAN", date(1972, 9, 30), "L", date(2021, 7, 1)),
    ("Yusnita Hasibuan", "SEKBAN", date(1976, 5, 20), "P", date(2021, 7, 1)),
    ("Irwan Pasaribu", "KABID", date(1978, 12, 12), "L", date(2020, 9, 1)),
    ("Maslan Harahap", "ANALIS", date(1985, 1, 17), "L", date(2019, 4, 1)),
    ("Efrida Batubara", "ANALIS", date(1987, 7, 7), "P", date(2020, 4, 1)),
    ("Halimah Nasution", "KADINKES", date(1968, 10, 10), "P", date(2020, 1, 6)),
    ("Sutan Siregar", "SEKDINKES", date(1974, 4, 4), "L", date(2020, 2, 3)),
    ("Delima Lubis", "BENDAHARA", date(1988, 2, 2), "P", date(2020, 2, 3)),
    ("Parlindungan Daulay", "DIREKTUR", date(1973, 11, 3), "L", date(2020, 1, 6)),
    ("Nurhamidah Siregar", "NERS-RSUD", date(1991, 3, 14), "P", date(2020, 6, 1)),
    ("Fitri Pohan", "NERS-RSUD", date(1990, 5, 5), "P", date(2019, 6, 3)),
    ("Ramli Ritonga", "NERS-RSUD", date(1989, 6, 6), "L", date(2018, 6, 4)),
    ("Saima Tanjung", "NERS-RSUD", date(1992, 7, 17), "P", date(2019, 1, 2)),
    ("Togar Sinaga", "NERS-RSUD", date(1993, 8, 8), "L", date(2020, 1, 2)),
    ("Wulan Sari", "NERS-RSUD", date(1994, 9, 19), "P", date(2021, 1, 4)),
    ("Zubaidah Hutabarat", "NERS-RSUD", date(1986, 1, 21), "P", date(2018, 1, 2)),
    ("Amran Gultom", "NERS-RSUD", date(1988, 4, 24), "L", date(2019, 9, 2)),
    ("Lamhot Situmeang", "KLERK-RSUD", date(1990, 10, 1), "L", date(2019, 3, 1)),
    ("Masdalena Harahap", "KAPUS", date(1979, 6, 16), "P", date(2021, 5, 3)),
    ("Ernita Nababan", "NERS-PKM", date(1991, 12, 12), "P", date(2020, 3, 2)),
    ("Hotma Silalahi", "NERS-PKM", date(1992, 2, 22), "P", date(2021, 3, 1)),
    ("Marwan Siagian", "KLERK-PKM", date(1985, 5, 15), "L", date(2018, 8, 1)),
    ("Zulkifli Rambe", "KADISHUB", date(1970, 3, 3), "L", date(2021, 6, 1)),
    ("Abdul Manurung", "KLERK-HUB", date(1989, 9, 9), "L", date(2019, 10, 1)),
]

COMMITTEE = [
    ("baginda", "chair"),
    ("tiurma", "vice_chair"),
    ("irwan", "secretary"),
    ("halomoan", "member"),
    ("gunawan", "member"),
    ("burhan", "member"),
    ("zulkifli", "member"),
]

# user name, role, unit
GRANTS = [
    ("sahala", "ppk", None),
    ("halomoan", "head_bkpsdm", None),
    ("maslan", "personnel_analyst", None),
    ("efrida", "training_officer", None),
    ("rosmaida", "auditor", None),
    ("sutan", "proposer", "DINKES"),
    ("yusnita", "personnel_analyst", None),
    ("admin", "administrator", None),
]

FIRST_DAY = date(2024, 1, 1)


@dataclass
class Town:
    """The town in a database, and the teller: `sutan.propose` is `town.act("sutan", "propose", day, …)`."""

    engine: Engine
    account: dict[str, int] = field(default_factory=dict)
    employee: dict[str, int] = field(default_factory=dict)
    post: dict[str, int] = field(default_factory=dict)
    unit: dict[str, int] = field(default_factory=dict)
    keys: Any = field(default_factory=lambda: count(1))

    def act(
        self,
        who: str,
        step: str,
        day: date | datetime,
        case: str | None = None,
        form: Mapping[str, Any] | None = None,
        *,
        seen: int | None = None,
        key: str | None = None,
    ) -> Receipt:
        """Let somebody take a step on a day (at nine in the morning, city time, unless a moment is given)."""
        moment = day if isinstance(day, datetime) else at(day)
        sent = {name: self.typed(value) for name, value in (form or {}).items()}
        if seen is None and case is not None:
            seen = self.case(case).number
        attempt = Attempt(self.account[who], step, case, sent, key or f"key-{next(self.keys)}", seen)
        return perform(self.engine, attempt, moment)

    def typed(self, value: Any) -> str:
        """Write a value as a browser sends it; names of posts and people become their numbers."""
        if isinstance(value, datetime):
            return value.astimezone(CITY_ZONE).strftime("%Y-%m-%dT%H:%M")
        if isinstance(value, date):
            return value.isoformat()
        return str(self.post.get(value) or self.employee.get(value) or value)

    def case(self, case_number: str) -> Case:
        """Read a case out of its ledger."""
        with reading(self.engine) as connection:
            return ledger.read(connection, self.transfer(case_number, connection)).case

    def lines(self, case_number: str) -> ledger.Ledger:
        """Read a case's ledger."""
        with reading(self.engine) as connection:
            return ledger.read(connection, self.transfer(case_number, connection))

    def transfer(self, case_number: str, connection: Connection) -> int:
        """Give a case's id."""
        found = connection.scalar(select(transfers.c.id).where(transfers.c.case_number == case_number))
        assert found is not None, f"there is no case {case_number}"
        return found

    def first_transfer(self) -> int:
        """Give the id of the first case."""
        with reading(self.engine) as connection:
            return int(connection.scalar(select(func.min(transfers.c.id))) or 0)

    def head(self, case_number: str) -> Mapping[str, Any]:
        """Read the head that the database keeps."""
        with reading(self.engine) as connection:
            return dict(
                connection.execute(select(transfers).where(transfers.c.case_number == case_number)).mappings().one()
            )

    def register(self, who: str) -> Mapping[str, Any]:
        """Read somebody's row in the register of employees."""
        with reading(self.engine) as connection:
            query = select(employees).where(employees.c.id == self.employee[who])
            return dict(connection.execute(query).mappings().one())

    def write(self, *statements: Any) -> None:
        """Change a register by hand, as another system would."""
        with writing(self.engine) as connection:
            for statement in statements:
                connection.execute(statement)

    # -- what stories change in the registers ------------------------------------------------------------------

    def change(self, who: str, **values: Any) -> None:
        """Change somebody's row in the register of employees."""
        self.write(update(employees).where(employees.c.id == self.employee[who]).values(**values))

    def retire(self, who: str) -> None:
        """Let somebody retire."""
        self.change(who, standing="PENSIUN")

    def rest(self, day: date, *, works: bool = False) -> None:
        """Let the city rest on a day of its own, or work on a day on which others rest."""
        self.write(insert(holidays).values(day=day, works=works, name="Hari jadi kota"))

    def absent(self, who: str, since: date, until: date) -> None:
        """Let somebody be absent."""
        person = {"employee_id": self.employee[who]} if who in self.employee else {"account_id": self.account[who]}
        self.write(insert(absences).values(kind="CUTI", since=since, until=until, **person))

    def related(self, one: str, other: str, degree: int = 1) -> None:
        """Declare two people family."""
        right = (
            {"other_employee_id": self.employee[other]}
            if other in self.employee
            else {"other_account_id": self.account[other]}
        )
        self.write(insert(relatives).values(employee_id=self.employee[one], kind="SAUDARA", degree=degree, **right))

    def delegate(self, office: str, who: str, *, acting: bool = False) -> None:
        """Delegate an office in writing."""
        self.write(
            insert(delegations).values(
                office=office,
                account_id=self.account[who],
                instrument="800/12/2024",
                acting=acting,
                since=FIRST_DAY,
                until=date(2030, 1, 1),
            )
        )

    def form_committee(self, since: date, **offices: str) -> None:
        """Form a TPK, which takes the Baperjakat's place from a day on."""
        body = {"code": "TPK-2024", "type": "TPK", "decree": "800/9/2024", "since": since, "until": date(2026, 12, 31)}
        with writing(self.engine) as connection:
            formed = _key(connection, bodies, body)
            for user, office in offices.items():
                seat = {"body_id": formed, "employee_id": self.employee[user], "office": office, "votes": True}
                connection.execute(insert(members), {**seat, "since": since})

    def grant(self, who: str, role: str) -> None:
        """Grant a role for the whole city."""
        start = {"since": FIRST_DAY, "ground": "SK 800/2/2024", "granted_at": datetime(2024, 1, 1, tzinfo=UTC)}
        self.write(insert(grants).values(account_id=self.account[who], role=role, **start))

    def end_grant(self, who: str, role: str, day: date) -> None:
        """End a grant: from this day on it no longer holds."""
        found = (grants.c.account_id == self.account[who]) & (grants.c.role == role)
        ending = {"ended_by": self.account["admin"], "ended_at": at(day), "ended_ground": "SK 800/3/2024"}
        self.write(update(grants).where(found).values(until=day, **ending))

    def examine(self, who: str, since: date) -> None:
        """Open a disciplinary examination."""
        self.write(insert(discipline).values(employee_id=self.employee[who], kind="PEMERIKSAAN", since=since))

    def need(self, post: str, need: int | None) -> None:
        """Change the approved formation of a post."""
        self.write(update(posts).where(posts.c.id == self.post[post]).values(need=need))

    def rate(self, who: str, year: int, result: str, behaviour: str) -> None:
        """Change somebody's performance of a year."""
        self.write(
            update(performance)
            .where(performance.c.employee_id == self.employee[who], performance.c.year == year)
            .values(result=result, behaviour=behaviour)
        )


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Give a moment of a day, city time."""
    return datetime.combine(day, time(hour, minute), CITY_ZONE)


def found(engine: Engine) -> Town:
    """Build the town in an empty, migrated database."""
    town = Town(engine)
    with writing(engine) as connection:
        _units(connection, town)
        _posts(connection, town)
        _people(connection, town)
        _committee(connection, town)
        _grants(connection, town)
    return town


def _key(connection: Connection, table: Any, row: Mapping[str, Any]) -> int:
    inserted = connection.execute(insert(table), row).inserted_primary_key
    assert inserted is not None
    return int(inserted[0])


def _units(connection: Connection, town: Town) -> None:
    paths: dict[str | None, str] = {None: "/"}
    for code, name, kind, parent, outlying in UNITS:
        row = {"code": code, "name": name, "kind": kind, "outlying": outlying, "path": "/"}
        row |= {"parent_id": town.unit[parent]} if parent else {}
        town.unit[code] = _key(connection, units, row)
        paths[code] = f"{paths[parent]}{town.unit[code]}/"
        connection.execute(update(units).where(units.c.id == town.unit[code]).values(path=paths[code]))


def _posts(connection: Connection, town: Town) -> None:
    for code, unit, name, category, need, head, reports_to, critical in POSTS:
        row = {
            "code": code,
            "unit_id": town.unit[unit],
            "name": name,
            "category": category,
            "job_class": 8,
            "need": need,
            "min_education": "40",
            "head": head,
            "critical": critical,
            "reports_to_id": town.post[reports_to] if reports_to else None,
        }
        town.post[code] = _key(connection, posts, row)


def _people(connection: Connection, town: Town) -> None:
    for serial, (name, post, birth, sex, since) in enumerate(PEOPLE, 901):
        user = name.split()[0].lower()
        nip = f"{birth:%Y%m%d}{birth.year + 24}03{1 if sex == 'L' else 2}{serial}"
        row = {
            "nip": nip,
            "name": name,
            "sex": sex,
            "birth_date": birth,
            "status": "PNS",
            "standing": "AKTIF",
            "rank": "III/c",
            "education": "40",
            "post_id": town.post[post],
            "post_since": since,
        }
        person = town.employee[user] = _key(connection, employees, row)
        place = next(p for p in POSTS if p[0] == post)
        page = {"employee_id": person, "post_id": town.post[post], "unit_id": town.unit[place[1]], "since": since}
        connection.execute(insert(history), {**page, "post_name": place[2], "unit_name": place[1]})
        years = [
            {"employee_id": person, "year": year, "result": "SESUAI", "behaviour": "SESUAI"}
            for year in range(2021, 2031)
        ]
        connection.execute(insert(performance), years)
        town.account[user] = _account(connection, user, name, "", person)
    town.account["sahala"] = _account(connection, "sahala", "H. Sahala Ritonga", "Wali Kota", None)
    town.account["admin"] = _account(connection, "admin", "Administrator", "Administrator sistem", None)


def _account(connection: Connection, user: str, name: str, title: str, employee: int | None) -> int:
    row = {"user_name": user, "name": name, "title": title, "employee_id": employee}
    return _key(connection, accounts, {**row, "created_at": datetime(2024, 1, 1, tzinfo=UTC)})


def _committee(connection: Connection, town: Town) -> None:
    row = {"code": "BAPERJAKAT-2024", "type": "BAPERJAKAT", "decree": "800/1/2024"}
    body = _key(connection, bodies, {**row, "since": FIRST_DAY, "until": date(2026, 12, 31)})
    for user, office in COMMITTEE:
        seat = {"body_id": body, "employee_id": town.employee[user], "office": office, "votes": True}
        connection.execute(insert(members), {**seat, "since": FIRST_DAY})


def _grants(connection: Connection, town: Town) -> None:
    for user, role, unit in GRANTS:
        row = {"account_id": town.account[user], "role": role, "unit_id": town.unit[unit] if unit else None}
        start = {"since": FIRST_DAY, "ground": "SK 800/2/2024", "granted_at": datetime(2024, 1, 1, tzinfo=UTC)}
        connection.execute(insert(grants), {**row, **start})
