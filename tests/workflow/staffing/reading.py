"""Asking what pages of the analysis ask, as somebody of the town."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

from policies.loading import current
from tests.stories.town import Town
from workflow.database import reading
from workflow.staffing.readers import CITY, Reach, reach
from workflow.viewers import viewer

WHOLE = Reach(frozenset({CITY}), frozenset({CITY}), runs=True)


def reach_of(town: Town, who: str, day: date) -> Reach:
    """Give what somebody reads of the analysis on a day."""
    with reading(town.engine) as connection:
        found = viewer(connection, town.account[who], day)
        assert found is not None
        return reach(connection, current(), found, day)


@contextmanager
def opened(town: Town) -> Iterator[Connection]:
    """Open the town's database for reading."""
    with reading(town.engine) as connection:
        yield connection
