"""The command line. Exit 0: good; 1: problems in the data, or a file not written; 2: wrong usage."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geodash.errors import DatasetError
from geodash.files import write_whole
from geodash.i18n import LANGUAGES, Translator
from geodash.imports.command import import_
from geodash.imports.errors import ImportRefusedError
from geodash.link.codec import DATE, read_value
from geodash.link.pasted import read_link
from geodash.link.state import DATA_CHANGED, parse_query, settle
from geodash.model.revision import Revision, columns_between, is_version, lines_of, revision_between
from geodash.model.revision import diff as revision_of
from geodash.package import default_data_dir, default_overlays, load_dataset
from geodash.package.contents import is_folder
from geodash.package.overlay import is_overlay, overlay_counts, read_overlay
from geodash.package.raw import read_changes, read_raw
from geodash.products.formats import FORMATS, SIZES, kind_of
from geodash.products.order import Order, left_out, make_file
from geodash.wording.plain import one_line
from geodash.wording.report import SNAPSHOT_FORMATS, coverage_text
from geodash.wording.revision import DIFF_FORMATS
from geodash.wording.since import changed_since, every_change

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

T = TypeVar("T")
P = TypeVar("P", Path, Path | None)
_MAKE_ROOM = "make room for it, or give another place with --output"
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _MAKE_ROOM),
    errno.ENOENT: "make its folder first, or give another place with --output",
}
"""What to do about a file that cannot be written, by error number."""


@click.group()
def main() -> None:
    """Who held which town of a conflict on any day, what happened, and how we know."""


main.add_command(import_)


@main.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--coverage", is_flag=True, help="Say year by year on what share of days places have a holder.")
@click.option(
    "--data", "base", type=click.Path(path_type=Path), help="Base package, where DIR is an overlay."
)
def check(folder: Path | None, base: Path | None, *, coverage: bool) -> None:
    """Check the data package or the overlay in DIR and name every problem, one per line."""
    if folder is not None and is_overlay(folder):
        known = _load(base)
        overlay = _read(lambda path: read_overlay(path, known), folder)
        click.echo(f"{overlay_counts(overlay)}: no problems")
        return
    if base is not None:
        raise click.UsageError("--data is for an overlay: the folder is a package of its own, or no package.")
    dataset = _load(folder)
    if coverage:
        click.echo(coverage_text(dataset), nl=False)
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
    on = _day(day, "DATE")
    click.echo(SNAPSHOT_FORMATS[style](_load(folder), on, lang), nl=False)


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "style", type=click.Choice(list(DIFF_FORMATS)), default="text", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Package whose versions are meant.")
def diff(old: str, new: str, style: str, lang: Language, folder: Path | None) -> None:
    """Say what changed from OLD to NEW: two package folders, or two released versions such as 1.0.0."""
    released = [is_version(text) and not is_folder(Path(text)) for text in (old, new)]
    if any(released) and not all(released):
        raise click.UsageError("Give two folders or two released versions, not one of each.")
    if all(released):
        revision = _of_versions(old, new, _load(folder))
    else:
        revision = _of_folders(Path(old), Path(new), as_table=style == "csv")
    click.echo(DIFF_FORMATS[style](revision, Translator(lang)), nl=False)


@main.command()
@click.option(
    "--date", "day", help="As-of day, YYYY-MM-DD; the link's, or the last known day, when left out."
)
@click.option(
    "--link", help="A link, or what stands behind its ?: day, window, filters, selection, language, view."
)
@click.option("--format", "fmt", type=click.Choice(list(FORMATS)), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--size", type=click.Choice(SIZES), default="16:9", show_default=True, help="Of a picture.")
@click.option("--dpi", type=click.IntRange(50, 600), default=150, show_default=True, help="Of a PNG.")
@click.option("--title", default="", help="Instead of the usual title.")
@click.option("--subtitle", default="", help="Instead of the usual subtitle.")
@click.option(
    "--compare",
    "others",
    multiple=True,
    help="Another day beside the first: up to three times, or the link's.",
)
@click.option("--since", help="First day of an animation.")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Folder of the data package.")
def export(folder: Path | None, link: str | None, day: str | None, output: Path, **choices: Any) -> None:  # noqa: ANN401
    """Write what a link shows to a file: a picture, a slide, a page or the data."""
    query, foreign = _linked(link)
    dataset = _load(folder)
    asked, notices = parse_query(query)
    if day:
        asked = replace(asked, date=_day(day, "--date"))
    state, fitted = settle(asked, dataset)
    tr = Translator(state.lang, dataset.conflict)
    for notice in (*foreign, *notices, *fitted):
        click.echo(one_line(_text_of(notice, dataset, state, fitted, tr)), err=True)
    order = _order(state, **choices)
    if absent := left_out(dataset, state, order.kind, tr):
        click.echo(one_line(absent), err=True)
    click.echo(f"Making {output} ...", err=True)
    try:
        file = make_file(dataset, state, order)
    except (OSError, ValueError) as error:
        raise click.ClickException(one_line(str(error))) from None
    _write(output, file.content)
    if file.undrawn:
        click.echo(one_line(tr("share.undrawn", letters=file.lacking)), err=True)
    click.echo(f"Wrote {output} ({len(file.content):,} bytes).", err=True)


@main.command()
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
    app = Path(__file__).resolve().parents[2] / "app.py"
    if not app.is_file():
        raise click.ClickException("app.py was not found: run geodash from its own checkout.")
    from geodash.imports.opened import folder_of  # noqa: PLC0415  other commands do without it

    try:
        folders = [default_data_dir(), *default_overlays(), *map(folder_of, overlays)]
    except (ImportRefusedError, OSError) as error:
        raise click.ClickException(one_line(str(error))) from None
    os.environ["GEODASH_DATA"] = os.pathsep.join(str(folder.resolve()) for folder in folders)
    os.chdir(app.parent)  # Streamlit looks for its settings here
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}"]
    os.execv(sys.executable, command)  # noqa: S606  our own command


def _of_versions(old: str, new: str, dataset: Dataset) -> Revision:
    """What releases changed, as the package lists it."""
    for option, version in (("OLD", old), ("NEW", new)):
        if version not in dataset.releases:
            known = ", ".join(dataset.releases) or f"none listed, only {dataset.version}"
            text = f"{version} is no released version of this data ({known})."
            raise click.BadParameter(one_line(text), param_hint=option)
    try:
        return revision_between(dataset.changes, dataset.releases, old, new)
    except ValueError as error:
        raise click.UsageError(one_line(f"{error}: give the older version first.")) from None


def _of_folders(old: Path, new: Path, *, as_table: bool) -> Revision:
    """What differs between the tables of two packages; one that cannot be read ends the command.

    As the table of changes of the newer one it goes on where that of the older one ends. The newer one's own
    is not read: its file is perhaps being written.
    """
    before, after = _read(read_raw, old), _read(read_raw, new)
    changes = revision_of(before.tables, after.tables)
    columns = columns_between(before.tables, after.tables)
    revision = Revision(before.version, after.version, changes, columns=columns)
    if not as_table:
        return revision
    if before.version == after.version:
        remedy = "raise `version` in its datapackage.json first: a list of changes belongs to a release"
        raise click.ClickException(one_line(f"{new} has the version of {old}, {after.version}: {remedy}."))
    return replace(revision, lines=(*_read(read_changes, old), *lines_of(changes, after.version)))


def _order(
    state: DashboardState,
    fmt: str,
    others: tuple[str, ...],
    since: str | None,
    **choices: Any,  # noqa: ANN401
) -> Order:
    """What the options ask for."""
    kind = kind_of(fmt)
    days: tuple[date, ...] = ()
    today = state.date
    if today is None:
        raise AssertionError("A settled state has a date.")
    beside = {_day(other, "--compare") for other in others} or ({state.compare} if state.compare else set())
    if kind == "picture" and beside - {today}:
        kind, days = "compare", tuple(sorted({today, *beside}))
    elif kind == "animation":
        if not since:
            raise click.UsageError("An animation needs its first day: --since YYYY-MM-DD.")
        days = (_day(since, "--since"), today)
    here = dt.datetime.now(dt.UTC).astimezone().date()
    return Order(kind, fmt, days=days, view=state.view, today=here, **choices)


def _linked(link: str | None) -> tuple[dict[str, str], list[Notice]]:
    """What a pasted link asks for; one that cannot be understood must not become a file of another day."""
    if link is None:
        return {}, []
    try:
        return read_link(link)
    except ValueError as error:
        raise click.BadParameter(one_line(f"{error}."), param_hint="--link") from None


def _text_of(
    notice: Notice, dataset: Dataset, state: DashboardState, fitted: list[Notice], tr: Translator
) -> str:
    """A notice on one line; of what changed since a pinned link was made, how much, and how to see it."""
    if notice.key != DATA_CHANGED:
        return tr(f"page.{notice.key}", **notice.values)
    version = notice.values["value"]
    since = changed_since(dataset, state, version, fitted, tr)
    return " ".join(part for part in (since.heading, every_change(dataset, version, tr)) if part)


def _write(output: Path, content: bytes) -> None:
    """Write the file whole; or say why not and what to do, and exit 1."""
    try:
        write_whole(output, content)
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "give another place with --output")
        text = (
            f"{output} was not written, and nothing there was changed ({error.strerror or error}): {remedy}."
        )
        raise click.ClickException(one_line(text)) from None


def _day(text: str, option: str) -> date:
    try:
        day: date = read_value(DATE, text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day written YYYY-MM-DD.", param_hint=option) from None
    return day


def _load(folder: Path | None) -> Dataset:
    return _read(load_dataset, folder)


def _read(read: Callable[[P], T], folder: P) -> T:
    """Read a package, or name every problem on stderr and exit 1."""
    try:
        return read(folder)
    except DatasetError as error:
        for problem in error.problems:
            click.echo(one_line(str(problem)), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main(prog_name="geodash")
