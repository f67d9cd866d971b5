"""What Alembic runs for each command: the migrations, inside of the transaction that it was handed."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite can roll back the making of tables, other than Alembic believes.
    transactional_ddl=True,
)
context.run_migrations()
