"""What the register knows of a person besides the present post: earlier posts and yearly ratings."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from workflow.demo.calendar import QUIET_MONTHS, month_start
from workflow.demo.cast import BY_POST
from workflow.organisation.files.rows import Employee, Performance, Post, Tenure

_EARLIER = {
    "JPT_PRATAMA": ("Sekretaris", "Kepala Bidang", "Kepala Seksi", "Penelaah Teknis Kebijakan"),
    "ADMINISTRATOR": ("Kepala Subbagian Umum dan Kepegawaian", "Penelaah Teknis Kebijakan", "Pengolah Data"),
    "PENGAWAS": ("Penelaah Teknis Kebijakan", "Pengadministrasi Perkantoran"),
    "PELAKSANA_KLERK": ("Pengadministrasi Umum", "Pengadministrasi Persuratan"),
    "PELAKSANA_OPERATOR": ("Operator Layanan Operasional", "Petugas Kebersihan"),
    "PELAKSANA_TEKNISI": ("Teknisi Peralatan", "Operator Layanan Operasional"),
    "JF_MADYA": ("Ahli Muda", "Ahli Pertama"),
    "JF_MUDA": ("Ahli Pertama", "Pelaksana"),
    "JF_MAHIR": ("Terampil", "Pelaksana"),
}
_RATINGS = {
    "good": ("SESUAI", "SESUAI"),
    "very good": ("DI_ATAS", "DI_ATAS"),
    "above": ("DI_ATAS", "SESUAI"),
    "needs improvement": ("DI_BAWAH", "SESUAI"),
    "poor": ("SESUAI", "DI_BAWAH"),
}


def history(employee: Employee, post: Post, unit_names: list[str], unit_name: str) -> Iterator[Tenure]:
    """Earlier posts, oldest first, then the present one; each begins on the day on which the last was left."""
    rng = Random(f"history {post.code} {employee.name}")
    since = employee.post_since
    if since is None:
        return
    hired = date(int(employee.nip[8:12]), int(employee.nip[12:14]), 1) if employee.status != "PPPK" else since
    earlier = _EARLIER.get(post.category, ("Pelaksana",))
    moves = rng.randint(3 if len(earlier) > 2 else 1, len(earlier))
    stops = _stops(rng, hired, since, moves)
    for name, start, end in zip(reversed(earlier[:moves]), stops, [*stops[1:], since], strict=False):
        place = unit_name if rng.random() < 0.4 else rng.choice(unit_names)
        yield Tenure(
            nip=employee.nip,
            post_name=_full_name(name, post),
            unit_name=place,
            since=start,
            until=end,
            decree=_decree(rng, start),
        )
    yield Tenure(
        nip=employee.nip,
        post=post.code,
        post_name=post.name,
        unit_name=unit_name,
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


def _full_name(name: str, post: Post) -> str:
    """A level of a functional post becomes the post's own name at that level."""
    if name not in {"Ahli Muda", "Ahli Pertama", "Terampil"} or post.head:
        return name
    family = post.name.split(" Ahli ")[0].removesuffix(" Mahir")
    return f"{family} {name}"


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
