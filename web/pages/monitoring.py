"""Monitoring: how far the transfers came, where time went and what came of them; conclusions first."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from policies.statistics.durations import Spread
from web import database, monitoring
from web.doors import open_to
from web.look import figures as written
from web.look import say
from web.panels import findings
from web.readable import readable
from web.sheets import EXPORT, sheet
from workflow.lists import among
from workflow.monitoring.counting import GROUPS
from workflow.monitoring.figures import LONGEST, Figures, Stretch, longest
from workflow.organisation.calendar import city_day, now

pages = Blueprint("monitoring", __name__)

_FUNNEL = sheet("funnel", state="Tahap", reached="Mencapai", standing="Masih di sini", ended="Tidak lanjut")
_TIMES = sheet(
    "times",
    name="Tahap atau langkah",
    role="Menunggu siapa",
    ended="Selesai",
    waiting="Masih berjalan",
    low="10% selesai (hari kerja)",
    median="Median (hari kerja)",
    high="90% selesai (hari kerja)",
    limit="Batas (hari kerja)",
    over="Lewat batas",
)
_OUTCOMES = sheet(
    "outcomes",
    group="Pengelompokan",
    cell="Kelompok",
    months="Bulan",
    good="Baik atau lebih",
    of="Dievaluasi",
    low="Selang 95%, bawah",
    high="Selang 95%, atas",
)


@pages.get("/monitoring")
@open_to(*monitoring.READERS, also=monitoring.reads)
def show() -> str:
    """Show the figures of all years or of one, what they say first."""
    everything = monitoring.all_figures()
    year = monitoring.asked_year(everything.years)
    figures = everything.of_year(year)
    overall = figures.overall()
    return render_template(
        "monitoring/figures.html",
        title=_title(figures),
        today=city_day(now()),
        year=year,
        given={"year": year} if year else {},
        fields=_fields(everything, year),
        findings=findings.findings(figures),
        funnel=_funnel(figures),
        states=_times(figures, "state/", year),
        waits=_times(figures, "wait/", year),
        groups=_groups(figures),
        overall={"at_3": monitoring.drawn(overall.at_3), "at_6": monitoring.drawn(overall.at_6)},
        after=_after(figures),
        parts=_on_the_way(figures),
    )


@pages.get(f"/monitoring/funnel/{EXPORT}")
@open_to(*monitoring.READERS, also=monitoring.reads)
def funnel(form: str) -> Response:
    """Send how far the transfers came as a file."""
    return _FUNNEL.sent(form, [{**row, "ended": sum(n for _, n in row["ends"])} for row in _funnel(_asked())])


@pages.get(f"/monitoring/times/{EXPORT}")
@open_to(*monitoring.READERS, also=monitoring.reads)
def times(form: str) -> Response:
    """Send where time went as a file."""
    return _TIMES.sent(form, [{**row, **row["spread"]._asdict()} for row in map(_stretch, _asked().stretches())])


@pages.get(f"/monitoring/outcomes/{EXPORT}")
@open_to(*monitoring.READERS, also=monitoring.reads)
def outcomes(form: str) -> Response:
    """Send what came of the transfers, group by group, as a file."""
    rows = []
    for name, groups in _asked().outcomes().items():
        for group in groups:
            told = {"group": monitoring.group_name(name), "cell": monitoring.cell_name(name, group.cell)}
            for months, share in ((3, group.at_3), (6, group.at_6)):
                rows.append({**told, "months": months, **share._asdict(), **share.interval._asdict()})
    return _OUTCOMES.sent(form, rows)


def _asked() -> Figures:
    figures = monitoring.all_figures()
    return figures.of_year(monitoring.asked_year(figures.years))


def _title(figures: Figures) -> str:
    """Say the result: how many were evaluated for the last time, and how many of them well."""
    share = figures.overall().at_6
    if not share.of:
        return _("Belum ada mutasi yang dievaluasi enam bulan")
    words = ngettext("%(num)s mutasi dievaluasi enam bulan", "%(num)s mutasi dievaluasi enam bulan", share.of)
    return _("%(transfers)s, %(share)s Baik atau lebih", transfers=words, share=monitoring.share_words(share))


def _fields(figures: Figures, year: int | None) -> list[dict[str, Any]]:
    choices = [{"value": "", "label": _("Semua tahun")}]
    choices += [{"value": each, "label": str(each)} for each in figures.years]
    return [{"name": "year", "label": _("Tahun"), "kind": "select", "choices": choices, "value": year or ""}]


def _funnel(figures: Figures) -> list[dict[str, Any]]:
    stages = figures.funnel()
    most = max((stage.reached for stage in stages), default=0) or 1
    rows = []
    for before, stage in zip([None, *stages], stages, strict=False):
        ends = [(say(current().states[name].label), number) for name, number in stage.ended if number]
        rows.append(
            {
                "state": say(current().states[stage.state].label),
                "reached": stage.reached,
                "share": stage.reached / most,
                "onward": findings.percent(stage.reached, before.reached) if before and before.reached else "",
                "standing": stage.standing,
                "ends": ends,
            }
        )
    return rows


def _times(figures: Figures, kind: str, year: int | None) -> dict[str, Any]:
    """Give the stretches of a kind in the order of the procedure, on one scale of working days."""
    law = current()
    order = {f"state/{state.name}": n for n, state in enumerate(law.path)}
    order |= {f"wait/{name}": n for n, name in enumerate(law.steps)}
    found = [each for each in figures.stretches() if each.name.startswith(kind)]
    found.sort(key=lambda each: (order.get("/".join(each.name.split("/")[:2]), 99), each.name))
    rows = [_stretch(each) for each in found]
    scale = _scale(found)
    for row, stretch in zip(rows, found, strict=True):
        row |= {"drawn": _drawn(stretch.spread, scale), "longest": _longest(stretch, year) if row["role"] else []}
    return {"rows": rows, "scale": scale, "ticks": [scale * n // 4 for n in range(5)]}


def _stretch(each: Stretch) -> dict[str, Any]:
    name, role = monitoring.stretch_name(each.name)
    limit = monitoring.limit(each.name)
    told = {"name": name, "role": role, "ended": each.ended, "waiting": each.waiting, "spread": each.spread}
    return told | {"limit": limit, "over": None if limit is None else each.over(limit)}


def _scale(found: list[Stretch]) -> int:
    """Give the working days at the right end of the scale: a round number that reaches every span."""
    ends = [day for each in found for day in each.spread if day is not None]
    ends += [limit for each in found if (limit := monitoring.limit(each.name))]
    return max(-(-max(ends, default=20) // 20) * 20, 20)


def _drawn(spread: Spread, scale: int) -> dict[str, float | None]:
    return {name: None if day is None else 100 * day / scale for name, day in spread._asdict().items()}


def _longest(stretch: Stretch, year: int | None) -> list[dict[str, Any]]:
    """Name the cases that took longest, of those that the reader may open: first those that still wait."""
    ended = longest(database.connection(), stretch.name, year)
    named = [*stretch.longest, *((row.days, row.transfer_id, False) for row in ended)]
    named.sort(reverse=True)
    seen = {row.id: row for row in among(readable(), [transfer for _, transfer, _ in named])}
    return [
        {
            "number": seen[transfer].case_number,
            "href": url_for("case.case", case_number=seen[transfer].case_number),
            "days": days,
            "waits": waits,
        }
        for days, transfer, waits in named
        if transfer in seen
    ][:LONGEST]


def _groups(figures: Figures) -> list[dict[str, Any]]:
    found = figures.outcomes()
    return [
        {
            "name": monitoring.group_name(name),
            "rows": [
                {
                    "name": monitoring.cell_name(name, group.cell),
                    "at_3": monitoring.drawn(group.at_3),
                    "at_6": monitoring.drawn(group.at_6),
                }
                for group in found[name]
            ],
        }
        for name in GROUPS
    ]


def _after(figures: Figures) -> list[tuple[str, str]]:
    """Say what came of both units and of the need, as the staffing figures have it six months later."""
    donor, need = figures.cells("donor_after"), figures.cells("need_met")
    return [
        (_("Unit asal terisi seperti sebelum mutasi, atau lebih"), str(donor["kept"])),
        (_("Unit asal terisi lebih rendah daripada sebelumnya"), str(donor["lower"])),
        (_("Kebutuhan jabatan penerima terpenuhi seluruhnya"), str(need["full"])),
        (_("Kekurangannya mengecil"), str(need["better"])),
        (_("Kekurangannya tidak mengecil"), str(need["same"])),
        (_("Tidak diketahui: catatan lama tidak memuat angkanya"), str(max(donor["unknown"], need["unknown"]))),
    ]


def _on_the_way(figures: Figures) -> list[tuple[str, str]]:
    """Count what happened on the way: training, returns, recusals, and which rules were waived."""
    returns = sum(number for cell, number in figures.cells("returns").items() if cell != "0")
    recusals = sum(number for cell, number in figures.cells("recusals").items() if cell != "0")
    hours = sum(int(cell) * number for cell, number in figures.cells("hours").items())
    rows = [
        (_("Pelatihan yang lulus, dalam JP"), written.number(hours)),
        (_("Kasus yang pernah dikembalikan"), str(returns)),
        (_("Kasus dengan anggota yang menarik diri"), str(recusals)),
    ]
    waived = sorted(figures.cells("waiver").items(), key=lambda each: (-each[1], each[0]))
    return rows + [(_("Pengecualian %(rule)s", rule=rule), str(number)) for rule, number in waived if number]
