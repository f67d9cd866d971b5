"""What the pages of the rotation planner share: who reads and makes plans, their figures, and how good each is."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask import abort
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from policies.model import Procedure
from policies.staffing import MILLION, half_up
from web import staffing
from web.look import figures, say
from web.spelling import in_sentence
from workflow.planning.explaining import Difference
from workflow.planning.solution import BY_HAND, CANCELLED, OPTIMAL, TIME_LIMIT, Solution
from workflow.staffing.readers import CITY

READS, MAKES = "plans", "plan"
READERS = tuple(reader.role for reader in current().analysis_readers.values() if READS in reader.allows)

_HUNDREDTH = MILLION // 100


def may(right: str) -> bool:
    """Say whether the person has a right to plans, which are always about the whole city."""
    return staffing.may(right, CITY)


def makers() -> str:
    """Name the roles that may make plans."""
    law = current()
    names = [reader.role for reader in law.analysis_readers.values() if MAKES in reader.allows]
    return ", ".join(in_sentence(say(law.roles[name].label)) for name in names)


def require(right: str) -> None:
    """End in 404 for who has no such right."""
    if not may(right):
        abort(404)


# -- figures --------------------------------------------------------------------------------------------------------


def worth(value: int) -> str:
    """Write a figure that is given in millionths with two decimals: "0,52", "−0,14"."""
    return hundredths(half_up(Fraction(value, _HUNDREDTH)))


def hundredths(value: int, *, sign: bool = False) -> str:
    """Write a figure that is given in hundredths with two decimals; `sign` writes a plus too."""
    words = figures.fixed(Decimal(value) / 100).replace("-", "\N{MINUS SIGN}")
    return f"+{words}" if sign and value > 0 else words


def adding_up(values: Iterable[int]) -> list[int]:
    """Round figures in millionths to hundredths that add up to their rounded sum; each is off by less than one."""
    found, whole, told = [], 0, 0
    for value in values:
        whole += value
        now = half_up(Fraction(whole, _HUNDREDTH))
        found.append(now - told)
        told = now
    return found


def part_words() -> Mapping[str, str]:
    """Name the parts of what one plan is worth more than another."""
    return {
        "slots": _("lowongan"),
        "fit": _("kesesuaian"),
        "gates": _("pengecualian"),
        "warnings": _("peringatan"),
        "wish": _("keinginan sendiri"),
        "move": _("perpindahan"),
    }


def difference(found: Difference) -> dict[str, Any]:
    """Write a difference between two plans: the whole, and each part that is not nought."""
    rounded = adding_up(found)
    parts = zip(Difference._fields, found, rounded, strict=True)
    told = [f"{part_words()[name]} {hundredths(value, sign=True)}" for name, exact, value in parts if exact]
    return {"whole": sum(found), "words": hundredths(abs(sum(rounded))), "parts": ", ".join(told)}


# -- how good a plan is ---------------------------------------------------------------------------------------------


def status(plan: Any) -> str:
    """Say how good a kept plan is."""
    if plan.status == OPTIMAL:
        return _("terbaik terbukti, selisih 0")
    if plan.status == BY_HAND:
        return _("disusun dengan tangan, %(gap)s di bawah yang terbaik", gap=_gap(plan))
    if plan.status in (TIME_LIMIT, CANCELLED):
        return _("dihentikan sebelum terbukti, selisih paling banyak %(gap)s", gap=_gap(plan))
    count = int(plan.status.rpartition(" ")[2])
    if plan.bound > plan.objective:
        return _("terbaik di antara %(count)s calon teratas tiap jabatan", count=count)
    return ngettext(
        "terbaik di antara %(num)s jabatan yang diperiksa", "terbaik di antara %(num)s jabatan yang diperiksa", count
    )


def _gap(plan: Any) -> str:
    gap = Solution((), plan.objective, plan.bound, 0.0, plan.status).gap
    return figures.percent(Decimal(str(gap or 0.0)), 1)


# -- the model ------------------------------------------------------------------------------------------------------


def model(law: Procedure, day: date) -> dict[str, Any]:
    """Give the dated values of the model, as the page says it in words."""
    rules = law.rules
    found = {"priority": rules["R-NED-04"].on(day), "plan": rules["R-PLN-01"].on(day)}
    decimals = {name: {key: _decimal(value) for key, value in values.items()} for name, values in found.items()}
    return {**decimals, "floor": rules["R-DON-01"].on(day)["floor"], "law": rules["R-PLN-01"].basis}


def _decimal(value: Any) -> Any:
    """Write a weight as it stands in a sentence: "0,10"."""
    return figures.fixed(Decimal(value)) if isinstance(value, str) else value
