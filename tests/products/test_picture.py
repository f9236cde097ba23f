"""The briefing figure: what it says, and that nothing covers anything else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from tests.pictures.drawing import not_drawn
from tests.pictures.geometry import problems
from tests.products.figures import DAY, MADE, assert_nothing_overlaps, state_of

from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, View
from geodash.model.conflict import EVERY_MAP
from geodash.model.vocabulary import EventCategory
from geodash.package import load_dataset
from geodash.pictures.content import content_of
from geodash.pictures.enlarge import enlarged
from geodash.pictures.figure import figure_of
from geodash.pictures.layout import lay_out
from geodash.pictures.map import frame_of
from geodash.pictures.paint import SETTINGS
from geodash.pictures.paper import MEMO, PAGES, SMALL
from geodash.pictures.text import Style, clean, text_width, wrap

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.pictures.paper import Size
    from geodash.pictures.sheet import Sheet

CHANCE = random.Random(4)
SPAN = (date(2026, 5, 27) - date(2012, 1, 1)).days
DATES = [
    DAY,
    date(2025, 1, 30),
    date(2013, 11, 10),
    date(2026, 3, 16),
    date(2012, 1, 1),
    date(2026, 5, 27),
    date(2012, 11, 20),
    date(2025, 1, 27),
    *(date(2012, 1, 1) + timedelta(days=CHANCE.randrange(SPAN)) for _ in range(26)),
    *(date(2024, 12, 1) + timedelta(days=CHANCE.randrange(470)) for _ in range(26)),
]


def laid_out(dataset: Dataset, day: date, lang: Language, size: Size) -> Sheet:
    sheet, events = lay_out(content_of(dataset, state_of(day, lang), created=MADE), size)
    numbers = {line.text for line in sheet.lines if line.role in {"number", "outside"}}
    assert {str(number) for number in range(1, len(events) + 1)} <= numbers
    return sheet


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", PAGES)
def test_no_text_covers_another(dataset: Dataset, size: Size, lang: Language) -> None:
    """Of sixty days each size has a fifth in each language, and the first ones in both."""
    turn = [*PAGES].index(size) + 2 * LANGUAGES.index(lang)
    for day in [*DATES[:2], *DATES[2 + turn % len(PAGES) :: len(PAGES)]]:
        faults = list(problems(laid_out(dataset, day, lang, size)))
        assert faults == [], (day, faults)


def test_the_world_names_the_capitals_that_matter(dataset: Dataset) -> None:
    """Those of the parties to the events and arcs shown, though towns of the conflict lie over them."""
    for size in ("16:9", "a4", "square"):
        for lang in LANGUAGES:
            state = state_of(lang=lang, days=90, view=View(20.0, 20.0, 2.0))
            sheet, _ = lay_out(content_of(dataset, state, created=MADE), size)
            names = {line.text for line in sheet.lines if line.role == "place"}
            capitals = {dataset.places[place].label(lang) for place in ("kinshasa", "kigali", "brussels")}
            assert capitals <= names, (size, lang)


@pytest.mark.parametrize("size", PAGES)
def test_every_followed_place_of_the_region_is_drawn_or_counted(dataset: Dataset, size: Size) -> None:
    for day in [*dataset.change_days[::15], dataset.control_known_until]:
        content = content_of(dataset, DashboardState(date=day))
        sheet, _ = lay_out(content, size)
        count = len(not_drawn(dataset, sheet, frame := frame_of(content, sheet.boxes["map"])))
        spots = [frame.spot(dataset.places[place_id]) for place_id in dataset.holdings]
        beyond = sum(not (spot and frame.box.holds(*spot)) for spot in spots)
        legend = " ".join(line.text for line in sheet.lines if line.role in {"legend", "method"})
        assert (content.tr("briefing.legend_hidden", count=count) in legend) == (count > 0), day
        assert content.tr("briefing.legend_beyond", count=beyond) in legend, day
        names = {line.text for line in sheet.lines if line.role == "place"}
        followed = {dataset.places[place_id].label("en") for place_id in dataset.holdings} & names
        unnamed = len(spots) - beyond - count - len(followed)
        assert content.tr("briefing.legend_unnamed", count=unnamed) in legend, day
        assert count <= 1, day


@pytest.mark.parametrize(
    "changes",
    [
        {"days": None},
        {"days": 1},
        {"event": "goma-captured-20250127"},
        {"place": "bunia"},
        {"place": "goma"},
        {"layers": frozenset()},
        {"layers": frozenset({*EVERY_MAP, "provinces", "roads"})},
        {"layers": frozenset(EVERY_MAP) - {"labels"}},
        {"view": View(0.0, 20.0, 3.0)},
        {"view": View(-1.68, 29.2, 12.0)},
        {"view": View(50.85, 4.35, 5.0)},
        {"view": View(89.0, 179.0, 1.0)},
        {"cat": frozenset(EventCategory), "actor": frozenset({"m23", "fardc"}), "q": "goma"},
    ],
    ids=" ".join,
)
def test_every_state_has_a_figure(dataset: Dataset, changes: dict[str, Any]) -> None:
    for size in PAGES:
        sheet, _ = lay_out(content_of(dataset, state_of(lang="fr", **changes), created=MADE), size)
        assert_nothing_overlaps(sheet)


def test_boxes_are_those_of_the_drawn_text(dataset: Dataset) -> None:
    """The layout measures text by itself: what matplotlib draws is as wide."""
    sheet, _ = lay_out(content_of(dataset, state_of(lang="fr"), created=MADE), "16:9")
    with mpl.rc_context(SETTINGS):
        figure = figure_of(sheet)
        figure.set_dpi(144)
        renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
        drawn = [artist for artist in figure.findobj(Text) if artist.get_text()]
        assert len(drawn) == len(sheet.lines)
        for artist, line in zip(drawn, sheet.lines, strict=True):
            extent = artist.get_window_extent(renderer)
            assert extent.width / 2 <= line.box.width * 1.02 + 1, line.text


def test_the_figure_says_everything_that_a_briefing_map_must_say(dataset: Dataset) -> None:
    for lang in LANGUAGES:
        tr = Translator(lang)
        content = content_of(dataset, state_of(lang=lang), created=MADE)
        sheet, events = lay_out(content, "16:9")
        text = " ".join(line.text for line in sheet.lines)
        for needed in (
            tr.date(DAY),
            dataset.conflict.text("title", lang),
            tr("map.legend"),
            tr("map.disclaimer"),
            tr("briefing.projection"),
            tr("briefing.outside"),
            dataset.conflict.class_by_id["m23"].text("attribution", tr.lang),
            tr("briefing.more", count=len(content.events) - len(events)),
            tr("briefing.version", version=dataset.version, created=tr.date(MADE)),
            dataset.conflict.class_by_id["m23"].text("name", lang),
            tr("map.legend.influence"),
            "Goma",
            "OpenStreetMap",
            "Natural Earth",
            "1\u00a0:\u00a0",
            "km",
            *(event.text("title", lang) for event in events),
        ):
            assert needed in text, needed
        numbers = [line.text for line in sheet.lines if line.role in {"number", "outside"}]
        for number in range(1, len(events) + 1):
            assert str(number) in numbers, f"event {number} is listed, but stands nowhere"


def test_the_legend_explains_only_what_is_shown(dataset: Dataset) -> None:
    """Classes stand with symbol and name among the figures, and in the legend where there are no figures."""
    early = lay_out(content_of(dataset, state_of(date(2013, 11, 10))), "16:9")[0]
    named = [line.text for line in early.lines if line.role in {"figures", "legend"}]
    signs = {line.text for line in early.lines if line.role == "legend"}
    assert named.count("Government side") == 1
    assert not {"M23 / AFC", "Contested"} & signs
    late = lay_out(content_of(dataset, state_of(date(2026, 5, 27))), "16:9")[0]
    assert "M23 / AFC" in [line.text for line in late.lines if line.role == "legend"]
    bare = state_of(layers=frozenset())
    texts = [line.text for line in lay_out(content_of(dataset, bare), "a4")[0].lines if line.role == "legend"]
    assert texts == ["Legend", "Other city", "Border DRC–Rwanda", "International boundary"]


def test_after_the_last_known_day_the_figure_says_so(dataset: Dataset) -> None:
    sheet, _ = lay_out(content_of(dataset, state_of(date(2026, 5, 27))), "square")
    assert [line.text for line in sheet.lines if line.role == "warning"] == [
        f"No data after {Translator('en').date(dataset.control_known_until)}"
    ]
    assert not [line for line in sheet.lines if line.role == "figures"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_events_of_m23_are_attributed_where_no_holder_is_known(dataset: Dataset, lang: Language) -> None:
    day, said = (
        dataset.control_known_until + timedelta(days=1),
        dataset.conflict.class_by_id["m23"].text("attribution", lang),
    )
    state = DashboardState(date=day, days=None, lang=lang)
    assert said in content_of(dataset, state).method
    others = content_of(dataset, replace(state, pair=("belgium", "rwanda")))
    assert others.events
    assert said not in others.method


def test_title_and_subtitle_are_the_users_to_choose(dataset: Dataset) -> None:
    chosen = content_of(dataset, state_of(), title="Own title", subtitle="Own subtitle")
    roles = {line.role: line.text for line in lay_out(chosen, "square")[0].lines}
    assert (roles["title"], roles["subtitle"]) == ("Own title", "Own subtitle")
    selected = content_of(dataset, state_of(event="goma-captured-20250127", days=90))
    sheet, events = lay_out(selected, "16:9")
    assert events[0].id == "goma-captured-20250127"
    assert next(line.text for line in sheet.lines if line.role == "title") == events[0].title_en


@pytest.mark.parametrize(
    ("on", "days", "is_title", "is_listed", "is_counted"),
    [
        (date(2025, 1, 10), 30, False, False, False),  # it has not happened
        (date(2025, 1, 27), 1, True, True, True),
        (date(2025, 3, 17), 60, True, True, True),
        (date(2025, 3, 17), 30, False, True, False),  # long over
    ],
)
def test_a_selected_event_of_other_days_is_no_title_and_said_not_to_be_counted(
    dataset: Dataset, on: date, days: int, *, is_title: bool, is_listed: bool, is_counted: bool
) -> None:
    content = content_of(dataset, DashboardState(date=on, days=days, event="goma-captured-20250127"))
    event = dataset.event_by_id["goma-captured-20250127"]
    assert (content.title == event.title_en) is is_title
    assert (event in content.events) is is_listed
    said = [each for each in content.events if "selected, not counted" in content.beside(each)]
    assert said == ([event] if is_listed and not is_counted else [])
    assert f"{len(content.events) - len(said)} events" in content.summary


def test_filters_are_named(dataset: Dataset) -> None:
    state = state_of(cat=frozenset({EventCategory.SANCTIONS}), q="EU")
    sheet, events = lay_out(content_of(dataset, state), "16:9")
    filters = next(line.text for line in sheet.lines if line.role == "filters")
    assert filters == "Events filtered by: categories: Sanctions; words: EU"
    assert {event.category for event in events} == {EventCategory.SANCTIONS}


def test_a_small_package_without_most_layers_has_a_figure(tiny_package: TinyPackage) -> None:
    tiny = load_dataset(tiny_package.folder)
    for size in PAGES:
        sheet, _ = lay_out(content_of(tiny, DashboardState()), size)
        assert_nothing_overlaps(sheet)


def test_lines_break_at_spaces_and_end_in_an_ellipsis() -> None:
    style = Style(10)
    text = "Le Conseil de sécurité exige le retrait du M23 et appelle à celui de la RDF"
    lines = wrap(text, style, 120)
    assert " ".join(lines) == text
    assert all(text_width(line, style) <= 120 for line in lines)
    two = wrap(text, style, 120, 2)
    assert len(two) == 2
    assert two[1].endswith("…")
    assert text_width(two[1], style) <= 120
    assert "".join(wrap("x" * 100, style, 60)) == "x" * 100


def test_what_is_no_letter_is_replaced() -> None:
    assert clean("a\n b\x00\u200b 漢\u200d") == "a b\ufffd\ufffd 漢\u200d"
    assert clean("3\u202f400\u00a0km") == "3\u202f400\u00a0km"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", sorted(SMALL))
def test_a_picture_for_a_document_is_read_in_it(dataset: Dataset, size: Size, lang: Language) -> None:
    """On 16 centimetres of paper no letter has less than 7 points, and all that must be said is there."""
    content = content_of(dataset, state_of(lang=lang), created=MADE)
    sheet, events = lay_out(content, size)
    assert events == []
    printed = enlarged(sheet, PAGES[size].enlarged)
    assert printed.width == pytest.approx(MEMO)
    assert min(line.style.size for line in printed.lines) >= 7
    text = " ".join(line.text for line in printed.lines)
    for said in (content.tr.date(DAY), content.method, content.tr("map.disclaimer")):
        assert said in text
    assert ("legend" in printed.boxes) == (size == "memo")


def test_a_sheet_grows_with_all_that_is_on_it(dataset: Dataset) -> None:
    sheet, _ = lay_out(content_of(dataset, state_of(), created=MADE), "memo")
    twice = enlarged(sheet, 2)
    assert (twice.width, twice.height) == (2 * sheet.width, 2 * sheet.height)
    for before, after in zip(sheet.lines, twice.lines, strict=True):
        assert after.box.width == pytest.approx(2 * before.box.width)
        assert (after.x, after.y) == (2 * before.x, 2 * before.y)
    assert twice.boxes["map"].height == pytest.approx(2 * sheet.boxes["map"].height)
    assert enlarged(sheet, 1) is sheet
