"""What people were found to be able to do: a unit is assessed in one sitting; about a quarter never were.

Nobody of the cast is among those, because plots name them.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from workflow.demo.calendar import day_in_month
from workflow.demo.cast import BY_POST
from workflow.demo.standards import standards
from workflow.organisation.files.rows import Assessment, Employee, Post

_SITTINGS = (1, 4, 8, 12, 17, 23, 30)
"""Months before today in which units were assessed."""
_NEVER = 0.25
_INCOMPLETE = 0.06
"""The share of people whose technical competences alone were assessed: less than half of what a post requires."""
_HIGHEST = 5
_SCHOOL = "17"


def assessments(employee: Employee, post: Post, today: date) -> Iterator[Assessment]:
    """The competences of somebody's own post, each near the level that it requires; none if never assessed."""
    rng = Random(f"assessment {post.code} {employee.name}")
    chance = rng.random()
    day = _sitting(rng, post.unit, today)
    never = employee.post not in BY_POST and chance < _NEVER
    if never or employee.post_since is None or day < employee.post_since:
        return
    partly = employee.post not in BY_POST and chance > 1 - _INCOMPLETE
    promise = _promise(rng, employee, post)
    for standard in standards(post):
        level = standard.level + promise + rng.choices((-1, 0, 1), (17, 66, 17))[0]
        if standard.competence.startswith("T-") or not partly:
            yield Assessment(
                nip=employee.nip,
                competence=standard.competence,
                level=min(max(level, 0), _HIGHEST),
                assessed_on=day,
            )


def _sitting(rng: Random, unit: str, today: date) -> date:
    """The day on which the unit was assessed; one in eight came to another sitting."""
    months_ago = Random(f"sitting {unit}").choice(_SITTINGS)
    if rng.random() < 0.125:
        months_ago = rng.choice(_SITTINGS)
    return day_in_month(Random(f"sitting {unit} {months_ago}"), today, months_ago)


def _promise(rng: Random, employee: Employee, post: Post) -> int:
    """Levels by which somebody stands above or below his post: who has studied has often outgrown a simple one."""
    if "PELAKSANA" in post.category and employee.education > _SCHOOL:
        return rng.choices((0, 1), (35, 65))[0]
    return rng.choices((-1, 0, 1), (8, 72, 20))[0]
