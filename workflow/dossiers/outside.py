"""Changes of post, unit or standing that no transfer made: by decree outside the procedure, or by coming and going.

They are read out of the chain of register events, which verification replays; what is counted here cannot be hidden.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from json import loads
from typing import Any

from sqlalchemy import Connection, select

from policies.model import Procedure
from workflow.canonical import decode
from workflow.dossiers.people import Person, those
from workflow.dossiers.reach import Reach
from workflow.organisation.calendar import CITY_ZONE
from workflow.organisation.people import GONE
from workflow.register import ARRIVED, CORRECTED
from workflow.tables import accounts, posts, register_events, register_values, units

MOST = 100  # changes of a year that are listed; all are counted
YEARS = 5  # years that are counted beside each other

POST, UNIT, STANDING = "post", "unit", "standing"
RETIRED, DIED, LEFT, ARRIVAL = "retired", "died", "left", "arrival"
KINDS = (UNIT, POST, STANDING, RETIRED, DIED, LEFT, ARRIVAL)
_GOING = {"PENSIUN": RETIRED, "MENINGGAL": DIED, "BERHENTI": LEFT}


@dataclass(frozen=True)
class Place:
    """A post and its unit."""

    post: str
    unit: str


@dataclass(frozen=True)
class Outside:
    """One change outside the procedure. `by` is None for the command line.

    `person` is None where the viewer does not read the dossier; `decree`, `since` and `reason` where he does not read
    the posts held, or where there are none. Places are None for who holds no post.
    """

    number: int
    at: datetime
    kind: str
    by: str | None
    person: Person | None
    before: Place | None
    after: Place | None
    old_standing: str
    new_standing: str
    decree: str
    since: date | None
    reason: str


@dataclass(frozen=True)
class _Event:
    """What an event says of one employee."""

    id: int
    number: int
    at: datetime
    account: int | None
    kind: str
    employee: int
    old_post: int | None
    new_post: int | None
    old_standing: str
    new_standing: str

    @property
    def year(self) -> int:
        return self.at.astimezone(CITY_ZONE).year


def counted(connection: Connection, year: int) -> dict[int, Counter[str]]:
    """Count the changes of a year and of the years before it, by year and kind, the newest year first."""
    found: dict[int, Counter[str]] = {each: Counter() for each in range(year, year - YEARS, -1)}
    for event in _events(connection, year - YEARS + 1, year):
        found[event.year][event.kind] += 1
    return found


def listed(
    connection: Connection,
    procedure: Procedure,
    reach: Reach,
    year: int,
    today: date,
    kind: str = "",
    *,
    most: int | None = MOST,
) -> list[Outside]:
    """List the changes of a year, or those of one kind, the newest first and no more than `most` (None: all)."""
    events = [event for event in _events(connection, year, year) if not kind or event.kind == kind]
    shown = sorted(events, key=lambda event: (event.number, event.employee), reverse=True)[:most]
    people = those(connection, procedure, reach, {event.employee for event in shown}, today)
    places = _places(connection, shown)
    private = _private(connection, shown)
    names = _accounts(connection, shown)
    return [_told(event, people.get(event.employee), places, private.get(event.id, {}), names) for event in shown]


def _told(
    event: _Event,
    person: Person | None,
    places: Mapping[int | None, Place],
    private: Mapping[str, Any],
    names: Mapping[int | None, str],
) -> Outside:
    told = private if person is not None and "posts" in person.parts else {}
    return Outside(
        number=event.number,
        at=event.at,
        kind=event.kind,
        by=names.get(event.account),
        person=person,
        before=places.get(event.old_post),
        after=places.get(event.new_post),
        old_standing=event.old_standing,
        new_standing=event.new_standing,
        decree=told.get("decree", ""),
        since=date.fromisoformat(told["since"]) if "since" in told else None,
        reason=told.get("reason", ""),
    )


def _events(connection: Connection, first: int, last: int) -> Iterator[_Event]:
    """Go through the changes from the first day of one year to the last of another, in the city's time."""
    start = datetime.combine(date(first, 1, 1), time(), CITY_ZONE).astimezone(UTC)
    end = datetime.combine(date(last + 1, 1, 1), time(), CITY_ZONE).astimezone(UTC)
    query = select(register_events).where(
        register_events.c.kind.in_((CORRECTED, ARRIVED)), register_events.c.at >= start, register_events.c.at < end
    )
    rows = connection.execute(query.order_by(register_events.c.number)).all()
    told = [(row, decode(bytes(row.bytes))["values"]) for row in rows]
    homes = _units(connection, told)
    for row, values in told:
        yield from _corrected(row, values, homes) if row.kind == CORRECTED else _arrived(row, values)


def _corrected(row: Any, values: Mapping[str, Any], homes: Mapping[int, int]) -> Iterator[_Event]:
    old, new = values["old_post"], values["new_post"]
    before, after = values["old_standing"], values["new_standing"]
    if after in GONE and before not in GONE:
        kind = _GOING[after]
    elif old != new:
        kind = POST if homes.get(old) == homes.get(new) else UNIT
    else:
        kind = STANDING
    yield _Event(row.id, row.number, row.at, row.account_id, kind, values["employee"], old, new, before, after)


def _arrived(row: Any, values: Mapping[str, Any]) -> Iterator[_Event]:
    """Whoever was gone already when he was recorded did not come."""
    for employee, post, standing in values["employees"]:
        if standing not in GONE:
            yield _Event(row.id, row.number, row.at, row.account_id, ARRIVAL, employee, None, post, "", standing)


def _units(connection: Connection, told: Sequence[tuple[Any, Mapping[str, Any]]]) -> dict[int, int]:
    wanted = {values[name] for row, values in told if row.kind == CORRECTED for name in ("old_post", "new_post")}
    query = select(posts.c.id, posts.c.unit_id).where(posts.c.id.in_(wanted - {None}))
    return {row.id: row.unit_id for row in connection.execute(query)}


def _places(connection: Connection, shown: Sequence[_Event]) -> dict[int | None, Place]:
    wanted = {post for event in shown for post in (event.old_post, event.new_post) if post is not None}
    query = select(posts.c.id, posts.c.name, units.c.name.label("unit")).join(units, units.c.id == posts.c.unit_id)
    return {row.id: Place(row.name, row.unit) for row in connection.execute(query.where(posts.c.id.in_(wanted)))}


def _private(connection: Connection, shown: Sequence[_Event]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    query = select(register_values).where(register_values.c.event_id.in_({event.id for event in shown}))
    for row in connection.execute(query):
        found.setdefault(row.event_id, {})[row.field] = loads(row.value)
    return found


def _accounts(connection: Connection, shown: Sequence[_Event]) -> dict[int | None, str]:
    wanted = {event.account for event in shown if event.account is not None}
    return {row.id: row.name for row in connection.execute(select(accounts).where(accounts.c.id.in_(wanted)))}
