"""What posts require: general competences at the level usual for the category, and the technical ones of the trade.

The usual levels are those of common practice; a trade asks for some general competences at one level more.
"""

from collections.abc import Iterator

from policies.loading import current
from workflow.demo.trades import technical, trade_of
from workflow.organisation.files.rows import Post, Standard

_USUAL = {
    "JPT_PRATAMA": 4,
    "ADMINISTRATOR": 3,
    "PENGAWAS": 2,
    "JF_MAHIR": 2,
    "JF_PENYELIA": 2,
    "JF_PERTAMA": 2,
    "JF_MUDA": 3,
    "JF_MADYA": 4,
    "JF_UTAMA": 5,
}
_HIGHEST = 5
_SKILLED_CLASS = 7
"""From this class on an ordinary post asks for more than a first notion of its trade."""


def general() -> tuple[str, ...]:
    """The competences that every post requires, as the law lists them."""
    return tuple(each.code for each in current().competences.values() if not each.series)


def standards(post: Post) -> Iterator[Standard]:
    """The standard of a post: nine general competences, then one or two technical ones."""
    usual = _USUAL.get(post.category, 1)
    above = trade_of(post).above
    for code in general():
        yield Standard(post=post.code, competence=code, level=min(usual + (code in above), _HIGHEST))
    skilled = post.category.startswith("JF_") or ("PELAKSANA" in post.category and post.job_class >= _SKILLED_CLASS)
    for code in technical(post):
        yield Standard(post=post.code, competence=code, level=min(usual + skilled, _HIGHEST))
