"""The player of stories: each step moves clock, selection and map, and the news text is all there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from geodash.model.dataset import Dataset
    from geodash.model.records import StoryStep
    from tests.browser.opened import Dashboard
    from tests.conftest import TinyPackage

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

FOUNDING = "rwanda-belgium-break"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TOUCH = 44
CENTRED = 0.5
"""Degrees, by which the middle of the map may miss the place of a step."""

AT_STEP = """s.selected.event === v.event && s.date === v.date
  && Math.hypot(s.view[0] - v.view[0], s.view[1] - v.view[1]) < v.near && s.view[2] === v.view[2]"""


def steps_of(dataset: Dataset, story: str) -> list[StoryStep]:
    return [step for step in dataset.stories if step.story_id == story]


def wait_for_step(opened: Dashboard, dataset: Dataset, step: StoryStep) -> None:
    """Wait until the player shows a step, and clock, selection and map stand where it puts them."""
    player(opened).get_by_role("heading", name=step.title_en, exact=True).wait_for()
    place = dataset.places[step.place_id]
    goal = {"event": step.event_id, "date": step.date.isoformat(), "near": CENTRED}
    opened.wait_for_state(AT_STEP, goal | {"view": [place.lat, place.lon, step.zoom]})


def player(opened: Dashboard) -> Any:
    return opened.page.get_by_role("tabpanel", name="Stories")


def open_step(dashboard: Dashboard, step: int, **query: str) -> Dashboard:
    return dashboard.open_tab("stories", story=f"{FOUNDING}.{step}", **query)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_arrow_key_walks_the_founding_story(dashboard: Open, dataset: Dataset, motion: str) -> None:
    opened = dashboard(reduced_motion=motion).open_tab("stories")
    player(opened).get_by_role("button", name="Rwanda and Belgium break ties").click()
    steps = steps_of(dataset, FOUNDING)
    for number, step in enumerate(steps, 1):
        if number > 1:
            opened.page.keyboard.press("ArrowRight")
        wait_for_step(opened, dataset, step)
        assert player(opened).get_by_text(f"{number} of {len(steps)}", exact=True).is_visible()
        assert player(opened).get_by_text(step.text_en[:60]).is_visible()
        opened.wait_for_query("story", f"{FOUNDING}.{number}")
        opened.wait_for_query("event", step.event_id)
    opened.page.keyboard.press("ArrowRight")  # there is no more
    opened.page.keyboard.press("ArrowLeft")
    wait_for_step(opened, dataset, steps[-2])
    assert opened.errors == []


def test_buttons_and_list_lead_through_every_story(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard(reduced_motion="reduce").open_tab("stories")
    stories = dict.fromkeys(step.story_id for step in dataset.stories)
    starts = player(opened).locator(".gd-story-start")
    assert starts.count() == len(stories)
    titles = starts.all_inner_texts()
    for title in titles:
        player(opened).get_by_role("button", name=title, exact=True).click()
        story = player(opened).locator(".gd-story").get_attribute("data-story")
        steps = steps_of(dataset, story)
        wait_for_step(opened, dataset, steps[0])
        player(opened).get_by_role("button", name="Next step").click()
        wait_for_step(opened, dataset, steps[1])
        player(opened).get_by_text("All steps").click()
        player(opened).locator(".gd-story-steps").get_by_role("button", name=steps[-1].title_en).click()
        wait_for_step(opened, dataset, steps[-1])
        player(opened).get_by_role("button", name="All stories").click()
        starts.first.wait_for()
        focused = opened.page.evaluate("() => document.activeElement.textContent")
        assert focused == title


def test_steps_in_quick_succession_end_at_the_last(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(), 1)
    player(opened).get_by_role("region", name="Story").focus()
    for _ in range(5):  # faster than the map moves
        opened.page.keyboard.press("ArrowRight")
    wait_for_step(opened, dataset, steps_of(dataset, FOUNDING)[5])


def test_the_map_glides_to_the_step(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(), 2)
    glided = opened.frame.evaluate(
        """() => new Promise((done) => {
          const pane = document.querySelector('.leaflet-map-pane');
          new MutationObserver(() => {
            if (pane.classList.contains('leaflet-zoom-anim')) done(true);
          }).observe(pane, {attributes: true});
          parent.document.querySelector('.gd-story-next').click();
        })"""
    )
    assert glided
    wait_for_step(opened, dataset, steps_of(dataset, FOUNDING)[2])


def test_with_less_motion_the_map_does_not_move_but_is_there(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(reduced_motion="reduce"), 2)
    view = opened.frame.evaluate(
        """() => {
          parent.document.querySelector('.gd-story-next').click();
          return window.geodash.getState().view;
        }"""
    )
    place = dataset.places["bukavu"]
    assert view[:2] == pytest.approx([place.lat, place.lon], abs=0.01)
    assert opened.frame.locator(".leaflet-zoom-anim").count() == 0


def test_a_link_to_a_step_alone_opens_it(dashboard: Open, dataset: Dataset) -> None:
    step = steps_of(dataset, FOUNDING)[2]
    opened = dashboard()
    opened.page.goto(f"{opened.address}/?story={FOUNDING}.3")
    wait_for_step(opened, dataset, step)
    opened.wait_for_query("tab", "stories")


def test_the_copied_link_is_that_of_the_step(dashboard: Open) -> None:
    opened = open_step(dashboard(), 3, lang="fr")
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.get_by_role("button", name="Copier le lien vers cette étape").click()
    opened.page.get_by_text("Le lien est copié.").wait_for()
    copied = opened.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{opened.address}/?story={FOUNDING}.3&lang=fr"


def test_a_clock_that_moves_away_is_said_and_can_be_brought_back(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(reduced_motion="reduce"), 3)
    back = player(opened).get_by_role("button", name="Back to the step")
    assert not back.is_visible()
    opened.slider.focus()
    opened.page.keyboard.press("ArrowRight")
    back.wait_for()
    step = steps_of(dataset, FOUNDING)[2]
    assert player(opened).get_by_text(step.text_en[:60]).is_visible()
    opened.frame.evaluate("() => window.geodash.setState({view: [0, 20, 6]})")
    back.click()
    wait_for_step(opened, dataset, step)
    back.wait_for(state="hidden")


def test_a_day_other_than_that_of_the_event_counts(dashboard: Open, tiny_package: TinyPackage) -> None:
    from tests.browser.conftest import serve  # noqa: PLC0415  imports the browser

    tiny_package.set_cell("stories.csv", 3, "date", "2025-03-19")
    with serve(tiny_package.folder) as address:
        opened = dashboard(server=address).open_tab("stories")
        player(opened).get_by_role("button").first.click()
        player(opened).get_by_role("button", name="Next step").click()
        opened.wait_for_state("s.selected.event === 'break-20250317' && s.date === '2025-03-19'")
        opened.wait_for_query("date", "2025-03-19")
        opened.wait_for_query("event", "break-20250317")
        assert player(opened).get_by_text("Wednesday, 19 March 2025").is_visible()
        assert not player(opened).get_by_role("button", name="Back to the step").is_visible()


def test_each_point_of_the_news_text_selects_its_events(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(reduced_motion="reduce"), 10)
    player(opened).get_by_text(f"The {len(dataset.claims)} points of the news text").click()
    points = player(opened).locator("[data-claim]")
    assert points.count() == len(dataset.claims)
    for claim in dataset.claims:
        point = player(opened).locator(f"[data-claim='{claim.n}']")
        carried = list(claim.event_ids)
        assert claim.claim_en in point.inner_text()
        links = point.locator("[data-select-event]")
        assert links.evaluate_all("(all) => all.map((each) => each.dataset.selectEvent)") == carried
        for event in carried:
            point.locator(f"[data-select-event='{event}']").click()
            opened.wait_for_state("s.selected.event === v", event)
            assert opened.state()["date"] == dataset.event_by_id[event].date.isoformat()
        assert player(opened).get_by_role("button", name="Back to the step").count() == 1
    point = player(opened).locator("[data-claim='9']")
    point.get_by_role("button", name="Step 2").click()
    wait_for_step(opened, dataset, steps_of(dataset, FOUNDING)[1])


def test_the_story_ends_with_what_the_sources_show(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(reduced_motion="reduce"), 10)
    title = "What the news text said, and what the sources show"
    player(opened).get_by_role("button", name=title).click()
    shown = player(opened).locator(".gd-story-corrections li[data-correction]")
    assert shown.count() == len(dataset.corrections)
    assert shown.first.is_visible()
    formally = player(opened).locator("[data-correction='correction-02']")
    assert "formally ended relations" in formally.inner_text()
    formally.locator("[data-select-event]").click()
    opened.wait_for_state("s.selected.event === v", "rwa-bel-sever-relations-20250317")


def test_the_step_stays_readable_beside_the_card(dashboard: Open) -> None:
    opened = open_step(dashboard(), 3)
    opened.page.locator(".gd-card").wait_for()
    boxes: dict[str, Any] = {
        name: opened.page.locator(name).bounding_box() for name in (".gd-panel", ".gd-tabbed")
    }
    assert boxes[".gd-tabbed"]["height"] >= 0.45 * boxes[".gd-panel"]["height"]
    text: Any = opened.page.locator(".gd-story-text").bounding_box()
    body: Any = opened.page.locator(".gd-story-body").bounding_box()
    assert text["y"] + text["height"] <= body["y"] + body["height"]


def test_on_a_phone_the_card_waits_until_it_is_asked_for(dashboard: Open, dataset: Dataset) -> None:
    opened = open_step(dashboard(**PHONE), 3)
    step = steps_of(dataset, FOUNDING)[2]
    text = player(opened).get_by_text(step.text_en[:40])
    card = opened.page.locator(".gd-card")
    assert text.is_visible()
    assert not card.is_visible()
    for name in ("Previous step", "Next step", "All stories"):
        box = player(opened).get_by_role("button", name=name).bounding_box()
        assert min(box["width"], box["height"]) >= TOUCH, name
    player(opened).locator(".gd-story-event a").tap()
    card.wait_for()
    assert not text.is_visible()
    card.locator("[data-tool='back']").tap()
    text.wait_for()
    assert opened.state()["selected"]["event"] == step.event_id
    player(opened).get_by_role("button", name="Next step").tap()
    wait_for_step(opened, dataset, steps_of(dataset, FOUNDING)[3])
    assert not card.is_visible()


def test_in_french_and_without_a_story(dashboard: Open) -> None:
    opened = dashboard().open_tab("stories", story=f"{FOUNDING}.8", lang="fr")
    panel = opened.page.get_by_role("tabpanel", name="Récits")
    panel.get_by_role("heading", name="Le Rwanda rompt les relations").wait_for()
    assert panel.get_by_text("8 sur 10", exact=True).is_visible()
    panel.get_by_role("button", name="Tous les récits").click()
    panel.get_by_role("button", name="Rupture entre le Rwanda et la Belgique").wait_for()
    opened.wait_for_query("story", None)


def test_the_page_in_one_file_tells_stories_too(chromium: Browser, dataset: Dataset, tmp_path: Path) -> None:
    from geodash.link.state import DashboardState  # noqa: PLC0415
    from geodash.products.onefile.page import render_html  # noqa: PLC0415  loads what the others do not need

    file = tmp_path / "page.html"
    file.write_bytes(render_html(dataset, DashboardState()))
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(file.as_uri())
    page.get_by_role("tab", name="Stories").click()
    page.get_by_role("button", name="Rwanda and Belgium break ties").click()
    page.get_by_role("button", name="Next step").click()
    step = steps_of(dataset, FOUNDING)[1]
    place = dataset.places[step.place_id]
    page.wait_for_function(
        f"(v) => {{ const s = window.geodash.getState(); return {AT_STEP}; }}",
        arg={
            "event": step.event_id,
            "date": step.date.isoformat(),
            "near": CENTRED,
            "view": [place.lat, place.lon, step.zoom],
        },
    )
    assert page.get_by_role("button", name="Copy link to this step").count() == 0, "a file has no address"
    page.close()
