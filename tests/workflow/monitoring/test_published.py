"""What everybody reads: whole years that are over, as they were known on the day from which they are told."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from policies.loading import current
from policies.statistics.small import HIDDEN
from tests.stories.town import Town
from tests.workflow.monitoring import lives
from tests.workflow.monitoring.reading import figures, summary
from workflow.database import reading
from workflow.monitoring.counting import PUBLISHED, counts_of
from workflow.monitoring.figures import Figures
from workflow.monitoring.keeping import working_days
from workflow.monitoring.published import told, told_years
from workflow.monitoring.summary import Result

TOLD_FROM = date(2025, 10, 1)


def counted(town: Town, **groups: dict[str, tuple[int, int]]) -> Figures:
    """Give figures in which so many of each group of 2024 succeeded, of so many; all are alike but for these."""
    good, of = map(sum, zip(*next(iter(groups.values())).values(), strict=True))
    groups = {name: {"alike": (good, of)} for name in PUBLISHED} | groups
    counts: Counter[tuple[int, str, str]] = Counter()
    for name, cells in groups.items():
        for cell, (good, of) in cells.items():
            counts[2024, f"told/{name}", f"{cell}/good"] = good
            counts[2024, f"told/{name}", f"{cell}/other"] = of - good
    with reading(town.engine) as connection:
        return Figures(counts, (), working_days(connection), TOLD_FROM, current())


def test_small_groups_are_hidden_with_the_next(town: Town) -> None:
    found = told(
        counted(
            town,
            donor={"2": (9, 12), "3": (5, 6), "4": (1, 3)},
            waived={"none": (12, 14), "R-TEN-01": (2, 4), "several": (1, 3)},
        ),
        2024,
    )
    assert found.transfers == 21
    assert found.tables["donor"] == {"2": (12, Fraction(8, 10)), "3": HIDDEN, "4": HIDDEN}
    assert found.tables["waived"] == {"none": (14, Fraction(9, 10)), "some": (7, Fraction(4, 10))}
    assert found.tables["fit"] == {"alike": (21, Fraction(7, 10))}


def test_a_year_is_told_when_it_is_over_and_has_enough(town: Town) -> None:
    found = counted(town, donor={"2": (4, 5)})
    assert told_years(found, date(2025, 9, 30)) == []
    assert told_years(found, TOLD_FROM) == [2024]
    assert told_years(counted(town, donor={"2": (4, 4)}), TOLD_FROM) == []


def test_what_comes_later_changes_nothing(town: Town) -> None:
    case = lives.straight(town)
    with reading(town.engine) as connection:
        days = working_days(connection)
    found = summary(town, case)
    for on, counted_ in ((TOLD_FROM - timedelta(days=1), 1), (TOLD_FROM, 0)):
        late = replace(found, result_6=Result("good", on))
        told_ = [name for _, name, _ in counts_of(current(), late, days) if name == "told/request"]
        assert len(told_) == counted_


def test_a_result_counts_that_was_known_by_then(town: Town) -> None:
    lives.straight(town)
    found = figures(town, TOLD_FROM)
    assert found.shares("told/request") == {"city": (1, 1)}
    assert told_years(found, TOLD_FROM) == []
