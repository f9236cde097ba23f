"""The folder of files that browsers fetch: of this process, bounded, and made again when it is swept away.

A server that is killed leaves its folder; the next one takes it away.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import stat
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from geodash.files import IN_USE, PREFIX
from geodash.scene.write import write_named

try:
    import fcntl
except ImportError:  # not on Windows, where nothing is taken away
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable

_YOUNG_S = 60
"""Seconds in which a process has surely locked its folder."""
_LOG = logging.getLogger(__name__)
_PUBLISHING = Lock()  # sessions publish at the same time, and each deletes what is too much


@dataclass(frozen=True, slots=True)
class _Made:
    """The folder, and whose it was when we made it."""

    path: Path
    owner: int
    lock: int


@cache
def _made() -> _Made:
    path = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = os.open(path / IN_USE, os.O_CREAT | os.O_RDWR, 0o600)
    _is_ours(lock)
    atexit.register(take_away)
    made = _Made(path, path.stat().st_uid, lock)
    take_away_left(path.parent, made.owner)
    return made


def take_away() -> None:
    """Delete the folder, if it was made: when the server stops, of which a signal gives no other notice."""
    if _made.cache_info().currsize:
        shutil.rmtree(_made().path, ignore_errors=True)


def _is_ours(lock: int) -> bool:
    """Lock an open file, unless a process that lives has locked it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def take_away_left(parent: Path, owner: int) -> None:
    """Delete folders of ours whose process has ended without doing so; never one that may be in use."""
    for path in parent.glob(f"{PREFIX}*"):
        try:
            found = path.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
                continue
            lock = os.open(path / IN_USE, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except OSError:  # somebody else's, or one that is just being made or deleted
            continue
        try:
            is_young = time.time() - os.fstat(lock).st_mtime < _YOUNG_S
            if not is_young and _is_ours(lock):
                shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)


def root() -> Path:
    """The folder. It lies among temporary files, which a cleaner may have deleted: then it is there again.

    Raises
    ------
    OSError
        If it cannot be made, or if somebody else has put something in its place.
    """
    made = _made()
    made.path.mkdir(mode=0o700, exist_ok=True)
    found = made.path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != made.owner:
        raise PermissionError(f"{made.path} is not ours any more")
    return made.path


def folder(*parts: str) -> Path:
    """A folder in it, which is there when this returns."""
    path = root().joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def lacks(path: Path, names: Iterable[str]) -> bool:
    """Whether files of these names are not all in a folder."""
    try:
        return not set(names) <= set(os.listdir(path))  # noqa: PTH208  names alone, at every run of the page
    except OSError:
        return True


def publish(part: str, ending: str, content: bytes, most: int, room: tuple[str, ...] = ()) -> str | None:
    """Write a file under a name of its content, newest of at most so many in a room; return the name.

    None if it cannot be written, say on a full disk: the page then hands the content on by itself.
    """
    try:
        with _PUBLISHING:
            path = folder(*room, part)
            name = write_named(path, part, ending, content)
            keep_newest(path, most)
    except OSError as error:
        _LOG.warning(
            "No file for browsers can be written in %s (%s). The page sends their content itself, which is "
            "slower: make room there, or start with TMPDIR set to a folder that can be written.",
            tempfile.gettempdir(),
            error.strerror or error,
        )
        return None
    return name


def keep_newest(path: Path, most: int) -> None:
    """Delete all but the newest files or folders in a folder, but those that are just being written.

    Another thread or process may delete at the same time; what cannot be deleted stays.
    """
    try:
        found = [Path(entry.path) for entry in os.scandir(path) if not entry.name.startswith(".")]
    except OSError:
        return
    for old in sorted(found, key=_modified, reverse=True)[most:]:
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
        else:
            _delete(old)


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("%s cannot be deleted: %s", path, error)


def _modified(path: Path) -> float:
    """Time of the last change; somebody else may have deleted the file since it was listed."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
