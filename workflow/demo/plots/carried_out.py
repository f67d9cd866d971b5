"""Plots whose transfer has been carried out: evaluated twice, once, or not yet."""

from collections.abc import Callable
from datetime import date
from functools import partial

from workflow.demo.casting import Move
from workflow.demo.plots import course
from workflow.demo.scenes import aftermath, committee, placement, proposal
from workflow.demo.stage import Stage
from workflow.demo.story import Story
from workflow.demo.telling import Beat, Plot
from workflow.organisation.registers import absences

LEAD = 46  # working days from the need to the effective date


def begun(stage: Stage, name: str, effective_on: date) -> Story:
    """Give a story that begins so early that its decree takes effect on a day."""
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
    story = begun(stage, name, effective_on)
    yield from course.to_review(story, move, own_request=own_request)
    yield from course.to_duty(story, courses)
    if rounds > 0:
        yield from course.to_first_evaluation(story, peers)
    if rounds > 1:
        yield from course.to_second_evaluation(story, peers)


def overruled(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The donor objects; the committee hears it and recommends all the same."""
    story = begun(stage, name, effective_on)
    yield from proposal.need(story, move)
    yield from proposal.propose(story)
    yield from proposal.donor_answers(story, "objects")
    yield from committee.ballot(story)
    yield from committee.recommend(story)
    yield from course.to_duty(story, courses=1)
    yield from course.to_first_evaluation(story)
    yield from course.to_second_evaluation(story)


def silent_and_late(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The donor never answers; later the first evaluation is filled in too late, and says why."""
    story = begun(stage, name, effective_on)
    yield from proposal.need(story, move)
    yield from proposal.propose(story)
    yield from proposal.donor_is_silent(story)
    yield from committee.ballot(story, after=1)
    yield from committee.recommend(story)
    yield from course.to_duty(story)
    yield from aftermath.goals(story)
    yield from aftermath.feedback(story, 3)
    yield from aftermath.evaluate(story, 3, late=21, justification=story.pen.say("late"))
    yield from course.to_second_evaluation(story)


def returned(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The proposal goes back, is mended, and comes a second time."""
    story = begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from proposal.send_back(story)
    yield from proposal.propose(story)
    yield from proposal.donor_answers(story)
    yield from committee.ballot(story)
    yield from committee.recommend(story)
    yield from course.to_duty(story)
    yield from course.to_first_evaluation(story)


def voided(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """A first ballot is voided, the second one decides."""
    story = begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from committee.open_ballot(story)
    yield from committee.votes(story, most=3)
    yield from committee.void_ballot(story)
    yield from committee.ballot(story)
    yield from committee.recommend(story)
    yield from course.to_duty(story, courses=1)
    yield from course.to_first_evaluation(story)


def recused(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The inspector recuses, and the others decide."""
    story = begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from committee.open_ballot(story)
    yield from committee.recuse(story, "inspektur")
    yield from committee.votes(story)
    yield from committee.close_ballot(story)
    yield from committee.recommend(story)
    yield from course.to_duty(story)
    yield from course.to_first_evaluation(story)


def tied(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The first ballot is a tie, which decides nothing; a second one does."""
    story = begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    yield from committee.ballot(story, "tie")
    yield from committee.ballot(story)
    yield from committee.recommend(story)
    yield from course.to_duty(story)
    yield from course.to_first_evaluation(story)


def corrected(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The decree's number was typed wrong, and the SPMT's date by a day; the evaluation moves with it."""
    story = begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from course.to_duty(story)
    yield from aftermath.correct(story, "sign-decree")
    yield from aftermath.correct(story, "execute", on=story.stage.diary.after(story.case.documents["execute"].on, 1))
    yield from course.to_first_evaluation(story)


def waived(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """A gate stood open, and the office that may has waived it."""
    story = begun(stage, name, effective_on)
    yield from course.to_committee(story, move)
    story.wait(1)
    yield from proposal.waive_gates(story)
    yield from committee.ballot(story, after=1)
    yield from committee.recommend(story)
    yield from course.to_duty(story)


def swapped(stage: Stage, name: str, effective_on: date, pattern: str) -> Plot:
    """Two people change places: no slot is free until both decrees are in effect."""
    first, second = begun(stage, f"{name} 1", effective_on), begun(stage, f"{name} 2", effective_on)
    pair = yield Beat(first.moment, partial(stage.cast_swap, pattern, effective_on, first.moment, first.rng))
    both = (first, second)
    yield from _turns(both, lambda story: proposal.need_of(story, pair[both.index(story)]))
    why = "Bertukar tempat: jabatan tujuan lowong pada hari yang sama ketika pemangkunya pindah ke jabatan ini."
    yield from _turns(both, lambda story: proposal.propose(story, after=1, justification=why))
    yield from _turns(both, lambda story: proposal.donor_answers(story, after=1))
    yield from _turns(both, lambda story: committee.open_ballot(story, after=1))
    yield from _turns(both, lambda story: committee.votes(story))
    yield from _turns(both, lambda story: committee.close_ballot(story, after=1))
    yield from _turns(both, lambda story: committee.recommend(story, after=1))
    yield from _turns(both, lambda story: course.to_decree(story))
    for story in both:
        story.until(stage.diary.before(effective_on, 6))
    yield from _turns(both, lambda story: placement.sign(story, after=0))
    yield from _turns(both, lambda story: placement.swear(story))
    yield from _turns(both, lambda story: placement.execute(story))
    yield from _turns(both, lambda story: aftermath.goals(story))
    yield from _turns(both, lambda story: course.first_round(story))


def postponed(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The course is put off until after the move, and is passed then."""
    story = begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from placement.train(story, 1)
    yield from placement.postpone(story)
    yield from placement.consider(story)
    yield from placement.sign_in_time(story)
    yield from placement.swear(story)
    yield from placement.execute(story)
    yield from placement.finish_courses(story, after=12)


def failed_once(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """A course is failed, taken again and passed."""
    story = begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from placement.train(story, 1)
    yield from placement.finish_courses(story, "failed")
    yield from placement.finish_courses(story, "passed", after=5)
    yield from placement.consider(story, after=2)
    yield from placement.sign_in_time(story)
    yield from placement.swear(story)
    yield from placement.execute(story)


def signed_by_deputy(stage: Stage, name: str, effective_on: date, move: Move) -> Plot:
    """The mayor is on an official journey, and his deputy in writing signs."""
    story = begun(stage, name, effective_on)
    yield from course.to_review(story, move)
    yield from course.to_decree(story)
    story.until(stage.diary.before(effective_on, 8))
    away = {"account": str(stage.account["walikota"]), "kind": "DINAS_LUAR"}
    away |= {"since": stage.diary.after(story.day, 1).isoformat()}
    away |= {"until": stage.diary.after(story.day, 3).isoformat()}
    yield Beat(story.moment, partial(absences.add, stage.engine, stage.account["administrator"], story.moment, away))
    yield from placement.sign(story, after=2)
    yield from placement.swear(story)
    yield from placement.execute(story)


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
    story = begun(stage, name, effective_on)
    yield from proposal.need(story, move, stage.employee(employee) if employee else None)
    yield from proposal.propose(story, own_request=own_request)
    yield from proposal.donor_answers(story)
    yield from committee.ballot(story)
    yield from committee.recommend(story)
    yield from course.to_duty(story, courses=1)
    if round_ == 6:
        yield from course.to_first_evaluation(story)
    if peers:
        # So early that even the long holidays around Idulfitri lie between it and today.
        yield from aftermath.feedback(story, round_, peers, early=20)


def _turns(stories: tuple[Story, Story], stretch: Callable[[Story], Plot]) -> Plot:
    """Let a stretch be told of both stories, one after the other."""
    for story, other in (stories, stories[::-1]):
        if other.moment > story.moment:
            story.catch_up(other)
        yield from stretch(story)
