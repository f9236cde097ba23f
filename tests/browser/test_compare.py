"""Two days on one map, and the list of what changed between them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import Translator
from geodash.model.comparison import compare
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis
from geodash.wording.comparison import comparison_card
from geodash.wording.statement import control_statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

PAIRS = 10
EARLIER, LATER = "2025-01-20", "2025-03-17"
READ_TAB = """() => {
  const rows = (name) => [...document.querySelectorAll(`.gd-compare-${name} tbody tr`)].map((row) =>
    [row.dataset.id, ...[...row.querySelectorAll('td')].map((cell) => cell.dataset.value)]);
  const all = (selector, read) =>
    [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility()).map(read);
  const ids = (section) =>
    [...section.querySelectorAll('li[data-place]')].map(({ dataset }) => [dataset.place, dataset.record]);
  return {
    summary: document.querySelector('.gd-compare-summary').textContent,
    places: all('.gd-compare-places section', (section) => [section.dataset.group, ids(section)]),
    groups: document.querySelector('.gd-compare-groups').hidden ? [] : rows('groups'),
    relations: all('.gd-compare-relations li', ({ dataset: d }) => [d.pair, d.before, d.after]),
    events: rows('events'),
    notes: all('.gd-compare-notes li', (note) => note.textContent),
  };
}"""


def plain(text: str) -> str:
    """Without the kinds of space that number formats of browser and Python differ in."""
    return " ".join(text.split())


def wait_for_heading(opened: Dashboard, text: str) -> None:
    opened.page.wait_for_function(
        "(text) => document.querySelector('.gd-compare-found h2')?.textContent === text", arg=text
    )


def random_pairs(dataset: Dataset) -> list[tuple[date, date, int | None]]:
    random = Random(17)  # the same pairs in every run
    span = (dataset.last_day - dataset.first_day).days
    pairs = [
        (
            dataset.first_day + timedelta(days=random.randint(0, span)),
            dataset.first_day + timedelta(days=random.randint(0, span)),
            random.choice([1, 7, 30, 365, None]),
        )
        for _ in range(PAIRS)
    ]
    return [*pairs, (date(2025, 3, 17), date(2025, 1, 20), 30), (date(2026, 1, 1), date(2025, 1, 1), None)]


def expected_tab(
    dataset: Dataset, pair: tuple[date, date], days: int | None, tr: Translator
) -> dict[str, Any]:
    """What the tab must hold, from Python's comparison."""
    earlier, later = sorted(pair)
    found = compare(dataset, earlier, later, days)
    card = comparison_card(dataset, found, tr)
    groups: dict[str, list[list[str]]] = {}
    for place in card["places"]:
        section = "seen" if place["kind"] == "seen" else place["after"]
        groups.setdefault(section, []).append([place["id"], place["record"]])
    totals = [[g["group"], g["before"], g["after"], g["gained"], g["lost"]] for g in card["groups"]]
    events = [[e["category"], e["before"], e["after"], percent_text(e, tr)] for e in card["events"]]
    total = card["all_events"]
    events.append(["all", total["before"], total["after"], percent_text(total, tr)])
    return {
        "places": [
            [group, groups[group]] for group in (*dataset.conflict.class_ids, "seen") if group in groups
        ],
        "groups": [[str(value) for value in row] for row in totals],
        "relations": sorted(
            [",".join(sorted(r["pair"])), r["before"], r["after"]] for r in card["relations"]
        ),
        "events": [[plain(str(value)) for value in row] for row in events],
        "notes": [plain(note) for note in card["notes"]],
    }


def percent_text(total: dict[str, Any], tr: Translator) -> str:
    if total["percent"] is not None:
        sign = "−" if total["percent"] < 0 else "+"
        return tr("compare.percent", value=sign + tr.number(abs(total["percent"])))
    return tr("compare.few") if total["before"] or total["after"] else ""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_browser_and_python_agree_on_what_changed(dashboard: Open, dataset: Dataset, lang: Any) -> None:
    opened = dashboard().open_tab("compare", date=LATER, compare=EARLIER, lang=lang)
    tr = Translator(lang)
    for day, other, days in random_pairs(dataset):
        opened.frame.evaluate(
            "(patch) => window.geodash.setState(patch)",
            {"date": day.isoformat(), "compare": other.isoformat(), "days": days},
        )
        earlier, later = sorted((day, other))
        wait_for_heading(opened, tr("compare.heading", earlier=tr.date(earlier), later=tr.date(later)))
        opened.page.wait_for_function(
            "(text) => document.querySelector('.gd-compare-events caption').textContent.includes(text)",
            arg=tr("compare.window_all") if days is None else tr("compare.window", count=days),
        )
        state = opened.state()
        assert state["compare"] == other.isoformat()
        for drawn, on in ((state["control"], day), (state["control_compare"], other)):
            assert drawn == {row.place_id: row.controller for row in snapshot_at(dataset, on).control}
        shown = opened.page.evaluate(READ_TAB)
        expected = expected_tab(dataset, (day, other), days, tr)
        summary = shown.pop("summary")
        assert (
            shown
            | {
                "relations": sorted(shown["relations"]),
                "events": [[plain(text) for text in row] for row in shown["events"]],
                "notes": [plain(note) for note in shown["notes"]],
            }
            == expected
        ), (day, other, days)
        if later > dataset.control_known_until:
            assert tr.date(dataset.control_known_until) in summary
            assert shown["places"] == shown["groups"] == []


def test_a_place_says_from_whom_to_whom_by_which_record_and_source(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("compare", date=LATER, compare=EARLIER)
    row = opened.page.locator(".gd-compare-places li[data-place='goma']")
    record = next(record for record in dataset.control if record.id == row.get_attribute("data-record"))
    text = row.text_content() or ""
    after = snapshot_at(dataset, date.fromisoformat(LATER)).by_place["goma"]
    statement = control_statement(dataset, after, date.fromisoformat(LATER), Translator("en"))
    assert "the government side→M23" in text
    assert statement in text
    assert record.summary_en in text
    links = row.locator("a[target]").evaluate_all("(links) => links.map((link) => link.href)")
    assert links == [dataset.sources[source].url for source in record.source_ids]
    row.get_by_role("link", name="Goma").click()
    opened.wait_for_state("s.selected.place === v", "goma")
    opened.page.get_by_role("heading", name="Goma", exact=True).wait_for()
    assert opened.state()["compare"] == EARLIER


def test_what_was_only_implied_is_said_so(dashboard: Open) -> None:
    opened = dashboard().open_tab("compare", date="2025-03-17", compare="2025-01-01")
    for place, sides in (
        ("bukavu", ["the government side", "M23"]),
        ("ndoluma", ["the government side (implied)", "M23"]),
    ):
        row = opened.page.locator(f".gd-compare-places li[data-place='{place}']")
        assert row.locator(".gd-compare-side").all_text_contents() == sides


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_says_that_it_counts_the_implied_with_the_reported(
    dashboard: Open, dataset: Dataset, lang: Any
) -> None:
    day = date(2025, 1, 1)
    snapshot = snapshot_at(dataset, day)
    implied = snapshot.count(Basis.IMPLIED)
    assert implied[dataset.conflict.first_class] > 0
    opened = dashboard().open_tab("compare", date="2025-03-17", compare=str(day), lang=lang)
    table = opened.page.locator(".gd-compare-groups")
    assert table.locator("caption").inner_text() == Translator(lang)("compare.totals_title")
    first = table.locator("tbody tr").first.locator("td").first.inner_text()
    group = dataset.conflict.first_class
    assert int(first) == snapshot.count(Basis.REPORTED)[group] + implied[group]


def test_an_act_is_looked_at_without_moving_the_clock(dashboard: Open) -> None:
    opened = dashboard().open_tab("compare", date=LATER, compare=EARLIER)
    act = opened.page.locator(".gd-compare-relations li[data-pair='drc,rwanda']").get_by_role("button")
    act.click()
    opened.wait_for_state("s.selected.event === v", "drc-recalls-diplomats-rwanda-20250125")
    assert opened.state()["date"] == LATER


def test_a_link_brings_both_days_back(dashboard: Open) -> None:
    opened = dashboard().open_tab("compare", date=LATER)
    assert opened.state()["compare"] is None
    assert opened.state()["control_compare"] is None
    opened.page.get_by_role("button", name="A month before").click()
    opened.wait_for_query("compare", "2025-02-17")
    opened.page.reload()
    opened.page.get_by_role("heading", name="Between 17 February 2025 and 17 March 2025").wait_for()
    opened.wait_for_state("s.compare === v", "2025-02-17")
    assert opened.page.get_by_role("textbox", name="Compare with").input_value() == "17 February 2025"


def test_the_second_day_is_typed_swapped_and_cleared(dashboard: Open) -> None:
    opened = dashboard().open_tab("compare", date=LATER)
    page, field = opened.page, opened.page.get_by_role("textbox", name="Compare with")
    assert page.get_by_role("button", name="Swap").is_disabled()
    field.fill("not a day")
    field.press("Enter")
    page.get_by_role("alert").get_by_text("not a day").wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("20 janvier 2025")
    field.press("Enter")
    opened.wait_for_query("compare", EARLIER)
    assert field.input_value() == "20 January 2025"
    assert page.get_by_role("alert").filter(has_text="not a day").count() == 0
    page.get_by_role("button", name="Swap").click()
    opened.wait_for_query("compare", LATER)
    opened.wait_for_query("date", EARLIER)
    page.get_by_role("button", name="A year before").click()
    opened.wait_for_query("compare", "2024-01-20")
    page.get_by_role("button", name="Clear").click()
    opened.wait_for_query("compare", None)
    page.get_by_text("Choose a second day").wait_for()
    assert opened.frame.get_by_role("slider").count() == 0


def test_the_list_follows_the_clock_and_sends_nothing(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open_tab("compare", date=LATER, compare=EARLIER)
    opened.sent.clear()
    thumb, mouse = opened.slider.bounding_box(), opened.page.mouse
    x, y = thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 200, y, steps=40)
    day = date.fromisoformat(opened.state()["date"])
    earlier, later = sorted((day, date.fromisoformat(EARLIER)))
    tr = Translator("en")
    wait_for_heading(opened, tr("compare.heading", earlier=tr.date(earlier), later=tr.date(later)))
    shown = opened.page.evaluate(READ_TAB)
    assert shown["places"] == expected_tab(dataset, (earlier, later), 30, tr)["places"]
    assert opened.sent == []
    mouse.up()
    opened.wait_for_query("date", day.isoformat())
    assert len(opened.sent) == 1


def test_what_changed_is_copied_as_a_table_and_as_text(dashboard: Open) -> None:
    opened = dashboard(permissions=["clipboard-read", "clipboard-write"])
    opened.open_tab("compare", date="2025-03-17", compare="2025-01-20")
    opened.page.get_by_role("button", name="Copy as a table").click()
    opened.page.get_by_text("Copied.").wait_for()
    text, html = opened.page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const of = async (type) => (await item.getType(type)).text();
          return [await of("text/plain"), await of("text/html")];
        }"""
    )
    lines = [line.split("\t") for line in text.split("\n")]
    listed = opened.page.locator(".gd-compare-places [data-place]").count()
    heads = [at for at, cells in enumerate(lines) if cells[1:3] == ["20 January 2025", "17 March 2025"]]
    assert heads[1] - heads[0] == listed + 1
    [goma] = [cells for cells in lines if cells[0] == "Goma"]
    assert goma[2] == "M23"
    assert "https://" in goma[4]
    assert html.count("<tr") == len(lines)
    assert "version" in lines[-1][0]


CUT_DAYS = """() => [...document.querySelectorAll('.gd-side')].flatMap((side) => {
  const box = side.getBoundingClientRect();
  return [...side.querySelectorAll('.gd-date, .gd-warning, .gd-asof')]
    .filter((node) => node.checkVisibility())
    .filter((node) => {
      const { left, right } = node.getBoundingClientRect();
      return left < box.left || right > box.right || node.scrollWidth > node.clientWidth + 1;
    })
    .map((node) => node.textContent);
})"""


@pytest.mark.parametrize("size", [(390, 844), (1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_days_stand_whole_on_their_sides(dashboard: Open, size: tuple[int, int], lang: str) -> None:
    opened = dashboard(viewport={"width": size[0], "height": size[1]})
    for day in ("2025-12-31", "2026-08-31"):
        opened.open(date=day, compare=EARLIER, lang=lang)
        assert opened.frame.locator(".gd-side").count() == 2
        assert opened.frame.evaluate(CUT_DAYS) == []


def test_the_divider_keeps_to_the_middle_until_a_reader_moves_it(dashboard: Open) -> None:
    opened = dashboard(viewport={"width": 1440, "height": 900}).open(date=LATER, compare=EARLIER)
    divider = opened.frame.locator(".gd-swipe")
    assert int(divider.get_attribute("aria-valuenow") or 0) > 55  # beside the legend
    opened.page.set_viewport_size({"width": 390, "height": 844})
    has_share = "([node, share]) => node.getAttribute('aria-valuenow') === share"
    opened.frame.wait_for_function(has_share, arg=[divider.element_handle(), "50"])
    divider.press("ArrowRight")
    opened.page.set_viewport_size({"width": 1440, "height": 900})
    opened.frame.locator(".gd-legend.gd-open").wait_for()
    assert divider.get_attribute("aria-valuenow") == "52"
