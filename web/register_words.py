"""What happened to a register, in a sentence: one function for each kind of event."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web import database
from web.look import dates, say
from web.row_forms import changes, in_words
from web.spelling import in_sentence
from web.spelling import in_words as spelt
from web.wording.kinds import kind_words
from workflow.organisation.editing import ENDED_BY_HAND, TAKEN_OUT
from workflow.organisation.files.kinds import BY_NAME, Kind
from workflow.organisation.lists.changes import Change, latest
from workflow.organisation.registers.bodies import OFFICES

_SHOWN = 5  # changes beside a list


def last_changes(register: str, size: int = _SHOWN, about: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """Give the last changes of a register, or of one row in it, as components/facts.html draws short entries."""
    return [_entry(change) for change in latest(database.connection(), register, size, about)]


def role(name: str) -> str:
    """Name a role in the words of the law; one that it no longer knows keeps its code."""
    known = current().roles.get(name)
    return say(known.label) if known else name


def office(name: str) -> str:
    """Name an office of the committee."""
    return next((say(choice.label) for choice in OFFICES if choice.value == name), name)


def _entry(change: Change) -> dict[str, Any]:
    who = change.by or _("Baris perintah")
    words = _("%(who)s, %(at)s", who=who, at=dates.moment(change.at))
    ground = next(
        (change.values[name] for name in ("ground", "decree", "instrument", "document") if change.values.get(name)),
        None,
    )
    if ground:
        words += " · " + _("dasar: %(ground)s", ground=ground)
    return {"title": _TOLD[change.kind](change), "words": words}


def _person(change: Change) -> str:
    return change.names.get("employee") or change.names.get("account") or _("seseorang")


def _granted(change: Change) -> str:
    where = change.names.get("unit")
    name = role(change.values["role"])
    if where:
        return _("Peran %(role)s di %(unit)s diberikan kepada %(name)s", role=name, unit=where, name=_person(change))
    return _("Peran %(role)s diberikan kepada %(name)s", role=name, name=_person(change))


def _grant_ended(change: Change) -> str:
    day = dates.long_date(change.values["until"])
    name = role(change.values["role"])
    return _("Peran %(role)s %(name)s tidak berlaku sejak %(day)s", role=name, name=_person(change), day=day)


def _account(change: Change) -> str:
    return _("Akun dibuat untuk %(name)s", name=_person(change))


def _account_closed(change: Change) -> str:
    return _("Akun %(name)s dinonaktifkan", name=_person(change))


def _account_opened(change: Change) -> str:
    return _("Akun %(name)s diaktifkan lagi", name=_person(change))


def _absence(change: Change) -> str:
    since, until = dates.long_date(change.values["since"]), dates.long_date(change.values["until"])
    return _("%(name)s tidak bertugas %(since)s – %(until)s", name=_person(change), since=since, until=until)


def _absence_ended(change: Change) -> str:
    day = dates.long_date(change.values["until"])
    return _("Ketidakhadiran %(name)s berakhir lebih awal, %(day)s", name=_person(change), day=day)


def _delegation(change: Change) -> str:
    name, post = _person(change), role(change.values["office"])
    if change.values["acting"]:
        return _("%(name)s dicatat sebagai Plt atau Plh %(office)s", name=name, office=post)
    return _("%(name)s menerima pelimpahan %(office)s", name=name, office=post)


def _delegation_ended(change: Change) -> str:
    post = role(change.values["office"])
    return _("Pelimpahan %(office)s kepada %(name)s diakhiri", office=post, name=_person(change))


def _body(change: Change) -> str:
    count = len(change.values["members"])
    return ngettext(
        "Tim %(code)s dicatat dengan %(count)s anggota",
        "Tim %(code)s dicatat dengan %(count)s anggota",
        count,
        code=change.names.get("body") or change.values.get("code", ""),
        count=spelt(count),
    )


def _member(change: Change) -> str:
    post, day = in_sentence(office(change.values["office"])), dates.long_date(change.values["since"])
    return _("%(name)s menjadi %(office)s sejak %(day)s", name=_person(change), office=post, day=day)


def _member_left(change: Change) -> str:
    post, day = in_sentence(office(change.values["office"])), dates.long_date(change.values["until"])
    return _("%(name)s tidak lagi menjadi %(office)s sejak %(day)s", name=_person(change), office=post, day=day)


def _holiday(change: Change) -> str:
    day, name = dates.long_date(change.values["day"]), change.values.get("name", "")
    if change.values["works"]:
        return _("%(day)s menjadi hari kerja kota: %(name)s", day=day, name=name)
    return _("%(day)s menjadi hari libur kota: %(name)s", day=day, name=name)


def _holiday_removed(change: Change) -> str:
    return _("%(day)s kembali mengikuti kalender nasional", day=dates.long_date(change.values["day"]))


def _load(change: Change) -> str:
    post, task = change.names.get("post", ""), change.values.get("task", "")
    day = dates.long_date(change.values["until"])
    if change.values.get("until_before"):
        before = dates.long_date(change.values["until_before"])
        return _(
            "Beban sementara %(post)s diubah: %(task)s, sampai %(day)s (semula %(before)s)",
            post=post,
            task=task,
            day=day,
            before=before,
        )
    return _("Beban sementara %(post)s: %(task)s, sampai %(day)s", post=post, task=task, day=day)


def _load_ended(change: Change) -> str:
    post, task = change.names.get("post", ""), change.values.get("task", "")
    return _("Beban sementara %(post)s diakhiri: %(task)s", post=post, task=task)


def _edited(change: Change) -> str:
    """Say what became what in a row; of a new row, that it is new."""
    kind = BY_NAME[change.kind.removeprefix("edit-")]
    row = _row_words(change, kind)
    if change.values["new"]:
        return _("%(row)s ditambahkan", row=row)
    return _("%(row)s diubah: %(what)s", row=row, what=changes(kind, change.values["before"], change.values["after"]))


def _row_ended(change: Change) -> str:
    kind = BY_NAME[change.kind.removeprefix("end-")]
    day = dates.long_date(change.values["until"])
    return _("%(row)s diakhiri sejak %(day)s", row=_row_words(change, kind), day=day)


def _row_taken_out(change: Change) -> str:
    return _("%(row)s dihapus", row=_row_words(change, BY_NAME[change.kind.removeprefix("remove-")]))


def _row_words(change: Change, kind: Kind) -> str:
    """Name a row: its kind, whose or which it is, and what tells it from others of the same."""
    about = next((change.names[name] for name in _ABOUT if name in change.names), "")
    key = change.values.get("key", {})
    rest = [in_words(kind.column(name), cell) for name, cell in key.items() if name not in ("code", "post")]
    return _("%(kind)s %(about)s", kind=kind_words(kind.name), about=", ".join(filter(None, [about, *rest])))


def _imported(change: Change) -> str:
    values = change.values
    return _(
        "%(kind)s dari berkas %(file)s: %(added)s baris baru, %(changed)s berubah",
        kind=kind_words(change.kind.removeprefix("import-")),
        file=values.get("file", ""),
        added=values["added"],
        changed=values["changed"],
    )


def _arrived(change: Change) -> str:
    count = len(change.values["employees"])
    return ngettext("%(num)s pegawai datang dari luar", "%(num)s pegawai datang dari luar", count)


def _corrected(change: Change) -> str:
    return _("Jabatan atau kedudukan %(name)s diperbaiki dengan keputusan", name=_person(change))


_ABOUT = ("employee", "post", "unit", "course")
_TOLD: dict[str, Callable[[Change], str]] = {
    **{f"edit-{name}": _edited for name in BY_NAME},
    **{f"import-{name}": _imported for name in BY_NAME},
    **{f"end-{name}": _row_ended for name in ENDED_BY_HAND},
    **{f"remove-{name}": _row_taken_out for name in TAKEN_OUT},
    "arrive-employees": _arrived,
    "correct-employee": _corrected,
    "grant": _granted,
    "end-grant": _grant_ended,
    "account": _account,
    "disable-account": _account_closed,
    "enable-account": _account_opened,
    "absence": _absence,
    "end-absence": _absence_ended,
    "delegation": _delegation,
    "end-delegation": _delegation_ended,
    "body": _body,
    "member": _member,
    "end-member": _member_left,
    "holiday": _holiday,
    "remove-holiday": _holiday_removed,
    "temporary-load": _load,
    "end-temporary-load": _load_ended,
}
