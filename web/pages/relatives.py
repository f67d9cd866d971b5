"""Declared family: everybody tells his own, and from then on neither acts on the other's case."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from policies.loading import current
from web import people, registers
from web.choosing import Chosen, choose
from web.doors import SIGNED_IN, open_to
from web.errors import STATUS
from web.registers import NOT_DONE, Faults
from workflow.forms import Invalid
from workflow.organisation.registers import relatives

pages = Blueprint("relatives", __name__)

Answer = str | Response | tuple[str, int]

_FIELDS = tuple(field for field in relatives.FIELDS if field.name not in {"employee", "account"})


@pages.get("/account/relatives")
@open_to(SIGNED_IN)
def ask() -> Answer:
    """Show the form that declares a relative."""
    return _page({})


@pages.post("/account/relatives")
@open_to(SIGNED_IN)
def declare() -> Answer:
    """Declare a relative, named in full: nobody leafs through the register of employees here."""
    chosen = choose("who", exact=True)
    given = registers.given(_FIELDS, employee=chosen.employee, account=chosen.account)
    errors = registers.unsettled(who=chosen)
    if errors:
        return _page(errors, STATUS[Invalid], chosen)
    try:
        registers.once("relative", _told(given), lambda *keeper: relatives.declare(*keeper, given))
    except NOT_DONE as error:
        return _page(*registers.faults(error, employee="who", account="who"), chosen)
    name = chosen.person.name if chosen.person else ""
    flash(_("Hubungan keluarga dengan %(name)s sudah dicatat.", name=name), "ok")
    return redirect(url_for("account.account"), 303)


def _told(given: dict[str, str]) -> dict[str, str]:
    """Name the two people as the event does: a row begins with an employee, whichever of them declares."""
    who = people.signed_in().who
    if who.employee is None:
        return {"employee": given["employee"], "other_account": str(who.account), "kind": given["kind"]}
    other = {"other_employee": given["employee"], "other_account": given["account"]}
    return {"employee": str(who.employee), **other, "kind": given["kind"]}


def _page(errors: Faults, status: int = 200, chosen: Chosen | None = None) -> Answer:
    text = render_template(
        "register_form.html",
        here="",
        title=_("Nyatakan keluarga Anda"),
        lead=_("Anda tidak akan menilai, memutus, atau mengusulkan kasus keluarga Anda, dan sebaliknya."),
        trail=[(_("Akun"), url_for("account.account"))],
        crumb=_("Keluarga"),
        panel=_("Anggota keluarga"),
        note=_("Yang dinyatakan tidak dapat dihapus di sini. Periksa sebelum mencatat."),
        fields=registers.by_name(_FIELDS, kind={"kind": "select"}),
        values=request.form,
        errors=errors,
        person={
            "name": "who",
            "label": _("Siapa"),
            "help": _("Nama lengkap atau NIP"),
            "chosen": chosen,
        },
        button=_("Catat hubungan ini"),
        cancel=url_for("account.account"),
        law=current().rules["R-COI-01"].basis,
    )
    return text, status
