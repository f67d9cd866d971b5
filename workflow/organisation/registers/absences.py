"""Absences: who is away from when to when, so that somebody else may act in the meantime."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, update

from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import ENDED, ENDS_EARLY, Keeper, account_of, keeping
from workflow.tables import absences, employees

REGISTER = "absences"

# Why somebody is ill or on family leave is nobody's business here: that is plain leave.
KINDS = (
    Choice("CUTI", Words("Cuti", "Leave")),
    Choice("CUTI_BESAR", Words("Cuti besar", "Long leave")),
    Choice("CLTN", Words("Cuti di luar tanggungan negara", "Unpaid leave")),
    Choice("TUGAS_BELAJAR", Words("Tugas belajar", "Study assignment")),
    Choice("DINAS_LUAR", Words("Dinas luar", "Official travel")),
)
OVERLAPS = Words("Masa ini bertumpuk dengan ketidakhadiran lain.", "This overlaps with another absence.")
ONE_PERSON = Words("Pilih seorang pegawai atau satu akun.", "Choose one employee or one account.")

FIELDS = (
    Field("employee", "employee", Words("Pegawai", "Employee"), required=False),
    Field(
        "account",
        "account",
        Words("Akun", "Account"),
        help=Words(
            "Hanya bagi yang bukan pegawai, misalnya Wali Kota.",
            "Only for somebody who is no employee, such as the Mayor.",
        ),
        required=False,
    ),
    Field("kind", "choice", Words("Jenis", "Kind"), choices=KINDS),
    Field("since", "date", Words("Sejak", "From")),
    Field("until", "date", Words("Sampai dengan", "Until"), help=Words("Hari terakhir.", "The last day.")),
)
END_FIELDS = (
    Field(
        "until",
        "date",
        Words("Hari terakhir ketidakhadiran", "Last day of the absence"),
        help=Words(
            "Sehari sebelum mulai bila ketidakhadiran ini tidak terjadi.",
            "The day before it begins if the absence never came about.",
        ),
    ),
)


def add(engine: Engine, account: int, moment: datetime, given: Given) -> int:
    """Record an absence and give its number. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(FIELDS, given)
        _check(keeper, values)
        row = {"employee_id": values["employee"], "account_id": values["account"], "kind": values["kind"]}
        term = {"since": values["since"], "until": values["until"]}
        number = keeper.insert(absences, {**row, **term})
        told = {"absence": number, "employee": values["employee"], "account": values["account"], **term}
        keeper.record("absence", told, {"kind": values["kind"]})
        return number


def _check(keeper: Keeper, values: dict[str, Any]) -> None:
    if (values["employee"] is None) == (values["account"] is None):
        raise Invalid({"employee": ONE_PERSON})
    if values["employee"] is not None:
        keeper.row(employees, values["employee"], "employee")
        same = absences.c.employee_id == values["employee"]
    else:
        if account_of(keeper, values["account"], "account").employee_id is not None:
            raise Invalid({"account": ONE_PERSON})
        same = absences.c.account_id == values["account"]
    if values["until"] < values["since"]:
        raise Invalid({"until": ENDS_EARLY})
    others = select(absences.c.id).where(same, absences.c.since <= values["until"], absences.c.until >= values["since"])
    if keeper.connection.execute(others).first() is not None:
        raise Invalid({"since": OVERLAPS})


def end(engine: Engine, account: int, moment: datetime, number: int, given: Given) -> None:
    """Let an absence end earlier than recorded. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        held = keeper.row(absences, number, "absence")
        until = keeper.read(END_FIELDS, given)["until"]
        if until >= held.until:
            raise Invalid({"until": ENDED})
        if (held.since - until).days > 1:
            raise Invalid({"until": ENDS_EARLY})
        keeper.connection.execute(update(absences).where(absences.c.id == number).values(until=until))
        keeper.record("end-absence", {"absence": number, "until": until})
