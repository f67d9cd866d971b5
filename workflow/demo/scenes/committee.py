"""The committee: ballots, and what comes of them."""

from datetime import date, timedelta
from functools import partial

from workflow.answers import Receipt
from workflow.demo.scenes.proposal import waive_gates
from workflow.demo.stage import Form
from workflow.demo.story import Story
from workflow.demo.telling import Beat, Plot
from workflow.organisation.calendar import city_day

_SECRETARY = ("committee_secretary",)


def ballot(story: Story, outcome: str = "carried", after: int = 2) -> Plot:
    """A whole ballot, from its opening to its close."""
    yield from open_ballot(story, after)
    yield from votes(story, outcome)
    yield from close_ballot(story)


def open_ballot(story: Story, after: int = 2, days: int = 3) -> Plot:
    """The secretary opens a ballot for some working days, until four in the afternoon."""
    story.wait(after)
    yield from waive_gates(story)
    closes_on = story.stage.diary.after(story.day, days)

    def act() -> Receipt:
        form = {"closes_at": f"{closes_on.isoformat()}T16:00"}
        form["justification"] = story.justify("open-ballot", _SECRETARY, form)
        return story.stage.act(story.moment, story.case_number, "open-ballot", _SECRETARY, form, story.turn)

    yield Beat(story.moment, act)


def votes(story: Story, outcome: str = "carried", most: int | None = None) -> Plot:
    """The members who are there vote, one after the other; `most` leaves the ballot unfinished."""
    members = story.stage.voters(story.case_number, story.day)
    story.rng.shuffle(members)
    if most is not None:
        # The member whom the sign-in page offers comes last, so that an unfinished ballot waits for her.
        members.sort(key=lambda member: member == story.stage.account["asisten1"])
    cast = _cast(story, outcome, len(members))
    began = story.day
    for member, vote in list(zip(members, cast, strict=True))[:most]:
        story.wait()
        yield Beat(story.moment, partial(_vote_or_recuse, story, member, vote, began))


def _vote_or_recuse(story: Story, member: int, vote: str, began: date) -> Receipt:
    """A member votes, or recuses if a conflict came up after the ballot was opened: he may act for a head on leave."""
    if story.day > began and story.stage.in_conflict(story.case_number, member, "vote", story.day):
        form: Form = {"reason": story.pen.say("recusal")}
        return story.stage.act(story.moment, story.case_number, "recuse", member, form, story.turn)
    return story.stage.act(story.moment, story.case_number, "vote", member, _vote(story, vote), story.turn)


def _cast(story: Story, outcome: str, count: int) -> list[str]:
    """Give so many votes that come to an outcome."""
    if outcome == "tie":
        half = (count - 1) // 2
        cast = ["for"] * half + ["against"] * half + ["abstain"] * (count - 2 * half)
    else:
        most, fewer = ("for", "against") if outcome == "carried" else ("against", "for")
        others = story.rng.choice(([], [], [fewer], ["abstain"], [fewer, "abstain"]))
        cast = [most] * (count - len(others)) + others
    story.rng.shuffle(cast)
    return cast


def _vote(story: Story, vote: str) -> Form:
    if vote == "against":
        return {"vote": vote, "reason": story.pen.say("against")}
    told = vote == "for" and story.rng.random() < 0.3
    return {"vote": vote, "reason": story.pen.say("in_favour") if told else ""}


def recuse(story: Story, user_name: str) -> Plot:
    """A member recuses, and says why."""
    story.wait()
    yield from story.step("recuse", story.stage.account[user_name], {"reason": story.pen.say("recusal")})


def close_ballot(story: Story, after: int = 1) -> Plot:
    """The chair closes the ballot when all have voted, or else after its closing time."""
    open_one = story.case.ballot
    story.wait(after)
    if open_one is not None and not open_one.all_cast:
        story.until(city_day(open_one.closes_at) + timedelta(days=1))
    yield from story.step("close-ballot", "committee_chair")


def void_ballot(story: Story) -> Plot:
    """The secretary voids the ballot; nobody learns how it stood."""
    story.wait()
    yield from story.step("void-ballot", "committee_secretary", {"reason": story.pen.say("void")})


def recommend(story: Story, after: int = 1) -> Plot:
    """The chair records the considerations."""
    story.wait(after)
    yield from waive_gates(story)
    yield from story.document("recommend", "committee_chair")


def reject(story: Story, after: int = 1, *, objected: bool = False) -> Plot:
    """The chair records that the committee does not recommend it."""
    story.wait(after)
    reason = story.pen.say("rejection", "objected" if objected else "any")
    yield from story.step("reject", "committee_chair", {"reason": reason})
    story.stage.casting.release(story.part)
