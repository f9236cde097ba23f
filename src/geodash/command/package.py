# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""The commands about packages: check one, compare two, show one."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geodash.command.asking import load, read
from geodash.command.options import LANGUAGES
from geodash.command.outputs import answer
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.revision import Revision

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIFF_FORMATS = ("text", "json", "md", "markdown", "csv")


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--coverage", is_flag=True, help="Say year by year on what share of days places have a holder.")
@click.option(
    "--data", "base", type=click.Path(path_type=Path), help="Base package, where DIR is an overlay."
)
def check(folder: Path | None, base: Path | None, *, coverage: bool) -> None:
    """Check the data package or the overlay in DIR and name every problem, one per line."""
    from geodash.package.overlay import is_overlay, overlay_counts, read_overlay
    from geodash.wording.report import coverage_text

    if folder is not None and is_overlay(folder):
        known = load(base)
        overlay = read(lambda path: read_overlay(path, known), folder)
        click.echo(f"{overlay_counts(overlay)}: no problems")
        return
    if base is not None:
        raise click.UsageError("--data is for an overlay: the folder is a package of its own, or no package.")
    dataset = load(folder)
    if coverage:
        answer(coverage_text(dataset))
        return
    counts = {
        "places": dataset.places,
        "actors": dataset.actors,
        "sources": dataset.sources,
        "control records": dataset.control,
        "events": dataset.events,
        "relations": dataset.relations,
        "story steps": dataset.stories,
        "claims": dataset.claims,
        "corrections": dataset.corrections,
        "changes": dataset.changes,
        "border layers": dataset.borders,
    }
    click.echo(", ".join(f"{len(records)} {name}" for name, records in counts.items()) + ": no problems")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "style", type=click.Choice(_DIFF_FORMATS), default="text", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Package whose versions are meant.")
def diff(old: str, new: str, style: str, lang: Language, folder: Path | None) -> None:
    """Say what changed from OLD to NEW: two package folders, two released versions (1.0.0), or two days.

    A day such as 2026-03-01 means the record as it was known at its end.
    """
    from geodash.i18n import Translator
    from geodash.wording.revision import DIFF_FORMATS

    first, second = _meant(old, "OLD"), _meant(new, "NEW")
    if first is not second:
        raise click.UsageError("Give two folders, two released versions or two days, not one of each.")
    if first is dt.date:
        revision = _of_days(dt.date.fromisoformat(old), dt.date.fromisoformat(new), folder)
    elif first is str:
        revision = revision_of(old, new, load(folder))
    else:
        revision = _of_folders(Path(old), Path(new), as_table=style == "csv")
    answer(DIFF_FORMATS[style](revision, Translator(lang)))


def _meant(text: str, name: str) -> type:
    """What is meant: a folder, a day, or a version, which is a text."""
    from geodash.model.revision import is_version
    from geodash.package.source import is_folder

    if is_folder(Path(text)):
        return Path
    if _DAY.fullmatch(text):
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise click.BadParameter(f"the calendar has no {text}.", param_hint=name) from None
        return dt.date
    return str if is_version(text) else Path


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option(
    "--with",
    "overlays",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Overlay to show beside the record: a folder, or the file that the page saves; may be given again.",
)
def run(port: int, overlays: tuple[Path, ...]) -> None:
    """Open the dashboard."""
    app = Path(__file__).resolve().parents[3] / "app.py"
    if not app.is_file():
        raise click.ClickException("app.py was not found: run geodash from its own checkout.")
    from geodash.imports.errors import ImportRefusedError
    from geodash.imports.opened import folder_of
    from geodash.package import default_origin, default_overlays

    try:
        folders = [*default_overlays(), *map(folder_of, overlays)]
    except (ImportRefusedError, OSError) as error:
        raise click.ClickException(one_line(str(error))) from None
    os.environ["GEODASH_DATA"] = os.pathsep.join(
        (default_origin().setting, *(str(folder.resolve()) for folder in folders))
    )
    os.chdir(app.parent)  # Streamlit looks for its settings here
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}"]
    os.execv(sys.executable, command)  # noqa: S606  our own command


def revision_of(old: str, new: str, dataset: Dataset, option: str = "OLD") -> Revision:
    """What releases changed, as the package lists it; ``option`` is where the older one was given.

    Raises
    ------
    click.BadParameter
        If there was no such release.
    click.UsageError
        If the newer one comes first.
    """
    from geodash.model.revision import revision_between

    for where, version in ((option, old), ("NEW", new)):
        if version not in dataset.releases:
            known = ", ".join(dataset.releases) or f"none listed, only {dataset.version}"
            text = f"{version} is no released version of this data ({known})."
            raise click.BadParameter(one_line(text), param_hint=where)
    try:
        return revision_between(dataset.changes, dataset.releases, old, new)
    except ValueError as error:
        raise click.UsageError(one_line(f"{error}: give the older version first.")) from None


def _of_days(old: dt.date, new: dt.date, folder: Path | None) -> Revision:
    """What changed between the ends of two days: in a database by its history, else by the list of releases.

    Raises
    ------
    click.UsageError
        If the later day comes first, or nothing says what was known on one of them.
    """
    from geodash.model.revision import Revision, columns_between
    from geodash.model.revision import diff as revision_between
    from geodash.package import default_origin
    from geodash.package.known import version_by
    from geodash.package.raw import read_raw
    from geodash.package.source import Database

    if old > new:
        raise click.UsageError(f"{old} is later than {new}: give the earlier day first.")
    unknown = "What was known on {} is not recorded."
    origin = default_origin() if folder is None else None
    if not isinstance(origin, Database):
        dataset = load(folder)
        before, after = version_by(dataset, old), version_by(dataset, new)
        if before is None or after is None:
            raise click.UsageError(unknown.format(new if before else old))
        return revision_of(before, after, dataset)
    tables = []
    for day in (old, new):
        files = read(lambda _, day=day: next(origin.known_files(day), None), folder)  # type: ignore[misc]
        if files is None:
            raise click.UsageError(unknown.format(day))
        tables.append(read(lambda _, files=files: read_raw(files), folder).tables)  # type: ignore[misc]
    columns = columns_between(*tables)
    return Revision(f"{old}", f"{new}", revision_between(*tables), columns=columns)


def _of_folders(old: Path, new: Path, *, as_table: bool) -> Revision:
    """What differs between the tables of two packages; one that cannot be read ends the command.

    As the table of changes of the newer one it goes on where that of the older one ends. The newer one's own
    is not read: its file is perhaps being written.
    """
    from geodash.model.revision import Revision, columns_between, lines_of
    from geodash.model.revision import diff as revision_of
    from geodash.package.raw import read_changes, read_raw

    before, after = read(read_raw, old), read(read_raw, new)
    changes = revision_of(before.tables, after.tables)
    columns = columns_between(before.tables, after.tables)
    revision = Revision(before.version, after.version, changes, columns=columns)
    if not as_table:
        return revision
    if before.version == after.version:
        remedy = "raise `version` in its datapackage.json first: a list of changes belongs to a release"
        raise click.ClickException(one_line(f"{new} has the version of {old}, {after.version}: {remedy}."))
    return replace(revision, lines=(*read(read_changes, old), *lines_of(changes, after.version)))
