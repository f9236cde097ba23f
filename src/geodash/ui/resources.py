"""What all sessions share: the dataset, its scene on disk, and the folders the browser may read."""

from __future__ import annotations

import atexit
import gc
import json
import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from streamlit.components.v1 import declare_component
from xstatic.pkg import leaflet

from geodash.browser.bundle import bundle, variable
from geodash.browser.styles import frame_styles
from geodash.errors import DatasetError, Problem
from geodash.limits import KEPT_CARDS, KEPT_MASKS, KEPT_VERSIONS, LONGEST_MASK
from geodash.package import data_signature, default_data_dir, load_dataset
from geodash.package.descriptor import DESCRIPTOR
from geodash.scene.settled import encode_mask
from geodash.scene.write import write_named, write_scene

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset

_LOG = logging.getLogger(__name__)
_PUBLISHING = Lock()  # sessions publish at the same time, and each deletes what is too much
_LOADING = Lock()
_LAST_GOOD: dict[str, Resources] = {}
# Not in Streamlit's caches: a message that any browser may send empties those for everybody.
_FROM_FRAME = ".."
"""The map's frame lives at component/<name>/index.html: other folders are its siblings."""
_FROM_PAGE = "component"


@dataclass(frozen=True)
class Resources:
    """One loaded version of the data package.

    ``problems`` is not empty when the package on disk is broken and this is the last good version.
    """

    dataset: Dataset
    scene: str
    signature: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a browser finds our files, relative to the page or to the map's frame."""

    leaflet: str
    scenes: str
    code: str
    styles: str


@cache
def _scene_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="geodash-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _written(part: str) -> Path:
    """Folder for one kind of what this process writes for browsers."""
    folder = _scene_folder() / part
    folder.mkdir(exist_ok=True)
    return folder


@cache
def _program(entry: str, exported: str) -> str:
    """Write a module with all that it imports as one file, so that a browser asks once; return its name."""
    code = bundle(entry) + f"export const {{ {exported} }} = {variable(entry)};\n"
    stem = entry.replace("/", "-")
    return f"code/{write_named(_written('code'), stem, 'js', code.encode())}"


@cache
def _frame_sheet() -> str:
    return f"code/{write_named(_written('code'), 'map', 'css', frame_styles().encode())}"


@cache
def _served() -> dict[str, str]:
    """Register the folders to serve; Streamlit names each after this module and the name given here."""
    folders = {"leaflet": Path(leaflet.BASE_DIR), "scenes": _scene_folder()}
    return {name: declare_component(name, path=folder).name for name, folder in folders.items()}


def page_addresses() -> Addresses:
    """Addresses as seen from the page; its styles are not fetched, but in it."""
    return _addresses(_FROM_PAGE, _program("page/main", "parts"), "")


def frame_addresses() -> Addresses:
    """Addresses as seen from the map's frame."""
    return _addresses(_FROM_FRAME, _program("map/geodash", "mount"), _frame_sheet())


def _addresses(root: str, code: str, styles: str) -> Addresses:
    served = _served()
    scenes = f"{root}/{served['scenes']}"
    return Addresses(f"{root}/{served['leaflet']}", scenes, f"{scenes}/{code}", f"{scenes}/{styles}")


@lru_cache(KEPT_VERSIONS)
def _load(signature: str) -> Resources | DatasetError:
    folder = _written("scenes") / signature
    folder.mkdir(exist_ok=True)
    try:
        dataset = load_dataset()
        scene = write_scene(dataset, folder)
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
    _keep_newest(folder.parent, "*", KEPT_VERSIONS)
    _ = dataset.event_columns  # built here, not in the first session that filters
    loaded = Resources(dataset, f"scenes/{signature}/{scene}", signature)
    _spare_the_collector()
    return loaded


def _spare_the_collector() -> None:
    """Take what is loaded for good out of garbage collection.

    Streamlit collects after every run; going through all records each time would hold up every session.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def publish_mask(mask: NDArray[np.bool_] | None) -> str:
    """Filter flags as the browser takes them: as text, or where that is long, the address of a file.

    The address is relative to the scene and marked by an ``@``.
    """
    text = encode_mask(mask)
    if mask is None or len(text) <= LONGEST_MASK:
        return text
    name = _publish("masks", "mask", "bin", np.packbits(mask, bitorder="little").tobytes(), KEPT_MASKS)
    return f"@../../masks/{name}"


def publish_card(card: Mapping[str, Any] | None) -> str | None:
    """Address of a card, relative to the scene: its text would travel again with every settled change."""
    if card is None:
        return None
    name = _publish("cards", "card", "json", json.dumps(card, ensure_ascii=False).encode(), KEPT_CARDS)
    return f"../../cards/{name}"


def _publish(part: str, stem: str, ending: str, content: bytes, most: int) -> str:
    """Write a file for browsers and bound their number; one asked for again counts as new."""
    folder = _written(part)
    with _PUBLISHING:
        name = write_named(folder, stem, ending, content)
        os.utime(folder / name)
        _keep_newest(folder, f"*.{ending}", most)
    return name


def _keep_newest(folder: Path, pattern: str, most: int) -> None:
    """Bound what is on disk: delete all but the newest files or folders."""
    found = sorted(folder.glob(pattern), key=_modified, reverse=True)
    for path in found[most:]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _modified(path: Path) -> float:
    """Time of the last change; somebody else may have deleted the file since it was listed."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def load_resources() -> Resources:
    """The data package as it is on disk; the last good version with its problems while it is broken.

    Raises
    ------
    DatasetError
        If the package is broken and no good version was ever loaded.
    """
    with _LOADING:  # whoever comes meanwhile waits, and does not read it all again
        loaded = _load(data_signature(default_data_dir()))
    if isinstance(loaded, Resources):
        _LAST_GOOD["resources"] = loaded
        return loaded
    good = _LAST_GOOD.get("resources")
    if good is None:
        raise loaded
    return Resources(good.dataset, good.scene, good.signature, loaded.problems)
