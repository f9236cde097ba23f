"""Another conflict is a data folder: whatever is made from it speaks of it and of no other."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner
from pypdf import PdfReader

from geodash.cli import main
from geodash.i18n import LANGUAGES, Translator
from geodash.interchange.snapshots import SNAPSHOT_FORMATS
from geodash.link.state import DashboardState
from geodash.model.overlay import RECORD
from geodash.model.snapshot import snapshot_at
from geodash.package import load_dataset
from geodash.pictures.content import content_of
from geodash.products.formats import KINDS
from geodash.products.order import Order, make_file
from geodash.products.site.whole import site_files
from geodash.scene.documents import DOCUMENTS
from geodash.scene.influence import influence_cells
from geodash.scene.whole import build_scene
from geodash.wording.detail import event_card, place_card
from geodash.wording.summary import day_summary
from tests.another import ELFASHER, FIRST, archived, traces
from tests.drawn import write_scene

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event, Language

SOURCE = Path(__file__).parents[1] / "src"
FOUR_OF_FIVE = date(2023, 11, 25)
"""A day on which both parties hold a town."""
KIND_OF = {fmt: kind for kind in KINDS if kind != "compare" for fmt in KINDS[kind].formats}
PROGRAM = {".py", ".js", ".css", ".json"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def darfur() -> Dataset:
    return load_dataset(ELFASHER)


@pytest.fixture(scope="module")
def scene(darfur: Dataset) -> dict[str, Any]:
    return build_scene(darfur, {place_id: row for row, place_id in enumerate(darfur.places)})


@pytest.fixture(scope="module", params=LANGUAGES)
def state(request: pytest.FixtureRequest) -> DashboardState:
    return DashboardState(date=FOUR_OF_FIVE, lang=request.param, days=None)


def made(dataset: Dataset, state: DashboardState, fmt: str) -> bytes:
    return make_file(dataset, state, Order(KIND_OF[fmt], fmt)).content


def embedded(page: str) -> str:
    """What the script of a page in one file reads."""
    [data] = re.findall(r'<script type="text/plain" id="gd-data">([^<]*)</script>', page)
    return gzip.decompress(base64.b64decode(data)).decode()


def test_no_word_of_one_conflict_is_in_the_program() -> None:
    files = [path for path in SOURCE.rglob("*") if path.suffix in PROGRAM]
    assert files
    assert traces({str(path.relative_to(SOURCE)): path.read_text("utf-8") for path in files}) == {}


def test_the_package_itself_has_none() -> None:
    # The outlines of the world name every country of Africa, and no name of theirs is shown.
    files = {path for path in ELFASHER.rglob("*.*") if path.stem != "world"}
    assert traces({path.name: path.read_text("utf-8") for path in files}) == {}


def test_check_finds_no_problem() -> None:
    result = CliRunner().invoke(main, ["check", str(ELFASHER)])
    assert result.exit_code == 0, result.stderr
    assert "no problems" in result.stdout


class TestTextsSpeakOfThisConflictAlone:
    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("style", SNAPSHOT_FORMATS)
    def test_snapshot(self, darfur: Dataset, style: str, lang: Language) -> None:
        texts = {str(day): SNAPSHOT_FORMATS[style](darfur, day, lang) for day in darfur.change_days}
        assert all(re.search("el.fasher", text, re.IGNORECASE) for text in texts.values())
        assert traces(texts) == {}

    def test_scene(self, darfur: Dataset, tmp_path: Path) -> None:
        write_scene(darfur, tmp_path)
        texts = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.json")}
        assert len(texts) > len(DOCUMENTS)
        assert traces(texts) == {}

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_cards(self, darfur: Dataset, lang: Language) -> None:
        tr = Translator(lang)
        texts = {event.id: json.dumps(event_card(darfur, event, tr)) for event in darfur.events}
        for place in darfur.places.values():
            texts |= {f"{place.id} {d}": json.dumps(place_card(darfur, place, d, tr)) for d in days(darfur)}
        assert traces(texts) == {}

    def test_svg(self, darfur: Dataset, state: DashboardState) -> None:
        text = " ".join(ET.fromstring(made(darfur, state, "svg")).itertext())  # noqa: S314  our own
        for place_id in darfur.holdings:
            assert darfur.places[place_id].label(state.lang) in text
        assert darfur.conflict.text("title", state.lang) in text
        assert traces({"svg": text}) == {}

    def test_pdf(self, darfur: Dataset, state: DashboardState) -> None:
        reader = PdfReader(io.BytesIO(made(darfur, state, "pdf")))
        text = " ".join(page.extract_text() for page in reader.pages)
        assert traces({"pdf": text, "metadata": str(reader.metadata)}) == {}

    def test_slide_with_its_notes(self, darfur: Dataset, state: DashboardState) -> None:
        texts = archived(made(darfur, state, "pptx"))
        notes = "".join(text for name, text in texts.items() if "notesSlide" in name)
        assert darfur.sources["radio-tamazuj-2023-10-rsf-announces-capture"].url in notes
        assert traces(texts) == {}

    def test_brief(self, darfur: Dataset, state: DashboardState) -> None:
        texts = archived(made(darfur, state, "docx")) | {"md": made(darfur, state, "md").decode()}
        assert darfur.sources["radio-tamazuj-2023-10-rsf-announces-capture"].url in texts["md"]
        assert traces(texts) == {}

    def test_page_in_one_file(self, darfur: Dataset, state: DashboardState) -> None:
        page = made(darfur, state, "html").decode()
        data = embedded(page)
        shell = re.sub(r'(id="gd-data">)[^<]*', r"\1", page)
        assert darfur.conflict.text("title", state.lang) in shell.partition("</title>")[0]
        assert traces({"page": shell, "data": data}) == {}

    def test_static_site(self, darfur: Dataset) -> None:
        files = site_files(darfur, "https://example.org/")
        texts = {path: each.decode() for path, each in files.items() if not path.endswith(".bin")}
        assert darfur.conflict.text("title", "fr") in texts["event/fr/index.html"]
        assert traces(texts) == {}

    def test_data(self, darfur: Dataset, state: DashboardState) -> None:
        texts = {fmt: made(darfur, state, fmt).decode() for fmt in ("geojson", "kml")}
        texts |= archived(made(darfur, state, "csv")) | archived(made(darfur, state, "xlsx"))
        texts["gpkg"] = made(darfur, state, "gpkg").decode(errors="replace")
        table = pq.read_table(io.BytesIO(made(darfur, state, "geoparquet")))
        texts |= {
            "geoparquet": str(table.drop_columns(["geometry"]).to_pylist()) + str(table.schema.metadata)
        }
        assert darfur.places["el-geneina"].label(state.lang) in texts["geojson"]
        assert traces(texts) == {}

    def test_comparison(self, darfur: Dataset, state: DashboardState) -> None:
        both = (FOUR_OF_FIVE, date(2025, 10, 27))
        file = make_file(darfur, state, Order("compare", "svg", days=both))
        text = " ".join(ET.fromstring(file.content).itertext())  # noqa: S314  our own
        assert traces({"svg": text, "name": file.name}) == {}

    def test_method_and_coverage(self, darfur: Dataset) -> None:
        document = json.dumps(DOCUMENTS["sources"](darfur), ensure_ascii=False)
        assert darfur.conflict.texts["method.coverage.bias"].en in document
        assert traces({"sources": document}) == {}


def days(dataset: Dataset) -> list[date]:
    """Days on which the text about a place may differ."""
    return [dataset.first_day, *dataset.change_days, dataset.control_known_until + timedelta(days=1)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The RSF held 4 of 5 places followed; the army 1"),
        ("fr", "Sur 5 lieux suivis, 4 étaient tenus par les FSR\u00a0; 1 par l’armée"),
    ],
)
def test_the_headline_names_the_first_class(darfur: Dataset, lang: Language, sentence: str) -> None:
    content = content_of(darfur, DashboardState(date=FOUR_OF_FIVE, lang=lang))
    said = day_summary(darfur, content.snapshot, {RECORD: 0}, None, Translator(lang))
    assert sentence in said


@pytest.mark.parametrize("fmt", KIND_OF)
def test_names_of_files_start_with_the_stem(darfur: Dataset, fmt: str) -> None:
    order = Order(KIND_OF[fmt], fmt, days=(date(2025, 10, 20), date(2025, 10, 27)), dpi=50)
    name = make_file(darfur, DashboardState(date=date(2025, 10, 27)), order).name
    assert name.startswith("geodash_darfur_")
    assert not FIRST.search(name)


class TestTheTwoParties:
    def test_in_the_scene(self, darfur: Dataset, scene: dict[str, Any]) -> None:
        looks = {look["id"]: look for look in scene["look"]["classes"]}
        assert list(looks) == ["rsf", "army", "other", "contested", "unknown", "no_data"]
        assert (looks["rsf"]["shape"], looks["army"]["shape"]) == ("triangle", "square")
        for holders in darfur.conflict.classes:
            for theme in ("light", "dark"):
                assert scene["palette"][theme][holders.id] == getattr(holders.colour, theme)
        classes = {entry["id"]: entry["group"] for entry in scene["controllers"]}
        assert classes["saf"] == "army"
        assert classes["rsf"] == "rsf"

    def test_in_picture_and_legend(self, darfur: Dataset, state: DashboardState) -> None:
        svg = made(darfur, state, "svg").decode()
        for holders in darfur.conflict.classes:
            assert holders.text("name", state.lang) in svg
            # A town on the map and the sign in the legend, at the least.
            assert svg.lower().count(f"fill: {holders.colour.light.lower()}") >= 2

    def test_in_the_figures(self, darfur: Dataset, state: DashboardState) -> None:
        counts = {count.group: count.places for count in content_of(darfur, state).counts}
        assert counts == {"rsf": 4, "army": 1}


class TestAttribution:
    """The text of a class stands beside what its actors, and what descends from them, did."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_event(self, darfur: Dataset, lang: Language) -> None:
        said = darfur.conflict.class_by_id["rsf"].text("attribution", lang)
        reached = {
            event.id: said in json.dumps(card(darfur, event, lang), ensure_ascii=False)
            for event in darfur.events
        }
        assert reached == {
            "nyala-captured-20231026": True,
            "geneina-commander-named-20231104": True,  # by a person whose parent is the force
            "sudan-severs-ties-uae-20250506": False,
            "el-fasher-captured-20251026": True,
        }

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_place_held(self, darfur: Dataset, lang: Language) -> None:
        said, tr = darfur.conflict.class_by_id["rsf"].text("attribution", lang), Translator(lang)
        for day in days(darfur):
            for place_id in darfur.holdings:
                text = json.dumps(place_card(darfur, darfur.places[place_id], day, tr), ensure_ascii=False)
                held = snapshot_at(darfur, day).by_place[place_id].controller == "rsf"
                assert (said in text) == held, (place_id, day)

    def test_in_a_picture(self, darfur: Dataset, state: DashboardState) -> None:
        text = " ".join(ET.fromstring(made(darfur, state, "svg")).itertext())  # noqa: S314  our own
        said = darfur.conflict.class_by_id["rsf"].text("attribution", state.lang)
        assert "".join(said.split()) in "".join(text.split())


def card(dataset: Dataset, event: Event, lang: Language) -> dict[str, Any]:
    return event_card(dataset, event, Translator(lang))


def test_influence_cells_are_drawn_in_the_home_country(darfur: Dataset, scene: dict[str, Any]) -> None:
    cells = influence_cells(darfur)
    assert cells.keys() == darfur.holdings.keys()
    frame = darfur.borders["countries"].frame
    home = frame.loc[frame["iso3"] == darfur.conflict.home].geometry.union_all().buffer(0.01)
    for place_id, cell in cells.items():
        place = darfur.places[place_id]
        assert place.lon is not None
        assert place.lat is not None
        assert cell.covers(shapely.Point(place.lon, place.lat))
        assert home.covers(cell)
    assert len(scene["cells"]) == len(cells)


def test_the_map_opens_on_the_region_of_the_package(darfur: Dataset, scene: dict[str, Any]) -> None:
    assert scene["conflict"]["region"] == darfur.conflict.region
    west, south, east, north = darfur.conflict.region
    for place_id in darfur.holdings:
        place = darfur.places[place_id]
        assert place.lon is not None
        assert place.lat is not None
        assert west < place.lon < east
        assert south < place.lat < north
