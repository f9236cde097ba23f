"""Fixtures for all tests: the shipped dataset, and a small package that a test may break."""

from __future__ import annotations

import csv
import io
import json
import runpy
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import settings

from geodash.cli import main
from geodash.errors import DatasetError, Problem
from geodash.model.conflict import Conflict
from geodash.package import load_dataset

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ROOT = Path(__file__).resolve().parents[1]
GEODATA = ROOT / "geodata"
DESCRIBE = runpy.run_path(str(GEODATA / "build" / "describe.py"))["describe"]

TINY = ROOT / "tests" / "data" / "tiny"

# A busy machine is no fault of the code. For a search of an evening: pytest --hypothesis-profile=thorough
settings.register_profile("geodash", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("geodash")


@dataclass(frozen=True)
class TinyPackage:
    """A valid package of a few rows in a folder of its own."""

    folder: Path

    def read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, content: str | bytes) -> None:
        """Replace a file, and refresh its hash so that nothing but the content is wrong."""
        raw = content if isinstance(content, bytes) else content.encode()
        (self.folder / file).write_bytes(raw)
        if file != "datapackage.json":
            self.refresh()

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace the one place in a file where a text stands."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def set_cell(self, file: str, line: int, column: str, value: str) -> None:
        """Write one cell; line 1 is the header."""
        rows = list(csv.reader(io.StringIO(self.read(file))))
        rows[line - 1][rows[0].index(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        self.write(file, out.getvalue())

    def list_changes(self, *rows: str, releases: tuple[str, ...] = ("1.0.0", "1.1.0")) -> None:
        """Add a table of changes with these rows."""
        shipped = json.loads((GEODATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        descriptor = json.loads(self.read("datapackage.json"))
        descriptor.pop("released", None)
        resources = [r for r in descriptor["resources"] if r["name"] != "changes"]
        resources += [r for r in shipped if r["name"] == "changes"]
        changed = descriptor | {
            "resources": resources,
            "version": releases[-1],
            "releases": [*releases],
        }
        self.write("datapackage.json", json.dumps(changed))
        self.write("changes.csv", "\n".join(("version,table,record_id,change,field,old,new", *rows, "")))

    def problems(self) -> tuple[Problem, ...]:
        """What loading says, after the command line has said the same and given exit code 1."""
        with pytest.raises(DatasetError) as caught:
            load_dataset(self.folder)
        result = CliRunner().invoke(main, ["check", str(self.folder)])
        assert result.exit_code == 1
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == len(caught.value.problems)
        assert "Traceback" not in result.stderr
        return caught.value.problems

    def assert_problem(self, file: str, line: int, field: str, remedy: str) -> None:
        """Fail unless one problem has this file and line, and these words in its field and remedy."""
        found = self.problems()
        assert any(
            p.file == file and p.line == line and field in p.field and remedy in p.remedy for p in found
        ), "\n".join(map(str, found))

    def refresh(self) -> None:
        """Do what the error messages recommend."""
        DESCRIBE(self.folder)


def described(dataset: Dataset, **changes: Any) -> Dataset:
    """The dataset with some of what describes its conflict changed. A model's copy keeps its caches."""
    fields = {name: getattr(dataset.conflict, name) for name in Conflict.model_fields}
    return replace(dataset, conflict=Conflict(**(fields | changes)))


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The shipped dataset."""
    return load_dataset(GEODATA)


@pytest.fixture
def tiny_package(tmp_path: Path) -> TinyPackage:
    """A valid package: a few rows of every table."""
    return make_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def tiny_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """What the small package holds."""
    return load_dataset(make_tiny(tmp_path_factory.mktemp("package") / "tiny").folder)


def make_tiny(folder: Path) -> TinyPackage:
    """The small package in a folder of its own, its descriptor made from the shipped one."""
    shutil.copytree(TINY, folder)
    # The schemas are those of the shipped package, so that they need no second copy.
    descriptor = json.loads((GEODATA / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if (folder / r["path"]).is_file()]
    descriptor |= {"version": "1.1.0", "releases": ["1.0.0", "1.1.0"]}
    descriptor["released"] = {"1.0.0": "2026-11-23", "1.1.0": "2026-11-28"}
    files = {r["name"] for r in descriptor["resources"]}
    conflict = descriptor["geodash"]
    conflict["layers"] = [layer for layer in conflict["layers"] if layer["resource"] in files]
    actors = {line.partition(",")[0] for line in (folder / "actors.csv").read_text("utf-8").splitlines()}
    for holders in conflict["classes"]:
        holders["actors"] = [actor for actor in holders["actors"] if actor in actors]
    conflict["stories"] = {"tale": next(iter(conflict["stories"].values()))}
    conflict["texts"] = {
        key: text for key, text in conflict["texts"].items() if not key.startswith("wording.holder.")
    }
    del conflict["start_event"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    package = TinyPackage(folder)
    package.refresh()
    return package
