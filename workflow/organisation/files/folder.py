"""A folder of files as the city states it: the rows of every kind, the faults found, and the warnings."""

from dataclasses import dataclass

from policies.model import Words
from workflow.organisation.files.rows import (
    Absence,
    Assessment,
    Course,
    Discipline,
    Employee,
    Performance,
    Post,
    Relative,
    Seat,
    Standard,
    Task,
    Tenure,
    Unit,
    Wish,
)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: file, row as the spreadsheet counts it, column, and what stands there."""

    file: str
    message: Words
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def sentence(self, language: str = "id") -> str:
        """The fault on one line, for a terminal: where, what stands there, what is wrong."""
        row, column = ("row", "column") if language == "en" else ("baris", "kolom")
        place = [self.file]
        if self.row is not None:
            place.append(f"{row} {self.row}")
        if self.column is not None:
            place.append(f"{column} {self.column}")
        standing = "" if self.value is None else f" “{self.value}”"
        return f"{', '.join(place)}:{standing} {self.message[language]}"


@dataclass(frozen=True)
class Folder:
    """Everything that is handed over. The rows may be used only while there are no faults; warnings forbid nothing.

    A person without a row in `discipline` or `relatives` has none; one without a row in `performance` or `competences`
    is not known. Whoever reads the rows must keep the two apart.
    """

    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = ()
    employees: tuple[Employee, ...] = ()
    bodies: tuple[Seat, ...] = ()
    relatives: tuple[Relative, ...] = ()
    discipline: tuple[Discipline, ...] = ()
    history: tuple[Tenure, ...] = ()
    absences: tuple[Absence, ...] = ()
    performance: tuple[Performance, ...] = ()
    requests: tuple[Wish, ...] = ()
    workload: tuple[Task, ...] = ()
    standards: tuple[Standard, ...] = ()
    competences: tuple[Assessment, ...] = ()
    courses: tuple[Course, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
