"""Declared family: everybody declares his own, and from then on neither acts on the other's case."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, or_, select

from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import Keeper, account_of, declaring
from workflow.tables import employees, relatives

REGISTER = "relatives"

# How near each relation is; births and marriages between the two, as the conflict rule counts them.
DEGREES = {
    "SUAMI_ISTRI": 1,
    "ORANG_TUA": 1,
    "ANAK": 1,
    "MERTUA": 1,
    "MENANTU": 1,
    "SAUDARA_KANDUNG": 2,
    "IPAR": 2,
    "KAKEK_NENEK": 2,
    "CUCU": 2,
    "PAMAN_BIBI": 3,
    "KEPONAKAN": 3,
    "SEPUPU": 4,
}
KINDS = (
    Choice("SUAMI_ISTRI", Words("Suami atau istri", "Husband or wife")),
    Choice("ORANG_TUA", Words("Orang tua", "Parent")),
    Choice("ANAK", Words("Anak", "Child")),
    Choice("MERTUA", Words("Mertua", "Parent-in-law")),
    Choice("MENANTU", Words("Menantu", "Child-in-law")),
    Choice("SAUDARA_KANDUNG", Words("Saudara kandung", "Brother or sister")),
    Choice("IPAR", Words("Ipar", "Brother- or sister-in-law")),
    Choice("KAKEK_NENEK", Words("Kakek atau nenek", "Grandparent")),
    Choice("CUCU", Words("Cucu", "Grandchild")),
    Choice("PAMAN_BIBI", Words("Paman atau bibi", "Uncle or aunt")),
    Choice("KEPONAKAN", Words("Keponakan", "Nephew or niece")),
    Choice("SEPUPU", Words("Sepupu", "Cousin")),
)
ONESELF = Words("Itu Anda sendiri.", "That is you.")
DECLARED = Words("Hubungan ini sudah tercatat.", "This relation is recorded already.")
ONE_OTHER = Words("Pilih seorang pegawai atau satu akun.", "Choose one employee or one account.")

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
    Field("kind", "choice", Words("Hubungan", "Relation"), choices=KINDS),
)


def declare(engine: Engine, account: int, moment: datetime, given: Given) -> int:
    """Declare a relative of one's own and give the relation's number. Raises NotKept, Invalid."""
    with declaring(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(FIELDS, given)
        row = {**_pair(keeper, values), "kind": values["kind"], "degree": DEGREES[values["kind"]]}
        if keeper.connection.execute(select(relatives.c.id).where(_same_pair(row))).first() is not None:
            raise Invalid({"employee": DECLARED})
        number = keeper.insert(relatives, row)
        told = {"employee": row["employee_id"], "degree": row["degree"]}
        told |= {"other_employee": row["other_employee_id"], "other_account": row["other_account_id"]}
        keeper.record("relative", {"relative": number, **told}, {"kind": values["kind"]})
        return number


def _pair(keeper: Keeper, values: dict[str, Any]) -> dict[str, int | None]:
    """Give the two people: a row begins with an employee, whichever of them declares."""
    own, other, account = keeper.employee, values["employee"], values["account"]
    if (other is None) == (account is None) or (own is None and other is None):
        raise Invalid({"employee": ONE_OTHER})
    if other is not None:
        keeper.row(employees, other, "employee")
        if other == own:
            raise Invalid({"employee": ONESELF})
        first, second = (other, None) if own is None else (own, other)
        owner = keeper.account if own is None else None
        return {"employee_id": first, "other_employee_id": second, "other_account_id": owner}
    if account_of(keeper, account, "account").employee_id is not None:
        raise Invalid({"account": ONE_OTHER})
    return {"employee_id": own, "other_employee_id": None, "other_account_id": account}


def _same_pair(row: dict[str, Any]) -> ColumnElement[bool]:
    """Two employees are the same pair, whichever of them declared it."""
    one, other, account = row["employee_id"], row["other_employee_id"], row["other_account_id"]
    if other is None:
        return and_(relatives.c.employee_id == one, relatives.c.other_account_id == account)
    return or_(
        and_(relatives.c.employee_id == one, relatives.c.other_employee_id == other),
        and_(relatives.c.employee_id == other, relatives.c.other_employee_id == one),
    )
