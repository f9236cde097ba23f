"""The card of a party: how one comes to it, what it says on the clock's day, and how one leaves it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Basis
from geodash.wording.party import party_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

ON = date(2025, 3, 17)


def titled(opened: Dashboard, name: str) -> None:
    opened.page.locator(".gd-card").get_by_role("heading", name=name, exact=True).wait_for()


def test_it_says_which_places_it_holds_and_follows_the_clock(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=ON.isoformat(), party="m23")
    places = opened.page.locator(".gd-party-places [data-select-place]")
    for day in (ON, date(2022, 6, 12)):
        opened.visit("events", date=day.isoformat(), party="m23")
        held = {row.place_id for row in snapshot_at(dataset, day).control if row.controller == "m23"}
        named = places.evaluate_all("(all) => all.map((one) => one.dataset.selectPlace)")
        assert (set(named), len(named)) == (held, len(held))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_counts_what_is_implied_apart(dashboard: Open, dataset: Dataset, lang: Language) -> None:
    tr, day = Translator(lang, dataset.conflict), date(2025, 12, 10)
    opened = dashboard().open(date=day.isoformat(), party="m23", lang=lang)
    rows = [row for row in snapshot_at(dataset, day).control if row.controller == "m23"]
    implied = sum(row.basis is Basis.IMPLIED for row in rows)
    assert implied > 0
    held = tr("party.held", count=len(rows) - implied, date=tr.date(day))
    titled(opened, f"{held}{tr('wording.summary_implied', count=implied)}")


def test_acts_are_counted_by_year_up_to_the_day(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=ON.isoformat(), party="belgium", lang="fr")
    opened.page.locator(".gd-years").wait_for()
    card = party_card(dataset, dataset.actors["belgium"], Translator("fr", dataset.conflict))
    rows = {key: [dataset.events[row] for row in card[key]] for key in ("by", "toward")}
    counted = {
        key: Counter(event.date.year for event in events if event.date <= ON) for key, events in rows.items()
    }
    years = sorted(counted["by"] | counted["toward"], reverse=True)
    said = opened.page.locator(".gd-years tbody tr").evaluate_all(
        "(all) => all.map((row) => [...row.children].map((cell) => Number(cell.textContent)))"
    )
    assert said == [[year, counted["by"][year], counted["toward"][year]] for year in years]


def test_its_newest_events_lead_on_and_a_name_on_a_card_leads_back(dashboard: Open, dataset: Dataset) -> None:
    opened = dashboard().open(date=ON.isoformat(), party="m23")
    card = party_card(dataset, dataset.actors["m23"], Translator("en", dataset.conflict))
    rows = sorted(card["by"] + card["toward"], reverse=True)
    past = [dataset.events[row].id for row in rows if dataset.events[row].date <= ON]
    links = opened.page.locator(".gd-links [data-select-event]")
    ids = "(all) => all.map((one) => one.dataset.selectEvent)"
    assert links.evaluate_all(ids) == past[:10]
    opened.page.get_by_role("button", name=f"Show all {len(past)}").click()
    assert links.evaluate_all(ids) == past
    assert opened.page.evaluate("() => document.activeElement.dataset.selectEvent") == past[10]
    links.filter(has_text="M23 takes control of Bukavu").click()
    opened.wait_for_query("party", None)
    opened.wait_for_state("s.date === '2025-02-16'")
    titled(opened, "M23 takes control of Bukavu")
    opened.page.locator(".gd-card [data-select-party=m23]").click()
    titled(opened, "March 23 Movement")
    opened.wait_for_query("event", None)
    opened.page.keyboard.press("Escape")
    opened.wait_for_query("party", None)


def test_the_card_of_a_place_and_a_pair_name_their_parties(dashboard: Open) -> None:
    opened = dashboard().open(date=ON.isoformat(), place="goma")
    opened.page.locator(".gd-card [data-select-party=m23]").click()
    titled(opened, "March 23 Movement")
    opened.visit("relations", date=ON.isoformat(), pair="belgium,rwanda")
    opened.page.locator(".gd-relation-history:visible [data-select-party=belgium]").click()
    titled(opened, "Kingdom of Belgium")


def test_after_the_last_day_of_control_it_claims_no_places(dashboard: Open, dataset: Dataset) -> None:
    later = dataset.last_day.isoformat()
    opened = dashboard().open(date=later, party="m23")
    opened.page.get_by_text("Who held which place is not followed after 16 March 2026.").wait_for()
    assert opened.page.locator(".gd-party-places").count() == 0
