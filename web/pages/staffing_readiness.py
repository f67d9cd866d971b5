"""Before a run: what the registers do not say yet, whom to assess first, and who confirmed which register when."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from policies.dates import months_between
from policies.loading import current
from web import database, people, registers, staffing
from web.doors import open_to
from web.look import figures, say
from web.pages import staffing_runs
from web.sheets import EXPORT, picked, sheet
from web.spelling import in_sentence
from workflow import security
from workflow.organisation.calendar import city_day, now
from workflow.organisation.registers.keeping import keeps
from workflow.staffing import confirmations
from workflow.staffing.readiness import BY_NAME, GAPS, OLD_WORKLOAD, PEOPLE, POSTS, YEARS_OF_PERFORMANCE, Gap, Readiness

pages = Blueprint("staffing_readiness", __name__)

_FIRST = 6  # units to assess first
_WORST = 3  # units named with a gap
_PAGE = 50

_ASSESS_FIRST = sheet(
    "assess-first",
    code="Kode unit",
    name="Unit",
    outlying="Wilayah luar",
    people="Pegawai",
    never="Belum pernah dinilai",
    needs="Kebutuhan terbuka",
)
_MISSING = {
    POSTS: sheet("readiness", code="Kode jabatan", name="Jabatan", unit_code="Kode unit", unit="Unit"),
    PEOPLE: sheet("readiness", name="Pegawai", post="Jabatan", unit_code="Kode unit", unit="Unit"),
}

# Who keeps a register that a run reads, and reads this page.
CONFIRMERS = sorted(
    {role for name in confirmations.READ for role in confirmations.keepers(name)} & set(staffing.READERS)
)

Answer = str | Response | tuple[str, int]


@pages.get("/staffing/readiness")
@open_to(*staffing.READERS, also=staffing.reads)
def readiness() -> str:
    """Show what is not known before a run is made."""
    asked = _asked()
    people_, posts = asked.total(PEOPLE), asked.total(POSTS)
    counts = {gap.name: asked.count(gap) for gap in GAPS}
    return render_template(
        "staffing/readiness.html",
        title=_title(counts),
        at=now(),
        verdict=_verdict(counts, people_),
        first=[_first(row) for row in asked.assess_first(_FIRST)],
        gaps=[_gap(asked, gap, counts[gap.name], posts if gap.about == POSTS else people_) for gap in GAPS],
        known=_known(counts, posts, people_),
        owners=_owners(),
        **staffing_runs.form({}, {}),
    )


def _asked() -> Readiness:
    return Readiness(database.connection(), current(), city_day(now()), staffing.reach())


def _title(counts: dict[str, int]) -> str:
    """Say the result: whether a run can be made, and on what it would rest."""
    unknown = sum(bool(counts[gap.name]) for gap in GAPS if gap.unknown)
    if not any(counts.values()):
        return _("Data siap dihitung, tidak ada yang kurang")
    if not unknown:
        return _("Data siap dihitung")
    return ngettext(
        "Dapat dihitung; %(num)s hal belum diketahui", "Dapat dihitung; %(num)s hal belum diketahui", unknown
    )


def _verdict(counts: dict[str, int], people_: int) -> str:
    """Say what is not known about people, in whole figures."""
    if not counts["never-assessed"]:
        return ""
    return _(
        "%(never)s dari %(all)s pegawai belum pernah dinilai kompetensinya. "
        "Bagi mereka sistem menulis “belum dinilai” dan tidak menebak.",
        never=figures.number(counts["never-assessed"]),
        all=figures.number(people_),
    )


def _words() -> dict[str, tuple[str, str]]:
    """Say each gap, and what it does to a run."""
    years, old = YEARS_OF_PERFORMANCE, OLD_WORKLOAD
    return {
        "no-basis": (
            _("Jabatan tanpa formasi dan tanpa beban kerja."),
            _("Kebutuhannya tidak dapat dihitung; dianggap nol sampai dilengkapi."),
        ),
        "no-workload": (
            _("Jabatan berformasi tanpa beban kerja."),
            _("Formasi dipakai; efektivitas jabatan (EJ) tidak dapat dihitung."),
        ),
        "no-formation": (
            _("Jabatan tanpa formasi yang disetujui."),
            _("Kebutuhan dihitung dari beban kerja."),
        ),
        "no-standard": (
            _("Jabatan tanpa standar kompetensi."),
            _("Kecocokan dan pelatihan calon tidak diketahui."),
        ),
        "old-workload": (
            ngettext("Beban kerja lebih tua dari %(num)s tahun.", "Beban kerja lebih tua dari %(num)s tahun.", old),
            _("Tetap dihitung seperti tercatat."),
        ),
        "never-assessed": (
            _("Pegawai yang belum pernah dinilai kompetensinya."),
            _("Kecocokannya dengan jabatan tidak diketahui."),
        ),
        "no-performance": (
            ngettext(
                "Pegawai tanpa predikat kinerja %(num)s tahun terakhir.",
                "Pegawai tanpa predikat kinerja %(num)s tahun terakhir.",
                years,
            ),
            _("Syarat kinerja menolak sampai dilengkapi."),
        ),
        "past-retirement": (_("Lewat batas usia pensiun, masih aktif."), _("Dihitung sudah pensiun.")),
    }


def _gap(asked: Readiness, gap: Gap, count: int, whole: int) -> dict[str, Any]:
    title, words = _words()[gap.name]
    worst = asked.worst(gap, _WORST) if count else []
    return {
        "name": gap.name,
        "title": title,
        "words": words,
        "unknown": gap.unknown and bool(count),
        "complete": not count,
        "count": _counted(gap, count),
        "whole": figures.number(whole),
        "worst": ", ".join(f"{unit} {number}" for unit, number in worst),
    }


def _counted(gap: Gap, count: int) -> str:
    if gap.about == POSTS:
        return ngettext("%(num)s jabatan", "%(num)s jabatan", count)
    return ngettext("%(num)s orang", "%(num)s orang", count)


def _first(row: Any) -> dict[str, Any]:
    return {
        "unit": row.name,
        "href": url_for("staffing_map.unit", code=row.code),
        "outlying": row.outlying,
        "never": row.never,
        "people": row.people,
        "share": Decimal(row.never) / row.people,
        "needs": ngettext("%(num)s kebutuhan terbuka", "%(num)s kebutuhan terbuka", row.needs) if row.needs else "",
    }


def _known(counts: dict[str, int], posts: int, people_: int) -> list[tuple[str, str]]:
    """Say what can be worked out already, out of how many."""
    return [
        (
            _(
                "%(known)s dari %(all)s jabatan",
                known=figures.number(posts - counts["no-basis"]),
                all=figures.number(posts),
            ),
            _("kebutuhannya dapat dihitung"),
        ),
        (
            _(
                "%(known)s dari %(all)s pegawai",
                known=figures.number(people_ - counts["never-assessed"]),
                all=figures.number(people_),
            ),
            _("pernah dinilai kompetensinya"),
        ),
    ]


def _owners() -> list[dict[str, Any]]:
    """List the registers that a run reads: who keeps each, when it was last confirmed, and whether that is long ago."""
    connection, today = database.connection(), city_day(now())
    confirmed = confirmations.confirmations(connection)
    rows = []
    for name in confirmations.READ:
        last = confirmed.get(name)
        months = months_between(city_day(last.at), today) if last else None
        rows.append(
            {
                "name": name,
                "label": say(current().registers[name].label),
                "owner": _keepers(name),
                "last": last,
                "stale": ngettext("%(num)s bulan lalu", "%(num)s bulan lalu", months)
                if months is not None and months >= confirmations.STALE
                else "",
                "mine": keeps(connection, name, people.signed_in().who, today),
            }
        )
    return rows


def _keepers(name: str) -> str:
    labels = [say(current().roles[role].label) for role in confirmations.keepers(name)]
    return _(", ").join([labels[0], *(in_sentence(label) for label in labels[1:])])


@pages.get(f"/staffing/readiness/assess-first/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def assess_first(form: str) -> Response:
    """Send all units in which somebody was never assessed as a file."""
    names = [column.name for column in _ASSESS_FIRST.columns]
    return _ASSESS_FIRST.sent(form, [picked(row, *names) for row in _asked().assess_first()])


@pages.post("/staffing/readiness")
@open_to(*CONFIRMERS)
def confirm() -> Answer:
    """Confirm that a register is as it should be."""
    name = request.form.get("register", "")
    if name not in confirmations.READ:
        abort(404)
    registers.once(
        confirmations.kind(name), {"register": name}, lambda *keeper: confirmations.confirm(*keeper, register=name)
    )
    flash(_("%(register)s dipastikan hari ini.", register=say(current().registers[name].label)), "ok")
    return redirect(url_for("staffing_readiness.readiness"), 303)


@pages.get("/staffing/readiness/<name>")
@open_to(*staffing.READERS, also=staffing.reads)
def missing(name: str) -> str:
    """List the posts or people of whom something is not known; people by name where these may be read."""
    gap, asked = _looked_at(name)
    start = max(request.args.get("from", 0, type=int), 0) // _PAGE * _PAGE
    found = asked.rows(gap, _PAGE + 1, start)
    count = asked.count(gap)
    title, words = _words()[gap.name]
    return render_template(
        "staffing/missing.html",
        title=_("%(count)s: %(what)s", count=_counted(gap, count), what=in_sentence(title.removesuffix("."))),
        lead=words,
        about=gap.about,
        name=name,
        rows=[_missing(gap, row, start + place) for place, row in enumerate(found[:_PAGE], 1)],
        words=_(
            "%(first)s–%(last)s dari %(all)s, menurut unit",
            first=start + 1,
            last=start + len(found[:_PAGE]),
            all=figures.number(count),
        ),
        back=url_for("staffing_readiness.missing", name=name, **{"from": start - _PAGE}) if start else "",
        on=url_for("staffing_readiness.missing", name=name, **{"from": start + _PAGE}) if len(found) > _PAGE else "",
    )


@pages.get(f"/staffing/readiness/<name>/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def missing_file(name: str, form: str) -> Response:
    """Send the posts or people of whom something is not known as a file."""
    gap, asked = _looked_at(name)
    found = [_told(gap, row, place) for place, row in enumerate(asked.rows(gap), 1)]
    return _MISSING[gap.about].sent(form, found, gap=name)


def _looked_at(name: str) -> tuple[Gap, Readiness]:
    """Give what is asked for, and note a look at people. Ends in 404 for what nobody asks."""
    gap = BY_NAME.get(name)
    if gap is None:
        abort(404)
    if gap.about == PEOPLE:
        security.note_look(database.for_writing(), {"readiness": name}, people.signed_in().account, now())
    return gap, _asked()


def _told(gap: Gap, row: Any, place: int) -> dict[str, Any]:
    told = picked(row, *(column.name for column in _MISSING[gap.about].columns))
    return told if gap.about == POSTS else told | {"name": _name(row, place)}


def _name(row: Any, place: int) -> str:
    """Name somebody where the reader may know it, else by his place in the list."""
    return str(row.name) if staffing.reach().names(row.path) else _("Pegawai %(number)s", number=place)


def _missing(gap: Gap, row: Any, place: int) -> dict[str, Any]:
    href = url_for("staffing_map.unit", code=row.unit_code)
    if gap.about == POSTS:
        return {"main": row.name, "post": row.code, "unit": row.unit, "href": href}
    return {"main": _name(row, place), "post": row.post, "unit": row.unit, "href": href}
