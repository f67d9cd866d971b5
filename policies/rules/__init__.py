"""One pure function per rule, by its id: facts and dated parameters in, a finding out."""

from collections.abc import Callable, Mapping
from typing import Any

from policies.facts import Facts
from policies.rules import after, ballots, committee, person, placement, posts
from policies.verdicts import Finding

RuleFunction = Callable[[Facts, Mapping[str, Any], str], Finding]

FUNCTIONS: Mapping[str, RuleFunction] = {
    **person.RULES,
    **posts.RULES,
    **committee.RULES,
    **ballots.RULES,
    **placement.RULES,
    **after.RULES,
}
