"""Looking at the town's dossiers as somebody, in the words of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

from policies.loading import current
from tests.stories.town import Town
from workflow.database import reading
from workflow.dossiers.people import Filters, Person, one, page
from workflow.dossiers.reach import Reach, reach
from workflow.viewers import viewer

DAY = date(2024, 3, 4)


@contextmanager
def looking(town: Town, who: str) -> Iterator[tuple[Connection, Reach]]:
    """Give a connection, and what somebody of the town reads of dossiers through it."""
    with reading(town.engine) as connection:
        found = viewer(connection, town.account[who], DAY)
        assert found is not None
        yield connection, reach(connection, current(), found, DAY)


def sees(town: Town, who: str, whose: str) -> Person | None:
    """Give somebody's page of the register as somebody else finds it, or None."""
    with looking(town, who) as (connection, reach_):
        return one(connection, current(), reach_, town.employee[whose], DAY)


def parts(town: Town, who: str, whose: str) -> set[str]:
    """Name the parts of somebody's dossier that somebody reads."""
    person = sees(town, who, whose)
    return set() if person is None else set(person.parts)


def names(town: Town, who: str, filters: Filters = Filters(), **place: int) -> list[str]:  # noqa: B008  # filters are frozen, so one default serves all
    """List, as somebody finds them, the first words of people's names."""
    with looking(town, who) as (connection, reach_):
        found, _, _ = page(connection, current(), reach_, filters, DAY, **place)
        return [person.name.split()[0] for person in found]
