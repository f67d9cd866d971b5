"""From the need to a proposal that the committee can take up, and the ways back from there."""

from datetime import timedelta
from functools import partial

from workflow.answers import Receipt
from workflow.demo.casting import Move, Part
from workflow.demo.story import Story
from workflow.demo.telling import Beat, Plot

_ANALYST = ("personnel_analyst",)
_PROPOSERS = ("proposer", "personnel_analyst")


def need(story: Story, move: Move, employee: int | None = None, *, tentative: bool = False) -> Plot:
    """Somebody records that a post has to be filled; who is to fill it is settled, though nobody says so yet.

    `tentative`: as the plot ends before the committee, other plots need not wait for the employee to leave.
    """

    def cast() -> Receipt:
        story.part = story.stage.cast(move, story.planned_on, story.moment, story.rng, employee, tentative=tentative)
        return _identify(story)

    receipt = yield Beat(story.moment, cast)
    story.case_number = receipt.case_number


def need_of(story: Story, part: Part) -> Plot:
    """Somebody records the need for a pair that was cast before."""
    story.part = part
    receipt = yield Beat(story.moment, partial(_identify, story))
    story.case_number = receipt.case_number


def bare_need(story: Story, post_code: str) -> Plot:
    """The receiving unit's proposer records a need for which nobody has been thought of yet."""

    def identify() -> Receipt:
        story.part = story.stage.post(post_code)
        return _identify(story, _PROPOSERS)

    receipt = yield Beat(story.moment, identify)
    story.case_number = receipt.case_number


def _identify(story: Story, roles: tuple[str, ...] = ()) -> Receipt:
    """Needs come from the receiving unit as a rule, and now and then from the personnel office."""
    recorders = roles or (_ANALYST if story.rng.random() < 0.2 else _PROPOSERS)
    note = story.pen.need(story.part.post_code, story.stage.names(story.part))
    return story.stage.identify(story.moment, story.part, recorders, note, story.turn)


def propose(story: Story, after: int = 3, justification: str = "", *, own_request: bool = False) -> Plot:
    """A candidate is proposed, for the service or at his own request."""
    story.wait(after)

    def act() -> Receipt:
        names = story.stage.names(story.part)
        form = {
            "employee": str(story.part.employee),
            "kind": "INTRA",
            "planned_on": story.planned_on.isoformat(),
            "reason": story.pen.reason(story.part.post_code, names, own_request=own_request),
            "no_conflict": "yes",
        }
        if own_request:
            letter_on = story.day - timedelta(days=story.rng.randrange(9, 30))
            number = story.stage.number("propose", letter_on)
            form |= {"kind": "INTRA_REQ", "letter_number": number, "letter_on": letter_on.isoformat()}
        form["justification"] = justification or story.justify("propose", _PROPOSERS, form)
        return story.stage.act(story.moment, story.case_number, "propose", _PROPOSERS, form, story.turn)

    yield Beat(story.moment, act)


def donor_answers(story: Story, answer: str = "consents", after: int = 2) -> Plot:
    """The head of the donor unit consents, or objects."""
    story.wait(after)
    reason = story.pen.say("consent" if answer == "consents" else "objection")
    yield from story.step("donor-answer", "donor_head", {"answer": answer, "reason": reason})


def donor_is_silent(story: Story) -> Plot:
    """The donor does not answer, and after seven working days that is recorded."""
    story.wait(9)
    yield from story.step("record-silence", "head_bkpsdm", {"note": story.pen.say("silence")})


def waive_gates(story: Story) -> Plot:
    """Whatever gates stand in the way now are waived by the offices that may."""
    gates = yield Beat(story.moment, partial(story.stage.unmet_gates, story.case_number, story.moment))
    for rule, role in gates.items():
        yield from story.step("waive-gate", role, {"rule": rule, "reason": story.pen.waiver(rule)})
        story.wait()


def send_back(story: Story, after: int = 2) -> Plot:
    """The committee's secretary returns the proposal for revision."""
    story.wait(after)
    yield from story.step("return", "committee_secretary", {"reason": story.pen.say("return")})


def withdraw(story: Story, after: int = 2) -> Plot:
    """Who recorded the case withdraws it."""
    story.wait(after)
    yield from story.step("withdraw", "recorder", {"reason": story.pen.say("withdrawal")})
    story.stage.casting.release(story.part)
