"""The trail as rows of a table for another program: plain cells, none of which that program would run."""

from collections.abc import Iterable, Iterator

from policies.model import Procedure, Words
from workflow.audit.reading import TrailLine
from workflow.organisation.calendar import CITY_ZONE

COLUMNS = (
    Words("Waktu (WIB)", "Time (WIB)"),
    Words("Kasus", "Case"),
    Words("Baris", "Line"),
    Words("Langkah", "Step"),
    Words("Pelaku", "Actor"),
    Words("Jabatan", "Post"),
    Words("Mewakili", "Deputy for"),
    Words("Peran", "Role"),
    Words("Tahap sesudahnya", "State afterwards"),
    Words("Syarat terbuka, dikecualikan, atau dijelaskan", "Rules open, waived or justified"),
    Words("Dasar", "Basis"),
    Words("Sidik jari", "Hash"),
)

# Cells that begin like this are formulas to a spreadsheet, whoever typed them.
_RUN = ("=", "+", "-", "@", "\t", "\r")
_EXCEPTIONS = ("open", "waived", "warned")


def table(procedure: Procedure, lines: Iterable[TrailLine], language: str = "id") -> Iterator[tuple[str, ...]]:
    """Give the heading and then one row a line, in Indonesian or ("en") English."""
    yield tuple(words[language] for words in COLUMNS)
    for line in lines:
        yield tuple(guarded(cell) for cell in _cells(procedure, line, language))


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


def _cells(procedure: Procedure, line: TrailLine, language: str) -> tuple[str, ...]:
    shown = line.shown
    told, role = shown.line, procedure.roles.get(shown.line.role)
    state = procedure.states.get(told.state)
    exceptions = [f"{rule} {verdict}" for rule, verdict in sorted(told.verdicts.items()) if verdict in _EXCEPTIONS]
    return (
        told.at.astimezone(CITY_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        line.case_number,
        str(told.number),
        shown.step.label[language],
        shown.who or "",
        shown.title,
        shown.deputy_for or "",
        role.label[language] if role else told.role,
        state.label[language] if state else told.state,
        "; ".join(exceptions),
        shown.step.basis,
        shown.hash.hex(),
    )
