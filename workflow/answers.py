"""What an act can come to: a receipt, or one of the exceptions that say why nothing was done."""

from collections.abc import Sequence
from dataclasses import dataclass

from policies.case import Line
from policies.verdicts import Result


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act was carried out: which case, which line, the state it left. `repeated`: this form had been sent before."""

    case_number: str
    number: int
    state: str
    repeated: bool = False


class NotReadable(Exception):
    """The person may not read this case, or it does not exist: nobody can tell the two apart."""


class WrongClock(Exception):
    """This computer's clock is behind the last line of the ledger: an act now would be dated before what it follows."""


class KeyReused(Exception):
    """The one-time key was used up by another form of the same person."""


class Refused(Exception):
    """The law says no. `results` are the unmet rules; `no_role` and `wrong_state` say what else stands in the way."""

    def __init__(
        self, step: str, results: Sequence[Result] = (), *, no_role: bool = False, wrong_state: str | None = None
    ) -> None:
        self.step = step
        self.results = tuple(results)
        self.no_role = no_role
        self.wrong_state = wrong_state
        super().__init__(f"{step}: {', '.join(self.grounds)}")

    @property
    def grounds(self) -> tuple[str, ...]:
        """Name every reason: rule ids, "role" and "state"."""
        others = ["role"] * self.no_role + ["state"] * (self.wrong_state is not None)
        return (*others, *(result.rule for result in self.results))


class Overtaken(Exception):
    """Somebody else was first: the form stands on a line that is no longer the last (or on a ground that has moved)."""

    def __init__(self, case_number: str, seen: int, meanwhile: Sequence[Line]) -> None:
        self.case_number = case_number
        self.seen = seen
        self.meanwhile = tuple(meanwhile)
        super().__init__(f"{case_number}: line {seen} was overtaken by {len(self.meanwhile)} more")
