"""Plots that the committee has recommended and that wait for training, BKN, the decree, the oath or the SPMT."""

from datetime import date, timedelta

from workflow.demo.casting import Move
from workflow.demo.plots import course
from workflow.demo.scenes import committee, placement, proposal
from workflow.demo.stage import Stage
from workflow.demo.story import Story
from workflow.demo.telling import Plot


def _begun(stage: Stage, name: str, days_ago: int, planned_on: date) -> Story:
    return Story(stage, name, stage.diary.before(stage.diary.today, days_ago), planned_on)


def reviewed(
    stage: Stage, name: str, days_ago: int, planned_on: date, move: Move, *, own_request: bool = False
) -> Plot:
    """The recommendation is there; training has still to be settled."""
    yield from course.to_review(_begun(stage, name, days_ago, planned_on), move, own_request=own_request)


def learning(stage: Stage, name: str, days_ago: int, planned_on: date, move: Move, courses: int, ended: int) -> Plot:
    """Courses are under way; they end, or ended, so many days from today."""
    story = _begun(stage, name, days_ago, planned_on)
    yield from course.to_review(story, move)
    yield from placement.train(story, courses, ends=stage.diary.today + timedelta(days=ended))
    yield from placement.consider(story)


def failed(stage: Stage, name: str, days_ago: int, planned_on: date, move: Move) -> Plot:
    """A course was failed and has to be taken again."""
    story = _begun(stage, name, days_ago, planned_on)
    yield from course.to_review(story, move)
    yield from placement.train(story, 1)
    yield from placement.finish_courses(story, "failed")


def unconsidered(stage: Stage, name: str, days_ago: int, planned_on: date, move: Move) -> Plot:
    """Training is settled; BKN's consideration has not come."""
    story = _begun(stage, name, days_ago, planned_on)
    yield from course.to_review(story, move)
    yield from placement.train(story)


def unsigned(
    stage: Stage, name: str, days_ago: int, planned_on: date, move: Move, courses: int = 0, *, put_off: bool = False
) -> Plot:
    """Everything is there for the decree to be signed, the training if need be put off."""
    story = _begun(stage, name, days_ago, planned_on)
    yield from course.to_review(story, move)
    if put_off:
        yield from placement.train(story, 1)
        yield from placement.postpone(story)
        yield from placement.consider(story)
    else:
        yield from course.to_decree(story, courses)


def signed(
    stage: Stage, name: str, days_ago: int, planned_on: date, move: Move, employee: str = "", *, sworn: bool = True
) -> Plot:
    """The decree is signed: the oath is waited for, or after it the first day in the new post."""
    story = _begun(stage, name, days_ago, planned_on)
    yield from proposal.need(story, move, stage.employee(employee) if employee else None)
    yield from proposal.propose(story, own_request=bool(employee))
    yield from proposal.donor_answers(story)
    yield from committee.ballot(story)
    yield from committee.recommend(story)
    yield from course.to_decree(story, courses=1)
    yield from placement.sign(story, after=2)
    if sworn:
        yield from placement.swear(story)
