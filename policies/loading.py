"""The strict loader: policy files in, a checked Procedure out, or a list of everything that is wrong.

The files only name things; they never combine, negate or compute. Whatever the loader does not know it refuses,
naming the file and the place, so that a slip of the pen stops the start-up instead of opening a door.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from policies.checking import check
from policies.instruments import fields_of, read_instrument
from policies.model import (
    AnalysisReader,
    Choice,
    Competence,
    DossierReader,
    Due,
    Field,
    Procedure,
    Reader,
    Register,
    Role,
    Rule,
    State,
    Step,
)
from policies.reading_files import LawError, Row
from policies.reminding import read_reminder, read_stage

TABLES = (
    "state",
    "step",
    "rule",
    "role",
    "reader",
    "analysis_reader",
    "dossier_reader",
    "register",
    "competence",
    "reminder_stage",
    "reminder",
)


def shipped_files() -> dict[str, str]:
    """Give the policy files that came with this release, by name."""
    folder = resources.files("policies")
    return {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml")}


@cache
def current() -> Procedure:
    """Give the procedure of this release."""
    return load(shipped_files())


@cache
def recorded(text: bytes) -> Procedure:
    """Give the procedure out of a text that a ledger kept (see `Procedure.text`). Raises LawError.

    It was checked when it was in force; what this release knows of rules and their parameters is no measure for it.
    """
    faults: list[str] = []
    procedure, _ = _read(json.loads(text), faults)
    if faults:
        raise LawError(faults)
    return procedure


def load(files: Mapping[str, str]) -> Procedure:
    """Read policy files (name → TOML text) into a checked procedure.

    Raises LawError with every fault found, each with its file and place.
    """
    faults: list[str] = []
    procedure, homes = _read(files, faults)
    faults.extend(_at_home(fault, homes) for fault in check(procedure))
    if faults:
        raise LawError(faults)
    return procedure


def _read(files: Mapping[str, str], faults: list[str]) -> tuple[Procedure, Mapping[str, str]]:
    """Read policy files into a procedure, and tell in which file each thing stands; faults of the rows are noted."""
    tops = {name: Row(name, _parse(name, text, faults), faults) for name, text in sorted(files.items())}
    rows = {table: [row for top in tops.values() for row in top.rows(table)] for table in TABLES}
    instrument = read_instrument(tops.get("instrument.toml", Row("instrument.toml", {}, faults)))
    conflicted = tops.get("readers.toml", Row("readers.toml", {}, faults)).row("conflicted_member")
    text = json.dumps(dict(sorted(files.items())), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    homes: dict[str, str] = {}
    procedure = Procedure(
        states=_named("state", rows, _state, homes, faults),
        steps=_named("step", rows, lambda row: _step(row, instrument), homes, faults),
        rules=_named("rule", rows, _rule, homes, faults),
        roles=_named("role", rows, _role, homes, faults),
        readers=_named("reader", rows, _reader, homes, faults),
        analysis_readers=_named("analysis_reader", rows, _analysis_reader, homes, faults),
        dossier_readers=_named("dossier_reader", rows, _dossier_reader, homes, faults),
        registers=_named("register", rows, _register, homes, faults),
        competences=_named("competence", rows, _competence, homes, faults),
        reminder_stages=_named("reminder_stage", rows, read_stage, homes, faults),
        reminders=_named("reminder", rows, read_reminder, homes, faults),
        conflicted_member_hides=frozenset(conflicted.names("hides", needed=True)),
        instrument=instrument,
        text=text,
        digest=hashlib.sha256(text).digest(),
    )
    conflicted.done()
    for top in tops.values():
        top.done()
    return procedure, homes


def _parse(name: str, text: str, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{name}: {error}")
        return {}


def _named(
    table: str, rows: Mapping[str, list[Row]], build: Callable[[Row], Any], homes: dict[str, str], faults: list[str]
) -> dict[str, Any]:
    """Build what one kind of table holds, by name, and note in `homes` in which file each thing stands."""
    found: dict[str, Any] = {}
    for row in rows[table]:
        thing = build(row)
        name = getattr(thing, _KEYS.get(table, "name"))
        if name in found:
            faults.append(f"{row.place}: {table} {name!r} is defined twice, first in {homes[f'{table} {name}']}")
        found[name] = thing
        homes.setdefault(f"{table} {name}", row.file)
    return found


_KEYS = {"rule": "id", "reader": "role", "analysis_reader": "role", "dossier_reader": "role", "competence": "code"}


def _at_home(fault: str, homes: Mapping[str, str]) -> str:
    """Put the file before a fault that names a state, step, rule, role or reader."""
    file = homes.get(fault.partition(":")[0].partition(",")[0])
    return f"{file}: {fault}" if file else fault


def _state(row: Row) -> State:
    state = State(
        name=row.need("name", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        plain=row.words("plain"),  # type: ignore[arg-type]  # as above
        order=row.may("order", int, None),
        closed=row.may("closed", bool, False),
        binds=row.may("binds", bool, False),
        reserves=row.may("reserves", bool, False),
        round=row.may("round", int, None),
    )
    row.done()
    return state


def _step(row: Row, instrument: Any) -> Step:
    used = row.may("instrument", str, None)
    fields = tuple(_field(each) for each in row.rows("field"))
    step = Step(
        name=row.need("name", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        done=row.words("done"),  # type: ignore[arg-type]  # as above
        sources=row.names("from", needed=True),
        to=row.need("to", str),
        by=row.names("by", needed=True),
        provided=row.names("provided"),
        basis=row.need("basis", str),
        fields=(fields_of(instrument, used) if used else ()) + fields,
        records_gates=_records_gates(row),
        concurrent=row.may("concurrent", bool, False),
        ground=row.may("ground", bool, False),
        claims=row.may("claims", bool, False),
        shows=row.may("shows", str, None),
        awaited=row.may("awaited", str, None),
        awaited_if=row.names("awaited_if"),
        due=_due(row),
        instrument=used,
    )
    row.done()
    return step


def _records_gates(row: Row) -> bool:
    said = row.may("gates", str, None)
    if said not in (None, "record"):
        row.fault(f"gates is record or missing, not {said!r}")
    return bool(said == "record")


def _due(row: Row) -> Due | None:
    raw = row.may("due", dict, None)
    if raw is None:
        return None
    inner = Row(f"{row.place}, due", raw, row._faults)
    due = Due(inner.need("from", str), inner.may("working_days", int, 0))
    inner.done()
    return due


def _field(row: Row) -> Field:
    found = Field(
        name=row.need("name", str),
        kind=row.need("kind", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        help=row.words("help", needed=False),
        required=row.may("required", bool, True),
        choices=tuple(_choice(each) for each in row.rows("choices")),
        when=row.may("when", str, None),
        reads=row.may("reads", str, None),
        most=row.may("most", int, 0),
    )
    row.done()
    return found


def _choice(row: Row) -> Choice:
    value = row.need("value", str)
    words = row.rest()
    label = Row(row.place, {"label": words}, row._faults).words("label")
    return Choice(value, label)  # type: ignore[arg-type]  # needed words are never None


def _rule(row: Row) -> Rule:
    rule = Rule(
        id=row.need("id", str),
        sentence=row.words("sentence"),  # type: ignore[arg-type]  # needed words are never None
        kind=row.need("kind", str),
        basis=row.need("basis", str),
        confidence=row.need("confidence", str),
        unmet=row.words("unmet", needed=False),
        value=row.words("value", needed=False),
        waived_by=row.may("waived_by", str, None),
        sensitive=row.may("sensitive", bool, False),
        from_case=row.may("from_case", bool, False),
        names_others=row.may("names_others", bool, False),
        of_form=row.may("of_form", bool, False),
        asks=row.may("asks", dict, {}),
        parameters=tuple(_parameters(each) for each in row.rows("parameters")),
    )
    row.done()
    return rule


def _parameters(row: Row) -> tuple[date, Mapping[str, Any]]:
    valid_from = row.need("valid_from", date) or date.min
    return valid_from, row.rest()


def _role(row: Row) -> Role:
    role = Role(
        name=row.need("name", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        kind=row.need("kind", str),
        scope=row.may("scope", str, None),
        office=row.may("office", bool, False),
        seats=row.names("seats"),
    )
    row.done()
    return role


def _register(row: Row) -> Register:
    register = Register(
        name=row.need("name", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        by=row.names("by", needed=True),
        basis=row.need("basis", str),
        read_by=row.names("read_by"),
    )
    row.done()
    return register


def _competence(row: Row) -> Competence:
    competence = Competence(
        code=row.need("code", str),
        label=row.words("label"),  # type: ignore[arg-type]  # needed words are never None
        group=row.words("group"),  # type: ignore[arg-type]  # as above
        basis=row.need("basis", str),
        series=row.may("series", bool, False),
    )
    row.done()
    return competence


def _reader(row: Row) -> Reader:
    reader = Reader(row.need("role", str), row.need("from", str), frozenset(row.names("hides")))
    row.done()
    return reader


def _analysis_reader(row: Row) -> AnalysisReader:
    reader = AnalysisReader(row.need("role", str), frozenset(row.names("allows")))
    row.done()
    return reader


def _dossier_reader(row: Row) -> DossierReader:
    reads = frozenset(row.names("reads", needed=True))
    reader = DossierReader(row.need("role", str), row.need("within", str), reads, row.need("basis", str))
    row.done()
    return reader
