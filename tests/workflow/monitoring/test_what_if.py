"""What if, over a small ledger worked out by hand: two moved, one met and one waived, and two were only proposed."""

from datetime import date
from fractions import Fraction

import pytest

from policies.loading import current
from tests.stories.town import Town
from tests.workflow.monitoring import lives
from workflow.database import reading
from workflow.monitoring import what_if
from workflow.monitoring.keeping import keep
from workflow.monitoring.what_if import LOOSER, STRICTER, Chain, WhatIf

TODAY = date(2024, 11, 1)
NOTHING = Chain(0, 0, 0, 0, 0)


def asked(town: Town, rule: str, today: date = TODAY) -> WhatIf:
    """Ask what if."""
    with reading(town.engine) as connection:
        return what_if.what_if(connection, current(), rule, today)


@pytest.mark.parametrize("kept", [False, True])
def test_time_in_the_post(town: Town, kept: bool) -> None:
    """On the planned dates Nurhamidah had held her post for 46 months, Fitri for 61, Ramli for 73, Togar for 16."""
    lives.everything(town)
    if kept:
        keep(town.engine)
    found = asked(town, "R-TEN-01")
    assert (found.in_force, found.all, found.unknown) == (24, 4, 0)
    assert found.tried(Fraction(36)).changed == NOTHING  # nobody was between 24 and 36
    stricter = found.tried(Fraction(48))  # not in the grid, yet the same sum
    assert (stricter.kind, stricter.changed) == (STRICTER, Chain(1, 1, 1, 1, 1))
    assert stricter.others == Chain(2, 0, 0, 0, 0)  # Fitri and Ramli
    looser = found.tried(Fraction(12))
    assert (looser.kind, looser.changed) == (LOOSER, Chain(1, 1, 1, 0, 0))  # Togar: due, and not evaluated
    assert looser.changed is not None
    assert looser.changed.unevaluated == 1
    assert found.tried(Fraction(18)).changed == NOTHING
    assert found.tried(Fraction(18)).others == Chain(1, 1, 1, 0, 0)
    assert found.tried(Fraction(24)).changed == NOTHING


def test_before_it_is_due(town: Town) -> None:
    lives.everything(town)
    assert asked(town, "R-TEN-01", date(2024, 9, 30)).tried(Fraction(12)).changed == Chain(1, 1, 0, 0, 0)


def test_the_donors_fill(town: Town) -> None:
    """The hospital had one nurse over, so Nurhamidah's move left it as it was, whatever the floor."""
    lives.straight(town)
    found = asked(town, "R-DON-01")
    assert [unit.spared for unit in found.units] == [True]
    assert all(tried.changed == NOTHING for tried in what_if.rows(found))


def test_a_looser_block_has_no_answer(town: Town) -> None:
    lives.straight(town)
    found = asked(town, "R-TEN-01")
    block = WhatIf(current().rules["R-ELG-01"], found.in_force, found.grid, found.units, 3)
    assert (block.tried(Fraction(12)).changed, block.tried(Fraction(12)).refused) == (None, 3)
    assert block.tried(Fraction(36)).changed == NOTHING


@pytest.mark.parametrize("kept", [False, True])
def test_which_transfers_those_are(town: Town, kept: bool) -> None:
    straight, waived, *_ = lives.everything(town)
    if kept:
        keep(town.engine)
    found = asked(town, "R-TEN-01")
    with reading(town.engine) as connection:

        def changed(value: int) -> list[tuple[int, Fraction]]:
            return what_if.changed_transfers(connection, found, found.tried(Fraction(value)), TODAY, 10)

        assert changed(48) == [(town.transfer(straight, connection), 46)]
        assert changed(12) == [(town.transfer(waived, connection), 16)]
        assert changed(24) == []


def test_only_three_rules_may_be_tried_out(town: Town) -> None:
    with pytest.raises(KeyError):
        asked(town, "R-DIS-01")
