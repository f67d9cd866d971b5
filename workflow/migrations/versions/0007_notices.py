"""What is to be told: calls left by acts and by the calendar, and the notices that are made of them and sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# As the tables had them at the time; a migration never reads the tables of today.
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", _KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_calls_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint(
            "transfer_id", "number", "stage", "day", name=op.f("uq_calls_transfer_id_number_stage_day")
        ),
        sqlite_autoincrement=True,
    )
    _index_where("ix_calls_waiting", "calls", ["id"], "answered_at IS NULL")
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", _KEY, nullable=False),
        sa.Column("stage", _KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=False),
        sa.Column("claim", sa.String(), nullable=True),
        sa.Column("claimed_until", _MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("read_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notices_account_id")),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfers.id"], name=op.f("fk_notices_transfer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "account_id",
            "transfer_id",
            "number",
            "about",
            "stage",
            "day",
            name=op.f("uq_notices_account_id_transfer_id_number_about_stage_day"),
        ),
        sa.UniqueConstraint("message_id", name=op.f("uq_notices_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_account", "notices", ["account_id", "id"])
    _index_where("ix_notices_waiting", "notices", ["next_try_at", "id"], "state = 'waiting'")
    _index_where("ix_notices_dead", "notices", ["id"], "state = 'dead'")


def _index_where(name: str, table: str, columns: list[str], condition: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))
