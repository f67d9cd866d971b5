"""The first tables, and the triggers that guard the ledger."""

import sqlalchemy as sa
from alembic import op

from workflow.migrations.statements import run_file

revision = "0001"
down_revision = None

# As the tables had them at the time; a migration never reads the tables of today.
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_subject_at", "attempts", ["subject", "at"], unique=False)
    op.create_table(
        "bodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("decree", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("code", name=op.f("uq_bodies_code")),
    )
    op.create_table(
        "case_numbers",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_case_numbers")),
    )
    op.create_table(
        "holidays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
        sa.UniqueConstraint("day", name=op.f("uq_holidays_day")),
    )
    op.create_table(
        "law_texts",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("first_used_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_law_texts")),
    )
    op.create_table(
        "transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", _KEY, nullable=False),
        sa.Column("state", _KEY, nullable=True),
        sa.Column("reached", _KEY, nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("ground", sa.Integer(), nullable=True),
        sa.Column("ballot", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("awaits", sa.String(), nullable=True),
        sa.Column("since", _MOMENT, nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("old_post_id", sa.Integer(), nullable=True),
        sa.Column("new_post_id", sa.Integer(), nullable=True),
        sa.Column("donor_unit_id", sa.Integer(), nullable=True),
        sa.Column("receiving_unit_id", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("decreed_on", sa.Date(), nullable=True),
        sa.Column("binds_employee", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("case_number", name=op.f("uq_transfers_case_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_transfers_donor", "transfers", ["donor_unit_id", "id"], unique=False)
    op.create_index("ix_transfers_employee", "transfers", ["employee_id"], unique=False)
    op.create_index("ix_transfers_new_post", "transfers", ["new_post_id"], unique=False)
    op.create_index("ix_transfers_old_post", "transfers", ["old_post_id"], unique=False)
    op.create_index("ix_transfers_receiving", "transfers", ["receiving_unit_id", "id"], unique=False)
    op.create_index("ix_transfers_state", "transfers", ["state", "id"], unique=False)
    op.create_index(
        "ix_transfers_awaits",
        "transfers",
        ["awaits"],
        unique=False,
        sqlite_where=sa.text("awaits IS NOT NULL"),
        postgresql_where=sa.text("awaits IS NOT NULL"),
    )
    op.create_index(
        "uq_transfers_open_employee",
        "transfers",
        ["employee_id"],
        unique=True,
        sqlite_where=sa.text("binds_employee = 1"),
        postgresql_where=sa.text("binds_employee"),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", _KEY, nullable=False),
        sa.Column("outlying", sa.Boolean(), nullable=False),
        sa.Column("criticality", sa.Numeric(precision=4, scale=3), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )
    op.create_index(op.f("ix_units_parent_id"), "units", ["parent_id"], unique=False)
    op.create_index(op.f("ix_units_path"), "units", ["path"], unique=False)
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("job_class", sa.Integer(), nullable=False),
        sa.Column("need", sa.Integer(), nullable=True),
        sa.Column("min_education", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("reports_to_id", sa.Integer(), nullable=True),
        sa.Column("head", sa.Boolean(), nullable=False),
        sa.Column("bup_group", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["reports_to_id"], ["posts.id"], name=op.f("fk_posts_reports_to_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_posts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("code", name=op.f("uq_posts_code")),
    )
    op.create_index(op.f("ix_posts_reports_to_id"), "posts", ["reports_to_id"], unique=False)
    op.create_index(op.f("ix_posts_unit_id"), "posts", ["unit_id"], unique=False)
    op.create_table(
        "employees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", _KEY, nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("rank_since", sa.Date(), nullable=True),
        sa.Column("education", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("post_since", sa.Date(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_employees_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employees")),
        sa.UniqueConstraint("nip", name=op.f("uq_employees_nip")),
    )
    op.create_index(op.f("ix_employees_name"), "employees", ["name"], unique=False)
    op.create_index(op.f("ix_employees_post_id"), "employees", ["post_id"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_name", _KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("disabled_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_accounts_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("employee_id", name=op.f("uq_accounts_employee_id")),
        sa.UniqueConstraint("user_name", name=op.f("uq_accounts_user_name")),
    )
    op.create_table(
        "discipline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decree", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_discipline_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discipline")),
    )
    op.create_index(op.f("ix_discipline_employee_id"), "discipline", ["employee_id"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("post_name", sa.String(), nullable=False),
        sa.Column("unit_name", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("decree", sa.String(), nullable=True),
        sa.Column("transfer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_history_employee_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_history_post_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_history_transfer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_history_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index("ix_history_employee_since", "history", ["employee_id", "since"], unique=False)
    op.create_index("ix_history_unit", "history", ["unit_id", "since"], unique=False)
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_members_body_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_members_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("body_id", "employee_id", "since", name=op.f("uq_members_body_id_employee_id_since")),
    )
    op.create_index(op.f("ix_members_body_id"), "members", ["body_id"], unique=False)
    op.create_index(op.f("ix_members_employee_id"), "members", ["employee_id"], unique=False)
    op.create_table(
        "performance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("behaviour", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_performance_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance")),
        sa.UniqueConstraint("employee_id", "year", name=op.f("uq_performance_employee_id_year")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint("(employee_id IS NULL) <> (account_id IS NULL)", name=op.f("ck_absences_one_person")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_absences_account_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_absences_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_account_id"), "absences", ["account_id"], unique=False)
    op.create_index(op.f("ix_absences_employee_id"), "absences", ["employee_id"], unique=False)
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("acting", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_delegations_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_index(op.f("ix_delegations_account_id"), "delegations", ["account_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_drafts_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("account_id", "transfer_id", "step", name=op.f("uq_drafts_account_id_transfer_id_step")),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("step", _KEY, nullable=False),
        sa.Column("from_state", _KEY, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", _KEY, nullable=False),
        sa.Column("for_account_id", sa.Integer(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", _KEY, nullable=True),
        sa.Column("reached", _KEY, nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("ground", sa.Integer(), nullable=True),
        sa.Column("ballot", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("awaits", sa.String(), nullable=True),
        sa.Column("since", _MOMENT, nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("old_post_id", sa.Integer(), nullable=True),
        sa.Column("new_post_id", sa.Integer(), nullable=True),
        sa.Column("donor_unit_id", sa.Integer(), nullable=True),
        sa.Column("receiving_unit_id", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("decreed_on", sa.Date(), nullable=True),
        sa.Column("binds_employee", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_entries_account_id")),
        sa.ForeignKeyConstraint(["for_account_id"], ["accounts.id"], name=op.f("fk_entries_for_account_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_entries_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_entries_account_id_key")),
        sa.UniqueConstraint("transfer_id", "number", name=op.f("uq_entries_transfer_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_account", "entries", ["account_id", "id"], unique=False)
    op.create_index("ix_entries_at", "entries", ["at", "id"], unique=False)
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=True),
        sa.Column("granted_at", _MOMENT, nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("ended_ground", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_grants_account_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["accounts.id"], name=op.f("fk_grants_ended_by")),
        sa.ForeignKeyConstraint(["granted_by"], ["accounts.id"], name=op.f("fk_grants_granted_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_grants_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_account_id"), "grants", ["account_id"], unique=False)
    op.create_table(
        "register_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_register_events_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_events")),
        sa.UniqueConstraint("number", name=op.f("uq_register_events_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "relatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("other_employee_id", sa.Integer(), nullable=True),
        sa.Column("other_account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("degree", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(other_employee_id IS NULL) <> (other_account_id IS NULL)", name=op.f("ck_relatives_one_other")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_relatives_employee_id")),
        sa.ForeignKeyConstraint(["other_account_id"], ["accounts.id"], name=op.f("fk_relatives_other_account_id")),
        sa.ForeignKeyConstraint(["other_employee_id"], ["employees.id"], name=op.f("fk_relatives_other_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relatives")),
    )
    op.create_index(op.f("ix_relatives_employee_id"), "relatives", ["employee_id"], unique=False)
    op.create_index(op.f("ix_relatives_other_account_id"), "relatives", ["other_account_id"], unique=False)
    op.create_index(op.f("ix_relatives_other_employee_id"), "relatives", ["other_employee_id"], unique=False)
    op.create_table(
        "security_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("transfer_id", sa.Integer(), nullable=True),
        sa.Column("step", _KEY, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_security_events_account_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_security_events_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_security_events_at", "security_events", ["at", "id"], unique=False)
    op.create_index("ix_security_events_transfer", "security_events", ["transfer_id", "id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sessions_token_hash")),
    )
    op.create_index(op.f("ix_sessions_account_id"), "sessions", ["account_id"], unique=False)
    op.create_table(
        "verifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("transfers", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("first_fault", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_verifications_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifications")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "private_values",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_private_values_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "field", name=op.f("pk_private_values")),
    )
    op.create_table(
        "register_values",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["register_events.id"], name=op.f("fk_register_values_event_id")),
        sa.PrimaryKeyConstraint("event_id", "field", name=op.f("pk_register_values")),
    )
    run_file("0001_guards")
