"""Plots that ended early: rejected, withdrawn, cancelled, or closed without an evaluation."""

from datetime import date

from workflow.demo.casting import Move
from workflow.demo.plots import course, moves
from workflow.demo.scenes import aftermath, committee, placement, proposal
from workflow.demo.stage import Stage
from workflow.demo.story import Story
from workflow.demo.telling import Plot


def _begun(stage: Stage, name: str, planned_on: date) -> Story:
    return Story(stage, name, stage.diary.before(planned_on, 46), planned_on)


def rejected(stage: Stage, name: str, planned_on: date, move: Move, answer: str = "consents") -> Plot:
    """The committee does not recommend it, sometimes because the donor objected."""
    story = _begun(stage, name, planned_on)
    yield from proposal.need(story, move, tentative=True)
    yield from proposal.propose(story)
    yield from proposal.donor_answers(story, answer)
    yield from committee.ballot(story, "lost")
    yield from committee.reject(story, objected=answer == "objects")


def withdrawn(stage: Stage, name: str, planned_on: date, move: Move, reached: str) -> Plot:
    """It is withdrawn as a need, as a proposal, or while a ballot is open, which is void by that."""
    story = _begun(stage, name, planned_on)
    yield from proposal.need(story, move, tentative=True)
    if reached != "need":
        yield from proposal.propose(story)
    if reached == "ballot":
        yield from proposal.donor_answers(story)
        yield from committee.open_ballot(story)
        yield from committee.votes(story, most=2)
    yield from proposal.withdraw(story)


def cancelled(stage: Stage, name: str, planned_on: date, move: Move, reached: str) -> Plot:
    """The mayor cancels it after a carried ballot, after the recommendation, or after the decree."""
    story = _begun(stage, name, planned_on)
    yield from course.to_committee(story, move)
    yield from committee.ballot(story)
    if reached != "ballot":
        yield from committee.recommend(story)
    if reached == "decree":
        yield from course.to_decree(story)
        yield from placement.sign(story)
    yield from placement.cancel(story)


def unevaluated(stage: Stage, name: str, effective_on: date, move: Move, cause: str, standing: str = "") -> Plot:
    """The employee dies, leaves, retires or is moved again before an evaluation is due."""
    story = _begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from course.to_duty(story)
    story.wait(30)
    yield from aftermath.depart(story, cause, standing, moves.ANALYST if cause == "moved" else None)
    yield from aftermath.close_unevaluated(story, cause)
