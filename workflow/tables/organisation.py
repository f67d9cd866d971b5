"""Units and posts: the approved map of the city, and the days on which it rests."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    String,
    Table,
    UniqueConstraint,
)

from workflow.tables.metadata import Key, metadata

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Key, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("parent_id", ForeignKey("units.id"), index=True),
    # "/1/7/23/": the ids from the root down to the unit itself, so that "the unit and below" is one LIKE.
    Column("path", Key, nullable=False, index=True),
    Column("outlying", Boolean, nullable=False, default=False),
    Column("criticality", Numeric(4, 3, asdecimal=True)),
    Column("latitude", Numeric(9, 6)),
    Column("longitude", Numeric(9, 6)),
    Column("until", Date),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Key, nullable=False, unique=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("category", String, nullable=False),
    Column("job_class", Integer, nullable=False),
    Column("need", Integer),  # the approved formation, in people; None = no approved formation
    Column("min_education", String, nullable=False),
    Column("fields", String, nullable=False, default=""),
    Column("critical", Boolean, nullable=False, default=False),
    Column("reports_to_id", ForeignKey("posts.id"), index=True),
    Column("head", Boolean, nullable=False, default=False),  # leads its unit
    Column("bup_group", String),
    Column("until", Date),
)

holidays = Table(
    "holidays",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("works", Boolean, nullable=False),  # False: the city rests; True: it works although the calendar says rest
    Column("name", String, nullable=False),
    UniqueConstraint("day"),
)
