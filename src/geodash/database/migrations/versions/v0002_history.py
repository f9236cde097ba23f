"""Every change is kept, and told."""

from pathlib import Path

from alembic import op

from geodash.database.schema import run_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the statements beside this file."""
    run_sql(op.get_bind(), Path(__file__).with_suffix(".sql"))
