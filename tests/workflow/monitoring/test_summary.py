"""What a ledger amounts to in figures, worked out by hand."""

from datetime import date

from tests.stories.town import Town
from tests.workflow.monitoring import lives
from tests.workflow.monitoring.reading import summary
from workflow.monitoring.stretches import Span
from workflow.monitoring.summary import of_text


def test_a_life_told_to_its_end(town: Town) -> None:
    found = summary(town, lives.straight(town))
    assert (found.begun_on, found.effective_on, found.executed_on) == (lives.MONDAY, date(2024, 4, 1), date(2024, 4, 1))
    assert (found.state, found.going_on, found.reached) == ("evaluated_6_months", False, "evaluated_6_months")
    assert found.result_3 == ("good", lives.JULY)
    assert found.result_6 == ("good", lives.OCTOBER)
    assert found.six_months_on == date(2024, 10, 1)
    assert (found.returns, found.recusals, found.waived, found.own_request) == (0, 0, (), False)
    assert (found.training, found.hours, found.outlying, found.metres) == ("none", 0, True, None)
    assert found.donor_before == (9, 9)
    assert found.donor_fills == (9, 9, 9)
    assert found.post_fills == (2, 3, 6)
    states = [span for span in found.spans if span.name.startswith("state/")]
    assert states == [
        Span("state/needs_identified", date(2024, 3, 4), date(2024, 3, 4)),
        Span("state/proposed", date(2024, 3, 4), date(2024, 3, 5)),
        Span("state/reviewed", date(2024, 3, 5), date(2024, 3, 6)),
        Span("state/training_assigned", date(2024, 3, 6), date(2024, 4, 1)),
        Span("state/executed", date(2024, 4, 1), lives.JULY),
        Span("state/evaluated_3_months", lives.JULY, lives.OCTOBER),
    ]
    assert Span("wait/donor-answer", date(2024, 3, 4), date(2024, 3, 5)) in found.spans
    assert Span("wait/inaugurate", date(2024, 3, 7), date(2024, 3, 8)) in found.spans


def test_waivers_and_a_bad_result(town: Town) -> None:
    found = summary(town, lives.waived(town))
    assert "R-TEN-01" in found.waived
    assert found.result_3 is not None
    assert not found.result_3.good
    assert found.result_6 is None
    assert found.going_on
    tenure = next(each for each in found.judged if each.rule == "R-TEN-01")
    assert tenure == (0, "R-TEN-01", "waived", 16, 1, False, True)


def test_two_candidates_are_two_units(town: Town) -> None:
    found = summary(town, lives.returned(town))
    assert (found.returns, found.state) == (1, "proposed")
    assert [(each.serial, each.verdict) for each in found.judged if each.rule == "R-TEN-01"] == [(0, "met"), (1, "met")]
    assert not any(each.moved for each in found.judged)
    waits = [span for span in found.spans if span.name == "wait/donor-answer"]
    assert waits == [
        Span("wait/donor-answer", date(2024, 5, 6), date(2024, 5, 8)),
        Span("wait/donor-answer", date(2024, 5, 13), None),
    ]


def test_what_is_kept_says_the_same(town: Town) -> None:
    for case in lives.everything(town):
        found = summary(town, case)
        assert of_text(found.text) == found
