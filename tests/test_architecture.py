"""Imports point one way, and the core stays free of the page's libraries."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "geodash"

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "files": set(),
    "model": {"errors"},
    "link": {"model", "errors"},
    "i18n": {"model"},
    "look": {"model"},
    "package": {"model", "errors", "i18n", "look"},
    "wording": {"model", "i18n", "link"},
    "browser": set(),
    "scene": {"model", "link", "i18n", "wording", "look", "files"},
    "pictures": {"model", "link", "i18n", "wording", "look", "scene"},
    "interchange": {"model", "link", "i18n", "wording"},
    "products": {"model", "link", "i18n", "wording", "look", "scene", "browser", "pictures", "interchange"},
    "ui": {
        "model",
        "link",
        "i18n",
        "wording",
        "look",
        "scene",
        "browser",
        "pictures",
        "products",
        "package",
        "errors",
        "files",
    },
    "cli": {"model", "link", "i18n", "wording", "products", "package", "errors", "files"},
    "__main__": {"cli"},
}
"""What each part of the package may import from the others."""

MODULES = sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found.add(node.module or "")
            if node.module == "geodash":
                found |= {f"geodash.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("geodash.")}
    assert used - {part} <= MAY_IMPORT[part], f"{part} must not import {used - {part} - MAY_IMPORT[part]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_page_imports_streamlit(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports_of(path)}
    if part_of(path) != "ui":
        assert not libraries & {"streamlit", "streamlit_folium"}
    if part_of(path) != "ui":
        assert "folium" not in libraries


def test_the_core_loads_without_streamlit_and_folium() -> None:
    script = (
        "import sys, geodash.model.snapshot, geodash.model.changes, geodash.model.relations, "
        "geodash.model.selection, geodash.package, geodash.link.state; "
        "print([name for name in ('streamlit', 'folium') if name in sys.modules])"
    )
    run = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=SOURCE.parent
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path", [*MODULES, *sorted((SOURCE / "browser").rglob("*.js"))], ids=lambda path: path.name
)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_functions_stay_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 55, f"{node.name} has {length} lines"


def test_no_style_sheet_looks_at_what_is_inside() -> None:
    for path in (SOURCE / "browser").rglob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert ":has(" not in rules, f"{path.name}: :has() makes a browser check every ancestor of a change"
