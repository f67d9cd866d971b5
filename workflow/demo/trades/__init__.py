"""Trades: what the holders of posts of one kind do all year, and which technical competences they need for it.

A post belongs to the first trade that has a pattern of its category and code. In the files a task is its name, its
share of the work (the shares of a trade need not come to a hundred), and the minutes that one takes; among the
technical competences "unit" stands for the field of work of the post's unit.
"""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from importlib.resources import files
from typing import Any

from workflow.organisation.files.rows import Post

_FILES = ("leading", "office", "field", "health")
_OF_THE_UNIT = "unit"


def _read(name: str) -> dict[str, Any]:
    text = files("workflow.demo.trades").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


_COMMON = _read("common")


@dataclass(frozen=True)
class Chore:
    """A task of a trade: its share of the work, in parts of whatever the shares come to, and the minutes of one."""

    name: str
    share: int
    minutes: Decimal


@dataclass(frozen=True)
class Trade:
    """One kind of posts. `above` names general competences that are asked for one level above the usual."""

    name: str
    posts: tuple[str, ...]
    technical: tuple[str, ...]
    above: frozenset[str]
    tasks: tuple[Chore, ...]


def _chores(listed: list[Any]) -> tuple[Chore, ...]:
    return tuple(Chore(name, share, Decimal(minutes)) for name, share, minutes in listed)


TRADES = tuple(
    Trade(
        name=each["name"],
        posts=tuple(each["posts"]),
        technical=tuple(each["technical"]),
        above=frozenset(each["above"]),
        tasks=_chores(each["tasks"]),
    )
    for name in _FILES
    for each in _read(name)["trade"]
)
BESIDES = _chores(_COMMON["besides"]["tasks"])
"""What anybody may have to do besides."""


def trade_of(post: Post) -> Trade:
    """The trade of a post. Raises LookupError when there is none."""
    return _trade(f"{post.category}:{post.code}")


@cache
def _trade(named: str) -> Trade:
    for trade in TRADES:
        if any(fnmatch(named, pattern) for pattern in trade.posts):
            return trade
    raise LookupError(named)


def technical(post: Post) -> tuple[str, ...]:
    """The technical competences of a post, the most important first."""
    return tuple(_field(post.unit) if code == _OF_THE_UNIT else code for code in trade_of(post).technical)


@cache
def _field(unit: str) -> str:
    return next(str(code) for pattern, code in _COMMON["fields"].items() if fnmatch(unit, pattern))
