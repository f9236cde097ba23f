"""The record as it was known at the end of a day: by a database's history, else by the list of releases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.errors import DatasetError
from geodash.model.revision import revision_between
from geodash.model.since import dataset_before
from geodash.package.loader import default_origin, load_dataset
from geodash.package.source import Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.package.source import Files


def dataset_known(today: Dataset, day: dt.date, folder: Path | None = None) -> Dataset | None:
    """The record alone as it was known at the end of a day, by its last state that passes the checks.

    None where nothing says what was known then. ``today`` is that of the folder, else of the usual place.

    Raises
    ------
    OSError
        If a database cannot be read.
    """
    origin = default_origin() if folder is None else None
    if day >= dt.datetime.now(dt.UTC).date():
        found: Dataset | None = today.own
    elif isinstance(origin, Database):
        found = _first_whole(origin.known_files(day))
    else:
        found = _released_by(today.own, day)
    if found is None:
        return None
    return replace(found, known=day, version=f"{found.version} ({day.isoformat()})")


def _first_whole(versions: Iterable[Files]) -> Dataset | None:
    for files in versions:
        try:
            return load_dataset(files)
        except DatasetError:  # somebody was in the midst of an edit
            continue
    return None


def _released_by(today: Dataset, day: dt.date) -> Dataset | None:
    """The last release by a day, as far as the list of changes goes: what it does not list is as today."""
    version = version_by(today, day)
    if version is None or version == today.version:
        return today if version else None
    revision = revision_between(today.changes, today.releases, version, today.version)
    return dataset_before(today, version, revision.changes)


def version_by(today: Dataset, day: dt.date) -> str | None:
    """The release that was the newest at the end of a day."""
    return next(
        (each for each in reversed(today.releases) if today.released.get(each, dt.date.max) <= day), None
    )
