"""What `geodash check` passes is drawn by everything; any other package is refused with a remedy.

The packages are small ones after changes made by chance. A long run takes more of them:
``GEODASH_MUTATIONS=500 pytest tests/test_one_validity.py``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from geodash.cli import main
from geodash.errors import DatasetError
from geodash.package import load_dataset
from tests.another import ELFASHER
from tests.conftest import make_tiny
from tests.drawn import draw_everything
from tests.package.drafts import Draft
from tests.package.mutations import mutated

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.errors import Problem
    from geodash.model.dataset import Dataset

MANY = int(os.environ.get("GEODASH_MUTATIONS", "40"))


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    tiny = make_tiny(tmp_path_factory.mktemp("drafts") / "tiny").folder
    return [Draft.read(tiny), Draft.read(ELFASHER)]


def loaded(folder: Path) -> Dataset | tuple[Problem, ...]:
    try:
        return load_dataset(folder)
    except DatasetError as error:
        return error.problems


def run(*arguments: str) -> Result:
    """The command line, any exception let through."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize("seed", range(MANY))
def test_what_check_passes_is_drawn(drafts: list[Draft], tmp_path: Path, seed: int) -> None:
    draft, done = mutated(drafts, seed)
    folder = tmp_path / "package"
    draft.write(folder)
    try:
        found = loaded(folder)
        if isinstance(found, tuple):
            assert_said(found)
        else:
            draw_everything(found, tmp_path / "scene", seed)
        assert_command_line_agrees(folder, found)
    except Exception as error:
        error.add_note(done)
        raise


def assert_said(problems: tuple[Problem, ...]) -> None:
    """Each problem says where and what to do; in a table also the line, unless the whole file is meant."""
    assert problems
    for problem in problems:
        assert problem.file, problem
        assert problem.remedy, problem
        whole = problem.field in {"", "hash", "bytes"}
        assert problem.line or whole or not problem.file.endswith(".csv"), problem
        assert problem.field or problem.line or "missing" in problem.remedy, problem


def assert_command_line_agrees(folder: Path, found: Dataset | tuple[Problem, ...]) -> None:
    problems = found if isinstance(found, tuple) else ()
    day = "2025-01-27" if isinstance(found, tuple) else str(found.last_day)
    output = folder / "out.geojson"
    results = [
        run("check", str(folder)),
        run("snapshot", day, "--data", str(folder)),
        run("export", "--format", "geojson", "--data", str(folder), "-o", str(output)),
    ]
    compared = run("diff", str(ELFASHER), str(folder))
    assert compared.exit_code in ({0, 1} if problems else {0}), compared.stderr
    for result in results:
        assert result.exit_code == (1 if problems else 0), result.stderr
        assert not problems or len(result.stderr.splitlines()) == len(problems)
    assert output.is_file() == (not problems)
