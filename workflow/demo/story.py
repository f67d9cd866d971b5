"""One case as it is told: what time it is in it, whose it is, and how somebody takes a step or records a document."""

from datetime import date
from functools import partial
from random import Random

from policies.case import Case
from workflow.answers import Receipt
from workflow.demo.casting import Part
from workflow.demo.stage import Form, Stage
from workflow.demo.telling import Beat, Plot
from workflow.demo.wording import Pen
from workflow.organisation.calendar import city_day


class Story:
    """A case under way. Time in it only goes forward, from one moment of office hours to the next."""

    def __init__(self, stage: Stage, name: str, begins: date, planned_on: date) -> None:
        self.stage = stage
        self.rng = Random(f"story {name}")
        self.pen = Pen(self.rng)
        self.turn = self.rng.randrange(2)  # whose turn it is among those who share a role
        self.planned_on = planned_on
        self.moment = stage.diary.morning(stage.diary.working(begins), self.rng)
        self.case_number = ""
        self.part = Part(0, "", 0)

    @property
    def day(self) -> date:
        """The day that it is in the story."""
        return city_day(self.moment)

    @property
    def case(self) -> Case:
        """The case as its ledger tells it by now."""
        return self.stage.case(self.case_number)

    def wait(self, working_days: int = 0) -> None:
        """Let working days pass; none is a little later."""
        if working_days:
            self.moment = self.stage.diary.morning(self.stage.diary.after(self.day, working_days), self.rng)
        else:
            self.moment = self.stage.diary.later(self.moment, self.rng)

    def until(self, day: date) -> None:
        """Wait for a day, or for the first working day after it; if it has come already, only a little."""
        if day > self.day:
            self.moment = self.stage.diary.morning(self.stage.diary.working(day), self.rng)
        else:
            self.wait()

    def catch_up(self, other: "Story") -> None:
        """Go on after another story, if it is later there."""
        if other.moment > self.moment:
            self.moment = other.moment
            self.wait()

    def step(self, name: str, who: int | str, form: Form | None = None) -> Plot:
        """Let somebody take a step now: an account, or who may in a role."""
        roles = who if isinstance(who, int) else (who,)
        act = partial(self.stage.act, self.moment, self.case_number, name, roles, form or {}, self.turn)
        yield Beat(self.moment, act)

    def justify(self, name: str, roles: tuple[str, ...], form: Form) -> str:
        """Write why a step is taken in spite of what the law warns of; nothing when it warns of nothing."""
        warned = self.stage.warnings(self.moment, self.case_number, name, roles, form, self.turn)
        return " ".join(self.pen.justification(rule) for rule in warned)

    def document(self, name: str, who: str, form: Form | None = None) -> Plot:
        """Let somebody record a document of today; its number is the next one when its turn comes."""

        def record() -> Receipt:
            known = {"number": self.stage.number(name, self.day), "on": self.day.isoformat()}
            return self.stage.act(self.moment, self.case_number, name, (who,), {**known, **(form or {})}, self.turn)

        yield Beat(self.moment, record)
