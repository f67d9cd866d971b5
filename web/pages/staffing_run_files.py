"""Runs of the needs analysis as files: the list of runs, the figures of one, and its differences from another."""

from typing import Any

from flask import Blueprint, Response, abort

from web import database, staffing
from web.doors import open_to
from web.pages.staffing_runs import beside, made_by
from web.sheets import EXPORT, moment, picked, sheet
from workflow.staffing import comparison, runs
from workflow.staffing.comparison import Difference, Summary

pages = Blueprint("staffing_run_files", __name__)

_RUNS = sheet(
    "runs",
    run="Nomor hitungan",
    as_of="Tanggal hitung",
    horizon="Ke depan (bulan)",
    registers_on="Data induk tanggal",
    made_at="Dijalankan",
    made_by="Oleh",
    reason="Alasan",
    superseded_by="Diganti nomor",
    posts="Jabatan",
    need="Kebutuhan",
    effective="Efektif",
    short="Kurang",
    over="Lebih",
)
_FIGURES = sheet(
    "figures",
    unit="Kode unit",
    post="Kode jabatan",
    need="Kebutuhan",
    need_temporary="Kebutuhan sementara",
    holders="Pemangku",
    retiring="Pensiun",
    leaving="Keluar",
    absent="Tidak aktif",
    arriving="Masuk",
    effective="Efektif",
    gap="Kurang",
    priority="Prioritas",
)
_CHANGES = sheet(
    "changes",
    kind="Perubahan",
    post="Jabatan",
    unit="Unit",
    outlying="Wilayah luar",
    need_before="Kebutuhan sebelumnya",
    before="Kurang sebelumnya",
    need_after="Kebutuhan sekarang",
    after="Kurang sekarang",
)


@pages.get(f"/staffing/runs/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def every(form: str) -> Response:
    """Send all runs, the newest first."""
    found = comparison.summaries(database.connection(), staffing.reach())
    return _RUNS.sent(form, [_run(each) for each in found])


def _run(each: Summary) -> dict[str, Any]:
    told = picked(each, "superseded_by", "posts", "need", "effective", "short", "over")
    told |= picked(each.run, "as_of", "horizon", "registers_on", "reason")
    return told | {"run": each.run.id, "made_at": moment(each.run.made_at), "made_by": made_by(each.run)}


@pages.get(f"/staffing/runs/<int:number>/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def figures(number: int, form: str) -> Response:
    """Send the figures of a run's posts within the reader's reach."""
    if runs.find(database.connection(), number) is None:
        abort(404)
    reach = staffing.reach()
    found = (cell for cell in runs.cells_of(database.connection(), number) if reach.covers(cell.unit_path))
    return _FIGURES.sent(form, [_figures(cell) for cell in found], run=number)


def _figures(cell: Any) -> dict[str, Any]:
    apart = {"unit": cell.unit_code, "post": cell.post_code}
    apart["priority"] = None if cell.priority is None else cell.priority / staffing.MILLION
    return apart | picked(cell, *(column.name for column in _FIGURES.columns if column.name not in apart))


@pages.get(f"/staffing/runs/<int:number>/changes/{EXPORT}")
@open_to(*staffing.READERS, also=staffing.reads)
def changes(number: int, form: str) -> Response:
    """Send the differences of a run from the one beside it."""
    run = runs.find(database.connection(), number)
    other = None if run is None else beside(run)
    if run is None or other is None:
        abort(404)
    found = comparison.compare(database.connection(), other.id, run.id, staffing.reach())
    return _CHANGES.sent(form, [_change(each) for rows in found.values() for each in rows], run=number, other=other.id)


def _change(each: Difference) -> dict[str, Any]:
    return picked(each, *(column.name for column in _CHANGES.columns))
