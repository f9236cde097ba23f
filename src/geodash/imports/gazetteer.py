"""Where each row happened: a place of the base package, one of the overlay, or words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.i18n import translators
from geodash.imports.columns.names import by_value, distinct, named_id
from geodash.imports.incidents import ADMIN1, ADMIN2, AREA, COUNTRY, EXACT_M, NOWHERE, SEA
from geodash.imports.places import NEARBY, admin_of, different_places, match_places
from geodash.imports.sentences import either, filled, same, spread
from geodash.model.records import Place

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.imports.about import About
    from geodash.imports.places import Match
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from geodash.model.vocabulary import PlaceKind

MOST_EXACT_M = max(EXACT_M, 5_000)
"""A point with more doubt than this is around a place, and is never taken for the place itself."""
_SAID = ("place", "admin1", "admin2", "country", "reach")
"""Columns that say in words where an incident happened."""
_SCALES = (ADMIN2, ADMIN1, AREA, COUNTRY, SEA, NOWHERE)


@dataclass(frozen=True)
class Whereabouts:
    """For each row its place.

    Per language its name for a title, the words of its note, what is said of it.
    """

    ids: pd.Series
    labels: dict[Language, pd.Series]
    notes: dict[Language, pd.Series]
    remarks: dict[Language, pd.Series]
    own: pd.DataFrame
    matched: dict[str, int]


def whereabouts(rows: pd.DataFrame, about: About, base: Dataset, kind: PlaceKind) -> Whereabouts:
    """Where every row happened."""
    areas = admin_of(rows["admin1"], base)
    rows = rows.assign(admin1=by_value(rows["admin1"], lambda name: areas.get(name, name)))
    numbers, places = different_places(rows)
    match = match_places(places, base, MOST_EXACT_M)
    is_own = match.ids == ""
    own = _own(places[is_own], about, kind)
    ids = match.ids.copy()
    ids[is_own] = own["id"].to_numpy()
    pointed = numbers >= 0
    table = own.drop_duplicates("id").sort_values("id").reset_index(drop=True)
    result = Whereabouts(spread(list(ids), numbers), {}, {}, {}, table, _counted(numbers, match))
    first, which = distinct(*(rows.loc[~pointed, name] for name in _SAID))
    in_words = rows[~pointed].iloc[first].reset_index(drop=True)
    at = np.full(len(rows), -1)
    at[~pointed] = which
    for lang, tr in translators(base.conflict).items():
        words, plain = (spread(column.tolist(), at) for column in _words(in_words, tr))
        labels = np.full(len(places), "", dtype=object)
        labels[is_own] = own[f"name_{lang}"].to_numpy()
        labels[~is_own] = [base.places[place_id].label(lang) for place_id in ids[~is_own]]
        result.labels[lang] = _spread(list(labels), numbers, plain)
        result.notes[lang] = words
        result.remarks[lang] = _spread(_remarks(places, match, base, about, tr), numbers, None)
    return result


def _own(places: pd.DataFrame, about: About, kind: PlaceKind) -> pd.DataFrame:
    """Places of the overlay in the columns of the base table; one that is only near its point is named so."""
    places = places.reset_index(drop=True)
    index, name = places.index, places["place"]
    ids = [named_id(about.id, str(row[0]), *row[1:]) for row in places.itertuples(index=False)]
    columns = {
        "id": pd.Series(ids, index=index, dtype="str"),
        "kind": same(str(kind), index),
        "coord_source": same(about.full_title, index),
        "uncertainty_m": by_value(places["uncertainty"].astype("int64").astype("str"), str),
        **{field: places[field] for field in ("country", "admin1", "admin2")},
        **{
            field: pd.Series(map(repr, places[field].tolist()), index=index, dtype="str")
            for field in ("lat", "lon")
        },
    }
    for lang, tr in translators().items():
        near = (places["uncertainty"] > MOST_EXACT_M) & (name != "")
        around = filled(tr("imports.place.near"), index, {"name": name})
        unnamed = same(tr("imports.place.unnamed"), index)
        columns[f"name_{lang}"] = either(near, around, either(name != "", name, unnamed))
        columns[f"note_{lang}"] = same(tr("imports.place.note", dataset=about.title_en), index)
    columns["name"] = either(name != "", name, columns["name_en"])
    empty = same("", index)
    return pd.DataFrame({field: columns.get(field, empty) for field in Place.model_fields})


def _spread(values: list[str], numbers: np.ndarray, otherwise: pd.Series | None) -> pd.Series:
    """Texts of places on their rows; another text on rows without a place."""
    texts = spread(values, numbers)
    return texts if otherwise is None else either(numbers >= 0, texts, otherwise)


def _words(rows: pd.DataFrame, tr: Translator) -> tuple[pd.Series, pd.Series]:
    """Where a row without a point happened: with how closely that is known, for a note; and the bare name."""
    country = by_value(rows["country"], lambda code: _country(code, tr))
    pair = filled("{admin2}, {admin1}", rows.index, {name: rows[name] for name in ("admin2", "admin1")})
    both = either(rows["admin1"] != "", either(rows["admin2"] != "", pair, rows["admin1"]), rows["admin2"])
    place = either(rows["place"] != "", rows["place"], both)
    within = filled("{place}, {both}", rows.index, {"place": place, "both": both})
    full = either((rows["place"] != "") & (both != ""), within, place)
    names = {ADMIN2: both, ADMIN1: rows["admin1"], AREA: place, COUNTRY: country, SEA: place, NOWHERE: full}
    unknown = same(tr("imports.where.unknown"), rows.index)
    note, bare = unknown, unknown
    for scale in _SCALES:
        here = rows["reach"] == scale
        name = either(names[scale] != "", names[scale], either(place != "", place, country))
        said = filled(tr(f"imports.where.{scale}"), rows.index, {"name": name})
        known = here & (name != "")
        note, bare = either(known, said, note), either(known, name, bare)
    return note, bare


def _country(code: str, tr: Translator) -> str:
    if not code:
        return ""
    named = tr.conflict.names.country.get(code) if tr.conflict else None
    return named.in_language(tr.lang) if named else tr.country(code)


def _remarks(places: pd.DataFrame, match: Match, base: Dataset, about: About, tr: Translator) -> list[str]:
    """What must be said where a point was matched without its name."""
    said = [""] * len(places)
    for number in np.flatnonzero(match.how == NEARBY):
        name = str(places["place"].iloc[number]) or tr("imports.place.unnamed")
        here = base.places[match.ids[number]].label(tr.lang)
        metres = round(float(match.metres[number]))
        values = {"dataset": about.title_en, "name": name, "metres": metres, "place": here}
        said[number] = tr("imports.summary.nearby", **values)
    return said


def _counted(numbers: np.ndarray, match: Match) -> dict[str, int]:
    """Rows by how their place was found."""
    how = np.append(np.where(match.how == "", "own", match.how), "words")
    found, counts = np.unique(how[numbers].astype(str), return_counts=True)
    return dict(zip(map(str, found), map(int, counts), strict=True))
