"""Tables of the record, layers and roles."""

from pathlib import Path

from alembic import op

from geodash.database.schema import run_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the statements beside this file."""
    run_sql(op.get_bind(), Path(__file__).with_suffix(".sql"))
