"""Threads of one process take turns before SQLite's single writer."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select, update

from workflow.database import Busy, connect, reading, writing
from workflow.database.turns import Turns
from workflow.tables import case_numbers


def test_first_come_first_served() -> None:
    turns = Turns()
    served: list[int] = []

    def take(number: int) -> None:
        with turns.turn(10):
            served.append(number)

    threads = [threading.Thread(target=take, args=[number]) for number in range(8)]
    with turns.turn(1):
        for place, thread in enumerate(threads, start=1):
            thread.start()
            _until_in_line(turns, place)
    for thread in threads:
        thread.join(10)
    assert served == list(range(8))


def test_who_waits_too_long_is_told_so_and_the_line_goes_on() -> None:
    turns = Turns()
    with turns.turn(1), ThreadPoolExecutor(1) as other:
        impatient = other.submit(_take, turns, 0.05)
        with pytest.raises(Busy):
            impatient.result(10)
    assert _take(turns, 1)


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns()
    with pytest.raises(LookupError), turns.turn(1):
        raise LookupError
    assert _take(turns, 1)


def test_a_turn_that_comes_just_as_somebody_leaves_goes_to_the_next() -> None:
    """Waits so short that handing over and giving up happen at once, again and again; nobody is forgotten."""
    turns = Turns()
    had: list[int] = []

    def hurry() -> None:
        for _ in range(300):
            try:
                with turns.turn(0.0002):
                    had.append(1)
                    time.sleep(0.0001)
            except Busy:
                pass

    threads = [threading.Thread(target=hurry) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert had
    assert _take(turns, 1)


def test_a_write_inside_of_a_write_is_a_mistake_that_is_said(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with writing(engine), pytest.raises(RuntimeError, match="inside"), writing(engine):
        pass
    with writing(engine) as connection:
        connection.execute(insert(case_numbers), {"year": 2026, "last": 1})
    engine.dispose()


def test_sixteen_threads_lose_no_write_and_none_of_them_starves(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with writing(engine) as connection:
        connection.execute(insert(case_numbers), {"year": 2026, "last": 0})

    def count_up(_: int) -> float:
        begun = time.monotonic()
        with writing(engine) as connection:
            last = connection.scalar(select(case_numbers.c.last))
            connection.execute(update(case_numbers).values(last=last + 1))
        return time.monotonic() - begun

    with ThreadPoolExecutor(16) as threads:
        waits = sorted(threads.map(count_up, range(320)))
    with reading(engine) as connection:
        assert connection.scalar(select(case_numbers.c.last)) == 320
    assert waits[-1] < 5 + 20 * waits[len(waits) // 2]
    engine.dispose()


def _take(turns: Turns, seconds: float) -> bool:
    with turns.turn(seconds):
        return True


def _until_in_line(turns: Turns, threads: int) -> None:
    for _ in range(2000):
        if len(turns._line) == threads:
            return
        time.sleep(0.005)
    raise AssertionError("the threads never stood in line")
