"""The panel of places: who held each on the day, its history as a strip, and how it is found."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.model.selection import fold
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis
from geodash.wording.holder import short_holder
from geodash.wording.statement import control_statement
from tests.browser.placepanel import NO_DATA, open_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

ONE_DAY = timedelta(days=1)
DAYS = [
    date(2012, 12, 1),  # M23 leaves Goma
    date(2022, 6, 13),  # Bunagana falls
    date(2025, 1, 27),  # M23 enters Goma
    date(2025, 3, 17),
    date(2026, 3, 17),  # the day after the last known one
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_says_what_python_says(dashboard: Open, dataset: Dataset, lang: Any) -> None:
    places = open_places(dashboard, date=DAYS[0].isoformat(), lang=lang)
    tr = Translator(lang, dataset.conflict)
    for day in DAYS:
        places.opened.frame.evaluate("(date) => window.geodash.setState({date})", day.isoformat())
        places.opened.wait_for_query("date", day.isoformat())
        places.opened.wait_until_settled()
        shown = places.words()
        assert len(shown) == len(dataset.places)
        for control in snapshot_at(dataset, day).control:
            holder, label = shown[control.place_id]
            no_data = control.controller == "no_data"
            assert holder == (NO_DATA[lang] if no_data else short_holder(dataset, control.controller, tr))
            statement = control_statement(dataset, control, day, tr)
            assert plain(label) == plain(f"{dataset.places[control.place_id].label(lang)}. {statement}")


def plain(text: str) -> str:
    """A text without what two date libraries write differently: kinds of spaces."""
    return re.sub(r"\s", " ", text)


def test_rows_follow_a_clock_that_has_not_settled(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-01-26")
    shown = places.page.evaluate(
        """async (days) => {
          const frame = document.querySelector('iframe').contentWindow.geodash;
          const drawn = [];
          for (const date of days) {
            frame.setState({date});
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            drawn.push(Object.fromEntries([...document.querySelectorAll('#gd-places .gd-place')]
              .map((row) => [row.dataset.placeId, row.querySelector('.gd-place-holder span').textContent])));
          }
          return drawn;
        }""",
        [(date(2025, 1, 26) + step * ONE_DAY).isoformat() for step in (0, 1, 2, 4, 3, 1, -900, 900)],
    )
    for step, drawn in zip((0, 1, 2, 4, 3, 1, -900, 900), shown, strict=True):
        day = date(2025, 1, 26) + step * ONE_DAY
        for control in snapshot_at(dataset, day).control:
            expected = (
                NO_DATA["en"]
                if control.controller == "no_data"
                else short_holder(dataset, control.controller, Translator("en", dataset.conflict))
            )
            assert drawn[control.place_id] == expected, day


def test_a_place_is_found_by_any_of_its_names(dashboard: Open) -> None:
    places = open_places(dashboard, date="2025-03-17")
    for typed, found in [
        ("gisenyi", "rubavu"),
        ("Kitchanga", "kitshanga"),
        ("  SAKÉ ", "sake"),
        ("geneve", "geneva"),
        ("GOMA aeroport", "goma-airport"),
    ]:
        places.search.fill(typed)
        places.wait_for_listed(found)
        places.page.get_by_role("status").get_by_text("1 place found").wait_for()
        places.search.press("Enter")
        places.opened.wait_for_state("s.selected.place === v", found)


def test_where_nothing_is_found_the_panel_says_what_to_do(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-03-17")
    places.page.get_by_role("button", name=f"Control followed ({len(dataset.holdings)})").click()
    assert set(places.listed) == set(dataset.holdings)
    places.search.fill("gisenyi")
    places.page.get_by_text("1 place whose control is not followed has such a name.").wait_for()
    assert not places.list.is_visible()
    places.page.get_by_role("button", name="Show it").click()
    places.wait_for_listed("rubavu")
    places.search.fill("no such town")
    places.page.get_by_text("No place here has a name like “no such town”.").wait_for()
    places.search.press("Escape")
    assert len(places.listed) == len(dataset.places)
    assert places.search.input_value() == ""


def test_places_stand_in_the_order_asked_for(dashboard: Open, dataset: Dataset) -> None:
    day = date(2025, 3, 17)
    places = open_places(dashboard, date=day.isoformat())
    followed, snapshot = len(dataset.holdings), snapshot_at(dataset, day).by_place
    groups = places.list.get_by_role("group")
    assert groups.first.get_attribute("aria-label") == "Beni, North Kivu"
    assert groups.last.get_attribute("aria-label") == "Zimbabwe, Control not followed"
    assert places.listed[0] == "beni"

    places.order.select_option("name")
    names = [fold(dataset.places[place].label("en")) for place in places.listed]
    assert names[:followed] == sorted(names[:followed])
    assert groups.evaluate_all("(all) => all.map((one) => one.ariaLabel)") == [
        "Control followed",
        "Control not followed",
    ]

    places.order.select_option("holder")
    shown = [snapshot[place].group for place in places.listed[:followed]]
    runs = [group for i, group in enumerate(shown) if i == 0 or shown[i - 1] != group]
    assert runs == [group for group in dataset.conflict.class_ids if group in shown]

    def last_confirmed() -> list[Any]:
        controls = [snapshot[place] for place in places.listed[:followed]]
        return [control.last_confirmed for control in controls if control.basis is Basis.REPORTED]

    places.order.select_option("confirmed")
    confirmed = last_confirmed()
    assert confirmed == sorted(confirmed, reverse=True)
    assert "confirmed" in places.list.get_by_role("option").first.inner_text()
    places.order.select_option("oldest")
    confirmed = last_confirmed()
    assert confirmed == sorted(confirmed)


def test_the_order_of_holders_waits_until_the_clock_rests(dashboard: Open) -> None:
    places = open_places(dashboard, date="2025-01-26")
    places.order.select_option("holder")
    before = places.listed
    thumb = places.opened.slider.bounding_box()
    middle = thumb["y"] + thumb["height"] / 2
    places.page.mouse.move(thumb["x"] + thumb["width"] / 2, middle)
    places.page.mouse.down()
    places.page.mouse.move(thumb["x"] + 260, middle, steps=5)
    places.opened.wait_for_state("s.date > v", "2025-06-01")
    assert places.listed == before
    places.page.mouse.up()
    places.opened.wait_until_settled()
    places.page.wait_for_function(
        """(before) => [...document.querySelectorAll('.gd-place')]
          .map((row) => row.dataset.placeId).join() !== before""",
        arg=",".join(before),
    )


def test_the_list_works_by_keys_alone(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-03-17")
    press = places.page.keyboard.press
    places.search.fill("ki")
    places.search.press("ArrowDown")
    assert places.list.evaluate("(list) => list === document.activeElement")
    assert places.pointer() == places.listed[0]
    press("ArrowDown")
    assert places.pointer() == places.listed[1]
    press("End")
    assert places.pointer() == places.listed[-1]
    press("Home")
    places.page.keyboard.type("kibu")
    assert places.pointer() == "kibumba"

    starts = [holding.interval.start for holding in dataset.holdings["kibumba"]]
    day = date(2025, 3, 17)
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        earlier, later = [s for s in starts if s < day], [s for s in starts if s > day]
        day = earlier[-1] if key == "ArrowLeft" else later[0]
        press(key)
        places.opened.wait_for_state("s.date === v", day.isoformat())
    assert places.pointer() == "kibumba"
    label = places.page.locator("#gd-place-kibumba").get_attribute("aria-label") or ""
    control = snapshot_at(dataset, day).by_place["kibumba"]
    statement = control_statement(dataset, control, day, Translator("en", dataset.conflict))
    assert plain(label).endswith(plain(statement))
    places.page.locator(".gd-listbox [role=status]").get_by_text(label).wait_for(state="attached")

    press("Enter")
    places.opened.wait_for_state("s.selected.place === v", "kibumba")
    places.page.locator(".gd-card").get_by_role("heading", level=2).wait_for()
    assert places.page.locator("#gd-place-kibumba").get_attribute("aria-selected") == "true"
    assert places.list.evaluate("(list) => list === document.activeElement")


def test_where_a_place_has_no_more_changes_the_keys_say_so(dashboard: Open, dataset: Dataset) -> None:
    last = dataset.last_day.isoformat()
    places = open_places(dashboard, date=last)
    places.list.focus()
    for letters, said in (
        ("goma", "Goma: no later change of control in the record."),
        ("brussels", "is not followed"),
    ):
        places.page.keyboard.type(letters)
        places.page.keyboard.press("ArrowRight")
        places.page.locator(".gd-listbox [role=status]").get_by_text(said).wait_for(state="attached")
    assert places.opened.state()["date"] == last


def test_choosing_a_name_opens_the_card_of_the_place(dashboard: Open, dataset: Dataset) -> None:
    places = open_places(dashboard, date="2025-03-17")
    places.page.locator("#gd-place-goma .gd-place-name").click()
    places.opened.wait_for_state("s.selected.place === 'goma'")
    card = places.page.locator(".gd-card")
    card.get_by_text("Ngoma").wait_for()
    for text in (
        "Goma, North Kivu, DR Congo",
        "within about 1 km",
        "Second source: IPIS trading centre",
        "Events here",
    ):
        assert card.get_by_text(text).count() >= 1, text
    record = snapshot_at(dataset, date(2025, 3, 17)).by_place["goma"].records[0]
    links = card.locator(".gd-records li").first.locator("a")
    links.first.wait_for()
    assert links.evaluate_all("(all) => all.map((one) => one.href)") == [
        dataset.sources[source].url for source in record.source_ids
    ]


def test_a_place_chosen_elsewhere_is_marked_and_in_view(dashboard: Open) -> None:
    places = open_places(dashboard, date="2025-03-17")
    places.opened.frame.evaluate("() => window.geodash.setState({place: 'uvira'})")
    row = places.page.locator("#gd-place-uvira[aria-selected=true]")
    row.wait_for()
    box, frame = places.box(row), places.box(places.list)
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1


def test_the_choice_outlives_a_change_of_language(dashboard: Open) -> None:
    places = open_places(dashboard, date="2025-03-17")
    places.search.fill("goma")
    places.order.select_option("name")
    places.page.get_by_text("FR", exact=True).click()
    places.page.get_by_role("searchbox", name="Chercher un lieu").wait_for()
    assert places.search.input_value() == "goma"
    assert places.order.input_value() == "name"
    assert places.list.get_attribute("aria-label") == "Lieux"
    assert "Aéroport international de Goma" in places.list.inner_text()
