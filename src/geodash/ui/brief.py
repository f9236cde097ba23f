"""The briefing view: one screen without controls that a plain screen capture gets right.

It says what an exported picture says: both are made from the same content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
import streamlit as st

from geodash.model.conflict import LayerRole
from geodash.ui import session
from geodash.ui.components import browser_component

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

MOST_EVENTS = 40
MOST_SOURCES = 6
_BEND = 0.8
"""Degrees; the locator is a few dozen pixels wide."""


def brief_view(shared: dict[str, Any], content: dict[str, Any], tr: Translator) -> None:
    """Draw what stands around the map, and the way back."""
    with st.container(key="gd_brief"):
        st.button(tr("page.brief_back"), key="w_unbrief", on_click=session.change, kwargs={"brief": False})
        browser_component("brief")(key="brief", data=shared | content)


def brief_content(dataset: Dataset, state: DashboardState, tr: Translator) -> dict[str, Any]:
    """Texts of the view: title, day, sentence, numbered events, sources, method."""
    # ruff: noqa: PLC0415  both load a drawing library
    from geodash.pictures.content import content_of
    from geodash.pictures.sources import cited_here, each_cited

    content = content_of(dataset, state, created=session.today())
    listed = content.events[:MOST_EVENTS]
    sources = each_cited(content, cited_here(content, listed))
    rest = len(sources) - MOST_SOURCES
    late = content.late if content.date > dataset.events_known_until else ""  # of control the summary tells
    names = tr("page.brief_separator").join(sources[:MOST_SOURCES])
    return {
        "title": content.title,
        "day": tr.date(content.date),
        "sentence": " ".join(text for text in (content.summary, content.filters, late) if text),
        "news": content.news,
        "events": [
            {
                "text": event.text("title", tr.lang),
                "where": content.when_and_where(event),
                "place": event.place_id or "",
            }
            for event in listed
        ],
        "total": len(content.events),
        "sources": ""
        if not sources
        else tr("page.brief_sources_more", names=names, count=rest)
        if rest > 0
        else tr("page.brief_sources", names=names),
        "method": content.method,
        "made": tr("page.brief_made", version=dataset.version, date=tr.date(content.created)),
        "locator": _locator(dataset),
        "labels": {name: tr(f"page.brief_{name}") for name in ("events", "none", "more_one", "more_other")},
    }


def _locator(dataset: Dataset) -> dict[str, Any] | None:
    """The land around the conflict and its home country as paths, in degrees; south is down."""
    world = _shapes(dataset, LayerRole.WORLD)
    if not world:
        return None
    around = dataset.conflict.locator
    west, south, east, north = around
    near = [shape for shape, _ in world if shape.intersects(shapely.box(*around))]
    countries = _shapes(dataset, LayerRole.COUNTRIES)
    return {
        "box": f"{west:g} {-north:g} {east - west:g} {north - south:g}",
        "land": _path(shapely.clip_by_rect(near, *around)),
        "home": _path(shape for shape, given in countries if given.get("iso3") == dataset.conflict.home),
    }


def _shapes(dataset: Dataset, role: LayerRole) -> list[tuple[BaseGeometry, Mapping[str, object]]]:
    """Geometries of the layers that play a role, each with its properties."""
    names = [layer.resource for layer in dataset.conflict.layers if layer.role is role]
    found = [dataset.borders[name] for name in names if name in dataset.borders]
    return [pair for layer in found for pair in zip(layer.geometries, layer.properties, strict=True)]


def _path(shapes: Iterable[BaseGeometry]) -> str:
    rings = []
    for shape in shapes:
        for part in shapely.get_parts(shape.simplify(_BEND)):
            if part.geom_type == "Polygon" and not part.is_empty:
                points = " ".join(f"{x:.0f},{-y:.0f}" for x, y in part.exterior.coords[:-1])
                rings.append(f"M{points}Z")
    return "".join(rings)
