"""Who may read what: one definition, used by every page, list, badge, file and error text.

`sight` answers for one person and one case; the same `Reader` rows are turned into one WHERE clause by
`workflow.queries`, so that what a list shows and what a page opens cannot differ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policies.case import Case, Line
from policies.model import Field, Procedure, Step

# Hiding the one hides the others too.
_IMPLIED = {
    "ballots": frozenset({"ballots", "open_ballots"}),
    "feedback": frozenset({"feedback", "open_feedback", "feedback_authors"}),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person sees of a case that he may read. `hides` names the aspects kept from him."""

    hides: frozenset[str]
    account: int

    @property
    def sensitive(self) -> bool:
        """Say whether values of sensitive rules are shown."""
        return "sensitive" not in self.hides

    @property
    def others(self) -> bool:
        """Say whether values that name people of other cases are shown."""
        return "others" not in self.hides

    @property
    def deliberation(self) -> bool:
        """Say whether the result, figures and recusals of a closed ballot are shown."""
        return "deliberation" not in self.hides

    @property
    def authors(self) -> bool:
        """Say whether the names of who gave feedback are shown."""
        return "feedback_authors" not in self.hides

    @property
    def form_only(self) -> bool:
        """Say whether nothing is shown but what the person's own form needs."""
        return "all_but_form" in self.hides

    def line(self, step: Step, line: Line, case: Case, closed_rounds: Mapping[int, str]) -> bool:
        """Say whether a line is shown at all. `closed_rounds`: number of an opening line → how its round ended."""
        if line.account == self.account and not self.form_only:
            return True
        if self.form_only:
            return False
        if step.shows == "ballot":
            return "ballots" not in self.hides and self._round_decided(line, closed_rounds)
        if step.shows == "feedback":
            return self._feedback(line, case)
        if step.shows == "follow_up":
            return "follow_up" not in self.hides
        return step.name != "recuse" or (self.deliberation and self._round_decided(line, closed_rounds))

    def value(self, step: Step, field: Field | None, line: Line, sensitive_rules: frozenset[str]) -> bool:
        """Say whether a recorded value of a shown line is shown."""
        if line.account == self.account:
            return True
        if field is not None and field.reads is not None and field.reads in self.hides:
            return False
        if step.name == "waive-gate" and line.values.get("rule") in sensitive_rules:
            return self.sensitive
        return True

    def _round_decided(self, line: Line, closed_rounds: Mapping[int, str]) -> bool:
        """While a ballot is open nobody learns more than how many have cast; of a void one nobody ever does."""
        return closed_rounds.get(line.ground, "open") not in ("open", "void")

    def _feedback(self, line: Line, case: Case) -> bool:
        if "feedback" in self.hides:
            return False
        return "open_feedback" not in self.hides or line.values.get("round") in case.evaluators


def sight(
    procedure: Procedure, roles: Iterable[str], reached: str | None, account: int, *, conflicted_member: bool = False
) -> Sight | None:
    """Give what a person with these roles on this case sees of it, or None when he may not read it.

    The subject reads as the subject, whatever else he may be. Otherwise several roles see what any of them sees.
    """
    held = set(roles)
    if "subject" in held:
        held = {"subject"}
    readers = [procedure.readers[r] for r in held if r in procedure.readers]
    hides = [_expand(r.hides) for r in readers if reached in procedure.from_on(r.start)]
    if not hides:
        return None
    common = frozenset.intersection(*hides)
    if conflicted_member:
        common |= _expand(procedure.conflicted_member_hides)
    return Sight(common, account)


def _expand(hides: frozenset[str]) -> frozenset[str]:
    return hides.union(*(_IMPLIED.get(aspect, frozenset()) for aspect in hides))


def untold(procedure: Procedure, state: str, ballot: str | None) -> bool:
    """Say whether a ballot has been counted and the committee has not yet made its result known.

    Whom the case waits for, and until when, would then tell the result to who may not read the deliberation.
    """
    steps = procedure.steps_from(state)
    deciding = any(all(procedure.roles[role].kind == "body" for role in step.by) for step in steps)
    return deciding and ballot in ("carried", "lost", "tie")


def rounds(lines: Iterable[Line]) -> dict[int, str]:
    """Map the number of each line that opened a ballot to how that round ended: open, void, or its outcome."""
    ended: dict[int, str] = {}
    opened: int | None = None
    for line in lines:
        if line.step == "open-ballot":
            opened = line.number
            ended[opened] = "open"
        elif opened is not None and line.step in ("close-ballot", "void-ballot", "withdraw"):
            ended[opened] = _ending(line)
            opened = None
    return ended


def _ending(line: Line) -> str:
    return str(line.values.get("outcome", "closed")) if line.step == "close-ballot" else "void"
