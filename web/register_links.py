"""Where the pages of registers are: of a row, of the form that edits it, and of the list that it stands in."""

from collections.abc import Mapping

from flask import url_for
from flask_babel import gettext as _

from web.wording.kinds import column_words, kind_words
from workflow.organisation.files.kinds import BY_NAME

Cells = Mapping[str, str]

# The pages of each kind of row about the city; tasks and required competences stand on the page of their post.
_LISTS = {
    "units": "registers_units",
    "posts": "registers_posts",
    "workload": "registers_posts",
    "standards": "registers_posts",
    "courses": "registers_courses",
}


def back_to(kind: str, cells: Cells, employee: int | None) -> str:
    """Give the address of the page that shows a row, by its cells or by whose it is."""
    if employee is not None:
        return dossier(employee)
    if kind not in _LISTS:
        return url_for("employees.employees")
    code = cells.get("code") or cells.get("post")
    if code:
        return url_for(f"{_LISTS[kind]}.show", code=code)
    if kind == "posts" and cells.get("unit"):
        return url_for("registers_units.show", code=cells["unit"])
    return url_for(f"{_LISTS[kind]}.listed")


def dossier(employee: int) -> str:
    """Give the address of somebody's dossier."""
    return url_for("dossier.dossier", employee=employee)


def edit_of_city(kind: str, cells: Cells, act: str = "change") -> str:
    """Give the address of the form that edits a row about the city ("end_row", "remove": ends it, takes it out)."""
    key = {name: cells[name] for name in BY_NAME[kind].key}
    return url_for(f"registers_rows.{act}", kind=kind, **key)


def place_of(kind: str, cells: Cells, employee: int | None) -> str:
    """Say what a form is about, without anything that its facts say already."""
    if employee is not None:
        return _(
            "Baris dalam berkas seorang pegawai; jabatan dan kedudukannya berubah hanya lewat usulan atau keputusan."
        )
    names = [cells[name] for name in ("name", "task") if cells.get(name)]
    codes = [
        f"{column_words(BY_NAME[kind].column(name))} {cells[name]}" for name in BY_NAME[kind].key if cells.get(name)
    ]
    return ", ".join(names or codes) or kind_words(kind)


def trail(kind: str) -> list[tuple[str, str]]:
    """Give the way to a form."""
    top = [(_("Data induk"), url_for("registers.registers"))]
    if kind and kind not in _LISTS:
        return [*top, (kind_words("employees"), url_for("employees.employees"))]
    if not kind:
        return top
    words = kind_words(_LISTS[kind].removeprefix("registers_"))
    return [*top, (words, url_for(f"{_LISTS[kind]}.listed"))]
