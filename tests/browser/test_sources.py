"""The panel of sources and method, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import Translator
from tests.browser.test_hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard
    from tests.conftest import TinyPackage

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
GOMA = "goma-captured-20250127"
RESOLUTION = "un-security-council-2025-02-21-resolution-2773-2025"


def entry(opened: Dashboard, source: str) -> Locator:
    return opened.page.locator(f'[data-source-id="{source}"]')


def head(opened: Dashboard, source: str) -> Locator:
    return entry(opened, source).get_by_role("link").first


def wait_until_in_view(opened: Dashboard, source: str) -> None:
    """Wait until an entry is open, and its beginning inside the visible part of the list."""
    opened.page.wait_for_function(
        """(id) => {
          const node = document.querySelector(`.gd-open[data-source-id="${id}"]`);
          if (!node) return false;
          const { top } = node.getBoundingClientRect();
          const box = node.closest('.gd-source-box').getBoundingClientRect();
          return top >= box.top - 1 && top < box.bottom;
        }""",
        arg=source,
    )


def found(opened: Dashboard) -> Locator:
    return opened.page.locator(".gd-source-bar [role=status]")


def ids(opened: Dashboard) -> list[str]:
    rows: list[str] = opened.page.locator("[data-source-id]").evaluate_all(
        "(rows) => rows.map((row) => row.dataset.sourceId)"
    )
    return rows


def test_a_card_leads_to_its_source_and_the_source_to_another_record(
    dashboard: Open, dataset: Dataset
) -> None:
    opened = dashboard().open(date="2025-03-17", event=GOMA)
    opened.page.locator(f'.gd-card [data-all-of="{RESOLUTION}"]').click()
    wait_until_in_view(opened, RESOLUTION)
    opened.wait_for_query("source", RESOLUTION)
    opened.wait_for_query("tab", "sources")
    opened.wait_for_query("event", GOMA)
    opened.page.wait_for_function(
        "(id) => document.activeElement.closest('[data-source-id]')?.dataset.sourceId === id", arg=RESOLUTION
    )
    resting = [event for event in dataset.events if RESOLUTION in event.source_ids]
    links = entry(opened, RESOLUTION).locator("[data-select-event]")
    assert links.evaluate_all("(all) => all.map((each) => each.dataset.selectEvent)") == [
        event.id for event in resting
    ]
    other = next(event for event in resting if event.id != GOMA)
    entry(opened, RESOLUTION).get_by_role("link", name=other.title_en).click()
    opened.wait_for_query("event", other.id)
    opened.wait_for_state("s.date === v", other.date.isoformat())
    opened.page.get_by_role("heading", name=other.title_en).wait_for()
    wait_until_in_view(opened, RESOLUTION)


def test_a_source_leads_to_the_places_and_the_relations_that_rest_on_it(
    dashboard: Open, dataset: Dataset
) -> None:
    record = next(r for r in dataset.control if r.place_id == "goma" and r.valid_from.year == 2025)
    source = record.source_ids[0]
    opened = dashboard().open_tab("sources", date="2024-05-01", source=source)
    english = Translator("en")
    entry(opened, source).locator('[data-select-place="goma"]').first.click()
    opened.wait_for_query("place", "goma")
    rested = sorted(r.valid_from for r in dataset.control if r.place_id == "goma" and source in r.source_ids)
    opened.wait_for_state("s.date === v", rested[0].isoformat())
    opened.page.get_by_role("heading", name="Goma").wait_for()
    relation = dataset.relations[-1]
    source = dataset.event_by_id[relation.event_id].source_ids[0]
    opened.open_tab("sources", source=source)
    label = english(f"wording.relation.{relation.status}")
    entry(opened, source).locator(f'[data-select-pair="{",".join(relation.pair)}"]', has_text=label).click()
    opened.wait_for_query("pair", ",".join(relation.pair))
    opened.wait_for_query("tab", "relations")
    opened.wait_for_state("s.date === v", relation.valid_from.isoformat())


@pytest.mark.loaded
def test_a_link_restores_the_source(dashboard: Open, dataset: Dataset) -> None:
    undated = next(source for source in dataset.sources.values() if not source.published)
    opened = dashboard().open_tab("sources", date="2025-03-17", source=undated.id)
    wait_until_in_view(opened, undated.id)
    assert opened.page.evaluate("() => document.activeElement === document.body")
    link = entry(opened, undated.id).locator("a[target]")
    assert link.get_attribute("href") == undated.url
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("hreflang") == undated.language
    text = entry(opened, undated.id).inner_text()
    for part in (undated.title, undated.publisher, "undated", undated.note_en, undated.id):
        assert part in text
    head(opened, undated.id).click()
    opened.wait_for_query("source", None)
    opened.open_tab("sources", source="no-such-source")
    assert opened.page.locator(".gd-open").count() == 0
    assert opened.errors == []


def test_search_forgives_accents_and_filters_narrow(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("sources", date="2025-03-17")
    assert found(opened).inner_text() == f"{len(dataset.sources):,} sources"
    accented = next(s for s in dataset.sources.values() if "Félix" in s.title)
    box = opened.page.get_by_role("searchbox", name="Search sources")
    box.fill(f"{accented.publisher.upper()} felix")
    head(opened, accented.id).wait_for()
    box.fill("")
    opened.page.get_by_role("combobox", name="Kind").select_option("un")
    opened.page.get_by_role("combobox", name="Order").select_option("records")
    of_the_un = [s for s in dataset.sources.values() if s.kind == "un"]
    assert found(opened).inner_text() == f"{len(of_the_un)} of {len(dataset.sources):,} sources"
    assert ids(opened)[0] == RESOLUTION
    opened.page.get_by_role("combobox", name="Language").select_option("rw")
    opened.page.get_by_text("No source matches.").wait_for()
    opened.page.get_by_role("button", name="Clear search and filters").click()
    assert found(opened).inner_text() == f"{len(dataset.sources):,} sources"
    opened.page.get_by_role("combobox", name="Order").select_option("publisher")
    shown = [dataset.sources[source].publisher for source in ids(opened)]
    assert shown == sorted(shown, key=str.casefold)


def test_a_link_to_a_source_that_the_filters_hide_clears_them(dashboard: Open) -> None:
    opened = dashboard().open_tab("sources", date="2025-03-17", event=GOMA)
    opened.page.get_by_role("searchbox", name="Search sources").fill("no such title")
    opened.page.locator(f'.gd-card [data-all-of="{RESOLUTION}"]').click()
    wait_until_in_view(opened, RESOLUTION)
    assert opened.page.get_by_role("searchbox", name="Search sources").input_value() == ""


def test_the_keyboard_alone_reaches_everything(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("sources", date="2025-03-17")
    page = opened.page
    page.get_by_role("combobox", name="Order").focus()
    active = "() => document.activeElement.closest('[data-source-id]')?.dataset.sourceId ?? null"
    page.keyboard.press("Tab")
    first = page.evaluate(active)
    assert first == ids(opened)[0]
    page.keyboard.press("End")
    last = page.evaluate(active)
    assert last != first
    assert entry(opened, last).get_attribute("aria-posinset") == str(len(dataset.sources))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("PageUp")
    source = page.evaluate(active)
    assert entry(opened, source).get_attribute("aria-posinset") == str(len(dataset.sources) - 9)
    assert page.locator(".gd-source-head[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    opened.wait_for_query("source", source)
    assert head(opened, source).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(active) == source
    assert page.evaluate("() => document.activeElement.matches('[data-select-event], [data-select-place]')")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.gd-card').hidden")
    head(opened, source).focus()
    page.keyboard.press("Enter")
    opened.wait_for_query("source", None)
    assert page.evaluate(active) == source


@pytest.mark.loaded
def test_the_list_stays_small_and_still_while_the_clock_moves(dashboard: Open) -> None:
    opened = dashboard().open_tab("sources", date="2025-03-17", source=RESOLUTION)
    page = opened.page
    most = page.evaluate(
        """async () => {
          const box = document.querySelector('.gd-source-box');
          let most = 0;
          for (let top = 0; top < box.scrollHeight; top += 800) {
            box.scrollTop = top;
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            most = Math.max(most, document.querySelectorAll('[data-source-id]').length);
          }
          return most;
        }"""
    )
    assert most < 40
    page.evaluate(
        """() => {
          window.changes = 0;
          const all = { subtree: true, childList: true, attributes: true, characterData: true };
          new MutationObserver((found) => { window.changes += found.length; })
            .observe(document.querySelector('.gd-tab-sources'), all);
        }"""
    )
    opened.slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageDown")
    opened.wait_for_state("s.date < v", "2025-02-15")
    opened.wait_until_settled()
    assert page.evaluate("() => window.changes") == 0


def test_the_method_is_read_and_cited_in_french(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("sources", date="2025-03-17", lang="fr")
    page = opened.page
    page.get_by_role("button", name="Méthode").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Méthode").get_attribute("aria-pressed") == "true"
    sections = page.locator(".gd-method-section")
    assert sections.evaluate_all("(all) => all.map((each) => each.open)") == [True] + [False] * 12
    page.locator("[data-section=coverage] summary").focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Fiches par année")
    events = [event for event in dataset.events if event.date.year == 2025]
    row = table.get_by_role("row").filter(has_text="2025")
    assert row.get_by_role("cell").first.inner_text() == str(len(events))
    page.locator("[data-section=cite] summary").click()
    cited = page.get_by_role("textbox", name="Citation", exact=True).input_value()
    assert "17 mars 2025" in cited
    assert dataset.version in cited
    page.locator("[data-section=cite]").get_by_role("button").click()
    page.locator("[data-section=cite] [role=status]", has_text="opi").wait_for()
    page.get_by_role("radio", name="EN").or_(page.get_by_role("button", name="EN", exact=True)).first.click()
    page.get_by_role("button", name="Method", exact=True).wait_for()
    assert page.locator("[data-section=coverage]").get_attribute("open") is not None
    assert "Rwanda denies this" in (page.locator("[data-section=attribution]").text_content() or "")
    assert opened.errors == []


def test_on_a_phone_the_card_makes_way_for_the_source(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard(**PHONE).open(date="2025-03-17", lang="fr")
    opened.frame.evaluate("(event) => window.geodash.setState({event})", GOMA)
    button = opened.page.locator(f'.gd-card [data-all-of="{RESOLUTION}"]')
    button.wait_for()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    button.click()
    wait_until_in_view(opened, RESOLUTION)
    opened.wait_for_query("event", None)
    opened.page.wait_for_function(
        "(id) => document.activeElement.closest('[data-source-id]')?.dataset.sourceId === id", arg=RESOLUTION
    )
    title = dataset.event_by_id[GOMA].title_fr
    entry(opened, RESOLUTION).get_by_role("link", name=title).click()
    opened.wait_for_query("event", GOMA)
    opened.page.locator(".gd-card").get_by_role("heading", name=title).wait_for()
    opened.page.locator(".gd-card [data-tool=back]").click()
    wait_until_in_view(opened, RESOLUTION)
    fits = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert opened.page.evaluate(fits)


def test_hostile_sources_are_shown_as_typed(dashboard: Open, tiny_package: TinyPackage) -> None:
    from tests.browser.conftest import serve  # noqa: PLC0415  imports the browser

    for file, columns in {
        "sources": ("title", "publisher", "note_en", "note_fr"),
        "events": ("title_en", "title_fr"),
        "places": ("name", "name_en", "name_fr"),
        "actors": ("short_en", "short_fr"),
    }.items():
        for column in columns:
            for line in range(2, len(tiny_package.read(f"{file}.csv").splitlines()) + 1):
                tiny_package.set_cell(f"{file}.csv", line, column, HOSTILE)
    with serve(tiny_package.folder) as address:
        opened = dashboard(server=address)
        alerts: list[str] = []

        def note(dialog: Any) -> None:
            alerts.append(dialog.message)
            dialog.dismiss()

        opened.page.on("dialog", note)
        opened.open_tab("sources", source="daily-2025-01-27")
        wait_until_in_view(opened, "daily-2025-01-27")
        assert entry(opened, "daily-2025-01-27").inner_text().count(HOSTILE) >= 4
        opened.page.get_by_role("button", name="Method", exact=True).click()
        opened.page.locator(".gd-method-section").first.wait_for()
        assert opened.page.locator("img[src='x']").count() == 0
        assert alerts == []
        assert opened.foreign == []
        assert opened.errors == []
