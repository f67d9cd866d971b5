"""Years of transfers, made from a few real ones: their last lines, copied through the guards, as many as are wanted.

What is under way at one time is bounded by the people there are, so three hundred copies are open, each with a
candidate of its own, whatever the number of those that have ended. One of ten concerns the Puskesmas, however it
ended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from tests.benchmarks.lives import live, make_room
from tests.stories import telling
from tests.stories.town import Town
from workflow.database import reading, writing
from workflow.tables import employees, entries, transfers

OPEN = 300
BATCH = 5_000
FIRST = 1_000_000  # the copies' candidates are numbered from here on

MONDAY, TUESDAY, APRIL = date(2024, 3, 4), date(2024, 3, 5), date(2024, 4, 1)

Line = Mapping[str, Any]


@dataclass
class Archive:
    """A town, the lines that are copied, and how many copies there are."""

    town: Town
    made: int = 0
    ended: list[Line] = field(init=False)
    open: list[Line] = field(init=False)

    def __post_init__(self) -> None:
        make_room(self.town)
        live(self.town, "nurhamidah")
        withdrawn = telling.proposed(self.town, MONDAY, APRIL, employee="togar")
        self.town.act("maslan", "withdraw", TUESDAY, withdrawn, {"reason": "Tidak jadi."})
        proposed = telling.proposed(self.town, MONDAY, APRIL, employee="fitri")
        voting = telling.proposed(self.town, MONDAY, APRIL, employee="ramli")
        telling.consented(self.town, voting, TUESDAY)
        telling.opened(self.town, voting, TUESDAY)
        settled = telling.proposed(self.town, MONDAY, APRIL, employee="saima")
        telling.carried(self.town, settled, TUESDAY)
        telling.recommended(self.town, settled, TUESDAY)
        telling.trained(self.town, settled, TUESDAY)
        self.ended = [self._last("MUT-2024-0001"), self._last(withdrawn)]
        self.open = [self._last(case) for case in (proposed, voting, settled)]

    def _last(self, case: str) -> Line:
        query = select(entries).join(transfers, transfers.c.id == entries.c.transfer_id)
        with reading(self.town.engine) as connection:
            found = connection.execute(query.where(transfers.c.case_number == case).order_by(entries.c.number.desc()))
            return dict(found.mappings().first() or {})

    def grow(self, size: int) -> None:
        """Copy until there are so many."""
        while self.made < size:
            serials = range(self.made, min(self.made + BATCH, size))
            with writing(self.town.engine) as connection:
                connection.execute(insert(employees), list(_people(serials)))
                connection.execute(insert(transfers), [{"case_number": f"COPY-{n:07}"} for n in serials])
                empty = select(transfers.c.id).where(transfers.c.state.is_(None)).order_by(transfers.c.id)
                numbered = zip(connection.scalars(empty).all(), serials, strict=True)
                connection.execute(insert(entries), [self._copy(transfer, n) for transfer, n in numbered])
            self.made = serials.stop

    def _copy(self, transfer: int, n: int) -> Line:
        line = self.open[n % len(self.open)] if n < OPEN else self.ended[n // 10 % len(self.ended)]
        town, here = self.town, n % 10 == 0
        changed = {
            "transfer_id": transfer,
            "number": 1,
            "key": f"copy-{n}",
            "employee_id": FIRST + n,
            "due_on": line["due_on"] and line["due_on"] + timedelta(days=n % 300),
            "receiving_unit_id": town.unit["PKM" if here else "DISHUB"],
            "donor_unit_id": town.unit["RSUD" if here else "DINKES"],
            "new_post_id": FIRST + n,
            "old_post_id": FIRST + n,
        }
        return {name: value for name, value in {**line, **changed}.items() if name != "id"}


def _people(serials: range) -> Iterator[Mapping[str, Any]]:
    """Give each copy a candidate. They hold no post, as if they had been and gone."""
    for n in serials:
        yield {
            "id": FIRST + n,
            "nip": f"19900101{n:06}1901",
            "name": f"Pegawai {n}",
            "sex": "P",
            "birth_date": date(1990, 1, 1),
            "status": "PNS",
            "standing": "AKTIF",
            "rank": "III/c",
            "education": "40",
        }
