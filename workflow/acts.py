"""Acts: the only way anything moves. Moving a transfer *is* writing the next line of its ledger.

`perform` checks an act in one order: may the person read the case; was this very form sent before; does it stand on
the present ground; then role, state, form and every rule, read afresh under the locks. The machine asks the act
whether anything was refused and sets its state, and setting the state appends the line.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, bindparam, exists, select
from sqlalchemy.exc import IntegrityError

from policies.case import Case, Line, after
from policies.facts import Actor
from policies.judging import judge
from policies.loading import current
from policies.model import Step
from workflow import ledger as ledgers
from workflow import placement, security
from workflow.answers import KeyReused, NotReadable, Overtaken, Receipt, Refused
from workflow.database import reading, writing
from workflow.forms import INCOMPLETE, ONE_TIME_KEY, Invalid
from workflow.heads import head_after
from workflow.locks import hold
from workflow.machine import fire
from workflow.notices.calling import call
from workflow.organisation.calendar import city_day, now
from workflow.records import Origin, new_transfer, write
from workflow.scenes import Attempt, Scene, form_digest
from workflow.tables import accounts, entries, transfers
from workflow.viewers import WHO, viewer_of

__all__ = ["Act", "Attempt", "Carry", "perform", "perform_together"]

# Carries out one act among several.
Carry = Callable[[Attempt], Receipt]

Result = TypeVar("Result")


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


def perform_together(
    engine: Engine, work: Callable[[Connection, Carry], Result], moment: datetime | None = None
) -> Result:
    """Carry out several acts in one transaction, all of them or none; `work` says which, one after the other.

    Raises what `perform` raises, of the act that was not carried out.
    """
    tried: list[Attempt] = []

    def carry(attempt: Attempt) -> Receipt:
        tried.append(attempt)
        return _checked(connection, attempt, moment)

    try:
        with writing(engine) as connection:
            return work(connection, carry)
    except (Refused, Overtaken, NotReadable, KeyReused) as error:
        if tried:
            _note(engine, tried[-1], moment or now(), error)
        raise


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
    scene = Scene(connection, procedure, step, attempt, who, moment)
    if attempt.case_number is not None:
        scene.enter(attempt.case_number)
    repeated = _repeated(connection, attempt, step) if rows[0].key_used else None
    if repeated is not None:
        return repeated
    if not ONE_TIME_KEY.fullmatch(attempt.key):
        raise Invalid({"key": INCOMPLETE})
    scene.stand_on_ground()
    act = Act(scene, scene.actor(), scene.values)
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


class Act:
    """One person attempting one step on one transfer at one moment. The machine's model, for that moment only."""

    def __init__(self, scene: Scene, actor: Actor, values: Mapping[str, Any]) -> None:
        self._scene = scene
        self._actor = actor
        self._values = values
        self._state = scene.ledger.case.state
        self.facts = scene.facts(actor, after(scene.ledger.case, scene.line(actor, values, {})))
        self.results = judge(scene.procedure, scene.step, self.facts)
        self.receipt: Receipt | None = None

    @cached_property
    def line(self) -> Line:
        """The line that makes it so, with every verdict."""
        verdicts = {result.rule: str(result.verdict) for result in self.results}
        return self._scene.line(self._actor, self._values, verdicts)

    @cached_property
    def then(self) -> Case:
        """The case after that line."""
        return after(self._scene.ledger.case, self.line)

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
        if scene.transfer is None:
            scene.transfer, scene.case_number = new_transfer(scene.connection, scene.today.year)
        head = head_after(scene.procedure, self.then, scene.ledger.head, scene.moment, self.facts.calendar)
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
        write(scene.connection, scene.procedure, scene.step, self.line, head, origin, scene.private, self.results)
        call(scene.connection, scene.procedure, scene.transfer, scene.ledger.head, head, scene.moment)
        self._take_effect()
        self._state = new
        self.receipt = Receipt(scene.case_number, self.line.number, new)

    def _take_effect(self) -> None:
        """Carry what a line says into the registers: only executing, and correcting its date, touch them."""
        scene, then = self._scene, self.then
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
