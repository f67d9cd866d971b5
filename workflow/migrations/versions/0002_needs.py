"""What posts require and people can do, the workload, the runs of the needs analysis, and files that wait for a yes."""

import sqlalchemy as sa
from alembic import op

from workflow.migrations.statements import run_file

revision = "0002"
down_revision = "0001"

# As the tables had them at the time; a migration never reads the tables of today.
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_courses_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("code", name=op.f("uq_courses_code")),
    )
    op.create_table(
        "course_levels",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("competence", _KEY, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_levels_course_id")),
        sa.PrimaryKeyConstraint("course_id", "competence", name=op.f("pk_course_levels")),
    )
    op.create_table(
        "standards",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("competence", _KEY, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_standards_post_id")),
        sa.PrimaryKeyConstraint("post_id", "competence", name=op.f("pk_standards")),
    )
    op.create_table(
        "workload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_workload_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workload")),
        sa.UniqueConstraint("post_id", "task", name=op.f("uq_workload_post_id_task")),
    )
    op.create_table(
        "competences",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("competence", _KEY, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_competences_employee_id")),
        sa.PrimaryKeyConstraint("employee_id", "competence", name=op.f("pk_competences")),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_requests_employee_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_requests_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("employee_id", "made_on", name=op.f("uq_requests_employee_id_made_on")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_imports_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("token", name=op.f("uq_imports_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_imports_account_id"), "imports", ["account_id"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("horizon", sa.Integer(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("law", sa.LargeBinary(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("registers_on", sa.Date(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_runs_account_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["runs.id"], name=op.f("fk_runs_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_runs_replaces_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_runs_horizon_as_of", "runs", ["horizon", "as_of", "id"], unique=False)
    op.create_table(
        "cells",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("need_exact", sa.Integer(), nullable=False),
        sa.Column("need", sa.Integer(), nullable=False),
        sa.Column("need_temporary", sa.Integer(), nullable=False),
        sa.Column("temporary_until", sa.Date(), nullable=True),
        sa.Column("holders", sa.Integer(), nullable=False),
        sa.Column("retiring", sa.Integer(), nullable=False),
        sa.Column("leaving", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("arriving", sa.Integer(), nullable=False),
        sa.Column("effective", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Integer(), nullable=False),
        sa.Column("effectiveness", sa.Integer(), nullable=True),
        sa.Column("effectiveness_class", sa.String(length=1), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("part_gap", sa.Integer(), nullable=False),
        sa.Column("part_criticality", sa.Integer(), nullable=False),
        sa.Column("part_retirement", sa.Integer(), nullable=False),
        sa.Column("part_outlying", sa.Integer(), nullable=False),
        sa.Column("part_age", sa.Integer(), nullable=False),
        sa.Column("gap_since", sa.Date(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_cells_post_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_cells_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_cells_unit_id")),
        sa.PrimaryKeyConstraint("run_id", "post_id", name=op.f("pk_cells")),
    )
    op.create_index("ix_cells_post", "cells", ["post_id", "run_id"], unique=False)
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("change", _KEY, nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint("import_id", "key", name=op.f("uq_import_rows_import_id_key")),
    )
    op.create_index("ix_import_rows_change", "import_rows", ["import_id", "change", "id"], unique=False)
    op.create_table(
        "needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing", _KEY, nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["runs.id"], name=op.f("fk_needs_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["runs.id"], name=op.f("fk_needs_opened_by")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_needs_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_needs_post", "needs", ["post_id", "id"], unique=False)
    op.create_index(
        "uq_needs_open_post",
        "needs",
        ["post_id"],
        unique=True,
        sqlite_where=sa.text("closed_by IS NULL"),
        postgresql_where=sa.text("closed_by IS NULL"),
    )
    run_file("0002_guards")
