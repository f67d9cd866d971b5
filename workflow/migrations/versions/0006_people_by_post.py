"""Who holds which post is counted from the index alone, with his standing and his year of birth."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.drop_index("ix_employees_post_id", "employees")
    op.create_index("ix_employees_post", "employees", ["post_id", "standing", "birth_date"])
