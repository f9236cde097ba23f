"""Folium elements: a base map that never changes, and the small group that carries a settled state.

streamlit-folium rebuilds the frame when the base map's script changes, so nothing that depends on date,
filter, selection, language or theme may enter it. Scripts are written without a space to spare: they travel
with every settled change.
"""

from __future__ import annotations

import json
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template


def to_script(value: object) -> str:
    """JSON that is safe inside a script, whatever text it carries."""
    text = json.dumps(value, separators=(",", ":"))
    for char in "<>&\u2028\u2029`$":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


class GeodashLayer(JSCSSMixin, MacroElement):
    """Loads the drawing code into a map and hands it the address of a scene."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "import(new URL({{ this.module }}, document.baseURI))"
        ".then((m) => m.mount({{ this._parent.get_name() }}, {scene: {{ this.scene }}}));"
        "{% endmacro %}"
    )

    def __init__(self, *, leaflet: str, styles: str, code: str, scene: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "GeodashLayer"
        self.module = to_script(code)
        self.scene = to_script(scene)
        self.default_js = [("leaflet", f"{leaflet}/leaflet.js")]
        self.default_css = [("leaflet", f"{leaflet}/leaflet.css"), ("geodash", styles)]


class ConstantMap(folium.Map):
    """A map that is rendered once: each time the scripts of all its parts are compiled as templates."""

    _is_rendered = False

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Write into the figure around the map, unless that was done."""
        if not self._is_rendered:
            super().render(**kwargs)  # type: ignore[no-untyped-call]
        self._is_rendered = True
        return ""


class SettledState(MacroElement):
    """Hands a settled state to the drawing code, at once or when it has loaded."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.geodashSettled = {{ this.settled }};"
        "window.geodash?.settle(window.geodashSettled);"
        "{% endmacro %}"
    )

    def __init__(self, settled: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "SettledState"
        self.settled = to_script(settled)


def base_map(*, leaflet: str, styles: str, code: str, scene: str) -> folium.Map:
    """The constant map: no tiles, no address of another host.

    The addresses are relative to the map's frame: of the folder with Leaflet, of our style sheet, of
    the drawing code (a module that exports ``mount``), of the scene.
    """
    fmap = ConstantMap(tiles=None, zoom_control=False)  # the drawing code knows where it opens
    fmap.default_js = []
    fmap.default_css = []
    figure: Any = fmap.get_root()
    figure.header._template = Template("")  # noqa: SLF001  map.css has every style the frame needs
    fmap.add_child(GeodashLayer(leaflet=leaflet, styles=styles, code=code, scene=scene))
    return fmap


class LooseGroup(folium.FeatureGroup):
    """A feature group that a map does not keep.

    streamlit-folium adds a group to the map that it is given, and would take it for a part of that map the
    next time.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}var {{ this.get_name() }} = L.featureGroup();{% endmacro %}"
    )

    def add_to(self, parent: Any, name: str | None = None, index: int | None = None) -> LooseGroup:  # noqa: ANN401, ARG002
        """Name the map that the group's script speaks of."""
        self._parent = parent
        return self

    def render(self, **_: Any) -> str:  # noqa: ANN401
        """Write nothing: streamlit-folium takes the scripts from the templates, and there is no figure."""
        return ""


def settled_group(settled: dict[str, Any]) -> folium.FeatureGroup:
    """A feature group that carries nothing but a settled state."""
    group = LooseGroup()
    group.add_child(SettledState(settled))
    return group
