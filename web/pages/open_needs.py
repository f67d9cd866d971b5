"""The open needs in order of priority: what is missing where, since when, from when on, and what is on the way."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.loading import current
from web import database, people, plans, staffing
from web.doors import open_to
from web.look import figures
from web.sheets import EXPORT, picked, sheet
from web.wording.codes import code_words
from workflow.organisation.calendar import city_day, now
from workflow.staffing import needs
from workflow.staffing.needs import Need

pages = Blueprint("open_needs", __name__)

_PAGE = 30
CATCHES = ("proposer", "personnel_analyst")  # who may record a need, by the step that does

_SHEET = sheet(
    "needs",
    need="Nomor kebutuhan",
    post="Kode jabatan",
    post_name="Nama jabatan",
    unit="Kode unit",
    unit_name="Nama unit",
    needed="Kebutuhan",
    effective="Efektif",
    gap="Kurang",
    on_the_way="Kasus berjalan",
    open_from="Dapat diisi mulai",
    temporary_until="Sementara sampai",
    priority="Prioritas",
)


class _Asked(NamedTuple):
    """What the list is narrowed to."""

    unit: str
    category: str
    outlying: bool

    def takes(self, need: Need) -> bool:
        """Say whether a need is asked for."""
        return (
            self.unit in ("", need.unit)
            and self.category in ("", need.category)
            and (need.outlying or not self.outlying)
        )

    @property
    def address(self) -> dict[str, str]:
        """The parts of an address that ask for it again."""
        told = {"unit": self.unit, "category": self.category, "outlying": "yes" if self.outlying else ""}
        return {name: value for name, value in told.items() if value}


@pages.get("/needs")
@open_to(*staffing.READERS, also=staffing.reads)
def open_needs() -> str:
    """Show the open needs that the person may read, the most urgent first."""
    run = staffing.newest_run()
    if run is None:
        return render_template("needs/none.html", runs=staffing.reach().runs)
    asked, mine = _asked(), _within_reach(run)
    found = [need for need in mine if asked.takes(need)]
    start = min(request.args.get("from", 0, type=int), max(len(found) - 1, 0))
    start = max(start, 0) // _PAGE * _PAGE
    shown = found[start : start + _PAGE]
    return render_template(
        "needs/list.html",
        title=_title(mine),
        lead=staffing.run_words(run),
        past=run.registers_on > run.as_of,
        plans=plans.may(plans.MAKES),
        may_record=bool(people.signed_in().roles & set(CATCHES)),
        fields=_fields(mine, asked),
        narrowed=_narrowed(mine, asked),
        rows=[_row(run, need) for need in shown],
        key=staffing.key(run),
        given=asked.address,
        words=_words(start, len(shown), len(found)),
        back=_address(asked, start - _PAGE) if start else "",
        on=_address(asked, start + _PAGE) if start + _PAGE < len(found) else "",
    )


@pages.get(f"/needs/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def export(form: str) -> Response:
    """Send the needs of the list as a file."""
    run, asked = staffing.newest_run(), _asked()
    found = _within_reach(run) if run is not None else []
    return _SHEET.sent(form, [_told(need) for need in found if asked.takes(need)])


def _within_reach(run: Any) -> list[Need]:
    """Give the open needs that the person may read, the most urgent first."""
    return [need for need in needs.listed(database.connection(), run) if staffing.reach().covers(need.path)]


def _told(need: Need) -> dict[str, Any]:
    told = picked(need, "post", "post_name", "unit", "unit_name", "effective", "gap", "on_the_way", "temporary_until")
    told |= {"need": need.id, "needed": need.need, "priority": need.priority / staffing.MILLION}
    return told | {"open_from": need.open_from[0] if need.open_from else None}


def _asked() -> _Asked:
    given = request.args
    return _Asked(given.get("unit", ""), given.get("category", ""), given.get("outlying") == "yes")


def _address(asked: _Asked, start: int) -> str:
    more = {"from": start} if start > 0 else {}
    return url_for("open_needs.open_needs", **asked.address, **more)


def _title(found: Sequence[Need]) -> str:
    """Say the result: how many needs are open, and how many people are missing."""
    if not found:
        return _("Tidak ada kebutuhan yang terbuka")
    missing = sum(max(need.run_gap, 0) for need in found)
    words = ngettext("%(num)s kebutuhan terbuka", "%(num)s kebutuhan terbuka", len(found))
    return words + ", " + ngettext("%(num)s orang kurang", "%(num)s orang kurang", missing)


def _words(start: int, shown: int, found: int) -> str:
    if not shown:
        return ""
    return _(
        "%(first)s–%(last)s dari %(all)s, yang paling mendesak dulu", first=start + 1, last=start + shown, all=found
    )


def _fields(found: Sequence[Need], asked: _Asked) -> list[dict[str, Any]]:
    """Give the filters; they offer only what some need has."""
    units = sorted({(need.unit, need.unit_name) for need in found}, key=lambda each: each[1])
    categories = [name for name in current().rules["R-BUP-01"].on(city_day(now())) if name.isupper()]
    had = {need.category for need in found}
    return [
        _select("unit", _("Unit"), _("Semua unit"), units, asked.unit),
        _select(
            "category",
            _("Kategori jabatan"),
            _("Semua kategori"),
            [(name, code_words(name)) for name in categories if name in had],
            asked.category,
        ),
        _select(
            "outlying", _("Wilayah"), _("Semua wilayah"), [("yes", _("wilayah luar"))], asked.address.get("outlying")
        ),
    ]


def _select(name: str, label: str, every: str, choices: Sequence[tuple[str, str]], value: str | None) -> dict[str, Any]:
    options = [{"value": each, "label": words} for each, words in [("", every), *choices]]
    return {"name": name, "label": label, "kind": "select", "choices": options, "value": value}


def _narrowed(found: Sequence[Need], asked: _Asked) -> list[str]:
    """Name the filters that are on."""
    names = {need.unit: need.unit_name for need in found}
    words = [names.get(asked.unit, asked.unit), code_words(asked.category), _("wilayah luar") if asked.outlying else ""]
    return [each for each in words if each]


def _row(run: Any, need: Need) -> dict[str, Any]:
    parts = staffing.parts(run, dict(need.parts))
    return {
        "id": need.id,
        "post": need.post_name,
        "href": url_for("need_story.show", number=need.id),
        "unit": need.unit_name,
        "outlying": need.outlying,
        "gap": _("%(gap)s dari %(need)s", gap=need.run_gap, need=need.need),
        "since": need.gap_since,
        "open_from": need.open_from[0] if need.open_from else None,
        "later": bool(need.open_from) and need.open_from[0] > run.as_of,
        "temporary": need.temporary_until,
        "parts": parts,
        "words": bar_words(need.priority, parts),
        "priority": staffing.priority(need.priority),
        "state": state(need),
    }


def bar_words(value: int, parts: Sequence[dict[str, Any]]) -> str:
    """Say a priority with its five parts, for who does not see the bar."""
    told = ", ".join(f"{part['name']} {figures.fixed(part['share'])}" for part in parts)
    return _("Prioritas %(sum)s: %(parts)s", sum=staffing.priority(value), parts=told)


def by_selection(category: str) -> bool:
    """Say whether posts of a category are filled by open selection only (R-STR-07)."""
    return category in current().rules["R-STR-07"].on(city_day(now()))["categories"]


def state(need: Need) -> str:
    """Say what is on the way to fill a need."""
    if by_selection(need.category):
        return _("melalui seleksi terbuka")
    if not need.on_the_way:
        return _("belum ada kasus")
    words = ngettext("%(num)s kasus berjalan", "%(num)s kasus berjalan", need.on_the_way)
    return words if need.gap > 0 else _("%(cases)s, cukup", cases=words)
