"""Files that were handed in and wait for a yes: their rows as they were read, and what each would change."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from workflow.tables.metadata import Key, Moment, metadata

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", Key, nullable=False, unique=True),  # what stands in the address of its page
    Column("kind", Key, nullable=False),
    Column("file", String, nullable=False),
    Column("account_id", ForeignKey("accounts.id"), index=True),  # None: the command line
    Column("at", Moment, nullable=False),
    Column("state", Key, nullable=False),  # reading, refused, waiting, taken, dropped
    Column("total", Integer, nullable=False, default=0),
    Column("same", Integer, nullable=False, default=0),
    Column("changed", Integer, nullable=False, default=0),
    Column("added", Integer, nullable=False, default=0),
    Column("refused", Integer, nullable=False, default=0),
    Column("report", Text),  # faults and warnings, as JSON
    sqlite_autoincrement=True,
)

import_rows = Table(
    "import_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("key", Key, nullable=False),
    Column("change", Key, nullable=False),  # same, changed, added
    Column("row", Text, nullable=False),  # what the file says, as JSON
    Column("before", Text),  # what the register says, where the row changes it
    UniqueConstraint("import_id", "key"),
    Index("ix_import_rows_change", "import_id", "change", "id"),
)
