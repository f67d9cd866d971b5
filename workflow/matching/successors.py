"""Who is ready to follow on a post that will become empty: by its standard alone, and with some training.

The people and their figures are those of the list of candidates; only the question is smaller.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection

from policies.model import Procedure
from workflow.matching.candidates import Candidate, candidates
from workflow.matching.pool import gather, levels, levels_of
from workflow.matching.target import Target, target
from workflow.matching.units import Units
from workflow.matching.weighing import Competent, Weighing

_BATCH = 500


class Successors(NamedTuple):
    """Who comes into question for a post, by employee: who meets all of its standard, and whom training brings there.

    `standard` says whether the post has one; without it nobody can be said to meet it.
    """

    planned_on: date
    standard: bool
    considered: int
    ready: frozenset[int]
    near: frozenset[int]
    hours: int  # of training, at most, for who is near (R-FIT-02)


def successors(connection: Connection, procedure: Procedure, post: int, today: date, on: date) -> Successors:
    """Sort everybody who comes into question for a post on a day. Raises NoResultFound for no such post."""
    place = target(connection, procedure, post, today, max(on, today))
    hours = int(procedure.rules["R-FIT-02"].on(today)["hours"])
    found = list(_competent(place))
    ready = {number for number, each in found if each.match is not None and each.match.jpm == Fraction(1)}
    near = {number for number, each in found if each.hours is not None and each.hours <= hours} - ready
    standard = bool(place.standard)
    return Successors(place.planned_on, standard, len(found), frozenset(ready), frozenset(near), hours)


def _competent(place: Target) -> Iterator[tuple[int, Competent]]:
    weighing = Weighing(place, Units(place.connection, place.procedure, place.today, place.planned_on))
    people = iter([known.employee for known in gather(place)])
    while some := list(islice(people, _BATCH)):
        sums = levels(place, some)
        for number in some:
            yield number, weighing.competent(weighing.match(levels_of(sums.get(number, ()))))


def first_of(
    connection: Connection,
    procedure: Procedure,
    post: int,
    found: Successors,
    moment: datetime,
    today: date,
    most: int | None = None,
) -> Sequence[Candidate]:
    """Give the first (or all) who are ready, or near it, in order of fit, as the rules of a proposal judge them."""
    place = target(connection, procedure, post, today, found.planned_on)
    return candidates(place, "forecast", moment, limit=most, among=found.ready | found.near)
