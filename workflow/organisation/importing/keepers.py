"""Which register a kind of file belongs to, and the transaction of who may change it; the command line needs nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from workflow.database import writing
from workflow.organisation.registers.keeping import Keeper, keeping
from workflow.register import take_turn

REGISTERS = {
    "units": "organisation",
    "posts": "organisation",
    "workload": "organisation",
    "standards": "organisation",
    "employees": "employees",
    "bodies": "bodies",
    "relatives": "dossiers",
    "discipline": "dossiers",
    "history": "dossiers",
    "absences": "dossiers",
    "performance": "dossiers",
    "competences": "dossiers",
    "requests": "dossiers",
    "courses": "courses",
}


@contextmanager
def keeper_of(engine: Engine, kind: str, account: int | None, moment: datetime) -> Iterator[Keeper]:
    """Open the transaction in which a kind's register may be changed. Raises NotKept; None is the command line."""
    if account is not None:
        with keeping(engine, REGISTERS[kind], account, moment) as keeper:
            yield keeper
        return
    with writing(engine) as connection:
        take_turn(connection)
        yield Keeper(connection, None, None, REGISTERS[kind], moment)
