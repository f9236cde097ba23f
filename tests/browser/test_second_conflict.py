"""The page of another conflict: what it says, draws and hands out is of that conflict alone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import Translator
from geodash.link.state import LANGUAGES, TABS
from geodash.package import load_dataset
from tests.another import ELFASHER, FIRST, traces
from tests.browser.conftest import PIXELS, serve
from tests.browser.steps import make_a_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from tests.browser.opened import Dashboard

    Open = Callable[[], Dashboard]

pytestmark = pytest.mark.browser

DAY = "2023-11-25"
"""Both parties hold a town, and the evidence is fresh."""
SENTENCE = {
    "en": "The RSF held 4 of 5 places followed; the army 1",
    "fr": "Sur 5 lieux suivis, 4 étaient tenus par les FSR\u00a0; 1 par l’armée",
}
PANEL = {  # what a panel shows of this conflict
    "events": {"en": "RSF takes Nyala", "fr": "Les FSR prennent Nyala"},
    "relations": {"en": "UAE", "fr": "EAU"},
    "places": {"en": "North Darfur", "fr": "Darfour du Nord"},
    "compare": {"en": "Rapid Support Forces", "fr": "Forces de soutien rapide"},
    "trends": {"en": "North Darfur", "fr": "Darfour du Nord"},
    "stories": {"en": "capitals", "fr": "capitales"},
    "sources": {"en": "Sudan Tribune", "fr": "Sudan Tribune"},
}
EVERY_TEXT = """() => {
  const said = [document.title, location.search];
  const attributes = ["alt", "title", "aria-label", "aria-description", "placeholder", "download", "content"];
  for (const node of document.querySelectorAll("*")) {
    for (const name of attributes) said.push(node.getAttribute(name));
    if (node.matches("input, textarea")) said.push(node.value);
    if (node.matches("script, style")) continue;
    for (const { nodeType, data } of node.childNodes) if (nodeType === Node.TEXT_NODE) said.push(data);
  }
  return said.filter(Boolean).join("\\n");
}"""
AT_TOWNS = f"""([sheet, towns]) => {{
  const canvas = document.querySelector(`canvas.geodash-${{sheet}}`);
  const {{ x, y }} = canvas.getBoundingClientRect();
  const pen = ({PIXELS})(canvas);
  return towns.map((town) => {{
    const at = map.latLngToContainerPoint(town);
    return Array.from(pen.getImageData(Math.round(at.x - x), Math.round(at.y - y), 1, 1).data);
  }});
}}"""
NEAR = 12
"""By how much of 255 a colour may differ: half-transparent pixels are kept with few bits."""


@pytest.fixture(scope="module")
def darfur() -> Dataset:
    return load_dataset(ELFASHER)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve(ELFASHER) as address:
        yield address


@pytest.fixture
def opened(dashboard: Callable[..., Dashboard], server: str) -> Dashboard:
    return dashboard(server=server)


def everything(opened: Dashboard) -> dict[str, str]:
    """Every text of the page and of the map's frame, those for screen readers included."""
    return {"page": opened.page.evaluate(EVERY_TEXT), "map": opened.frame.evaluate(EVERY_TEXT)}


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_panel_speaks_of_this_conflict_alone(opened: Dashboard, lang: Language) -> None:
    opened.open(date=DAY, days="all", lang=lang)
    for tab in TABS:
        more = {"compare": {"compare": "2025-10-27"}}.get(tab, {})
        opened.visit(tab, date=DAY, days="all", lang=lang, **more)
        opened.page.get_by_text(PANEL[tab][lang]).first.wait_for(state="attached")
        texts = everything(opened)
        assert SENTENCE[lang] in texts["page"]
        assert opened.page.title().endswith(Translator(lang).date(date.fromisoformat(DAY)))
        assert traces(texts) == {}, tab
    assert opened.errors == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_title_legend_and_figures_name_its_classes(
    opened: Dashboard, darfur: Dataset, lang: Language
) -> None:
    opened.open(date=DAY, lang=lang)
    legend = opened.frame.locator(".gd-legend").inner_text()
    figures = opened.page.locator(".gd-figures").inner_text()
    for holders in darfur.conflict.classes:
        assert holders.text("name", lang) in legend
        assert holders.text("name", lang) in figures
    assert darfur.borders["world"].credit.attribution(lang) in everything(opened)["map"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_says_what_its_class_asks_for(opened: Dashboard, darfur: Dataset, lang: Language) -> None:
    opened.open(date=DAY, lang=lang)
    said = darfur.conflict.class_by_id["rsf"].text("attribution", lang)
    for name, selected in (("event", "geneina-commander-named-20231104"), ("place", "nyala")):
        opened.visit("events", date=DAY, lang=lang, **{name: selected})
        opened.page.locator(".gd-card").get_by_text(said).wait_for()
        assert traces(everything(opened)) == {}


def test_without_claims_the_panel_of_sources_has_no_view_of_them(opened: Dashboard) -> None:
    opened.open_tab("sources")
    assert opened.page.locator(".gd-source-views button").all_inner_texts() == ["Sources", "Method"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dialogs_and_the_brief_view(opened: Dashboard, darfur: Dataset, lang: Language) -> None:
    opened.open(date=DAY, lang=lang)
    opened.page.locator(".gd-share-open").click()
    opened.page.locator(".gd-share-dialog").wait_for()
    assert "geodash" in opened.page.locator(".gd-share-field[data-part=citation]").input_value()
    assert traces(everything(opened)) == {}
    opened.page.keyboard.press("Escape")
    opened.page.locator(".gd-help-open").click()
    help_text = opened.page.locator(".gd-help-sections").inner_text()
    for holders in darfur.conflict.classes:
        assert holders.text("attribution", lang) in help_text
    assert traces(everything(opened)) == {}
    opened.page.keyboard.press("Escape")
    opened.page.locator(".st-key-w_export button").click()
    opened.page.get_by_role("dialog").wait_for()
    assert traces(everything(opened)) == {}
    opened.page.goto(f"{opened.address}/?date={DAY}&lang={lang}&brief=1")
    opened.page.locator(".gd-brief-list li").first.wait_for()
    assert traces(everything(opened)) == {}


def test_the_locator_marks_the_home_country(opened: Dashboard) -> None:
    opened.page.goto(f"{opened.address}/?date={DAY}&brief=1")
    opened.page.locator(".gd-locator-home").wait_for(state="attached")
    path = opened.page.locator(".gd-locator-home").get_attribute("d") or ""
    points = [(float(x), -float(y)) for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", path)]
    assert points
    assert all(21 <= lon <= 40 and 8 <= lat <= 24 for lon, lat in points)


def test_the_map_opens_on_its_region(opened: Dashboard, darfur: Dataset) -> None:
    opened.open(date=DAY)
    lat, lon, _ = opened.state()["view"]
    west, south, east, north = darfur.conflict.region
    assert (lat, lon) == pytest.approx(((south + north) / 2, (west + east) / 2), abs=2)
    size = opened.frame.locator("#map_div").bounding_box()
    assert size is not None
    for place_id in darfur.holdings:
        place = darfur.places[place_id]
        x, y = opened.frame.evaluate(
            "(at) => { const { x, y } = map.latLngToContainerPoint(at); return [x, y]; }",
            [place.lat, place.lon],
        )
        assert 0 < x < size["width"]
        assert 0 < y < size["height"]


@pytest.mark.parametrize("sheet", ["cells", "marks"])
def test_towns_and_their_cells_have_the_colours_of_its_classes(
    opened: Dashboard, darfur: Dataset, sheet: str
) -> None:
    opened.open(date=DAY, layers="control,influence")
    classes = {holders.id: rgb(holders.colour.light) for holders in darfur.conflict.classes}
    towns = [darfur.places[place_id] for place_id in darfur.holdings]
    expected = [classes["army" if town.id == "el-fasher" else "rsf"] for town in towns]
    opened.frame.wait_for_function(
        f"""([sheet, towns, expected, near]) => ({AT_TOWNS})([sheet, towns]).every(([...pixel], row) =>
          pixel[3] > 0 && expected[row].every((value, i) => Math.abs(value - pixel[i]) <= near))""",
        arg=[sheet, [(town.lat, town.lon) for town in towns], expected, NEAR],
    )


def test_a_download_has_the_stem_of_the_package(opened: Dashboard) -> None:
    opened.open(date=DAY)
    name = make_a_file(opened)
    assert name == "geodash_darfur_control_16x9_20231125.png"
    assert not FIRST.search(name)


def test_search_finds_its_places_and_knows_no_others(opened: Dashboard) -> None:
    opened.open(date=DAY)
    search: Any = opened.page.get_by_role("combobox", name="Search")
    search.fill("geneina")
    opened.page.get_by_role("option", name=re.compile("El Geneina")).first.wait_for()
    search.fill("kinshasa")
    opened.page.get_by_text("No place, party, event or source by these words").wait_for()
