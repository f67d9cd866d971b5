"""Plots that stand before the committee today, or have not come so far: needs, proposals and ballots."""

from workflow.demo.calendar import month_start
from workflow.demo.casting import Move
from workflow.demo.scenes import committee, proposal
from workflow.demo.stage import Stage
from workflow.demo.story import Story
from workflow.demo.telling import Plot


def _begun(stage: Stage, name: str, days_ago: int) -> Story:
    """A story that began so many working days ago; the move is planned for the month after the next."""
    today = stage.diary.today
    return Story(stage, name, stage.diary.before(today, days_ago), month_start(today, -2))


def needed(stage: Stage, name: str, days_ago: int, post_code: str) -> Plot:
    """A need waits for a candidate."""
    yield from proposal.bare_need(_begun(stage, name, days_ago), post_code)


def returned(stage: Stage, name: str, days_ago: int, move: Move) -> Plot:
    """A proposal was returned and waits to be mended."""
    story = _begun(stage, name, days_ago)
    yield from _answered(story, move)
    yield from proposal.send_back(story)


def unanswered(stage: Stage, name: str, days_ago: int, move: Move, *, own_request: bool = False) -> Plot:
    """A proposal waits for the donor, or for its silence to be recorded."""
    story = _begun(stage, name, days_ago)
    yield from proposal.need(story, move, tentative=True)
    yield from proposal.propose(story, own_request=own_request)


def answered(
    stage: Stage, name: str, days_ago: int, move: Move, answer: str = "consents", employee: int | None = None
) -> Plot:
    """The donor has answered: the ballot waits to be opened, or a gate to be waived before."""
    yield from _answered(_begun(stage, name, days_ago), move, answer, employee)


def second_time(stage: Stage, name: str, days_ago: int, move: Move) -> Plot:
    """A second proposal, mended after its return, waits for the ballot."""
    story = _begun(stage, name, days_ago)
    yield from _answered(story, move)
    yield from proposal.send_back(story, after=1)
    yield from proposal.propose(story, after=2)
    yield from proposal.donor_answers(story, after=1)


def voting(stage: Stage, name: str, days_ago: int, move: Move, cast: int, days: int = 5) -> Plot:
    """A ballot is open, and so many have voted; it stays open for some working days."""
    story = _begun(stage, name, days_ago)
    yield from _answered(story, move)
    yield from committee.open_ballot(story, days=days)
    yield from committee.votes(story, most=cast)


def voted(stage: Stage, name: str, days_ago: int, move: Move, outcome: str = "carried", *, closed: bool = True) -> Plot:
    """All have voted: the chair has closed the ballot, or has still to close it."""
    story = _begun(stage, name, days_ago)
    yield from _answered(story, move)
    yield from committee.open_ballot(story)
    yield from committee.votes(story, outcome)
    if closed:
        yield from committee.close_ballot(story)


def _answered(story: Story, move: Move, answer: str = "consents", employee: int | None = None) -> Plot:
    yield from proposal.need(story, move, employee, tentative=True)
    yield from proposal.propose(story)
    yield from proposal.donor_answers(story, answer)
