"""Help and mistakes in what is typed are answered at once: nothing slow is loaded for them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geodash.cli import main
from geodash.command.options import FILTERS, LANGUAGES
from geodash.interchange.snapshots import SNAPSHOT_FORMATS
from geodash.link.state import PARAMS
from geodash.model.records import LANGUAGES as OF_RECORDS
from geodash.wording.revision import DIFF_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

SLOW = ("numpy", "pandas", "pyarrow", "geopandas", "shapely", "matplotlib", "pydantic", "streamlit", "babel")
UNUSED = ("pandas", "geopandas", "streamlit", "sqlalchemy", "matplotlib.axes", "geodash.package.overlay")
SCRIPT = f"""
import sys
from geodash.cli import main
try:
    main(sys.argv[1:])
finally:
    print("loaded", [name for name in {SLOW + UNUSED} if name in sys.modules])
"""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["export", "--help"], ["import", "ucdp", "--help"], ["events", "--help"], ["fly"]],
    ids=" ".join,
)
def test_help_loads_nothing_slow(arguments: list[str]) -> None:
    command = [sys.executable, "-c", SCRIPT, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own script
    assert run.stdout.splitlines()[-1] == "loaded []", run.stderr


def test_a_picture_loads_no_more_than_it_draws_with(tmp_path: Path) -> None:
    asked = ["export", "--date", "2025-03-17", "--format", "png", "-o", str(tmp_path / "a.png")]
    command = [sys.executable, "-c", SCRIPT, *asked]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own script
    loaded = run.stdout.splitlines()[-1]
    assert "matplotlib" in loaded
    assert [name for name in UNUSED if f"'{name}'" in loaded] == []


LOOKS = """
import atexit, gc
looks = []
gc.collect()
gc.callbacks.append(lambda phase, _: phase == "start" and looks.append(gc.get_count()))
atexit.register(lambda: print("looks", len(looks)))
from geodash.__main__ import run
run()
"""


def test_a_picture_is_made_with_hardly_a_look_for_garbage(tmp_path: Path) -> None:
    asked = ["export", "--date", "2025-03-17", "--format", "png", "-o", str(tmp_path / "a.png")]
    command = [sys.executable, "-c", LOOKS, *asked]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own script
    assert run.stdout.splitlines()[-1] in {"looks 0", "looks 1"}, "usually there are thirty"


def test_every_command_has_its_help() -> None:
    assert [name for name, command in main.commands.items() if not command.help] == []


def test_what_is_written_twice_to_start_fast_is_the_same() -> None:
    assert LANGUAGES == OF_RECORDS
    assert FILTERS.keys() <= {param.name for param in PARAMS}
    for name, formats in (("snapshot", SNAPSHOT_FORMATS), ("diff", DIFF_FORMATS)):
        style = next(option for option in main.commands[name].params if option.name == "style")
        assert list(style.to_info_dict()["type"]["choices"]) == list(formats)
