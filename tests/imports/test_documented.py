"""Each command of the page about imports does what stands there, tried from its own text."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from tests.imports.making import ACLED_NOW, UCDP, table

from geodash.cli import main

if TYPE_CHECKING:
    import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "imports.md").read_text(encoding="utf-8")
FILES = {
    "GEDEvent_v25_1.csv": table(UCDP),
    "acled-export.csv": table(ACLED_NOW),
    "incidents.csv": "Date,Lieu,Latitude,Longitude\n25/01/2024,Sake,-1.5733,29.0417\n",
    "my-control.csv": "place,since,held by\nSake,2026-02-01,M23\n",
    "mines.geojson": '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
    '"geometry":{"type":"Point","coordinates":[28.9,-1.5]}}]}',
}


def commands() -> list[str]:
    blocks = re.findall(r"```\n(.*?)```", PAGE, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("geodash ")]


def test_every_command_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    data = ["--data", str(Path(__file__).parents[2] / "geodata")]
    kinds = set()
    for line in commands():
        words = shlex.split(line, comments=True)[1:]
        kinds.add(" ".join(words[:2]) if words[0] == "import" else words[0])
        run = CliRunner().invoke(main, [*words, *data])
        assert run.exit_code == 0, f"{line}: {run.output}"
    known = {"ucdp", "acled", "table", "control", "layer"}
    assert kinds == {"check", *(f"import {name}" for name in known)}


def test_every_option_is_in_the_page() -> None:
    group = main.commands["import"]
    options = {name for kind in getattr(group, "commands").values() for p in kind.params for name in p.opts}  # noqa: B009
    assert sorted(name for name in options if name.startswith("--") and f"`{name}" not in PAGE) == [
        "--output"
    ]
