"""The commands of ``geodash``. Exit 0: good; 1: problems in the data, a file not written; 2: wrong usage.

Modules here import nothing that is slow to load at their top, so that help and mistakes in what is typed are
answered at once; a command loads what it works with when it runs.
"""

from __future__ import annotations

import click

from geodash.command.database import db
from geodash.command.export import export
from geodash.command.package import check, diff, run
from geodash.command.site import site
from geodash.command.tables import changes, events, feed, relations, snapshot, sources
from geodash.imports.command import import_

__all__ = ["main"]


@click.group()
def main() -> None:
    """Who held which town of a conflict on any day, what happened, and how we know."""


for _command in (
    changes,
    check,
    db,
    diff,
    events,
    export,
    feed,
    import_,
    relations,
    run,
    site,
    snapshot,
    sources,
):
    main.add_command(_command)
