"""Two streams beside the ledger: changes of registers (chained), and security events (refusals, sign-ins, reads).

`register_events` is one chain: the first load and every later change of a register stands in it, so that replay has
a beginning. `security_events` are committed apart from what they tell about, so that a refused act leaves a trace.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from workflow.tables.metadata import Key, Moment, metadata

register_events = Table(
    "register_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("kind", Key, nullable=False),  # load, correct-employee, grant, end-grant, absence, body, holiday, …
    Column("account_id", ForeignKey("accounts.id")),  # None: the command line, before anybody had an account
    Column("at", Moment, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

register_values = Table(
    "register_values",
    metadata,
    Column("event_id", ForeignKey("register_events.id"), primary_key=True),
    Column("field", Key, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("value", Text, nullable=False),
)

security_events = Table(
    "security_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", Key, nullable=False),  # refused, overtaken, signed-in, sign-in-failed, read, verified, …
    Column("account_id", ForeignKey("accounts.id")),
    Column("transfer_id", ForeignKey("transfers.id")),
    Column("step", Key),
    Column("detail", Text, nullable=False),  # canonical JSON of ids and rule ids; never a name, a NIP or a free text
    Index("ix_security_events_at", "at", "id"),
    Index("ix_security_events_transfer", "transfer_id", "id"),
    sqlite_autoincrement=True,
)

verifications = Table(
    "verifications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account_id", ForeignKey("accounts.id")),
    Column("operator", String, nullable=False),  # who ran it: the account, or the operating system's user
    Column("result", String, nullable=False),  # clean, tampered, incomplete
    Column("transfers", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("first_fault", Text),
    sqlite_autoincrement=True,
)
