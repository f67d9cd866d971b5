"""What is published attacked: no hidden number follows, whatever somebody works out from all tables of a year."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.statistics.shares import coarse
from policies.statistics.small import HIDDEN, Cell, Published, hidden_of, publish

LEAST, TENTH = 5, Fraction(1, 10)


def table(*trials: int) -> dict[str, Cell]:
    """Give a table of groups a, b, c … in each of which nobody succeeded."""
    return {"abcdefg"[n]: Cell(each, 0) for n, each in enumerate(trials)}


@pytest.mark.parametrize(
    ("trials", "hidden"),
    [
        ((9, 6, 5), ""),
        ((9, 6, 4), "bc"),  # the second smallest too, else 19 − 15 = 4
        ((9, 7, 7, 4), "bcd"),  # both that are alike: the first of them by its name would be told apart
        ((20, 3, 4), "bc"),  # two are hidden: only their sum follows
        ((20, 4, 4), "abc"),  # a sum of 8 would say 4 and 4
        ((20, 10, 1, 2), "bcd"),  # a sum of 3 is a small number too
        ((20, 10, 1, 1, 1, 1, 1), "bcdefg"),  # a sum of 5 would say that there is one in each
        ((4, 2), "ab"),
        ((4,), "a"),
        ((7,), ""),
    ],
)
def test_which_groups_are_hidden(trials: Sequence[int], hidden: str) -> None:
    assert hidden_of(table(*trials), LEAST) == set(hidden)


def test_what_is_shown_of_the_others() -> None:
    (shown,) = publish([{"near": Cell(12, 10), "far": Cell(7, 2), "further": Cell(3, 1)}], LEAST, TENTH)
    assert shown == {"near": (12, Fraction(8, 10)), "far": HIDDEN, "further": HIDDEN}


def test_all_and_none_are_not_told() -> None:
    (shown,) = publish([{"near": Cell(12, 12), "far": Cell(7, 0)}], LEAST, TENTH)
    assert shown == {"near": (12, Fraction(9, 10)), "far": (7, Fraction(1, 10))}


def test_shares_are_withheld_that_would_tell_of_the_hidden() -> None:
    # By the first table 5 of the 14 succeeded; by the second all of these did so in group c, and none of the others.
    told = {"a": Cell(7, 2), "b": Cell(7, 3)}
    tight = {"c": Cell(7, 5), "d": Cell(4, 0), "e": Cell(3, 0)}
    shown = publish([told, tight], LEAST, TENTH)
    assert shown[0] == {"a": (7, Fraction(3, 10)), "b": (7, Fraction(4, 10))}
    assert shown[1] == {"c": (7, None), "d": HIDDEN, "e": HIDDEN}


def test_nothing_to_publish() -> None:
    assert publish([], LEAST, TENTH) == ()
    assert publish([table(4), table(2, 2), table(4, 20)], LEAST, TENTH) == ({}, {}, {})


# -- the attack: every year that would be published just so is worked out -------------------------------------------

GROUPS = st.lists(st.integers(1, 9), min_size=1, max_size=4)


@st.composite
def years(draw: st.DrawFn) -> list[dict[str, Cell]]:
    """Give two tables of the same people."""
    first = draw(GROUPS)
    people = sum(first)
    successes = draw(st.integers(0, people))
    cut = sorted(draw(st.sets(st.integers(1, people - 1), max_size=2))) if people > 1 else []
    second = [end - start for start, end in zip([0, *cut], [*cut, people], strict=True)]
    return [_filled(first, successes, draw), _filled(second, successes, draw)]


def _filled(trials: Sequence[int], successes: int, draw: st.DrawFn) -> dict[str, Cell]:
    left, room = successes, sum(trials)
    cells = {}
    for name, each in zip("abcdef", trials, strict=False):
        room -= each
        own = draw(st.integers(max(left - room, 0), min(each, left)))
        left -= own
        cells[name] = Cell(each, own)
    return cells


def partitions(total: int, size: int) -> Iterator[tuple[int, ...]]:
    """Give every way to divide so many people into so many groups, none of them empty."""
    if size == 1:
        yield (total,)
        return
    for first in range(1, total - size + 2):
        for rest in partitions(total - first, size - 1):
            yield (first, *rest)


@given(years())
def test_no_hidden_number_of_people_follows(tables: list[dict[str, Cell]]) -> None:
    people = sum(cell.trials for cell in tables[0].values())
    for truth, shown in zip(tables, publish(tables, LEAST, TENTH), strict=True):
        hidden = [name for name, each in shown.items() if each.trials is None]
        if not hidden:
            continue
        left = people - sum(each.trials or 0 for each in shown.values())
        fits = [
            way
            for way in partitions(left, len(hidden))
            if hidden_of({**truth, **_of_sizes(hidden, way)}, LEAST) == set(hidden)
        ]
        for place, _ in enumerate(hidden):
            assert len({way[place] for way in fits}) > 1


def _of_sizes(names: Sequence[str], sizes: Sequence[int]) -> dict[str, Cell]:
    return {name: Cell(size, 0) for name, size in zip(names, sizes, strict=True)}


@given(years())
def test_no_hidden_number_of_successes_follows(tables: list[dict[str, Cell]]) -> None:
    shown = publish(tables, LEAST, TENTH)
    people = sum(cell.trials for cell in tables[0].values())
    totals = set.intersection(*(set(range(people + 1)), *(_totals(each, people) for each in shown)))
    for truth, each in zip(tables, shown, strict=True):
        unseen = sum(truth[name].trials for name, group in each.items() if group.trials is None)
        if not unseen:
            continue
        told = _successes(each)
        among_hidden = {total - own for total in totals for own in told if 0 <= total - own <= unseen}
        assert among_hidden - {0}, "it follows that none of them succeeded"
        assert among_hidden - {unseen}, "it follows that all of them succeeded"


def _successes(shown: Published) -> set[int]:
    """Give how many of the shown groups together can have succeeded."""
    each = [
        [n for n in range(group.trials + 1) if group.share is None or coarse(n, group.trials, TENTH) == group.share]
        for group in shown.values()
        if group.trials is not None
    ]
    return {sum(way) for way in product(*each)}


def _totals(shown: Published, people: int) -> set[int]:
    """Give how many of all can have succeeded, as one table tells."""
    unseen = people - sum(group.trials or 0 for group in shown.values())
    return {own + more for own in _successes(shown) for more in range(unseen + 1)}
