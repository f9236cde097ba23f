"""The command ``geodash import``. Progress goes to stderr, the summary to stdout."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from geodash.errors import DatasetError
from geodash.imports.errors import ChoiceNeededError, ImportRefusedError
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.imports.countries import Countries
    from geodash.imports.layer import Drawing
    from geodash.imports.options import Options
    from geodash.imports.pipeline import Imported
    from geodash.imports.raw import RawTable

_PATH = click.Path(path_type=Path)


@click.group("import")
def import_() -> None:
    """Read other people's data into an overlay package, beside the record and never in it."""


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that every kind of data has."""
    for option in reversed(
        (
            click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_PATH),
            click.option(
                "-o", "--output", type=_PATH, help="Folder of the overlay; needed unless --dry-run."
            ),
            click.option(
                "--country", "countries", multiple=True, help="Only this country: a name or an ISO code."
            ),
            click.option("--bbox", metavar="W,S,E,N", help="Only points in this box, in degrees."),
            click.option("--since", metavar="DATE", help="Only what ended on this day or later, YYYY-MM-DD."),
            click.option("--until", metavar="DATE", help="Only what began on this day or before."),
            click.option("--mapping", type=_PATH, help="TOML file: what columns mean, which data it is."),
            click.option(
                "--date-order",
                type=click.Choice(["dmy", "mdy", "ymd"]),
                help="Order of days such as 01/02/25.",
            ),
            click.option(
                "--retrieved", metavar="DATE", help="Day of retrieval; that of the file when left out."
            ),
            click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing."),
            click.option(
                "--tolerate",
                type=click.FloatRange(0, 100),
                default=1.0,
                show_default=True,
                metavar="PERCENT",
                help="Share of rows that may fail.",
            ),
            click.option("--data", "folder", type=_PATH, help="Folder of the base package."),
        )
    ):
        command = option(command)
    return command


@import_.command()
@_shared
def ucdp(**given: Any) -> None:  # noqa: ANN401
    """Events of UCDP GED, and candidate events."""
    _run("ucdp", given)


@import_.command()
@_shared
@click.option("--licensed", is_flag=True, help="You may pass the coders' notes on: keep them.")
def acled(**given: Any) -> None:  # noqa: ANN401
    """Events of ACLED, in any of its exports."""
    _run("acled", given)


@import_.command()
@_shared
def table(**given: Any) -> None:  # noqa: ANN401
    """Events, or counts per area and month, of any table: columns are recognised, and shown to confirm."""
    _run("table", given)


@import_.command()
@_shared
def control(**given: Any) -> None:  # noqa: ANN401
    """Your own table of who held which place, as proposals: never control."""
    _run("control", given)


@import_.command()
@click.argument("file", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="Folder of the overlay.")
@click.option("--role", type=click.Choice(["point", "line", "area"]), required=True, help="What it holds.")
@click.option("--name", default="", help="Name in legend and menu; the title when left out.")
@click.option("--name-fr", default="", help="The same in French; as --name when left out.")
@click.option("--colour", help="Colour as #RRGGBB; on dark ground too unless --dark.")
@click.option("--dark", help="Colour on dark ground.")
@click.option("--shape", help="Shape of points, such as triangle.")
@click.option("--mapping", type=_PATH, help="TOML file: which data it is, under [overlay].")
@click.option("--retrieved", metavar="DATE", help="Day of retrieval; that of the file when left out.")
@click.option("--data", "folder", type=_PATH, help="Folder of the base package.")
def layer(**given: Any) -> None:  # noqa: ANN401
    """A layer of the map: GeoJSON, GeoPackage or Shapefile, as it is or in a ZIP."""
    _guarded(_import_layer, given)


def _run(kind: str, given: dict[str, Any]) -> None:
    _guarded(lambda given: _import(kind, given), given)


def _guarded(work: Callable[[dict[str, Any]], bool], given: dict[str, Any]) -> None:
    """Import, and end with an exit code that says how it went."""
    try:
        failed = work(given)
    except ChoiceNeededError as error:
        raise click.UsageError(one_line(str(error))) from None
    except ImportRefusedError as error:
        raise click.ClickException(one_line(str(error))) from None
    except DatasetError as error:
        for problem in error.problems:
            click.echo(one_line(str(problem)), err=True)
        sys.exit(1)
    except OSError as error:
        why = f"it was not written ({error.strerror or error}), and nothing there was changed"
        raise click.ClickException(one_line(f"{given['output']}: {why}")) from None
    except MemoryError:
        raise click.ClickException("the machine has too little memory for these files: split them") from None
    if failed:
        sys.exit(1)


def _import(kind: str, given: dict[str, Any]) -> bool:
    """Read, match and write; True where too many rows failed."""
    # What reads and matches takes long to load, and other commands do without it.
    from geodash.imports import kinds  # noqa: PLC0415
    from geodash.imports.countries import Countries  # noqa: PLC0415
    from geodash.imports.folder import check_target  # noqa: PLC0415
    from geodash.imports.reading import read_tables  # noqa: PLC0415
    from geodash.package import files_of, load_dataset  # noqa: PLC0415

    _use_memory_again()
    output: Path | None = given["output"]
    if output is None and not given["dry_run"]:
        raise click.UsageError("Give the folder of the overlay with -o, or --dry-run.")
    dates = {name: _day(given[name], f"--{name}") for name in ("since", "until", "retrieved")}
    box = _box(given["bbox"])
    if output is not None:
        output = Path(os.path.abspath(output))  # noqa: PTH100  a link stays what it is
        check_target(output)
    folder = given["folder"]
    base = load_dataset(files_of(folder))
    wanted = _options(given, dates, box, Countries(base))
    tables: list[RawTable] = []
    for path in given["files"]:
        click.echo(f"Reading {one_line(path.name)} ...", err=True)
        tables += read_tables(path)
    for note in (note for table in tables for note in table.notes):
        click.echo(one_line(note), err=True)
    click.echo(f"Matching {sum(table.rows for table in tables):,} rows ...", err=True)
    retrieved = dates["retrieved"] or kinds.latest_day(given["files"])
    result = kinds.KINDS[kind](tables, base, wanted, retrieved)
    return _finish(result, output, folder, given)


def _use_memory_again() -> None:
    """Let Arrow fill its columns with memory it has had: a tenth of an import is saved."""
    import pyarrow as pa  # noqa: PLC0415

    with suppress(NotImplementedError):
        pa.set_memory_pool(pa.jemalloc_memory_pool())


def _import_layer(given: dict[str, Any]) -> bool:
    from geodash.files import write_folder  # noqa: PLC0415
    from geodash.imports.folder import check_target, write_report  # noqa: PLC0415
    from geodash.imports.layer import import_layer, summary_of  # noqa: PLC0415
    from geodash.imports.mapping import Terms, read_mapping  # noqa: PLC0415
    from geodash.imports.reading import day_of  # noqa: PLC0415
    from geodash.package import files_of, load_dataset  # noqa: PLC0415
    from geodash.package.overlay import read_overlay  # noqa: PLC0415

    path: Path = given["file"]
    output = Path(os.path.abspath(given["output"]))  # noqa: PTH100  a link stays what it is
    check_target(output)
    try:
        retrieved = _day(given["retrieved"], "--retrieved") or day_of(path)
    except OSError as error:
        raise ImportRefusedError(f"{path}: it cannot be read ({error.strerror})") from None
    terms = read_mapping(given["mapping"]).overlay if given["mapping"] else Terms()
    base = load_dataset(files_of(given["folder"]))
    result = import_layer(path, base, terms, retrieved, _drawing(given))
    with TemporaryDirectory() as beside:  # a colour, a shape or a size that no map can have is told before
        write_report(Path(beside), result.files)
        read_overlay(Path(beside), base)
    for line in summary_of(result):
        click.echo(one_line(line))
    write_folder(output, result.files)
    click.echo(one_line(f"Wrote {output}."), err=True)
    return False


def _drawing(given: dict[str, Any]) -> Drawing:
    """How a layer is drawn: as asked for, else in the usual way."""
    from geodash.imports.layer import Drawing  # noqa: PLC0415
    from geodash.model.conflict import LayerRole  # noqa: PLC0415

    light, dark = given["colour"], given["dark"] or given["colour"]
    asked = {"light": light, "dark": dark, "shape": given["shape"]}
    names = {"name_en": given["name"], "name_fr": given["name_fr"]}
    return Drawing(LayerRole(given["role"]), **{k: v for k, v in asked.items() if v}, **names)


def _finish(result: Any, output: Path | None, folder: Path | None, given: dict[str, Any]) -> bool:  # noqa: ANN401
    from geodash.imports import kinds  # noqa: PLC0415
    from geodash.imports.report import summary_of  # noqa: PLC0415

    for line in result.proposal:
        click.echo(one_line(line))
    if result.imported is None:
        return False
    imported: Imported = result.imported
    for line in summary_of(imported):
        click.echo(one_line(line))
    failed = imported.failed * 100 > given["tolerate"]
    if not given["dry_run"] and output is not None:
        for line in kinds.write(imported, output, folder, result.files, failed=failed):
            click.echo(one_line(line), err=True)
    if failed:
        share = f"{imported.failed:.1%} of the rows failed, more than --tolerate {given['tolerate']:g}"
        click.echo(
            f"Error: {share}: no overlay was made; {kinds.where_to_look(dry=given['dry_run'])}", err=True
        )
    elif not imported.counts["taken"]:
        click.echo("Error: no row is left to take: no overlay was made", err=True)
    return failed or not imported.counts["taken"]


def _options(
    given: dict[str, Any],
    dates: dict[str, dt.date | None],
    box: Any,  # noqa: ANN401
    countries: Countries,
) -> Options:
    from geodash.imports.mapping import read_mapping  # noqa: PLC0415
    from geodash.imports.options import Options  # noqa: PLC0415

    codes = {name: countries.code(name) for name in given["countries"]}
    for name, code in codes.items():
        if not code:
            raise click.BadParameter(
                f"{one_line(name)} is no country: write its name or ISO code.", param_hint="--country"
            )
    mapping = None if given["mapping"] is None else read_mapping(given["mapping"])
    return Options(
        countries=frozenset(codes.values()),
        box=box,
        since=dates["since"],
        until=dates["until"],
        order=given["date_order"] or (mapping.dates.order if mapping else None),
        licensed=bool(given.get("licensed")),
        dry=given["dry_run"],
        today=dt.datetime.now(dt.UTC).date(),
        mapping=mapping,
    )


def _box(text: str | None) -> Any:  # noqa: ANN401
    from geodash.imports.options import Box  # noqa: PLC0415

    try:
        return None if text is None else Box.read(text)
    except ValueError:
        hint = "write west,south,east,north in degrees, such as 27,-3,30,1"
        raise click.BadParameter(f"{one_line(str(text))} is no box: {hint}.", param_hint="--bbox") from None


def _day(text: str | None, option: str) -> dt.date | None:
    try:
        return None if text is None else dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day written YYYY-MM-DD.", param_hint=option) from None
