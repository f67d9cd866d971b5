"""Slots that a kept plan fills, counted from its moves: arrivals less departures on the posts that needs ask for."""

from types import SimpleNamespace
from typing import Any

from workflow.planning.overview import filled


def move(there: int, here: int | None = None, need: int | None = None) -> Any:
    """Give a move as a plan keeps it."""
    return SimpleNamespace(post_id=there, from_post_id=here, need_id=need)


def test_a_plan_of_no_moves_fills_nothing() -> None:
    assert filled([]) == 0


def test_each_arrival_on_a_needed_post_fills_a_slot() -> None:
    assert filled([move(1, 9, need=5), move(1, None, need=5), move(2, 8, need=6)]) == 3


def test_a_link_and_an_exchange_fill_none() -> None:
    assert filled([move(1, 9, need=5), move(9, 8)]) == 1
    assert filled([move(1, 2), move(2, 1)]) == 0


def test_who_leaves_a_needed_post_opens_what_another_fills() -> None:
    assert filled([move(1, 2, need=5), move(2, 3, need=6), move(4, 2, need=7)]) == 2
