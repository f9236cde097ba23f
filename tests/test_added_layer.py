"""A layer of the map needs a file and two entries in the descriptor, as docs/layers.md says, and no code."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from pptx import Presentation

from geodash.cli import main
from geodash.errors import DatasetError
from geodash.i18n import LANGUAGES
from geodash.link.state import DashboardState
from geodash.model.conflict import LayerRole
from geodash.package import load_dataset
from geodash.products.order import Order, make_file
from tests.another import ELFASHER
from tests.extended import LAYER, OWN, ROOT, with_camps, with_layers

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

DAY, IN_DARFUR = date(2025, 3, 17), date(2023, 11, 25)
COLOUR = LAYER["colour"]["light"]
NEARLY = 40
SQUARE = [[24.0, 13.0], [25.0, 13.0], [25.0, 14.0], [24.0, 13.0]]
GEOMETRIES: dict[str, Any] = {
    "Point": SQUARE[0],
    "MultiPoint": SQUARE[:2],
    "LineString": SQUARE[:2],
    "MultiLineString": [SQUARE[:2]],
    "Polygon": [SQUARE],
    "MultiPolygon": [[SQUARE]],
}
WORDS = {
    "points": {"Point", "MultiPoint"},
    "lines": {"LineString", "MultiLineString"},
    "polygons": {"Polygon", "MultiPolygon"},
}
"""What the table of roles means by its words."""


@dataclass(frozen=True)
class Added:
    """A package with a layer more, and a day to show."""

    folder: Path
    layer: str
    day: date

    @cached_property
    def dataset(self) -> Dataset:
        return load_dataset(self.folder)

    def name(self, lang: Language) -> str:
        layers = {layer.resource: layer for layer in self.dataset.conflict.layers}
        return layers[self.layer].text("name", lang)

    def make(self, kind: str, fmt: str, lang: Language = "en", *, shown: bool = True) -> bytes:
        state = DashboardState(date=self.day, lang=lang, layers=frozenset({self.layer} if shown else ()))
        return make_file(self.dataset, state, Order(kind, fmt)).content


@pytest.fixture(scope="module", params=["camps", *OWN])
def added(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Added:
    """The layer of the document in a copy of the shipped package, and one of each own role in Darfur."""
    copy, role = tmp_path_factory.mktemp("layer") / "data", request.param
    if role == "camps":
        return Added(with_camps(copy), role, DAY)
    return Added(with_layers(ELFASHER, copy, [OWN[role]], roles=[role]), f"own_{role}", IN_DARFUR)


def test_check_passes(added: Added) -> None:
    result = CliRunner().invoke(main, ["check", str(added.folder)])
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_svg_has_it_on_the_map_and_in_the_legend(added: Added, lang: Language) -> None:
    on, off = (added.make("picture", "svg", lang, shown=shown).decode() for shown in (True, False))
    assert added.name(lang) in text_of(on)
    assert added.name(lang) not in text_of(off)
    assert on.lower().count(COLOUR.lower()) >= 2
    assert COLOUR.lower() not in off.lower()


def test_png_and_slide_have_its_colour(added: Added) -> None:
    on, off = (painted(added.make("picture", "png", shown=shown)) for shown in (True, False))
    assert on > off + 20
    slide = Presentation(io.BytesIO(added.make("slide", "pptx"))).slides[0]
    pictures = {shape.name: shape for shape in slide.shapes if shape.shape_type == 13}
    legend = pictures.pop("geodash legend")
    [picture] = pictures.values()
    assert painted(picture.image.blob) > off
    assert painted(legend.image.blob) > 0, "the legend draws the sign of the layer"
    assert added.name("en") in legend.element.nvPicPr.cNvPr.get("descr")


def test_page_in_one_file_carries_it(added: Added) -> None:
    page = added.make("page", "html").decode()
    [data] = re.findall(r'<script type="text/plain" id="gd-data">([^<]*)</script>', page)
    document = gzip.decompress(base64.b64decode(data)).decode()
    base = json.loads(document)["parts"]["base.json"]
    [layer] = [each for each in base["layers"] if each["name"] == added.layer]
    assert all(feature["c"] for feature in layer["features"])
    for lang in LANGUAGES:
        assert added.name(lang) in document


def test_every_role_is_documented() -> None:
    assert documented_roles().keys() == set(LayerRole)


@pytest.mark.parametrize("role", LayerRole)
@pytest.mark.parametrize("kind", GEOMETRIES)
def test_a_geometry_that_cannot_be_drawn_is_refused(tmp_path: Path, role: LayerRole, kind: str) -> None:
    geometry = {"type": kind, "coordinates": GEOMETRIES[kind]}
    copy = with_layers(ELFASHER, tmp_path / "data", [geometry], roles=[role])
    allowed = documented_roles()[role]
    if kind in allowed:
        load_dataset(copy)
        return
    with pytest.raises(DatasetError) as caught:
        load_dataset(copy)
    [problem] = caught.value.problems
    assert problem.file == "datapackage.json"
    assert problem.field == "geodash.layers[3].role"
    assert problem.value == kind
    assert all(name in problem.remedy for name in allowed)


def test_one_wrong_geometry_among_right_ones_is_refused(tmp_path: Path) -> None:
    geometries = [{"type": kind, "coordinates": GEOMETRIES[kind]} for kind in ("Point", "Polygon")]
    geometries.append({"type": "GeometryCollection", "geometries": geometries[:1]})
    with pytest.raises(DatasetError) as caught:
        load_dataset(with_layers(ELFASHER, tmp_path / "data", geometries, roles=["point"]))
    assert [problem.value for problem in caught.value.problems] == ["GeometryCollection, Polygon"]


def documented_roles() -> dict[str, set[str]]:
    """Types of geometry by role, as the table of docs/layers.md has them."""
    text = (ROOT / "docs" / "layers.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ((?:points|lines|polygons).*?) \|", text, re.MULTILINE)
    return {
        role: {kind for word, kinds in WORDS.items() if word in said for kind in kinds} for role, said in rows
    }


def text_of(svg: str) -> str:
    return " ".join(" ".join(ET.fromstring(svg).itertext()).split())  # noqa: S314  our own


def painted(png: bytes) -> int:
    """Number of pixels in the colour of the layer, or nearly: an edge is mixed with what lies under it."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)
    return int((abs(pixels - [*bytes.fromhex(COLOUR.removeprefix("#"))]).max(axis=2) <= NEARLY).sum())
