"""Pictures where no file can be written: matplotlib asks for a folder, and does not start without one."""

from __future__ import annotations

import logging
import os
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

_NOWHERE = f"{os.devnull}/matplotlib"
"""A folder that is not there, and cannot be."""


def do_without_a_folder() -> None:
    """Have matplotlib look for no folder where there is none for it; it then lists the fonts in each process.

    Its own settings are named to it, so that it does not ask for a folder with those of a user.
    """
    found = find_spec("matplotlib")
    if _may_write() or found is None or found.origin is None:
        return
    os.environ.setdefault("MATPLOTLIBRC", str(Path(found.origin).parent / "mpl-data" / "matplotlibrc"))
    library = import_module("matplotlib")
    for asked in ("get_cachedir", "get_configdir"):
        setattr(library, asked, lambda: _NOWHERE)
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it warns that it keeps no list


def _may_write() -> bool:
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        return False
    return True
