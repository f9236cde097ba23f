"""Geometry as short lists of whole numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, box

from geodash.model.conflict import LayerRole
from geodash.package import load_dataset
from geodash.scene.basemap import base_document
from geodash.scene.encode import FAR, encode_line, encode_lines, encode_polygons

NEAR = (28.0, -4.0, 31.0, 1.0)
degrees = st.tuples(st.floats(-179, 179), st.floats(-89, 89))


def decoded(numbers: list[int], scale: float) -> np.ndarray:
    return np.cumsum(np.array(numbers).reshape(-1, 2), axis=0) / scale


@given(st.lists(degrees, min_size=2, max_size=40))
def test_what_is_near_is_kept_to_the_scale_and_what_is_far_to_steps_of_it(
    line: list[tuple[float, float]],
) -> None:
    found = decoded(encode_line(line, 1e4, NEAR), 1e4)
    for lon, lat in line:
        is_near = NEAR[0] <= lon <= NEAR[2] and NEAR[1] <= lat <= NEAR[3]
        most = (1 if is_near else FAR + 1) / 1e4 / 2 + 1e-9  # far ones are rounded twice
        assert np.abs(found - (lon, lat)).max(axis=1).min() <= most


def test_without_a_region_all_is_near() -> None:
    line = LineString([(0.00012, 0), (120.00049, 10), (179.99991, -60.5)])
    (found,) = encode_lines(line, 1e4)
    assert np.allclose(decoded(found, 1e4), line.coords, atol=0.5e-4)


def test_rings_too_small_for_the_steps_are_left_out_far_away_only() -> None:
    islet = box(29, 0, 29.0005, 0.0005)
    assert encode_polygons(islet, 1e4, NEAR)
    assert not encode_polygons(islet, 1e4, (0.0, 0.0, 1.0, 1.0))


def test_borders_of_the_region_are_kept_to_eleven_metres() -> None:
    dataset = load_dataset()
    west, south, east, north = dataset.conflict.region
    layers = {layer["role"]: layer for layer in base_document(dataset)["layers"]}
    border = layers[LayerRole.BORDER]
    sent = np.concatenate([decoded(line, border["scale"]) for f in border["features"] for line in f["c"]])
    (name,) = [each.resource for each in dataset.conflict.layers if each.role is LayerRole.BORDER]
    for geometry in dataset.borders[name].geometries:
        for lon, lat in [point for part in getattr(geometry, "geoms", [geometry]) for point in part.coords]:
            assert west < lon < east
            assert south < lat < north
            assert np.abs(sent - (lon, lat)).max(axis=1).min() <= 0.5e-4 + 1e-9
