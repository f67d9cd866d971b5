"""What the pages of monitoring share: who reads them, the figures of today, and the words for groups and stretches."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask import request
from flask_babel import gettext as _

from policies.families import FAMILIES
from policies.loading import current
from policies.statistics.shares import Interval
from web import database, people
from web.look import figures as written
from web.look import say
from web.people import Person
from workflow.monitoring import figures as of_transfers
from workflow.monitoring.figures import Figures, Share
from workflow.organisation.calendar import city_day, now
from workflow.staffing import readers

_RIGHT = "monitoring"
READERS = tuple(reader.role for reader in current().analysis_readers.values() if _RIGHT in reader.allows)


def reads(person: Person) -> bool:
    """Say whether somebody reads every figure, by grant or as a deputy in writing."""
    return bool(readers.allowed(database.connection(), current(), _RIGHT, person.who, city_day(now())))


def all_figures() -> Figures:
    """Give the figures of today, of all years."""
    return of_transfers.figures(database.connection(), city_day(now()))


def asked_year(years: tuple[int, ...] | list[int]) -> int | None:
    """Read the year that is asked for; None for all of them, and for one that there is not."""
    asked = request.args.get("year", "")
    return int(asked) if asked in {str(year) for year in years} else None


def reader() -> Person:
    """Give the person at the counter."""
    return people.signed_in()


# -- words ------------------------------------------------------------------------------------------------------------


def group_name(name: str) -> str:
    """Name a way to divide the transfers."""
    return {
        "donor": _("Keterisian unit asal saat diusulkan"),
        "training": _("Pelatihan sebelum TMT"),
        "distance": _("Jarak tugas"),
        "waived": _("Syarat yang dikecualikan"),
        "fit": _("Kecocokan calon"),
        "request": _("Prakarsa"),
        "outlying": _("Wilayah unit penerima"),
        "family": _("Rumpun jabatan"),
    }[name]


def cell_name(group: str, cell: str) -> str:
    """Name a group of transfers: "sampai 5 km", "tuntas sebelum TMT"."""
    if group in ("donor", "distance") and cell != "unknown":
        return _band(group, int(cell))
    if group == "waived" and cell in current().rules:
        return cell
    if group == "family" and cell != "unknown":
        return say(next(each.label for each in FAMILIES if each.name == cell))
    return _cells()[group].get(cell) or _("tidak diketahui")


def _cells() -> dict[str, dict[str, str]]:
    return {
        "donor": {"unknown": _("tanpa unit asal, atau tidak diketahui")},
        "training": {"done": _("tuntas"), "postponed": _("ditunda"), "none": _("tidak diperlukan")},
        "distance": {},
        "waived": {
            "none": _("tanpa pengecualian"),
            "several": _("lebih dari satu syarat"),
            "some": _("dengan pengecualian"),
        },
        "fit": {
            "high": _("sangat sesuai"),
            "good_fit": _("sesuai"),
            "fair": _("cukup sesuai"),
            "weak": _("kurang sesuai"),
        },
        "request": {"own": _("permohonan sendiri"), "city": _("prakarsa kota")},
        "outlying": {"outlying": _("wilayah luar"), "town": _("bukan wilayah luar")},
        "family": {},
    }


def _band(group: str, number: int) -> str:
    """Name a band by its borders as they are today."""
    bands = current().rules["R-MON-03"].on(city_day(now()))
    if group == "distance":
        borders = [written.number(Decimal(each)) for each in bands["kilometres"]]
        if number > len(borders):
            return _("di atas %(km)s km", km=borders[-1])
        if number == 1:
            return _("sampai %(km)s km", km=borders[0])
        return _("%(low)s–%(high)s km", low=borders[number - 2], high=borders[number - 1])
    percents = [int(100 * Fraction(each)) for each in bands["donor_fill"]]
    if number > len(percents):
        return _("%(percent)s%% terisi", percent=percents[-1])
    if number == 1:
        return _("di bawah %(percent)s%%", percent=percents[0])
    return f"{percents[number - 2]}–{percents[number - 1] - 1}%"


def stretch_name(name: str) -> tuple[str, str]:
    """Name a stretch and whom it waits for: "Jawaban unit asal", "Kepala unit asal"; nobody in a state."""
    kind, _slash, rest = name.partition("/")
    if kind == "state":
        return say(current().states[rest].label), ""
    step_name, _slash, role = rest.partition("/")
    step = current().steps[step_name]
    return say(step.label), say(current().roles[role or step.by[0]].label)


def limit(name: str) -> int | None:
    """Give the working days within which a step that is waited for is due; None where the law counts otherwise."""
    kind, _slash, rest = name.partition("/")
    due = current().steps[rest.partition("/")[0]].due if kind == "wait" else None
    return due.working_days or None if due else None


def share_words(share: Share) -> str:
    """Write a share: "86%"; a dash of nobody."""
    return written.percent(Fraction(share.good, share.of)) if share.of else "–"


def interval_words(interval: Interval) -> str:
    """Write an interval: "41–83%"."""
    low, high = (str(int((100 * end).to_integral_value("ROUND_HALF_UP"))) for end in interval)
    return f"{low}–{high}%"


def drawn(share: Share) -> dict[str, Any]:
    """Give what a row of results shows: share, number, interval, and how to draw them."""
    few = int(current().rules["R-MON-03"].on(city_day(now()))["few"])
    least = int(current().rules["R-MON-01"].on(city_day(now()))["least"])
    return {
        "words": share_words(share),
        "of": share.of,
        "good": share.good,
        "share": Fraction(share.good, share.of) if share.of else Fraction(0),
        "interval": interval_words(share.interval) if share.of else "",
        "low": share.interval.low,
        "high": share.interval.high,
        "pale": share.of < few,
        "tiny": 0 < share.of < least,
    }
