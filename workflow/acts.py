"""Acts: the only way anything moves. Moving a transfer *is* writing the next line of its ledger.

`perform` checks an act in one order: may the person read the case; was this very form sent before; does it stand on
the present ground; then role, state, form and every rule, read afresh under the locks. The machine asks the act
whether anything was refused and sets its state, and setting the state appends the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, exists, select
from sqlalchemy.exc import IntegrityError

from policies.case import Case, Line, after
from policies.facts import Actor
from policies.judging import ask, judge
from policies.loading import current
from policies.model import Procedure, Step
from policies.reading import sight
from policies.verdicts import REFUSING, Result
from workflow import ledger as ledgers
from workflow import placement, security
from workflow.answers import KeyReused, NotReadable, Overtaken, Receipt, Refused, WrongClock
from workflow.canonical import digest, text
from workflow.database import reading, writing
from workflow.facts import RegisterFacts
from workflow.forms import INCOMPLETE, ONE_TIME_KEY, Given, Invalid, clean
from workflow.heads import head_after
from workflow.locks import hold
from workflow.machine import fire
from workflow.organisation.calendar import calendar, city_day, now
from workflow.particulars import Setting, particulars
from workflow.records import Origin, new_transfer, write
from workflow.standing import Standing
from workflow.tables import accounts, entries, transfers
from workflow.viewers import WHO, Viewer, viewer_of


@dataclass(frozen=True)
class Attempt:
    """What somebody tries: a step on a case (None: a new one) with a form, its one-time key and the line it saw."""

    account: int
    step: str
    case_number: str | None
    form: Given
    key: str
    seen: int | None = None


def perform(engine: Engine, attempt: Attempt, moment: datetime | None = None) -> Receipt:
    """Carry out one act, or raise why not: NotReadable, KeyReused, Overtaken, Refused, Invalid, WrongClock, Busy,
    Unwritable.

    `moment` is given only by who tells a past (the demonstration's loader, tests); otherwise it is now.
    """
    try:
        return _perform(engine, attempt, moment)
    except (Refused, Overtaken, NotReadable, KeyReused) as error:
        _note(engine, attempt, moment or now(), error)
        raise


def _perform(engine: Engine, attempt: Attempt, moment: datetime | None) -> Receipt:
    try:
        with writing(engine) as connection:
            return _checked(connection, attempt, moment)
    except IntegrityError:
        # The same key came twice at once; the other form has been carried out meanwhile.
        with reading(engine) as connection:
            repeated = _repeated(connection, attempt, current().steps[attempt.step])
        if repeated is None:
            raise
        return repeated


def _checked(connection: Connection, attempt: Attempt, moment: datetime | None) -> Receipt:
    procedure = current()
    step = procedure.steps.get(attempt.step)
    if step is None:
        raise NotReadable
    if attempt.case_number is not None:
        hold(connection, attempt.case_number, step, attempt.form)
    # Under the locks, so that the lines of a case stand in the order of their moments, however long each has waited.
    moment = moment or now()
    asked = {"account": attempt.account, "day": city_day(moment), "key": attempt.key}
    rows = connection.execute(_WHO_WITH_KEY, asked).all()
    who = viewer_of(rows)
    if who is None:
        raise NotReadable
    scene = _Scene(connection, procedure, step, attempt, who, moment)
    if attempt.case_number is not None:
        scene.enter(attempt.case_number)
    repeated = _repeated(connection, attempt, step) if rows[0].key_used else None
    if repeated is not None:
        return repeated
    if not ONE_TIME_KEY.fullmatch(attempt.key):
        raise Invalid({"key": INCOMPLETE})
    scene.stand_on_ground()
    act = Act(scene, scene.actor(), scene.values())
    fire(act, step.name)
    if act.receipt is None:
        raise Refused(step.name, [result for result in act.results if result.refuses])
    return act.receipt


_WHO_WITH_KEY = WHO.add_columns(
    exists().where(entries.c.account_id == accounts.c.id, entries.c.key == bindparam("key")).label("key_used")
)
_BY_KEY = (
    select(entries.c.id, entries.c.step, entries.c.number, entries.c.state, transfers.c.case_number)
    .join(transfers, transfers.c.id == entries.c.transfer_id)
    .where(entries.c.account_id == bindparam("account"), entries.c.key == bindparam("key"))
)


def _repeated(connection: Connection, attempt: Attempt, step: Step) -> Receipt | None:
    """Answer a form that was carried out before; the same key with anything else is an error."""
    row = connection.execute(_BY_KEY, {"account": attempt.account, "key": attempt.key}).first()
    if row is None:
        return None
    same_case = attempt.case_number in (None, row.case_number)
    if row.step != step.name or not same_case or ledgers.form_digest(connection, row.id) != form_digest(step, attempt):
        raise KeyReused
    return Receipt(row.case_number, row.number, row.state, repeated=True)


def form_digest(step: Step, attempt: Attempt) -> str:
    """Give the digest of a form as it was sent, over the fields that the step declares."""
    sent = {f.name: attempt.form.get(f.name, "").strip() for f in step.fields}
    return digest(text({"form": sent, "case": attempt.case_number or ""}).encode()).hex()


@dataclass
class _Scene:
    """Everything around an act, read once: the person, the case, and what the form amounts to."""

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
        self._must_be_readable()

    def standing(self, case: Case) -> Standing:
        """Give the person's standing before a case; while its people stay the same, what was read is kept."""
        kept = self._standing
        people = (case.employee, case.new_post, case.old_post, case.proposer)
        if kept is None or people != (kept.case.employee, kept.case.new_post, kept.case.old_post, kept.case.proposer):
            kept = self._standing = Standing(self.connection, self.procedure, self.who, case, self.today)
        return kept

    def _must_be_readable(self) -> None:
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
            case = after(case, self._line(self._values(case), {}))
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

    def values(self) -> dict[str, Any]:
        """Give everything that the line will record: the form and its particulars."""
        return self._values(self.ledger.case)

    def _values(self, case: Case) -> dict[str, Any]:
        setting = Setting(self.connection, self.procedure, case, self.form, self.standing)
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


class Act:
    """One person attempting one step on one transfer at one moment. The machine's model, for that moment only."""

    def __init__(self, scene: _Scene, actor: Actor, values: Mapping[str, Any]) -> None:
        self._scene = scene
        self._actor = actor
        self._values = values
        self._state = scene.ledger.case.state
        then = after(scene.ledger.case, scene.line(actor, values, {}))
        self.facts = scene.facts(actor, then)
        self.results = judge(scene.procedure, scene.step, self.facts)
        self.receipt: Receipt | None = None

    def nothing_refused(self) -> bool:
        """Say whether every rule lets the act pass: the machine's only condition."""
        return not any(result.refuses for result in self.results)

    @property
    def state(self) -> str:
        """The state that the ledger says."""
        return self._state

    @state.setter
    def state(self, new: str) -> None:
        """Append the line that makes it so."""
        scene = self._scene
        verdicts = {result.rule: str(result.verdict) for result in self.results}
        line = scene.line(self._actor, self._values, verdicts)
        then = after(scene.ledger.case, line)
        if scene.transfer is None:
            scene.transfer, scene.case_number = new_transfer(scene.connection, scene.today.year)
        head = head_after(scene.procedure, then, scene.ledger.head, scene.moment, self.facts.calendar)
        origin = Origin(
            transfer=scene.transfer,
            case_number=scene.case_number,
            key=scene.attempt.key,
            form_digest=form_digest(scene.step, scene.attempt),
            actor=self._actor,
            name=scene.who.name,
            title=scene.who.title,
            previous=scene.ledger.hashes[-1] if scene.ledger.hashes else None,
            law=scene.ledger.records[-1]["law"] if scene.ledger.records else None,
            from_state=self._state,
        )
        write(scene.connection, scene.procedure, scene.step, line, head, origin, scene.private, self.results)
        self._take_effect(then)
        self._state = new
        self.receipt = Receipt(scene.case_number, line.number, new)

    def _take_effect(self, then: Case) -> None:
        """Carry what a line says into the registers: only executing, and correcting its date, touch them."""
        scene = self._scene
        if scene.transfer is None:
            return
        if scene.step.name == "execute":
            placement.move(scene.connection, scene.transfer, then, then.documents["sign-decree"].number)
        elif scene.step.name == "correct" and self._values.get("document") == "execute":
            placement.shift(scene.connection, scene.transfer, then, scene.ledger.case.documents["execute"].on)


def _note(engine: Engine, attempt: Attempt, moment: datetime, error: Exception) -> None:
    """Leave the security event of an act that was not carried out."""
    kinds = {Refused: "refused", Overtaken: "overtaken", NotReadable: "not-readable", KeyReused: "key-reused"}
    detail: dict[str, Any] = {"case": attempt.case_number or ""}
    if isinstance(error, Refused):
        detail["grounds"] = list(error.grounds)
    known = attempt.step if attempt.step in current().steps else None
    security.note(engine, kinds[type(error)], moment, attempt.account, detail, step=known)
