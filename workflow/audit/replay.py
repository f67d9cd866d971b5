"""A case told once more, line by line, by the law that each line was written under.

Replay asks what must be true of any line that an act wrote: that its step starts where the case stood and leads where
it says, that the actor's role may take it and was held, that every rule was judged as an act must find it, and that
the head follows from the lines. It does not judge old facts anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from policies.case import Case, Line, apply
from policies.loading import current
from policies.model import Procedure, Rule, Step
from policies.waiting import step_of
from workflow.audit.calendars import Calendars
from workflow.audit.laws import Laws
from workflow.audit.report import Report
from workflow.audit.rights import Rights
from workflow.audit.seals import Broken
from workflow.canonical import plain
from workflow.heads import head_after
from workflow.ledger import ACTOR, FORM, SEEN, line_of
from workflow.tables.ledger import HEAD

# Private values that no later line rests on.
ASIDE = frozenset({ACTOR, FORM, SEEN})
# Columns of the head that rest on private values, and those that are found by judging the case.
_RESTS_ON_PRIVATE = frozenset({"kind", "awaits", "due_on", "since"})
_JUDGED = frozenset({"awaits", "due_on", "since"})


@dataclass
class Told:
    """A case as far as it has been told. `erased`: some value that later lines may rest on is no longer kept."""

    case_number: str
    case: Case = field(default_factory=Case)
    head: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    erased: bool = False


class Replay:
    """What replaying needs besides the lines: the laws, the rights, the calendars, and where to note doubts."""

    def __init__(self, laws: Laws, rights: Rights, calendars: Calendars, report: Report) -> None:
        self._laws = laws
        self._rights = rights
        self._calendars = calendars
        self._report = report
        self._current = current().digest
        self._unknown: set[str] = set()

    def follow(self, told: Told, record: Mapping[str, Any], private: Mapping[str, Any]) -> None:
        """Tell one more line of a case. Raises Broken when no act can have written it."""
        try:
            self._follow(told, record, private)
        except Broken:
            raise
        except Exception as error:  # a forged line may hold anything, and make any reader of it fail
            raise Broken("unreadable", type(error).__name__) from error

    def _follow(self, told: Told, record: Mapping[str, Any], private: Mapping[str, Any]) -> None:
        told.erased |= not record["private"].keys() - ASIDE <= private.keys()
        law = self._law(told, record)
        line = line_of(record, private, law)
        if told.at is not None and line.at < told.at:
            raise Broken("clock")
        if law is None:
            apply(told.case, line)
        else:
            step = law.steps.get(line.step)
            if step is None:
                raise Broken("step", line.step)
            _check_way(told.case, step, line, record)
            _check_verdicts(law, step, told.case, line)
            _check_count(told.case, line)
            apply(told.case, line)
            self._check_actor(law, step, told.case, line, record)
            self._check_head(law, told, line, record)
        told.at = line.at
        told.head = record["head"]

    def _law(self, told: Told, record: Mapping[str, Any]) -> Procedure | None:
        name = record["law"]
        law = self._laws.of(name)
        if law is None and name not in self._unknown:
            self._unknown.add(name)
            self._report.doubt("law", told.case_number, record["number"], name)
        return law

    def _check_actor(self, law: Procedure, step: Step, case: Case, line: Line, record: Mapping[str, Any]) -> None:
        if line.role not in step.by:
            raise Broken("role", line.role)
        if step.name == "waive-gate" and law.rules[line.values["rule"]].waived_by != line.role:
            raise Broken("role", line.role)
        if not self._rights.held(law.roles[line.role], line, record["for"], case):
            raise Broken("right", line.role)

    def _check_head(self, law: Procedure, told: Told, line: Line, record: Mapping[str, Any]) -> None:
        expected = head_after(law, told.case, told.head, line.at, self._calendars.at(line.at))
        for name in HEAD:
            if plain(expected[name]) != record["head"].get(name):
                kind = self._doubted(law, told, record, name)
                if kind is None:
                    raise Broken("head", name)
                self._report.doubt(kind, told.case_number, line.number, name)
                return

    def _doubted(self, law: Procedure, told: Told, record: Mapping[str, Any], name: str) -> str | None:
        """Say why a column of the head may differ from what is found today; None: it may not."""
        if told.erased and name in _RESTS_ON_PRIVATE:
            return "erased"
        if name == "due_on" and _counts_working_days(law, record["head"].get("awaits")):
            return "calendar"
        # What an older law made of the case was judged by the rules of its release, which this one no longer has.
        return "judged" if name in _JUDGED and law.digest != self._current else None


def _check_way(case: Case, step: Step, line: Line, record: Mapping[str, Any]) -> None:
    """See that the step starts where the case stands, and leads where it says."""
    if record["from"] != case.state or case.state not in step.sources:
        raise Broken("from")
    if line.state != (case.state if step.stays else step.to):
        raise Broken("state")
    moves = not step.stays or step.ground
    if line.ground != (line.number if moves else case.ground):
        raise Broken("head", "ground")
    if record["basis"] != step.basis:
        raise Broken("basis")
    if step.name in ("sign-decree", "execute"):
        told = {"employee": case.employee, "old_post": case.old_post, "new_post": case.new_post}
        for name, value in told.items():
            if line.values.get(name) != value:
                raise Broken("head", name)


def _check_verdicts(law: Procedure, step: Step, case: Case, line: Line) -> None:
    """See that every rule of the step was judged, no other, and each so that an act could pass."""
    for rule_id in sorted(line.verdicts.keys() ^ set(step.provided)):
        raise Broken("verdicts", rule_id)
    for rule_id, verdict in line.verdicts.items():
        if verdict not in _passing(law.rules[rule_id], step, case):
            raise Broken("verdicts", rule_id)


def _passing(rule: Rule, step: Step, case: Case) -> tuple[str, ...]:
    always = ("met", "not_applicable")
    if rule.kind == "warn":
        return (*always, "warned")
    if rule.kind == "gate" and step.records_gates:
        return (*always, "open")
    if rule.kind == "gate" and case.gates.get(rule.id) == "waived":
        return (*always, "waived")
    return always


def _check_count(case: Case, line: Line) -> None:
    """See that a ballot was counted as its votes fell, as far as they are still kept."""
    if line.step != "close-ballot" or case.ballot is None or "erased" in case.ballot.votes.values():
        return
    count = case.ballot.tally
    figures = line.values["tally"]
    counted = (count.outcome, count.eligible, count.present, count.votes_for, count.votes_against)
    recorded = (line.values["outcome"], *(figures[name] for name in ("eligible", "present", "for", "against")))
    if counted != recorded:
        raise Broken("tally")


def _counts_working_days(law: Procedure, awaits: str | None) -> bool:
    dues = (law.steps[step_of(mark)].due for mark in (awaits or "").split())
    return any(due is not None and due.working_days for due in dues)
