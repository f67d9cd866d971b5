"""The planner's model as it is written down, so that another solver can check what ours found.

Worths and values are whole millionths; hours are hours of training. The net of a post is the number of arrivals less
the number of departures.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

# The kinds of limits: a person moves once, the net of a post at least and at most, the fill of a unit, those asked for.
PERSON, LOW, HIGH, FLOOR, MOVES, HOURS, OUT = "person", "low", "high", "floor", "moves", "hours", "out_of_unit"


class Limit(NamedTuple):
    """A limit that a plan must keep, and the person (NIP), post or unit (code) that it is about, if any."""

    kind: str
    at: str | None = None


class Post(NamedTuple):
    """A post whose net runs from `low` to `high`; `worth[i]` is what the step from low + i to low + i + 1 adds."""

    post: str
    unit: str
    effective: int
    need: int
    low: int
    high: int
    worth: tuple[int, ...]


class Move(NamedTuple):
    """A move that may be made; `from_post` and `from_unit` are None for who has no post, `hours` if not known."""

    id: int
    nip: str
    from_post: str | None
    from_unit: str | None
    post: str
    unit: str
    value: int
    hours: int | None

    @property
    def leaves(self) -> str | None:
        """The unit that loses the person, if any: a move inside of a unit leaves none."""
        return None if self.from_unit == self.unit else self.from_unit


class Unit(NamedTuple):
    """A unit, and how many slots of its own posts must stay filled."""

    unit: str
    floor: int


class Limits(NamedTuple):
    """What was asked for besides: at most so many moves, hours of training, and moves out of any one unit."""

    moves: int | None = None
    hours: int | None = None
    out_of_unit: int | None = None


UNLIMITED = Limits()


@dataclass(frozen=True)
class Model:
    """Every post of every unit that a move names, the moves, the floors and the limits, each in a fixed order."""

    posts: tuple[Post, ...]
    moves: tuple[Move, ...]
    units: tuple[Unit, ...]
    limits: Limits = UNLIMITED

    @cached_property
    def post(self) -> Mapping[str, Post]:
        """The posts by their code."""
        return {post.post: post for post in self.posts}

    @cached_property
    def move(self) -> Mapping[int, Move]:
        """The moves by their id."""
        return {move.id: move for move in self.moves}

    def every_limit(self) -> Iterator[Limit]:
        """Give the limits that a plan must keep, people apart; `LOW` only where it says more than "all may leave"."""
        for name, bound in self.limits._asdict().items():
            if bound is not None:
                yield Limit(name)
        yield from (Limit(FLOOR, unit.unit) for unit in self.units if unit.floor)
        yield from (Limit(LOW, post.post) for post in self.posts if post.low > -post.effective)
        yield from (Limit(HIGH, post.post) for post in self.posts)


def written(model: Model) -> str:
    """Write a model as JSON, with the keys and the order that another program may rely on."""
    told = {
        "posts": [post._asdict() for post in model.posts],
        "moves": [move._asdict() for move in model.moves],
        "units": [unit._asdict() for unit in model.units],
        "limits": model.limits._asdict(),
    }
    return json.dumps(told, ensure_ascii=False)


def read(text: str) -> Model:
    """Read a model that `written` wrote. Raises ValueError, which says what is wrong with it."""
    try:
        told = json.loads(text)
        model = Model(
            posts=tuple(_post(row) for row in told["posts"]),
            moves=tuple(Move(**row) for row in told["moves"]),
            units=tuple(Unit(**row) for row in told["units"]),
            limits=Limits(**told["limits"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is no model: {error}") from error
    faults = list(_faults(model))
    if faults:
        raise ValueError("; ".join(faults))
    return model


def _post(row: Mapping[str, Any]) -> Post:
    return Post(**{**row, "worth": tuple(row["worth"])})


def _faults(model: Model) -> Iterator[str]:
    units = {unit.unit for unit in model.units}
    for post in model.posts:
        if not post.low <= 0 <= post.high or len(post.worth) != post.high - post.low:
            yield f"post {post.post}: worth must have one figure for each step from low to high, 0 among them"
        if list(post.worth) != sorted(post.worth, reverse=True):
            yield f"post {post.post}: worth must never rise"
        if post.unit not in units:
            yield f"post {post.post}: unknown unit {post.unit}"
    if len(model.move) != len(model.moves) or len(model.post) != len(model.posts):
        yield "two moves have one id, or two posts one code"
    for move in model.moves:
        for code, unit in ((move.post, move.unit), (move.from_post, move.from_unit)):
            if code is not None and (code not in model.post or model.post[code].unit != unit):
                yield f"move {move.id}: there is no post {code} in a unit {unit}"
