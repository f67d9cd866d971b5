"""Accounts, what they may act as (grants), who stands in for whom (delegations), and how they sign in."""

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
)

from workflow.tables.metadata import Key, Moment, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_name", Key, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False, default=""),  # "Wali Kota": only for who holds no post in the register
    Column("employee_id", ForeignKey("employees.id"), unique=True),
    Column("password_hash", String),  # Argon2id; None = cannot sign in with a password
    Column("disabled_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("language", String),
    Column("theme", String),
)

# A grant ends; it is never deleted. Offices that follow from the register (unit heads, supervisors, peers,
# members of the body) are not granted.
grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("unit_id", ForeignKey("units.id")),  # the unit and those below it; None = the whole city
    Column("since", Date, nullable=False),
    Column("until", Date),  # the first day on which the grant no longer holds
    Column("ground", String, nullable=False),
    Column("granted_by", ForeignKey("accounts.id")),
    Column("granted_at", Moment, nullable=False),
    Column("ended_by", ForeignKey("accounts.id")),
    Column("ended_at", Moment),
    Column("ended_ground", String),
)

# A written delegation of an office (ppk, head_bkpsdm). An acting official (Plt, Plh) is recorded as what he is
# and may not decide: R-SK-02, R-PLT-02.
delegations = Table(
    "delegations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("office", String, nullable=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("instrument", String, nullable=False),
    Column("acting", Boolean, nullable=False, default=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),  # the last day
    Column("ended_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),  # SHA-256; the token itself is only in the cookie
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

# Failed sign-ins, by account name and by address (both as keyed hashes: a mistyped name may be a password).
attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attempts_subject_at", "subject", "at"),
)

# A draft is a private form row, never a state of a transfer. Only its owner can read it.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("transfer_id", ForeignKey("transfers.id")),
    Column("step", String, nullable=False),
    Column("form", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("account_id", "transfer_id", "step"),
)
