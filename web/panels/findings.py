"""What the figures of monitoring say, as sentences: where it gets stuck, which groups differ, and what that proves."""

from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from web import monitoring
from web.look import figures as written
from workflow.monitoring.figures import Figures, Group, Share, Stretch

_TOLD = ("training", "donor", "waived", "distance", "request", "outlying", "fit")
_MOST = 2  # comparisons


class _Pair(NamedTuple):
    """Two groups of one way to divide the transfers, the better one first."""

    name: str
    better: Group
    worse: Group

    @property
    def apart(self) -> bool:
        """Say whether their intervals do not touch."""
        return self.better.at_6.interval.low > self.worse.at_6.interval.high


def findings(figures: Figures) -> list[dict[str, Any]]:
    """Give up to three findings, the strongest first: {"title", "words", "n"}."""
    stuck = _stuck(figures)
    pairs = sorted(_pairs(figures), key=lambda pair: (not pair.apart, _TOLD.index(pair.name)))[:_MOST]
    return ([stuck] if stuck else []) + [_compared(pair) for pair in pairs]


def percent(some: int, of: int) -> str:
    """Write a share of counts: "94%"."""
    return written.percent(Fraction(some, of))


def _stuck(figures: Figures) -> dict[str, Any] | None:
    """Name the step that most cases waited for beyond its limit."""
    late: list[tuple[int, Stretch, int]] = []
    for each in figures.stretches():
        limit = monitoring.limit(each.name)
        if limit is not None and each.over(limit):
            late.append((each.over(limit), each, limit))
    if not late:
        return None
    over, stretch, limit = max(late, key=lambda each: each[0])
    name, role = monitoring.stretch_name(stretch.name)
    median = stretch.spread.median
    cases = ngettext("%(num)s kasus lewat batas", "%(num)s kasus lewat batas", over)
    words = _("Median %(median)s hari kerja, batas %(limit)s; %(cases)s.", median=median, limit=limit, cases=cases)
    if median is None:
        words = _("Separuhnya belum selesai; batas %(limit)s hari kerja, %(cases)s.", limit=limit, cases=cases)
    title = _("“%(step)s” paling sering menunggu melewati batasnya.", step=name)
    return {"title": title, "words": words, "n": stretch.ended + stretch.waiting, "who": role}


def _pairs(figures: Figures) -> list[_Pair]:
    """Give, for each way to divide the transfers, its two largest known groups."""
    found = []
    for name, groups in figures.outcomes().items():
        known = [group for group in groups if group.cell != "unknown" and group.at_6.of]
        largest = sorted(known, key=lambda group: -group.at_6.of)[:2]
        for one, other in combinations(largest, 2):
            better, worse = (one, other) if _rate(one.at_6) >= _rate(other.at_6) else (other, one)
            found.append(_Pair(name, better, worse))
    return found


def _rate(share: Share) -> Fraction:
    return Fraction(share.good, share.of)


def _compared(pair: _Pair) -> dict[str, Any]:
    better, worse = (monitoring.cell_name(pair.name, group.cell) for group in (pair.better, pair.worse))
    title = (
        _("%(group)s: kedua kelompok terbesar berbeda.", group=monitoring.group_name(pair.name))
        if pair.apart
        else _("%(group)s: beda belum dapat disimpulkan.", group=monitoring.group_name(pair.name))
    )
    words = _(
        "Baik atau lebih pada 6 bulan: %(one)s %(first)s, %(other)s %(second)s.",
        one=better,
        first=monitoring.share_words(pair.better.at_6),
        other=worse,
        second=monitoring.share_words(pair.worse.at_6),
    )
    return {"title": title, "words": words, "n": (pair.better.at_6.of, pair.worse.at_6.of), "who": ""}
