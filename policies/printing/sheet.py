"""The print as plain text: chapters, articles, numbered sentences and lettered points, and room for a signature."""

from collections.abc import Iterator, Sequence
from itertools import product
from string import ascii_lowercase
from textwrap import fill

from policies.printing.articles import Article, Chapter, Sentence
from policies.printing.prose import Prose

WIDTH = 96  # characters in a line

_LETTERS = tuple(ascii_lowercase) + tuple("".join(pair) for pair in product(ascii_lowercase, repeat=2))


def lay_out(prose: Prose, chapters: Sequence[Chapter]) -> str:
    """Write the chapters as the text that is signed."""
    lines = [prose.say("title").upper(), "", _wrapped(prose.say("lead"), ""), ""]
    for chapter in chapters:
        lines.extend(_chapter(prose, chapter))
    lines.extend(_signature(prose))
    return "\n".join(lines) + "\n"


def _chapter(prose: Prose, chapter: Chapter) -> Iterator[str]:
    title = f"{chapter.number}. {chapter.title.upper()}"
    yield from ("", title, "=" * len(title), "", _wrapped(chapter.lead, ""), "")
    for article in chapter.articles:
        yield from _article(prose, article)


def _article(prose: Prose, article: Article) -> Iterator[str]:
    title = article.title if article.code in ("", article.title) else prose.coded(article.title, article.code)
    yield f"{article.number}  {title}"
    for number, sentence in enumerate(article.sentences, 1):
        yield from _sentence(number, sentence)
    if article.basis:
        yield _wrapped(prose.say("basis", basis=article.basis), "      ")
    yield ""


def _sentence(number: int, sentence: Sentence) -> Iterator[str]:
    yield _wrapped(sentence.text, f" ({number})".ljust(6))
    for letter, point in zip(_LETTERS, sentence.points, strict=False):
        yield _wrapped(point, f"      {letter}.".ljust(10))


def _wrapped(text: str, opening: str) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=opening,
        subsequent_indent=" " * len(opening),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _signature(prose: Prose) -> Iterator[str]:
    yield from ("", _wrapped(prose.say("signature"), ""), "")
    yield from (f"{prose.say(line)}: ".ljust(24) + "_" * 48 for line in ("name", "date", "signed"))
