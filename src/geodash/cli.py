"""The command line. Exit 0: good; 1: problems in the data; 2: wrong usage."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geodash.errors import DatasetError
from geodash.geodata import load_dataset


@click.group()
def main() -> None:
    """Who held which town in eastern DR Congo on any day, what happened, and how we know."""


@main.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Check the data package in DIR and name every problem, one per line."""
    try:
        dataset = load_dataset(folder)
    except DatasetError as error:
        for problem in error.problems:
            click.echo(_one_line(str(problem)), err=True)
        sys.exit(1)
    counts = {
        "places": dataset.places,
        "actors": dataset.actors,
        "sources": dataset.sources,
        "control records": dataset.control,
        "events": dataset.events,
        "relations": dataset.relations,
        "story steps": dataset.stories,
        "border layers": dataset.borders,
    }
    click.echo(", ".join(f"{len(records)} {name}" for name, records in counts.items()) + ": no problems")


def _one_line(text: str) -> str:
    """Text that cannot break the line or steer the terminal, whatever a file name or cell holds."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
