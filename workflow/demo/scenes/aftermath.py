"""What follows the move: colleagues' feedback, evaluations, corrections, and departures before their time."""

from datetime import date, timedelta
from functools import partial

from policies.dates import add_months
from policies.loading import current
from policies.rules.after import FIRST_ROUND
from workflow.demo.casting import Move
from workflow.demo.story import Story
from workflow.demo.telling import Beat, Plot
from workflow.organisation.registers.corrections import correct_employee

_WANTED = 2  # colleagues, as R-EVL-09 asks


def feedback(story: Story, round_: int, count: int = _WANTED, early: int = 9) -> Plot:
    """Colleagues give feedback so many days before the evaluation is due."""
    story.until(_due(story, round_) - timedelta(days=early))
    yield from _impressions(story, count)


def evaluate(story: Story, round_: int, late: int = 2, justification: str = "", result: str = "") -> Plot:
    """The direct supervisor evaluates so many days after the due date, when the colleagues have been heard.

    The result of the tasks is as expected or better, unless one is given.
    """
    story.until(_due(story, round_) + timedelta(days=late))
    yield from _impressions(story, _WANTED - _heard(story, round_))
    if _heard(story, round_) < _WANTED:
        justification = justification or story.pen.say("few_peers")
    story.wait()
    form = story.pen.impression("supervisor", story.part.post_code, _tone(story))
    usual = story.rng.choice(("meets", "meets", "above"))
    form |= {"result": result or usual, "justification": justification}
    form |= {"strengths": story.pen.say("strengths"), "change": story.pen.say("change"), "next": "continue"}
    form["actions"] = _dated(story, "action", (30, 60))
    yield from story.step(f"evaluate-{round_}", "supervisor", form)


def goals(story: Story) -> Plot:
    """Supervisor and employee agree on goals in the first days of the new post."""
    story.wait(4)
    yield from story.step("agree-goals", "supervisor", {"goals": _dated(story, "goal", (45, 80))})
    story.wait(2)
    yield from story.step("accept-goals", "subject", {"remark": story.pen.say("accepted")})


def coach(story: Story) -> Plot:
    """The supervisor makes a coaching plan, where the first evaluation asks for one."""
    law = current().rules["R-EVL-05b"].on(story.day)
    if story.case.predicates.get(FIRST_ROUND) in law["predicates"]:
        story.wait(4)
        plan = {"coach": story.pen.say("coach"), "meetings": _dated(story, "action", (14, 28, 42))}
        yield from story.step("plan-coaching", "supervisor", plan)


def answer(story: Story) -> Plot:
    """The employee reads his evaluation and answers it."""
    story.wait(3)
    yield from story.step("answer-evaluation", "subject", {"read": "yes", "answer": story.pen.say("answer")})


def judge_need(story: Story) -> Plot:
    """The head of the receiving unit says whether the need was met."""
    story.wait(2)
    met = story.rng.choice(("yes", "yes", "yes", "partly"))
    yield from story.step("judge-need", "receiving_head", {"met": met, "why": story.pen.say("need_met", met)})


def _dated(story: Story, about: str, after: tuple[int, ...]) -> str:
    """Write lines, each with a day so many days ahead."""
    days = (story.day + timedelta(days=each) for each in after)
    return "\n".join(f"{story.pen.say(about)}; {day.isoformat()}" for day in days)


def _due(story: Story, round_: int) -> date:
    return add_months(story.case.started_on or story.planned_on, round_)


def _heard(story: Story, round_: int) -> int:
    return len(story.case.feedback.get(round_, ()))


def _impressions(story: Story, count: int) -> Plot:
    """So many colleagues who have not been heard yet say what they saw, or as many as there are."""
    peers = yield Beat(story.moment, partial(story.stage.peers, story.case_number, story.day, count))
    for number, peer in enumerate(peers):
        if number:
            story.wait()
        yield from story.step("give-feedback", peer, story.pen.impression("peer", story.part.post_code, _tone(story)))


def _tone(story: Story) -> str:
    return story.rng.choice(("good", "good", "good", "very good", "modest"))


def correct(story: Story, document: str, on: date | None = None, after: int = 3) -> Plot:
    """The analyst corrects the date of a document, or its number."""
    story.wait(after)
    known = story.case.documents[document]
    form = {"document": document, "reason": story.pen.say("correction", "date" if on else "number")}
    form |= {"number": str(known.number) if on else f"{known.number}-A", "on": (on or known.on).isoformat()}
    yield from story.step("correct", "personnel_analyst", form)


def depart(story: Story, cause: str, standing: str = "", elsewhere: Move | None = None) -> Plot:
    """The head of BKPSDM corrects the register: the employee has left the service, or was moved by other means."""

    def change() -> None:
        given = {"employee": str(story.part.employee), "since": story.day.isoformat(), "standing": standing}
        given |= {"decree": story.stage.number("correct-employee", story.day)}
        given |= {"reason": story.pen.say("departure", cause)}
        if elsewhere is not None:
            given |= {"post": str(story.stage.vacancy(elsewhere, story.moment, story.rng))}
        correct_employee(story.stage.engine, story.stage.account["kepala.bkpsdm"], story.moment, given)

    yield Beat(story.moment, change)


def close_unevaluated(story: Story, cause: str, after: int = 4) -> Plot:
    """The analyst closes a case that nobody can evaluate any more."""
    story.wait(after)
    form = {"cause": cause, "reason": story.pen.say("departure", cause)}
    yield from story.step("close-unevaluated", "personnel_analyst", form)
