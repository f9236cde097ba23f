"""The documents name what exists, and what exists is in the documents."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from geodash.cli import main
from geodash.link.state import PARAMS
from geodash.package.loader import TABLES

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"```.*?```", re.DOTALL)
LINK = re.compile(r'\]\(([^)\s]+)\)|<img src="([^"]+)"')
MOST_BYTES = 400_000
PRIVATE = [f"/{name}/" for name in ("work", "farm")] + ["../" + "shared"]
"""Paths of somebody's machine; put together here, so that this file does not hold them."""


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def repository() -> list[Path]:
    """Every file that is or would be under version control."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def documents() -> list[Path]:
    return [path for path in repository() if path.suffix == ".md"]


def test_every_parameter_of_a_link_is_documented_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text_of("docs/links.md"), flags=re.MULTILINE)
    assert rows == [param.name for param in PARAMS]


def test_every_layer_and_class_is_documented(dataset: Dataset) -> None:
    text = text_of("README.md") + text_of("docs/method.md")
    assert [
        word
        for word in (*dataset.conflict.switched_layers, *dataset.conflict.class_ids)
        if f"`{word}`" not in text
    ] == []


def test_every_layer_is_in_the_links(dataset: Dataset) -> None:
    text = text_of("docs/links.md")
    assert [layer for layer in dataset.conflict.switched_layers if f"`{layer}`" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_command_exists(name: str) -> None:
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text_of(name), flags=re.DOTALL))
    targets = set(re.findall(r"\bmake ([a-z]+)", code))
    assert targets
    assert targets <= set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"\bgeodash ([a-z]+)", code)) <= set(main.commands)
    for script in re.findall(r"\bpython ([\w/.]+\.py)", code):
        assert (ROOT / script).is_file(), script


def test_row_counts_of_the_readme_are_those_of_the_tables() -> None:
    rows = dict(re.findall(r"^\| `(\w+)\.csv` \| (\d+) \|", text_of("README.md"), flags=re.MULTILINE))
    dictionary = re.findall(
        r"^\| `(\w+)\.csv` \|.*\| (\d+) \|$", text_of("docs/data-dictionary.md"), re.MULTILINE
    )
    assert rows == dict(dictionary)
    assert rows.keys() == TABLES.keys()


def test_every_relative_link_resolves() -> None:
    for document in documents():
        for found in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
            target = unquote("".join(found)).partition("#")[0]
            if target and not re.match(r"[a-z]+:", target):
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)}: {target}"


def test_pictures_are_used_and_small() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture.stat().st_size < MOST_BYTES, picture.name
        assert f"images/{picture.name}" in text, picture.name


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in repository()
        for word in PRIVATE
        if word.encode() in path.read_bytes()
    ]
    assert not found


NAMED = re.compile(r"`((?:[\w.<>-]+/)*[\w<>-]+\.(?:py|js|css|json|csv|toml)|(?:[\w.-]+/)+)`")
ROOMS = (ROOT, ROOT / "src" / "geodash", ROOT / "src" / "geodash" / "browser", ROOT / "geodata")


def named_files() -> list[tuple[str, str]]:
    texts = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/links.md", "docs/method.md")
    found = {(name, path) for name in texts for path in NAMED.findall(text_of(name)) if "<" not in path}
    return sorted(found)


@pytest.mark.parametrize(("document", "path"), named_files())
def test_files_and_rooms_that_a_document_names_exist(document: str, path: str) -> None:
    known = {file.name for file in repository()}
    if "/" in path:
        assert any((room / path).exists() for room in ROOMS), f"{document} names {path}"
    else:
        assert path in known, f"{document} names {path}"
