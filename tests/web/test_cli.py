"""The `mutasi` command, as an operator types it."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, insert, make_url, select

import web.cli.serving
from policies.loading import current
from tests import databases
from tests.stories import telling
from tests.stories import town as towns
from web.cli import main
from workflow.accounts import passwords, signing_in
from workflow.accounts.demonstration import holds_nothing
from workflow.accounts.signing_in import Credentials
from workflow.database import connect, reading, writing
from workflow.demo.city import write_city
from workflow.organisation.calendar import city_day, now
from workflow.register import record
from workflow.tables import accounts, grants, register_events, units, verifications

SECRET = "a secret of thirty-two characters and more"
PASSWORD = "kapal jendela hujan sore"
ADMINISTRATOR = (
    "user",
    "add",
    "--user-name",
    "fajar",
    "--name",
    "Fajar Daulay",
    "--ground",
    "SK 800/7",
    "--password-stdin",
)

Mutasi = Callable[..., Result]


@pytest.fixture
def mutasi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutasi:
    """Give a function that runs the command on a database of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUTASI_SECRET", SECRET)
    monkeypatch.setenv("MUTASI_DEMO", "")
    runner = CliRunner()

    def run(*arguments: str, typed: str = "") -> Result:
        return runner.invoke(main, arguments, input=typed)

    return run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Keep what would be served, and how, instead of serving it for ever."""
    calls: list[dict[str, object]] = []
    monkeypatch.setattr("waitress.serve", lambda app, **how: calls.append({"app": app, **how}))
    return calls


def url_in(folder: Path) -> str:
    """Name the database that the commands use when nothing is set."""
    return f"sqlite:///{folder}/var/mutasi.db"


def test_every_command_says_what_it_does(mutasi: Mutasi) -> None:
    helped = mutasi("--help")
    for command in ("demo", "serve", "load", "import", "export", "db", "user", "policy", "diagram", "audit"):
        assert command in helped.output
        assert mutasi(command, "--help").exit_code == 0


def test_the_installed_command_runs() -> None:
    program = Path(sys.executable).with_name("mutasi")
    told = subprocess.run([program, "--version"], check=True, capture_output=True, text=True, timeout=60)
    assert told.stdout.startswith("mutasi, version ")


# -- the database ----------------------------------------------------------------------------------------------------


def test_an_upgrade_makes_the_database_its_owners_alone(mutasi: Mutasi, tmp_path: Path) -> None:
    assert mutasi("db", "upgrade").output == "The database is up to date.\n"
    assert mutasi("db", "upgrade").exit_code == 0
    assert (tmp_path / "var" / "mutasi.db").stat().st_mode & 0o777 == 0o600


def test_on_postgresql_the_owner_upgrades_and_the_application_serves(
    mutasi: Mutasi, postgresql_url: str, monkeypatch: pytest.MonkeyPatch, served: list[dict[str, object]]
) -> None:
    monkeypatch.setenv("MUTASI_DATABASE", postgresql_url)
    monkeypatch.setenv("MUTASI_DATABASE_OWNER", databases.as_owner(postgresql_url))
    assert mutasi("db", "upgrade").exit_code == 0
    assert mutasi("serve").exit_code == 0
    assert make_url(served[0]["app"].extensions["mutasi"].settings.database).username == "mutasi"


def test_a_database_that_cannot_be_reached_is_told_in_one_line(mutasi: Mutasi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_DATABASE", "postgresql://mutasi:word@127.0.0.1:9/none?connect_timeout=2")
    told = mutasi("serve")
    assert (told.exit_code, told.output) == (1, "Error: the database cannot be reached, read or written\n")


def test_a_wrong_setting_is_told_in_one_line(mutasi: Mutasi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTASI_HTTPS", "perhaps")
    told = mutasi("serve")
    assert (told.exit_code, told.output) == (1, "Error: MUTASI_HTTPS is 0 or 1, not 'perhaps'\n")


# -- serving ---------------------------------------------------------------------------------------------------------


def test_serving_waits_for_the_tables(mutasi: Mutasi) -> None:
    told = mutasi("serve")
    assert told.exit_code == 1
    assert "run `mutasi db upgrade`" in told.output


def test_serving_is_one_process_with_threads_on_this_machine_only(
    mutasi: Mutasi, served: list[dict[str, object]]
) -> None:
    mutasi("db", "upgrade")
    assert "http://127.0.0.1:8123/" in mutasi("serve", "--port", "8123").output
    assert (served[0]["host"], served[0]["port"], served[0]["threads"]) == ("127.0.0.1", 8123, 8)
    assert served[0]["ident"] is None
    assert served[0]["clear_untrusted_proxy_headers"] is True


def test_a_port_in_use_is_told_in_one_line(mutasi: Mutasi, monkeypatch: pytest.MonkeyPatch) -> None:
    mutasi("db", "upgrade")

    def taken(_app: object, **_how: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("waitress.serve", taken)
    told = mutasi("serve")
    assert told.exit_code == 1
    assert "cannot serve on 127.0.0.1:8000: Address already in use" in told.output


def test_no_setting_opens_the_doors_of_a_citys_own_database(
    mutasi: Mutasi, served: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    mutasi("db", "upgrade")
    monkeypatch.setenv("MUTASI_DEMO", "1")
    told = mutasi("serve")
    assert told.exit_code == 1
    assert "not made by `mutasi demo`" in told.output
    assert served == []


def test_the_demonstration_is_loaded_once(
    mutasi: Mutasi, tmp_path: Path, served: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = []

    def load(engine: object, _today: object, progress: Callable[[int, int], None]) -> None:
        loads.append(engine)
        progress(1, 2)
        progress(2, 2)
        with writing(engine) as connection:
            record(connection, "demo", None, now(), {})

    monkeypatch.setattr(web.cli.serving, "_loader", lambda: load)
    assert mutasi("demo", "--port", "8123").exit_code == 0
    assert mutasi("demo").exit_code == 0
    assert len(loads) == 1
    assert len(served) == 2
    assert served[0]["app"].extensions["mutasi"].demonstrates


def test_a_demonstration_never_mixes_with_a_city(
    mutasi: Mutasi, tmp_path: Path, served: list[dict[str, object]]
) -> None:
    mutasi("db", "upgrade")
    engine = connect(url_in(tmp_path))
    with writing(engine) as connection:
        connection.execute(insert(units).values(code="KOTA", name="Kota", kind="kota", path="/1/"))
    engine.dispose()
    told = mutasi("demo")
    assert told.exit_code == 1
    assert "holds a city of its own" in told.output
    assert served == []


# -- the first administrator -----------------------------------------------------------------------------------------


def test_the_first_administrator_is_made_and_can_sign_in(mutasi: Mutasi, tmp_path: Path) -> None:
    mutasi("db", "upgrade")
    told = mutasi(*ADMINISTRATOR, typed=f"{PASSWORD}\n")
    assert told.exit_code == 0, told.output
    assert PASSWORD not in told.output
    engine = connect(url_in(tmp_path))
    entered = signing_in.sign_in(engine, SECRET, Credentials("fajar", PASSWORD, "192.0.2.1"), now())
    with reading(engine) as connection:
        assert connection.scalar(select(grants.c.role).where(grants.c.account_id == entered.account)) == "administrator"
        kinds = list(connection.scalars(select(register_events.c.kind).order_by(register_events.c.number)))
    engine.dispose()
    assert kinds == ["account", "grant"]


def test_a_typed_password_is_asked_for_twice_and_never_shown(mutasi: Mutasi) -> None:
    mutasi("db", "upgrade")
    told = mutasi("user", "add", typed=f"fajar\nFajar Daulay\nSK 800/7\n{PASSWORD}\n{PASSWORD}\n")
    assert told.exit_code == 0, told.output
    assert PASSWORD not in told.output


def test_there_is_only_one_first_administrator(mutasi: Mutasi, tmp_path: Path) -> None:
    mutasi("db", "upgrade")
    mutasi(*ADMINISTRATOR, typed=f"{PASSWORD}\n")
    told = mutasi(*[word.replace("fajar", "second") for word in ADMINISTRATOR], typed=f"{PASSWORD}\n")
    assert told.exit_code == 1
    assert "There is an administrator already" in told.output
    engine = connect(url_in(tmp_path))
    with reading(engine) as connection:
        assert list(connection.scalars(select(accounts.c.user_name))) == ["fajar"]
    engine.dispose()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", f"at least {passwords.SHORTEST} characters"),
        ("password1234", "easy to guess"),
        ("fajardaulay", "name"),
        ("", "at least"),
    ],
)
def test_the_first_administrator_needs_a_password_that_nobody_guesses(
    mutasi: Mutasi, password: str, words: str
) -> None:
    mutasi("db", "upgrade")
    told = mutasi(*ADMINISTRATOR, typed=f"{password}\n")
    assert told.exit_code == 1
    assert words in told.output


# -- a city's registers ----------------------------------------------------------------------------------------------


def test_a_citys_folder_is_loaded_into_an_empty_database_once(mutasi: Mutasi, tmp_path: Path) -> None:
    write_city(tmp_path / "city", city_day(now()))
    mutasi("db", "upgrade")
    told = mutasi("load", str(tmp_path / "city"))
    assert told.exit_code == 0, told.output
    assert "employees" in told.output.splitlines()[-1]
    again = mutasi("load", str(tmp_path / "city"))
    assert again.exit_code == 1
    assert "the database is not empty" in again.output


def test_a_folder_with_a_fault_is_not_loaded_at_all(mutasi: Mutasi, tmp_path: Path) -> None:
    write_city(tmp_path / "city", city_day(now()))
    listed = tmp_path / "city" / "units.csv"
    listed.write_text(
        listed.read_text().replace(
            "SETDA,Sekretariat Daerah,sekretariat,KOTA", "SETDA,Sekretariat Daerah,sekretariat,NOWHERE", 1
        )
    )
    mutasi("db", "upgrade")
    told = mutasi("load", str(tmp_path / "city"))
    assert told.exit_code == 1
    assert re.search(r"units.csv, baris \d+, kolom parent: “NOWHERE”", told.output)
    assert "nothing was loaded" in told.output
    assert re.search(
        r"units.csv, row \d+, column parent", mutasi("load", str(tmp_path / "city"), "--language", "en").output
    )
    engine = connect(url_in(tmp_path))
    with reading(engine) as connection:
        assert holds_nothing(connection)
    engine.dispose()


# -- the law ---------------------------------------------------------------------------------------------------------


def test_the_law_is_checked(mutasi: Mutasi) -> None:
    told = mutasi("policy", "check")
    assert told.exit_code == 0
    assert current().digest.hex() in told.output


@pytest.mark.parametrize(("language", "word"), [("id", "Usulan"), ("en", "proposal")])
def test_the_law_is_printed_in_both_languages(mutasi: Mutasi, language: str, word: str) -> None:
    told = mutasi("policy", "print", "--language", language)
    assert told.exit_code == 0
    assert word.lower() in told.output.lower()


def test_the_machine_is_drawn(mutasi: Mutasi) -> None:
    told = mutasi("diagram")
    assert "stateDiagram-v2" in told.output
    for state in current().states:
        assert state in told.output


# -- the ledger ------------------------------------------------------------------------------------------------------


@pytest.fixture
def told_case(mutasi: Mutasi, tmp_path: Path) -> Engine:
    """Tell a need and a proposal in a town that the commands find."""
    mutasi("db", "upgrade")
    engine = connect(url_in(tmp_path))
    town = towns.found(engine)
    telling.proposed(town, date(2024, 3, 4), date(2024, 4, 1))
    return engine


def test_a_ledger_that_says_what_was_written_is_no_reason_to_worry(mutasi: Mutasi, told_case: Engine) -> None:
    told = mutasi("audit", "verify", "--language", "en")
    assert told.exit_code != 1, told.output
    assert "1 transfers, 2 lines" in told.output
    with reading(told_case) as connection:
        run = connection.execute(select(verifications)).one()
    assert (run.account_id, run.entries) == (None, 2)
    assert run.operator


def test_an_edited_line_is_named(mutasi: Mutasi, told_case: Engine, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "var" / "mutasi.db")) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'entries' AND type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE entries SET bytes = CAST(replace(bytes, 'propose', 'approve') AS BLOB) WHERE number = 2"
        )
        connection.commit()
    told = mutasi("audit", "verify", "--language", "en")
    assert told.exit_code == 1
    assert "MUT-2024-0001 line 2" in told.output
    assert told.output.splitlines()[-1].startswith("tampered:")
