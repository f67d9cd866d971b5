"""Checks on review bodies: on every day of its term a body has a chair, a secretary and an odd number of voters."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from workflow.organisation.files.folder import Fault
from workflow.organisation.files.handed import Handed
from workflow.organisation.files.rows import Seat


def body_faults(handed: Handed) -> Iterator[Fault]:
    """Faults of each body, judged on every day on which somebody joins or leaves; each kind of fault once."""
    by_code: dict[str, list[Seat]] = {}
    for seat in handed.rows("bodies"):
        if seat.since <= seat.until:
            by_code.setdefault(seat.code, []).append(seat)
    for seats in by_code.values():
        yield from _one_decree(handed, seats)
        told: set[str] = set()
        for day in _turning_days(seats):
            for fault in _sitting(handed, [seat for seat in seats if seat.since <= day <= seat.until], day):
                if fault.column not in told or fault.column == "nip":
                    told.add(fault.column or "")
                    yield fault


def _one_decree(handed: Handed, seats: list[Seat]) -> Iterator[Fault]:
    first = seats[0]
    named = handed.named(first)
    for column in ("type", "decree"):
        for seat in seats[1:]:
            if getattr(seat, column) != getattr(first, column):
                yield handed.fault(
                    "bodies",
                    seat,
                    column,
                    f"Berbeda dengan {named.id} dari tim yang sama.",
                    f"Differs from {named.en} of the same body.",
                )


def _turning_days(seats: list[Seat]) -> list[date]:
    days = {seat.since for seat in seats} | {seat.until + timedelta(days=1) for seat in seats}
    return sorted(day for day in days if any(seat.since <= day <= seat.until for seat in seats))


def _sitting(handed: Handed, seats: list[Seat], day: date) -> Iterator[Fault]:
    """What is wrong with the body as it sits on that day."""
    first = next((seat for seat in seats if seat.line), seats[0])
    voters = sum(seat.votes for seat in seats)
    if voters % 2 == 0:
        yield handed.fault(
            "bodies",
            first,
            "votes",
            f"Jumlah anggota bersuara pada {day} adalah {voters}; harus ganjil.",
            f"On {day} the number of voters is {voters}; it must be odd.",
        )
    offices = Counter(seat.office for seat in seats)
    for office in ("chair", "secretary"):
        if offices[office] != 1:
            yield handed.fault(
                "bodies",
                first,
                "office",
                f"Pada {day} tim mempunyai {offices[office]} {office}; harus satu.",
                f"On {day} the body has {offices[office]} {office}; it must be one.",
            )
    people = Counter(seat.nip for seat in seats)
    for seat in seats:
        if people[seat.nip] > 1 and seat.since == day:
            yield handed.fault(
                "bodies",
                seat,
                "nip",
                f"Orang ini duduk dua kali dalam tim pada {day}.",
                f"On {day} this person sits twice in the body.",
            )
