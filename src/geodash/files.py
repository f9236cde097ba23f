"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from errno import EACCES
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "geodash-"
"""Names of temporary folders of ours begin so."""
_USUAL_MODE = 0o666
"""Of a new file; the user's mask takes away from it."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever opens it finds what was there before, or all of the new.

    It is written beside under another name and then renamed. Links are followed, and a file that is replaced
    keeps its permissions. It waits until the disk has it: a power cut does not lose the file.
    What is no file, such as a pipe, is written to as it is.

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
    beside = target.with_name(f".geodash-{secrets.token_hex(8)}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _USUAL_MODE)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  a descriptor, not a path
            file.write(content)
            file.flush()
            if old:
                os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
            os.fsync(descriptor)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


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
    beside = target.with_name(f".{PREFIX}{secrets.token_hex(8)}.part")
    old = beside.with_suffix(".old")
    try:
        for name, content in files.items():
            place = beside / name
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, content)
        if target.exists():
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
