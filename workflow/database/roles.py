"""The application's role on PostgreSQL: it owns nothing, and may do to each table what the procedure needs.

Roles belong to the server and not to one database, so they are made by the upgrade and not by a migration.
"""

from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError, ProgrammingError

_INSERTED = "SELECT, INSERT"
_KEPT = "SELECT, INSERT, UPDATE"
_DISCARDED = "SELECT, INSERT, UPDATE, DELETE"

# What is not named here is closed. Where a row ends by a date it is never deleted.
PRIVILEGES = {
    "absences": _KEPT,
    "accounts": _KEPT,
    "alembic_version": "SELECT",
    "attempts": _DISCARDED,
    "bodies": _KEPT,
    "calls": _KEPT,
    "case_numbers": _KEPT,
    "cells": _INSERTED,
    "competences": _DISCARDED,
    "course_levels": _DISCARDED,
    "courses": _KEPT,
    "delegations": _KEPT,
    "discipline": _KEPT,
    "drafts": _DISCARDED,
    "employees": _KEPT,
    "entries": _INSERTED,
    "grants": "SELECT, INSERT, UPDATE (until, ended_by, ended_at, ended_ground)",
    "history": _KEPT,
    "holidays": _DISCARDED,
    "import_rows": _DISCARDED,
    "imports": _DISCARDED,
    "law_texts": _INSERTED,
    "members": _KEPT,
    "monitored": _DISCARDED,
    "monitored_counts": _DISCARDED,
    "monitored_rules": _DISCARDED,
    "monitored_spans": _DISCARDED,
    "monitored_upto": _KEPT,
    "needs": _KEPT,
    "notices": _KEPT,
    "performance": _KEPT,
    "plan_facts": _DISCARDED,
    "plan_moves": _INSERTED,
    "plan_proposals": _INSERTED,
    "plan_searches": _DISCARDED,
    "plans": _INSERTED,
    "posts": _KEPT,
    "private_values": _INSERTED,
    "register_events": _INSERTED,
    "register_values": _INSERTED,
    "relatives": _DISCARDED,
    "requests": _KEPT,
    "runs": _INSERTED,
    "security_events": _INSERTED,
    "sessions": _DISCARDED,
    "standards": _DISCARDED,
    # SELECT … FOR UPDATE demands the right to change a column; a trigger forbids changing it.
    "transfers": "SELECT, INSERT, UPDATE (id)",
    "units": _KEPT,
    "verifications": _INSERTED,
    "workload": _DISCARDED,
}


def admit(connection: Connection, application: URL) -> None:
    """Make the role that `application` names unless it exists, and give it exactly `PRIVILEGES`.

    Nothing is done for the role that runs this. Raises ValueError for a role that could walk past its privileges.
    """
    role = application.username
    if not role:
        raise ValueError("the application's URL names no role")
    if role == connection.scalar(text("SELECT current_user")):
        return
    if not _exists(connection, role):
        _create(connection, role, application.password)
    _refuse_powerful(connection, role)
    _allow(connection, role)


def _exists(connection: Connection, role: str) -> bool:
    found = connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role})
    return bool(found)


def _create(connection: Connection, role: str, password: str | None) -> None:
    """Create the role; its password reaches the server, and so its log, only as the digest that it would keep."""
    clause = ""
    if password is not None:
        driver: Any = connection.connection.driver_connection
        digest = driver.pgconn.encrypt_password(password.encode(), role.encode()).decode()
        clause = f" PASSWORD '{digest}'"
    try:
        with connection.begin_nested():
            _command(connection, f"CREATE ROLE {_quoted(connection, role)} LOGIN{clause}")
    except (IntegrityError, ProgrammingError):
        # The upgrade of another database on this server may have made it meanwhile.
        if not _exists(connection, role):
            raise


def _refuse_powerful(connection: Connection, role: str) -> None:
    powers = connection.execute(
        text(
            "SELECT rolsuper, rolcreaterole, rolbypassrls,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid"
            "         AND relnamespace = 'public'::regnamespace) AS owns,"
            " EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid) AS inherits"
            " FROM pg_roles WHERE rolname = :role"
        ),
        {"role": role},
    ).one()
    held = [power for power, has in powers._mapping.items() if has]
    if held:
        raise ValueError(f"the application's role {role} must be a plain one that owns nothing: {', '.join(held)}")


def _allow(connection: Connection, role: str) -> None:
    """Take everything and give back what is listed, in one transaction, so that nobody sees it without."""
    name = _quoted(connection, role)
    _command(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    _command(connection, f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
    _command(connection, f"REVOKE ALL ON SCHEMA public FROM {name}")
    _command(connection, f"GRANT USAGE ON SCHEMA public TO {name}")
    _command(connection, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")
    for table, privileges in PRIVILEGES.items():
        _command(connection, f"GRANT {privileges} ON public.{table} TO {name}")


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _command(connection: Connection, statement: str) -> None:
    """Give the server a command that takes no parameters."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
