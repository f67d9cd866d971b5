"""The register of employees and what belongs to a person's file.

A row missing from `discipline` or `relatives` says "none"; one missing from `performance` says "not known".
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from workflow.tables.metadata import Key, metadata

employees = Table(
    "employees",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nip", Key, nullable=False, unique=True),
    Column("name", Key, nullable=False, index=True),
    Column("sex", String(1), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("status", String, nullable=False),  # PNS, CPNS, PPPK
    Column("standing", String, nullable=False),  # AKTIF, CLTN, …, PENSIUN, MENINGGAL, BERHENTI
    Column("rank", String, nullable=False),
    Column("rank_since", Date),
    Column("education", String, nullable=False),
    Column("field", String),
    Column("post_id", ForeignKey("posts.id")),
    Column("post_since", Date),
    Column("email", String),
    Index("ix_employees_post", "post_id", "standing", "birth_date"),  # people are counted from it alone
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False),
    Column("post_id", ForeignKey("posts.id")),
    Column("unit_id", ForeignKey("units.id")),
    Column("post_name", String, nullable=False),
    Column("unit_name", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),  # the first day on which the post was no longer held
    Column("decree", String),
    Column("transfer_id", ForeignKey("transfers.id")),  # the case that opened this row, if one did
    Column("temporary_until", Date),  # the last day of the temporary load for which that case was made, if for one
    Index("ix_history_employee_since", "employee_id", "since"),
    Index("ix_history_unit", "unit_id", "since"),
)

# An absence belongs to an employee, or (the mayor is none) to an account.
absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), index=True),
    Column("account_id", ForeignKey("accounts.id"), index=True),
    Column("kind", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # the last day of the absence
    CheckConstraint("(employee_id IS NULL) <> (account_id IS NULL)", name="one_person"),
)

discipline = Table(
    "discipline",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("decree", String),
)

# Declared family. Kept in both directions is not needed: readers ask both ways.
relatives = Table(
    "relatives",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False, index=True),
    Column("other_employee_id", ForeignKey("employees.id"), index=True),
    Column("other_account_id", ForeignKey("accounts.id"), index=True),
    Column("kind", String, nullable=False),
    Column("degree", Integer, nullable=False),
    CheckConstraint("(other_employee_id IS NULL) <> (other_account_id IS NULL)", name="one_other"),
)

performance = Table(
    "performance",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("employee_id", ForeignKey("employees.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("result", String, nullable=False),  # DI_ATAS, SESUAI, DI_BAWAH
    Column("behaviour", String, nullable=False),
    UniqueConstraint("employee_id", "year"),
)
