"""A page of a history keeps the end of the temporary load for which its transfer was made."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("history", sa.Column("temporary_until", sa.Date(), nullable=True))
