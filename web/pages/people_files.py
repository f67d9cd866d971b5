"""Accounts, grants, absences and delegations as files, for the administrator who keeps them."""

from typing import Any

from flask import Blueprint, Response, abort
from flask_babel import gettext as _

from web import database
from web.doors import open_to
from web.pages.absences import kind
from web.pages.grants import asked_for
from web.register_words import role
from web.sheets import EXPORT, picked, sheet
from workflow.organisation.calendar import city_day, now
from workflow.organisation.lists import absences, delegations, grants, people
from workflow.organisation.lists.grants import Granted
from workflow.organisation.lists.people import Somebody

pages = Blueprint("people_files", __name__)

_ACCOUNTS = sheet(
    "accounts",
    name="Orang",
    title="Jabatan",
    unit="Unit",
    user_name="Nama pengguna",
    disabled="Dinonaktifkan",
    gone="Sudah tidak bertugas",
    roles="Peran",
)
_GRANTS = sheet(
    "grants",
    name="Orang",
    role="Peran",
    unit="Unit",
    since="Dari",
    last="Sampai",
    by="Diberikan oleh",
    ground="Dasar",
    ended_by="Diakhiri oleh",
    ended_ground="Dasar pengakhiran",
)
_ABSENCES = sheet("away", name="Orang", title="Jabatan", unit="Unit", kind="Jenis", since="Dari", until="Sampai")
_DELEGATIONS = sheet(
    "delegations",
    name="Penerima",
    title="Jabatan penerima",
    office="Jabatan yang dilimpahkan",
    acting="Plt atau Plh",
    instrument="Surat",
    since="Dari",
    until="Sampai",
    ended="Diakhiri",
)


@pages.get(f"/people/{EXPORT}")
@open_to("administrator")
def accounts(form: str) -> Response:
    """Send all accounts by name."""
    connection = database.connection()
    found = people.page(connection)
    held = people.roles(connection, [one.account for one in found if one.account is not None], city_day(now()))
    return _ACCOUNTS.sent(form, [_account(one, held.get(one.account or 0, [])) for one in found])


def _account(one: Somebody, roles: list[str]) -> dict[str, Any]:
    told = picked(one, "name", "title", "unit", "user_name", "gone")
    return told | {"disabled": one.disabled_at is not None, "roles": tuple(role(name) for name in roles)}


@pages.get(f"/grants/{EXPORT}")
@open_to("administrator")
def granted(form: str) -> Response:
    """Send the grants of the list."""
    asked = asked_for()
    found = grants.page(database.connection(), asked.state, city_day(now()), role=asked.role)
    return _GRANTS.sent(form, [_grant(one) for one in found])


@pages.get(f"/people/<int:account>/{EXPORT}")
@open_to("administrator")
def of_person(account: int, form: str) -> Response:
    """Send every grant that one person ever had."""
    if people.with_account(database.connection(), account) is None:
        abort(404)
    return _GRANTS.sent(form, [_grant(one) for one in grants.of_account(database.connection(), account)])


def _grant(one: Granted) -> dict[str, Any]:
    told = picked(one, "name", "since", "last", "ground", "ended_by", "ended_ground")
    return told | {
        "role": role(one.role),
        "unit": one.unit or _("Seluruh kota"),
        "by": one.by or _("Baris perintah"),
    }


@pages.get(f"/absences/{EXPORT}")
@open_to("administrator")
def away(form: str) -> Response:
    """Send who is away, will be, and was."""
    connection, today = database.connection(), city_day(now())
    found = absences.page(connection, today) + absences.past(connection, today)
    names = ("name", "title", "unit", "since", "until")
    return _ABSENCES.sent(form, [picked(one, *names) | {"kind": kind(one.kind)} for one in found])


@pages.get(f"/delegations/{EXPORT}")
@open_to("administrator")
def delegated(form: str) -> Response:
    """Send who may fill which office in writing, now, later, and formerly."""
    connection, today = database.connection(), city_day(now())
    found = delegations.present(connection, today) + delegations.past(connection, today)
    names = [column.name for column in _DELEGATIONS.columns]
    return _DELEGATIONS.sent(form, [picked(one, *names) | {"office": role(one.office)} for one in found])
