"""What a plan was found from, so that it can be adjusted; and searches for a plan that are under way."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# As the tables had them at the time; a migration never reads the tables of today.
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "plan_facts",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_facts_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_facts")),
    )
    op.create_table(
        "plan_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", _KEY, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_plan_searches_account_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_searches_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_searches")),
        sa.UniqueConstraint("token", name=op.f("uq_plan_searches_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_searches_account_id"), "plan_searches", ["account_id"], unique=False)
