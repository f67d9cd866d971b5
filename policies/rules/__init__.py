"""One pure function per rule, by its id: facts and dated parameters in, a finding out.

Beside the functions stands what each of them reads: `LIMITS` names its parameters and what kind of value each is (a
count, an exact share, names, categories of posts, relations to a case), `QUESTIONS` what it can be asked. The loader
refuses files that say anything else.
"""

from collections.abc import Callable, Mapping
from typing import Any

from policies.facts import Facts
from policies.rules import after, ballots, committee, person, placement, posts, qualification
from policies.verdicts import Finding

RuleFunction = Callable[[Facts, Mapping[str, Any], str], Finding]

FUNCTIONS: Mapping[str, RuleFunction] = {
    **person.RULES,
    **qualification.RULES,
    **posts.RULES,
    **committee.RULES,
    **ballots.RULES,
    **placement.RULES,
    **after.RULES,
}

LIMITS: Mapping[str, Mapping[str, str]] = {
    **person.LIMITS,
    **qualification.LIMITS,
    **posts.LIMITS,
    **committee.LIMITS,
    **ballots.LIMITS,
    **placement.LIMITS,
    **after.LIMITS,
}

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    **posts.QUESTIONS,
    **committee.QUESTIONS,
    **ballots.QUESTIONS,
    **placement.QUESTIONS,
}
