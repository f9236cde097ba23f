"""What a layer of the map is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset


def layer_name(dataset: Dataset, layer: str, tr: Translator) -> str:
    """Name of a layer, with that of the data set that it is of, where that says more."""
    name, of_set = tr(f"vocab.layer.{layer}"), dataset.layer_sets.get(layer)
    title = name if of_set is None else dataset.data_sets[of_set].title(tr.lang)
    return name if title == name else tr("map.of_set", name=name, set=title)
