"""A dozen letters of people who would like to work elsewhere: most of them from the outskirts into the town."""

from collections.abc import Iterable, Mapping
from datetime import date
from random import Random

from workflow.demo.calendar import day_in_month
from workflow.demo.cast import BY_POST
from workflow.organisation.files.rows import Employee, Post, Unit, Wish

# Where to, and to a post of which category, which is the one held now; None means wherever, or of any.
_FROM_THE_OUTSKIRTS = (
    ("RSUD", "JF_TERAMPIL"),
    ("PKM-SADABUAN", "JF_TERAMPIL"),
    (None, "JF_TERAMPIL"),
    ("DINKES", None),
    ("12.77.01", "PELAKSANA_KLERK"),
    ("12.77.02", "PELAKSANA_KLERK"),
    (None, None),
)
_FROM_THE_TOWN = (
    ("12.77.04", "PELAKSANA_KLERK"),
    ("PKM-HUTAIMBARU", "JF_TERAMPIL"),
    ("BKPSDM", None),
    ("DISDIK", "PELAKSANA_KLERK"),
    (None, "PELAKSANA_KLERK"),
)


def wishes(employees: Iterable[Employee], posts: Mapping[str, Post], units: Iterable[Unit], today: date) -> list[Wish]:
    """The letters, all of them written within the last year, by ordinary people of the category that they ask for."""
    rng = Random("wishes")
    outlying = {unit.code for unit in units if unit.outlying}
    left = [person for person in employees if _ordinary(person, posts)]
    found = []
    for number, (far, unit, category) in enumerate(_ASKED):
        writer = rng.choice([each for each in left if _fits(posts[each.post or ""], outlying, far, category)])
        left.remove(writer)
        made_on = day_in_month(rng, today, 1 + number % 11)
        letter = f"{rng.randrange(1, 9):02}/PRIB/{made_on.year}"
        found.append(Wish(nip=writer.nip, made_on=made_on, letter=letter, unit=unit, category=category))
    return found


_ASKED = (*((True, *each) for each in _FROM_THE_OUTSKIRTS), *((False, *each) for each in _FROM_THE_TOWN))


def _ordinary(person: Employee, posts: Mapping[str, Post]) -> bool:
    if person.post is None or person.post in BY_POST or (person.status, person.standing) != ("PNS", "AKTIF"):
        return False
    return posts[person.post].category in {"PELAKSANA_KLERK", "JF_TERAMPIL"}


def _fits(post: Post, outlying: set[str], far: bool, category: str | None) -> bool:
    return (post.unit in outlying) == far and category in {None, post.category}
