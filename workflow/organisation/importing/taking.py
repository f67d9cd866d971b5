"""Taking an import that waits: everything of it in one transaction, if the registers are as they were when it was read.

If they have moved on, the file is compared with them once more. Where that comes to the same it is taken after all;
where it does not, nothing is done and whoever says yes has to look again.
"""

from datetime import datetime

from sqlalchemy import Connection, Engine, update

from workflow.database import reading
from workflow.organisation.importing.again import look_again
from workflow.organisation.importing.keepers import keeper_of
from workflow.organisation.importing.marks import mark
from workflow.organisation.importing.staged import TAKEN, Import, NotWaiting, find
from workflow.organisation.importing.sweeping import sweep
from workflow.organisation.importing.writing import Progress, write
from workflow.organisation.registers.keeping import Keeper
from workflow.tables import imports

_ATTEMPTS = 3  # a city whose registers change all the time is told so


class Moved(Exception):
    """The registers have changed since the file was read, so it changes something else. Nothing was done: look again.

    `found` is the import as it stands now.
    """

    def __init__(self, found: Import) -> None:
        super().__init__(found.token)
        self.found = found


def take(engine: Engine, token: str, account: int | None, moment: datetime, progress: Progress | None = None) -> Import:
    """Write everything of an import into its register, with the event of it. Raises NotWaiting, NotKept, Moved."""
    for _ in range(_ATTEMPTS):
        with reading(engine) as connection:
            found = _waiting(connection, token, account)
        with keeper_of(engine, found.kind, account, moment) as keeper:
            taken = _taken(keeper, token, account, progress)
        if taken:
            sweep(engine, moment)
            return found
        if look_again(engine, found, moment):
            break
    with reading(engine) as connection:
        raise Moved(find(connection, token) or found)


def _waiting(connection: Connection, token: str, account: int | None) -> Import:
    """Give an import that waits for the yes of who handed it in."""
    found = find(connection, token)
    if found is None or not found.waits or found.account != account:
        raise NotWaiting(token)
    return found


def _taken(keeper: Keeper, token: str, account: int | None, progress: Progress | None) -> bool:
    """Write an import unless the registers have moved since it was read."""
    found = _waiting(keeper.connection, token, account)
    if mark(keeper.connection, found.kind) != found.seen:
        return False
    if found.changes:
        digest = write(keeper, found, progress)
        told = {"import": found.id, "rows": found.total, "added": found.added, "changed": found.changed}
        keeper.record(f"import-{found.kind}", told, {"file": found.file, "digest": digest})
    keeper.connection.execute(update(imports).where(imports.c.id == found.id).values(state=TAKEN))
    return True
