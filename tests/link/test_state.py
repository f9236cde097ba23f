"""The state and its one form in the address bar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.limits import MAX_COUNT, MAX_DAYS, MAX_TEXT
from geodash.link.params import FORMS, MEASURES, SORTS, SPLITS
from geodash.link.state import (
    DATA_CHANGED,
    LANGUAGES,
    PARAMS,
    TABS,
    DashboardState,
    View,
    format_query,
    layers_on,
    parse_query,
    settle,
)
from geodash.model.conflict import EVERY_MAP
from geodash.model.selection import EventFilter
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

STORY = "rwanda-belgium-break"
NAMES = [param.name for param in PARAMS]
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
layer_names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)
views = st.builds(
    View,
    lat=st.floats(-90, 90).map(lambda x: round(x, 4)),
    lon=st.floats(-180, 180).map(lambda x: round(x, 4)),
    zoom=st.floats(1, 18).map(lambda x: round(x, 2)),
)


def pairs_of(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, str]]:
    different = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1])
    return different.map(lambda pair: (min(pair), max(pair)))


states = st.builds(
    DashboardState,
    date=st.none() | st.dates(),
    days=st.none() | st.integers(1, MAX_DAYS),
    event=st.just("") | ids,
    place=st.just("") | ids,
    source=st.just("") | ids,
    cat=st.frozensets(st.sampled_from(EventCategory)),
    actor=st.frozensets(ids, max_size=4),
    pair=st.none() | pairs_of(ids),
    conf=st.sampled_from(Confidence),
    deaths=st.integers(0, MAX_COUNT),
    q=st.text(max_size=30).filter(str.isprintable),
    layers=st.none() | st.frozensets(layer_names),
    compare=st.none() | st.dates(),
    story=st.just("") | st.builds("{}.{}".format, ids, st.integers(1, 99)),
    tab=st.sampled_from(TABS),
    sort=st.sampled_from(SORTS),
    form=st.sampled_from(FORMS),
    measure=st.sampled_from(MEASURES),
    split=st.sampled_from(SPLITS),
    lang=st.sampled_from(LANGUAGES),
    proposals=st.booleans(),
    brief=st.booleans(),
    view=st.none() | views,
    v=st.sampled_from(["", "1.0.0"]),
)


@settings(max_examples=500)
@given(states)
def test_a_state_survives_the_address_bar(state: DashboardState) -> None:
    read, notices = parse_query(format_query(state))
    assert read == state
    assert notices == []


@settings(max_examples=2000)
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=40), max_size=8))
def test_any_query_string_gives_a_state(query: dict[str, str]) -> None:
    state, notices = parse_query(query)
    refused = {notice.values["name"] for notice in notices}
    for param in PARAMS:
        default = getattr(DashboardState(), param.name)
        if param.name not in query or param.name in refused:
            assert getattr(state, param.name) == default
    assert refused <= query.keys()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "2025-02-30"),
        ("date", "17/03/2025"),
        ("date", "20250317"),
        ("date", "2025-W12-1"),
        ("days", "0"),
        ("days", "-3"),
        ("days", "٣"),
        ("days", "9" * 5000),
        ("event", "<script>"),
        ("place", ""),
        ("source", "a/b"),
        ("pair", "rwanda"),
        ("pair", "rwanda,rwanda"),
        ("pair", "rwanda,"),
        ("pair", "belgium,rwanda,usa"),
        ("story", "a.b"),
        ("story", ".1"),
        ("cat", "battle,nonsense"),
        ("conf", "certain"),
        ("deaths", "-1"),
        ("deaths", "1e3"),
        ("deaths", "2000000001"),
        ("deaths", "9" * 5000),
        ("deaths", "٣"),
        ("q", "a\nb"),
        ("q", "x" * 201),
        ("layers", "control,ti les"),
        ("tab", "admin"),
        ("lang", "de"),
        ("brief", "yes"),
        ("view", "1,2"),
        ("view", "nan,2,3"),
        ("view", ",29,9"),
        ("view", "1_0,2,3"),
        ("view", "1e0,2,3"),
        ("view", "٣,2,3"),
        ("view", "91,2,3"),
        ("view", "1,2,inf"),
    ],
)
def test_a_bad_value_gives_its_default_and_a_notice(name: str, text: str) -> None:
    state, notices = parse_query({name: text})
    assert state == DashboardState()
    assert [notice.values["name"] for notice in notices] == [name]


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("date", "2025\u201103\u201117", "2025-03-17"),  # a hyphen that does not break
        ("date", "2025\u201303\u201317", "2025-03-17"),
        ("date", "2025\u221203\u221217", "2025-03-17"),
        ("date", "2025-03-17.", "2025-03-17"),
        ("date", " 2025-03-17)\u200b", "2025-03-17"),
        ("compare", "2025-03-17\u00a0;", "2025-03-17"),
        ("event", "goma\u2010captured\u201120250127,", "goma-captured-20250127"),
        ("pair", "Belgium,RWANDA", "belgium,rwanda"),
        ("layers", "Control,roads.", "control,roads"),
        ("cat", "BATTLE", "battle"),
        ("tab", "Places", "places"),
        ("lang", "FR", "fr"),
        ("days", "ALL", "all"),
        ("view", "-1.5,29,9.5.", "-1.5000,29.0000,9.5"),
        ("brief", "1!", "1"),
    ],
)
def test_a_value_that_went_through_a_text_is_understood(name: str, text: str, meant: str) -> None:
    state, notices = parse_query({name: text})
    assert notices == []
    assert format_query(state) == ({name: meant} if name != "days" else {"days": "all"})


@pytest.mark.parametrize("text", ["Who?", " a - b ", "A\u2011B.", "«x»"])
def test_words_to_search_for_stay_as_they_are(text: str) -> None:
    assert parse_query({"q": text})[0].q == text


@pytest.mark.parametrize("value", [None, 3, True, 2.5, [], {"a": 1}, "x" * 5000, b"x"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_text_of_a_link_is_named_and_changes_nothing(name: str, value: object) -> None:
    state, notices = parse_query({name: value})
    assert state == DashboardState()
    assert [notice.values["name"] for notice in notices] == ([name] if value is not None else [])
    assert all(len(text) <= MAX_TEXT + 1 for notice in notices for text in notice.values.values())


@pytest.mark.parametrize("text", ["belgium,rwanda", "rwanda,belgium"])
def test_a_pair_has_one_form(text: str) -> None:
    state, notices = parse_query({"pair": text})
    assert (state.pair, notices) == (("belgium", "rwanda"), [])
    assert format_query(state) == {"pair": "belgium,rwanda"}
    assert state.event_filter == EventFilter(pair=frozenset({"belgium", "rwanda"}))


def test_every_parameter_says_what_it_means() -> None:
    assert all(param.help.endswith(".") for param in PARAMS)


class TestSettle:
    def test_the_default_day_is_the_last_for_which_control_is_known(self, dataset: Dataset) -> None:
        state, notices = settle(DashboardState(), dataset)
        assert state.date == dataset.control_known_until
        assert notices == []

    def test_an_event_without_a_date_sets_the_date(self, dataset: Dataset) -> None:
        state, _ = settle(DashboardState(event="goma-captured-20250127"), dataset)
        assert state.date == date(2025, 1, 27)

    def test_an_event_with_a_date_keeps_it(self, dataset: Dataset) -> None:
        state, _ = settle(DashboardState(event="goma-captured-20250127", date=date(2025, 3, 1)), dataset)
        assert state.date == date(2025, 3, 1)

    def test_unknown_ids_are_dropped_with_a_notice(self, dataset: Dataset) -> None:
        asked = DashboardState(
            event="no-such-event",
            place="atlantis",
            source="no-such-source",
            actor=frozenset({"m23", "nobody"}),
            pair=("nobody", "rwanda"),
            story="rwanda-belgium-break.11",
            layers=frozenset({"tiles"}),
        )
        state, notices = settle(asked, dataset)
        assert state == DashboardState(date=dataset.control_known_until, actor=frozenset({"m23"}))
        assert {notice.key for notice in notices} == {"notice.unknown_id"}
        assert [(notice.values["name"], notice.values["value"]) for notice in notices] == [
            ("event", "no-such-event"),
            ("place", "atlantis"),
            ("source", "no-such-source"),
            ("actor", "nobody"),
            ("pair", "nobody,rwanda"),
            ("story", "rwanda-belgium-break.11"),
            ("layers", "tiles"),
        ]

    def test_layers_are_those_of_the_data(self, dataset: Dataset) -> None:
        roads, unknown = frozenset({"control", "roads"}), frozenset({"control", "lakes"})
        assert settle(DashboardState(layers=roads), dataset)[0].layers == roads
        assert settle(DashboardState(layers=frozenset()), dataset)[0].layers == frozenset()
        assert settle(DashboardState(layers=unknown), dataset)[0].layers == frozenset({"control"})

    def test_a_link_does_not_name_the_layers_that_are_usually_on(self, dataset: Dataset) -> None:
        asked = DashboardState(layers=frozenset({*EVERY_MAP, "provinces"}))
        state, notices = settle(asked, dataset)
        assert (state.layers, notices) == (None, [])
        assert layers_on(state, dataset) == asked.layers
        assert "layers" not in format_query(state)

    @pytest.mark.parametrize("story", ["no-such-story", "tale.1", f"{STORY}.0", f"{STORY}.01", f"{STORY}.99"])
    def test_an_unknown_step_is_dropped_with_a_notice(self, dataset: Dataset, story: str) -> None:
        state, notices = settle(DashboardState(story=story), dataset)
        assert (state.story, state.event, state.view) == ("", "", None)
        assert [notice.values["value"] for notice in notices] == [story]

    def test_a_story_without_a_step_is_at_its_first(self, dataset: Dataset) -> None:
        state, notices = settle(DashboardState(story=STORY), dataset)
        assert (state.story, notices) == (f"{STORY}.1", [])
        assert state == settle(DashboardState(story=f"{STORY}.1"), dataset)[0]

    def test_every_step_alone_sets_date_event_and_view(self, dataset: Dataset) -> None:
        for step in dataset.stories:
            state, notices = settle(DashboardState(story=f"{step.story_id}.{step.step}"), dataset)
            assert (state.date, state.event, notices) == (step.date, step.event_id, [])
            place = dataset.places[step.place_id]
            assert place.lat is not None
            assert place.lon is not None
            assert state.view == View(round(place.lat, 4), round(place.lon, 4), step.zoom)
            assert parse_query(format_query(state)) == (state, [])

    @pytest.mark.parametrize(
        "asked",
        [
            DashboardState(story=f"{STORY}.8", date=date(2025, 3, 1)),
            DashboardState(story=f"{STORY}.8", event="goma-captured-20250127"),
        ],
    )
    def test_a_story_with_a_date_or_an_event_sets_nothing(
        self, dataset: Dataset, asked: DashboardState
    ) -> None:
        state, _ = settle(asked, dataset)
        assert (state.story, state.event, state.view) == (asked.story, asked.event, None)
        assert state.date in {asked.date, date(2025, 1, 27)}

    def test_a_story_keeps_the_view_that_a_link_gives(self, dataset: Dataset) -> None:
        state, _ = settle(DashboardState(story=f"{STORY}.8", view=View(-1.5, 29, 10)), dataset)
        assert (state.view, state.date) == (View(-1.5, 29, 10), date(2025, 3, 17))

    def test_the_event_of_a_story_takes_the_place_of_a_place(self, dataset: Dataset) -> None:
        state, notices = settle(DashboardState(story=f"{STORY}.8", place="goma"), dataset)
        assert (state.event, state.place) == ("rwa-bel-sever-relations-20250317", "")
        assert [notice.key for notice in notices] == ["notice.one_selection"]

    @pytest.mark.parametrize("asked", [date(1999, 1, 1), date(2999, 1, 1)])
    def test_a_day_outside_the_clock_is_moved_inside_with_a_notice(
        self, dataset: Dataset, asked: date
    ) -> None:
        state, notices = settle(DashboardState(date=asked), dataset)
        assert state.date in {dataset.first_day, dataset.last_day}
        assert [notice.key for notice in notices] == ["notice.date_clamped"]

    @pytest.mark.parametrize(
        ("version", "key"),
        [
            ("1.0.0", DATA_CHANGED),
            ("0.0.1", "notice.data_unknown"),
            ("1.0.0-draft", "notice.data_unknown"),
            ("1.1.1", "notice.data_newer"),
            ("1.10.0", "notice.data_newer"),
            ("9" * 200, "notice.data_unknown"),
            ("9." * 99 + "9", "notice.data_newer"),
        ],
    )
    def test_a_link_made_with_other_data_says_so_once(self, dataset: Dataset, version: str, key: str) -> None:
        state, notices = settle(DashboardState(v=version), dataset)
        assert [notice.key for notice in notices] == [key]
        assert notices[0].values == {"value": version, "now": dataset.version}
        assert settle(state, dataset)[1] == []

    def test_data_that_list_no_releases_say_so(self, dataset: Dataset) -> None:
        _, notices = settle(DashboardState(v="1.0.0"), replace(dataset, releases=(), changes=()))
        assert [notice.key for notice in notices] == ["notice.data_unlisted"]

    def test_the_version_of_the_data_is_no_news(self, dataset: Dataset) -> None:
        assert settle(DashboardState(v=dataset.version), dataset)[1] == []

    @settings(max_examples=200)
    @given(asked=states, data=st.data())
    def test_settling_again_changes_nothing(
        self, dataset: Dataset, asked: DashboardState, data: st.DataObject
    ) -> None:
        if data.draw(st.booleans()):  # ids that chance would never hit
            step = data.draw(st.sampled_from(dataset.stories))
            pair = data.draw(st.none() | pairs_of(st.sampled_from(sorted(dataset.actors))))
            source = data.draw(st.sampled_from(sorted(dataset.sources)))
            story = data.draw(st.sampled_from([step.story_id, f"{step.story_id}.{step.step}"]))
            asked = replace(asked, story=story, pair=pair, source=source)
        state, _ = settle(asked, dataset)
        assert settle(state, dataset) == (state, [])
