"""The ordinary course of a case, in the stretches that plots put together."""

from workflow.demo.casting import Move
from workflow.demo.scenes import aftermath, committee, placement, proposal
from workflow.demo.story import Story
from workflow.demo.telling import Plot

_ANSWERED = 0.8  # of the first evaluations, soon


def to_committee(story: Story, move: Move, *, own_request: bool = False) -> Plot:
    """From the need to the donor's consent."""
    yield from proposal.need(story, move)
    yield from proposal.propose(story, own_request=own_request)
    yield from proposal.donor_answers(story)


def to_review(story: Story, move: Move, *, own_request: bool = False) -> Plot:
    """From the need to the committee's recommendation."""
    yield from to_committee(story, move, own_request=own_request)
    yield from committee.ballot(story)
    yield from committee.recommend(story)


def to_decree(story: Story, courses: int = 0) -> Plot:
    """From the recommendation to BKN's consideration, with so many courses on the way."""
    yield from placement.train(story, courses)
    if courses:
        yield from placement.finish_courses(story)
    yield from placement.consider(story)


def to_duty(story: Story, courses: int = 0) -> Plot:
    """From the recommendation to the first day in the new post."""
    yield from to_decree(story, courses)
    yield from placement.sign_in_time(story)
    yield from placement.swear(story)
    yield from placement.execute(story)


def to_first_evaluation(story: Story, peers: int = 2, late: int = 2) -> Plot:
    """The three months after: goals, feedback and the supervisor's evaluation."""
    yield from aftermath.goals(story)
    yield from first_round(story, peers, late)


def first_round(story: Story, peers: int = 2, late: int = 2) -> Plot:
    """Feedback and the supervisor's evaluation after three months."""
    yield from aftermath.feedback(story, 3, peers)
    yield from aftermath.evaluate(story, 3, late)
    if story.rng.random() < _ANSWERED:
        yield from aftermath.answer(story)


def to_second_evaluation(story: Story, peers: int = 2, late: int = 2) -> Plot:
    """The three months after that."""
    yield from aftermath.coach(story)
    yield from aftermath.feedback(story, 6, peers)
    yield from aftermath.evaluate(story, 6, late)
    yield from aftermath.answer(story)
    yield from aftermath.judge_need(story)
