"""What monitoring keeps of each transfer, and the counts over all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# As the tables had them at the time; a migration never reads the tables of today.
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "monitored",
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("going_on", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_monitored_transfer_id")),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_monitored")),
    )
    op.create_index("ix_monitored_going_on", "monitored", ["going_on", "transfer_id"], unique=False)
    _of_one_transfer()
    op.create_table(
        "monitored_counts",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("cell", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", "name", "cell", name=op.f("pk_monitored_counts")),
    )
    upto = op.create_table(
        "monitored_upto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitored_upto")),
    )
    op.bulk_insert(upto, [{"id": 1, "entry": 0, "made_by": b""}])


def _of_one_transfer() -> None:
    op.create_table(
        "monitored_spans",
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("name", _KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_monitored_spans_transfer_id")),
        sa.PrimaryKeyConstraint("transfer_id", "serial", name=op.f("pk_monitored_spans")),
    )
    op.create_index("ix_monitored_spans_name", "monitored_spans", ["name", "days", "transfer_id"], unique=False)
    op.create_table(
        "monitored_rules",
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("rule", _KEY, nullable=False),
        sa.Column("verdict", _KEY, nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("spared", sa.Boolean(), nullable=False),
        sa.Column("executed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("success", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_monitored_rules_transfer_id")),
        sa.PrimaryKeyConstraint("transfer_id", "serial", "rule", name=op.f("pk_monitored_rules")),
    )
    op.create_index("ix_monitored_rules_rule", "monitored_rules", ["rule", "transfer_id"], unique=False)
