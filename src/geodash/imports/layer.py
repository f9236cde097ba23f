"""A layer of the map as an overlay: features read by pyogrio, those of its role written as GeoJSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyogrio
import shapely

from geodash.imports import about as abouts
from geodash.imports.any_table import id_of
from geodash.imports.columns.names import tidy
from geodash.imports.errors import ImportRefusedError
from geodash.imports.folder import NOT_TAKEN, descriptor, layer_resource, report_bytes
from geodash.imports.raw import Refusal
from geodash.model.conflict import LayerRole
from geodash.package.borders import MAX_LAT, MAX_LON
from geodash.package.descriptor import DESCRIPTOR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from geodash.imports.about import About
    from geodash.imports.mapping import Terms
    from geodash.model.dataset import Dataset

_PARTS: Mapping[LayerRole, str] = {
    LayerRole.POINT: "Point",
    LayerRole.LINE: "LineString",
    LayerRole.AREA: "Polygon",
}
ROLES = tuple(role.value for role in _PARTS)
"""Roles that a layer of somebody else can have here; others are written by hand."""
LIGHT, DARK, SHAPE = "#7A3E9D", "#C79BE0", "pentagon"
"""How a layer is drawn of which nothing else is said: as nothing of the record is."""
_WGS84 = 4326
_DIGITS = 5
"""Decimals of a degree: about a metre."""
_NAMES = ("name", "name_en", "nom", "title", "label")


class Drawing(NamedTuple):
    """How a layer is drawn and called; the data set's own titles where no name is given."""

    role: LayerRole
    light: str = LIGHT
    dark: str = DARK
    shape: str = SHAPE
    name_en: str = ""
    name_fr: str = ""


@dataclass(frozen=True)
class ImportedLayer:
    """What an import of a layer gives: the overlay's files, and an account of every feature."""

    about: About
    files: Mapping[str, bytes]
    taken: int
    refusals: tuple[Refusal, ...]


def import_layer(
    path: Path, base: Dataset, terms: Terms, retrieved: dt.date, drawing: Drawing
) -> ImportedLayer:
    """An overlay of the features of one file that have the geometry of a role.

    Raises
    ------
    ImportRefusedError
        If the file cannot be read, or holds no such feature.
    """
    frame = _read(path)
    about = abouts.layer(retrieved, terms.id or id_of(path.stem), path.stem, terms.given())
    features: list[dict[str, Any]] = []
    refusals: list[Refusal] = []
    names = _names(frame)
    for number, (shape, name) in enumerate(zip(frame.geometry, names, strict=True), start=1):
        parts = _parts(shape, drawing.role)
        if isinstance(parts, str):
            refusals.append(
                Refusal(path.name, number, "geometry", "" if shape is None else shape.geom_type, parts)
            )
            continue
        properties = {"name": name} if name else {}
        features += (
            {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(part)}
            for part in parts
        )
    if not features:
        why = refusals[0].why if refusals else "it holds no features"
        raise ImportRefusedError(f"{path.name}: no feature can be taken: {why}")
    resource = f"{about.id}-{drawing.role}"
    content = _collection(resource, about, features)
    layers = [_described(resource, about, drawing)]
    days = base.first_day, base.events_known_until  # a layer has no days: the clock stays as it is
    document = descriptor(about, days, [layer_resource(about, resource, content)], layers)
    report = {NOT_TAKEN: report_bytes(refusals)} if refusals else {}
    files = {DESCRIPTOR: document, f"{resource}.geojson": content, **report}
    return ImportedLayer(about, files, len(frame) - len(refusals), tuple(refusals))


def summary_of(result: ImportedLayer) -> Iterator[str]:
    """Lines of the summary."""
    missed = len(result.refusals)
    yield f"{result.taken + missed:,} features: {result.taken:,} taken, {missed:,} not taken"
    yield f"credit: {result.about.attribution_en}"
    if result.about.restricted:
        yield "restricted: look at it and count it, but do not pass its rows on"


def _read(path: Path) -> GeoDataFrame:
    """The one layer of a file, in degrees."""
    try:
        layers = [str(layer) for layer, _ in pyogrio.list_layers(path)]
        if len(layers) != 1:
            found = ", ".join(layers[:5]) or "none"
            text = f"{path.name}: it must hold one layer ({found}): save that layer in a file of its own"
            raise ImportRefusedError(text)
        frame = pyogrio.read_dataframe(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, OSError, ValueError) as error:
        why = str(error).partition("\n")[0][:200]
        raise ImportRefusedError(f"{path.name}: it cannot be read as a map layer ({why})") from None
    if "geometry" not in frame:
        raise ImportRefusedError(f"{path.name}: it has no geometry: it is a table (see geodash import table)")
    return frame if frame.crs is None or frame.crs.to_epsg() == _WGS84 else frame.to_crs(_WGS84)


def _names(frame: GeoDataFrame) -> list[str]:
    """Name of each feature: by the first column that is called so."""
    columns = {str(column).lower(): column for column in frame.columns}
    column = next((columns[name] for name in _NAMES if name in columns), None)
    if column is None:
        return [""] * len(frame)
    return [tidy(cell) if isinstance(cell, str) else "" for cell in frame[column]]


def _parts(shape: BaseGeometry | None, role: LayerRole) -> list[BaseGeometry] | str:
    """The parts of a shape that a role draws, or why it draws none."""
    if shape is None or shape.is_empty:
        return "the feature has no geometry"
    flat = shapely.force_2d(shape)
    bounds = np.array(flat.bounds)
    if not np.isfinite(bounds).all() or (np.abs(bounds) > (MAX_LON, MAX_LAT, MAX_LON, MAX_LAT)).any():
        return "its coordinates are no degrees: save the layer with its coordinate system, or in EPSG:4326"
    if not flat.is_valid:
        flat = shapely.make_valid(flat)
    rounded = shapely.set_precision(flat, 10**-_DIGITS) if role is LayerRole.AREA else _rounded(flat)
    wanted = _PARTS[role]
    parts = [part for part in shapely.get_parts(rounded) if part.geom_type == wanted and not part.is_empty]
    return parts or f"a layer of role {role} holds {wanted} or Multi{wanted}: choose another --role"


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda positions: np.round(positions, _DIGITS))


def _collection(resource: str, about: About, features: list[dict[str, Any]]) -> bytes:
    """A feature collection with its terms at the top, a feature to a line."""
    head = {
        "type": "FeatureCollection",
        "name": resource,
        "title": about.title_en,
        "licence": about.licence,
        "attribution_en": about.attribution_en,
        "attribution_fr": about.attribution_fr,
    }
    top = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features)
    return f'{top},\n  "features": [\n{lines}\n  ]\n}}\n'.encode()


def _described(resource: str, about: About, drawing: Drawing) -> dict[str, Any]:
    """The layer as the member ``geodash`` lists it."""
    described = {
        "resource": resource,
        "role": drawing.role.value,
        "name_en": drawing.name_en or about.title_en,
        "name_fr": drawing.name_fr or drawing.name_en or about.title_fr,
        "colour": {"light": drawing.light, "dark": drawing.dark},
        "switch": True,
    }
    return described | ({"shape": drawing.shape} if drawing.role is LayerRole.POINT else {})
