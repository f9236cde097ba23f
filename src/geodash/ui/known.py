"""The record as it was known on a day, for whoever asks by a link: the newest few of them are kept."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from geodash.limits import KEPT_VERSIONS
from geodash.package.known import dataset_known
from geodash.scene.whole import Scene
from geodash.shelf import Shelf
from geodash.ui.resources import version_at

if TYPE_CHECKING:
    from geodash.ui.resources import Resources

_KEPT: Shelf[str, Resources] = Shelf(KEPT_VERSIONS)
"""By where they are fetched from, which is where those of today are, and the day."""
_LOADING = Lock()
_WHERE = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2})", re.ASCII)


def as_known(today: Resources, day: dt.date | None) -> Resources:
    """What is shown of the record as it was known on a day; today's where none is asked for, or is known."""
    if day is None:
        return today
    where = f"{today.where}-{day.isoformat()}"
    with _LOADING:
        found = _KEPT.get(where)
        if found is None:
            try:
                dataset = dataset_known(today.dataset, day)
            except OSError:  # the database is away, of which the page tells
                return today
            if dataset is None:
                return today
            found = replace(today, dataset=dataset, scene=Scene(dataset), where=where, problems=())
            _KEPT.put(where, found)
    return replace(found, problems=today.problems) if today.problems else found


def known_at(where: str) -> Resources | None:
    """What is fetched from there, of today or as it was known on a day."""
    found = _WHERE.fullmatch(where)
    if found is None:
        return version_at(where)
    try:
        day = dt.date.fromisoformat(found[2])
    except ValueError:
        return None
    today = version_at(found[1])
    shown = as_known(today, day) if today is not None else None
    return shown if shown is not None and shown.where == where else None
