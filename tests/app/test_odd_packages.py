"""The page of odd packages that `geodash check` passes, and of one that it should not have passed."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from geodash.package import load_dataset
from geodash.ui import resources
from tests.package.drafts import Draft, mend
from tests.package.mutations.days import move_days
from tests.package.mutations.tables import everything_followed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Page
    from tests.conftest import TinyPackage


pytestmark = pytest.mark.usefixtures("fresh_data")


def nothing(draft: Draft) -> None:
    for rows in draft.tables.values():
        rows.clear()


def no_control(draft: Draft) -> None:
    draft.tables["control"].clear()


def no_points(draft: Draft) -> None:
    for row in draft.tables["places"]:
        row.update(dict.fromkeys(("lat", "lon", "uncertainty_m"), ""))


def on_one_line(draft: Draft) -> None:
    for row in draft.tables["places"]:
        row["lat"] = "-1.5"


def abroad_too(draft: Draft) -> None:
    everything_followed(draft, Random(0))


def long_ago(draft: Draft) -> None:
    move_days(draft, -145)


def no_outlines(draft: Draft) -> None:
    draft.layers.clear()


ODD = [nothing, no_control, no_points, on_one_line, abroad_too, long_ago, no_outlines]


@pytest.mark.parametrize("change", ODD)
def test_the_page_opens(
    open_page: Callable[..., Page],
    tiny_package: TinyPackage,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Draft], None],
) -> None:
    draft = Draft.read(tiny_package.folder)
    change(draft)
    mend(draft)
    folder = tiny_package.folder / "odd"
    draft.write(folder)
    monkeypatch.setenv("GEODASH_DATA", str(folder))
    dataset = load_dataset(folder)
    page = open_page(days="all")
    assert page.test.get("component_instance"), page.texts
    for place_id in [*dataset.places][:2]:
        assert page.change(place=place_id, event="").card["id"] == place_id
    page.change(brief=True)


def test_what_the_check_lets_through_leaves_the_last_good_version_up(
    open_page: Callable[..., Page], tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise IndexError

    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    page = open_page()
    scene = page.sent_to("panel")["scene"]
    monkeypatch.setattr(resources, "Scene", fail)
    tiny_package.set_cell("events.csv", 2, "title_en", "Another")
    page.again()
    assert page.sent_to("panel")["scene"] == scene
    assert "cannot draw this data (IndexError)" in page.texts
