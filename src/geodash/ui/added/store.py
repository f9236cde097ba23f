"""The files that sessions have added, in memory: each session's under a key that nobody else can know.

The key stands in the address too that its browser fetches from. Whatever is kept is counted against what
the process keeps for all, and nothing of another session ever makes room for it.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import TYPE_CHECKING, Self

from geodash.imports.packing import packed
from geodash.limits import ADDED_FILES, ADDED_MB, ADDED_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodash.imports.pipeline import Imported
    from geodash.imports.uploaded import Choices, Upload
    from geodash.model.overlay import Overlay
    from geodash.ui.resources import Resources

    Said = tuple[str, Mapping[str, object], tuple[str, ...]]
    """Why a file was not taken: a key of the catalogue, values of its text, problems of a package."""
    Result = Imported | str | None
    """What a file gives as it is understood, or a word for why it gives nothing."""

_KEY_BYTES = 24
_SESSIONS: dict[str, Added] = {}
_LOCK = Lock()


class FullError(Exception):
    """The process, or the session, keeps as much as it may."""


@dataclass(frozen=True, eq=False)
class Package:
    """One overlay that a session has added: its files as one archive, their size, what was read of them."""

    saved: bytes = field(repr=False)
    size: int
    overlay: Overlay = field(repr=False)

    @classmethod
    def of(cls, files: Mapping[str, bytes], overlay: Overlay) -> Self:
        """The package of some files."""
        return cls(packed(files), sum(map(len, files.values())), overlay)

    @property
    def rows(self) -> int:
        """Events, proposals and features of it."""
        overlay = self.overlay
        features = sum(len(layer.geometries) for layer in overlay.borders.values())
        return len(overlay.events) + len(overlay.proposals) + features


@dataclass(eq=False)
class Added:
    """What one session has added, and the file that it is about to add.

    ``shown`` is what its page shows, of the state of the data that ``shown_for`` names. ``turn`` counts
    files: each is asked for by a control of its own. ``said`` is why the last one was not taken, ``tried``
    what the one that is looked at gives by which choices, and ``asks_order`` whether its days can be read in
    two ways.
    """

    key: str
    session: str
    packages: dict[str, Package] = field(default_factory=dict)
    pending: Upload | None = None
    pending_size: int = 0
    asks_order: bool = False
    turn: int = 0
    said: Said | None = None
    tried: tuple[Choices, Result] | None = None
    shown: Resources | None = field(default=None, repr=False)
    shown_for: tuple[str, tuple[str, ...]] | None = None
    seen: float = field(default_factory=time.monotonic)
    closed: bool = False
    lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def rows(self) -> int:
        """Rows that it keeps, those of the file that is looked at among them."""
        return sum(each.rows for each in self.packages.values()) + (self.pending.rows if self.pending else 0)

    @property
    def size(self) -> int:
        """Bytes that it keeps."""
        return sum(each.size for each in self.packages.values()) + self.pending_size


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(_KEY_BYTES)


def find(key: str) -> Added | None:
    """What the session of a key has added."""
    return _SESSIONS.get(key)


def opened(key: str, session: str) -> Added:
    """The same, made where it is not there."""
    with _LOCK:
        return _SESSIONS.setdefault(key, Added(key, session))


def sessions() -> tuple[Added, ...]:
    """All that have added something, or are about to."""
    with _LOCK:
        return tuple(_SESSIONS.values())


def look_at(added: Added, upload: Upload, size: int) -> None:
    """Keep a file that was read, to be looked at and confirmed.

    Raises
    ------
    FullError
        If the process keeps as much as it may.
    """
    with _LOCK:
        _check_room(added, upload.rows, size)
        added.pending, added.pending_size, added.said, added.tried = upload, size, None, None
        added.asks_order = False


def drop_pending(added: Added) -> None:
    """Forget the file that was looked at."""
    with _LOCK:
        added.pending, added.pending_size, added.said, added.tried = None, 0, None, None
        added.turn += 1


def keep(added: Added, package: Package) -> None:
    """Keep an overlay beside the record of a session.

    Raises
    ------
    FullError
        If the session or the process keeps as much as it may.
    """
    with _LOCK:
        if len(added.packages) >= ADDED_FILES:
            raise FullError
        _check_room(added, package.rows, package.size)
        added.pending, added.pending_size, added.said, added.tried = None, 0, None, None
        added.packages = {**added.packages, package.overlay.data_set.id: package}
        added.turn += 1


def _check_room(added: Added, rows: int, size: int) -> None:
    """Count what is kept for all, but a file that this session looks at: what comes takes its place."""
    kept: list[Added | Package] = [each for each in _SESSIONS.values() if each is not added]
    kept += added.packages.values()
    all_rows = sum(each.rows for each in kept) + rows
    all_bytes = sum(each.size for each in kept) + size
    if added.closed or all_rows > ADDED_ROWS or all_bytes > ADDED_MB * 2**20:
        raise FullError


def remove(added: Added, names: Iterable[str]) -> None:
    """Take overlays away from a session."""
    gone = set(names)
    with added.lock:
        with _LOCK:
            added.packages = {name: each for name, each in added.packages.items() if name not in gone}
        added.shown = added.shown_for = None


def close(added: Added) -> None:
    """Forget all of a session, and what its browser fetched."""
    with added.lock:  # nothing is made of it any more
        added.closed = True
        with _LOCK:
            _SESSIONS.pop(added.key, None)
            added.packages, added.pending, added.tried = {}, None, None
            added.shown = added.shown_for = None
