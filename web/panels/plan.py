"""A plan as its chains: who goes where, who takes the place that is left, and what each chain fills and gains."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from web import plans, staffing
from web.spelling import capital, in_words
from web.wording.limits import Names
from workflow.planning.chains import Chain, chains, linked
from workflow.planning.explaining import envies
from workflow.planning.model import Model
from workflow.planning.stored import Stored
from workflow.staffing.readers import CITY

Row = dict[str, Any]


def title(moves: int, filled: int) -> str:
    """Say the result of a plan: how many moves fill how many slots."""
    if not moves:
        return _("Rencana tanpa perpindahan")
    words = ngettext("%(count)s perpindahan", "%(count)s perpindahan", moves, count=in_words(moves))
    if not filled:
        return capital(_("%(moves)s, tanpa lowongan yang terisi", moves=words))
    return capital(
        ngettext(
            "%(moves)s mengisi %(count)s lowongan",
            "%(moves)s mengisi %(count)s lowongan",
            filled,
            moves=words,
            count=in_words(filled),
        )
    )


def valued(plan: Stored, rows: Sequence[Any], known: Names) -> list[Row]:
    """Give the chains with what each fills, leaves and gains, the best first; the figures add up to the plan's gain."""
    by_move = dict(zip(plan.moves, rows, strict=True))
    pairs = {number: plan.built.pairs[number - 1] for number in plan.moves}
    found = chains(plan.built.model, plan.moves)
    nets, slots = (plans.adding_up(values) for values in ([c.gain for c in found], [c.slots for c in found]))
    shown = []
    for chain, net, slot in zip(found, nets, slots, strict=True):
        hops = [by_move[number] for number in chain.moves]
        shown.append(
            _chain(hops, exchange=chain.exchange)
            | {
                "left": _left(chain, known),
                "slot": _slot(chain),
                "worth": plans.hundredths(slot),
                "cost": plans.hundredths(net - slot, sign=True),
                "net": plans.hundredths(net),
                "hops": [
                    _hop(row, chain.exchange, before) | {"tags": _tags(pairs[number].gates, pairs[number].warnings)}
                    for number, row, before in zip(chain.moves, hops, [None, *hops], strict=False)
                ],
            }
        )
    return shown


def sums(plan: Stored) -> Row:
    """Give the last row below the chains: what all slots are worth, what all moves cost, and what is left."""
    found = chains(plan.built.model, plan.moves)
    net, slot = (sum(plans.adding_up(values)) for values in ([c.gain for c in found], [c.slots for c in found]))
    return {
        "worth": plans.hundredths(slot),
        "cost": plans.hundredths(net - slot, sign=True),
        "net": plans.hundredths(net),
    }


def bare(rows: Sequence[Any]) -> list[Row]:
    """Give the chains of a plan whose model cannot be built any more: who follows whom, and no figures."""
    by_number = {row.number: row for row in rows}
    first = {row.number: row.needs_first for row in rows if row.needs_first is not None}
    shown = []
    for numbers, exchange in linked(first, list(by_number)):
        hops = [by_number[number] for number in numbers]
        tags = [_tags(int(row.part_gates < 0), int(row.part_warnings < 0)) for row in hops]
        told = [
            _hop(row, exchange, before) | {"tags": found}
            for row, before, found in zip(hops, [None, *hops], tags, strict=False)
        ]
        shown.append(_chain(hops, exchange=exchange) | {"left": "", "net": "", "hops": told})
    return shown


def _chain(hops: Sequence[Any], *, exchange: bool) -> Row:
    head = hops[0]
    wished = all(row.part_wish > 0 for row in hops)
    if exchange:
        words = _("Pertukaran atas keinginan sendiri") if wished else _("Pertukaran")
    else:
        words = _("%(post)s, %(unit)s", post=head.post_name, unit=head.unit_name)
    need = head.need_id
    href = url_for("need_story.show", number=need) if need is not None and not exchange else ""
    return {"title": words, "need": need if href else None, "href": href}


def _left(chain: Chain, known: Names) -> str:
    """Say what a chain leaves behind."""
    if chain.exchange:
        return _("tidak membuka dan tidak mengisi lowongan")
    if chain.opened is None:
        return _("tidak meninggalkan jabatan")
    if chain.opened.number < 1:
        return _("yang ditinggalkan berlebih, tidak perlu diisi")
    slot = chain.opened
    where = known.post(slot.post)
    return _(
        "meninggalkan lowongan ke-%(number)s dari %(need)s: %(post)s", number=slot.number, need=slot.need, post=where
    )


def _slot(chain: Chain) -> str:
    """Name the slot that a chain fills."""
    if chain.filled is None:
        return _("tidak ada")
    return _("ke-%(number)s dari %(need)s", number=chain.filled.number, need=chain.filled.need)


def _hop(row: Any, exchange: bool, before: Any | None) -> Row:
    follows = ""
    if before is not None:
        follows = _("bertukar tempat") if exchange else _("mengisi yang ditinggalkan %(name)s", name=before.name)
    linked_ = staffing.may("candidates", CITY)
    return {
        "number": row.number,
        "name": row.name,
        "href": url_for("candidates_reverse.person", number=row.employee_id) if linked_ else "",
        "small": " · ".join(_about(row)),
        "from_unit": row.from_unit_name or _("tanpa jabatan"),
        "from_post": row.from_post_name or "",
        "unit": row.unit_name,
        "post": row.post_name,
        "follows": follows,
    }


def _about(row: Any) -> list[str]:
    told = [class_words(row)]
    if row.part_wish > 0:
        told.append(_("ingin atau lama di wilayah luar"))
    if row.hours is None:
        told.append(_("jam pelatihan belum diketahui"))
    elif row.hours:
        told.append(_("%(hours)s\u00a0JP pelatihan", hours=row.hours))
    if row.forced:
        told.append(_("diwajibkan"))
    return told


def class_words(row: Any) -> str:
    """Say what becomes of somebody's pay class: "kelas 8, tetap", "kelas 9 → 8"."""
    if row.from_post_class is None:
        return _("kelas %(there)s", there=row.post_class)
    if row.from_post_class == row.post_class:
        return _("kelas %(there)s, tetap", there=row.post_class)
    return _("kelas %(here)s → %(there)s", here=row.from_post_class, there=row.post_class)


def _tags(gates: int, warnings: int) -> list[tuple[str, str, str]]:
    """Count what stands against a move besides what the plan as a whole decides, as (tone, icon, words)."""
    gate = ngettext("%(num)s pengecualian", "%(num)s pengecualian", gates)
    warning = ngettext("%(num)s peringatan", "%(num)s peringatan", warnings)
    found = [("waive", "shield-exclamation", gate)] if gates else []
    return [*found, ("warn", "exclamation-triangle-fill", warning)] if warnings else found


def falls(rows: Sequence[Any]) -> list[str]:
    """Name everybody whose pay class falls: nobody's does without its being said."""
    return [
        _("Kelas jabatan %(name)s turun: %(classes)s.", name=row.name, classes=class_words(row))
        for row in rows
        if row.from_post_class is not None and row.post_class < row.from_post_class
    ]


def envy_words(model: Model, plan: Sequence[int]) -> str:
    """Say how many people would rather have had another's move, and what that means."""
    count = len(envies(model, plan))
    if not count:
        return _("Tidak seorang pun lebih menyukai tempat yang didapat orang lain.")
    people = ngettext("%(count)s pegawai", "%(count)s pegawai", count, count=in_words(count))
    return capital(
        _(
            "%(people)s lebih menyukai tempat yang didapat orang lain: perpindahan itu bernilai lebih bagi mereka, "
            "tetapi tidak bagi rencana seluruhnya.",
            people=people,
        )
    )
