"""Tables beside those on the map: the history of control, relations, and the sources of all rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from geodash.interchange.rows import area_of, position_of, sources_of, states_of
from geodash.model.relations import precision_of, relation_states_at
from geodash.wording.holder import attribution_of, class_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from geodash.i18n import Translator
    from geodash.interchange.fields import Row
    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord


def further_rows(
    dataset: Dataset, on: dt.date, rows: Iterable[Row], tr: Translator
) -> Mapping[str, tuple[Row, ...]]:
    """The tables by name; sources are those of the rows given and of the other tables."""
    history = history_rows(dataset, tr)
    relations = relation_rows(dataset, on, tr)
    cited = (row["source_ids"] for row in (*rows, *history, *relations))
    ids = {source_id for each in cited if isinstance(each, tuple) for source_id in each}
    return {"history": history, "relations": relations, "sources": source_rows(dataset, sorted(ids))}


def history_rows(dataset: Dataset, tr: Translator) -> tuple[Row, ...]:
    """One row per record of control, whatever the day, by place and day."""
    chains = groupby(dataset.control, key=lambda record: record.place_id)
    return tuple(row for _, chain in chains for row in _chain(dataset, list(chain), tr))


def _chain(dataset: Dataset, chain: list[ControlRecord], tr: Translator) -> Iterator[Row]:
    """The records of one place; a report of the same side again ends no record before it."""
    ends: list[dt.date | None] = []
    after: dt.date | None = None
    for record in reversed(chain):
        ends.append(after)
        after = after if record.is_status_report else record.valid_from
    for record, end in zip(chain, reversed(ends), strict=True):
        actor = dataset.actors.get(record.controller)
        group = dataset.class_of(record.controller)
        yield {
            "record_id": record.id,
            "place_id": record.place_id,
            "place": dataset.places[record.place_id].label(tr.lang),
            "valid_from": record.valid_from,
            "valid_to": end,
            "date_precision": record.date_precision.value,
            "controller": record.controller,
            "holder": actor.text("name", tr.lang) if actor else class_name(dataset.conflict, group, tr),
            "holder_class": group,
            "previous": record.previous,
            "taken_from": record.taken_from or "",
            "is_status_report": record.is_status_report,
            "confidence": record.confidence.value,
            "attribution": attribution_of(dataset, record.controller, tr),
            "disputed_note_en": record.disputed_note_en,
            "disputed_note_fr": record.disputed_note_fr,
            "summary_en": record.summary_en,
            "summary_fr": record.summary_fr,
            **sources_of(dataset, record.source_ids),
        }


def relation_rows(dataset: Dataset, on: dt.date, tr: Translator) -> tuple[Row, ...]:
    """One row per relation with a state on the day, and the act that made it so."""
    found: list[Row] = []
    for (one, other), relation in relation_states_at(dataset, on).items():
        record = relation.records[0]
        event = dataset.event_by_id[record.event_id]
        found.append(
            {
                "as_of": on,
                "actor_a": one,
                "name_a": dataset.actors[one].text("short", tr.lang),
                "iso3_a": "".join(states_of(dataset, [one])),
                "actor_b": other,
                "name_b": dataset.actors[other].text("short", tr.lang),
                "iso3_b": "".join(states_of(dataset, [other])),
                "status": relation.status.value,
                "status_name": tr(f"relations.status.{relation.status}"),
                "since": relation.interval.start,
                "since_precision": precision_of(dataset, record).value,
                "event_id": record.event_id,
                "summary_en": record.summary_en,
                "summary_fr": record.summary_fr,
                **sources_of(dataset, event.source_ids),
            }
        )
    return tuple(found)


def source_rows(dataset: Dataset, source_ids: Iterable[str]) -> tuple[Row, ...]:
    """One row per source, in the order given."""
    return tuple(
        {
            "source_id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
            "url": source.url,
            "source_language": source.language,
            "source_kind": source.kind.value,
        }
        for source in (dataset.sources[source_id] for source_id in source_ids)
    )


def place_rows(dataset: Dataset, tr: Translator) -> tuple[Row, ...]:
    """One row per place of the record, followed or not."""
    return tuple(
        {
            "place_id": place.id,
            "place": place.label(tr.lang),
            "names": tuple(dict.fromkeys((place.name, place.name_en, place.name_fr, *place.aliases))),
            "place_kind": place.kind.value,
            **position_of(place),
            "followed": place.id in dataset.holdings,
            **area_of(dataset, place),
        }
        for place in dataset.own.places.values()
    )
