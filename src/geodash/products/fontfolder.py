"""Where processes that draw keep what matplotlib finds out about the fonts of a machine: it takes seconds."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock

SETTING = "MPLCONFIGDIR"
_LOCK = Lock()


def setting() -> dict[str, str]:
    """Variables for a process that draws: none where matplotlib can use its usual folders, as it mostly can.

    Otherwise it makes a folder for temporary files in each process, which one that is killed leaves behind:
    so all of this process's are given one.
    """
    if SETTING in os.environ or all(map(_may_be_made, _usual())):
        return {}
    try:
        with _LOCK:
            return {SETTING: _folder()}
    except OSError:  # no temporary files at all
        return {}


def take_away() -> None:
    """Delete the folder, if there is one."""
    with _LOCK:
        if _folder.cache_info().currsize:
            shutil.rmtree(_folder(), ignore_errors=True)
            _folder.cache_clear()


@cache
def _folder() -> str:
    atexit.register(take_away)
    return tempfile.mkdtemp(prefix="geodash-fonts-")


def _usual() -> list[Path]:
    try:
        home = Path.home()
    except RuntimeError:  # of a user who has none
        home = Path("/nonexistent")
    found = {"XDG_CONFIG_HOME": ".config", "XDG_CACHE_HOME": ".cache"}
    return [Path(os.environ.get(name) or home / usual) / "matplotlib" for name, usual in found.items()]


def _may_be_made(folder: Path) -> bool:
    """Whether a folder can be written to, or made."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
