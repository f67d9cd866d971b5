"""Plans of moves, their moves, and the transfers that were opened for these."""

import sqlalchemy as sa
from alembic import op

from workflow.migrations.statements import run_file

revision = "0003"
down_revision = "0002"

# As the tables had them at the time; a migration never reads the tables of today.
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("adjusts_id", sa.Integer(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("law", sa.LargeBinary(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("model", sa.LargeBinary(), nullable=False),
        sa.Column("solver", sa.String(), nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("objective", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.BigInteger(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_plans_account_id")),
        sa.ForeignKeyConstraint(["adjusts_id"], ["plans.id"], name=op.f("fk_plans_adjusts_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_plans_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plans_adjusts_id"), "plans", ["adjusts_id"], unique=False)
    op.create_index(op.f("ix_plans_run_id"), "plans", ["run_id"], unique=False)
    op.create_table(
        "plan_moves",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("from_post_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("part_fit", sa.Integer(), nullable=False),
        sa.Column("part_gates", sa.Integer(), nullable=False),
        sa.Column("part_warnings", sa.Integer(), nullable=False),
        sa.Column("part_wish", sa.Integer(), nullable=False),
        sa.Column("part_move", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("needs_first", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_plan_moves_employee_id")),
        sa.ForeignKeyConstraint(["from_post_id"], ["posts.id"], name=op.f("fk_plan_moves_from_post_id")),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_plan_moves_need_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_moves_plan_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_plan_moves_post_id")),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_moves")),
    )
    op.create_table(
        "plan_proposals",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "number"],
            ["plan_moves.plan_id", "plan_moves.number"],
            name=op.f("fk_plan_proposals_plan_id_number"),
        ),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_plan_proposals_transfer_id")),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_plan_proposals")),
    )
    op.create_index(op.f("ix_plan_proposals_transfer_id"), "plan_proposals", ["transfer_id"], unique=False)
    run_file("0003_guards")
