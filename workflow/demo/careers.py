"""What the register knows of a person besides the present post: earlier posts and yearly ratings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fnmatch import fnmatch
from random import Random

from workflow.demo.calendar import QUIET_MONTHS, month_start
from workflow.demo.cast import BY_POST
from workflow.demo.trades import trade_of
from workflow.organisation.files.rows import Employee, Performance, Post, Tenure

_OWN_TRADE = ""
# What holders of a category did before, the latest first: a category, and a pattern of codes or the own trade.
_EARLIER = {
    "JPT_PRATAMA": (
        ("ADMINISTRATOR", "*-SEK"),
        ("ADMINISTRATOR", "*-KABID-*"),
        ("PENGAWAS", "*-KASUBAG"),
        ("PELAKSANA_KLERK", "*-PTK"),
    ),
    "ADMINISTRATOR": (("PENGAWAS", "*-KASUBAG"), ("PELAKSANA_KLERK", "*-PTK"), ("PELAKSANA_KLERK", "*-PDI")),
    "PENGAWAS": (("PELAKSANA_KLERK", "*-PTK"), ("PELAKSANA_KLERK", "*-ADM")),
    "PELAKSANA_KLERK": (("PELAKSANA_KLERK", "*-ADM"), ("PELAKSANA_KLERK", "*-ADM")),
    "PELAKSANA_OPERATOR": (("PELAKSANA_OPERATOR", "*-OLO"), ("PELAKSANA_OPERATOR", "*-OLO")),
    "PELAKSANA_TEKNISI": (("PELAKSANA_TEKNISI", "*"), ("PELAKSANA_OPERATOR", "*-OLO")),
    "JF_MADYA": (("JF_MUDA", _OWN_TRADE), ("JF_PERTAMA", _OWN_TRADE)),
    "JF_MUDA": (("JF_PERTAMA", _OWN_TRADE), ("PELAKSANA_KLERK", "*-PTK")),
    "JF_MAHIR": (("JF_TERAMPIL", _OWN_TRADE), ("PELAKSANA_KLERK", "*-ADM")),
}
_ANY = (("", "*"),)
_ENTRY = "Pelaksana"
"""The name of a first post that the city does not have any more."""
_ABOLISHED = 0.12
"""The share of earlier posts that the city does not have any more."""
_RATINGS = {
    "good": ("SESUAI", "SESUAI"),
    "very good": ("DI_ATAS", "DI_ATAS"),
    "above": ("DI_ATAS", "SESUAI"),
    "needs improvement": ("DI_BAWAH", "SESUAI"),
    "poor": ("SESUAI", "DI_BAWAH"),
}


@dataclass(frozen=True)
class Places:
    """Where people may have worked: the posts of the city and the names of its units."""

    posts: Sequence[Post]
    unit_names: Mapping[str, str]
    _found: dict[tuple[str, str, str], list[Post]] = field(default_factory=dict)

    def draw(self, rng: Random, employee: Employee, post: Post, category: str, pattern: str) -> Post | None:
        """An earlier post that asked for no more than somebody has learnt, often in his own unit; None if none fits."""
        fitting = [
            each
            for each in self._like(post, category, pattern)
            if each.min_education <= employee.education and (not each.fields or employee.field in each.fields)
        ]
        near = [each for each in fitting if each.unit == post.unit]
        if rng.random() < 0.4 and near:
            return rng.choice(near)
        return rng.choice(fitting) if fitting else None

    def _like(self, post: Post, category: str, pattern: str) -> list[Post]:
        trade = trade_of(post).name if pattern == _OWN_TRADE else ""
        key = (category, pattern, trade)
        if key not in self._found:
            self._found[key] = [
                each
                for each in self.posts
                if each.category == category
                and (trade_of(each).name == trade if pattern == _OWN_TRADE else fnmatch(each.code, pattern))
            ]
        return self._found[key]


def history(employee: Employee, post: Post, places: Places) -> Iterator[Tenure]:
    """Earlier posts, oldest first, then the present one; each begins on the day on which the last was left."""
    rng = Random(f"history {post.code} {employee.name}")
    since = employee.post_since
    if since is None:
        return
    hired = date(int(employee.nip[8:12]), int(employee.nip[12:14]), 1) if employee.status != "PPPK" else since
    earlier = _EARLIER.get(post.category, _ANY)
    moves = rng.randint(3 if len(earlier) > 2 else 1, len(earlier))
    stops = _stops(rng, hired, since, moves)
    for kind, start, end in zip(reversed(earlier[:moves]), stops, [*stops[1:], since], strict=False):
        held = places.draw(rng, employee, post, *kind)
        yield Tenure(
            nip=employee.nip,
            post=held.code if held and rng.random() > _ABOLISHED else None,
            post_name=held.name if held else _ENTRY,
            unit_name=places.unit_names[(held or post).unit],
            since=start,
            until=end,
            decree=_decree(rng, start),
        )
    yield Tenure(
        nip=employee.nip,
        post=post.code,
        post_name=post.name,
        unit_name=places.unit_names[post.unit],
        since=since,
        decree=_decree(rng, since),
    )


def _stops(rng: Random, hired: date, since: date, moves: int) -> list[date]:
    """Days on which earlier posts began: the hiring, then others at least two years apart before the present one."""
    stops = [hired] if (since - hired).days > 730 else []
    for move in range(1, moves):
        left = (since - hired).days * move // moves
        day = hired + timedelta(days=left + rng.randrange(60))
        if stops and (day - stops[-1]).days > 730 and (since - day).days > 730:
            stops.append(day)
    return stops


def _decree(rng: Random, day: date) -> str:
    return f"800.1.3.3/{rng.randrange(1, 400):03}/BKPSDM/{day.year}"


def performance(employee: Employee, today: date) -> Iterator[Performance]:
    """Ratings of every complete year that an act of the demonstration may ask for, as far as the person served.

    An act of the oldest kind looks two years further back, or three before April, so five years are told. A handful
    of people lack the last rating or were rated poorly; nobody of the cast is among them.
    """
    cast = employee.post in BY_POST
    rng = Random(f"performance {employee.post} {employee.name}")
    chance = rng.random()
    last = today.year - 1
    first = max(month_start(today, QUIET_MONTHS).year - 3, int(employee.nip[8:12]))
    for year in range(first, last + 1):
        rating = rng.choices(("good", "above", "very good"), (80, 14, 6))[0]
        if not cast and year >= last - 1:
            if chance < 0.02 and year == last:
                continue
            if 0.02 <= chance < 0.04:
                rating = "poor"
            elif 0.04 <= chance < 0.07 and year == last:
                rating = "needs improvement"
        result, behaviour = _RATINGS[rating]
        yield Performance(nip=employee.nip, year=year, result=result, behaviour=behaviour)
