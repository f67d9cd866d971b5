"""Plots that stand before the committee today, or have not come so far: needs, proposals and ballots."""

from workflow.demo.calendar import month_start
from workflow.demo.casting import Move
from workflow.demo.plots import course
from workflow.demo.stage import Stage
from workflow.demo.story import Story
from workflow.demo.telling import Plot


def _begun(stage: Stage, name: str, days_ago: int, months_ahead: int = 2) -> Story:
    """A story that began so many working days ago; the move is planned for the first of a month to come."""
    planned_on = month_start(stage.diary.today, -months_ahead)
    return Story(stage, name, stage.diary.before(stage.diary.today, days_ago), planned_on)


def need_only(stage: Stage, name: str, days_ago: int, move: Move) -> Plot:
    """A need waits for a candidate."""
    yield from _begun(stage, name, days_ago).need(move)


def returned(stage: Stage, name: str, days_ago: int, move: Move) -> Plot:
    """A proposal was returned and waits to be mended."""
    story = _begun(stage, name, days_ago)
    yield from course.to_committee(story, move)
    yield from story.send_back()


def unanswered(stage: Stage, name: str, days_ago: int, move: Move, *, own_request: bool = False) -> Plot:
    """A proposal waits for the donor, or for its silence to be recorded."""
    story = _begun(stage, name, days_ago)
    yield from story.need(move)
    yield from story.propose(own_request=own_request)


def gated(stage: Stage, name: str, days_ago: int, move: Move, employee: int | None = None) -> Plot:
    """The donor has consented, and a gate waits for the office that may waive it."""
    story = _begun(stage, name, days_ago)
    yield from story.need(move, employee)
    yield from story.propose()
    yield from story.donor()


def ready(stage: Stage, name: str, days_ago: int, move: Move, answer: str = "consents") -> Plot:
    """Everything is there for the ballot to be opened."""
    story = _begun(stage, name, days_ago)
    yield from story.need(move)
    yield from story.propose()
    yield from story.donor(answer)


def second_time(stage: Stage, name: str, days_ago: int, move: Move) -> Plot:
    """A second proposal, mended after its return, waits for the ballot."""
    story = _begun(stage, name, days_ago)
    yield from course.to_committee(story, move)
    yield from story.send_back(after=1)
    yield from story.propose(after=2)
    yield from story.donor(after=1)


def voting(stage: Stage, name: str, days_ago: int, move: Move, cast: int, days: int = 5) -> Plot:
    """A ballot is open, and so many have voted; it stays open for some working days."""
    story = _begun(stage, name, days_ago)
    yield from course.to_committee(story, move)
    yield from story.open_ballot(days=days)
    yield from story.votes(most=cast)


def voted(stage: Stage, name: str, days_ago: int, move: Move, outcome: str = "carried", *, closed: bool = True) -> Plot:
    """All have voted: the chair has closed the ballot, or has still to close it."""
    story = _begun(stage, name, days_ago)
    yield from course.to_committee(story, move)
    yield from story.open_ballot()
    yield from story.votes(outcome)
    if closed:
        yield from story.close_ballot()
