"""Everything around an act, read once: who attempts which step on which case, and what the form amounts to.

Nothing here writes. `workflow.acts` carries out what passes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from policies.case import Case, Line, after
from policies.facts import Actor
from policies.judging import ask
from policies.model import Procedure, Step
from policies.reading import sight
from policies.verdicts import REFUSING, Result
from workflow import ledger as ledgers
from workflow.answers import NotReadable, Overtaken, Refused, WrongClock
from workflow.canonical import digest, text
from workflow.facts import RegisterFacts
from workflow.forms import Given, clean
from workflow.organisation.calendar import calendar, city_day
from workflow.particulars import Setting, particulars
from workflow.standing import Standing
from workflow.viewers import Viewer


@dataclass(frozen=True)
class Attempt:
    """What somebody tries: a step on a case (None: a new one) with a form, its one-time key and the line it saw."""

    account: int
    step: str
    case_number: str | None
    form: Given
    key: str
    seen: int | None = None


def form_digest(step: Step, attempt: Attempt) -> str:
    """Give the digest of a form as it was sent, over the fields that the step declares."""
    sent = {f.name: attempt.form.get(f.name, "").strip() for f in step.fields}
    return digest(text({"form": sent, "case": attempt.case_number or ""}).encode()).hex()


@dataclass
class Scene:
    """One attempt: the person, the case as it stands, and what the form amounts to."""

    connection: Connection
    procedure: Procedure
    step: Step
    attempt: Attempt
    who: Viewer
    moment: datetime
    transfer: int | None = None
    case_number: str = ""
    ledger: ledgers.Ledger = field(default_factory=ledgers.empty)
    private: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.today = city_day(self.moment)
        self._standing: Standing | None = None

    def enter(self, case_number: str) -> None:
        """Read the ledger of the case that has been locked; NotReadable ends it here."""
        self.ledger = ledgers.read_for_act(self.connection, case_number)
        if self.ledger.transfer is None:
            raise NotReadable
        self.transfer, self.case_number = self.ledger.transfer, case_number
        self.must_be_readable()

    def standing(self, case: Case) -> Standing:
        """Give the person's standing before a case; while its people stay the same, what was read is kept."""
        kept = self._standing
        people = (case.employee, case.new_post, case.old_post, case.proposer)
        if kept is None or people != (kept.case.employee, kept.case.new_post, kept.case.old_post, kept.case.proposer):
            kept = self._standing = Standing(self.connection, self.procedure, self.who, case, self.today)
        return kept

    def must_be_readable(self) -> None:
        """Raise NotReadable unless the person reads the case, in the role of the step or in another."""
        standing = self.standing(self.ledger.case)
        reached, account = self.ledger.head.get("reached"), self.who.account
        by_step = [role for role in self.step.by if standing.as_role(role)]
        if sight(self.procedure, by_step, reached, account) is not None:
            return
        if sight(self.procedure, standing.roles(), reached, account) is None:
            raise NotReadable

    def stand_on_ground(self) -> None:
        """Refuse a stale form: most steps stand on the last line, concurrent ones on the ground."""
        if self.transfer is None:
            return
        if self.moment < self.ledger.lines[-1].at:
            raise WrongClock
        seen, case = self.attempt.seen or 0, self.ledger.case
        if seen > case.number or seen < (case.ground if self.step.concurrent else case.number):
            raise Overtaken(self.case_number, seen, [line for line in self.ledger.lines if line.number > seen])

    def actor(self) -> Actor:
        """Give the person in the role that lets him take this step; then look at the state and clean the form."""
        case = self.ledger.case
        if self.transfer is None:
            self._clean()
            case = after(case, self._line(self.values, {}))
        actor = self.standing(case).as_any(self.step.by)
        if actor is None:
            raise Refused(self.step.name, no_role=True)
        if case.state not in self.step.sources and self.transfer is not None:
            raise Refused(self.step.name, self._unmet_by_case(actor), wrong_state=case.state)
        if self.transfer is not None:
            self._clean()
        return actor

    def _clean(self) -> None:
        self.form = clean(self.step, self.attempt.form, self.moment)

    def _unmet_by_case(self, actor: Actor) -> list[Result]:
        """In a wrong state, still say which rules about the case itself are unmet: they tell what it waits for."""
        facts = self.facts(actor, self.ledger.case)
        found = []
        for rule in (self.procedure.rules[rule_id] for rule_id in self.step.provided):
            finding = ask(rule, self.step.name, facts) if rule.from_case else None
            if finding is not None and finding.verdict in REFUSING:
                found.append(Result(rule.id, finding.verdict, {**rule.on(self.today), **finding.seen}))
        return found

    @cached_property
    def values(self) -> dict[str, Any]:
        """Everything that the line will record: the form and its particulars."""
        setting = Setting(self.connection, self.procedure, self.ledger.case, self.form, self.standing, self.transfer)
        public, private = particulars(self.step.name, setting)
        hidden = {name: value for name, value in self.form.items() if name not in self.step.public_fields}
        self.private = {**hidden, **private}
        return {**self.form, **public, **private}

    def target(self) -> str:
        """Name the state that the step leads to."""
        return self.ledger.case.state if self.step.stays else self.step.to

    def _line(self, values: Mapping[str, Any], verdicts: Mapping[str, str], role: str = "") -> Line:
        case = self.ledger.case
        number = case.number + 1
        moves = not self.step.stays or self.step.ground
        return Line(
            number=number,
            step=self.step.name,
            state=self.target(),
            account=self.who.account,
            employee=self.who.employee,
            role=role,
            at=self.moment,
            on=self.today,
            values=values,
            verdicts=verdicts,
            ground=number if moves else case.ground,
        )

    def line(self, actor: Actor, values: Mapping[str, Any], verdicts: Mapping[str, str]) -> Line:
        """Give the line that this act would write."""
        return self._line(values, verdicts, actor.role)

    def facts(self, actor: Actor, then: Case) -> RegisterFacts:
        """Give the facts for the rules."""
        return RegisterFacts(
            connection=self.connection,
            procedure=self.procedure,
            standing=self.standing(then),
            transfer=self.transfer,
            moment=self.moment,
            today=self.today,
            step=self.step.name,
            actor=actor,
            form=self.form,
            case=self.ledger.case,
            then=then,
            calendar=calendar(self.connection),
        )
