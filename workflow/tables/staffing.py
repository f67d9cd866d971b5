"""The need for people: the workload of posts, the runs of the analysis with their figures, and the needs they opened.

Runs and their cells are written once. Figures are whole numbers of people, or whole hundredths or millionths, so that
nothing is rounded by the database.
"""

from sqlalchemy import (
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

from workflow.tables.metadata import Exact, Key, Moment, metadata

workload = Table(
    "workload",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("task", String, nullable=False),
    Column("volume", Exact(3), nullable=False),  # a year
    Column("minutes", Exact(3), nullable=False),  # per unit of volume
    Column("until", Date),  # the last day of a temporary load
    Column("reason", String),
    Column("document", String),
    Column("year", Integer),  # of the analysis
    UniqueConstraint("post_id", "task"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("horizon", Integer, nullable=False),  # months
    Column("made_at", Moment, nullable=False),
    Column("account_id", ForeignKey("accounts.id")),  # None: the command line or the clock
    Column("origin", String, nullable=False),  # hand, clock, command
    Column("law", LargeBinary, nullable=False),  # digest of the policy texts
    Column("parameters", Text, nullable=False),  # the dated values that were used, as canonical JSON
    Column("registers_on", Date, nullable=False),  # the day whose registers were read: later than as_of for a past run
    Column("replaces_id", ForeignKey("runs.id"), unique=True),  # the wrong run of the same date and horizon
    Column("reason", String),
    Index("ix_runs_horizon_as_of", "horizon", "as_of", "id"),
    sqlite_autoincrement=True,
)

# The figures of one post in one run; `detail` says whom and what they count, as canonical JSON of ids and days.
cells = Table(
    "cells",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("need_exact", Integer, nullable=False),  # hundredths, half up
    Column("need", Integer, nullable=False),
    Column("need_temporary", Integer, nullable=False),
    Column("temporary_until", Date),
    Column("holders", Integer, nullable=False),
    Column("retiring", Integer, nullable=False),
    Column("leaving", Integer, nullable=False),
    Column("absent", Integer, nullable=False),
    Column("arriving", Integer, nullable=False),
    Column("effective", Integer, nullable=False),
    Column("gap", Integer, nullable=False),
    Column("effectiveness", Integer),  # hundredths, half up
    Column("effectiveness_class", String(1)),
    # millionths
    Column("priority", Integer, nullable=False),
    Column("part_gap", Integer, nullable=False),
    Column("part_criticality", Integer, nullable=False),
    Column("part_retirement", Integer, nullable=False),
    Column("part_outlying", Integer, nullable=False),
    Column("part_age", Integer, nullable=False),
    Column("gap_since", Date),  # the date of the first run of the unbroken row of runs that had the gap
    Column("detail", Text, nullable=False),
    Index("ix_cells_post", "post_id", "run_id"),
)

# One open need per post at a time.
needs = Table(
    "needs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("opened_by", ForeignKey("runs.id"), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_by", ForeignKey("runs.id")),
    Column("closed_on", Date),
    Column("closing", Key),  # met, in_error
    Index("ix_needs_post", "post_id", "id"),
    Index(
        "uq_needs_open_post",
        "post_id",
        unique=True,
        sqlite_where=text("closed_by IS NULL"),
        postgresql_where=text("closed_by IS NULL"),
    ),
    sqlite_autoincrement=True,
)
