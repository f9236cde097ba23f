"""What all sessions share: the dataset, the documents that browsers fetch of it, and their addresses."""

from __future__ import annotations

import gc
import hashlib
import logging
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import geodash
from geodash.browser.bundle import bundle, first_used, later, variable
from geodash.browser.styles import dashboard_styles, frame_styles
from geodash.database.refusal import DatabaseTroubleError
from geodash.errors import DatasetError, Problem
from geodash.limits import KEPT_VERSIONS
from geodash.memory import give_memory_back
from geodash.package import default_origin, default_overlays, load_dataset
from geodash.package.beside import state_beside
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.source import Database, Folder
from geodash.scene.whole import SCENE, Scene

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.package.source import Files

_LOG = logging.getLogger(__name__)
_LOADING = Lock()
_LAST_GOOD: dict[str, Resources] = {}
_VERSIONS: dict[str, Resources] = {}
"""Versions by where they are fetched from, the newest last: pages that are still open ask for older ones."""
# Not in Streamlit's caches: a message that any browser may send empties those for everybody.
_PAGE, _FRAME = ("page/main", "parts"), ("map/geodash", "mount")
"""Entries of the browser program, and what they export."""
DOCUMENTS, LIBRARY = "gd/documents", "gd/leaflet"
"""Addresses beside the page's own: of our documents, and of Leaflet."""
CODE, FOR_ALL, ADDED = "code", "scenes", "added"
"""Below the first: the browser program, what every session is shown, what one session has added."""
DATABASE, AWAY, BROKEN = "database", "away", "broken"
"""Field of a problem that visitors are told in words of its own, and its values."""


@dataclass(frozen=True)
class Resources:
    """One version of what is shown.

    Browsers fetch the documents of ``scene`` from ``where``, which says what they are: any process that has
    the same data and the same program answers there with the same. ``problems`` is not empty when the package
    on disk is broken, and this is the last good version.
    """

    dataset: Dataset
    scene: Scene
    where: str
    problems: tuple[Problem, ...] = ()

    @property
    def address(self) -> str:
        """Address of the scene below that of all documents."""
        return f"{self.where}/{SCENE}"

    @property
    def is_for_all(self) -> bool:
        """Whether every session is shown this; otherwise it is one session's own."""
        return self.where.startswith(f"{FOR_ALL}/")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a browser finds our files, relative to the page or to the map's frame."""

    leaflet: str
    scenes: str
    code: str
    styles: str


def hash_of(content: bytes) -> str:
    """What an address says of a content."""
    return hashlib.sha256(content).hexdigest()[:16]


@cache
def _program(entry: str, exported: str) -> tuple[str, bytes]:
    """Join a module with all that it imports, so that a browser asks once; name and content of the file."""
    apart = {name: file for name, (file, _) in _later(entry).items()}
    code = (bundle(entry, apart=apart) + f"export const {{ {exported} }} = {variable(entry)};\n").encode()
    return _script(entry, code)


@cache
def _later(entry: str) -> dict[str, tuple[str, bytes]]:
    """What a program imports on first use, by module: name and content of its file."""
    return {name: _script(name, later(entry, name).encode()) for name in first_used(entry)}


def _script(name: str, code: bytes) -> tuple[str, bytes]:
    return f"{name.replace('/', '-')}-{hash_of(code)}.js", code


@cache
def _frame_sheet() -> tuple[str, bytes]:
    return _named("map", frame_styles())


@cache
def _page_sheet(*, embedded: bool) -> tuple[str, bytes]:
    return _named("embedded" if embedded else "page", dashboard_styles(embedded=embedded))


def _named(what: str, sheet: str) -> tuple[str, bytes]:
    content = sheet.encode()
    return f"{what}-{hash_of(content)}.css", content


@cache
def program() -> dict[str, bytes]:
    """What browsers run and wear, by name."""
    sheets = (_page_sheet(embedded=False), _page_sheet(embedded=True), _frame_sheet())
    parts = (part for entry, _ in (_PAGE, _FRAME) for part in _later(entry).values())
    return dict((_program(*_PAGE), _program(*_FRAME), *sheets, *parts))


def frame_program() -> tuple[str, ...]:
    """Addresses of the program and the styles of the map's frame, as seen from the page."""
    return tuple(f"{DOCUMENTS}/{CODE}/{name}" for name, _ in (_program(*_FRAME), _frame_sheet()))


@cache
def _digest_of_program() -> bytes:
    """Of all that makes a document of a dataset: with another program it may be another document."""
    digest, folder = hashlib.sha256(), Path(geodash.__file__).parent
    for path in sorted(path for path in folder.rglob("*.*") if path.suffix in {".py", ".json", ".js"}):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.digest()


def page_addresses(*, embedded: bool = False) -> Addresses:
    """Addresses as seen from the page; embedded in another page it has no header, by its styles."""
    return _addresses("", _program(*_PAGE)[0], _page_sheet(embedded=embedded)[0])


def frame_addresses() -> Addresses:
    """Addresses as seen from the map's frame, which lives at component/<name>/index.html."""
    return _addresses("../../", _program(*_FRAME)[0], _frame_sheet()[0])


def _addresses(root: str, code: str, styles: str) -> Addresses:
    documents = f"{root}{DOCUMENTS}"
    return Addresses(
        f"{root}{LIBRARY}", documents, f"{documents}/{CODE}/{code}", f"{documents}/{CODE}/{styles}"
    )


def _digest(*packages: Files) -> str:
    """A hash of data and program: of the same, every process makes the same documents."""
    digest = hashlib.sha256(_digest_of_program())
    for package in packages:
        digest.update(package.digest())
    return digest.hexdigest()[:16]


def _with_tables(digest: str, dataset: Dataset) -> str:
    """The hash with what events in tables of a database were when they were read."""
    read = b"".join(sheet.read_from for sheet in dataset.events.sheets)
    return hash_of(digest.encode() + read) if read else digest


def _state() -> str:
    """A short text that changes with the data."""
    return "\n".join((default_origin().state(), *map(state_beside, default_overlays())))


@lru_cache(KEPT_VERSIONS)
def _load(_state: str) -> Resources | DatasetError:
    overlays = default_overlays()
    try:
        files = default_origin().files()
        digest = _digest(files, *map(Folder, overlays))
        dataset = load_dataset(files, overlays)
        digest = _with_tables(digest, dataset)
        scene = Scene(dataset)
    except DatasetError as error:
        _LOG.error("The data package has %d problems, the first: %s", len(error.problems), error.problems[0])
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
    _ = dataset.event_columns.words  # built here, not in the first session that filters
    loaded = Resources(dataset, scene, f"{FOR_ALL}/{digest}")
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


def _unread(error: OSError) -> Problem:
    """The problem of a server that cannot read; it is none of the data, so it names no file."""
    if isinstance(error, DatabaseTroubleError):
        return Problem("", 0, DATABASE, AWAY, error.remedy)
    reason = error.strerror or type(error).__name__
    return Problem(
        "", 0, "", "", f"geodash cannot read the data ({reason}): look whether it may, and its disk"
    )


def _told(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems that visitors are told; of a database, which is read while it is edited, only that.

    Editors see them where they edit (`geodash db check`).
    """
    if isinstance(default_origin(), Database):
        return (Problem("", 0, DATABASE, BROKEN, "run `geodash db check`"),)
    return problems


def load_resources() -> Resources:
    """The data package as it is; while it is broken or not to be read, the last good version with problems.

    Raises
    ------
    DatasetError
        If the package is broken, or cannot be drawn, and no good version was ever loaded.
    """
    problems: tuple[Problem, ...] = ()
    try:
        state = _state()
        with _LOADING:  # whoever comes meanwhile waits, and does not read it all again
            loaded = _load(state)
            if isinstance(loaded, Resources):
                _keep(loaded)
                _LAST_GOOD["resources"] = loaded
            else:
                problems = _told(loaded.problems)
    except OSError as error:
        if not isinstance(error, DatabaseTroubleError):  # which the log has once, not for every page
            _LOG.warning("The data cannot be read: %s", error)
        problems = (_unread(error),)
    good = _LAST_GOOD.get("resources")
    if good is None:
        raise DatasetError(problems)
    return replace(good, problems=problems) if problems else good


def _keep(loaded: Resources) -> None:
    if next(reversed(_VERSIONS), "") == loaded.where:
        return
    _VERSIONS.pop(loaded.where, None)
    _VERSIONS[loaded.where] = loaded
    while len(_VERSIONS) > KEPT_VERSIONS:
        del _VERSIONS[next(iter(_VERSIONS))]


def version_at(where: str) -> Resources | None:
    """What is fetched from there, of the versions for all; the one of today is loaded where it is not yet."""
    found = _VERSIONS.get(where)
    if found is None:
        try:
            load_resources()
        except DatasetError:
            return None
        found = _VERSIONS.get(where)
    return found
