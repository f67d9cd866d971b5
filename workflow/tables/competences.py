"""What posts require and what people can do: courses, standards, assessed competences, and wishes to move.

A competence without a row was never assessed. What a plan or a case refers to is ended, never deleted.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from workflow.tables.metadata import Key, metadata

courses = Table(
    "courses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Key, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("hours", Integer, nullable=False),  # lesson hours (JP)
    Column("unit_id", ForeignKey("units.id")),  # who holds it
    Column("until", Date),
)

# What a course raises a competence to.
course_levels = Table(
    "course_levels",
    metadata,
    Column("course_id", ForeignKey("courses.id"), primary_key=True),
    Column("competence", Key, primary_key=True),
    Column("level", Integer, nullable=False),
)

standards = Table(
    "standards",
    metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("competence", Key, primary_key=True),
    Column("level", Integer, nullable=False),
)

competences = Table(
    "competences",
    metadata,
    Column("employee_id", ForeignKey("employees.id"), primary_key=True),
    Column("competence", Key, primary_key=True),
    Column("level", Integer, nullable=False),
    Column("assessed_on", Date, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("letter", String, nullable=False),
    Column("unit_id", ForeignKey("units.id")),  # where to; None = wherever
    Column("category", String),  # to a post of which category; None = any
    Column("until", Date),  # the day on which it was fulfilled or taken back
    UniqueConstraint("employee_id", "made_on"),
)
