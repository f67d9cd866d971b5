"""A plan as somebody wishes it: its moves, those added, which limits it breaks, and what it gains or loses."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from web import database, plans
from web.wording.limits import Names, breach_words, people_named
from workflow.planning.adjusting import Adjusted
from workflow.planning.explaining import difference
from workflow.planning.stored import Stored
from workflow.tables import posts

Row = dict[str, Any]


def rows(stored: Stored, wished: Mapping[int, str], plan: Adjusted, known: Names) -> list[Row]:
    """Give each move with what is wished of it; one that another move of the same person replaces says so."""
    moves = [stored.built.model.move[number] for number in wished]
    people = people_named(database.connection(), [move.nip for move in moves])
    classes: dict[str, int] = dict(database.connection().execute(select(posts.c.code, posts.c.job_class)).all())
    return [
        {
            "move": move.id,
            "name": people.get(move.nip, ""),
            "from_unit": known.posts[move.from_post][1] if move.from_post else _("tanpa jabatan"),
            "from_post": known.posts[move.from_post][0] if move.from_post else "",
            "unit": known.posts[move.post][1],
            "post": known.posts[move.post][0],
            "falls": _falls(classes, move.from_post, move.post),
            "value": plans.worth(move.value),
            "wish": wished[move.id],
            "added": move.id not in stored.moves,
            "replaced": wished[move.id] in ("stay", "require") and move.id not in plan.moves,
        }
        for move in moves
    ]


def _falls(classes: Mapping[str, int], here: str | None, there: str) -> str:
    if here is None or classes[there] >= classes[here]:
        return ""
    return _("kelas %(here)s → %(there)s, turun", here=classes[here], there=classes[there])


def result(stored: Stored, plan: Adjusted, known: Names) -> Row:
    """Say what the plan as it is wished for comes to: the limits it breaks, or its gain beside that of the kept one."""
    if plan.breaches:
        people = people_named(database.connection(), [each.limit.at or "" for each in plan.breaches])
        return {"broken": [breach_words(each, known, people) for each in plan.breaches], "gain": "", "words": ""}
    before = stored.plan.objective
    told = plans.difference(difference(stored.built, plan.moves, stored.moves))
    words = _("sama dengan rencana ini")
    if told["whole"] > 0:
        words = _("lebih tinggi %(by)s daripada rencana ini: %(parts)s", by=told["words"], parts=told["parts"])
    elif told["whole"] < 0:
        words = _("lebih rendah %(by)s daripada rencana ini: %(parts)s", by=told["words"], parts=told["parts"])
    gain = before if plan.objective is None else plan.objective
    return {"broken": [], "gain": plans.worth(gain), "words": words, "moves": len(plan.moves)}
