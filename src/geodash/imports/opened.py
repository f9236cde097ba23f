"""A saved overlay that a server is to open: its folder, or its archive, unpacked for as long as it runs."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

from geodash.files import PREFIX, YOUNG_S, try_lock
from geodash.imports.bounds import COMMAND
from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading.package import files_in, is_package

IN_USE = ".in-use"
"""Locked in each folder while it is used: the system gives the lock back, however that ends."""


def folder_of(path: Path) -> Path:
    """The folder of an overlay that is one, or is saved as a file.

    That of a file lies among temporary files. It is locked, and whatever program takes the place of this one
    inherits the lock: when that has ended, the next call takes the folder away.

    Raises
    ------
    ImportRefusedError
        If a file is no saved overlay.
    """
    if path.is_dir():
        return path
    content = path.read_bytes()
    if not is_package(content):
        hint = "make an overlay of it with `geodash import`, or add it in the page"
        raise ImportRefusedError(f"{path.name}: it is no saved overlay: {hint}")
    files = files_in(path.name, content, COMMAND)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = os.open(folder / IN_USE, os.O_CREAT | os.O_RDWR, 0o600)
    if try_lock(lock):
        os.set_inheritable(lock, True)  # noqa: FBT003  the only way to call it
    take_away_left(folder.parent, folder.stat().st_uid)
    for name, found in files.items():
        (folder / name).write_bytes(found)
    return folder


def take_away_left(parent: Path, owner: int) -> None:
    """Delete folders of ours whose process has ended; never one that may be in use."""
    for path in parent.glob(f"{PREFIX}*"):
        try:
            found = path.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
                continue
            lock = os.open(path / IN_USE, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
        except OSError:  # somebody else's, or one that is just being made or deleted
            continue
        try:
            is_young = time.time() - os.fstat(lock).st_mtime < YOUNG_S
            if not is_young and try_lock(lock):
                shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)
