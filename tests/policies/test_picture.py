"""The picture of the procedure shows every step from every state that it starts in, and where it leads."""

from itertools import pairwise

from policies.loading import current
from policies.model import UNBORN
from policies.picture import Arrow, Picture, picture
from policies.printing import chapters


def _drawn(drawing: Picture) -> set[tuple[str, str, str]]:
    """Give all arrows as (from, step, to)."""
    drawn = {(UNBORN, arrow.step, arrow.to_state) for arrow in drawing.beginnings}
    for stage in (*drawing.stages, *drawing.endings):
        drawn |= {(stage.state, arrow.step, arrow.to_state or stage.state) for arrow in stage.arrows}
    return drawn


def test_every_arrow_of_the_procedure_is_drawn_and_no_other() -> None:
    told = {
        (source, step.name, source if step.stays else step.to)
        for step in current().steps.values()
        for source in step.sources
    }
    assert _drawn(picture(current())) == told


def test_the_ordinary_stages_stand_in_their_order() -> None:
    stages = picture(current()).stages
    assert [(stage.number, stage.state) for stage in stages] == [
        (1, "needs_identified"),
        (2, "proposed"),
        (3, "reviewed"),
        (4, "training_assigned"),
        (5, "executed"),
        (6, "evaluated_3_months"),
        (7, "evaluated_6_months"),
    ]
    assert [stage.state for stage in stages if stage.closed] == ["evaluated_6_months"]


def test_each_stage_leads_on_to_the_one_after_it() -> None:
    stages = picture(current()).stages
    for stage, after in pairwise(stages):
        assert after.state in {arrow.to_state for arrow in stage.leads if arrow.way == "next"}


def test_the_ways_of_a_proposal() -> None:
    proposed = picture(current()).stages[1]
    ways = {arrow.step: (arrow.way, arrow.to) for arrow in proposed.leads}
    assert ways["return"] == ("back", "Kebutuhan Teridentifikasi")
    assert ways["recommend"] == ("next", "Dipertimbangkan")
    assert ways["withdraw"] == ("end", "Ditarik")
    assert "vote" in {arrow.step for arrow in proposed.stays}


def test_a_step_that_leads_to_its_own_state_stays() -> None:
    training = picture(current()).stages[3]
    assert "assign-training" in {arrow.step for arrow in training.stays}


def test_what_is_drawn_is_named_in_the_language_asked_for() -> None:
    (beginning,) = picture(current(), "en").beginnings
    assert beginning == Arrow(
        "identify",
        "Record the need",
        ("Proposer", "Personnel analyst"),
        "s-identify",
        "next",
        "Needs identified",
        "needs_identified",
    )


def test_every_arrow_leads_to_an_article_of_the_printed_procedure() -> None:
    articles = {article.anchor for chapter in chapters(current()) for article in chapter.articles}
    drawing = picture(current())
    anchors = {arrow.anchor for stage in (*drawing.stages, *drawing.endings) for arrow in stage.arrows}
    assert anchors | {arrow.anchor for arrow in drawing.beginnings} <= articles
