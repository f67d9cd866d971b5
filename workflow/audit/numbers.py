"""Case numbers: each year counts from one without a gap, so a case that vanished with all its lines is missed."""

import re

from sqlalchemy import Connection, select

from workflow.audit.report import NUMBERS, Report
from workflow.audit.rows import streamed
from workflow.tables import case_numbers, transfers

_NUMBER = re.compile(r"MUT-(\d{4})-(\d{4,9})")


def check_numbers(connection: Connection, report: Report) -> None:
    """See that every number that was given still has its case, and that no case has a number nobody gave."""
    counters = connection.execute(select(case_numbers.c.year, case_numbers.c.last).order_by(case_numbers.c.year))
    given = {row.year: bytearray(row.last) for row in counters}
    for (name,) in streamed(connection, select(transfers.c.case_number)):
        found = _NUMBER.fullmatch(name)
        year, serial = (int(found[1]), int(found[2])) if found else (0, 0)
        if 1 <= serial <= len(given.get(year, b"")):
            given[year][serial - 1] = True
        else:
            report.fault("number", NUMBERS, detail=name)
    for year, seen in given.items():
        for serial in (place + 1 for place, there in enumerate(seen) if not there):
            report.fault("number", NUMBERS, detail=f"MUT-{year}-{serial:04d}")
