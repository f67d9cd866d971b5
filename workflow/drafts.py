"""Drafts: forms that somebody has begun, kept as private rows that only he can read. A draft is no state of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, insert, select

from workflow.database import writing
from workflow.tables import drafts

_LONGEST = 10_000  # characters of one value: more than any field takes, so that nothing typed is lost


@dataclass(frozen=True)
class Place:
    """Where a draft belongs: whose it is, on which case (None: a case that does not exist yet), at which step."""

    account: int
    transfer: int | None
    step: str

    @property
    def row(self) -> ColumnElement[bool]:
        """Find the row of this place."""
        same_case = drafts.c.transfer_id.is_not_distinct_from(self.transfer)
        return and_(drafts.c.account_id == self.account, same_case, drafts.c.step == self.step)


@dataclass(frozen=True)
class Draft:
    """A draft as it was kept last."""

    form: Mapping[str, str]
    saved_at: datetime


def find(connection: Connection, place: Place) -> Draft | None:
    """Give the draft of a place, if there is one."""
    row = connection.execute(select(drafts.c.form, drafts.c.saved_at).where(place.row)).first()
    return Draft(loads(row.form), row.saved_at) if row is not None else None


def keep(engine: Engine, place: Place, form: Mapping[str, str], moment: datetime) -> None:
    """Keep a form in place of the draft before it."""
    text = dumps({name: value[:_LONGEST] for name, value in form.items()}, ensure_ascii=False)
    with writing(engine) as connection:
        connection.execute(delete(drafts).where(place.row))
        connection.execute(
            insert(drafts),
            {
                "account_id": place.account,
                "transfer_id": place.transfer,
                "step": place.step,
                "form": text,
                "saved_at": moment,
            },
        )


def drop(engine: Engine, place: Place) -> None:
    """Forget a draft: its act was carried out, or its owner does not want it any more."""
    with writing(engine) as connection:
        connection.execute(delete(drafts).where(place.row))
