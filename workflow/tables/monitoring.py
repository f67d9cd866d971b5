"""What monitoring keeps, worked out from the ledgers alone and at any time worked out from them again.

`monitored` has one row for each transfer. `monitored_counts` sums what the rows contribute, so that a page costs as
much over a hundred thousand transfers as over a thousand. Ids, days and counts only.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from workflow.tables.metadata import Key, metadata

monitored = Table(
    "monitored",
    metadata,
    Column("transfer_id", ForeignKey("transfers.id"), primary_key=True),
    Column("number", Integer, nullable=False),  # of the last line that was read
    Column("going_on", Boolean, nullable=False),
    Column("content", Text, nullable=False),  # the summary, as canonical JSON
    Index("ix_monitored_going_on", "going_on", "transfer_id"),
)

# How long each stretch of a transfer lasted that has ended, in working days, so that the longest are found at once.
monitored_spans = Table(
    "monitored_spans",
    metadata,
    Column("transfer_id", ForeignKey("transfers.id"), primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("name", Key, nullable=False),
    Column("year", Integer, nullable=False),  # in which the transfer began
    Column("days", Integer, nullable=False),
    Index("ix_monitored_spans_name", "name", "days", "transfer_id"),
)

# How a candidate of a transfer was last judged by a rule whose value may be tried out; the value is a fraction.
monitored_rules = Table(
    "monitored_rules",
    metadata,
    Column("transfer_id", ForeignKey("transfers.id"), primary_key=True),
    Column("serial", Integer, primary_key=True),  # of the candidate
    Column("rule", Key, primary_key=True),
    Column("verdict", Key, nullable=False),
    Column("numerator", Integer),
    Column("denominator", Integer),
    Column("spared", Boolean, nullable=False),  # met whatever the value
    Column("executed", Boolean, nullable=False),
    Column("due_on", Date),  # the six-month evaluation
    Column("success", Boolean),  # of the six-month evaluation; None as long as there is none
    Index("ix_monitored_rules_rule", "rule", "transfer_id"),
)

monitored_counts = Table(
    "monitored_counts",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("name", Key, primary_key=True),
    Column("cell", Key, primary_key=True),
    Column("number", Integer, nullable=False),
)

# One row: up to which line the ledgers were read, and the digest of what the summaries were made by.
monitored_upto = Table(
    "monitored_upto",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", Integer, nullable=False),
    Column("made_by", LargeBinary, nullable=False),
)
