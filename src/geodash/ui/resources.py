"""What all sessions share: the dataset, its scene on disk, and the folders the browser may read."""

from __future__ import annotations

import base64
import ctypes
import gc
import json
import logging
import os
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from geodash.browser.bundle import bundle, variable
from geodash.browser.styles import frame_styles
from geodash.errors import DatasetError, Problem
from geodash.files import write_whole
from geodash.limits import KEPT_CARDS, KEPT_MASKS, KEPT_VERSIONS, LONGEST_MASK
from geodash.package import data_signature, default_data_dir, default_overlays, load_dataset
from geodash.package.descriptor import DESCRIPTOR
from geodash.scene.settled import encode_mask
from geodash.scene.write import name_of, write_scene
from geodash.ui import served

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset

_LOG = logging.getLogger(__name__)
_LOADING = Lock()
_LAST_GOOD: dict[str, Resources] = {}
# Not in Streamlit's caches: a message that any browser may send empties those for everybody.
_PAGE, _FRAME = ("page/main", "parts"), ("map/geodash", "mount")
"""Entries of the browser program, and what they export."""
DOCUMENTS, LIBRARY = "gd/documents", "gd/leaflet"
"""Addresses beside the page's own: of what lies in the folder that is served, and of Leaflet."""
_FOR_ALL = "scenes"
"""Folder of the scenes that every session is shown."""


@dataclass(frozen=True)
class Resources:
    """One loaded version of the data package.

    ``files`` are its documents for browsers, in ``folder``. ``problems`` is not empty when the package on
    disk is broken, or cannot be handed to browsers, and this is the last good version.
    """

    dataset: Dataset
    scene: str
    signature: str
    files: frozenset[str]
    folder: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def room(self) -> tuple[str, ...]:
        """Where masks and cards lie: with those of all, or in the folder of the session that it is of."""
        return () if self.folder[0] == _FOR_ALL else self.folder[:-1]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a browser finds our files, relative to the page or to the map's frame."""

    leaflet: str
    scenes: str
    code: str
    styles: str


@cache
def _program(entry: str, exported: str) -> tuple[str, bytes]:
    """Join a module with all that it imports, so that a browser asks once; name and content of the file."""
    code = (bundle(entry) + f"export const {{ {exported} }} = {variable(entry)};\n").encode()
    return name_of(entry.replace("/", "-"), "js", code), code


@cache
def _frame_sheet() -> tuple[str, bytes]:
    sheet = frame_styles().encode()
    return name_of("map", "css", sheet), sheet


def _serve_code() -> None:
    """Write what browsers run and wear, where it is not there."""
    folder = served.folder("code")
    for name, content in (_program(*_PAGE), _program(*_FRAME), _frame_sheet()):
        if not (folder / name).is_file():
            write_whole(folder / name, content, lasting=False)


def page_addresses() -> Addresses:
    """Addresses as seen from the page; its styles are not fetched, but in it."""
    return _addresses("", _program(*_PAGE)[0], "")


def frame_addresses() -> Addresses:
    """Addresses as seen from the map's frame, which lives at component/<name>/index.html."""
    return _addresses("../../", _program(*_FRAME)[0], _frame_sheet()[0])


def _addresses(root: str, code: str, styles: str) -> Addresses:
    documents = f"{root}{DOCUMENTS}"
    return Addresses(f"{root}{LIBRARY}", documents, f"{documents}/code/{code}", f"{documents}/code/{styles}")


@lru_cache(KEPT_VERSIONS)
def _load(signature: str) -> Resources | DatasetError:
    try:
        dataset = load_dataset()
        scene = write_scene(dataset, served.folder(_FOR_ALL, signature))
    except DatasetError as error:
        return error
    except OSError:  # no fault of the data
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the page must not fail
        # What the check lets through by mistake must not take the last good version from everybody.
        _LOG.exception("The data package passes the check and cannot be drawn.")
        remedy = (
            f"geodash cannot draw this data ({type(error).__name__}): undo the last change, and report it"
        )
        return DatasetError([Problem(DESCRIPTOR, 0, "", "", remedy)])
    files = frozenset(os.listdir(served.folder(_FOR_ALL, signature)))  # noqa: PTH208  names alone
    served.keep_newest(served.folder(_FOR_ALL), KEPT_VERSIONS)
    _ = dataset.event_columns  # built here, not in the first session that filters
    folder = (_FOR_ALL, signature)
    loaded = Resources(dataset, "/".join((*folder, scene)), signature, files, folder)
    _spare_the_collector()
    give_memory_back()
    return loaded


def _spare_the_collector() -> None:
    """Take what is loaded for good out of garbage collection, which would go through all records each time.

    Python collects old objects when a quarter more of them have come than the last collection found. So the
    last one must not count the records, or what sessions leave behind stays for a long time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()


def give_memory_back() -> None:
    """Hand what reading took meanwhile to the system, which the allocators of glibc and Arrow put off."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def publish_mask(mask: NDArray[np.bool_] | None, room: tuple[str, ...] = ()) -> str:
    """Filter flags as the browser takes them: as text, or where that is long, the address of a file.

    The address is relative to the scene and marked by an ``@``; ``room`` is where the file lies.
    """
    text = encode_mask(mask)
    if mask is None or len(text) <= LONGEST_MASK:
        return text
    flags = np.packbits(mask, bitorder="little").tobytes()
    name = served.publish("masks", "bin", flags, KEPT_MASKS, room)
    return f"@{_beside(room)}/masks/{name}" if name else text


def publish_card(card: Mapping[str, Any] | None, room: tuple[str, ...] = ()) -> str | None:
    """Address of a card, relative to the scene: its text would travel again with every settled change.

    Where no file can be written, the address is the card.
    """
    if card is None:
        return None
    content = json.dumps(card, ensure_ascii=False).encode()
    if name := served.publish("cards", "json", content, KEPT_CARDS, room):
        return f"{_beside(room)}/cards/{name}"
    return f"data:application/json;base64,{base64.b64encode(content).decode()}"


def _beside(room: tuple[str, ...]) -> str:
    """Way from a scene to the folders beside it; the folder of a session holds its own."""
    return ".." if room else "../.."


def _serve(resources: Resources) -> None:
    """Write what browsers fetch of a version, where it is not there any more."""
    folder = served.folder(*resources.folder)
    if served.lacks(folder, resources.files):
        write_scene(resources.dataset, folder)


def _unserved(error: OSError) -> Problem:
    """The problem of a server that cannot write; it is none of the data, so it names no file."""
    remedy = (
        f"geodash cannot write the files that browsers fetch ({error.strerror or type(error).__name__}): "
        "make room for temporary files, or start it with TMPDIR set to a folder that can be written"
    )
    return Problem("", 0, "", "", remedy)


def load_resources() -> Resources:
    """The data package as it is on disk; the last good version with its problems while it is broken.

    Raises
    ------
    DatasetError
        If the package is broken, or cannot be handed to browsers, and no good version was ever loaded.
    """
    signature = data_signature(default_data_dir(), *default_overlays())
    problems: tuple[Problem, ...] = ()
    with _LOADING:  # whoever comes meanwhile waits, and does not read it all again
        good = _LAST_GOOD.get("resources")
        try:
            _serve_code()
            loaded = _load(signature)
            if isinstance(loaded, Resources):
                good = loaded
            else:
                problems = loaded.problems
            if good is not None:
                _serve(good)
        except OSError as error:
            _LOG.warning("No files for browsers can be written: %s", error)
            problems = (*problems, _unserved(error))
        if good is None:
            raise DatasetError(problems)
        _LAST_GOOD["resources"] = good
    return replace(good, problems=problems) if problems else good
