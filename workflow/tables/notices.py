"""What is to be told: calls, each left by an act or the calendar, and notices, each one thing told to one person.

`workflow.notices` says how the one becomes the other.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from workflow.tables.metadata import Key, Moment, metadata

# A call says that a case waits for somebody; whom, is found out when it is answered.
calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transfer_id", ForeignKey("transfers.id"), nullable=False),
    Column("number", Integer, nullable=False),  # of the line that it stands on: a state entered again calls again
    Column("stage", Key, nullable=False),  # of policies/reminders.toml
    Column("day", Date, nullable=False),  # the due date that it is about; of a new one, the day of the act
    Column("marks", String, nullable=False),  # of a new one: what is waited for since then, as in `awaits`
    Column("made_at", Moment, nullable=False),
    Column("answered_at", Moment),  # when its notices were made
    UniqueConstraint("transfer_id", "number", "stage", "day"),
    Index(
        "ix_calls_waiting",
        "id",
        sqlite_where=text("answered_at IS NULL"),
        postgresql_where=text("answered_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

# state: waiting, sent, dropped (no longer true when it was to be sent), kept (in the list only: no address, or no mail
# server), dead (left to the administrator).
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("transfer_id", ForeignKey("transfers.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("about", Key, nullable=False),  # the step that is awaited; of what is only told, the state
    Column("stage", Key, nullable=False),
    Column("day", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", Key, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Column("claim", String),  # of the worker that is sending it
    Column("claimed_until", Moment),
    Column("error", String),  # what kind of thing went wrong last; never what a server wrote
    Column("message_id", String, nullable=False, unique=True),  # what stands left of the @, the same at every try
    Column("sent_at", Moment),
    Column("read_at", Moment),
    UniqueConstraint("account_id", "transfer_id", "number", "about", "stage", "day"),
    Index("ix_notices_account", "account_id", "id"),
    Index(
        "ix_notices_waiting",
        "next_try_at",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_notices_dead", "id", sqlite_where=text("state = 'dead'"), postgresql_where=text("state = 'dead'")),
    sqlite_autoincrement=True,
)
