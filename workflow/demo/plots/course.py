"""The ordinary course of a case, in the stretches that plots put together."""

from workflow.demo.casting import Move
from workflow.demo.story import Story
from workflow.demo.telling import Plot


def to_committee(story: Story, move: Move, *, own_request: bool = False) -> Plot:
    """From the need to the donor's consent."""
    yield from story.need(move)
    yield from story.propose(own_request=own_request)
    yield from story.donor()


def to_review(story: Story, move: Move, *, own_request: bool = False) -> Plot:
    """From the need to the committee's recommendation."""
    yield from to_committee(story, move, own_request=own_request)
    yield from story.ballot()
    yield from story.recommend()


def to_decree(story: Story, courses: int = 0) -> Plot:
    """From the recommendation to BKN's consideration, with so many courses on the way."""
    yield from story.train(courses)
    if courses:
        yield from story.finish_courses()
    yield from story.consider()


def to_duty(story: Story, courses: int = 0) -> Plot:
    """From the recommendation to the first day in the new post."""
    yield from to_decree(story, courses)
    story.until(story.stage.diary.before(story.planned_on, 6))
    yield from story.decree(after=0)
    yield from story.swear()
    yield from story.execute()


def to_first_evaluation(story: Story, peers: int = 2, late: int = 2) -> Plot:
    """The three months after: feedback and the supervisor's evaluation."""
    yield from story.feedback(3, peers)
    yield from story.evaluate(3, late)


def to_second_evaluation(story: Story, peers: int = 2, late: int = 2) -> Plot:
    """The three months after that."""
    yield from story.feedback(6, peers)
    yield from story.evaluate(6, late)
