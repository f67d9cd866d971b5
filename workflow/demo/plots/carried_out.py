"""Plots whose transfer has been carried out: evaluated twice, once, or not yet."""

from collections.abc import Callable
from datetime import date
from functools import partial

from workflow.demo.casting import Move
from workflow.demo.plots import course
from workflow.demo.stage import Stage
from workflow.demo.story import Story
from workflow.demo.telling import Beat, Plot
from workflow.organisation.registers import absences

LEAD = 46  # working days from the need to the effective date


def _begun(stage: Stage, name: str, effective_on: date) -> Story:
    return Story(stage, name, stage.diary.before(effective_on, LEAD), effective_on)


def straight(
    stage: Stage,
    name: str,
    effective_on: date,
    move: Move,
    rounds: int = 2,
    courses: int = 0,
    peers: int = 2,
    *,
    own_request: bool = False,
) -> Plot:
    """A case without anything unusual, evaluated in so many rounds."""
    story = _begun(stage, name, effective_on)
    yield from course.to_review(story, move, own_request=own_request)
    yield from course.to_duty(story, courses)
    if rounds > 0:
        yield from course.to_first_evaluation(story, peers)
    if rounds > 1:
        yield from course.to_second_evaluation(story, peers)


def overruled(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The donor objects; the committee hears it and recommends all the same."""
    story = _begun(stage, name, effective_on)
    yield from story.need(move)
    yield from story.propose()
    yield from story.donor("objects")
    yield from story.ballot()
    yield from story.recommend()
    yield from course.to_duty(story, courses=1)
    yield from course.to_first_evaluation(story)
    yield from course.to_second_evaluation(story)


def silent_and_late(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The donor never answers; later the first evaluation is filled in too late, and says why."""
    story = _begun(stage, name, effective_on)
    yield from story.need(move)
    yield from story.propose()
    yield from story.silence()
    yield from story.ballot(after=1)
    yield from story.recommend()
    yield from course.to_duty(story)
    yield from story.feedback(3)
    yield from story.evaluate(3, late=21, justification=story.pen.say("late"))
    yield from course.to_second_evaluation(story)


def returned(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The proposal goes back, is mended, and comes a second time."""
    story = _begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from story.send_back()
    yield from story.propose()
    yield from story.donor()
    yield from story.ballot()
    yield from story.recommend()
    yield from course.to_duty(story)
    yield from course.to_first_evaluation(story)


def voided(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """A first ballot is voided, the second one decides."""
    story = _begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from story.open_ballot()
    yield from story.votes(most=3)
    yield from story.void_ballot()
    yield from story.ballot()
    yield from story.recommend()
    yield from course.to_duty(story, courses=1)
    yield from course.to_first_evaluation(story)


def recused(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The inspector recuses, and the others decide."""
    story = _begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from story.open_ballot()
    yield from story.recuse("inspektur")
    yield from story.votes()
    yield from story.close_ballot()
    yield from story.recommend()
    yield from course.to_duty(story)
    yield from course.to_first_evaluation(story)


def tied(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The first ballot is a tie, which decides nothing; a second one does."""
    story = _begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from story.ballot("tie")
    yield from story.ballot()
    yield from story.recommend()
    yield from course.to_duty(story)
    yield from course.to_first_evaluation(story)


def corrected(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The decree's number was typed wrong, and the SPMT's date by a day; the evaluation moves with it."""
    story = _begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from course.to_duty(story)
    yield from story.correct("sign-decree")
    yield from story.correct("execute", on=story.stage.diary.after(story.case.documents["execute"].on, 1))
    yield from course.to_first_evaluation(story)


def waived(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """A gate stood open, and the office that may has waived it."""
    story = _begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    story.wait(1)
    yield from story.waive_gates()
    yield from story.ballot(after=1)
    yield from story.recommend()
    yield from course.to_duty(story)


def swapped(stage: Stage, name: str, effective_on: date, pattern: str) -> Plot:
    """Two people change places: no slot is free until both decrees are in effect."""
    first, second = _begun(stage, f"{name} 1", effective_on), _begun(stage, f"{name} 2", effective_on)
    pair = yield Beat(first.moment, partial(stage.cast_swap, pattern, effective_on, first.moment, first.rng))
    both = (first, second)
    yield from _turns(both, lambda story: story.need_of(pair[both.index(story)]))
    why = "Bertukar tempat: jabatan tujuan lowong pada hari yang sama ketika pemangkunya pindah ke jabatan ini."
    yield from _turns(both, lambda story: story.propose(after=1, justification=why))
    yield from _turns(both, lambda story: story.donor(after=1))
    yield from _turns(both, lambda story: story.open_ballot(after=1))
    yield from _turns(both, lambda story: story.votes())
    yield from _turns(both, lambda story: story.close_ballot(after=1))
    yield from _turns(both, lambda story: story.recommend(after=1))
    yield from _turns(both, lambda story: course.to_decree(story))
    for story in both:
        story.until(stage.diary.before(effective_on, 6))
    yield from _turns(both, lambda story: story.decree(after=0))
    yield from _turns(both, lambda story: story.swear())
    yield from _turns(both, lambda story: story.execute())
    yield from _turns(both, lambda story: course.to_first_evaluation(story))


def postponed(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The course is put off until after the move, and is passed then."""
    story = _begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from story.train(1)
    yield from story.postpone()
    yield from story.consider()
    story.until(stage.diary.before(effective_on, 6))
    yield from story.decree(after=0)
    yield from story.swear()
    yield from story.execute()
    yield from story.finish_courses(after=12)


def failed_once(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """A course is failed, taken again and passed."""
    story = _begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from story.train(1)
    yield from story.finish_courses("failed")
    yield from story.finish_courses("passed", after=5)
    yield from story.consider(after=2)
    story.until(stage.diary.before(effective_on, 6))
    yield from story.decree(after=0)
    yield from story.swear()
    yield from story.execute()


def signed_by_deputy(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The mayor is on an official journey, and his deputy in writing signs."""
    story = _begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from course.to_decree(story)
    story.until(stage.diary.before(effective_on, 8))
    away = {"account": str(stage.account["walikota"]), "kind": "DINAS_LUAR"}
    away |= {"since": stage.diary.after(story.day, 1).isoformat()}
    away |= {"until": stage.diary.after(story.day, 3).isoformat()}
    yield Beat(story.moment, partial(absences.add, stage.engine, stage.account["administrator"], story.moment, away))
    yield from story.decree(after=2)
    yield from story.swear()
    yield from story.execute()


def waiting(
    stage: Stage,
    name: str,
    effective_on: date,
    move: Move,
    round_: int = 3,
    peers: int = 0,
    employee: str = "",
    *,
    own_request: bool = False,
) -> Plot:
    """The next evaluation is due soon, or has been for some time; so many colleagues have given feedback."""
    story = _begun(stage, name, effective_on)
    yield from story.need(move, stage.employee(employee) if employee else None)
    yield from story.propose(own_request=own_request)
    yield from story.donor()
    yield from story.ballot()
    yield from story.recommend()
    yield from course.to_duty(story, courses=1)
    if round_ == 6:
        yield from course.to_first_evaluation(story)
    if peers:
        yield from story.feedback(round_, peers, early=13)


def _turns(stories: tuple[Story, Story], stretch: Callable[[Story], Plot]) -> Plot:
    """Let a stretch be told of both stories, one after the other."""
    for story, other in (stories, stories[::-1]):
        if other.moment > story.moment:
            story.catch_up(other)
        yield from stretch(story)
