"""One row added or changed by hand, by whoever keeps its register, together with the event of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from policies.model import Words
from workflow.forms import Invalid
from workflow.organisation.editing.shown import Key, Shown, find
from workflow.organisation.editing.telling import subject, told_key
from workflow.organisation.editing.typing import typed
from workflow.organisation.files import Fault
from workflow.organisation.files.kinds import BY_NAME
from workflow.organisation.importing import together
from workflow.organisation.importing.comparing import Compared, Comparison
from workflow.organisation.importing.keepers import keeper_of
from workflow.organisation.importing.staged import SAME, cells_of
from workflow.organisation.importing.writing import Put, Writer
from workflow.organisation.registers.keeping import UNKNOWN, Keeper

KNOWN = Words(
    "Sudah tercatat; buka barisnya untuk mengubahnya.", "This is recorded already; open its row to change it."
)


@dataclass(frozen=True)
class Edited:
    """What an edit came to: the row as it is now, the cells that it replaced by column, and what is worth a look.

    An edit that changed nothing, such as a second click, replaced nothing and is not `new`.
    """

    shown: Shown
    before: Mapping[str, str]
    new: bool = False
    warnings: tuple[Fault, ...] = ()

    @property
    def written(self) -> bool:
        """Say whether anything was written."""
        return self.new or bool(self.before)


class Stale(Exception):
    """The row has changed since the form showed it. Nothing was done; `shown` is the row as it is now."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(shown.kind.name)
        self.shown = shown


def edit(
    engine: Engine,
    name: str,
    key: Key | None,
    cells: Mapping[str, str],
    seen: str,
    account: int | None,
    moment: datetime,
) -> Edited:
    """Add a row of a kind (`key` is None), or change the one of that key; `seen` is the digest of the row shown.

    A column that `cells` leaves out of a known row stays as it is. Raises NotKept, Invalid, Stale.
    """
    kind = BY_NAME[name]
    row, columns = typed(kind, key, cells)
    with keeper_of(engine, name, account, moment) as keeper:
        comparison = Comparison(kind, name, columns, keeper.today)
        known = find(keeper.connection, name, tuple(cells_of(row, map(kind.column, kind.key)).values()))
        if key is not None and known is None:
            raise Invalid({"": UNKNOWN})
        (compared,), warnings = comparison.compare(keeper.connection, [row])
        if known is not None and compared.change == SAME:
            return Edited(known, {})
        if known is not None and key is None:
            raise Invalid({kind.key[-1]: KNOWN})
        if known is not None and known.digest != seen:
            raise Stale(known)
        _check(keeper.connection, comparison, compared)
        return _written(keeper, comparison, compared, known, warnings)


def _check(connection: Connection, comparison: Comparison, compared: Compared) -> None:
    """See that nothing is wrong with the row, neither by itself nor beside its register. Raises Invalid."""
    faults: Sequence[Fault] = compared.faults
    if not faults and comparison.kind.name in together.KINDS:
        faults = list(together.check_together(connection, comparison, [compared.row]))
    if faults:
        errors: dict[str, Words] = {}
        for fault in faults:
            errors.setdefault(fault.column or "", fault.message)
        raise Invalid(errors)


def _written(
    keeper: Keeper, comparison: Comparison, compared: Compared, known: Shown | None, warnings: Sequence[Fault]
) -> Edited:
    kind = comparison.kind
    writer = Writer(keeper, comparison)
    writer.take([Put(compared.row, tuple(compared.before))])
    writer.finish()
    key = tuple(cells_of(compared.row, map(kind.column, kind.key)).values())
    now = find(keeper.connection, kind.name, key)
    if now is None:
        raise LookupError(f"a row of {kind.name} was written and is not there")
    changed = tuple(compared.before) or tuple(name for name, cell in now.cells.items() if cell)
    told = {"new": known is None, "columns": list(changed), **subject(keeper.connection, now)}
    private: dict[str, object] = {"key": told_key(now), "after": {name: now.cells[name] for name in changed}}
    if compared.before:
        private["before"] = dict(compared.before)
    keeper.record(f"edit-{kind.name}", told, private)
    return Edited(now, compared.before, new=known is None, warnings=tuple(warnings))
