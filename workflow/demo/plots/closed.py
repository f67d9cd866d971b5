"""A year of closed transfers, told from need to six-month evaluation, so that monitoring has something true to say."""

from datetime import date

from workflow.demo.casting import Move
from workflow.demo.plots import course
from workflow.demo.plots.carried_out import begun
from workflow.demo.scenes import aftermath
from workflow.demo.stage import Stage
from workflow.demo.telling import Plot


def closed(
    stage: Stage,
    name: str,
    effective_on: date,
    move: Move,
    courses: int = 0,
    *,
    own_request: bool = False,
    result: str = "",
) -> Plot:
    """A case that was told to its end; the last result may be given."""
    story = begun(stage, name, effective_on)
    yield from course.to_review(story, move, own_request=own_request)
    yield from course.to_duty(story, courses)
    yield from course.to_first_evaluation(story)
    yield from aftermath.feedback(story, 6)
    yield from aftermath.evaluate(story, 6, result=result)
