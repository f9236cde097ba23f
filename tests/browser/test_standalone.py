"""The page in one file, opened from disk with the network cut."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import pytest

from geodash.i18n import Translator
from geodash.link.state import TABS, DashboardState
from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import EventCategory
from geodash.package import load_dataset
from geodash.wording.detail import event_card, place_card
from tests.browser.conftest import PAINTED, wait_until_listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Dialog

    from geodash.model.dataset import Dataset
    from tests.browser.alone import Open
    from tests.conftest import TinyPackage

pytestmark = pytest.mark.browser

FOUNDING = "rwa-bel-sever-relations-20250317"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HOSTILE = "<img src=x onerror=alert(1)> `tick` ${7*7} </script><script>alert(2)</script> *b* [l](x)"


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in {"id", "kind", "category", "confidence", "codes", "url", "language", "group"}:
                yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, str) and value:
        yield value


def test_the_map_is_ready_and_the_list_shows_what_it_draws(open_file: Open, dataset: Dataset) -> None:
    on = date(2025, 3, 17)
    file = open_file(DashboardState(date=on))
    state = file.state()
    expected = {row.place_id: row.controller for row in snapshot_at(dataset, on).control}
    assert state["control"] == expected
    shown = select_events(dataset, window_mask(dataset.event_columns, on, 30))
    assert sorted(state["events"]) == sorted(event.id for event in shown)
    wait_until_listed(file.page, state["events"])
    sheets = file.page.evaluate(f"() => [...document.querySelectorAll('.geodash canvas')].map({PAINTED})")
    assert sheets == [True] * 4
    box = file.page.locator(".geodash").bounding_box()
    assert box is not None
    assert box["height"] > 500


def test_the_clock_moves_by_keyboard(open_file: Open, dataset: Dataset) -> None:
    file = open_file(DashboardState(date=date(2025, 1, 26)))
    file.slider.focus()
    file.page.keyboard.press("ArrowRight")
    file.wait_for("s.date === '2025-01-27'")
    day = date(2025, 1, 27)
    expected = {row.place_id: row.controller for row in snapshot_at(dataset, day).control}
    assert file.state()["control"] == expected
    wait_until_listed(file.page, file.state()["events"])
    assert "27 January 2025" in file.page.locator("header").inner_text()
    assert "27 January 2025" in file.page.locator("footer").inner_text()
    file.page.wait_for_function("() => location.hash.includes('date=2025-01-27')")
    assert file.page.title().endswith("27 January 2025")


def test_selecting_an_event_opens_its_card_with_sources(open_file: Open, dataset: Dataset) -> None:
    file = open_file(DashboardState(date=date(2025, 3, 20)))
    file.page.locator(f'[data-event-id="{FOUNDING}"]').click()
    file.wait_for("s.selected.event === v && s.date === '2025-03-17'", FOUNDING)
    card = file.page.locator(".gd-card")
    card.get_by_role("heading", name="Rwanda severs").wait_for()
    event = dataset.event_by_id[FOUNDING]
    links = card.locator(".gd-sources a[target]").evaluate_all("(all) => all.map((one) => one.href)")
    assert links == [dataset.sources[source].url for source in event.source_ids]
    file.page.keyboard.press("Escape")
    file.wait_for("s.selected.event === null")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_cards_say_what_the_server_would_say(open_file: Open, dataset: Dataset, lang: Any) -> None:
    tr = Translator(lang)
    file = open_file(DashboardState(date=date(2025, 3, 17), lang=lang))
    for event in dataset.events[::12]:
        file.set(event=event.id)
        file.wait_for_card(event.text("title", lang))
        text = file.card()
        assert not [leaf for leaf in leaves(event_card(dataset, event, tr)) if leaf not in text], event.id
    for place in ("goma", "bukavu", "kigali", "uvira"):
        for day in (date(2022, 6, 13), date(2025, 1, 30), date(2025, 12, 20)):
            file.set(date=day.isoformat(), event=None, place=place)
            file.wait_for_card(dataset.places[place].label(lang))
            file.page.wait_for_function("() => document.documentElement.dataset.geodash !== 'unsettled'")
            expected = place_card(dataset, dataset.places[place], day, tr)
            if (more := file.page.locator(".gd-card .gd-unfold")).count():
                more.click()
            text = file.card()
            for key in ("title", "names", "admin", "coordinates", "attribution", "confidence_text"):
                assert expected[key] in text, (place, day, key)
            for part in (*expected["events"], *expected["sources"]):
                assert part["title"] in text, (place, day)
            assert file.page.locator(".gd-card .gd-sources li").count() == len(expected["sources"])
            assert file.page.locator(".gd-card .gd-links li").count() == len(expected["events"])


def test_the_language_changes_everywhere(open_file: Open) -> None:
    file = open_file(DashboardState(date=date(2025, 3, 17), event=FOUNDING))
    file.page.get_by_role("button", name="Français").click()
    file.wait_for("s.lang === 'fr'")
    file.page.get_by_role("slider", name="Date").wait_for()
    file.page.locator(".gd-card").get_by_role("heading", name="Le Rwanda rompt").wait_for()
    title = file.page.get_by_role("heading", level=1).inner_text()
    assert title == "Qui tenait quelle localité dans l’est de la RD Congo"
    assert "Consulté le 1er juin 2026" in file.page.locator("footer").inner_text()
    assert file.page.evaluate("document.documentElement.lang") == "fr"
    file.page.get_by_role("button", name="English").click()
    file.page.locator(".gd-card").get_by_role("heading", name="Rwanda severs").wait_for()
    assert file.state()["selected"]["event"] == FOUNDING


def test_filters_hold_until_they_are_dropped(open_file: Open, dataset: Dataset) -> None:
    state = DashboardState(date=date(2025, 3, 17), cat=frozenset({EventCategory.SANCTIONS}))
    file = open_file(state)
    columns = dataset.event_columns
    window = window_mask(columns, date(2025, 3, 17), 30)
    wanted = filter_mask(columns, EventFilter(frozenset({EventCategory.SANCTIONS})))
    wait_until_listed(file.page, [event.id for event in select_events(dataset, window & wanted)])
    assert "Sanctions" in file.page.locator("header").inner_text()
    file.page.get_by_role("button", name="Show all records").click()
    file.wait_for("s.events.length === v", int(window.sum()))
    assert "Sanctions" not in file.page.locator("header").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_the_readers(open_file: Open, scheme: Literal["light", "dark"]) -> None:
    file = open_file(DashboardState(date=date(2025, 3, 17)), color_scheme=scheme)
    assert file.state()["theme"] == scheme
    other: Literal["light", "dark"] = "dark" if scheme == "light" else "light"
    file.page.emulate_media(color_scheme=other)
    file.wait_for("s.theme === v", other)
    assert file.page.locator(".gd-panel").get_attribute("data-theme") == other


def test_a_phone_shows_everything_in_one_column(open_file: Open) -> None:
    file = open_file(DashboardState(date=date(2025, 3, 17)), **PHONE)
    width = file.page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    tops = [
        file.page.locator(part).evaluate("(node) => node.getBoundingClientRect().top")
        for part in ("header", ".geodash", ".gd-timeline", ".gd-panel", "footer")
    ]
    assert tops == sorted(tops)


def test_python_and_the_file_agree_around_every_change(open_file: Open, dataset: Dataset) -> None:
    file = open_file(DashboardState())
    days = sorted({r.valid_from + timedelta(days=step) for r in dataset.control for step in (-1, 0, 1)})
    drawn = file.page.evaluate(
        """(days) => days.map((date) => {
          window.geodash.setState({date});
          return window.geodash.getState().control;
        })""",
        [day.isoformat() for day in days],
    )
    for day, control in zip(days, drawn, strict=True):
        assert control == {row.place_id: row.controller for row in snapshot_at(dataset, day).control}, day


def test_hostile_text_is_shown_as_typed(open_file: Open, tiny_package: TinyPackage) -> None:
    for name in ("events", "places", "actors", "sources", "control"):
        header, *rows = tiny_package.read(f"{name}.csv").splitlines()
        for column in header.split(","):
            if column.endswith(("_en", "_fr")) or column in {"name", "title", "publisher"}:
                for line in range(2, len(rows) + 2):
                    tiny_package.set_cell(f"{name}.csv", line, column, HOSTILE)
    dataset = load_dataset(tiny_package.folder)
    file = open_file(DashboardState(days=None, date=dataset.last_day, q="tick"), of=dataset)
    alerts: list[str] = []

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    file.page.on("dialog", note)
    first = file.listed()[0]
    file.page.locator(f'[data-event-id="{first}"]').click()
    file.page.get_by_role("heading", name="<img src=x").first.wait_for()
    assert HOSTILE in file.card()
    file.set(event=None, place=next(iter(file.state()["control"])))
    file.page.locator(".gd-card .gd-sources").wait_for()
    assert file.page.locator("img[src='x']").count() == 0
    assert alerts == []


def test_every_panel_is_in_the_file(open_file: Open) -> None:
    opened = open_file(DashboardState(date=date(2025, 3, 17)))
    for tab in TABS:
        opened.page.locator(f"#gd-tab-{tab}").click()
        opened.page.locator(f"#gd-tabpanel-{tab} > *").wait_for()
        opened.page.wait_for_function(
            "(tab) => !document.querySelector(`#gd-tabpanel-${tab} .gd-skeleton`)", arg=tab
        )
        assert len(opened.page.locator(f"#gd-tabpanel-{tab}").inner_text()) > 100
    assert opened.errors == []


def test_the_deadliest_come_first_in_the_table_of_a_file(open_file: Open) -> None:
    state = DashboardState(date=date(2025, 3, 17), days=90, form="table")
    opened = open_file(state, fragment="#sort=deaths")
    sorted_by = opened.page.get_by_role("grid").locator("th[aria-sort]")
    assert sorted_by.get_attribute("data-column") == "deaths"
    opened.page.get_by_role("button", name="List", exact=True).click()
    opened.page.wait_for_function("() => location.hash.includes('form=list')")
    opened.page.reload()
    opened.page.get_by_role("listbox").locator(".gd-day").first.wait_for()
    assert opened.page.locator(".gd-list-tools select").input_value() == "deaths"


def test_a_pair_keeps_its_events_without_a_server(open_file: Open, dataset: Dataset) -> None:
    opened = open_file(DashboardState(date=date(2025, 3, 17), pair=("belgium", "rwanda")))
    wanted = EventFilter(pair=frozenset({"belgium", "rwanda"}))
    columns = dataset.event_columns
    on = window_mask(columns, date(2025, 3, 17), 30)
    both = {event.id for event in select_events(dataset, on & filter_mask(columns, wanted))}
    opened.wait_for("s.events.length === v", len(both))
    assert set(opened.state()["events"]) == both
    opened.page.get_by_role("button", name="Clear pair").click()
    opened.wait_for("s.events.length === v", int(on.sum()))


@pytest.mark.parametrize(
    ("told", "href"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/desk", "https://example.org/desk"),
    ],
)
def test_the_foot_says_whom_to_write_to(
    open_file: Open, monkeypatch: pytest.MonkeyPatch, told: str, href: str
) -> None:
    monkeypatch.setenv("GEODASH_CONTACT", told)
    file = open_file(DashboardState(date=date(2025, 1, 27), lang="fr"))
    file.wait_for("s.ready")
    link = file.page.locator("footer").get_by_role("link")
    assert (link.inner_text().replace("\u00a0", " "), link.get_attribute("href")) == (
        f"Contact : {told}",
        href,
    )


def test_words_for_a_contact_are_no_link(open_file: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEODASH_CONTACT", "room 12 <b>")
    file = open_file(DashboardState(date=date(2025, 1, 27)))
    file.wait_for("s.ready")
    foot = file.page.locator("footer")
    assert foot.inner_text().endswith("Contact: room 12 <b>")
    assert not foot.get_by_role("link").count()


def test_the_founding_text_is_a_table_whose_records_open(open_file: Open, dataset: Dataset) -> None:
    file = open_file(DashboardState(tab="sources"))
    file.page.get_by_role("button", name="News text", exact=True).click()
    file.page.locator("[data-correction=correction-former-colonies]").first.wait_for()
    event = dataset.event_by_id["goma-captured-20250127"]
    file.page.locator("[data-claim='6']").get_by_role("link", name=event.title_en).click()
    file.wait_for("s.date === v", event.date.isoformat())
    file.wait_for_card(event.title_en)


def test_it_says_where_the_record_ends_and_explains_itself(open_file: Open, dataset: Dataset) -> None:
    file = open_file(DashboardState(lang="fr"))
    last = Translator("fr").date(dataset.control_known_until)
    file.page.get_by_text(f"Relevé systématique jusqu’au {last}", exact=False).wait_for()
    file.page.get_by_role("button", name="Que voit-on ici ?", exact=True).first.click()
    dialog = file.page.get_by_role("dialog", name="Que voit-on ici ?")
    dialog.get_by_role("heading", name="Où s’arrête le relevé").wait_for()
    file.page.keyboard.press("Escape")
    file.page.locator(".gd-help-dialog").wait_for(state="hidden")
