"""The pieces of the printed procedure: chapters of articles, articles of numbered sentences."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `points` are the items, lettered a, b, c, of a sentence that ends in a colon."""

    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """What is said of one thing: `anchor` is its address on a page, `code` its name in the policy files ("" = none)."""

    anchor: str
    title: str
    sentences: tuple[Sentence, ...]
    code: str = ""
    basis: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The articles about one kind of thing, with a sentence that leads in. Articles are numbered 3.1, 3.2 …."""

    number: int
    anchor: str
    title: str
    lead: str
    articles: tuple[Article, ...]


def sentences(*said: str | tuple[str, Iterable[str]] | None) -> tuple[Sentence, ...]:
    """Gather what is said: a text, a text with its points (left out when there are none), or None for nothing."""
    found = []
    for each in said:
        if isinstance(each, str):
            found.append(Sentence(each))
        elif each is not None:
            text, points = each[0], tuple(each[1])
            found.extend([Sentence(text, points)] if points else [])
    return tuple(found)
