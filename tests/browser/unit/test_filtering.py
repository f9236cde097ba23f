"""Filters that the browser works out, where there is no server, keep what Python's would keep."""

from __future__ import annotations

import base64
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, format_query, parse_query
from geodash.model.selection import Role, filter_mask
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.products.parts.table import areas_document, parts_of
from geodash.wording.citation import active_filters

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

TYPED = (
    "goma", "Élysée", "l\u2019armée", '"M23"', "rdc", "Kigali Bruxelles", "red-cross", "ukraine", "a", "2025",
    "nord kivu", "sanctions, kabila", "ONU", "xyzzy", "fall of Goma", "chute de Goma", "Goma janvier 2025",
    "M23 takes Bukavu", "27 January 2025", "killed in Goma 2025",
)  # fmt: skip
MASK = """async (query, told, areas) => {
  const names = await scene.document("search"), whole = { ...scene, areas };
  return maskOf(whole, filterOf(whole, query), async () => searchedTexts(scene, (row) => told[row], names));
}"""
WORDS = """(lang, query, strings, areas) => {
  const whole = { ...scene, strings, areas };
  return filterText(whole, lang, filterOf(whole, query));
}"""


def places_of(dataset: Dataset) -> list[str]:
    """Places where events happened, and areas that these lie in."""
    return sorted(dataset.event_columns.places.number)


def by_chance(dataset: Dataset, chance: Random) -> DashboardState:
    """A state with some filters."""
    actors = sorted(dataset.parties)
    pair = tuple(sorted(chance.sample(actors, 2)))
    return DashboardState(
        cat=frozenset(chance.sample(list(EventCategory), chance.choice([0, 0, 1, 3]))),
        actor=frozenset(chance.sample(actors, chance.choice([0, 0, 1, 4]))),
        role=chance.choice(list(Role)),
        where=frozenset(chance.sample(places_of(dataset), chance.choice([0, 0, 0, 1, 3]))),
        pair=(pair[0], pair[1]) if chance.random() < 0.1 else None,
        conf=chance.choice(list(Confidence)),
        deaths=chance.choice([0, 0, 0, 1, 20]),
        q=chance.choice(["", *TYPED]),
    )


def test_the_same_events_pass(program: Program, dataset: Dataset) -> None:
    chance = Random(7)
    states = [by_chance(dataset, chance) for _ in range(60)]
    states += [DashboardState(q=text) for text in TYPED]
    states += [
        DashboardState(actor=frozenset({actor}), role=role)
        for actor in sorted(dataset.parties)
        for role in Role
    ]
    states += [DashboardState(where=frozenset({place})) for place in places_of(dataset)]
    columns = dataset.event_columns
    told = [
        [event.text(field, lang) for field in ("title", "summary", "place_note") for lang in LANGUAGES]
        for event in dataset.events
    ]
    queries = [format_query(state) for state in states]
    areas = areas_document(dataset)
    found = program.answers("core/filtering", MASK, [(query, told, areas) for query in queries])
    for state, query, mask in zip(states, queries, found, strict=True):
        expected = filter_mask(columns, state.event_filter)
        if not mask:
            assert expected.all(), query
            continue
        bits = np.unpackbits(np.frombuffer(base64.b64decode(mask), np.uint8), bitorder="little")
        assert (bits[: len(expected)] == expected).all(), query


def test_they_are_said_in_the_same_words(program: Program, dataset: Dataset) -> None:
    chance, scene = Random(8), parts_of(dataset).scene
    for lang in LANGUAGES:
        tr = Translator(lang, dataset.conflict)
        states = [by_chance(dataset, chance) for _ in range(40)]
        cases = [(lang, format_query(state), scene["strings"], scene["areas"]) for state in states]
        said = program.answers("core/filtering", WORDS, cases)
        between = tr("export.filter_separator")
        assert said == [between.join(active_filters(dataset, state, tr)) for state in states]


def test_what_is_read_of_a_link_is_what_python_reads(program: Program) -> None:
    queries = (("cat", "battle,sanctions"), ("deaths", "7"), ("q", "Goma"), ("conf", "high"), ("role", "by"))
    for name, text in queries:
        query = {name: text}
        value = getattr(parse_query(query)[0], name)
        read = program.answer(
            "core/params", "(query, name) => readState(scene, query, [name])[name]", query, name
        )
        assert read == (sorted(value) if isinstance(value, frozenset) else value), text
