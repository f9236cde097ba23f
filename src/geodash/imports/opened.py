"""A saved overlay that a server is to open: its folder, or its archive, unpacked for as long as it runs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geodash.files import IN_USE, PREFIX, write_whole
from geodash.imports.bounds import COMMAND
from geodash.imports.errors import ImportRefusedError
from geodash.imports.reading.package import files_in, is_package

try:
    import fcntl
except ImportError:  # not on Windows, where nothing is taken away
    fcntl = None  # type: ignore[assignment]


def folder_of(path: Path) -> Path:
    """The folder of an overlay that is one, or is saved as a file.

    That of a file lies among temporary files. It is locked, and whatever program takes the place of this one
    inherits the lock: when that has ended, the next server takes the folder away.

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
    if fcntl is not None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(lock, True)  # noqa: FBT003  the only way to call it
    for name, found in files.items():
        write_whole(folder / name, found, lasting=False)
    return folder
