"""What Alembic runs for every migration: in the transaction that it is handed."""

from alembic import context

from geodash.database.schema import SCHEMA

context.configure(connection=context.config.attributes["connection"], version_table_schema=SCHEMA)
context.run_migrations()
