"""Proposals of control from events: what might be a record of who held a place, for a person to judge.

Never control.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import pandas as pd

from geodash.i18n import translators
from geodash.model.records import Proposal
from geodash.model.vocabulary import UNKNOWN, Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.imports.about import About
    from geodash.imports.build import Built
    from geodash.model.dataset import Dataset

COLUMNS = tuple(Proposal.model_fields)


def proposals_of(built: Built, base: Dataset, about: About) -> pd.DataFrame:
    """A proposal for each event by which a followed place changed hands; a day of a place has one.

    A place is followed if the base package has a record of who held it. An event is matched to it by name, or
    by a point within the doubt about it, as every other event is.
    """
    followed = built.shifts[built.shifts["place_id"].isin(list(base.holdings))]
    names = {actor.id: actor for actor in built.actors} | dict(base.actors)
    rows: dict[str, dict[str, str]] = {}
    for event in followed.sort_values("id").to_dict("records"):
        if not event["actor"]:
            continue
        record = proposal(base, about, {str(key): str(value) for key, value in event.items()})
        record["event_id"] = event["id"]
        for lang, tr in translators(base.conflict).items():
            record[f"summary_{lang}"] = tr(
                f"imports.control.{event['shift']}",
                dataset=about.title_en,
                controller=names[event["actor"]].text("short", lang),
                place=base.places[event["place_id"]].label(lang),
                event=event["id"],
            )
        rows.setdefault(record["id"], record)
    table = [{name: row.get(name, "") for name in COLUMNS} for _, row in sorted(rows.items())]
    return pd.DataFrame(table, columns=list(COLUMNS), dtype="str")


def proposal(base: Dataset, about: About, event: Mapping[str, str]) -> dict[str, str]:
    """The columns of a proposal without its sentences: holder, who held the place before, and the ground."""
    before = _holder_before(base, event["place_id"], event["date"])
    taken_from = event.get("other", "")
    unknown = before == UNKNOWN
    return {
        "id": f"{about.id}-ctl-{event['place_id']}-{event['date'].replace('-', '')}",
        "place_id": event["place_id"],
        "valid_from": event["date"],
        "date_precision": event["date_precision"],
        "controller": event["actor"],
        "previous": before,
        "taken_from": taken_from if unknown and taken_from != event["actor"] else "",
        "confidence": str(Confidence.LOW),
        "is_status_report": "true" if before == event["actor"] else "false",
        "source_ids": event["source_ids"],
    }


def _holder_before(base: Dataset, place_id: str, day: str) -> str:
    """Who held a place by its last record before a day."""
    chain = [record for record in base.control if record.place_id == place_id]
    position = bisect_left([record.valid_from.isoformat() for record in chain], day)
    return chain[position - 1].controller if position else UNKNOWN
