"""The page of a record as it was known on a day: a folder knows it by the days of its releases."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geodash.cli import main
from geodash.model.revision import revision_between
from geodash.model.since import dataset_before
from geodash.package.known import dataset_known
from geodash.shelf import Shelf
from geodash.ui import known
from geodash.ui.resources import DOCUMENTS
from tests.conftest import GEODATA
from tests.web.client import get

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.app.conftest import Page
    from tests.conftest import TinyPackage

BETWEEN, BEFORE = "2026-11-25", "2026-11-22"


def test_a_day_between_two_releases_has_the_earlier_one(dataset: Dataset) -> None:
    then = dataset_known(dataset, dt.date.fromisoformat(BETWEEN), GEODATA)
    assert then is not None
    changes = revision_between(dataset.changes, dataset.releases, "1.0.0", dataset.version).changes
    assert then.control == dataset_before(dataset, "1.0.0", changes).control
    assert len(then.control) < len(dataset.control)
    assert then.version == f"1.0.0 ({BETWEEN})"
    assert dataset_known(dataset, dt.date.fromisoformat(BEFORE), GEODATA) is None


def test_diff_of_days_is_that_of_their_releases() -> None:
    days, versions = (
        CliRunner().invoke(main, ["diff", *pair, "--data", str(GEODATA)])
        for pair in ((BETWEEN, "2026-11-28"), ("1.0.0", "1.1.0"))
    )
    assert days.exit_code == 0, days.output
    assert days.stdout == versions.stdout


def test_the_page_says_what_it_shows_and_keeps_it_in_its_address(
    open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    now, then = open_page(date="2025-03-17"), open_page(date="2025-03-17", known=BETWEEN)
    assert "as it was known on 25 November 2026" in then.texts
    assert "as it was known" not in now.texts
    assert then.query["known"] == BETWEEN
    scenes = [page.sent_to("panel")["scene"].removeprefix(f"{DOCUMENTS}/") for page in (now, then)]
    assert scenes[1] == scenes[0].replace("/scene", f"-{BETWEEN}/scene")
    versions = [json.loads(get(f"/{DOCUMENTS}/{scene}").content)["v"] for scene in scenes]
    assert versions == ["1.1.2", f"1.0.0 ({BETWEEN})"]
    monkeypatch.setattr(known, "_KEPT", Shelf(1))
    assert get(f"/{DOCUMENTS}/{scenes[1]}").status == 200  # of a process that has not shown it


def test_a_day_of_which_nothing_is_known_is_named(open_page: Callable[..., Page]) -> None:
    page = open_page(date="2025-03-17", known=BEFORE)
    assert "is not recorded" in page.texts
    assert "known" not in page.query


@pytest.mark.parametrize("path", ["/picture.svg", "/api/v1/events"])
def test_addresses_for_programs_show_what_was_known_or_refuse(path: str) -> None:
    then, now = (get(path, {"date": "2025-03-17"} | asked) for asked in ({"known": BETWEEN}, {}))
    assert then.status == now.status == 200
    assert BETWEEN in then.text
    assert then.text != now.text
    assert get(path, {"known": BEFORE}).status == 400


@pytest.mark.parametrize(
    "released",
    [
        {"1.1.0": "2026-11-28"},
        {"1.0.0": "2026-11-29", "1.1.0": "2026-11-28"},
        {"1.0.0": 1, "1.1.0": 2},
        ["1.0.0"],
    ],
)
def test_days_of_releases_are_checked(tiny_package: TinyPackage, released: object) -> None:
    descriptor = json.loads(tiny_package.read("datapackage.json"))
    tiny_package.write("datapackage.json", json.dumps(descriptor | {"released": released}))
    tiny_package.assert_problem("datapackage.json", 0, "released", "the day on which it came")
