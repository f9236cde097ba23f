"""The static site, served by `python -m http.server`: it passes tests of the page, and needs no network."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from geodash.files import write_folder
from geodash.model.selection import EventFilter, Role, filter_mask, select_events, window_mask
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.package import load_dataset
from geodash.products.site.places import KEEPER, index_of, page_of_event
from geodash.products.site.whole import site_files
from tests.browser import (
    test_compare,
    test_hostile,
    test_listing,
    test_page,
    test_panels,
    test_places,
    test_relations,
    test_search,
    test_share,
    test_sources,
    test_stories,
    test_trends,
)
from tests.browser.conftest import free_port, is_local, wait_until_listed
from tests.browser.contexts import FAILED, OUTPUT, ROOT
from tests.browser.hosts import ask
from tests.browser.proxy import running
from tests.browser.sites import Site, answers, serving_files, write_site
from tests.browser.test_accessibility import OURS, PHONE, violations
from tests.processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import ConsoleMessage, Request

    from geodash.model.dataset import Dataset
    from tests.browser.contexts import Contexts
    from tests.conftest import TinyPackage

    Open = Callable[..., Site]

pytestmark = pytest.mark.browser

FOUNDING = "rwa-bel-sever-relations-20250317"
GOMA = "goma-captured-20250127"


@pytest.fixture(scope="module")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(dataset, tmp_path_factory.mktemp("site") / "made")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with serving_files(folder) as (address, _):
        yield address


def watch(shown: Site) -> None:
    """Note what a site asks of other hosts, and what goes wrong."""

    def note(asked: Request) -> None:
        if not is_local(asked.url):
            shown.foreign.append(asked.url)

    def hear(told: ConsoleMessage) -> None:
        if told.type == "error":
            shown.errors.append(told.text)

    shown.page.on("request", note)
    shown.page.on("pageerror", lambda error: shown.errors.append(str(error)))
    shown.page.on("console", hear)


@pytest.fixture
def dashboard(contexts: Contexts, site: str, request: pytest.FixtureRequest) -> Iterator[Open]:
    """What opens the page in the tests taken from there, here opens the site; no other host, no error."""
    opened: list[Site] = []

    def make(server: str = site, *, keeps: bool = False, **options: Any) -> Site:
        options = {"viewport": {"width": 1440, "height": 900}} | options
        options["service_workers"] = "allow" if keeps else "block"
        page = contexts.take(server, **options).new_page()
        page.set_default_timeout(20_000)
        shown = Site(page, server)
        watch(shown)
        opened.append(shown)
        return shown

    yield make
    failed = request.node.stash.get(FAILED, False)
    for number, shown in enumerate(opened):
        if failed:
            OUTPUT.mkdir(exist_ok=True)
            shown.page.screenshot(path=str(OUTPUT / f"{request.node.name}-{number}.png"))
        contexts.give_back(shown.page.context, failed=failed)
        assert shown.foreign == []
        if not failed:
            assert shown.errors == []


# The tests of the page, here of the site: the day, the list, the card, panels, search, links.
test_the_day = test_page.test_browser_and_python_agree_around_every_change
test_no_other_host = test_page.test_the_page_needs_no_other_host
test_the_list = test_page.test_the_list_shows_what_the_map_draws
test_choosing_in_the_list = test_page.test_choosing_in_the_list_moves_clock_map_and_link
test_the_list_by_keys = test_page.test_the_list_is_driven_by_keys
test_a_town = test_page.test_a_town_on_the_map_opens_its_card
test_the_founding_story = test_page.test_the_founding_story_is_one_click_away
test_french = test_page.test_french_everywhere
test_the_order_of_the_list = test_listing.test_an_order_holds_while_everything_else_changes
test_the_table = test_listing.test_the_table_is_the_list_in_columns
test_panels_by_keys = test_panels.test_the_tabs_are_driven_by_keys
test_places_panel = test_places.test_a_place_is_found_by_any_of_its_names
test_relations_panel = test_relations.test_choosing_a_pair_filters_the_list_and_opens_its_history
test_sources_panel = test_sources.test_a_card_leads_to_its_source_and_the_source_to_another_record
test_stories_panel = test_stories.test_a_link_to_a_step_alone_opens_it
test_compare_panel = test_compare.test_a_link_brings_both_days_back
test_trends_panel = test_trends.test_few_events_and_filters_are_said
test_search_finds = test_search.test_kinds_come_in_order_with_their_counts
test_search_by_keys = test_search.test_it_is_driven_by_keys
test_search_for_an_event = test_search.test_choosing_an_event_selects_it_on_its_day
test_search_for_a_source = test_search.test_choosing_a_source_opens_it_in_its_panel
test_search_for_parties = test_search.test_choosing_a_party_filters_by_it_and_by_the_next_too
test_search_for_words = test_search.test_words_filter_and_can_be_cleared
test_search_in_a_link = test_search.test_a_link_with_words_fills_the_box
test_search_on_a_phone = test_search.test_on_a_phone_it_fits_and_can_be_touched
test_going_back = test_share.test_back_returns_to_the_settled_state_before
test_entries_of_the_history = test_share.test_a_drag_a_run_and_quick_keys_leave_one_entry_each


def test_hostile_text(dashboard: Open, tiny_package: TinyPackage, tmp_path: Path) -> None:
    test_hostile.make_hostile(tiny_package)
    with serving_files(write_site(load_dataset(tiny_package.folder), tmp_path / "hostile")) as (address, _):
        opened = dashboard(server=address)
        test_hostile.look_at_it(opened)
        opened.page.goto(f"{address}/{page_of_event('en', next(iter_ids(tiny_package)))}")
        assert test_hostile.HOSTILE in opened.page.locator("h1").inner_text()
        assert opened.page.locator("img, script").count() == 0


def iter_ids(package: TinyPackage) -> Iterator[str]:
    return (line.partition(",")[0] for line in package.read("events.csv").splitlines()[1:])


FILTERS: dict[str, tuple[dict[str, str], EventFilter]] = {
    "categories": (
        {"cat": "diplomacy,sanctions"},
        EventFilter(frozenset({EventCategory.DIPLOMACY, EventCategory.SANCTIONS})),
    ),
    "party": ({"actor": "m23,un"}, EventFilter(actors=frozenset({"m23", "un"}))),
    "acts by a party": (
        {"actor": "belgium", "role": "by"},
        EventFilter(actors=frozenset({"belgium"}), role=Role.BY),
    ),
    "acts toward a party": (
        {"actor": "rwanda", "role": "toward"},
        EventFilter(actors=frozenset({"rwanda"}), role=Role.TOWARD),
    ),
    "places": (
        {"where": "bukavu,cod.nord-kivu.masisi"},
        EventFilter(where=frozenset({"bukavu", "cod.nord-kivu.masisi"})),
    ),
    "pair": ({"pair": "belgium,rwanda"}, EventFilter(pair=frozenset({"belgium", "rwanda"}))),
    "confidence": ({"conf": "high"}, EventFilter(least_confidence=Confidence.HIGH)),
    "deaths": ({"deaths": "10"}, EventFilter(least_deaths=10)),
    "words": ({"q": "Bruxelles l’armée"}, EventFilter(text="Bruxelles l’armée")),
    "words of names": ({"q": "rdc goma"}, EventFilter(text="rdc goma")),
    "all": (
        {"cat": "battle", "actor": "m23", "conf": "medium", "q": "nord"},
        EventFilter(frozenset({EventCategory.BATTLE}), frozenset({"m23"}), Confidence.MEDIUM, "nord"),
    ),
}


def test_filters_keep_what_the_server_would_keep(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=str(dataset.last_day), days="all")
    columns = dataset.event_columns
    window = window_mask(columns, dataset.last_day, None)
    for name, (query, wanted) in FILTERS.items():
        opened.visit("events", date=str(dataset.last_day), days="all", **query)
        expected = [e.id for e in select_events(dataset, window & filter_mask(columns, wanted))]
        assert expected or name == "words"
        opened.wait_for_state("s.events.join() === v", ",".join(expected))


def test_filters_and_layers_are_chosen_in_their_menus(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-03-17")
    page = opened.page
    page.get_by_role("button", name="Filters", exact=True).click()
    dialog = page.get_by_role("dialog", name="Filters")
    dialog.get_by_label("Sanctions").check()
    dialog.get_by_label("Diplomacy").check()
    opened.wait_for_query("cat", "diplomacy,sanctions")
    dialog.get_by_label("Parties").select_option("belgium")
    opened.wait_for_query("actor", "belgium")
    dialog.get_by_role("button", name="High", exact=True).click()
    opened.wait_for_query("conf", "high")
    dialog.get_by_label("Deaths at least").fill("3")
    dialog.get_by_label("Deaths at least").press("Enter")
    opened.wait_for_query("deaths", "3")
    page.get_by_role("button", name="Filters: 4").wait_for()
    dialog.get_by_role("button", name="Clear all filters").click()
    opened.wait_for_query("cat", None)
    wait_until_listed(page, opened.state()["events"])
    dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Layers", exact=True).click()
    page.get_by_role("dialog", name="Layers").get_by_label("Place names").uncheck()
    opened.wait_for_state("!s.layers.includes('labels')")
    page.get_by_role("dialog", name="Layers").get_by_label("Place names").check()
    opened.wait_for_query("layers", None)


def test_it_leads_to_the_same_view_on_a_server(
    dashboard: Open, tiny_dataset: Dataset, tmp_path: Path
) -> None:
    write_folder(tmp_path / "site", site_files(tiny_dataset, server="https://example.org/maps/"))
    with serving_files(tmp_path / "site") as (address, _):
        opened = dashboard(server=address).open(days="all", lang="fr")
        link = opened.page.get_by_role("link", name="Exporter sur le serveur")
        link.focus()
        day = opened.state()["date"]
        assert link.get_attribute("href") == f"https://example.org/maps/?date={day}&days=all&lang=fr"


def test_what_a_link_asks_in_vain_is_said(dashboard: Open) -> None:
    opened = dashboard().open(date="2035-01-01", conf="sure", place="nowhere", lang="fr")
    said = opened.page.locator(".gd-unmet").inner_text()
    assert "« sure » de conf dans le lien est illisible" in said.replace("\u00a0", " ")
    assert "nowhere" in said
    assert "2035-01-01" in said
    opened.slider.press("ArrowLeft")
    opened.page.wait_for_function("() => document.querySelector('.gd-unmet').textContent === ''")


@pytest.mark.parametrize("options", [{}, PHONE | {"color_scheme": "dark"}], ids=["desktop", "dark phone"])
def test_it_breaks_no_rule(dashboard: Open, options: dict[str, Any]) -> None:
    opened = dashboard(**options).open(date="2025-03-17", conf="sure")
    opened.frame.evaluate("(event) => window.geodash.setState({event})", GOMA)
    opened.page.locator(".gd-card .gd-sources").wait_for()
    assert violations(opened.page, OURS) == []
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    opened.page.get_by_role("button", name="Filters").click()
    assert violations(opened.page, "dialog[open]") == []


def test_the_page_of_an_event_leads_into_the_dashboard(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard(java_script_enabled=False)
    opened.page.goto(f"{opened.address}/{page_of_event('fr', GOMA)}")
    event = dataset.event_by_id[GOMA]
    assert opened.page.locator("h1").inner_text() == event.title_fr
    sources = opened.page.locator("ol a").evaluate_all("(all) => all.map((each) => each.href)")
    assert sources == [dataset.sources[source].url for source in event.source_ids]
    link = opened.page.get_by_role("link", name="Ouvrir dans le tableau de bord").get_attribute("href")
    assert link == f"../../{index_of('fr')}?event={GOMA}"
    shown = dashboard()
    shown.page.goto(f"{shown.address}/{page_of_event('fr', GOMA)}")
    assert violations(shown.page, "body") == []
    shown.page.get_by_role("link", name="Ouvrir dans le tableau de bord").click()
    shown.wait_for_state("s.selected.event === v && s.lang === 'fr'", GOMA)
    assert shown.state()["date"] == "2025-01-27"


def test_without_scripts_the_first_page_leads_to_the_events(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard(java_script_enabled=False)
    opened.page.goto(f"{opened.address}/{index_of('fr')}")
    opened.page.get_by_role("heading", name="16 mars 2026").wait_for()
    opened.page.get_by_role("link", name="Tous les événements").click()
    assert opened.page.locator("li a").count() == len(dataset.events)


NGINX = """
pid {folder}/pid;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fast;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {ours}
    }}
}}
"""
MOST_SENT = 900_000
MOST_TO_OPEN = 450_000


def test_nginx_serves_it_under_a_path_as_the_documents_say(
    dashboard: Open, folder: Path, tmp_path: Path
) -> None:
    text = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    [ours] = re.findall(r"```\n(gzip on;\n.*?)```", text, re.DOTALL)
    port = free_port()
    config = NGINX.format(folder=tmp_path, port=port, ours=ours.replace("/srv/site", str(folder)))
    (tmp_path / "nginx.conf").write_text(config, encoding="utf-8")
    with running(tmp_path, port):
        address = f"http://127.0.0.1:{port}/maps"
        sent = {}
        for path in [index_of("en"), index_of("fr"), KEEPER, *files_of(folder / "assets", folder)]:
            answer = ask(f"{address}/{path}", accept_encoding="gzip")
            kept = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            assert answer.headers["Cache-Control"] == kept
            sent[path] = len(answer.content)
        assert sum(sent.values()) < MOST_SENT
        opened = dashboard(server=address)
        asked: list[str] = []
        opened.page.on("request", lambda request: asked.append(request.url))
        opened.open(date="2025-03-17")
        fetched = {url.partition("/maps/")[2].partition("?")[0] or index_of("en") for url in asked}
        assert sum(sent[path] for path in fetched) < MOST_TO_OPEN
        opened.page.goto(f"{address}/{page_of_event('fr', GOMA)}")
        opened.page.get_by_role("link", name="Ouvrir dans le tableau de bord").click()
        opened.wait_for_state("s.selected.event === v && s.lang === 'fr'", GOMA)


def files_of(folder: Path, root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in folder.iterdir()]


def test_a_reader_keeps_it_without_a_network(dashboard: Open, folder: Path) -> None:
    with serving_files(folder) as (address, server):
        opened = dashboard(server=address, keeps=True).open(date="2025-03-17")
        opened.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        server.terminate()
        server.wait(10)
        assert not answers(address)
        opened.open_tab("sources", date="2025-01-30", place="goma", lang="fr", q="belgique")
        opened.page.locator(".gd-card .gd-sources").wait_for()
        opened.page.locator("#gd-tabpanel-sources [data-source-id]").first.wait_for()
        opened.page.goto(f"{address}/{page_of_event('fr', FOUNDING)}")
        opened.wait_for_state("s.selected.event === v && s.lang === 'fr'", FOUNDING)
        opened.errors.clear()  # what the browser says of a server that is gone


KEPT = """async () => {
  const { waiting } = await navigator.serviceWorker.getRegistration();
  return { isNext: waiting !== null, caches: (await caches.keys()).length };
}"""


def test_the_next_release_is_shown_and_kept_in_its_turn(
    dashboard: Open, tiny_package: TinyPackage, tmp_path: Path
) -> None:
    folder = write_site(load_dataset(tiny_package.folder), tmp_path / "site")
    with serving_files(folder) as (address, server):
        opened = dashboard(server=address, keeps=True).open(days="all")
        page = opened.page
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        tiny_package.set_cell("events.csv", 2, "title_en", "Told otherwise since")
        write_site(load_dataset(tiny_package.folder), folder)
        for path in folder.rglob("*"):  # the server of files tells apart what is a second older
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 2))
        opened.open(days="all")
        title = page.get_by_role("listbox").get_by_text("Told otherwise since")
        title.wait_for()
        page.evaluate("() => navigator.serviceWorker.getRegistration().then((each) => each.update())")
        wait_until(lambda: page.evaluate(KEPT)["isNext"], "the next one was not fetched")
        for each in page.context.pages:  # it takes over when no page of the one before is open
            each.goto("about:blank")
        opened.open(days="all")
        wait_until(lambda: page.evaluate(KEPT)["caches"] == 1, "the one before was not forgotten")
        server.terminate()
        server.wait(10)
        opened.open(days="all")
        title.wait_for()
        opened.errors.clear()  # what the browser says of a server that is gone
