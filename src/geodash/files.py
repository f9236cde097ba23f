"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import time
from contextlib import ExitStack
from errno import EACCES
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # not on Windows, where nothing is taken away
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Mapping

YOUNG_S = 60
"""Seconds in which a process has surely locked what it is making."""
PREFIX = "geodash-"
"""Names of temporary folders of ours begin so."""
_USUAL_MODE = 0o666
"""Of a new file; the user's mask takes away from it."""
_HALF_MADE, _REPLACED = ".part", ".old"
"""How the names of files and folders end that are being made, and of folders that are being replaced."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever opens it finds what was there before, or all of the new.

    It is written beside under another name and then renamed; what a process that was killed has left half
    made there goes. Links are followed, and a file that is replaced keeps its permissions. It waits until the
    disk has it: a power cut does not lose the file. What is no file, such as a pipe, is written to as it is.

    Raises
    ------
    OSError
        If it could not be written. What was there before is unchanged, and nothing else is left.
    """
    try:
        old = path.stat()
    except FileNotFoundError:
        old = None
    if old and not stat.S_ISREG(old.st_mode):
        path.write_bytes(content)
        return
    target = Path(os.path.realpath(path))
    if old and not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    _take_away_left(target.parent, _HALF_MADE)
    _write(target, content, stat.S_IMODE(old.st_mode) if old else None)


def _write(target: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file beside, locked meanwhile, and rename it; nothing is left where that fails."""
    beside = _beside(target, _HALF_MADE)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _USUAL_MODE)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  a descriptor, not a path
            try_lock(descriptor)
            file.write(content)
            file.flush()
            if mode is not None:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
            beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{PREFIX}{secrets.token_hex(8)}{ending}")


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder in one step: whoever opens it finds what was there before, or all of the new.

    It is written beside under another name; then the two change places. Between these two renames there is
    no folder of this name. Links are followed.

    Raises
    ------
    OSError
        If it could not be written. What was there before is unchanged, and nothing else is left.
    """
    target = Path(os.path.realpath(path))
    beside, old = _beside(target, _HALF_MADE), _beside(target, _REPLACED)
    locks = ExitStack()
    try:
        with locks:
            target.parent.mkdir(parents=True, exist_ok=True)
            _take_away_left(target.parent, _HALF_MADE)
            beside.mkdir()
            _lock_folder(beside, locks)
            for name, content in files.items():
                place = beside / name
                place.parent.mkdir(parents=True, exist_ok=True)
                _write(place, content)
            if target.exists():
                _lock_folder(target, locks)
                target.rename(old)
            try:
                beside.rename(target)
            except OSError:
                if old.exists():
                    old.rename(target)
                raise
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
    _take_away_left(target.parent, _REPLACED)


def try_lock(descriptor: int) -> bool:
    """Lock an open file or folder until it is closed, unless a process that lives has locked it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_folder(folder: Path, locks: ExitStack) -> None:
    if fcntl is not None:
        descriptor = os.open(folder, os.O_RDONLY)
        locks.callback(os.close, descriptor)
        try_lock(descriptor)


def _take_away_left(parent: Path, ending: str) -> None:
    """Delete what processes of this user that were killed have left in a folder, never what may be in use."""
    if fcntl is None:
        return
    for path in parent.glob(f".{PREFIX}*{ending}"):
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:  # somebody else's, or gone meanwhile
            continue
        try:
            found = os.fstat(descriptor)
            is_left = found.st_uid == os.geteuid() and time.time() - found.st_mtime >= YOUNG_S
            if is_left and try_lock(descriptor):
                if stat.S_ISDIR(found.st_mode):
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
        finally:
            os.close(descriptor)
