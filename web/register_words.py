"""What happened to a register, in a sentence: one function for each kind of event."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from policies.loading import current
from web import database
from web.look import dates, say
from web.spelling import in_sentence, in_words
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
        count=in_words(count),
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


_TOLD: dict[str, Callable[[Change], str]] = {
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
