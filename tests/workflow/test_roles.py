"""The application's role on PostgreSQL owns nothing, and may do what the procedure needs and nothing else."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ProgrammingError

from tests.databases import as_owner
from tests.workflow.ledger_rows import fill, new_entry, plain
from workflow.database import connect, current, upgrade, writing
from workflow.database.roles import PRIVILEGES
from workflow.tables import employees, metadata, posts, transfers


@pytest.fixture
def role(postgresql_url: str) -> Iterator[str]:
    """Name a role that does not exist, and forget it afterwards."""
    name = f"Peran {uuid4().hex[:8]}"
    yield name
    if plain(postgresql_url, f"SELECT 1 FROM pg_roles WHERE rolname = '{name}'"):
        plain(postgresql_url, f'DROP OWNED BY "{name}"; DROP ROLE "{name}"')


def as_role(url: str, role: str, password: str | None = None) -> str:
    return make_url(url).set(username=role, password=password).render_as_string(hide_password=False)


def test_every_table_is_either_named_or_closed() -> None:
    assert set(PRIVILEGES) == {*metadata.tables, "alembic_version"}


def test_the_role_has_what_is_listed_and_nothing_else(postgresql_url: str) -> None:
    _expect_exactly_what_is_listed(postgresql_url, "mutasi")


def _expect_exactly_what_is_listed(url: str, role: str) -> None:
    granted = plain(
        url,
        f"""
        SELECT table_name, privilege_type, '' FROM information_schema.role_table_grants WHERE grantee = '{role}'
        UNION ALL
        SELECT table_name, privilege_type, column_name FROM information_schema.role_column_grants c
        WHERE grantee = '{role}' AND NOT EXISTS (
            SELECT FROM information_schema.role_table_grants t
            WHERE t.grantee = c.grantee AND t.table_name = c.table_name AND t.privilege_type = c.privilege_type)
        """,
    )
    listed = set()
    for table, privileges in PRIVILEGES.items():
        whole, _, columns = privileges.partition(" (")
        *names, last = whole.split(", ")
        listed |= {(table, name, "") for name in names}
        listed |= {(table, last, column) for column in (columns.rstrip(")").split(", ") if columns else [""])}
    assert set(granted) == listed
    assert plain(url, f"SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner AND r.rolname = '{role}'") == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transfers SET state = 'executed'",
        "DELETE FROM entries",
        "UPDATE entries SET bytes = ''",
        "TRUNCATE entries CASCADE",
        "ALTER TABLE entries DISABLE TRIGGER ALL",
        "DROP TRIGGER entries_follow ON entries",
        "CREATE TABLE mine (id integer)",
        "SET session_replication_role = replica",
        "SELECT setval('entries_id_seq', 1)",
        "UPDATE grants SET role = 'ppk'",
        "DELETE FROM employees",
        "UPDATE alembic_version SET version_num = '0000'",
        "CREATE TEMP TABLE t (LIKE entries); CREATE TRIGGER t AFTER INSERT ON t"
        " FOR EACH ROW EXECUTE FUNCTION entries_move_head()",
    ],
)
def test_the_role_cannot_walk_past_the_ledger(postgresql_url: str, statement: str) -> None:
    with (
        psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


def test_the_role_moves_heads_only_by_entries(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    with writing(engine) as connection:
        fill(connection)
        for table in (employees, posts, transfers):
            connection.execute(select(table.c.id).with_for_update())
        connection.execute(text(new_entry()))
    assert plain(postgresql_url, "SELECT state, number FROM transfers WHERE id = 1") == [("proposed", 3)]
    engine.dispose()


def test_a_role_is_made_with_its_password_and_left_alone_the_next_time(postgresql_url: str, role: str) -> None:
    owner = as_owner(postgresql_url)
    upgrade(owner, as_role(postgresql_url, role, "Kata Sandi: 100% 'rahasia'"))
    (kept,) = plain(
        postgresql_url, f"SELECT rolpassword, rolcanlogin, rolsuper FROM pg_authid WHERE rolname = '{role}'"
    )
    assert kept[0].startswith("SCRAM-SHA-256$")
    assert kept[1:] == (True, False)
    upgrade(owner, as_role(postgresql_url, role, "another"))
    assert plain(postgresql_url, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'") == [kept[:1]]
    engine = connect(as_role(postgresql_url, role))
    assert current(engine)
    engine.dispose()


def test_the_password_reaches_the_servers_log_only_as_its_digest(postgresql_url: str, role: str) -> None:
    statements: list[str] = []

    def listen(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", listen)
    upgrade(as_owner(postgresql_url), as_role(postgresql_url, role, "rahasia-sekali"))
    event.remove(Engine, "before_cursor_execute", listen)
    assert any("CREATE ROLE" in statement for statement in statements)
    assert not any("rahasia-sekali" in statement for statement in statements)


def test_privileges_given_by_hand_are_taken_back(postgresql_url: str) -> None:
    plain(postgresql_url, "GRANT ALL ON ALL TABLES IN SCHEMA public TO mutasi; GRANT ALL ON SCHEMA public TO mutasi")
    upgrade(as_owner(postgresql_url), postgresql_url)
    _expect_exactly_what_is_listed(postgresql_url, "mutasi")
    engine = create_engine(postgresql_url)
    with pytest.raises(ProgrammingError), engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id integer)"))
    engine.dispose()


@pytest.mark.parametrize("power", ["SUPERUSER", "CREATEROLE", "BYPASSRLS"])
def test_a_powerful_role_is_refused(postgresql_url: str, role: str, power: str) -> None:
    plain(postgresql_url, f'CREATE ROLE "{role}" LOGIN {power}')
    with pytest.raises(ValueError, match="plain one that owns nothing"):
        upgrade(as_owner(postgresql_url), as_role(postgresql_url, role))


def test_a_role_that_owns_a_table_is_refused(postgresql_url: str, role: str) -> None:
    plain(
        postgresql_url, f'CREATE ROLE "{role}" LOGIN; CREATE TABLE own (id integer); ALTER TABLE own OWNER TO "{role}"'
    )
    with pytest.raises(ValueError, match="owns"):
        upgrade(as_owner(postgresql_url), as_role(postgresql_url, role))


def test_the_owner_need_not_be_a_superuser(postgresql_url: str, role: str) -> None:
    """Only able to make roles; one that somebody else has made for the application asks not even for that."""
    name = f"owned_{uuid4().hex}"
    plain(postgresql_url, f'CREATE ROLE "{role}" LOGIN CREATEROLE')
    plain(postgresql_url, f'CREATE DATABASE {name} OWNER "{role}"')
    owner = make_url(as_role(postgresql_url, role)).set(database=name).render_as_string()
    upgrade(owner, as_role(owner, f"{role} app"))
    _expect_exactly_what_is_listed(make_url(postgresql_url).set(database=name).render_as_string(), f"{role} app")
    plain(postgresql_url, f'ALTER ROLE "{role}" NOCREATEROLE')
    upgrade(owner, postgresql_url)
    plain(postgresql_url, f"DROP DATABASE {name} WITH (FORCE)")
    plain(postgresql_url, f'DROP ROLE "{role} app"')


def test_an_upgrade_by_one_role_for_both_makes_none(postgresql_url: str) -> None:
    owner = as_owner(postgresql_url)
    before = plain(postgresql_url, "SELECT count(*) FROM pg_roles")
    upgrade(owner, owner)
    assert plain(postgresql_url, "SELECT count(*) FROM pg_roles") == before


def test_an_application_without_a_role_is_a_mistake_that_is_said(postgresql_url: str) -> None:
    nameless = postgresql_url.replace("mutasi@", "")
    with pytest.raises(ValueError, match="names no role"):
        upgrade(as_owner(postgresql_url), nameless)
