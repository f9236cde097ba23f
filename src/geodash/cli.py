"""The command line. Exit 0: good; 1: problems in the data; 2: wrong usage."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geodash.errors import DatasetError
from geodash.geodata import load_dataset
from geodash.i18n import LANGUAGES
from geodash.state import parse_date
from geodash.wording.report import SNAPSHOT_FORMATS

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language


@click.group()
def main() -> None:
    """Who held which town in eastern DR Congo on any day, what happened, and how we know."""


@main.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Check the data package in DIR and name every problem, one per line."""
    dataset = _load(folder)
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


@main.command()
@click.argument("day", metavar="DATE")
@click.option(
    "--format", "style", type=click.Choice(list(SNAPSHOT_FORMATS)), default="text", show_default=True
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of notes."
)
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Folder of the data package.")
def snapshot(day: str, style: str, lang: Language, folder: Path | None) -> None:
    """Say who held each place on DATE (YYYY-MM-DD)."""
    try:
        on = parse_date(day)
    except ValueError:
        raise click.BadParameter(f"{day!r} is not a day written YYYY-MM-DD.", param_hint="DATE") from None
    click.echo(SNAPSHOT_FORMATS[style](_load(folder), on, lang), nl=False)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
def run(port: int) -> None:
    """Open the dashboard."""
    app = Path(__file__).resolve().parents[2] / "app.py"
    if not app.is_file():
        raise click.ClickException("app.py was not found: run geodash from its own checkout.")
    os.chdir(app.parent)  # Streamlit looks for its settings here
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}"]
    os.execv(sys.executable, command)  # noqa: S606  our own command


def _load(folder: Path | None) -> Dataset:
    """Read the data, or name every problem on stderr and exit 1."""
    try:
        return load_dataset(folder)
    except DatasetError as error:
        for problem in error.problems:
            click.echo(_one_line(str(problem)), err=True)
        sys.exit(1)


def _one_line(text: str) -> str:
    """Text that cannot break the line or steer the terminal, whatever a file name or cell holds."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
