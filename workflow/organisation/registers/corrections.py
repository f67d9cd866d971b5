"""Corrections of the register of employees: a post or a standing that a decree outside of this procedure changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, select, update

from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.people import GONE
from workflow.organisation.registers.keeping import ENDS_EARLY, UNKNOWN, Keeper, keeping
from workflow.register import CORRECTED
from workflow.tables import employees, history, posts, transfers, units

REGISTER = "employees"

STANDINGS = (
    Choice("AKTIF", Words("Aktif", "Active")),
    Choice("CLTN", Words("Cuti di luar tanggungan negara", "Unpaid leave")),
    Choice("DIBERHENTIKAN_SEMENTARA", Words("Diberhentikan sementara", "Suspended")),
    Choice("DIPEKERJAKAN", Words("Dipekerjakan di instansi lain", "Seconded elsewhere")),
    Choice("PENSIUN", Words("Pensiun", "Retired")),
    Choice("MENINGGAL", Words("Meninggal dunia", "Died")),
    Choice("BERHENTI", Words("Berhenti", "Left the service")),
)
BOUND = Words(
    "Pegawai ini terikat usulan mutasi yang berjalan; jabatannya tidak diubah sampai usulan itu selesai.",
    "An open transfer binds this employee; the post does not change until that case has ended.",
)
NOTHING = Words("Isi jabatan atau kedudukan hukum yang berubah.", "Fill in the post or the standing that changes.")

FIELDS = (
    Field("employee", "employee", Words("Pegawai", "Employee")),
    Field("post", "post", Words("Jabatan yang benar", "Correct post"), required=False),
    Field(
        "standing",
        "choice",
        Words("Kedudukan hukum yang benar", "Correct standing"),
        required=False,
        choices=STANDINGS,
    ),
    Field("since", "date", Words("Sejak", "From"), when="past"),
    Field("decree", "text", Words("Nomor keputusan", "Number of the decree")),
    Field("reason", "long", Words("Alasan perbaikan", "Reason for the correction")),
)


@dataclass(frozen=True)
class Correction:
    """A correction that nothing stands against: the employee's row as it is, and the post and standing to come."""

    person: Any
    post: int | None
    standing: str
    values: Mapping[str, Any]

    @property
    def moved(self) -> bool:
        """Say whether the post changes."""
        return bool(self.post != self.person.post_id)

    @property
    def left(self) -> bool:
        """Say whether the employee leaves the service."""
        return _leaves(self.person.standing, self.standing)

    @property
    def back(self) -> bool:
        """Say whether the employee comes back into the service."""
        return _leaves(self.standing, self.person.standing)


def foresee(engine: Engine, account: int, moment: datetime, given: Given) -> Correction:
    """Say what a correction would change, and change nothing. Raises NotKept, Invalid, as the correction would."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        return _judged(keeper, given)


def correct_employee(engine: Engine, account: int, moment: datetime, given: Given) -> None:
    """Correct somebody's post or standing, by a decree. Raises NotKept, Invalid.

    A standing may always change: who retires or dies does so whatever case is open. A post may not, while a case
    binds the employee: its steps were judged by the present one.
    """
    with keeping(engine, REGISTER, account, moment) as keeper:
        correction = _judged(keeper, given)
        _turn_page(keeper, correction)
        person, values = correction.person, correction.values
        told = {"employee": person.id, "old_post": person.post_id, "new_post": correction.post}
        told |= {"old_standing": person.standing, "new_standing": correction.standing}
        keeper.record(CORRECTED, told, {name: values[name] for name in ("since", "decree", "reason")})


def _judged(keeper: Keeper, given: Given) -> Correction:
    """Read a form and see that nothing stands against it."""
    values = keeper.read(FIELDS, given)
    person = _person(keeper, values["employee"])
    post = person.post_id if values["post"] is None else values["post"]
    correction = Correction(person, post, values["standing"] or person.standing, values)
    if (post, correction.standing) == (person.post_id, person.standing):
        raise Invalid({"post": NOTHING})
    if correction.moved:
        _check_post(keeper, person, values)
    if correction.moved or correction.left:
        _check_page(keeper, person.id, values["since"])
    return correction


def _person(keeper: Keeper, number: int) -> Any:
    """Read the employee and take hold of the row, which acts take hold of too."""
    query = select(employees).where(employees.c.id == number)
    if keeper.connection.dialect.name == "postgresql":
        query = query.with_for_update()
    found = keeper.connection.execute(query).first()
    if found is None:
        raise Invalid({"employee": UNKNOWN})
    return found


def _check_post(keeper: Keeper, person: Any, values: Mapping[str, Any]) -> None:
    keeper.row(posts, values["post"], "post")
    bound = select(transfers.c.id).where(transfers.c.employee_id == person.id, transfers.c.binds_employee)
    if keeper.connection.execute(bound).first() is not None:
        raise keeper.refuse(BOUND)
    if person.post_since is not None and values["since"] < person.post_since:
        raise Invalid({"since": ENDS_EARLY})


def _check_page(keeper: Keeper, employee: int, on: date) -> None:
    """See that the page of the history that ends on a day had begun by then."""
    late = _open_page(employee) & (history.c.since > on)
    if keeper.connection.scalar(select(history.c.since).where(late)) is not None:
        raise Invalid({"since": ENDS_EARLY})


def _turn_page(keeper: Keeper, correction: Correction) -> None:
    """Write the corrected row, close the page of the history that ends with it and open the one that begins."""
    person, values = correction.person, correction.values
    begins = correction.moved or correction.back
    row: dict[str, Any] = {"post_id": correction.post, "standing": correction.standing}
    if begins:
        row["post_since"] = values["since"]
    keeper.connection.execute(update(employees).where(employees.c.id == person.id).values(**row))
    if correction.moved or correction.left:
        keeper.connection.execute(update(history).where(_open_page(person.id)).values(until=values["since"]))
    if correction.post is not None and correction.standing not in GONE and begins:
        _open(keeper, person.id, correction.post, values)


def _leaves(before: str, after: str) -> bool:
    return before not in GONE and after in GONE


def _open_page(employee: int) -> ColumnElement[bool]:
    return (history.c.employee_id == employee) & history.c.until.is_(None)


def _open(keeper: Keeper, employee: int, post: int, values: Mapping[str, Any]) -> None:
    query = select(posts.c.name, posts.c.unit_id, units.c.name.label("unit")).join(units, units.c.id == posts.c.unit_id)
    place = keeper.connection.execute(query.where(posts.c.id == post)).one()
    page = {"employee_id": employee, "post_id": post, "unit_id": place.unit_id, "post_name": place.name}
    page |= {"unit_name": place.unit, "since": values["since"], "decree": values["decree"]}
    keeper.insert(history, page)
