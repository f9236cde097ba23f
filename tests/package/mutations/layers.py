"""Layers of the map, their geometries and their roles."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from tests.package.drafts import Draft
from tests.package.mutations.values import BREAKING, HOSTILE

from geodash.model.conflict import LayerRole

if TYPE_CHECKING:
    from random import Random

    from tests.package.drafts import Draft

KINDS: list[Any] = [
    {"type": "Point", "coordinates": [29, -2]},
    {"type": "MultiPoint", "coordinates": [[29, -2], [28, -2]]},
    {"type": "LineString", "coordinates": [[29, -2], [28, -2]]},
    {"type": "LineString", "coordinates": [[29, -2], [29, -2]]},
    {"type": "MultiLineString", "coordinates": [[[29, -2], [28, -2]], [[29, -1], [28, -1]]]},
    {"type": "Polygon", "coordinates": [[[28, -2], [29, -2], [29, -1], [28, -2]]]},
    {"type": "Polygon", "coordinates": [[[28, -2], [28.00001, -2], [28.00001, -1.99999], [28, -2]]]},
    {"type": "Polygon", "coordinates": [[[28, -2, 9], [29, -2, 9], [29, -1, 9], [28, -2, 9]]]},
    {"type": "Polygon", "coordinates": [[[28, -2], [29, -1], [29, -2], [28, -1], [28, -2]]]},
    {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]},
    {"type": "MultiPolygon", "coordinates": [[[[170, -2], [180, -2], [180, 2], [170, -2]]]]},
    {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [29, -2]}]},
    {"type": "Polygon", "coordinates": []},
    {"type": "LineString", "coordinates": []},
    {"type": "Point", "coordinates": [429, -2]},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
    {"type": "Circle", "coordinates": [0, 0]},
    None,
]


def layer_gone(draft: Draft, chance: Random) -> None:
    for name in [*draft.layers]:
        if chance.random() < 0.6:
            del draft.layers[name]


def shapes(draft: Draft, chance: Random) -> None:
    shape = chance.choice(KINDS)
    some = chance.choice([0.3, 1])
    for feature in draft.features:
        if chance.random() < some:
            feature["geometry"] = shape


def a_layer_more(draft: Draft, chance: Random) -> None:
    feature = {"type": "Feature", "properties": {"iso3": "TCD", "iso_n3": "148", "name": "Chad"}}
    layer = dict.fromkeys(("title", "licence", "attribution_en", "attribution_fr"), "Anybody")
    features = [feature | {"geometry": chance.choice(KINDS[:12])} for _ in range(chance.choice([1, 3]))]
    draft.layers["more"] = {"type": "FeatureCollection", **layer, "features": features}
    entry = {"name": "more", "path": "borders/more.geojson", "licenses": [{"name": "CC0-1.0"}]}
    draft.descriptor["resources"].append(
        entry | {"attribution_en": "A", "attribution_fr": "A", "hash": "", "bytes": 0}
    )
    text = chance.choice(HOSTILE) if chance.random() < 0.3 else "More"
    colour = {"light": "#123456", "dark": "#abcdef"}
    odd = {"shape": chance.choice(["square", "circle", "star"]), "from_zoom": chance.choice([0, 9, 18])}
    more = {"colour": colour, "switch": True, "width": chance.choice([0.01, 20]), "dash": [50, 0.1]} | odd
    more = more if chance.random() < 0.8 else {}
    name = {"resource": "more", "name_en": text, "name_fr": text}
    draft.conflict["layers"].append(name | {"role": chance.choice([*LayerRole]).value} | more)


def roles(draft: Draft, chance: Random) -> None:
    for layer in draft.conflict["layers"]:
        layer["role"] = chance.choice(
            ["world", "countries", "lakes", "area", "boundaries", "line", "point", "moat"]
        )
        layer["colour"] = {"light": "#123456", "dark": "#abcdef"}


def properties(draft: Draft, chance: Random) -> None:
    odd: list[Any] = [
        None,
        {},
        {"iso3": None},
        {"iso3": 7},
        {"iso3": ["COD"], "iso_n3": {}},
        {"iso3": "", "iso_n3": ""},
    ]
    text = chance.choice(BREAKING)
    odd += [
        {"iso3": "COD", "iso_n3": "180", "name": text, "name_en": text},
        {"iso3": text, "iso_n3": text},
        "x",
    ]
    chosen = chance.choice(odd)
    for feature in draft.features:
        if chance.random() < 0.7:
            feature["properties"] = chosen


def layer_odd(draft: Draft, chance: Random) -> None:
    for name, layer in draft.layers.items():
        match chance.randrange(6):
            case 0:
                layer["features"] = []
            case 1:
                layer["features"] *= 20
            case 2:
                layer[chance.choice(["title", "licence", "attribution_fr", "type"])] = chance.choice(
                    [None, 3, *BREAKING]
                )
            case 3:
                draft.layers[name] = chance.choice(
                    [{"features": []}, {"features": [{}], "type": "FeatureCollection"}]
                )
            case 4:
                layer["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32735"}}
            case _:
                layer["features"].append(None if chance.random() < 0.3 else layer["features"][0])
