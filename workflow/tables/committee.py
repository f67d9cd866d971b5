"""The review body (TPK or Baperjakat): its decree, its term and its members as the decree lists them."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, UniqueConstraint

from workflow.tables.metadata import Key, metadata

bodies = Table(
    "bodies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Key, nullable=False, unique=True),
    Column("type", String, nullable=False),  # TPK, BAPERJAKAT
    Column("decree", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # the last day of the term
)

members = Table(
    "members",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body_id", ForeignKey("bodies.id"), nullable=False, index=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False, index=True),
    Column("office", String, nullable=False),  # chair, vice_chair, secretary, member
    Column("votes", Boolean, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),  # the first day on which the person is no longer a member
    UniqueConstraint("body_id", "employee_id", "since"),
)
