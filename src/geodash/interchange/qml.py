"""Styles for QGIS: classes by colour and shape, and the ground, as the look of the conflict has them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geodash.look.ground import PRINT, width_at
from geodash.look.whole import look_of
from geodash.wording.holder import class_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodash.i18n import Translator
    from geodash.look.ground import Stroke
    from geodash.look.towns import ClassLook
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset

ZOOM = 8
"""Of the map whose widths are taken."""
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_MARKERS = {"triangle": "triangle", "square": "square", "diamond": "diamond", "hexagon": "hexagon"}
_MARKERS |= {"pentagon": "pentagon", "cross": "cross2"}
_ROTATED = {"triangle_down": ("triangle", "180")}
_NOTHING = "0,0,0,0"
_CLASS = """CASE WHEN "basis" = 'implied' THEN "holder_class" || '_implied' ELSE "holder_class" END"""
"""The class of a town, apart where it is only implied."""
_FIELD, _PROPERTY = '"{}"', """map_get("properties", '{}')"""
"""How QGIS is told of what a feature says of itself."""
Options = dict[str, str]


def style_of_towns(dataset: Dataset, tr: Translator) -> ET.Element:
    """Towns by class: filled where reported, an outline where implied, with their names."""
    look = look_of(dataset.conflict)
    palette = look.palette["light"]
    root, categories, symbols = _categorised(_CLASS)
    kinds = [(kind, False) for kind in look.classes.values()]
    kinds += [(kind, True) for kind in look.classes.values() if kind.held]
    for number, (kind, implied) in enumerate(kinds):
        name = class_name(dataset.conflict, kind.id, tr)
        label = tr("compare.implied", holder=name) if implied else name
        value = f"{kind.id}_implied" if implied else kind.id
        ET.SubElement(
            categories, "category", symbol=str(number), value=value, label=label, render="true", type="string"
        )
        _symbol(symbols, str(number), "marker", [("SimpleMarker", _town(kind, palette, implied=implied))])
    _label(root, "place", palette)
    return root


def _town(kind: ClassLook, palette: Mapping[str, str], *, implied: bool) -> Options:
    colour = _colour(palette[kind.id])
    marker, angle = _ROTATED.get(kind.shape, (_MARKERS.get(kind.shape, "circle"), "0"))
    is_open = kind.open or implied
    return {
        "name": "half_circle" if kind.mixed else marker,
        "angle": angle,
        "color": _NOTHING if is_open else colour,
        "outline_color": colour if is_open else _colour(palette["ink"]),
        "outline_width": "0.6" if is_open else "0.3",
        "outline_width_unit": "MM",
        "size": "3.2",
        "size_unit": "MM",
    }


def style_of_events(tr: Translator) -> ET.Element:
    """Events as white discs; those of low confidence have a dashed edge, as on the map."""
    root, categories, symbols = _categorised("confidence")
    for number, level in enumerate(("high", "medium", "low")):
        label = tr(f"vocab.confidence.{level}")
        ET.SubElement(
            categories, "category", symbol=str(number), value=level, label=label, render="true", type="string"
        )
        disc = {
            "name": "circle",
            "color": "255,255,255,255",
            "outline_color": "34,34,34,255",
            "outline_style": "dash" if level == "low" else "solid",
            "outline_width": "0.5" if level == "high" else "0.3",
            "outline_width_unit": "MM",
            "size": "2.6",
            "size_unit": "MM",
        }
        _symbol(symbols, str(number), "marker", [("SimpleMarker", disc)])
    return root


def style_of_places() -> ET.Element:
    """Places as dots."""
    root = _root()
    renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol")
    dot = {"name": "circle", "color": "95,91,82,255", "outline_style": "no", "size": "1.2", "size_unit": "MM"}
    _symbol(ET.SubElement(renderer, "symbols"), "0", "marker", [("SimpleMarker", dot)])
    return root


def style_of_layer(conflict: Conflict, name: str, *, of_properties: bool = False) -> ET.Element | None:
    """A layer of the ground: a rule for each way in which the map draws its features.

    ``of_properties`` says that what tells features apart stands in a field of that name, as JSON.
    """
    look = look_of(conflict)
    strokes = [stroke for stroke in look.ground if stroke.layer == name]
    if not strokes:
        return None
    root = _root()
    renderer = ET.SubElement(root, "renderer-v2", type="RuleRenderer")
    rules = ET.SubElement(renderer, "rules", key="root")
    symbols = ET.SubElement(renderer, "symbols")
    for number, stroke in enumerate(strokes):
        rule = ET.SubElement(rules, "rule", key=f"rule{number}", symbol=str(number))
        if text := _filter(stroke, _PROPERTY if of_properties else _FIELD):
            rule.set("filter", text)
        kind, layer, options = _drawn(stroke, look.palette["light"])
        _symbol(symbols, str(number), kind, [(layer, options)], stroke.alpha)
    return root


def _filter(stroke: Stroke, named: str) -> str:
    """Which features a stroke draws, in the words of QGIS."""
    parts = []
    if stroke.where is not None:
        parts.append(_equals(named, *stroke.where))
    if stroke.unless is not None:
        field = _named(named, stroke.unless[0])
        parts.append(f"({field} IS NULL OR NOT {_equals(named, *stroke.unless)})")
    return " AND ".join(parts)


def _equals(named: str, field: str, value: str) -> str:
    text = value.replace("'", "''")
    return f"{_named(named, field)} = '{text}'"


def _named(form: str, field: str) -> str:
    quote = '"' if form == _FIELD else "'"
    return form.format(field.replace(quote, quote * 2))


def _drawn(stroke: Stroke, palette: Mapping[str, str]) -> tuple[str, str, Options]:
    width = f"{width_at(stroke.width, ZOOM) * PRINT:g}"
    if stroke.shape:
        options = {
            "name": _MARKERS.get(stroke.shape, "circle"),
            "color": _colour(palette[stroke.fill]) if stroke.fill else _NOTHING,
            "outline_color": _colour(palette[stroke.stroke]) if stroke.stroke else _NOTHING,
            "size": f"{2 * float(width):g}",
            "size_unit": "Point",
        }
        return "marker", "SimpleMarker", options
    if stroke.fill:
        return "fill", "SimpleFill", {"color": _colour(palette[stroke.fill]), "outline_style": "no"}
    options = {
        "line_color": _colour(palette[stroke.stroke]),
        "line_width": width,
        "line_width_unit": "Point",
        "use_custom_dash": "1" if stroke.dash else "0",
        "customdash": ";".join(f"{each * PRINT:g}" for each in stroke.dash) or "5;2",
        "customdash_unit": "Point",
    }
    return "line", "SimpleLine", options


def _colour(text: str) -> str:
    return ",".join(map(str, (*bytes.fromhex(text.removeprefix("#")), 255)))


def _root() -> ET.Element:
    return ET.Element("qgis", version="3.28.0", styleCategories="Symbology|Labeling")


def _categorised(attribute: str) -> tuple[ET.Element, ET.Element, ET.Element]:
    root = _root()
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=attribute)
    return root, ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")


def _symbol(
    symbols: ET.Element, name: str, kind: str, layers: Iterable[tuple[str, Options]], alpha: float = 1.0
) -> None:
    symbol = ET.SubElement(symbols, "symbol", name=name, type=kind, alpha=f"{alpha:g}", clip_to_extent="1")
    for place, (layer, options) in enumerate(layers):
        drawn = ET.SubElement(
            symbol, "layer", {"class": layer, "enabled": "1", "locked": "0", "pass": str(place)}
        )
        given = ET.SubElement(drawn, "Option", type="Map")
        for option, value in options.items():
            ET.SubElement(given, "Option", type="QString", name=option, value=value)


def _label(root: ET.Element, field: str, palette: Mapping[str, str]) -> None:
    """Names beside the symbols, in the colours of the map."""
    labelling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labelling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=field,
        isExpression="0",
        fontFamily="Sans Serif",
        fontSize="8",
        fontSizeUnit="Point",
        textColor=_colour(palette["label"]),
    )
    halo = {"bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM"}
    ET.SubElement(style, "text-buffer", halo, bufferColor=_colour(palette["halo"]))
    ET.SubElement(settings, "placement", placement="6", dist="1", distUnits="MM")
    ET.SubElement(settings, "rendering", drawLabels="1")


def style_text(root: ET.Element) -> str:
    """A style as the file that QGIS reads."""
    ET.indent(root, " ")
    return _DOCTYPE + ET.tostring(root, encoding="unicode")
