"""A hundred links by chance: command line and page agree on day, filters, counts, events and notices."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from click.testing import CliRunner

from geodash.cli import main
from geodash.i18n import Translator
from geodash.link.state import DATA_CHANGED
from geodash.model.selection import Role, count_events, mask_of, select_events, window_mask
from geodash.model.snapshot import snapshot_at
from geodash.model.vocabulary import Confidence, EventCategory
from geodash.scene.whole import Scene
from geodash.ui import session
from geodash.ui.resources import Resources
from geodash.wording.citation import filter_text
from geodash.wording.plain import one_line
from geodash.wording.since import changed_since

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset

LINKS = 100
NONSENSE = ["", "nope", "2025-02-30", "battle,war", "-3", "1,2", "\u202egoma", "é" * 201, "0"]


def links(dataset: Dataset) -> list[dict[str, str]]:
    """Parameters by chance, of which some make no sense, name nothing or lie outside the record."""
    chance = random.Random(2025)
    actors, events, places = sorted(dataset.actors), sorted(dataset.event_by_id), sorted(dataset.places)
    steps = sorted(f"{step.story_id}.{step.step}" for step in dataset.stories)
    span = (dataset.last_day - dataset.first_day).days

    def day() -> str:
        return f"{dataset.first_day + timedelta(chance.randrange(-90, span + 90))}"

    values: dict[str, Callable[[], str]] = {
        "date": day,
        "days": lambda: chance.choice(["1", "7", "90", "365", "all"]),
        "since": day,
        "event": lambda: chance.choice(events),
        "place": lambda: chance.choice(places),
        "cat": lambda: ",".join(chance.sample(list(EventCategory), chance.choice([1, 3]))),
        "actor": lambda: ",".join(chance.sample(actors, chance.choice([1, 2]))),
        "role": lambda: chance.choice(list(Role)),
        "where": lambda: chance.choice([*places[::9], "cod.nord-kivu", "cod.nord-kivu.masisi,bukavu"]),
        "pair": lambda: ",".join(chance.sample(actors, 2)),
        "conf": lambda: chance.choice(list(Confidence)),
        "deaths": lambda: chance.choice(["0", "5", "50"]),
        "q": lambda: chance.choice(["goma", "M23 Kigali", "Élysée"]),
        "compare": day,
        "story": lambda: chance.choice(steps),
        "tab": lambda: chance.choice(["relations", "compare"]),
        "layers": lambda: chance.choice(["control", "control,tiles", ""]),
        "lang": lambda: chance.choice(["en", "fr", "FR"]),
        "view": lambda: "-1.68,29.23,10",
        "v": lambda: chance.choice([*dataset.releases, "9.0.0"]),
    }
    found = []
    for _ in range(LINKS):
        chosen = chance.sample(sorted(values), chance.randrange(1, 7))
        found.append({n: chance.choice(NONSENSE) if chance.random() < 0.1 else values[n]() for n in chosen})
    return found


class Address(dict[str, list[str]]):
    """An address bar as Streamlit hands it out."""

    get_all = dict.__getitem__


def page_of(
    link: str, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> tuple[DashboardState, list[Notice]]:
    """What the page makes of an address: its own function, with an address bar of ours."""
    query = parse_qs(link.partition("?")[2], keep_blank_values=True)
    bar = SimpleNamespace(query_params=Address(query), session_state={})
    monkeypatch.setattr(session, "st", bar)
    _, state, notices = session.begin(lambda _: resources)
    return state, notices


def said_by_page(dataset: Dataset, state: DashboardState, notices: list[Notice]) -> list[str]:
    tr = Translator(state.lang, dataset.conflict)
    return [
        changed_since(dataset, state, each.values["value"], notices, tr).heading
        if each.key == DATA_CHANGED
        else tr(f"page.{each.key}", **each.values)
        for each in notices
    ]


def ask(*arguments: str) -> tuple[Any, list[str]]:
    done = CliRunner().invoke(main, [*arguments])
    assert done.exit_code == 0, (arguments, done.stderr)
    return json.loads(done.stdout), done.stderr.splitlines()


def test_a_hundred_links_mean_what_the_page_shows(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodash.package.load_dataset", lambda _: dataset)  # read once, not two hundred times
    columns, met = dataset.event_columns, Counter[str]()
    resources = Resources(dataset, Scene(dataset), "")
    for query in links(dataset):
        link = f"https://host.example/map/?{urlencode(query)}"
        state, notices = page_of(link, resources, monkeypatch)
        assert state.date is not None
        file, told = ask("export", "--link", link, "--format", "geojson", "-o", "-", "--quiet")
        listed, told_of_list = ask("events", "--link", link, "--format", "json")
        rows = [feature["properties"] for feature in file["features"]]
        # Day, filters and language
        filters = filter_text(dataset, state, Translator(state.lang, dataset.conflict))
        for about in (file["geodash"], listed["about"]):
            assert (about["as_of"], about["language"]) == (state.date.isoformat(), state.lang), link
            assert about["filter"] == filters, link
        # Events listed, and their number
        flags, mask = window_mask(columns, state.date, state.days), mask_of(columns, state.event_filter)
        flags = flags if mask is None else flags & mask
        ids = [event.id for event in select_events(dataset, flags)]
        assert [row["event_id"] for row in listed["rows"]] == ids, link
        assert [row["event_id"] for row in rows if row["feature_type"] == "events"] == ids, link
        parts = [row for row in listed["rows"] if row["part_of"] in set(ids)]
        assert len(ids) - len(parts) == count_events(columns, flags), link
        # Places by holder
        held = Counter(row["holder_class"] for row in rows if row["feature_type"] == "control")
        assert +Counter(snapshot_at(dataset, state.date).count_by_group()) == held, link
        # Notices
        expected = [one_line(text) for text in said_by_page(dataset, state, notices)]
        assert told == told_of_list, link
        assert len(told) == len(expected), link
        assert all(line.startswith(text) for line, text in zip(told, expected, strict=True)), link
        met.update(each.key for each in notices)
    assert len(met) >= 6, met  # chance met every kind of notice that there is for a link
