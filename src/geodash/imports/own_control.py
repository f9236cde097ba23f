"""A user's own table of control: each row a proposal beside the record, never control."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.i18n import translators
from geodash.imports.build import Built
from geodash.imports.cells import Cells
from geodash.imports.columns.names import plain
from geodash.imports.errors import ImportRefusedError
from geodash.imports.parties import match_parties
from geodash.imports.places import forms_of
from geodash.imports.proposals import COLUMNS, proposal
from geodash.imports.sources import match_sources
from geodash.model.records import Event, Place
from geodash.model.vocabulary import CONTESTED, UNKNOWN, ActorKind, DatePrecision

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geodash.imports.about import About
    from geodash.imports.countries import Countries
    from geodash.imports.ledger import Ledger
    from geodash.imports.mapping import TableMapping
    from geodash.model.dataset import Dataset

_STATES = {
    "contested": CONTESTED,
    "dispute": CONTESTED,
    "conteste": CONTESTED,
    "unknown": UNKNOWN,
    "inconnu": UNKNOWN,
}
"""Words by which a table says that nobody holds a place, or that nobody knows who does."""
NEEDED = ("date", "place", "controller")


def read_control(
    rows: pd.DataFrame, ledger: Ledger, mapping: TableMapping, base: Dataset, last: dt.date
) -> pd.DataFrame:
    """Day, place and holder of each row; what cannot be read or matched is refused.

    Raises
    ------
    ImportRefusedError
        If a column is missing.
    """
    missing = [field for field in NEEDED if field not in mapping.columns]
    if missing:
        text = f"no column says {', '.join(missing)}: name it under [columns] in a mapping (see --dry-run)"
        raise ImportRefusedError(text)
    ledger.titles = dict(mapping.columns)
    cells = Cells(pd.DataFrame({field: rows[column] for field, column in mapping.columns.items()}), ledger)
    start, month = cells.days("date", mapping.dates.order, last)
    holder, place = cells.text("controller"), cells.text("place")
    ledger.refuse(
        holder == "", "controller", holder, "the holder is missing: write a party, contested or unknown"
    )
    known = _places(base)
    ids = pd.Series([_place(name, known) for name in place], index=rows.index, dtype="str")
    why = "the base package has no place, or more than one, of this name: write its id"
    ledger.refuse(ids == "", "place", place, why)
    precision = np.where(month, str(DatePrecision.MONTH), str(DatePrecision.DAY))
    return pd.DataFrame(
        {
            "date": start,
            "date_precision": precision,
            "place_id": ids,
            "holder": holder,
            "source": cells.text("source").str.replace(",", ";"),
            "text": cells.text("text"),
        }
    )


def _places(base: Dataset) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for place in base.places.values():
        for name in (place.id, place.name, place.name_en, place.name_fr, *place.aliases):
            found.setdefault(plain(name), set()).add(place.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _place(name: str, known: Mapping[str, frozenset[str]]) -> str:
    """The one place of a name."""
    for form in forms_of(name):
        if len(known.get(form, ())) == 1:
            return next(iter(known[form]))
    return ""


def build_control(
    rows: pd.DataFrame, ledger: Ledger, about: About, base: Dataset, countries: Countries
) -> tuple[Built, pd.DataFrame]:
    """Tables without events, and a proposal for each row that is taken; a place has one a day."""
    names = {name for name in rows["holder"][ledger.taken] if plain(name) not in _STATES}
    kinds = dict.fromkeys(names, ActorKind.ARMED_GROUP)
    parties = match_parties(names, kinds, base, countries, (about.id, about.title_en))
    known = {actor.id: actor for actor in parties.own} | dict(base.actors)
    listed, sources = match_sources(rows["source"].where(ledger.taken, ""), about)
    found: dict[str, dict[str, str]] = {}
    for position in np.flatnonzero(ledger.taken):
        row = rows.iloc[position]
        holder = _STATES.get(plain(row["holder"])) or parties.ids[row["holder"]]
        event = {"place_id": row["place_id"], "date": row["date"].date().isoformat(), "actor": holder}
        event |= {"date_precision": row["date_precision"], "source_ids": listed.iloc[position]}
        record = proposal(base, about, event)
        for lang, tr in translators(base.conflict).items():
            name = known[holder].text("short", lang) if holder in known else row["holder"]
            place = base.places[row["place_id"]].label(lang)
            said = tr("imports.control.table", dataset=about.title_en, controller=name, place=place)
            record[f"summary_{lang}"] = f"{said} {row['text']}".strip()
        if record["id"] in found:
            again = np.zeros(len(rows), dtype=bool)
            again[position] = True
            ledger.refuse(again, "date", rows["holder"], "another row has this place and day already")
        found.setdefault(record["id"], record)
    table = [{name: row.get(name, "") for name in COLUMNS} for _, row in sorted(found.items())]
    proposals = pd.DataFrame(table, columns=list(COLUMNS), dtype="str")
    events, places = (pd.DataFrame(columns=list(model.model_fields), dtype="str") for model in (Event, Place))
    return Built(places, parties.own, sources, events, events, {}), proposals
