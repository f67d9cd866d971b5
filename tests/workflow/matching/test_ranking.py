"""The order of the list beside the fits one by one, however few competences are read at a time."""

import pytest
from sqlalchemy import insert

from policies import matching as law
from policies.loading import current
from tests.stories.town import Town
from tests.workflow.matching.seeking import MAY, MONDAY, names, shuffle, sought
from workflow.database import reading
from workflow.matching import ranking
from workflow.matching.candidates import weigh
from workflow.matching.pool import TOGETHER, about, levels, levels_of
from workflow.matching.ranking import Ranking
from workflow.matching.target import target
from workflow.matching.units import Units
from workflow.matching.weighing import Weighing
from workflow.tables import competences, standards


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("first", [1, 500])
def test_the_order_is_that_of_the_fits(town: Town, seed: int, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shuffle(town, seed)
    monkeypatch.setattr(ranking, "FIRST", first)
    for post in ("NERS-PKM", "KLERK-PKM", "BENDAHARA"):
        with reading(town.engine) as connection:
            there = target(connection, current(), town.post[post], MONDAY, MAY)
            weighing = Weighing(there, Units(connection, current(), MONDAY, MAY))
            order = Ranking(weighing, "1")
            found = list(order)
            fits = {who: each.fit.ten_thousandths for who, each in weigh(weighing, sorted(order.people)).items()}
        assert {each.employee: each.ten_thousandths for each in found} == fits
        assert [each.ten_thousandths for each in found] == sorted(fits.values(), reverse=True)
        better = [sum(fit > each.ten_thousandths for fit in fits.values()) for each in found]
        assert [each.rank for each in found] == [1 + count for count in better]


def test_the_order_does_not_depend_on_how_much_is_read_at_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    shuffle(town, 3)
    at_once = names(town, sought(town, "NERS-PKM"))
    monkeypatch.setattr(ranking, "FIRST", 1)
    assert names(town, sought(town, "NERS-PKM")) == at_once
    for limit in range(1, 4):
        assert names(town, sought(town, "NERS-PKM", limit=limit)) == at_once[:limit]


def test_a_standard_of_many_competences_is_summed_up_whole(town: Town) -> None:
    """The database sums up so many at a time; the match is that of all together."""
    post, ramli = town.post["NERS-PKM"], town.employee["ramli"]
    standard = {f"C-{n:02}": 1 + n % 5 for n in range(2 * TOGETHER + 3)}
    known = {code: n % 6 for n, code in enumerate(standard) if n % 7}
    town.write(insert(standards).values([{"post_id": post, "competence": c, "level": n} for c, n in standard.items()]))
    row = {"employee_id": ramli, "assessed_on": MONDAY}
    town.write(insert(competences).values([{**row, "competence": code, "level": n} for code, n in known.items()]))
    with reading(town.engine) as connection:
        there = target(connection, current(), post, MONDAY, MAY)
        weighing = Weighing(there, Units(connection, current(), MONDAY, MAY))
        sums = levels(there, [ramli])[ramli]
        assert next(about(there, [ramli])).employee == ramli
        assert weighing.match(levels_of(sums)) == law.match(standard, known)
