"""Pictures need no folder that can be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NOWHERE = """
import tempfile
tempfile._candidate_tempdir_list = lambda: ["/dev/null"]
from geodash.products.order import Order, make_file
from geodash.link.state import DashboardState, settle
from geodash.package import load_dataset
dataset = load_dataset()
state, _ = settle(DashboardState(), dataset)
print(make_file(dataset, state, Order("picture", "png", "16:9", 50)).content[1:4].decode())
"""


def test_a_picture_is_made_where_nothing_can_be_written() -> None:
    source = str(Path(__file__).parents[2] / "src")
    given = os.environ | {"HOME": "/dev/null", "PYTHONPATH": source}
    for name in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        given.pop(name, None)
    run = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", NOWHERE], capture_output=True, text=True, check=True, env=given
    )
    assert (run.stdout, run.stderr) == ("PNG\n", "")
