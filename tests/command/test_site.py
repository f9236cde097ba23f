"""The command `geodash site`: where it writes, what it refuses, what it says."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.conftest import GEODATA
from tests.overlaid import OPEN, write_overlay

from geodash.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from tests.conftest import TinyPackage


def site(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["site", *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_writes_a_folder_and_says_so(tiny_package: TinyPackage, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    result = site("-o", str(folder), "--data", str(tiny_package.folder))
    assert result.exit_code == 0
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    files = contents(folder)
    assert first == f"Wrote {folder} ({len(files)} files, {sum(map(len, files.values())):,} bytes)."
    assert second.startswith("Without --base-url there is no sitemap")
    assert json.loads(files["geodash-site.json"])["files"] == sorted(files.keys() - {"geodash-site.json"})
    assert [path.name for path in tmp_path.iterdir() if path != tiny_package.folder] == ["site"]


def test_a_site_is_replaced_by_the_next_one_whole(tiny_package: TinyPackage, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()  # an empty one is as good as none
    data = ("--data", str(tiny_package.folder), "--quiet")
    assert site("-o", str(folder), *data).exit_code == 0
    before = contents(folder)
    assert site("-o", str(folder), "--base-url", "https://example.org/maps", *data).exit_code == 0
    after = contents(folder)
    assert "sitemap.xml" in after.keys() - before.keys()
    assert b"https://example.org/maps/event/" in after["sitemap.xml"]
    result = site("-o", str(folder), *data)
    assert result.stderr == ""
    assert contents(folder) == before


def test_what_is_no_site_is_left_alone(tiny_package: TinyPackage, tmp_path: Path) -> None:
    data = ("--data", str(tiny_package.folder), "--quiet")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("Dear all", encoding="utf-8")
    result = site("-o", str(mine), *data)
    assert result.exit_code == 2
    assert "is no site that geodash wrote: nothing was changed" in result.stderr.replace("\n", " ")
    assert contents(mine) == {"letter.txt": b"Dear all"}
    folder = tmp_path / "site"
    site("-o", str(folder), *data)
    (folder / "robots.txt").write_text("User-agent: *", encoding="utf-8")
    before = contents(folder)
    result = site("-o", str(folder), *data)
    assert result.exit_code == 2
    assert "robots.txt is none of the site's files" in result.stderr.replace("\n", " ")
    assert contents(folder) == before


@pytest.mark.parametrize("mark", ["{}", "[]", "not JSON", '{"files": 3}'])
def test_a_mark_that_cannot_be_read_is_none(tiny_package: TinyPackage, tmp_path: Path, mark: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "geodash-site.json").write_text(mark, encoding="utf-8")
    assert site("-o", str(tmp_path / "site"), "--data", str(tiny_package.folder)).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("-o", "site", "--base-url", "example.org"), 2, "is no address of the web"),
        (("-o", "site", "--base-url", "https://example.org/?a=1"), 2, "is no address of the web"),
        (("-o", "site", "--base-url", 'https://example.org/"><script>'), 2, "is no address of the web"),
        (("-o", "site", "--server", "javascript:alert(1)"), 2, "is no address of the web"),
        (("-o", "site", "--made", "2026-06-01"), 2, "--made is for --pictures"),
        (("-o", "nowhere/site"), 1, "make its folder first"),
        ((), 2, "Missing option '-o'"),
    ],
)
def test_wrong_usage_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = site(*arguments)
    assert result.exit_code == code
    assert said in result.stderr.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_data_sets_beside_the_record_are_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = write_overlay(tmp_path / OPEN)
    monkeypatch.setenv("GEODASH_DATA", os.pathsep.join(map(str, (GEODATA, beside))))
    result = site("-o", str(tmp_path / "site"))
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == f"The site holds the record alone; left out: {OPEN}."


def test_pictures_are_the_same_with_the_same_day(tiny_package: TinyPackage, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        arguments = ("--pictures", "--made", "2026-06-01", "--base-url", "https://example.org")
        result = site("-o", str(tmp_path / name), "--data", str(tiny_package.folder), *arguments)
        assert result.exit_code == 0
        made.append(contents(tmp_path / name))
    assert made[0] == made[1]
    assert any(path.endswith(".png") for path in made[0])
    assert "pictures." in result.stderr
