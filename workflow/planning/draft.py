"""A plan before it is kept, and what it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.planning.building import Built
from workflow.planning.solution import Solution, Terms


@dataclass(frozen=True)
class Basis:
    """What a plan stands on: the run whose figures it uses, and the ids behind codes of posts and NIPs."""

    run: int
    needs: Mapping[str, int]  # those that are to be met, by their posts
    posts: Mapping[str, int]
    employees: Mapping[str, int]


@dataclass(frozen=True)
class Draft:
    """A plan before it is kept; `adjusts` is the plan (number) that it was made from by hand."""

    basis: Basis
    built: Built
    terms: Terms
    solution: Solution
    adjusts: int | None = None
