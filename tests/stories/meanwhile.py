"""What may have changed in the registers before an act, for as long as a `with` lasts.

Undone by further changes and never by deletion, as the application itself would have to.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from tests.stories.town import FIRST_DAY, Town, at
from workflow.database import reading, writing
from workflow.tables import (
    absences,
    competences,
    delegations,
    discipline,
    employees,
    history,
    performance,
    posts,
    relatives,
    standards,
    units,
    workload,
)

Change = Callable[[Town], AbstractContextManager[None]]

LONG_AGO = date(2001, 1, 1)


@contextmanager
def _changed(town: Town, table: Table, condition: Any, **values: Any) -> Iterator[None]:
    """Change a row, and put back what stood there."""
    columns = [table.c[name] for name in values]
    with reading(town.engine) as connection:
        before = connection.execute(select(*columns).where(condition)).mappings().one()
    town.write(update(table).where(condition).values(**values))
    yield
    town.write(update(table).where(condition).values(**before))


@contextmanager
def _added(town: Town, table: Table, row: dict[str, Any], **ended: Any) -> Iterator[None]:
    """Add a row, and end it afterwards."""
    with writing(town.engine) as connection:
        inserted = connection.execute(insert(table).values(**row)).inserted_primary_key
    assert inserted is not None
    yield
    town.write(update(table).where(table.c.id == inserted[0]).values(**ended))


def person(who: str, **values: Any) -> Change:
    """Somebody's row in the register says otherwise."""
    return lambda town: _changed(town, employees, employees.c.id == town.employee[who], **values)


def heading(who: str, code: str) -> Change:
    """Somebody holds another post."""
    return lambda town: _changed(town, employees, employees.c.id == town.employee[who], post_id=town.post[code])


def post(code: str, **values: Any) -> Change:
    """The map says something else about a post."""
    return lambda town: _changed(town, posts, posts.c.id == town.post[code], **values)


def unit(code: str, **values: Any) -> Change:
    """The register says something else about a unit."""
    return lambda town: _changed(town, units, units.c.id == town.unit[code], **values)


def moved(who: str, since: date) -> Change:
    """Somebody's present post was reached by a transfer."""
    return lambda town: _changed(
        town, history, history.c.employee_id == town.employee[who], since=since, transfer_id=town.first_transfer()
    )


def studying(who: str, until: date) -> Change:
    """Somebody is on a study assignment."""

    def change(town: Town) -> AbstractContextManager[None]:
        row = {"employee_id": town.employee[who], "kind": "TUGAS_BELAJAR", "since": FIRST_DAY, "until": until}
        return _added(town, absences, row, since=LONG_AGO, until=LONG_AGO)

    return change


def requires(code: str, **levels: int) -> Change:
    """A post has a standard."""
    return _kept_for_a_while(
        standards,
        lambda town: [{"post_id": town.post[code], "competence": each, "level": levels[each]} for each in levels],
        lambda town: standards.c.post_id == town.post[code],
    )


def assessed(who: str, **levels: int) -> Change:
    """Somebody was assessed."""

    def rows(town: Town) -> list[dict[str, Any]]:
        person = {"employee_id": town.employee[who], "assessed_on": FIRST_DAY}
        return [{**person, "competence": each, "level": levels[each]} for each in levels]

    return _kept_for_a_while(competences, rows, lambda town: competences.c.employee_id == town.employee[who])


def loaded(code: str, people: int, until: date) -> Change:
    """A load that ends asks for so many people on a post besides."""

    def rows(town: Town) -> list[dict[str, Any]]:
        load = {"task": "Vaksinasi massal", "volume": Decimal(people), "minutes": Decimal(75_000), "year": 2024}
        return [{"post_id": town.post[code], **load, "until": until}]

    return _kept_for_a_while(workload, rows, lambda town: workload.c.post_id == town.post[code])


def analysed(code: str, year: int | None) -> Change:
    """A post's workload was analysed in a year."""

    def rows(town: Town) -> list[dict[str, Any]]:
        return [
            {"post_id": town.post[code], "task": "Melayani", "volume": Decimal(1), "minutes": Decimal(1), "year": year}
        ]

    return _kept_for_a_while(workload, rows, lambda town: workload.c.post_id == town.post[code])


def _kept_for_a_while(
    table: Table, rows: Callable[[Town], list[dict[str, Any]]], condition: Callable[[Town], Any]
) -> Change:
    """Add rows of a register that the application itself takes rows out of."""

    @contextmanager
    def change(town: Town) -> Iterator[None]:
        town.write(insert(table).values(rows(town)))
        yield
        town.write(delete(table).where(condition(town)))

    return change


def rated(who: str, year: int) -> Change:
    """A year's result was below expectations."""
    return lambda town: _changed(
        town,
        performance,
        (performance.c.employee_id == town.employee[who]) & (performance.c.year == year),
        result="DI_BAWAH",
    )


def related(who: str) -> Change:
    """Somebody and Nurhamidah are declared family."""

    def change(town: Town) -> AbstractContextManager[None]:
        other = (
            {"other_employee_id": town.employee[who]}
            if who in town.employee
            else {"other_account_id": town.account[who]}
        )
        row = {"employee_id": town.employee["nurhamidah"], "kind": "SAUDARA", "degree": 2, **other}
        return _added(town, relatives, row, degree=9)

    return change


def away(who: str) -> Change:
    """Somebody is absent."""

    def change(town: Town) -> AbstractContextManager[None]:
        one = {"employee_id": town.employee[who]} if who in town.employee else {"account_id": town.account[who]}
        row = {"kind": "CUTI", "since": FIRST_DAY, "until": date(2030, 1, 1), **one}
        return _added(town, absences, row, since=LONG_AGO, until=LONG_AGO)

    return change


def examined(town: Town) -> AbstractContextManager[None]:
    """Nurhamidah is under disciplinary examination."""
    row = {"employee_id": town.employee["nurhamidah"], "kind": "PEMERIKSAAN", "since": FIRST_DAY}
    return _added(town, discipline, row, since=LONG_AGO, until=LONG_AGO)


def acting(office: str, who: str = "hotma", *, plt: bool = True) -> Change:
    """Somebody fills an office, as a Plt unless told otherwise."""

    def change(town: Town) -> AbstractContextManager[None]:
        row = {"office": office, "account_id": town.account[who], "instrument": "800/12/2024", "acting": plt}
        return _added(
            town, delegations, {**row, "since": FIRST_DAY, "until": date(2030, 1, 1)}, ended_at=at(date(2030, 1, 1))
        )

    return change


def alone(who: str) -> Change:
    """Somebody is the only holder of a critical post, in a unit that needs nobody else."""

    @contextmanager
    def change(town: Town) -> Iterator[None]:
        code = "NERS-RSUD"
        query = select(employees.c.id).where(employees.c.post_id == town.post[code])
        with reading(town.engine) as connection:
            others = set(connection.scalars(query)) - {town.employee[who]}
        with ExitStack() as stack:
            stack.enter_context(_changed(town, posts, posts.c.id == town.post[code], critical=True))
            for other in sorted(others):
                stack.enter_context(_changed(town, employees, employees.c.id == other, standing="PENSIUN"))
            yield

    return change
