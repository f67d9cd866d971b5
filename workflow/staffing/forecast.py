"""Who retires when: the forecast of the next months by unit and post, and which posts become empty.

It reads the registers of today. The database picks out who retires within the horizon, by post and birth date; the day
of each is `policies.dates.retirement`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, select

from policies.dates import add_months
from policies.model import Procedure
from workflow.organisation.people import holds_post
from workflow.staffing import counting
from workflow.staffing.figures import retires_on
from workflow.staffing.readers import Reach
from workflow.tables import employees, posts, units


@dataclass
class Forecast:
    """A post with its holders of today, and how many of them retire on which day (days already past included)."""

    post: int
    name: str
    unit_code: str
    unit_name: str
    unit_path: str
    outlying: bool
    critical: bool
    holders: int
    retiring: Counter[date] = field(default_factory=Counter)

    def retired_by(self, on: date) -> int:
        """Count who has retired by a day."""
        return sum(number for day, number in self.retiring.items() if day <= on)

    @property
    def empty_on(self) -> date | None:
        """Give the day on which the last of today's holders retires; None while somebody stays."""
        return max(self.retiring) if sum(self.retiring.values()) >= self.holders else None


def forecast(connection: Connection, procedure: Procedure, today: date, months: int, reach: Reach) -> list[Forecast]:
    """Give the posts from which somebody retires within some months, the earliest first."""
    ages = procedure.rules["R-BUP-01"].on(today)
    until = add_months(today, months)
    found: dict[int, Forecast] = {}
    leaving = (
        select(
            posts.c.id,
            posts.c.name,
            posts.c.category,
            posts.c.bup_group,
            posts.c.critical,
            units.c.code,
            units.c.name.label("unit_name"),
            units.c.path,
            units.c.outlying,
            employees.c.birth_date,
            func.count().label("people"),
        )
        .select_from(employees)
        .join(posts, posts.c.id == employees.c.post_id)
        .join(units, units.c.id == posts.c.unit_id)
        .where(holds_post(employees.c.standing), counting.retired_by(until, ages), reach.condition)
        .group_by(posts.c.id, units.c.id, employees.c.birth_date)
    )
    for row in connection.execute(leaving):
        each = found.setdefault(
            row.id,
            Forecast(
                post=row.id,
                name=row.name,
                unit_code=row.code,
                unit_name=row.unit_name,
                unit_path=row.path,
                outlying=row.outlying,
                critical=row.critical,
                holders=0,
            ),
        )
        each.retiring[retires_on(row, ages)] += row.people
    for post, holders in _holders(connection, reach):
        if post in found:
            found[post].holders = holders
    return sorted(found.values(), key=lambda each: (min(each.retiring), each.unit_path, each.name))


def _holders(connection: Connection, reach: Reach) -> Iterable[tuple[int, int]]:
    query = (
        select(employees.c.post_id, func.count())
        .join(posts, posts.c.id == employees.c.post_id)
        .join(units, units.c.id == posts.c.unit_id)
        .where(holds_post(employees.c.standing), reach.condition)
        .group_by(employees.c.post_id)
    )
    return ((post, number) for post, number in connection.execute(query))


def periods(today: date, months: int) -> list[tuple[date, date]]:
    """Cut a horizon into at most ten equal periods of whole months: each from a day until the day before the next.

    The first one begins with whatever has passed already.
    """
    length = max(-(-months // 10), 1)
    starts = range(0, max(months, 1), length)
    return [(add_months(today, start), add_months(today, min(start + length, max(months, 1)))) for start in starts]


def by_period(found: Iterable[Forecast], cut: list[tuple[date, date]]) -> list[int]:
    """Count who retires in each period; the first counts those of days already past too, the last its last day."""
    counted = [0] * len(cut)
    days = sum((each.retiring for each in found), Counter[date]())
    for day, number in days.items():
        place = next((place for place, (_, end) in enumerate(cut) if day < end), len(cut) - 1)
        counted[place] += number
    return counted
