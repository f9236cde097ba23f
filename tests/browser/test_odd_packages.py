"""The page of odd packages that `geodash check` passes: few places, old days, empty tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.package import load_dataset
from tests.another import ELFASHER
from tests.browser.conftest import serve
from tests.package.drafts import Draft, mend
from tests.package.mutations.days import move_days

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser


def two_followed(draft: Draft) -> None:
    rows = draft.tables["control"]
    rows[:] = [row for row in rows if row["place_id"] in {"el-fasher", "nyala"}]


def before_1970(draft: Draft) -> None:
    """The last event is of 26 October 1970, the first of 1968: days on both sides of day 0."""
    move_days(draft, -55)


def no_events(draft: Draft) -> None:
    draft.tables["events"].clear()


def no_control(draft: Draft) -> None:
    draft.tables["control"].clear()


@pytest.mark.parametrize("change", [two_followed, before_1970, no_events, no_control])
def test_every_panel_shows_what_there_is(
    dashboard: Callable[..., Dashboard], tmp_path: Path, change: Callable[[Draft], None]
) -> None:
    draft = Draft.read(ELFASHER)
    change(draft)
    mend(draft)
    draft.write(tmp_path / "package")
    dataset = load_dataset(tmp_path / "package")
    with serve(tmp_path / "package") as address:
        opened = dashboard(server=address)
        opened.page.set_default_timeout(60_000)
        said: list[str] = []
        opened.page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        days = {"date": str(dataset.last_day), "compare": str(dataset.first_day), "days": "all"}
        opened.open_tab("events", **days)
        assert sorted(opened.option_ids()) == sorted(event.id for event in dataset.events)
        headings = opened.page.locator("#gd-events .gd-day").all_inner_texts()
        assert [text.rpartition(" ")[2] for text in headings] == [
            str(day.year) for day in sorted({event.date for event in dataset.events}, reverse=True)
        ]
        for row in opened.options.all():
            assert row.bounding_box()["height"] > 30
        for tab in ("compare", "places"):
            opened.page.locator(f"#gd-tab-{tab}").click()
            opened.page.locator(f"#gd-tabpanel-{tab} > *").wait_for(state="attached")
            opened.wait_until_settled()
        assert opened.page.locator("[data-testid=stException], .gd-failed").count() == 0
        assert opened.errors + said == []
