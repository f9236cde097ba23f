"""How to cite, and the filters in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import Translator
from geodash.interchange.about import about_export
from geodash.link.state import DashboardState, settle
from geodash.model.selection import Role
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.pictures.content import content_of
from geodash.wording.citation import citation, filter_text

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

EN, FR = Translator("en"), Translator("fr")
DAY = date(2025, 3, 17)
FULL = DashboardState(
    date=DAY,
    cat=frozenset({EventCategory.SANCTIONS, EventCategory.BATTLE}),
    actor=frozenset({"m23"}),
    conf=Confidence.MEDIUM,
    deaths=25,
    q="goma",
)


def test_a_citation_names_day_version_and_access(dataset: Dataset) -> None:
    accessed = date(2026, 11, 1)
    assert citation(dataset, DashboardState(date=DAY), Translator("en", dataset.conflict), accessed) == (
        "geodash, Eastern DR Congo: who held which town, as of 17 March 2025. "
        f"Data version {dataset.version}. Accessed on 1 November 2026."
    )
    assert citation(dataset, DashboardState(date=DAY), Translator("fr", dataset.conflict), accessed) == (
        "geodash, Est de la RD Congo\u00a0: qui tenait quelle localité, situation au 17 mars 2025. "
        f"Version {dataset.version} des données. Consulté le 1er novembre 2026."
    )


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2024, 12, 31), DAY])
def test_a_window_that_begins_on_a_day_names_it(dataset: Dataset, on: date) -> None:
    state = settle(DashboardState(date=on, since=date(2025, 1, 1)), dataset)[0]
    named = "vénements du 1er janvier 2025 au 17 mars 2025" in filter_text(dataset, state, FR)
    assert named == (on == DAY)
    content = content_of(dataset, replace(state, lang="fr"))
    assert ("événements du 1er janvier 2025 au" in content.summary) == (on == DAY)


def test_the_filter_in_words(dataset: Dataset) -> None:
    assert filter_text(dataset, FULL, EN) == (
        "Categories: Battle or capture, Sanctions; parties: M23; at least medium confidence; "
        "at least 25 deaths, by the lowest figure; words: goma; events of the 30 days up to 17 March 2025; "
        "parts of an event have rows of their own"
    )
    assert filter_text(dataset, FULL, FR) == (
        "Catégories\u00a0: Combat ou prise, Sanctions\u00a0; parties\u00a0: M23\u00a0; "
        "confiance au moins moyenne\u00a0; au moins 25 morts, d’après le chiffre le plus bas\u00a0; "
        "mots\u00a0: goma\u00a0; "
        "événements des 30 jours jusqu’au 17 mars 2025\u00a0; "
        "les volets d’un événement ont leurs propres lignes"
    )


def test_a_pair_in_words(dataset: Dataset) -> None:
    state = DashboardState(date=DAY, pair=("belgium", "rwanda"))
    assert filter_text(dataset, state, EN).startswith("Between Belgium and Rwanda; events of")
    assert filter_text(dataset, state, FR).startswith("Entre Belgique et Rwanda\u00a0; événements des")


def test_a_role_in_words(dataset: Dataset) -> None:
    state = DashboardState(date=DAY, actor=frozenset({"rwanda", "m23"}), role=Role.TOWARD)
    assert filter_text(dataset, state, EN).startswith("Acts toward: M23, Rwanda; events of")
    assert filter_text(dataset, state, FR).startswith("Actes envers\u00a0: M23, Rwanda\u00a0; événements des")
    by = replace(state, role=Role.BY)
    assert filter_text(dataset, by, EN).startswith("Acts by: M23, Rwanda;")
    assert filter_text(dataset, by, FR).startswith("Actes de\u00a0: M23, Rwanda\u00a0;")


def test_places_in_words(dataset: Dataset) -> None:
    state = DashboardState(date=DAY, where=frozenset({"goma", "cod.nord-kivu.masisi", "cod.sud-kivu"}))
    en, fr = Translator("en", dataset.conflict), Translator("fr", dataset.conflict)
    assert filter_text(dataset, state, en).startswith(
        "Places: Goma, Masisi (whole, North Kivu), South Kivu (whole); events of"
    )
    assert filter_text(dataset, state, fr).startswith(
        "Lieux\u00a0: Goma, Masisi (en entier, Nord-Kivu), Sud-Kivu (en entier)\u00a0; événements des"
    )


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (30, "Events of the 30 days up to 17 March 2025"),
        (1, "Events of 17 March 2025"),
        (None, "All events up to 17 March 2025"),
    ],
)
def test_without_filters_only_the_days_are_said(dataset: Dataset, days: int | None, text: str) -> None:
    assert (
        filter_text(dataset, DashboardState(date=DAY, days=days), EN)
        == f"{text}; parts of an event have rows of their own"
    )


def test_words_of_a_filter_are_data(dataset: Dataset) -> None:
    state = DashboardState(date=DAY, q="{date} {words}", conf=Confidence.HIGH)
    assert "High confidence; words: {date} {words}; events" in filter_text(dataset, state, EN)


def test_data_say_whom_to_write_to(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEODASH_CONTACT", "desk@example.org")
    told = about_export(dataset, FULL, EN, DAY, link="")["terms"]
    assert told.endswith("Contact: desk@example.org.")
    monkeypatch.delenv("GEODASH_CONTACT")
    assert "Contact" not in about_export(dataset, FULL, EN, DAY, link="")["terms"]
