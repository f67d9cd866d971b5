"""Who moves where: posts that need people, and people who may fill them, so that the law lets the plots pass.

A pair is judged by the law itself, as a proposal of the day would be. What other plots are going to do counts too:
nobody is cast twice, no slot is promised twice, and no unit is emptied by plots that do not know of each other.
"""

import operator
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from functools import cache
from itertools import accumulate, combinations
from random import Random
from typing import Any

from workflow.demo.snapshot import Snapshot

_NONE: frozenset[str] = frozenset()
# What is let open when nobody better is found, one after the other.
_LET_OPEN = tuple(frozenset(rules) for rules in (["R-DON-02"], ["R-DON-01"], ["R-TEN-01"], ["R-CMP-01a"], ["R-CMP-07"]))
_WHILE_SWAPPING = frozenset({"R-DON-02"})


@dataclass(frozen=True)
class Move:
    """A kind of move: patterns of the codes of posts to be filled, and of those whose holders may be asked.

    Each pattern may join several by bars; what fits an earlier one is preferred. `gates` are to be open.
    """

    targets: tuple[str, ...]
    sources: tuple[str, ...]
    gates: frozenset[str] = _NONE


@dataclass(frozen=True)
class Part:
    """One pair that was cast: the post to be filled and who is to fill it."""

    post: int
    post_code: str
    employee: int


class NobodyFits(Exception):
    """No post and person are left that a plot could be told with."""


@dataclass
class Casting:
    """The pairs given away so far.

    `kept` are the people whom only a plot that names them may have. Posts `spoken_for` by their code are neither
    filled nor left but by a move that names them.
    """

    kept: frozenset[int]
    spoken_for: frozenset[str]
    _promised: Counter[int] = field(default_factory=Counter)  # post → slots
    _taken: set[int] = field(default_factory=set)  # people
    _leaving: dict[int, int] = field(default_factory=dict)  # person → the post that he is going to leave
    _receiving: Counter[int] = field(default_factory=Counter)  # unit → people to come
    _unit_of: dict[int, int] = field(default_factory=dict)  # post → unit, of what was promised
    _led_anew: set[int] = field(default_factory=set)  # units to which a superior is to come

    def cast(
        self,
        snapshot: Snapshot,
        move: Move,
        planned_on: date,
        rng: Random,
        employee: int | None = None,
        *,
        tentative: bool = False,
    ) -> Part:
        """Give a pair that may be proposed for a day; `employee` asks for one person. Raises NobodyFits.

        When nobody can be spared without leaving the donor short, or nobody has been long enough in his post or is
        known to be able enough, that is let open: somebody will waive it. A `tentative` pair does not count as leaving.
        """
        posts = self._posts(snapshot, move, rng)
        people = [snapshot.people[employee]] if employee else self._people(snapshot, move, rng)
        for allowed in accumulate((move.gates, *_LET_OPEN), operator.or_):
            easy = tentative or "R-DON-01" in allowed
            asked = people if easy else [person for person in people if self._spares(snapshot, person)]
            for post, person in _pairs(snapshot, posts, asked):
                if snapshot.rules_out(post, person, planned_on, move.gates, allowed):
                    continue
                gates = snapshot.open_gates(post, person, planned_on)
                fits = gates is not None and move.gates <= gates <= allowed
                if fits and snapshot.has_chair(post, person, planned_on):
                    return self._give(snapshot, post, person, tentative=tentative)
        raise NobodyFits(f"{move} at {snapshot.moment}")

    def cast_swap(self, snapshot: Snapshot, pattern: str, planned_on: date, rng: Random) -> tuple[Part, Part]:
        """Give two people in different units, each the one holder of such a post. Raises NobodyFits.

        Each unit loses one before it gets the other, so it may look worse off than the other for that time.
        """
        people = [
            person
            for person in self._people(snapshot, Move((), (pattern,)), rng)
            if snapshot.need[person.post_id] == len(snapshot.holders[person.post_id]) == 1
            and self._spares(snapshot, person)
        ]
        for one, other in combinations(people, 2):
            here, there = snapshot.posts[one.post_id], snapshot.posts[other.post_id]
            if here.unit_id == there.unit_id:
                continue
            both = snapshot.open_gates(there, one, planned_on), snapshot.open_gates(here, other, planned_on)
            if all(gates is not None and gates <= _WHILE_SWAPPING for gates in both):
                return self._give(snapshot, there, one), self._give(snapshot, here, other)
        raise NobodyFits(f"two of {pattern} at {snapshot.moment}")

    def vacancy(self, snapshot: Snapshot, move: Move, rng: Random) -> int:
        """Give a post with a free slot, for who is moved by another procedure. Raises NobodyFits."""
        found = self._posts(snapshot, move, rng)
        if not found:
            raise NobodyFits(f"no vacancy for {move} at {snapshot.moment}")
        return int(found[0].id)

    def settle(self, part: Part) -> None:
        """Take back the promise of a slot, because it was taken up."""
        self._promised[part.post] -= 1

    def release(self, part: Part) -> None:
        """Take back a pair whose case has ended without a move; the person may be cast again another day."""
        self._promised[part.post] -= 1
        self._receiving[self._unit_of[part.post]] -= 1
        self._leaving.pop(part.employee, None)
        self._taken.discard(part.employee)

    def _posts(self, snapshot: Snapshot, move: Move, rng: Random) -> list[Any]:
        """Posts with a slot to promise. Nobody is sent where a superior is to come: who would evaluate him?"""
        found = [
            post
            for post in snapshot.posts.values()
            if _rank(post.code, move.targets) is not None
            and snapshot.need[post.id] - len(snapshot.holders.get(post.id, ())) - self._promised[post.id] > 0
            and post.unit_id not in self._led_anew
            and not (post.id in snapshot.superior and self._receiving[post.unit_id])
            and (post.code not in self.spoken_for or _names(move.targets, post.code))
            and (post.head or post.unit_id not in snapshot.headless)
        ]
        rng.shuffle(found)
        return sorted(found, key=lambda post: _rank(post.code, move.targets) or 0)

    def _people(self, snapshot: Snapshot, move: Move, rng: Random) -> list[Any]:
        """People whom nothing clouds and whom no other plot has."""
        found = [
            person
            for person in snapshot.people.values()
            if person.id in snapshot.blameless
            and person.id not in self._taken
            and person.id not in self.kept
            and _rank(snapshot.code_of(person), move.sources) is not None
            and (snapshot.code_of(person) not in self.spoken_for or _names(move.sources, snapshot.code_of(person)))
        ]
        rng.shuffle(found)
        return sorted(found, key=lambda person: _rank(snapshot.code_of(person), move.sources) or 0)

    def _spares(self, snapshot: Snapshot, person: Any) -> bool:
        going = {
            each
            for each, post in self._leaving.items()
            if each in snapshot.people and snapshot.people[each].post_id == post
        }
        return snapshot.spares(person, going)

    def _give(self, snapshot: Snapshot, post: Any, person: Any, *, tentative: bool = False) -> Part:
        self._promised[post.id] += 1
        self._taken.add(person.id)
        if not tentative:
            self._leaving[person.id] = person.post_id
        self._unit_of[post.id] = post.unit_id
        self._receiving[post.unit_id] += 1
        if post.id in snapshot.superior:
            self._led_anew.add(post.unit_id)
        return Part(post.id, post.code, person.id)


def _pairs(snapshot: Snapshot, posts: list[Any], people: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Give every post with every person who works elsewhere and has the education for it."""
    for post in posts:
        for person in people:
            if snapshot.unit_of(person) != post.unit_id and person.education >= post.min_education:
                yield post, person


def _names(patterns: tuple[str, ...], code: str) -> bool:
    """Say whether a code is named as it is, not only fitted by a pattern."""
    return any(code in pattern.split("|") for pattern in patterns)


@cache
def _rank(code: str, patterns: tuple[str, ...]) -> int | None:
    """Give the place of the first pattern that a code fits, or None."""
    fits = (any(fnmatch(code, each) for each in pattern.split("|")) for pattern in patterns)
    return next((place for place, fit in enumerate(fits) if fit), None)
