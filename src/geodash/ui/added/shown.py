"""What a session is shown that has added something: the record and all data sets, at its own address."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geodash.errors import DatasetError
from geodash.files import PREFIX
from geodash.model.overlay import with_overlays
from geodash.package.overlay import read_overlay
from geodash.scene.whole import Scene
from geodash.ui.added import store
from geodash.ui.resources import ADDED, Resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.overlay import Overlay
    from geodash.ui.added.store import Added


def with_added(resources: Resources, key: str) -> Resources:
    """What the session of a key is shown: what all are shown, where it has added nothing."""
    added = store.find(key)
    if added is None or not added.packages:
        return resources
    with added.lock:
        if added.closed:
            return resources
        shown = _shown(added, resources)
    return replace(shown, problems=resources.problems) if resources.problems else shown


def added_at(where: str) -> Resources | None:
    """What is fetched from there, if a session that is open shows it."""
    added = store.find(where.split("/")[1])
    shown = added.shown if added is not None else None
    return shown if shown is not None and shown.where == where else None


def _shown(added: Added, resources: Resources) -> Resources:
    wanted = (resources.where, tuple(added.packages))
    if added.shown is None or added.shown_for != wanted:
        if added.shown_for is not None and added.shown_for[0] != resources.where:
            _read_again(added, resources.dataset.own)
        added.shown = _made(added, resources) if added.packages else resources
        added.shown_for = (resources.where, tuple(added.packages))
    return added.shown


def _made(added: Added, resources: Resources) -> Resources:
    """The record and all data sets, fetched from an address of the session."""
    overlays = [package.overlay for package in added.packages.values()]
    dataset = with_overlays(resources.dataset, overlays)
    _ = dataset.event_columns.words
    where = "/".join((ADDED, added.key, store.new_key()[:8]))
    return Resources(dataset, Scene(dataset), where)


def _read_again(added: Added, base: Dataset) -> None:
    """Fit what was added to data that has changed on disk; what does not fit any more is taken away."""
    from geodash.imports.bounds import UPLOAD  # noqa: PLC0415  what reads archives takes long to load
    from geodash.imports.reading.package import files_in  # noqa: PLC0415

    for name, package in added.packages.items():
        try:
            overlay = read_files(files_in(name, package.saved, UPLOAD), base)
        except DatasetError:
            store.remove(added, [name])
        else:
            added.packages = {**added.packages, name: replace(package, overlay=overlay)}


def read_files(files: Mapping[str, bytes], base: Dataset) -> Overlay:
    """Read the files of an overlay, which lie in a folder for as long as that takes.

    Raises
    ------
    DatasetError
        If anything is wrong with them.
    OSError
        If there is no place for temporary files.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        for each, content in files.items():
            (folder / each).write_bytes(content)
        return read_overlay(folder, base)
