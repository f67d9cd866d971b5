"""Training, BKN, the decree, the oath and the first day in the new post, or a cancellation before it."""

from datetime import date, timedelta

from policies.loading import current
from workflow.demo.scenes.proposal import waive_gates
from workflow.demo.story import Story
from workflow.demo.telling import Plot


def train(story: Story, courses: int = 0, after: int = 3, ends: date | None = None) -> Plot:
    """The training officer finds a gap or none, and names the courses that close it."""
    story.wait(after)
    gap = courses > 0
    form = {"needed": "yes" if gap else "no", "finding": story.pen.finding(story.part.post_code, gap=gap)}
    if gap:
        last = ends or story.stage.diary.after(story.day, 8)
        named = story.pen.courses(story.part.post_code, courses)
        form["courses"] = "\n".join(f"{each}; {last.isoformat()}" for each in named)
    yield from story.step("assign-training", "training_officer", form)


def finish_courses(story: Story, result: str = "passed", after: int = 3) -> Plot:
    """The results of the open courses come in."""
    for course in story.case.open_courses:
        story.wait(after)
        form = {"course": course.name, "result": result, "on": story.day.isoformat()}
        if result == "passed":
            form["certificate"] = story.stage.number("complete-training", story.day)
        yield from story.step("complete-training", "training_officer", form)


def postpone(story: Story, days: int = 45, after: int = 1) -> Plot:
    """The head of BKPSDM lets the training wait until so many days after the move."""
    story.wait(after)
    until = story.planned_on + timedelta(days=days)
    form = {"until": until.isoformat(), "reason": story.pen.say("postponement")}
    yield from story.step("postpone-training", "head_bkpsdm", form)


def consider(story: Story, after: int = 4) -> Plot:
    """BKN's technical consideration has come."""
    story.wait(after)
    yield from story.document("record-consideration", "personnel_analyst")


def sign(story: Story, after: int = 4) -> Plot:
    """The mayor signs the decree, or who may in his place."""
    story.wait(after)
    yield from waive_gates(story)
    effective_on = max(story.planned_on, story.day)
    yield from story.document("sign-decree", "ppk", {"effective_on": effective_on.isoformat()})


def sign_in_time(story: Story) -> Plot:
    """The mayor signs the decree about a week before it takes effect."""
    story.until(story.stage.diary.before(story.planned_on, 6))
    yield from sign(story, after=0)


def swear(story: Story, after: int = 2) -> Plot:
    """Who is to hold a managerial or functional post is sworn in."""
    if story.case.category not in current().rules["R-INA-01"].on(story.day)["exempt"]:
        story.wait(after)
        yield from story.document("inaugurate", "personnel_analyst")


def execute(story: Story) -> Plot:
    """The employee is on duty: the head of the receiving unit issues the SPMT."""
    story.until(story.case.effective_on or story.planned_on)
    yield from story.document("execute", "receiving_head")
    story.stage.casting.settle(story.part)


def cancel(story: Story, after: int = 3) -> Plot:
    """The mayor cancels the transfer; a signed decree is revoked by another."""
    story.wait(after)
    signed = "sign-decree" in story.case.documents
    number = story.stage.number("cancel", story.day) if signed else ""
    yield from story.step("cancel", "ppk", {"reason": story.pen.say("cancellation"), "number": number})
    story.stage.casting.release(story.part)
