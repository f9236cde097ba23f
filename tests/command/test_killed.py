"""An export that is killed, or whose disk is full, leaves the old file whole or none, in every format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from geodash.products.formats import FORMATS

KILLS = int(os.environ.get("GEODASH_KILLS", "2"))
"""Moments per format: half of them while the file is written, the others anywhere."""


def test_no_moment_tears_a_file(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-B", "-m", "tests.killing", str(tmp_path), str(KILLS), "15"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(FORMATS) * (KILLS + 1)
    for each in found:
        assert each["found"] in ({"old", "whole"} if each["there"] else {"none", "whole"}), each
    full = [each for each in found if each["kind"] == "full"]
    assert all((each["code"], each["found"], each["clean"]) == (1, "old", True) for each in full), full
    assert any(each["code"] == -9 for each in found)
