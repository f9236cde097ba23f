"""The page's logic, without a browser: links, widgets, and what the browser is sent."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from geodash.model.selection import EventFilter, filter_mask
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.ui.notices import _listed
from geodash.wording.since import Since

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from tests.app.conftest import Page
    from tests.conftest import TinyPackage

    OpenPage = Callable[..., Page]


def shown_flags(settled: dict[str, Any], total: int) -> list[bool]:
    if not settled["mask"]:
        return [True] * total
    bits = np.frombuffer(base64.b64decode(settled["mask"]), dtype=np.uint8)
    return [bool(flag) for flag in np.unpackbits(bits, bitorder="little")[:total]]


def test_first_screen_is_the_latest_known_day(open_page: OpenPage, dataset: Dataset) -> None:
    page = open_page()
    assert page.query["date"] == dataset.control_known_until.isoformat()
    assert "M23 held" in page.texts
    assert page.sent_to("panel")["settled"].keys() == {
        "rev",
        "mask",
        "tiles",
        "date",
        "cat",
        "layers",
        "lang",
        "view",
    }


def test_a_link_is_followed_and_kept(open_page: OpenPage) -> None:
    link = {
        "date": "2025-01-30",
        "days": "90",
        "place": "goma",
        "cat": "battle,sanctions",
        "conf": "medium",
        "deaths": "5",
        "q": "goma",
        "layers": "control,roads",
        "compare": "2024-01-30",
        "story": "fall-of-goma-and-bukavu.3",
        "tab": "places",
        "lang": "fr",
        "brief": "1",
        "view": "-1.5,29,9.5",
    }
    page = open_page(**link).again()
    kept = page.query | {"view": "-1.5,29,9.5"}
    assert kept == link
    settled = page.sent_to("timeline")["settled"]
    assert settled["view"] == "-1.5000,29.0000,9.5"
    assert settled["layers"] == "control,roads"


def test_nonsense_in_a_link_is_said_and_passed_over(open_page: OpenPage, dataset: Dataset) -> None:
    page = open_page(date="2025-02-31", event="<img src=x onerror=alert(1)>", utm_source="mail")
    assert page.query["date"] == dataset.control_known_until.isoformat()
    assert page.query["utm_source"] == "mail"
    assert "2025-02-31" in page.texts
    assert "&lt;img" in page.texts
    assert "<img" not in page.texts


def test_a_link_to_an_event_moves_the_clock(open_page: OpenPage) -> None:
    page = open_page(event="goma-captured-20250127")
    assert page.query["date"] == "2025-01-27"
    assert page.card["id"] == "goma-captured-20250127"


@pytest.mark.parametrize(
    ("link", "tab"),
    [
        ({"story": "rwanda-belgium-break.3"}, "stories"),
        ({"story": "rwanda-belgium-break.3", "lang": "fr"}, "stories"),
        ({"story": "rwanda-belgium-break.3", "tab": "places"}, "places"),
        ({"story": "rwanda-belgium-break.3", "date": "2025-03-01"}, "events"),
    ],
)
def test_a_link_to_a_step_alone_opens_the_stories(
    open_page: OpenPage, link: dict[str, str], tab: str
) -> None:
    page = open_page(**link)
    settled = page.sent_to("panel")["settled"]
    assert (settled["story"], settled.get("tab", "events")) == ("rwanda-belgium-break.3", tab)
    if "date" not in link:
        assert (page.query["date"], settled["event"]) == ("2025-02-16", "bukavu-captured-20250216")
        assert settled["view"].endswith(",9")


def test_map_panel_and_clock_are_told_the_same(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", q="belgium")
    settled = page.sent_to("timeline")["settled"]
    assert page.sent_to("panel")["settled"] == settled
    assert settled["mask"] in page.map_arguments["feature_group"]
    assert settled["mask"]


def test_the_base_map_never_depends_on_the_state(open_page: OpenPage) -> None:
    plain = open_page().map_arguments
    busy = open_page(date="2025-01-27", lang="fr", q="goma", place="goma", layers="roads").map_arguments
    assert plain["script"] == busy["script"]
    assert plain["feature_group"] != busy["feature_group"]
    assert not [link for link in plain["js_links"] + plain["css_links"] if "//" in link]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_filters_are_those_of_the_core(open_page: OpenPage, dataset: Dataset, lang: str) -> None:
    page = open_page(cat="diplomacy,sanctions", actor="belgium", conf="high", q="rwanda", lang=lang)
    page.open_menu("w_filters")
    wanted = EventFilter(
        frozenset({EventCategory.DIPLOMACY, EventCategory.SANCTIONS}),
        frozenset({"belgium"}),
        Confidence.HIGH,
        "rwanda",
    )
    expected = filter_mask(dataset.event_columns, wanted).tolist()
    assert shown_flags(page.sent_to("panel")["settled"], len(dataset.events)) == expected
    assert 0 < sum(expected) < 30
    assert f"{sum(expected)} " in page.texts


def test_events_are_kept_by_the_least_of_their_deaths(open_page: OpenPage, dataset: Dataset) -> None:
    page = open_page(deaths="10").open_menu("w_filters")
    expected = [(event.fatalities_low or 0) >= 10 for event in dataset.events]
    assert shown_flags(page.sent_to("panel")["settled"], len(dataset.events)) == expected
    assert 0 < sum(expected) < len(expected) / 2
    assert "pass the filters." in page.texts
    assert page.test.number_input(key="w_deaths").value == 10
    page.test.number_input(key="w_deaths").set_value(100)
    page.again()
    assert page.query["deaths"] == "100"
    page.open_menu("w_filters").test.button(key="w_clear").click()
    page.again()
    assert "deaths" not in page.query
    assert "pass the filters." not in page.texts


def test_widgets_write_to_the_link(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17")
    page.change(q="bukavu")
    assert page.query["q"] == page.sent_to("search")["q"] == "bukavu"
    page.open_menu("w_filters")
    page.test.multiselect(key="w_actor").set_value(["m23"])
    page.again()
    assert page.query["actor"] == "m23"
    page.open_menu("w_filters").test.button(key="w_clear").click()
    page.again()
    assert page.query == {"date": "2025-03-17"}
    assert page.sent_to("search")["q"] == ""


def test_the_link_writes_to_the_widgets(open_page: OpenPage) -> None:
    page = open_page(q="bukavu", actor="m23,fardc", lang="fr").open_menu("w_filters")
    assert page.sent_to("search")["q"] == "bukavu"
    assert set(page.test.multiselect(key="w_actor").value) == {"m23", "fardc"}
    assert page.sent_to("search")["label"] == "Rechercher"


def test_an_edited_address_bar_is_followed(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", q="goma")
    page.test.query_params["date"] = "2025-01-27"
    page.again()
    assert page.sent_to("timeline")["settled"]["date"] == "2025-01-27"


def test_an_address_bar_that_lags_behind_a_change_is_not_followed(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17")
    page.test.query_params["date"] = "2025-01-27"  # what the browser still shows from the run before
    assert page.change(q="goma").query == {"date": "2025-03-17", "q": "goma"}
    page.test.query_params["date"] = "2025-01-27"
    assert page.again().query == {"date": "2025-01-27", "q": "goma"}


def test_tiles_come_only_from_the_user(open_page: OpenPage) -> None:
    page = open_page().open_menu("w_layers_pop")
    assert page.sent_to("timeline")["settled"]["tiles"] == ""
    for text, used in {
        "javascript:alert(1)": "",
        "https://tiles.example/{z}/{x}/{y}.png": "https://tiles.example/{z}/{x}/{y}.png",
    }.items():
        page.test.text_input(key="w_tiles").set_value(text)
        page.again()
        assert page.sent_to("timeline")["settled"]["tiles"] == used
    assert "tiles" not in page.query


def test_after_the_last_known_day_there_is_no_data(open_page: OpenPage) -> None:
    page = open_page(date="2026-04-10", place="goma")
    assert page.card["sources"]
    assert "no holder is shown" in page.texts


def test_a_settle_stays_small(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", event="rwa-bel-sever-relations-20250317", q="belgium")
    sent = sum(len(element.proto.json) for element in page.test.get("bidi_component"))
    assert sent + len(page.map_arguments["feature_group"]) < 10_000


def test_a_pinned_link_opens_what_changed_in_its_view(open_page: OpenPage, dataset: Dataset) -> None:
    page = open_page(date="2025-02-22", place="minembwe", v="1.0.0")
    notices = page.texts
    assert notices.count('<details open class="gd-since"') == 1
    assert f"the data is now {dataset.version}" in notices
    assert "first day: 26 February 2025 → 21 February 2025" in notices
    assert "geodash diff 1.0.0" in notices
    assert "v" not in page.query
    assert page.sent_to("timeline")["settled"]["place"] == "minembwe"


def test_what_changed_is_shown_as_text() -> None:
    hostile = "<img src=x onerror=alert(1)></details>"
    shown = _listed(Since(hostile, (hostile,), hostile), is_open=False)
    assert shown.count("&lt;img") == 3
    assert "<img" not in shown
    assert shown.count("</details>") == 1


def test_a_pinned_link_in_french(open_page: OpenPage) -> None:
    page = open_page(date="2025-02-22", place="minembwe", v="1.0.0", lang="fr")
    assert "premier jour\u00a0: 26 février 2025 → 21 février 2025" in page.texts


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("9.0", "newer than the data here"),
        ("<img src=x>", "names data version &lt;img src=x&gt;, which was never released"),
    ],
)
def test_a_link_of_an_unknown_version_says_so(open_page: OpenPage, version: str, words: str) -> None:
    page = open_page(date="2025-03-17", v=version)
    assert words in page.texts
    assert "gd-since" not in page.texts
    assert "<img" not in page.texts


def test_a_pinned_link_with_nothing_changed_says_it_in_a_line(
    open_page: OpenPage, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_package.list_changes("1.1.0,places,goma,changed,uncertainty_m,900,1000")
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    page = open_page(v="1.0.0")
    assert "Nothing in its view has changed since." in page.texts
    assert "gd-since" not in page.texts
