# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""The command ``geodash site``: the dashboard as files for any web server."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geodash.command import options
from geodash.command.asking import load, today
from geodash.command.outputs import refuse
from geodash.files import write_folder
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", re.ASCII | re.IGNORECASE)
_TOLD_EVERY = 50


@click.command()
@click.option("-o", "--output", metavar="DIR", required=True, help="A new folder, or one that holds a site.")
@click.option("--base-url", metavar="URL", help="Address that the site will have: for sitemap and previews.")
@click.option(
    "--pictures", is_flag=True, help="Add a picture of each day on which control changes: for previews."
)
@click.option(
    "--made",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Day that the pictures say they were made on; today when left out.",
)
@click.option("--server", metavar="URL", help="Address of a server of geodash, to lead to for files.")
@click.option("--quiet", is_flag=True, help="Say nothing on stderr but errors.")
@options.data
def site(
    output: str,
    made: dt.datetime | None,
    folder: Path | None,
    *,
    pictures: bool,
    quiet: bool,
    **addresses: str | None,
) -> None:
    """Write the whole dashboard as files for any web server, with a page of each event."""
    for name, address in addresses.items():
        if address is not None and not _ADDRESS.fullmatch(address):
            text = f"{address!r} is no address of the web."
            raise click.BadParameter(one_line(text), param_hint=f"--{name.replace('_', '-')}")
    if made and not pictures:
        raise click.UsageError("--made is for --pictures.")
    place = Path(output)
    _check(place)
    from geodash.products.site.whole import site_files

    dataset = load(folder)
    drawn = _pictures(dataset, made.date() if made else today(), quiet=quiet) if pictures else {}
    base, server = (_folder(addresses[name]) for name in ("base_url", "server"))
    files = site_files(dataset, base, drawn, server=server)
    try:
        write_folder(place, files)
    except OSError as error:
        refuse(output, error)
    if not quiet:
        _tell(output, files, dataset, base=base)


def _folder(address: str | None) -> str:
    """An address with a slash at its end, or nothing."""
    return f"{address.rstrip('/')}/" if address else ""


def _check(place: Path) -> None:
    """Refuse a place where nothing can be written, and a folder with anything in it that is no site's.

    What no site has written would go with the old one.
    """
    from geodash.products.site.places import MARK

    parent = Path(os.path.realpath(place)).parent
    if not parent.is_dir():
        refuse(str(place), OSError(errno.ENOENT, os.strerror(errno.ENOENT)))
    if not os.access(parent, os.W_OK):
        refuse(str(place), OSError(errno.EACCES, os.strerror(errno.EACCES)))
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    try:
        mark = json.loads((place / MARK).read_text(encoding="utf-8"))
        known = {place / name for name in [*mark["files"], MARK]}
    except (OSError, ValueError, KeyError, TypeError):
        text = f"{place} is no site that geodash wrote: nothing was changed. Give another folder."
        raise click.BadParameter(one_line(text), param_hint="--output") from None
    foreign = sorted(str(path) for path in place.rglob("*") if not path.is_dir() and path not in known)
    if foreign:
        text = f"{foreign[0]} is none of the site's files: nothing was changed. Take it out of the folder."
        raise click.BadParameter(one_line(text), param_hint="--output")


def _pictures(dataset: Dataset, made: dt.date, *, quiet: bool) -> Mapping[tuple[Language, dt.date], bytes]:
    from geodash.products.site.pictures import pictures_of

    def told(done: int, wanted: int) -> None:
        if not quiet and (done % _TOLD_EVERY == 0 or done == wanted):
            click.echo(f"{done} of {wanted} pictures.", err=True)

    return pictures_of(dataset, made, told)


def _tell(output: str, files: Mapping[str, bytes], dataset: Dataset, *, base: str) -> None:
    """Say what was written and what was left out."""
    size = sum(map(len, files.values()))
    click.echo(one_line(f"Wrote {output} ({len(files):,} files, {size:,} bytes)."), err=True)
    if not base:
        text = "Without --base-url there is no sitemap, and pages name neither their address nor a picture."
        click.echo(text, err=True)
    if dataset.data_sets:
        names = ", ".join(dataset.data_sets)
        click.echo(one_line(f"The site holds the record alone; left out: {names}."), err=True)
