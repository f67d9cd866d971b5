"""The ledger: entries are only ever inserted, and the database itself copies each one's head into `transfers`.

`HEAD` names the columns that stand both in `entries` (as the line wrote them) and in `transfers` (as the last line
left them). A trigger copies them on insert; a guard refuses every other write. Rows of `transfers` start empty.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from workflow.tables.metadata import Key, Moment, metadata


def _head_columns() -> list[Column[object]]:
    """Make the head's columns afresh, since a Column belongs to one table."""
    return [
        Column("state", Key),
        Column("reached", Key),  # the furthest ordinary state of the case's whole life: who may read it
        Column("number", Integer),  # of the last line
        Column("ground", Integer),  # of the line that last changed state or candidate, or opened or closed a ballot
        Column("ballot", String),  # open, carried, lost, tie, void; None = none since the last proposal
        Column("due_on", Date),
        Column("awaits", String),  # names of the steps waited for, each between spaces: " donor-answer waive-gate "
        Column("since", Moment),  # since when these are waited for
        Column("kind", String),  # INTRA, INTRA_REQ
        Column("employee_id", Integer),
        Column("old_post_id", Integer),
        Column("new_post_id", Integer),
        Column("donor_unit_id", Integer),
        Column("receiving_unit_id", Integer),
        Column("planned_on", Date),  # from the decree on: its effective date
        Column("decreed_on", Date),
        Column("binds_employee", Boolean),
    ]


HEAD = tuple(column.name for column in _head_columns())

transfers = Table(
    "transfers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_number", Key, nullable=False, unique=True),  # MUT-2026-0147: what people say
    *_head_columns(),
    Index("ix_transfers_state", "state", "id"),
    Index("ix_transfers_receiving", "receiving_unit_id", "id"),
    Index("ix_transfers_donor", "donor_unit_id", "id"),
    Index("ix_transfers_employee", "employee_id"),
    Index("ix_transfers_new_post", "new_post_id"),
    Index("ix_transfers_old_post", "old_post_id"),
    Index(
        "ix_transfers_awaits",
        "awaits",
        sqlite_where=text("awaits IS NOT NULL"),
        postgresql_where=text("awaits IS NOT NULL"),
    ),
    Index(
        "uq_transfers_open_employee",
        "employee_id",
        unique=True,
        sqlite_where=text("binds_employee = 1"),  # as SQLAlchemy asks for it
        postgresql_where=text("binds_employee"),
    ),
    sqlite_autoincrement=True,
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transfer_id", ForeignKey("transfers.id"), nullable=False),
    Column("step", Key, nullable=False),
    Column("from_state", Key, nullable=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("role", Key, nullable=False),
    Column("for_account_id", ForeignKey("accounts.id")),  # the holder, when a deputy acted
    Column("at", Moment, nullable=False),
    Column("key", Key, nullable=False),  # the one-time key of the form
    Column("bytes", LargeBinary, nullable=False),  # canonical; everything above and below is copied from it
    Column("hash", LargeBinary, nullable=False),  # SHA-256 of the bytes, in which the previous hash stands
    *_head_columns(),
    UniqueConstraint("transfer_id", "number"),
    UniqueConstraint("account_id", "key"),
    Index("ix_entries_account", "account_id", "id"),
    Index("ix_entries_at", "at", "id"),
    sqlite_autoincrement=True,
)

# What must be erasable one day stands here; the entry's bytes hold only HMAC-SHA256(salt, field ‖ 0x00 ‖ value).
private_values = Table(
    "private_values",
    metadata,
    Column("entry_id", ForeignKey("entries.id"), primary_key=True),
    Column("field", Key, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("value", Text, nullable=False),  # canonical JSON
)

# Each text of the law, once per digest, so that replay judges a line by the law of its day.
law_texts = Table(
    "law_texts",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("text", LargeBinary, nullable=False),
    Column("release", String, nullable=False),
    Column("first_used_at", Moment, nullable=False),
)

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
