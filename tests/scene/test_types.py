"""What the browser program says that it is given is what Python gives it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from deno import find_deno_bin
from tests.drawn import write_scene

from geodash.browser.bundle import PROGRAM
from geodash.link.state import DashboardState
from geodash.scene.settled import settled_state

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ROOT = Path(__file__).parents[2]
TYPES = PROGRAM / "core" / "types.d.ts"


def check_types(folder: Path, *typed: tuple[str, object]) -> str:
    """What the type checker says of values and their types: nothing where they agree, key by key."""
    lines = [
        f'export const value{number}: import("{TYPES.as_uri()}").{kind} = {json.dumps(value)};'
        for number, (kind, value) in enumerate(typed)
    ]
    script = folder / "values.ts"
    script.write_text("\n".join(lines), encoding="utf-8")
    command = [find_deno_bin(), "check", "--quiet", "--no-remote", "--no-npm", "--no-lock"]
    command += ["--config", str(ROOT / "tools" / "deno.json"), str(script)]
    own = {"DENO_DIR": str(folder / "deno"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    run = subprocess.run(  # noqa: S603  our own script
        command, capture_output=True, text=True, check=False, env=dict(os.environ) | own
    )
    assert (run.returncode == 0) == (run.stderr == ""), run
    return run.stderr


@pytest.fixture(scope="module")
def scene(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("scene")
    found: dict[str, Any] = json.loads((folder / write_scene(dataset, folder)).read_text(encoding="utf-8"))
    return found


def test_scene_and_settled_state_are_of_their_types(
    dataset: Dataset, scene: dict[str, Any], tmp_path: Path
) -> None:
    settled = settled_state(DashboardState(), dataset, rev=3)
    assert check_types(tmp_path, ("SceneDocument", scene), ("Settled", settled)) == ""


def test_a_key_too_many_or_too_few_is_found(scene: dict[str, Any], tmp_path: Path) -> None:
    places = {name: column for name, column in scene["places"].items() if name != "rank"}
    lacking, beyond = scene | {"places": places}, scene | {"colour": "red"}
    said = check_types(tmp_path, ("SceneDocument", lacking), ("SceneDocument", beyond))
    assert "'rank' is missing" in said
    assert "'\"colour\"' does not exist" in said


@pytest.mark.parametrize(
    "path", [*sorted((PROGRAM / "core").glob("*.js")), PROGRAM / "parts" / "clock.js"], ids=lambda p: p.name
)
def test_core_and_clock_are_typed(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("// @ts-check\n")
