"""Review bodies: the decree that forms one, its term, and its members as the decree lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, or_, select, update

from policies.loading import current
from policies.model import Choice, Field, Words
from workflow.forms import Given, Invalid
from workflow.organisation.registers.keeping import BEFORE_TODAY, ENDED, ENDS_EARLY, Keeper, keeping
from workflow.tables import bodies, employees, members

REGISTER = "bodies"
SEATS = 11  # rows of the form: nine voters at most, and room for a secretary who does not vote

OFFICES = (
    Choice("chair", Words("Ketua", "Chair")),
    Choice("vice_chair", Words("Wakil ketua", "Vice-chair")),
    Choice("secretary", Words("Sekretaris", "Secretary")),
    Choice("member", Words("Anggota", "Member")),
)
TYPES = (
    Choice("TPK", Words("Tim Penilai Kinerja (TPK)", "Performance appraisal team (TPK)")),
    Choice("BAPERJAKAT", Words("Baperjakat", "Posts and ranks advisory board (Baperjakat)")),
)

TAKEN = Words("Kode ini sudah dipakai.", "This code is taken.")
NEEDED = Words("Ketua dan sekretaris wajib ada, masing-masing satu.", "One chair and one secretary are needed.")
ONCE = Words("Jabatan ini sudah ada pemangkunya.", "Somebody holds this office already.")
TWICE = Words("Pegawai ini sudah tercantum.", "This employee is listed already.")
VOTERS = Words(
    "Jumlah pemberi suara harus ganjil dan dalam batas yang ditetapkan.",
    "The number of voters must be odd and within the limits that are set.",
)
HALF = Words("Isi pegawai dan kedudukannya.", "Fill in both the employee and the office.")
OVER = Words("Masa tim ini sudah berakhir.", "The committee's term has ended.")
OUTSIDE = Words("Di luar masa tim.", "Outside the committee's term.")


def _seat_fields(suffix: str, *, required: bool) -> tuple[Field, ...]:
    return (
        Field(f"employee{suffix}", "employee", Words("Pegawai", "Employee"), required=required),
        Field(f"office{suffix}", "choice", Words("Kedudukan", "Office"), choices=OFFICES, required=required),
        Field(f"votes{suffix}", "flag", Words("Memberi suara", "Votes"), required=False),
    )


FIELDS = (
    Field("code", "text", Words("Kode tim", "Code")),
    Field("type", "choice", Words("Jenis tim", "Kind"), choices=TYPES),
    Field("decree", "text", Words("Nomor keputusan pembentukan", "Number of the decree")),
    Field("since", "date", Words("Berlaku sejak", "From")),
    Field("until", "date", Words("Sampai dengan", "Until"), help=Words("Hari terakhir.", "The last day.")),
    *(field for seat in range(1, SEATS + 1) for field in _seat_fields(f"_{seat}", required=False)),
)
JOIN_FIELDS = (
    *_seat_fields("", required=True),
    Field("since", "date", Words("Sejak", "From")),
    Field("decree", "text", Words("Nomor keputusan perubahan", "Number of the amending decree")),
)
LEAVE_FIELDS = (
    Field("on", "date", Words("Bukan anggota lagi sejak", "No longer a member from")),
    Field("decree", "text", Words("Nomor keputusan perubahan", "Number of the amending decree")),
)


@dataclass(frozen=True)
class _Seat:
    row: int
    employee: int
    office: str
    votes: bool


def set_up(engine: Engine, account: int, moment: datetime, given: Given) -> int:
    """Record a new body with its members and give its number. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(FIELDS, given)
        seats = _seats(values)
        _check_body(keeper, values)
        _check_seats(keeper, seats)
        return _form(keeper, values, seats)


def _form(keeper: Keeper, values: dict[str, Any], seats: Sequence[_Seat]) -> int:
    row = {name: values[name] for name in ("code", "type", "decree", "since", "until")}
    number = keeper.insert(bodies, row)
    start = {"body_id": number, "since": values["since"]}
    listed = [{"employee_id": seat.employee, "office": seat.office, "votes": seat.votes, **start} for seat in seats]
    keeper.connection.execute(insert(members), listed)
    told = {"body": number, "type": values["type"], "since": values["since"], "until": values["until"]}
    told["members"] = [[seat.employee, seat.office, seat.votes] for seat in seats]
    keeper.record("body", told, {"code": values["code"], "decree": values["decree"]})
    return number


def _seats(values: dict[str, Any]) -> list[_Seat]:
    """Take the rows that were filled in. Raises Invalid for one that is filled in by half."""
    seats = []
    for row in range(1, SEATS + 1):
        employee, office = values[f"employee_{row}"], values[f"office_{row}"]
        if (employee is None) != (office is None):
            raise Invalid({f"employee_{row}": HALF})
        if employee is not None:
            seats.append(_Seat(row, employee, office, bool(values[f"votes_{row}"])))
    return seats


def _check_body(keeper: Keeper, values: dict[str, Any]) -> None:
    if keeper.connection.scalar(select(bodies.c.id).where(bodies.c.code == values["code"])) is not None:
        raise Invalid({"code": TAKEN})
    if values["since"] < keeper.today:
        raise Invalid({"since": BEFORE_TODAY})
    if values["until"] < values["since"]:
        raise Invalid({"until": ENDS_EARLY})


def _check_seats(keeper: Keeper, seats: Sequence[_Seat]) -> None:
    """Refuse a composition that the law does not allow: R-COM-03, and one chair and one secretary."""
    seen: set[int] = set()
    for seat in seats:
        keeper.row(employees, seat.employee, f"employee_{seat.row}")
        if seat.employee in seen:
            raise Invalid({f"employee_{seat.row}": TWICE})
        seen.add(seat.employee)
    offices = [seat.office for seat in seats]
    if offices.count("chair") != 1 or offices.count("secretary") != 1 or offices.count("vice_chair") > 1:
        raise Invalid({"office_1": NEEDED})
    limits = current().rules["R-COM-03"].on(keeper.today)
    voters = sum(seat.votes for seat in seats)
    if voters % 2 == 0 or not limits["minimum"] <= voters <= limits["maximum"]:
        raise Invalid({"votes_1": VOTERS})


def join(engine: Engine, account: int, moment: datetime, body: int, given: Given) -> int:
    """Let somebody become a member of a body and give the membership's number. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        values = keeper.read(JOIN_FIELDS, given)
        _check_joining(keeper, body, values)
        row = {"body_id": body, "employee_id": values["employee"], "office": values["office"]}
        row |= {"votes": bool(values["votes"]), "since": values["since"]}
        number = keeper.insert(members, row)
        told = {"member": number, "body": body, "employee": values["employee"], "office": values["office"]}
        told |= {"votes": bool(values["votes"]), "since": values["since"]}
        keeper.record("member", told, {"decree": values["decree"]})
        return number


def _check_joining(keeper: Keeper, body: int, values: dict[str, Any]) -> None:
    formed = keeper.row(bodies, body, "body")
    keeper.row(employees, values["employee"], "employee")
    if formed.until < keeper.today:
        raise Invalid({"body": OVER})
    if values["since"] < keeper.today:
        raise Invalid({"since": BEFORE_TODAY})
    if not formed.since <= values["since"] <= formed.until:
        raise Invalid({"since": OUTSIDE})
    still = or_(members.c.until.is_(None), members.c.until > values["since"])
    sitting = keeper.connection.execute(select(members).where(members.c.body_id == body, still)).all()
    if any(member.employee_id == values["employee"] for member in sitting):
        raise Invalid({"employee": TWICE})
    if values["office"] != "member" and any(member.office == values["office"] for member in sitting):
        raise Invalid({"office": ONCE})


def leave(engine: Engine, account: int, moment: datetime, member: int, given: Given) -> None:
    """Let a membership end from a day on, today at the earliest. Raises NotKept, Invalid."""
    with keeping(engine, REGISTER, account, moment) as keeper:
        sitting = keeper.row(members, member, "member")
        values = keeper.read(LEAVE_FIELDS, given)
        if sitting.until is not None:
            raise Invalid({"member": ENDED})
        if values["on"] < keeper.today:
            raise Invalid({"on": BEFORE_TODAY})
        keeper.connection.execute(update(members).where(members.c.id == member).values(until=values["on"]))
        keeper.record("end-member", {"member": member, "until": values["on"]}, {"decree": values["decree"]})
