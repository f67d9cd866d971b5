"""The words of the law as plain values: states, steps, fields, rules, roles, readers, and the procedure they form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

UNBORN = "unborn"  # the state before the first line of a ledger; only `identify` starts there
STAYS = "="

# What a field's kind says about its value: these hold no free text, so they may stand in the ledger's bytes.
PUBLIC_KINDS = frozenset({"date", "moment", "employee", "post", "rule"})


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Indonesian (which counts) and in English."""

    id: str
    en: str

    def __getitem__(self, language: str) -> str:
        """Give the words in a language; anything but "en" is Indonesian."""
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class State:
    """A state of a transfer. `order` is None for the early endings; `round` names the evaluation under way (months)."""

    name: str
    label: Words
    plain: Words
    order: int | None = None
    closed: bool = False
    binds: bool = False
    reserves: bool = False
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a field allows."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a step's form records. `when` is "past" (up to today), "future" (after today) or None."""

    name: str
    kind: str
    label: Words
    help: Words | None = None
    required: bool = True
    choices: tuple[Choice, ...] = ()
    when: str | None = None
    reads: str | None = None  # the aspect of the case that one must be allowed to read to see it
    anchors: tuple[tuple[int, Words], ...] = ()
    most: int = 0  # of dated lines, how many

    @property
    def public(self) -> bool:
        """Say whether the value may stand in the ledger's bytes (no free text, no ballot, no name)."""
        return self.kind in PUBLIC_KINDS


@dataclass(frozen=True, slots=True)
class Due:
    """When a step is due: so many working days or calendar months after a date of the case."""

    start: str
    working_days: int = 0


@dataclass(frozen=True)
class Step:
    """One thing the law allows: who, from where to where, on which conditions, recording what."""

    name: str
    label: Words
    done: Words
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    provided: tuple[str, ...]
    basis: str
    fields: tuple[Field, ...] = ()
    records_gates: bool = False  # an unmet gate is written down as open instead of refusing
    concurrent: bool = False
    ground: bool = False
    claims: bool = False  # takes hold of the employee and both posts
    shows: str | None = None  # the aspect that this step's lines belong to: "ballot", "feedback" or "follow_up"
    awaited: str | None = None  # "now", "late", "near" or None
    awaited_if: tuple[str, ...] = ()
    due: Due | None = None
    instrument: str | None = None

    @property
    def stays(self) -> bool:
        """Say whether the state stays as it is."""
        return self.to == STAYS

    @cached_property
    def public_fields(self) -> frozenset[str]:
        """Name the fields whose values may stand in the ledger's bytes."""
        return frozenset(f.name for f in self.fields if f.public)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Give the kind of each field by its name."""
        return {field.name: field.kind for field in self.fields}

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """Name every rule that this step reads, as a condition or to know whether it is awaited."""
        return tuple(dict.fromkeys(self.provided + self.awaited_if))


@dataclass(frozen=True)
class Rule:
    """A condition, named by its sentence, with its legal basis and dated parameters."""

    id: str
    sentence: Words
    kind: str
    basis: str
    confidence: str
    unmet: Words | None = None
    value: Words | None = None
    waived_by: str | None = None
    sensitive: bool = False
    from_case: bool = False  # reads nothing but the case, so it can be asked without the registers
    names_others: bool = False  # its values name people of other cases
    of_form: bool = False  # speaks only of what is typed, so it says nothing before the form is filled in
    asks: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[tuple[date, Mapping[str, Any]], ...] = ()

    def on(self, day: date) -> Mapping[str, Any]:
        """Give the parameters in force on a day; before the first row the first row holds."""
        if not self.parameters:
            return {}
        chosen = self.parameters[0][1]
        for valid_from, values in self.parameters:
            if valid_from <= day:
                chosen = values
        return chosen

    def ask(self, step: str) -> str:
        """Say which question this rule asks at a step (empty when it always asks the same)."""
        return self.asks.get(step, self.asks.get("default", ""))


@dataclass(frozen=True, slots=True)
class Role:
    """What a person may act as, and where it comes from: granted, body, unit_head or case."""

    name: str
    label: Words
    kind: str
    scope: str | None = None
    office: bool = False  # may be delegated in writing
    seats: tuple[str, ...] = ()  # of the committee: the first holds it, the next stand in; none = whoever votes


@dataclass(frozen=True, slots=True)
class Reader:
    """Who may read a transfer, from which state on, and what stays hidden from him."""

    role: str
    start: str
    hides: frozenset[str]


@dataclass(frozen=True, slots=True)
class AnalysisReader:
    """Who may read the needs analysis of his units, and what else he may: see names, make a run."""

    role: str
    allows: frozenset[str]


@dataclass(frozen=True, slots=True)
class DossierReader:
    """Who may read which parts of a dossier, and within which reach: whose dossiers."""

    role: str
    within: str
    reads: frozenset[str]
    basis: str


@dataclass(frozen=True, slots=True)
class Register:
    """A register beside the ledger, the roles that keep it, and those that read it besides in its own pages."""

    name: str
    label: Words
    by: tuple[str, ...]
    basis: str
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderStage:
    """One kind of telling: how it is headed, its sentence, and the timer between it and the due date (None: none)."""

    name: str
    label: Words
    letter: Words
    start: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """At which stages some steps are reminded of, or the candidate is told of some states."""

    name: str
    steps: tuple[str, ...]
    states: tuple[str, ...]
    stages: tuple[str, ...]
    basis: str


_OF_SERIES = re.compile("[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?")


@dataclass(frozen=True, slots=True)
class Competence:
    """Something that a post requires at a level and a person can do at one.

    Of a series (the technical ones) `code` is only how each of its codes begins.
    """

    code: str
    label: Words
    group: Words
    basis: str
    series: bool = False

    def covers(self, code: str) -> bool:
        """Say whether a code is this competence's, or one of this series."""
        if not self.series:
            return code == self.code
        return code.startswith(self.code) and _OF_SERIES.fullmatch(code[len(self.code) :]) is not None


@dataclass(frozen=True, slots=True)
class Instrument:
    """The form of evaluation and feedback, with its version and the matrix that gives the predicate."""

    version: str
    basis: str
    values: tuple[Field, ...]
    texts: tuple[Field, ...]
    result: Field
    behaviour: Mapping[str, Words]
    weights: Mapping[str, int]  # by group, each above 0
    low: str
    high: str
    predicates: Mapping[str, Words]
    cells: Mapping[str, str]  # "result/behaviour" → predicate


@dataclass(frozen=True)
class Procedure:
    """The whole of the policy files, checked; `digest` is the SHA-256 of `text`, the files' canonical joining."""

    states: Mapping[str, State]
    steps: Mapping[str, Step]
    rules: Mapping[str, Rule]
    roles: Mapping[str, Role]
    readers: Mapping[str, Reader]
    analysis_readers: Mapping[str, AnalysisReader]
    dossier_readers: Mapping[str, DossierReader]
    registers: Mapping[str, Register]
    competences: Mapping[str, Competence]
    reminder_stages: Mapping[str, ReminderStage]
    reminders: Mapping[str, Reminder]
    conflicted_member_hides: frozenset[str]
    instrument: Instrument
    text: bytes
    digest: bytes

    @cached_property
    def path(self) -> tuple[State, ...]:
        """Give the ordinary states in their sequence."""
        ordered = [state for state in self.states.values() if state.order is not None]
        return tuple(sorted(ordered, key=lambda state: state.order or 0))

    @cached_property
    def from_case(self) -> frozenset[str]:
        """Name the rules that read nothing but the case."""
        return frozenset(rule.id for rule in self.rules.values() if rule.from_case)

    @cached_property
    def gates(self) -> tuple[Rule, ...]:
        """Give the rules that are gates."""
        return tuple(rule for rule in self.rules.values() if rule.kind == "gate")

    def competence(self, code: str) -> Competence | None:
        """Give the competence that a code names; None for a code that the law does not know."""
        own = self.competences.get(code)
        if own is not None and own.covers(code):
            return own
        return next((each for each in self.competences.values() if each.covers(code)), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Give the steps that start in a state."""
        return self._steps_by_state.get(state, ())

    @cached_property
    def _steps_by_state(self) -> Mapping[str, tuple[Step, ...]]:
        names = (UNBORN, *self.states)
        return {name: tuple(s for s in self.steps.values() if name in s.sources) for name in names}

    def from_on(self, state: str) -> frozenset[str]:
        """Name the ordinary states from one on (in the sequence)."""
        return self._from_on[state]

    @cached_property
    def _from_on(self) -> Mapping[str, frozenset[str]]:
        first = {name: state.order or 0 for name, state in self.states.items()}
        return {name: frozenset(s.name for s in self.path if (s.order or 0) >= first[name]) for name in self.states}
