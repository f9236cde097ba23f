"""What a session is shown that has added something: the record and all data sets, from its own folder."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.errors import DatasetError
from geodash.files import write_whole
from geodash.model.overlay import with_overlays
from geodash.package.overlay import read_overlay
from geodash.scene.write import write_scene
from geodash.ui import served
from geodash.ui.added import store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.dataset import Dataset
    from geodash.model.overlay import Overlay
    from geodash.ui.added.store import Added
    from geodash.ui.resources import Resources

_LOG = logging.getLogger(__name__)
_PACKAGE = "package"


def with_added(resources: Resources, key: str) -> Resources:
    """What the session of a key is shown: what all are shown, where it has added nothing."""
    added = store.find(key)
    if added is None or not added.packages:
        return resources
    with added.lock:
        if added.closed:
            return resources
        try:
            shown = _shown(added, resources)
        except OSError as error:
            _LOG.warning("What a session has added cannot be written for its browser: %s", error)
            return resources
    return replace(shown, problems=resources.problems) if resources.problems else shown


def _shown(added: Added, resources: Resources) -> Resources:
    wanted = (resources.signature, tuple(added.packages))
    if added.shown is None or added.shown_for != wanted:
        if added.shown is not None and added.shown.signature != resources.signature:
            _read_again(added, resources.dataset.own)
        before = added.shown
        added.shown = _made(added, resources) if added.packages else resources
        added.shown_for = (resources.signature, tuple(added.packages))
        if before is not None and before.folder != added.shown.folder:
            store.delete_folder(*before.folder[1:])
    elif served.lacks(served.folder(*added.shown.folder), added.shown.files):
        write_scene(added.shown.dataset, served.folder(*added.shown.folder))
    return added.shown


def _made(added: Added, resources: Resources) -> Resources:
    """The record and all data sets, as documents in a folder of the session."""
    overlays = [package.overlay for package in added.packages.values()]
    dataset = with_overlays(resources.dataset, overlays)
    where = (store.ROOM, added.key, store.new_key()[:8])
    folder = served.folder(*where)
    scene = write_scene(dataset, folder)
    _ = dataset.event_columns
    files = frozenset(os.listdir(folder))  # noqa: PTH208  names alone
    return replace(
        resources, dataset=dataset, scene="/".join((*where, scene)), folder=where, files=files, problems=()
    )


def _read_again(added: Added, base: Dataset) -> None:
    """Fit what was added to data that has changed on disk; what does not fit any more is taken away."""
    from geodash.imports.bounds import UPLOAD  # noqa: PLC0415  what reads archives takes long to load
    from geodash.imports.reading.package import files_in  # noqa: PLC0415

    for name, package in added.packages.items():
        try:
            overlay = read_files(added.key, files_in(name, package.saved, UPLOAD), base)
        except DatasetError:
            store.remove(added, [name])
        else:
            added.packages = {**added.packages, name: replace(package, overlay=overlay)}


def read_files(key: str, files: Mapping[str, bytes], base: Dataset) -> Overlay:
    """Read the files of an overlay, which lie in the session's own folder for as long as that takes.

    Raises
    ------
    DatasetError
        If anything is wrong with them.
    """
    where = (store.ROOM, key, f"{_PACKAGE}-{store.new_key()}")
    folder = served.folder(*where)
    try:
        for name, content in files.items():
            write_whole(folder / name, content, lasting=False)
        return read_overlay(folder, base)
    finally:
        store.delete_folder(*where[1:])
