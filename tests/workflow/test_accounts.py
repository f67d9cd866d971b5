"""Passwords, throttling and sessions, on both databases."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, insert, select, update

from workflow.accounts import demonstration, own, passwords, sessions, signing_in, throttling
from workflow.accounts.own import WeakPassword, WrongPresentPassword
from workflow.accounts.passwords import Weakness
from workflow.accounts.sessions import Lifetime, Session
from workflow.accounts.signing_in import Credentials, SignedIn, WrongPassword
from workflow.accounts.throttling import Throttled
from workflow.database import reading, writing
from workflow.register import record
from workflow.tables import accounts, attempts, employees, security_events
from workflow.tables import sessions as kept_sessions

SECRET = "keys the hashes of names and addresses"
PASSWORD = "kapal jendela hujan sore"
NIP = "198503142010032901"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LIFETIME = Lifetime(timedelta(minutes=30), timedelta(hours=12))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def rosmaida(engine: Engine) -> int:
    """Give Rosmaida, who is in the register of employees, an account with a password."""
    with writing(engine) as connection:
        person = {"nip": NIP, "name": "Rosmaida Purba", "sex": "P", "birth_date": date(1985, 3, 14)}
        row = person | {"status": "PNS", "standing": "AKTIF", "rank": "III/c", "education": "40"}
        employee = connection.execute(insert(employees), row).inserted_primary_key[0]
    return account(engine, "rosmaida", employee_id=employee)


def account(engine: Engine, user_name: str, **more: Any) -> int:
    """Make an account."""
    row = {"user_name": user_name, "name": user_name.title(), "created_at": START}
    row |= {"password_hash": passwords.hashed(PASSWORD)} | more
    with writing(engine) as connection:
        return int(connection.execute(insert(accounts), row).inserted_primary_key[0])


def enter(engine: Engine, name: str, password: str = PASSWORD, *, at: datetime = START, address: str = "") -> SignedIn:
    """Try to sign in."""
    return signing_in.sign_in(engine, SECRET, Credentials(name, password, address or "192.0.2.7"), at)


def session_of(engine: Engine, token: str, at: datetime) -> Session | None:
    """Find the session of a token."""
    with reading(engine) as connection:
        return sessions.find(connection, token, LIFETIME, at)


def events(engine: Engine) -> list[str]:
    """Name the security events so far."""
    with reading(engine) as connection:
        return list(connection.scalars(select(security_events.c.kind).order_by(security_events.c.id)))


def fail(engine: Engine, name: str, times: int, *, at: datetime = START, address: str = "") -> None:
    """Fail so many times, a second apart."""
    for second in range(times):
        with pytest.raises(WrongPassword):
            enter(engine, name, "wrong", at=at + timedelta(seconds=second), address=address)


# -- passwords -------------------------------------------------------------------------------------------------------


def test_a_password_matches_itself_only_however_it_was_typed() -> None:
    kept = passwords.hashed("garçon kapal jendela")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, "garc\u0327on kapal jendela")
    assert not passwords.matches(kept, "garcon kapal jendela")
    assert not passwords.matches(None, "garçon kapal jendela")
    assert not passwords.matches("not a hash", "garçon kapal jendela")


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("s3Kxq!", Weakness.SHORT),
        ("x" * 201, Weakness.LONG),
        ("password123", Weakness.GUESSABLE),
        ("qwertyuiop12", Weakness.GUESSABLE),
        ("198503142010032901", Weakness.PERSONAL),
        ("rosmaidapurba", Weakness.PERSONAL),
        (PASSWORD, None),
        ("padi-angin-7-meja", None),
        ("kapal jendela hujan sore " * 8, None),
    ],
)
def test_a_new_password_must_not_be_guessable(password: str, weakness: Weakness | None) -> None:
    assert passwords.weakness(password, ["Rosmaida Purba", NIP, "rosmaida"]) is weakness


# -- throttling ------------------------------------------------------------------------------------------------------


def minutes(*numbers: float) -> list[datetime]:
    """Give moments by their minutes after the start."""
    return [START + number * MINUTE for number in numbers]


@pytest.mark.parametrize(
    ("failures", "free_at"),
    [
        (minutes(0, 1, 2, 3), None),
        (minutes(0, 1, 2, 3, 4), 5),
        (minutes(0, 5, 10, 14, 14.9), 15.9),
        (minutes(0, 5, 10, 14, 15), None),  # the first of them lies a whole window back
        (minutes(0, 0, 0, 0, 0, 1), 3),
        (minutes(0, 0, 0, 0, 0, 1, 3), 7),
        (minutes(0, 0, 0, 0, 0, 1, 3, 7, 15, 31, 63), 63 + 60),  # and never longer than an hour
        (minutes(0, 0, 0, 0, 0, 16), 18),
        (minutes(0, 0, 0, 0, 0, 16.1), None),  # nothing failed for a window after the wait: counted afresh
    ],
)
def test_the_wait_doubles_with_each_failure(failures: Sequence[datetime], free_at: float | None) -> None:
    expected = None if free_at is None else START + free_at * MINUTE
    assert throttling.wait_after(failures, 5) == expected


def test_an_ipv6_network_is_one_address() -> None:
    one = throttling.by_address(SECRET, "2001:db8:1:2::7")
    assert one == throttling.by_address(SECRET, "2001:db8:1:2:ffff::1")
    assert one != throttling.by_address(SECRET, "2001:db8:1:3::7")
    assert throttling.by_address(SECRET, "192.0.2.1") != throttling.by_address(SECRET, "192.0.2.2")
    assert throttling.by_address(SECRET, "unix:").limit == throttling.ADDRESS_LIMIT


def test_after_five_failures_even_the_right_password_waits(engine: Engine, rosmaida: int) -> None:
    fail(engine, "rosmaida", 5)
    with pytest.raises(Throttled) as refused:
        enter(engine, NIP, at=START + timedelta(seconds=30))
    assert refused.value.until == START + timedelta(seconds=4) + MINUTE
    assert enter(engine, NIP, at=refused.value.until).account == rosmaida
    assert events(engine) == ["sign-in-failed"] * 5 + ["sign-in-throttled", "signed-in"]


def test_waiting_attempts_neither_count_nor_leave_a_trace(engine: Engine, rosmaida: int) -> None:
    fail(engine, "rosmaida", 5)
    for second in range(10, 20):
        with pytest.raises(Throttled):
            enter(engine, "rosmaida", "wrong", at=START + timedelta(seconds=second))
    assert events(engine).count("sign-in-throttled") == 1
    with reading(engine) as connection:
        assert len(connection.execute(select(attempts)).all()) == 10  # five by the account, five by the address


def test_signing_in_forgets_the_failures_of_the_account(engine: Engine, rosmaida: int) -> None:
    fail(engine, "rosmaida", 4)
    enter(engine, "rosmaida", at=START + MINUTE)
    fail(engine, "rosmaida", 4, at=START + 2 * MINUTE)
    assert enter(engine, "rosmaida", at=START + 3 * MINUTE)


def test_an_address_may_fail_twenty_times_and_success_elsewhere_does_not_help_it(engine: Engine, rosmaida: int) -> None:
    for number in range(10):
        fail(engine, f"nobody{number}", 2, at=START + timedelta(seconds=2 * number))
        if number < 9:
            enter(engine, "rosmaida", at=START + timedelta(seconds=2 * number + 1, milliseconds=1))
    with pytest.raises(Throttled):
        enter(engine, "rosmaida", at=START + timedelta(seconds=25))
    assert enter(engine, "rosmaida", at=START + timedelta(seconds=25), address="192.0.2.8")


def test_a_name_that_nobody_has_is_throttled_like_any_other(engine: Engine, rosmaida: int) -> None:
    fail(engine, "nobody", 5)
    with pytest.raises(Throttled):
        enter(engine, "nobody", at=START + timedelta(seconds=30))
    assert enter(engine, "rosmaida", at=START + timedelta(seconds=30))


def test_guesses_made_at_once_are_all_counted(engine: Engine, rosmaida: int) -> None:
    together = Barrier(16)

    def guess(_number: int) -> str:
        together.wait(timeout=20)
        try:
            enter(engine, "rosmaida", "wrong")
        except (WrongPassword, Throttled) as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(16)))
    assert sorted(answers) == ["Throttled"] * 11 + ["WrongPassword"] * 5


def test_no_name_and_no_address_is_kept_in_clear(engine: Engine, rosmaida: int) -> None:
    fail(engine, "hunter2 is my password", 5)
    fail(engine, "rosmaida", 5)
    with reading(engine) as connection:
        kept = repr(connection.execute(select(attempts.c.subject)).all())
        kept += repr(connection.execute(select(security_events)).all())
    assert "hunter2" not in kept
    assert "192.0.2.7" not in kept
    assert NIP not in kept


# -- signing in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rosmaida", " Rosmaida ", NIP, "19850314 201003 2 901"])
def test_one_signs_in_by_user_name_or_nip(engine: Engine, rosmaida: int, name: str) -> None:
    entered = enter(engine, name)
    assert entered.account == rosmaida
    found = session_of(engine, entered.token, START)
    assert found is not None
    assert found.account == rosmaida


def test_the_database_cannot_be_used_to_sign_in(engine: Engine, rosmaida: int) -> None:
    token = enter(engine, "rosmaida").token
    with reading(engine) as connection:
        stored = connection.execute(select(kept_sessions.c.token_hash)).scalar_one()
    assert len(token) >= 43
    assert token.encode() not in bytes(stored)
    assert session_of(engine, bytes(stored).hex(), START) is None


@pytest.mark.parametrize("change", [{"disabled_at": START}, {"password_hash": None}])
def test_a_closed_account_is_like_none(engine: Engine, rosmaida: int, change: dict[str, Any]) -> None:
    with writing(engine) as connection:
        connection.execute(update(accounts).where(accounts.c.id == rosmaida).values(**change))
    fail(engine, "rosmaida", 1)


def test_an_old_hash_is_made_anew(engine: Engine) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    number = account(engine, "sutan", password_hash=old)
    enter(engine, "sutan")
    with reading(engine) as connection:
        fresh = connection.scalar(select(accounts.c.password_hash).where(accounts.c.id == number))
    assert not passwords.outdated(fresh)
    assert passwords.matches(fresh, PASSWORD)


# -- sessions --------------------------------------------------------------------------------------------------------


def test_a_session_ends_unused_after_thirty_minutes(engine: Engine, rosmaida: int) -> None:
    token = enter(engine, "rosmaida").token
    assert session_of(engine, token, START + 29 * MINUTE)
    assert session_of(engine, token, START + 30 * MINUTE) is None


def test_a_session_in_use_ends_after_twelve_hours(engine: Engine, rosmaida: int) -> None:
    token, at = enter(engine, "rosmaida").token, START
    while at < START + timedelta(hours=11, minutes=50):
        at += 10 * MINUTE
        found = session_of(engine, token, at)
        assert found is not None, at
        sessions.note_use(engine, found, at)
    assert session_of(engine, token, START + timedelta(hours=12)) is None


def test_use_is_noted_at_most_once_a_minute(engine: Engine, rosmaida: int) -> None:
    token = enter(engine, "rosmaida").token
    for seconds, noted in ((59, 0), (60, 60), (90, 60), (120, 120)):
        found = session_of(engine, token, START + timedelta(seconds=seconds))
        assert found is not None
        sessions.note_use(engine, found, START + timedelta(seconds=seconds))
        now_known = session_of(engine, token, START + timedelta(seconds=seconds))
        assert now_known is not None
        assert now_known.last_seen_at == START + timedelta(seconds=noted)


def test_signing_out_ends_the_session_for_good(engine: Engine, rosmaida: int) -> None:
    token = enter(engine, "rosmaida").token
    found = session_of(engine, token, START)
    assert found is not None
    sessions.sign_out(engine, found, START + MINUTE)
    sessions.sign_out(engine, found, START + MINUTE)
    sessions.note_use(engine, found, START + 2 * MINUTE)
    assert session_of(engine, token, START + 2 * MINUTE) is None
    assert events(engine) == ["signed-in", "signed-out"]


def test_one_ends_other_sessions_of_ones_own_only(engine: Engine, rosmaida: int) -> None:
    account(engine, "sutan")
    mine, other, foreign = (enter(engine, name).token for name in ("rosmaida", "rosmaida", "sutan"))
    here, there, elsewhere = (session_of(engine, token, START) for token in (mine, other, foreign))
    assert here is not None
    assert there is not None
    assert elsewhere is not None
    assert not sessions.end_other(engine, here, elsewhere.id, START)
    assert not sessions.end_other(engine, here, here.id, START)
    assert sessions.end_other(engine, here, there.id, START)
    assert session_of(engine, other, START) is None
    assert session_of(engine, foreign, START)
    with reading(engine) as connection:
        assert [one.id for one in sessions.of_account(connection, rosmaida, LIFETIME, START)] == [here.id]


# -- one's own account -----------------------------------------------------------------------------------------------


def test_changing_the_password_ends_every_other_session(engine: Engine, rosmaida: int) -> None:
    here, there = enter(engine, "rosmaida").token, enter(engine, "rosmaida").token
    present = session_of(engine, here, START)
    assert present is not None
    fresh = own.change_password(engine, SECRET, present, PASSWORD, "padi-angin-7-meja", START)
    assert session_of(engine, here, START) is None
    assert session_of(engine, there, START) is None
    assert session_of(engine, fresh, START)
    fail(engine, "rosmaida", 1)
    assert enter(engine, "rosmaida", "padi-angin-7-meja", at=START + MINUTE)
    assert "password-changed" in events(engine)


def test_a_weak_new_password_changes_nothing(engine: Engine, rosmaida: int) -> None:
    token = enter(engine, "rosmaida").token
    present = session_of(engine, token, START)
    assert present is not None
    with pytest.raises(WeakPassword) as refused:
        own.change_password(engine, SECRET, present, PASSWORD, "rosmaidapurba", START)
    assert refused.value.weakness is Weakness.PERSONAL
    assert session_of(engine, token, START)
    assert enter(engine, "rosmaida")


def test_the_present_password_cannot_be_guessed_at_a_borrowed_screen(engine: Engine, rosmaida: int) -> None:
    present = session_of(engine, enter(engine, "rosmaida").token, START)
    assert present is not None
    for second in range(5):
        with pytest.raises(WrongPresentPassword):
            own.change_password(engine, SECRET, present, "wrong", PASSWORD * 2, START + timedelta(seconds=second))
    with pytest.raises(Throttled):
        own.change_password(engine, SECRET, present, PASSWORD, PASSWORD * 2, START + timedelta(seconds=10))


# -- the demonstration -----------------------------------------------------------------------------------------------


def test_nobody_enters_without_a_password_but_in_a_demonstration(engine: Engine) -> None:
    number = account(engine, "auditor", password_hash=None)
    account(engine, "sutan")
    assert demonstration.sign_in_as(engine, "auditor", START) is None
    with writing(engine) as connection:
        record(connection, "demo", None, START, {})
    entered = demonstration.sign_in_as(engine, "auditor", START)
    assert entered is not None
    assert entered.account == number
    assert demonstration.sign_in_as(engine, "sutan", START) is None
    assert demonstration.sign_in_as(engine, "walikota", START) is None
    with reading(engine) as connection:
        assert [(offer.role, offer.name) for offer in demonstration.offers(connection)] == [("auditor", "Auditor")]
