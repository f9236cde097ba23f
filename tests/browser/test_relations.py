"""Relations on the page: what the table says on a day, what choosing a pair does to list, map and link."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from geodash.browser.bundle import bundle
from geodash.i18n import Translator
from geodash.model.acts import DIPLOMATIC, Tone, act_of
from geodash.model.relations import relation_states_at
from geodash.model.selection import EventFilter, filter_mask, select_events, window_mask
from geodash.scene.documents.relations import relations_document
from geodash.scene.events import seat_of
from tests.browser.conftest import wait_until_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.relations import Pair
    from tests.browser.conftest import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = pytest.mark.browser

FOUNDING = "2025-03-17"
DAYS = [date(2012, 6, 1), date(2024, 1, 11), date(2025, 2, 19), date(2025, 3, 17), date(2026, 5, 27)]
SEVERED = "rwa-bel-sever-relations-20250317"
CONFIRMED = "bel-rwa-ministers-qatar-202505"
HOME_ZOOM = 8
TEXTS = """() => Object.fromEntries([...document.querySelectorAll('[data-pair]')].map((row) =>
  [row.dataset.pair, row.querySelector('.gd-relation-text').textContent]))"""
SAME = f"(expected) => JSON.stringify(({TEXTS})()) === JSON.stringify(expected)"


def row_of(opened: Dashboard, name: str) -> Locator:
    button = opened.page.get_by_role("button", name=name, exact=True)
    return opened.page.get_by_role("table").get_by_role("row").filter(has=button)


def key_of(pair: Pair) -> str:
    return ",".join(sorted(pair))


def standing(dataset: Dataset, pair: Pair, on: date, tr: Translator) -> str:
    """What the table must say of a pair: nothing is asserted before its first record."""
    state = relation_states_at(dataset, on).get(pair)
    if state is None:
        return tr("relations.no_record")
    since = tr("relations.since_today")
    if state.interval.start != on:
        precision = dataset.event_by_id[state.records[0].event_id].date_precision
        day = tr(f"wording.date.{precision}", date=tr.date(state.interval.start))
        since = tr("relations.since", date=day)
    return tr("relations.standing", status=tr(f"relations.status.{state.status}"), since=since)


@pytest.mark.parametrize(
    ("lang", "name", "day", "text"),
    [
        ("en", "Belgium", FOUNDING, "severed, since today"),
        ("fr", "Belgique", FOUNDING, "rompue, depuis aujourd’hui"),
        ("en", "Belgium", "2025-03-16", "aid suspended, since 18 February 2025"),
        ("fr", "Belgique", "2025-03-16", "aide suspendue, depuis le 18 février 2025"),
        ("en", "Belgium", "2025-03-18", "severed, since 17 March 2025"),
        ("en", "Belgium", "2025-01-29", "no record up to this day"),
    ],
)
def test_rwanda_and_belgium_in_words(dashboard: Open, lang: str, name: str, day: str, text: str) -> None:
    opened = dashboard().open_tab("relations", date=day, lang=lang)
    row_of(opened, name).get_by_text(text, exact=True).wait_for()
    assert opened.errors == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_pair_reads_as_python_says(dashboard: Open, dataset: Dataset, lang: Language) -> None:
    tr = Translator(lang)
    opened = dashboard().open_tab("relations", date=FOUNDING, lang=lang)
    pairs = list(dataset.relation_chains)
    assert len(pairs) == 11
    order = list(opened.page.evaluate(TEXTS))
    for on in DAYS:
        opened.frame.evaluate("(date) => window.geodash.setState({date})", on.isoformat())
        texts = {key_of(pair): standing(dataset, pair, on, tr) for pair in pairs}
        opened.page.wait_for_function(SAME, arg={pair: texts[pair] for pair in order})
        for pair, state in relation_states_at(dataset, on).items():
            assert texts[key_of(pair)].startswith(tr(f"relations.status.{state.status}"))


def test_nothing_is_said_before_the_first_record_and_after_the_last_day(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    found = opened.page.evaluate(
        """async ([code]) => {
          const { standingAt } = new Function(`${code}; return $tabs_relation_state;`)();
          const scene = await [...window.geodashScenes.values()][0];
          const { pairs } = await scene.document('relations');
          const last = scene.knownUntil.events;
          return pairs.map((pair) => [pair.states[0].from - 1, last, last + 1]
            .map((day) => standingAt(scene, pair, day).status));
        }""",
        [bundle("tabs/relation-state")],
    )
    for before, last, after in found:
        assert before == "no_record"
        assert last not in {"no_record", "no_data"}
        assert after == "no_data"


def test_a_record_that_confirms_is_shown_with_its_act(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date="2025-06-17")
    row = row_of(opened, "Belgium")
    row.get_by_text("severed, since 17 March 2025", exact=True).wait_for()
    row.get_by_text("before: aid suspended", exact=True).wait_for()
    acts = row.locator("[data-select-event]")
    assert acts.evaluate_all("(all) => all.map((act) => act.dataset.selectEvent)") == [SEVERED, CONFIRMED]
    row.get_by_role("button", name="confirmed May 2025").click()
    opened.wait_for_query("event", CONFIRMED)


def test_choosing_a_pair_filters_the_list_and_opens_its_history(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("relations", date="2025-05-20", days="120")
    name = opened.page.get_by_role("button", name="Belgium", exact=True)
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
    row_of(opened, "Belgium").get_by_text("severed, since today").click()
    opened.wait_for_query("pair", None)
    assert history.is_hidden()
    row_of(opened, "EU").get_by_text("under sanctions, since today").click()
    opened.wait_for_query("pair", "eu,rwanda")
    opened.wait_until_settled()
    opened.page.locator(".gd-relation-history:visible").get_by_role("button", name="Clear pair").click()
    opened.wait_for_query("pair", None)
    assert opened.page.evaluate("() => document.activeElement.textContent") == "EU"


def test_the_table_is_driven_by_keys(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    focused = "() => document.activeElement.textContent"
    opened.page.get_by_role("button", name="Belgium", exact=True).focus()
    for key, name in [("ArrowDown", "Burundi"), ("End", "USA"), ("Home", "Belgium"), ("ArrowUp", "Belgium")]:
        opened.page.keyboard.press(key)
        assert opened.page.evaluate(focused) == name
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate(focused) == "Rwanda severs diplomatic relations with Belgium"
    opened.page.keyboard.press("Enter")
    opened.wait_for_query("event", SEVERED)


def test_days_of_records_and_strips_move_the_clock(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING, pair="belgium,rwanda")
    history = opened.page.locator(".gd-relation-history")
    history.get_by_role("button", name="18 February 2025").click()
    opened.wait_for_query("date", "2025-02-18")
    row_of(opened, "Belgium").get_by_text("aid suspended, since today", exact=True).wait_for()
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


def counted(dataset: Dataset, rows: list[int], on: date, days: int | None) -> list[int]:
    """Acts of pressure, of co-operation, and others; a part does not count beside its whole."""
    shown = window_mask(dataset.event_columns, on, days)
    inside = {row for row in rows if shown[row]}
    number = {event.id: row for row, event in enumerate(dataset.events)}
    tones = [
        act_of(dataset.events[row]).tone
        for row in inside
        if number.get(dataset.events[row].part_of or "") not in inside
    ]
    return [tones.count(tone) for tone in (Tone.PRESSURE, Tone.COOPERATION, Tone.NONE)]


def test_acts_are_counted_as_python_counts(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    windows = [(on, days) for on in DAYS for days in (1, 30, 365, None)]
    found = opened.page.evaluate(
        """async ([code, windows]) => {
          const all = new Function(`${code}; return {...$tabs_relation_state, ...$core_scene};`);
          const { createCounter, dayOf } = all();
          const scene = await [...window.geodashScenes.values()][0];
          const { pairs } = await scene.document('relations');
          return windows.map(([on, days]) => pairs.flatMap((pair) => [pair.forth, pair.back].map((rows) => {
            const { pressure, cooperation, other } = createCounter(scene, rows)(dayOf(on), days);
            return [pressure.count, cooperation.count, other.count];
          })));
        }""",
        [bundle("tabs/relation-state"), [[on.isoformat(), days] for on, days in windows]],
    )
    pairs = relations_document(dataset)["pairs"]
    sides = [pair[name] for pair in pairs for name in ("forth", "back")]
    assert found == [[counted(dataset, rows, on, days) for rows in sides] for on, days in windows]
    assert sum(map(sum, found[-1])) > 0
    row_of(opened, "Belgium").get_by_text("Belgium → Rwanda: 1 act of pressure (1 by deed)").wait_for(
        state="attached"
    )


def arcs_drawn(opened: Dashboard, pair: str | None, zoom: float, on: date, days: int) -> dict[str, Any]:
    """What the map's own function names, for the events that pass the filter of the pair."""
    found: dict[str, Any] = opened.page.evaluate(
        """async ([code, pair, zoom, on, days]) => {
          const modules = '{...$map_arcs, ...$core_scene, ...$core_eventtable}';
          const { arcsShown, dayOf, eventsIn } = new Function(`${code}; return ${modules};`)();
          const scene = await [...window.geodashScenes.values()][0];
          const { pairs } = await scene.document('relations');
          const kept = pairs.find((each) => each.pair === pair)?.rows;
          const inWindow = [...eventsIn(scene, dayOf(on), days, null)];
          const rows = inWindow.filter((row) => !kept || kept.includes(row));
          const shown = arcsShown(scene, zoom, { rows, selected: -1, pair, day: dayOf(on), days });
          const read = ({ from, to, tone, deed, count, bend = 0 }) => ({
            arc: [scene.places.id[from], scene.places.id[to], tone, deed], count, bend });
          return { faint: shown.faint.map(read), strong: shown.strong.map(read) };
        }""",
        [bundle("map/arcs"), pair, zoom, on.isoformat(), days],
    )
    return found


def seats_of(dataset: Dataset, side: tuple[str, ...], actor: str) -> set[str]:
    """Seats of the members of an actor on a side of an event."""
    found = set()
    for member in side:
        chain: list[str] = []
        current: str | None = member
        while current is not None:
            chain.append(current)
            current = dataset.actors[current].parent
        if actor in chain and (seat := seat_of(dataset, member)):
            found.add(seat)
    return found


@pytest.mark.parametrize("pair", [("rwanda", "belgium"), ("rwanda", "drc"), ("rwanda", "eu")])
def test_arcs_of_a_pair_are_drawn_at_home_zoom(dashboard: Open, dataset: Dataset, pair: Pair) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    on, days = date(2025, 3, 18), 120
    assert arcs_drawn(opened, None, HOME_ZOOM, on, days) == {"faint": [], "strong": []}
    drawn = arcs_drawn(opened, key_of(pair), HOME_ZOOM, on, days)
    assert drawn["faint"] == []
    expected = Counter(
        (start, end, int(act_of(event).tone), int(act_of(event).deed))
        for event in select_events(dataset, window_mask(dataset.event_columns, on, days))
        if event.category in DIPLOMATIC
        for one, two in (pair, pair[::-1])
        for start in seats_of(dataset, event.actors_from, one)
        for end in seats_of(dataset, event.actors_to, two)
        if start != end
    )
    assert {tuple(each["arc"]): each["count"] for each in drawn["strong"]} == expected
    assert len({each["bend"] for each in drawn["strong"]}) == len(drawn["strong"]) > 1


def test_the_window_of_the_clock_bounds_the_arcs(dashboard: Open) -> None:
    opened = dashboard().open_tab("relations", date=FOUNDING)
    before = arcs_drawn(opened, "belgium,rwanda", HOME_ZOOM, date(2025, 1, 1) - timedelta(days=1), 30)
    assert before == {"faint": [], "strong": []}
