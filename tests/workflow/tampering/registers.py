"""The register of employees and the chain of its events."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select, text, update

from tests.stories import town
from tests.workflow.tampering.table import finds
from tests.workflow.told import CORRECTION, EVALUATED, Copy
from workflow.audit.report import DELEGATIONS, EMPLOYEES, GRANTS, REGISTER
from workflow.canonical import digest, encode
from workflow.tables import register_events


def _in_register(name: str, kind: str, statement: str) -> None:
    """Add a change of one person's row: which of the town's people stands where is known when the town is."""

    def change(copy: Copy) -> None:
        copy.run(f"UPDATE employees SET {statement} WHERE name LIKE :name", name=f"{name}%")

    change.__name__ = f"{kind} of {name}"
    finds(kind, EMPLOYEES, _PEOPLE[name])(change)


# The town numbers its people in the order in which it lists them.
_PEOPLE = {name.split()[0]: number for number, (name, *_) in enumerate(town.PEOPLE, 1)}

_in_register("Fitri", "post", "post_id = 1")
_in_register("Nurhamidah", "post", "post_id = 1")
_in_register("Nurhamidah", "post-since", "post_since = '2024-04-01'")
_in_register("Abdul", "standing", "standing = 'PENSIUN'")
_in_register("Marwan", "standing", "standing = 'AKTIF'")


@finds("unknown", EMPLOYEES, len(_PEOPLE) + 1)
def an_employee_whom_nobody_loaded(copy: Copy) -> None:
    columns = "nip, name, sex, birth_date, status, standing, rank, education"
    person = "'199001012014031990', 'Rahasia', 'L', '1990-01-01', 'PNS', 'AKTIF', 'III/a', '40'"
    with copy.outside() as connection:
        connection.execute(text(f"INSERT INTO employees ({columns}) VALUES ({person})"))


@finds("gone", EMPLOYEES, _PEOPLE["Abdul"])
def an_employee_deleted(copy: Copy) -> None:
    copy.run("DELETE FROM employees WHERE name LIKE 'Abdul%'")


@finds("hash", REGISTER, 2)
def a_changed_register_event(copy: Copy) -> None:
    copy.run("UPDATE register_events SET bytes = :raw WHERE number = 2", raw=b"{}")


@finds("columns", REGISTER, CORRECTION, "kind")
def a_register_event_of_another_kind(copy: Copy) -> None:
    copy.run(f"UPDATE register_events SET kind = 'load-employees' WHERE number = {CORRECTION}")


@finds("missing", REGISTER, 2)
def a_register_event_deleted(copy: Copy) -> None:
    copy.run("DELETE FROM register_events WHERE number = 2")


@finds("private", REGISTER, CORRECTION, "decree")
def the_decree_of_a_correction_exchanged(copy: Copy) -> None:
    copy.run("UPDATE register_values SET value = '\"10\"' WHERE field = 'decree'")


@finds("standing", EMPLOYEES, _PEOPLE["Marwan"])
def the_last_register_event_deleted(copy: Copy) -> None:
    copy.run("DELETE FROM register_values")
    copy.run(f"DELETE FROM register_events WHERE number = {CORRECTION}")


@finds("standing", REGISTER, CORRECTION)
def a_correction_of_a_standing_that_nobody_had(copy: Copy) -> None:
    _rebuild_register(copy, lambda values: values.update(old_standing="CLTN") if "old_standing" in values else None)


@finds("old-post", EVALUATED, 18)
def a_first_load_told_otherwise_and_chained_anew(copy: Copy) -> None:
    """Whoever rebuilds the whole chain of register events is contradicted by the transfers."""
    _rebuild_register(copy, _move_nurhamidah)


def _move_nurhamidah(values: dict[str, Any]) -> None:
    for person in values.get("employees", ()):
        if person[0] == _PEOPLE["Nurhamidah"]:
            person[1] = 1


def _rebuild_register(copy: Copy, change: Callable[[dict[str, Any]], object]) -> None:
    previous = None
    with copy.unguarded() as connection:
        for row in connection.execute(select(register_events).order_by(register_events.c.number)).all():
            record = json.loads(row.bytes)
            change(record["values"])
            raw = encode(record | {"previous": previous})
            previous = digest(raw).hex()
            rebuilt = {"bytes": raw, "hash": digest(raw)}
            connection.execute(update(register_events).where(register_events.c.id == row.id).values(**rebuilt))


# -- grants and delegations ----------------------------------------------------------------------------------------


@finds("unknown", GRANTS, 9)
def a_role_that_nobody_recorded_as_given(copy: Copy) -> None:
    """Whoever gives himself a role by SQL, and then acts by the rules, is found by the event that is missing."""
    columns = "account_id, role, since, ground, granted_at"
    values = "2, 'ppk', '2024-01-01', 'SK 1', '2024-01-01 00:00:00+00:00'"
    with copy.outside() as connection:
        connection.execute(text(f"INSERT INTO grants ({columns}) VALUES ({values})"))


@finds("event", GRANTS, 1)
def a_grant_ended_without_an_event(copy: Copy) -> None:
    ended = "until = '2030-01-01', ended_at = '2029-12-01 00:00:00+00:00', ended_ground = 'SK 2'"
    with copy.outside() as connection:
        connection.execute(text(f"UPDATE grants SET {ended} WHERE id = 1"))


@finds("event", DELEGATIONS, 1)
def an_acting_official_made_a_delegate(copy: Copy) -> None:
    with copy.outside() as connection:
        connection.execute(text("UPDATE delegations SET acting = TRUE WHERE id = 1"))


@finds("gone", DELEGATIONS, 1)
def a_delegation_deleted(copy: Copy) -> None:
    copy.run("DELETE FROM delegations")
