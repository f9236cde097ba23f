"""Relations on the page: what the table says on a day, what choosing a pair does to list, map and link."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.model.relations import relation_states_at
from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from tests.browser.conftest import wait_until_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.relations import Pair
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

FOUNDING = "2025-03-17"
DAYS = [date(2012, 6, 1), date(2024, 1, 11), date(2025, 2, 19), date(2025, 3, 17), date(2026, 5, 27)]
SEVERED = "rwa-bel-sever-relations-20250317"
CONFIRMED = "bel-rwa-ministers-qatar-202505"
TEXTS = """() => Object.fromEntries([...document.querySelectorAll('[data-pair]')].map((row) =>
  [row.dataset.pair, row.querySelector('.gd-relation-text').textContent]))"""
SAME = f"(expected) => JSON.stringify(({TEXTS})()) === JSON.stringify(expected)"


def row_of(opened: Dashboard, name: str) -> Locator:
    # A row names the other party where all pairs share one, and both parties where they do not.
    link = opened.page.get_by_role("link", name=re.compile(rf"(^|–){re.escape(name)}$"))
    return opened.page.get_by_role("table").get_by_role("row").filter(has=link)


def key_of(pair: Pair) -> str:
    return ",".join(sorted(pair))


def standing(dataset: Dataset, pair: Pair, on: date, tr: Translator) -> str:
    """What the table must say of a pair: nothing is asserted before its first record."""
    state = relation_states_at(dataset, on).get(pair)
    if state is None:
        return tr("relations.no_record")
    precision = dataset.event_by_id[state.records[0].event_id].date_precision
    day = tr(f"wording.date.{precision}", date=tr.date(state.interval.start))
    since = tr("relations.since", date=day)
    return tr("relations.standing", status=tr(f"relations.status.{state.status}"), since=since)


WORDS = [
    ("en", "Belgium", FOUNDING, "severed, since 17 March 2025"),
    ("fr", "Belgique", FOUNDING, "rompue, depuis le 17 mars 2025"),
    ("en", "Belgium", "2025-03-16", "aid suspended, since 18 February 2025"),
    ("fr", "Belgique", "2025-03-16", "aide suspendue, depuis le 18 février 2025"),
    ("en", "Belgium", "2025-03-18", "severed, since 17 March 2025"),
    ("en", "Belgium", "2025-01-29", "no record up to this day"),
]


def test_rwanda_and_belgium_in_words(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    for lang, name, day, text in WORDS:
        opened.visit("relations", date=day, lang=lang)
        row_of(opened, name).get_by_text(text, exact=True).wait_for()
    assert opened.errors == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_pair_reads_as_python_says(dashboard: Open, dataset: Dataset, lang: Language) -> None:
    tr = Translator(lang)
    opened = dashboard().open_tab("relations", date=FOUNDING, lang=lang)
    pairs = list(dataset.relation_chains)
    order = list(opened.page.evaluate(TEXTS))
    for on in DAYS:
        opened.frame.evaluate("(date) => window.geodash.setState({date})", on.isoformat())
        texts = {key_of(pair): standing(dataset, pair, on, tr) for pair in pairs}
        opened.page.wait_for_function(SAME, arg={pair: texts[pair] for pair in order})
        for pair, state in relation_states_at(dataset, on).items():
            assert texts[key_of(pair)].startswith(tr(f"relations.status.{state.status}"))


def test_a_record_that_confirms_is_shown_with_its_act(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date="2025-06-17")
    row = row_of(opened, "Belgium")
    row.get_by_text("severed, since 17 March 2025", exact=True).wait_for()
    row.get_by_text("before: aid suspended", exact=True).wait_for()
    acts = row.locator("[data-select-event]")
    assert acts.evaluate_all("(all) => all.map((act) => act.dataset.selectEvent)") == [SEVERED, CONFIRMED]
    row.get_by_role("link", name="confirmed May 2025").click()
    opened.wait_for_query("event", CONFIRMED)


def test_choosing_a_pair_filters_the_list_and_opens_its_history(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("relations", date="2025-05-20", days="120")
    name = row_of(opened, "Belgium").locator(".gd-relation-name")
    name.focus()
    opened.page.keyboard.press("Enter")
    opened.wait_for_query("pair", "belgium,rwanda")
    opened.wait_until_settled()
    assert name.get_attribute("aria-expanded") == "true"
    history = opened.page.locator(".gd-relation-history")
    records = history.get_by_role("listitem")
    assert records.count() == 4
    assert history.locator("[aria-current]").get_by_text("severed (confirmed)").count() == 1
    assert records.nth(2).get_by_text("4 sources").count() == 1
    columns = dataset.event_columns
    flags = filter_mask(columns, EventFilter(pair=frozenset(("belgium", "rwanda"))))
    flags &= window_mask(columns, date(2025, 5, 20), 120)
    expected = [event.id for event in select_events(dataset, flags)]
    assert opened.state()["events"] == expected
    opened.page.get_by_role("tab", name="Events").click()
    events = opened.page.get_by_role("tabpanel", name="Events")
    events.get_by_text("only events in which both take part").wait_for()
    wait_until_listed(opened.page, expected)
    events.get_by_role("button", name="Clear pair").click()
    opened.wait_for_query("pair", None)
    opened.page.wait_for_function(
        "(count) => document.querySelectorAll('[role=option]').length > count", arg=len(expected)
    )


def test_choosing_again_takes_the_pair_back(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING, pair="belgium,rwanda")
    history = opened.page.locator(".gd-relation-history")
    history.wait_for()
    row_of(opened, "Belgium").get_by_text("severed, since 17 March 2025").click()
    opened.wait_for_query("pair", None)
    assert history.is_hidden()
    row_of(opened, "EU").get_by_text("under sanctions, since 17 March 2025").click()
    opened.wait_for_query("pair", "eu,rwanda")
    opened.wait_until_settled()
    opened.page.locator(".gd-relation-history:visible").get_by_role("button", name="Clear pair").click()
    opened.wait_for_query("pair", None)
    assert opened.page.evaluate("() => document.activeElement.textContent").endswith("EU")


def test_the_table_is_driven_by_keys(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    focused = "() => document.activeElement.textContent"
    names = opened.page.locator(".gd-relation-name").all_inner_texts()
    opened.page.locator(".gd-relation-name").first.focus()
    for key, name in [("ArrowDown", names[1]), ("End", names[-1]), ("Home", names[0]), ("ArrowUp", names[0])]:
        opened.page.keyboard.press(key)
        assert opened.page.evaluate(focused) == name
    row_of(opened, "Belgium").locator(".gd-relation-name").focus()
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate(focused) == "Rwanda severs diplomatic relations with Belgium"
    opened.page.keyboard.press("Enter")
    opened.wait_for_query("event", SEVERED)


@pytest.mark.loaded
def test_days_of_records_and_strips_move_the_clock(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING, pair="belgium,rwanda")
    history = opened.page.locator(".gd-relation-history")
    history.get_by_role("button", name="18 February 2025").click()
    opened.wait_for_query("date", "2025-02-18")
    row_of(opened, "Belgium").get_by_text("aid suspended, since 18 February 2025", exact=True).wait_for()
    strip = row_of(opened, "DRC").locator(".gd-relation-strip")
    box = strip.bounding_box()
    assert box is not None
    strip.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    opened.wait_for_state("s.date !== v", "2025-02-18")
    day = opened.state()["date"]
    opened.wait_for_query("date", day)
    line = strip.locator(".gd-relation-day").bounding_box()
    assert line is not None
    assert line["x"] - box["x"] == pytest.approx(box["width"] / 2, abs=2)


def test_moving_the_clock_sends_nothing_and_keeps_the_rows(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING, pair="belgium,rwanda")
    opened.page.evaluate("() => { window.kept = [...document.querySelectorAll('[data-pair]')]; }")
    opened.sent.clear()
    track = opened.track
    y = track["y"] + track["height"] / 2
    opened.page.mouse.move(track["x"] + track["width"] * 0.8, y)
    opened.page.mouse.down()
    for step in range(30):
        opened.page.mouse.move(track["x"] + track["width"] * (0.8 - step / 60), y)
    assert opened.sent == []
    opened.page.mouse.up()
    opened.wait_until_settled()
    assert opened.page.evaluate(
        "() => [...document.querySelectorAll('[data-pair]')].every((row, i) => row === window.kept[i])"
    )


def test_a_row_counts_the_acts_of_the_window(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    row = row_of(opened, "Belgium")
    row.get_by_text("Belgium → Rwanda: 1 act of pressure (1 by deed)").wait_for(state="attached")


UNDER_HEAD = """() => {
  const head = document.querySelector('.gd-relation-top').getBoundingClientRect();
  const chosen = document.querySelector('.gd-relation-name[aria-expanded=true]').getBoundingClientRect();
  const box = document.querySelector('.gd-relation-box').getBoundingClientRect();
  return chosen.top >= head.bottom - 1 && chosen.bottom <= box.bottom;
}"""


def test_a_chosen_pair_stands_below_the_heads_beside_a_card_in_a_low_window(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 667, "height": 375})
    opened.open_tab("relations", date=FOUNDING, pair="belgium,rwanda", event=SEVERED)
    opened.page.locator(".gd-relation-history:visible").wait_for()
    opened.page.wait_for_function(UNDER_HEAD)
