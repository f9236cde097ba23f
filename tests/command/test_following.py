"""What is new, for those who follow: a feed of changes and events, and the records that a version changed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from tests.web.client import get

from geodash.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

HOME = "https://maps.example.org/drc/"
ATOM = "{http://www.w3.org/2005/Atom}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def read(text: str) -> list[ET.Element]:
    return ET.fromstring(text).findall(f"{ATOM}entry")  # noqa: S314  our own


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_command_writes_the_feed_of_the_page(
    lang: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GEODASH_URL", f"{HOME}?date=2025-01-27")
    served = get("/feed.atom", {"lang": lang}).text
    assert run("feed", "--lang", lang).stdout == served
    file = tmp_path / "news.atom"
    assert run("feed", "--lang", lang, "-o", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == served
    other = run("feed", "--lang", lang, "--base-url", "https://other.example").stdout
    assert other == served.replace(HOME, "https://other.example/")


def test_since_a_day_it_has_all_of_it_and_nothing_else() -> None:
    entries = read(run("feed", "--base-url", HOME, "--since", "2025-01-01").stdout)
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert len(moments) > 50
    assert moments == sorted(moments, reverse=True)
    assert min(moments) >= "2025-01-01"
    longer = read(run("feed", "--base-url", HOME, "--since", "2012-01-01").stdout)
    assert [each.findtext(f"{ATOM}id") for each in longer][: len(entries)] == [
        each.findtext(f"{ATOM}id") for each in entries
    ]


def test_a_first_sighting_is_no_news_of_a_change(dataset: Dataset) -> None:
    told = {
        (entry.findtext(f"{ATOM}id") or "").partition("#")[2]
        for entry in read(run("feed", "--base-url", HOME, "--since", "2012-01-01").stdout)
    }
    for chain in dataset.holdings.values():
        record = next(iter(chain[0].records), None)
        if record is not None and not record.taken_from and record.previous == "unknown":
            assert record.id not in told
    assert sum(record.id in told for record in dataset.control) > 100


@pytest.mark.parametrize("arguments", [["feed"], ["feed", "--base-url", "host"], ["feed", "--since", "soon"]])
def test_without_an_address_or_with_no_day_it_is_wrong_usage(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GEODASH_URL", raising=False)
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Error" in done.stderr


@pytest.mark.parametrize("style", ["text", "json", "csv", "md"])
def test_changes_since_a_version_are_those_of_the_releases(dataset: Dataset, style: str) -> None:
    done = run("changes", "--since-version", "1.0.0", "--format", style, "--lang", "fr")
    assert done.exit_code == 0
    assert done.stdout == run("diff", "1.0.0", dataset.version, "--format", style, "--lang", "fr").stdout
    assert "lemera" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["--since-version", "9.9"], ["--since-version", "1.0.0", "--date", "2025-01-27"]]
)
def test_a_version_that_never_was_or_a_day_beside_it_is_wrong_usage(arguments: list[str]) -> None:
    done = run("changes", *arguments)
    assert done.exit_code == 2
    assert "--since-version" in done.stderr
