"""What the page in one file makes of its address, and what it says of what it cannot meet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from geodash.i18n import Translator
from geodash.link.pasted import parse_address
from geodash.link.state import DashboardState, View, settle

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from tests.browser.alone import Open

pytestmark = pytest.mark.browser

FOUNDING = "rwa-bel-sever-relations-20250317"


def test_the_file_opens_as_it_was_made_and_as_its_address_says(open_file: Open) -> None:
    state = DashboardState(
        date=date(2025, 1, 30),
        days=90,
        place="goma",
        layers=frozenset({"control", "labels"}),
        lang="fr",
        view=View(-1.7, 29.2, 9),
    )
    found = open_file(state).state()
    assert found["date"] == "2025-01-30"
    assert found["days"] == 90
    assert found["selected"] == {"event": None, "place": "goma"}
    assert found["layers"] == ["control", "labels"]
    assert found["lang"] == "fr"
    assert found["view"] == pytest.approx([-1.7, 29.2, 9], abs=0.001)
    told = "#date=2024-02-01&days=all&event=nonsense&lang=en&place=bukavu"
    moved = open_file(state, fragment=told).state()
    assert moved["date"] == "2024-02-01"
    assert moved["days"] is None
    assert moved["selected"] == {"event": None, "place": "bukavu"}
    assert moved["lang"] == "en"
    wrong = open_file(state, fragment="#date=<script>&days=-4&lang=xx&place=__proto__").state()
    assert (wrong["date"], wrong["days"], wrong["lang"]) == ("2025-01-30", 90, "fr")


def test_a_reload_comes_back_to_panel_step_and_source(open_file: Open) -> None:
    opened = open_file(DashboardState(date=date(2025, 3, 17), place="goma"), fragment=f"#event={FOUNDING}")
    opened.page.get_by_role("tab", name="Sources").click()
    opened.page.locator("#gd-tabpanel-sources .gd-source-head").first.click()
    opened.page.wait_for_function("() => location.hash.includes('source=')")
    opened.page.reload()
    opened.page.locator("#gd-tabpanel-sources [aria-expanded='true']").wait_for()
    assert opened.page.get_by_role("tab", name="Sources").get_attribute("aria-selected") == "true"
    assert opened.state()["selected"] == {"event": FOUNDING, "place": None}
    opened.page.get_by_role("tab", name="Stories").click()
    opened.page.locator("#gd-tabpanel-stories button").first.click()
    opened.page.wait_for_function("() => location.hash.includes('story=')")
    step = opened.page.evaluate("() => new URLSearchParams(location.hash.slice(1)).get('story')")
    opened.page.reload()
    opened.page.locator(f"[data-story='{step.partition('.')[0]}']").wait_for()
    assert f"story={step}" in opened.page.url


def test_a_copied_link_is_followed(open_file: Open) -> None:
    link = "?date=2025-01-27&days=all&tab=places&layers=control,labels&lang=fr&view=-1.68,29.23,10"
    opened = open_file(DashboardState(date=date(2025, 3, 17), place="goma"), fragment=link)
    state = opened.state()
    assert (state["date"], state["days"], state["lang"]) == ("2025-01-27", None, "fr")
    assert state["layers"] == ["control", "labels"]
    assert state["view"] == pytest.approx([-1.68, 29.23, 10], abs=0.001)  # a pixel
    assert state["selected"] == {"event": None, "place": "goma"}, "what it does not name is the file's own"
    assert opened.page.locator("#gd-tab-places").get_attribute("aria-selected") == "true"
    opened.set(date="2025-02-01", place=None)
    opened.page.wait_for_function("() => location.hash.includes('2025-02-01')")
    opened.page.reload()
    opened.wait_for("s.ready && s.date === '2025-02-01'")
    assert opened.state()["selected"] == {"event": None, "place": None}


def told(dataset: Dataset, query: str, lang: Language) -> str:
    """What the dashboard's notices say of a link."""
    asked, notices = parse_address({name: [*values] for name, values in parse_qs(query).items()})
    _, more = settle(asked, dataset)
    tr = Translator(lang)
    return " ".join(tr(f"page.{notice.key}", **notice.values) for notice in [*notices, *more])


LINKS = [
    "date=2035-01-01",
    "date=2025-03-17&date=2025-01-27",
    "conf=high&conf=low",
    "place=nowhere",
    "event=nothing&place=goma",
    f"date=2025-03-17&event={FOUNDING}&place=goma",
    "place=goma&party=m23",
    "story=never-told.1",
    "story=doha-and-washington",
    "story=doha-and-washington.99",
    "actor=m23,nobody",
    "where=goma,atlantis",
    "holders=m23,martians",
    "pair=rwanda,atlantis",
    "layers=control,canals",
    "days=-4",
    "deaths=many",
    "known=1999-01-01",
    "q=Goma%0A",
    "q=a%00b%E2%80%AEc",
    "utm_source=mail&fbclid=1",
    "conf=medium&cat=battle&days=90",
]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_notices_what_the_dashboard_notices(open_file: Open, dataset: Dataset, lang: Language) -> None:
    file = open_file(DashboardState(lang=lang))
    said = file.page.locator(".gd-unmet")
    for link in LINKS:
        file.page.goto("about:blank")
        file.page.goto(f"{file.address}#{link}&lang={lang}")
        file.wait_for("s.ready")
        expected = " ".join(told(dataset, link, lang).split())
        assert " ".join(said.inner_text().split()) == expected, link


def test_a_link_to_other_data_is_told_which_data_the_file_holds(open_file: Open, dataset: Dataset) -> None:
    file = open_file(DashboardState(), fragment="#v=0.1.0")
    said = file.page.locator(".gd-unmet").inner_text()
    assert "made with data version 0.1.0" in said
    assert f"this page holds version {dataset.version}." in said
    same = open_file(DashboardState(), fragment=f"#v={dataset.version}")
    assert same.page.locator(".gd-unmet").inner_text() == ""
