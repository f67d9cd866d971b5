"""What limits a plan: floors of units before and after it, prices of limits, and the slots that could be filled."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from web import plans
from web.spelling import capital
from web.wording.limits import Names, limit_words
from workflow.planning import checking
from workflow.planning.explaining import Price
from workflow.planning.model import FLOOR, HOURS, LOW, MOVES, OUT, Limit
from workflow.planning.stored import Stored

Row = dict[str, Any]

_PRICES = 8  # shown besides those of limits that were asked for


def floors(plan: Stored, known: Names) -> list[Row]:
    """Give the units that the plan touches with their fill before and after, those on their floor first."""
    model = plan.built.model
    moves = [model.move[number] for number in plan.moves]
    touched = {unit for move in moves for unit in (move.unit, move.from_unit) if unit is not None}
    before, after = checking.filled(model, []), checking.filled(model, moves)
    whole = Counter[str]()
    for post in model.posts:
        whole[post.unit] += post.need
    rows = [
        {
            "unit": known.units[unit.unit],
            "before": before[unit.unit],
            "after": after[unit.unit],
            "floor": unit.floor,
            "share": after[unit.unit] / whole[unit.unit] if whole[unit.unit] else 0.0,
            "limit": unit.floor / whole[unit.unit] if whole[unit.unit] else 0.0,
            "on": after[unit.unit] == unit.floor,
        }
        for unit in model.units
        if unit.unit in touched
    ]
    return sorted(rows, key=lambda row: (not row["on"], row["after"] - row["floor"], row["unit"]))


def prices(plan: Stored, found: Sequence[Price], known: Names) -> Row:
    """Give the prices of limits: those that were asked for, then the dearest, and how many more do not bind."""
    asked = [price for price in found if price.limit.at is None]
    binding = sorted((p for p in found if p.limit.at is not None and p.gain > 0), key=lambda p: -p.gain)
    shown = [*asked, *binding[:_PRICES]]
    return {
        "rows": [_price(plan, price, known) for price in shown],
        "more": len(binding) - len(binding[:_PRICES]),
        "free": sum(price.limit.at is not None and price.gain <= 0 for price in found),
    }


def _price(plan: Stored, price: Price, known: Names) -> Row:
    limit = price.limit
    looser = {
        MOVES: _("bila satu perpindahan lagi boleh"),
        HOURS: _("bila satu jam lagi boleh"),
        OUT: _("bila satu orang lagi boleh keluar tiap unit"),
        FLOOR: _("bila satu tempat lagi boleh kosong"),
        LOW: _("bila pemangku terakhir boleh pergi"),
    }
    return {
        "label": capital(limit_words(limit, known)),
        "used": _used(plan, limit),
        "gain": plans.worth(price.gain),
        "binds": price.gain > 0,
        "words": looser.get(limit.kind, "") if price.gain > 0 else _("tidak mengikat"),
    }


def _used(plan: Stored, limit: Limit) -> str:
    """Say how much of a limit is used up."""
    model, moves = plan.built.model, [plan.built.model.move[number] for number in plan.moves]
    if limit.kind == FLOOR:
        floor = next(unit.floor for unit in model.units if unit.unit == limit.at)
        return _("%(used)s dari %(most)s", used=checking.filled(model, moves)[limit.at or ""], most=floor)
    if limit.kind == MOVES:
        return _("%(used)s dari %(most)s", used=len(moves), most=model.limits.moves)
    if limit.kind == HOURS:
        return _("%(used)s dari %(most)s\u00a0JP", used=sum(move.hours or 0 for move in moves), most=model.limits.hours)
    if limit.kind == OUT:
        left = Counter(move.leaves for move in moves if move.leaves is not None)
        return _("%(used)s dari %(most)s", used=max(left.values(), default=0), most=model.limits.out_of_unit)
    return ""


def slots(plan: Stored) -> tuple[int, int]:
    """Count the slots that the plan fills, and all that could have been filled."""
    model, asked = plan.built.model, plan.built.asked.posts
    net = checking.net(model.move[number] for number in plan.moves)
    chosen = [post for post in model.posts if post.post in asked]
    return sum(max(0, net[post.post]) for post in chosen), sum(post.high for post in chosen)
