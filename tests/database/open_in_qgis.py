"""Run by the Python of QGIS: open a project, edit one event in it twice, and print what happened as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any


def opened(path: str) -> Any:
    project = core.QgsProject()
    assert project.read(path), project.error()
    return project


def event(layer: Any) -> Any:
    return next(layer.getFeatures(core.QgsFeatureRequest().setFilterExpression(f"\"id\" = '{sys.argv[2]}'")))


def change(layer: Any, field: str, value: str) -> bool:
    layer.startEditing()
    return bool(layer.changeAttributeValue(event(layer).id(), layer.fields().indexOf(field), value))


def ruled(layer: Any) -> int:
    """How many features the rules of a layer draw."""
    context = core.QgsExpressionContext()
    context.setFields(layer.fields())
    drawn = 0
    for rule in layer.renderer().rootRule().children():
        for feature in layer.getFeatures():
            context.setFeature(feature)
            drawn += bool(core.QgsExpression(rule.filterExpression()).evaluate(context))
    return drawn


if __name__ == "__main__":
    core = import_module("qgis.core")  # its Python alone has it
    application = core.QgsApplication([], False)  # noqa: FBT003  it has no name
    application.initQgis()
    first, second = opened(sys.argv[1]), opened(sys.argv[1])
    layers = {layer.id(): layer for layer in first.mapLayers().values()}
    one, other = (project.mapLayer("geodash_events") for project in (first, second))
    changed = change(one, "action", "seize") and change(other, "confidence", "low")
    sys.stdout.write(
        json.dumps(
            {
                "rows": {
                    name: layer.featureCount() if layer.isValid() else -1 for name, layer in layers.items()
                },
                "relations": [
                    each.id() for each in first.relationManager().relations().values() if each.isValid()
                ],
                "widget": one.editorWidgetSetup(one.fields().indexOf("place_id")).type(),
                "drawn": ruled(layers["geodash_layer_boundaries"]),
                "changed": changed,
                "first": one.commitChanges(),
                "second": other.commitChanges(),
                "told": " ".join(other.commitErrors()),
            }
        )
    )
