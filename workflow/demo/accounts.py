"""Who can sign in to the demonstration: everybody in the city has an account, nobody has a password.

The administrator makes the accounts and grants the roles of the cast, on the first day that is told of.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from unicodedata import normalize

from sqlalchemy import Connection, Engine, select

from workflow.database import reading
from workflow.demo.cast import MAYOR, PLAYERS, VICE_MAYOR, Player
from workflow.organisation.calendar import city_day
from workflow.organisation.registers import delegations, grants
from workflow.organisation.registers.accounts import open_account
from workflow.organisation.registers.founding import first_administrator
from workflow.organisation.registers.keeping import keeping
from workflow.tables import employees, posts, units

_ADMINISTRATOR = "administrator"
_TITLES = {MAYOR.key: "Wali Kota", VICE_MAYOR.key: "Wakil Wali Kota"}
# Office, and who fills it in writing while its holder is away or in conflict.
_DEPUTIES = (("ppk", VICE_MAYOR.key), ("head_bkpsdm", "pengusul.bkpsdm"))


def open_accounts(engine: Engine, moment: datetime, until: date) -> Mapping[str, int]:
    """Make every account, grant the cast's roles and name the deputies until a day; give user name → account."""
    with reading(engine) as connection:
        people = _first_holders(connection)
        others = _others(connection, set(people.values()))
        unit = {row.code: row.id for row in connection.execute(select(units.c.code, units.c.id))}
    administrator = next(player for player in PLAYERS if player.key == _ADMINISTRATOR)
    given = {"user_name": _ADMINISTRATOR, "employee": str(people[administrator.post or ""])}
    given |= {"ground": _order(city_day(moment), 1)}
    account = {_ADMINISTRATOR: first_administrator(engine, moment, given, None)}
    with keeping(engine, grants.REGISTER, account[_ADMINISTRATOR], moment) as keeper:
        for player in PLAYERS:
            if player.key != _ADMINISTRATOR:
                account[player.key] = open_account(keeper, _of_player(player, people), None)
        for user_name, employee in others:
            values = {"user_name": user_name, "employee": employee, "name": None, "title": None}
            account[user_name] = open_account(keeper, values, None)
    _grant(engine, moment, account, unit)
    _delegate(engine, moment, account, until)
    return account


def _of_player(player: Player, people: Mapping[str, int]) -> dict[str, str | int | None]:
    employee = people[player.post] if player.post else None
    name = None if player.post else player.name
    return {"user_name": player.key, "employee": employee, "name": name, "title": _TITLES.get(player.key)}


def _first_holders(connection: Connection) -> dict[str, int]:
    """Give the first holder of each post of the cast, by the post's code."""
    query = (
        select(posts.c.code, employees.c.id)
        .join(employees, employees.c.post_id == posts.c.id)
        .where(posts.c.code.in_([player.post for player in PLAYERS if player.post]))
        .order_by(employees.c.id.desc())
    )
    return {row.code: row.id for row in connection.execute(query)}


def _others(connection: Connection, cast: set[int]) -> list[tuple[str, int]]:
    """Give everybody else with a user name out of the first and the last part of the name."""
    taken = {player.key for player in PLAYERS}
    rows = connection.execute(select(employees.c.id, employees.c.name).order_by(employees.c.id))
    found = []
    for row in rows:
        if row.id not in cast:
            user_name = _user_name(row.name, taken)
            taken.add(user_name)
            found.append((user_name, row.id))
    return found


def _user_name(name: str, taken: set[str]) -> str:
    bare = normalize("NFKD", name.split(",")[0]).encode("ascii", "ignore").decode().lower()
    parts = [re.sub(r"[^a-z]", "", part) for part in bare.split() if not part.endswith(".")]
    stem = f"{parts[0]}.{parts[-1]}"
    number, user_name = 2, stem
    while user_name in taken:
        number, user_name = number + 1, f"{stem}{number}"
    return user_name


def _grant(engine: Engine, moment: datetime, account: Mapping[str, int], unit: Mapping[str, int]) -> None:
    """Let the administrator grant what the cast holds; his own grant he has already."""
    wanted = [(player, each) for player in PLAYERS for each in player.grants if player.key != _ADMINISTRATOR]
    for number, (player, each) in enumerate(wanted, 2):
        given = {"account": str(account[player.key]), "role": each.role, "since": city_day(moment).isoformat()}
        given |= {"ground": _order(city_day(moment), number)}
        given |= {"unit": str(unit[each.unit])} if each.unit else {}
        grants.give(engine, account[_ADMINISTRATOR], moment, given)


def _delegate(engine: Engine, moment: datetime, account: Mapping[str, int], until: date) -> None:
    for number, (office, deputy) in enumerate(_DEPUTIES, 1):
        given = {"office": office, "account": str(account[deputy]), "since": city_day(moment).isoformat()}
        given |= {"until": until.isoformat(), "instrument": f"100.3.3.3/{number:03}/KPTS/{moment.year}"}
        delegations.give(engine, account[_ADMINISTRATOR], moment, given)


def _order(day: date, number: int) -> str:
    return f"800.1.11.1/{number:03}/BKPSDM/{day.year}"
