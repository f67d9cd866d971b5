"""Seeking candidates in the town, and judging the same people as a proposal would."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select, update

from policies.case import Case
from policies.facts import Actor
from policies.judging import judge
from policies.loading import current
from policies.verdicts import Result
from tests.stories import telling
from tests.stories.town import POSTS, Town, at
from workflow.database import reading
from workflow.facts import RegisterFacts
from workflow.matching.candidates import Candidate, candidates
from workflow.matching.target import target
from workflow.organisation.calendar import calendar
from workflow.standing import Standing
from workflow.tables import absences, competences, course_levels, courses, employees, history, posts, standards, units
from workflow.tables import workload as loads
from workflow.viewers import viewer

MONDAY = date(2024, 3, 4)
MAY = date(2024, 5, 2)


def sought(town: Town, post: str, limit: int | None = None, planned: date = MAY) -> list[Candidate]:
    """Seek candidates for a post on Monday."""
    with reading(town.engine) as connection:
        post_to_fill = target(connection, current(), town.post[post], MONDAY, planned)
        return candidates(post_to_fill, "1", at(MONDAY), limit=limit)


def names(town: Town, found: list[Candidate]) -> list[str]:
    """Name the candidates by their user names."""
    user = {number: name for name, number in town.employee.items()}
    return [user[each.row.id] for each in found]


def proposed(connection: Connection, town: Town, post: str, who: str) -> tuple[Result, ...]:
    """Judge what a proposal of somebody would come to, by the analyst, read as an act reads."""
    procedure = current()
    place = connection.execute(select(posts).where(posts.c.id == town.post[post])).one()
    person = connection.execute(select(employees).where(employees.c.id == town.employee[who])).one()
    donor = connection.scalar(select(posts.c.unit_id).where(posts.c.id == person.post_id))
    then = Case(
        state="proposed",
        new_post=place.id,
        receiving_unit=place.unit_id,
        kind="INTRA",
        employee=person.id,
        old_post=person.post_id,
        donor_unit=donor,
        category=place.category,
        planned_on=MAY,
    )
    analyst = viewer(connection, town.account["sahala"], MONDAY)
    assert analyst is not None
    standing = Standing(connection, procedure, analyst, then, MONDAY)
    facts = RegisterFacts(
        connection=connection,
        procedure=procedure,
        standing=standing,
        transfer=None,
        moment=at(MONDAY),
        today=MONDAY,
        step="propose",
        actor=Actor(analyst.account, None, "personnel_analyst"),
        form={"kind": "INTRA"},
        case=Case(new_post=place.id, receiving_unit=place.unit_id),
        then=then,
        calendar=calendar(connection),
    )
    return judge(procedure, procedure.steps["propose"], facts)


def shuffle(town: Town, seed: int) -> None:
    """Change the town at random, but always in the same way for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - dice for a test, no secret
    codes = ("INT", "KOM", "PLP", "T-KES")
    levels = [
        {"post_id": town.post[place[0]], "competence": code, "level": dice.randint(1, 4)}
        for place in POSTS
        for code in dice.sample(codes, dice.randint(0, 4))
    ]
    town.write(insert(standards).values(levels))
    people = [
        {"employee_id": number, "competence": code, "level": dice.randint(0, 5), "assessed_on": date(2023, 1, 1)}
        for number in town.employee.values()
        for code in dice.sample(codes, dice.randint(0, 4))
    ]
    town.write(insert(competences).values(people))
    for place in POSTS:
        values: dict[str, Any] = {"job_class": dice.randint(6, 10), "critical": dice.random() < 0.2}
        values |= {"need": dice.choice((None, 0, 1, 2, 4, 8)), "min_education": dice.choice(("15", "30", "40", "45"))}
        values |= {"fields": dice.choice(("", "", "Keperawatan|Kebidanan"))}
        town.write(update(posts).where(posts.c.id == town.post[place[0]]).values(**values))
        if dice.random() < 0.5:
            row = {"post_id": town.post[place[0]], "task": "Tugas", "volume": Decimal(dice.randint(1, 900))}
            row |= {"minutes": Decimal(dice.randint(1, 300)), "year": dice.choice((None, 2020, 2023))}
            row |= {"until": dice.choice((None, None, date(2024, 8, 1), date(2025, 6, 1)))}
            town.write(insert(loads).values(**row))
    for unit in town.unit.values():
        kind = dice.choice(("dinas", "upt kesehatan"))
        town.write(update(units).where(units.c.id == unit).values(kind=kind))
    for who, number in town.employee.items():
        _change(town, dice, who, number)
    town.write(insert(courses).values(id=1, code="K1", name="Komunikasi", kind="teknis", hours=12))
    town.write(insert(course_levels).values(course_id=1, competence="KOM", level=3))
    if dice.random() < 0.7:
        _under_way(town)


def _change(town: Town, dice: random.Random, who: str, number: int) -> None:
    values: dict[str, Any] = {
        "education": dice.choice(("12", "15", "30", "35", "40", "45")),
        "field": dice.choice((None, "keperawatan", "Kebidanan ", "Hukum")),
    }
    if dice.random() < 0.3:
        values["birth_date"] = date(1964, 1, 1) + timedelta(days=dice.randint(0, 1500))
    if dice.random() < 0.2:
        values["standing"] = dice.choice(("CLTN", "DIPEKERJAKAN", "PENSIUN", "DIBERHENTIKAN_SEMENTARA"))
    if dice.random() < 0.1:
        values["status"] = "CPNS"
    if dice.random() < 0.1:
        values |= {"post_id": None}
    town.change(who, **values)
    if dice.random() < 0.3:
        town.rate(who, dice.choice((2021, 2022)), dice.choice(("DI_BAWAH", "DI_ATAS")), "SESUAI")
    if dice.random() < 0.2:
        row = {"employee_id": number, "kind": dice.choice(("CLTN", "TUGAS_BELAJAR")), "since": date(2024, 1, 1)}
        town.write(insert(absences).values(**row, until=dice.choice((date(2024, 4, 1), date(2024, 12, 31)))))
    if dice.random() < 0.2:
        town.examine(who, date(2024, 1, 5))
    if dice.random() < 0.3:
        page = {"employee_id": number, "post_id": town.post["KAPUS"], "unit_id": town.unit["PKM"]}
        page |= {"post_name": "Kepala", "unit_name": "PKM", "since": date(2015, 1, 1), "until": date(2019, 2, 1)}
        town.write(insert(history).values(**page))


def _under_way(town: Town) -> None:
    """Let somebody be on the way to the clinic, where the law allows it."""
    town.change("zubaidah", education="40", field="Keperawatan", standing="AKTIF", status="PNS")
    town.need("NERS-PKM", 8)
    town.write(update(posts).where(posts.c.id == town.post["NERS-PKM"]).values(min_education="40"))
    case = telling.needed(town, MONDAY)
    form: Mapping[str, Any] = {"justification": "Mendesak."}
    try:
        telling.propose(town, case, MONDAY, date(2024, 4, 15), employee="zubaidah", **form)
    except Exception:  # noqa: BLE001 - whatever the dice have made of the town, the comparison goes on without it
        return
