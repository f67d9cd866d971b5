"""Acts that are held up, run into a deadlock or die: nothing is left half, and the same form may be sent again."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import partial
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from tests.databases import as_owner
from tests.sources import ROOT
from tests.stories import telling
from tests.stories.town import Town, at, found
from tests.workflow.ledger_rows import everything
from tests.workflow.race import until_waiting
from workflow.acts import Attempt, perform
from workflow.answers import Overtaken
from workflow.database import Busy, connect
from workflow.database.connections import opened

MONDAY = date(2024, 3, 4)
TUESDAY = date(2024, 3, 5)
APRIL = date(2024, 4, 1)


@pytest.fixture
def town(engine: Engine) -> Town:
    return found(engine)


@pytest.fixture
def impatient(town: Town, database_url: str) -> Iterator[Town]:
    """The same town as a server sees it that waits for a lock for one second only."""
    engine = opened(make_url(database_url), lock_seconds=1, statement_seconds=30)
    yield replace(town, engine=engine)
    engine.dispose()


@contextmanager
def _held(url: str, transfer: int) -> Iterator[Any]:
    """Hold a transfer in a transaction that somebody forgot to end."""
    with _outside(url) as connection:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("BEGIN IMMEDIATE")
        else:
            # A deadlock is noticed by who has waited for this long: the act, which waits less, and not this one.
            connection.execute("SET deadlock_timeout = '30s'")
            connection.execute("SELECT id FROM transfers WHERE id = %s FOR UPDATE", [transfer])
        yield connection
        connection.rollback()


def _outside(url: str) -> Any:
    location = make_url(as_owner(url))
    if location.get_backend_name() == "sqlite":
        return closing(sqlite3.connect(str(location.database), isolation_level=None))
    return psycopg.connect(location.set(drivername="postgresql").render_as_string(hide_password=False))


# -- busy -------------------------------------------------------------------------------------------------------


def test_a_held_case_is_busy_and_the_same_form_works_afterwards(impatient: Town, database_url: str) -> None:
    case = telling.proposed(impatient, MONDAY, APRIL)
    answer = partial(
        impatient.act, "parlindungan", "donor-answer", TUESDAY, case, {"answer": "consents"}, seen=2, key="once"
    )
    before = everything(database_url)
    with _held(database_url, 1), pytest.raises(Busy):
        answer()
    assert everything(database_url) == before
    receipt = answer()
    assert (receipt.number, receipt.repeated) == (3, False)


def test_a_deadlock_is_busy_and_the_same_form_works_afterwards(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    town = found(engine)
    case = telling.needed(town, MONDAY)
    proposal = partial(telling.propose, town, case, TUESDAY, APRIL)
    with ThreadPoolExecutor(1) as pool, _held(postgresql_url, 1) as other:
        act = pool.submit(proposal)  # locks Nurhamidah, then waits for the transfer
        until_waiting(postgresql_url, 1)
        other.execute("SELECT id FROM employees WHERE id = %s FOR UPDATE", [town.employee["nurhamidah"]])
        with pytest.raises(Busy):
            act.result(timeout=30)
    assert town.case(case).number == 1
    proposal()
    assert town.case(case).state == "proposed"
    engine.dispose()


def test_a_candidate_who_changes_while_the_old_one_is_waited_for_is_busy(postgresql_url: str) -> None:
    engine = connect(postgresql_url)
    town = found(engine)
    case = telling.proposed(town, MONDAY, APRIL)
    opening = partial(town.act, "irwan", "open-ballot", TUESDAY, case, {"closes_at": at(APRIL)}, seen=2)
    with ThreadPoolExecutor(1) as pool, _outside(postgresql_url) as other:
        other.execute("SELECT id FROM employees WHERE id = %s FOR UPDATE", [town.employee["nurhamidah"]])
        act = pool.submit(opening)  # has seen Nurhamidah's name, and waits for her
        until_waiting(postgresql_url, 1)
        town.act("irwan", "return", TUESDAY, case, {"reason": "Calon tertukar."})
        telling.propose(town, case, TUESDAY, APRIL, employee="fitri")
        other.rollback()
        with pytest.raises(Busy):
            act.result(timeout=30)
    with pytest.raises(Overtaken):
        opening()
    engine.dispose()


# -- killed -----------------------------------------------------------------------------------------------------


def _killed(url: str, attempt: Attempt, moment: datetime, writes: int) -> None:
    """Let another process begin the act and die after so many writes."""
    arguments = [url, str(writes), moment.isoformat(), json.dumps(asdict(attempt))]
    died = subprocess.run([sys.executable, "-m", "tests.workflow.dying", *arguments], cwd=ROOT, timeout=60)
    assert died.returncode == -signal.SIGKILL, f"write {writes} was never reached"


def _leaves_nothing_half(town: Town, url: str, attempt: Attempt, moment: datetime, writes: int) -> None:
    before = everything(url)
    for number in range(1, writes + 1):
        _killed(url, attempt, moment, number)
        assert everything(url) == before, f"something is left of the act that died after write {number}"
    assert not perform(town.engine, attempt, moment).repeated
    assert everything(url) != before


def test_a_need_that_dies_leaves_nothing_half(town: Town, database_url: str) -> None:
    form = {"post": str(town.post["NERS-PKM"]), "note": "Layanan malam terhenti."}
    attempt = Attempt(town.account["maslan"], "identify", None, form, "once")
    # The case number, the transfer, the law, the entry, its private values.
    _leaves_nothing_half(town, database_url, attempt, at(MONDAY), writes=5)
    assert town.case("MUT-2024-0001").number == 1


def test_an_execution_that_dies_leaves_the_employee_where_she_was(town: Town, database_url: str) -> None:
    case = telling.proposed(town, MONDAY, APRIL)
    telling.carried(town, case, TUESDAY)
    telling.recommended(town, case, TUESDAY)
    telling.trained(town, case, TUESDAY)
    telling.decreed(town, case, TUESDAY, APRIL)
    telling.sworn(town, case, TUESDAY)
    form = {"number": "800/07/PKM/2024", "on": APRIL.isoformat()}
    attempt = Attempt(town.account["masdalena"], "execute", case, form, "once", town.case(case).number)
    # The entry, its private values, the employee, the page of history that closes, the one that opens.
    _leaves_nothing_half(town, database_url, attempt, at(APRIL), writes=5)
    assert town.register("nurhamidah")["post_id"] == town.post["NERS-PKM"]


def test_who_never_heard_the_answer_gets_it_again(town: Town, database_url: str) -> None:
    form = {"post": str(town.post["NERS-PKM"]), "note": "Layanan malam terhenti."}
    attempt = Attempt(town.account["maslan"], "identify", None, form, "once")
    first = perform(town.engine, attempt, at(MONDAY))
    again = connect(database_url)
    assert perform(again, attempt, at(TUESDAY)) == replace(first, repeated=True)
    again.dispose()
