"""One round of voting, as its lines tell it."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from policies.tally import Tally, tally

_NOTHING: Mapping[int, str] = MappingProxyType({})


class Ballot(NamedTuple):
    """One round of voting. `members` are employees; `votes` keeps each one's last vote."""

    round: int
    opened_on: date
    closes_at: datetime
    members: frozenset[int]
    votes: Mapping[int, str] = _NOTHING
    accounts: frozenset[int] = frozenset()  # of who voted
    recused: frozenset[int] = frozenset()
    closed_on: date | None = None

    @property
    def eligible(self) -> frozenset[int]:
        """Give the members at opening less those who recused since."""
        return self.members - self.recused

    def with_vote(self, member: int, account: int, vote: str) -> "Ballot":
        """Give the ballot with a member's vote; it takes the place of an earlier one."""
        return self._replace(votes={**self.votes, member: vote}, accounts=self.accounts | {account})

    @property
    def tally(self) -> Tally:
        """Count the ballot as it stands."""
        return tally(len(self.eligible), (self.votes[m] for m in self.eligible if m in self.votes))

    @property
    def all_cast(self) -> bool:
        """Say whether every eligible member has voted."""
        return self.eligible <= self.votes.keys()
