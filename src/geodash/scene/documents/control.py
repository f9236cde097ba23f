"""The document of control records: what each says, in words, and the sources it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.model.comparison import LEAST_FOR_PERCENT
from geodash.scene.documents.sourcelink import source_link
from geodash.scene.documents.text import in_languages

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord


def control_document(dataset: Dataset) -> dict[str, Any]:
    """Records of each holding, in the order of the scene's holdings and of their own days.

    The scene holds their days, precision and confidence; ``sources`` of a record are ids of the table below.
    """
    holdings = [holding for chain in dataset.holdings.values() for holding in chain]
    cited = sorted({source_id for record in dataset.control for source_id in record.source_ids})
    return {
        "records": [[_record(record) for record in holding.records] for holding in holdings],
        "sources": {source_id: source_link(dataset.sources[source_id]) for source_id in cited},
        "leastForPercent": LEAST_FOR_PERCENT,
    }


def _record(record: ControlRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "summary": in_languages(record, "summary"),
        "disputed": in_languages(record, "disputed_note"),
        "sources": list(record.source_ids),
    }
