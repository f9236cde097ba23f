"""Any table of events, or of counts per area and month, by a mapping of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.i18n import translators
from geodash.imports.cells import SWAPPED, Cells, add_countries, check_points
from geodash.imports.columns.dates import end_of_month, month_of, read_days
from geodash.imports.columns.names import by_value, plain
from geodash.imports.columns.numbers import read_points
from geodash.imports.errors import ImportRefusedError
from geodash.imports.fields import TYPES
from geodash.imports.incidents import ADMIN1, ADMIN2, COUNTRY, EXACT, EXACT_M, NEAR, NOWHERE, Incidents, blank
from geodash.imports.sentences import Sentence, either, filled, numbers, same
from geodash.model.records import LANGUAGES
from geodash.model.vocabulary import ActorKind, Confidence, DatePrecision

if TYPE_CHECKING:
    import datetime as dt

    from geodash.i18n import Translator
    from geodash.imports.columns.dates import Order
    from geodash.imports.countries import Countries
    from geodash.imports.ledger import Ledger
    from geodash.imports.mapping import TableMapping

_ROUGH_M = 5_000
"""From this doubt on a point lies near a place rather than in it."""


def read_table_rows(
    rows: pd.DataFrame,
    ledger: Ledger,
    countries: Countries,
    mapping: TableMapping,
    last: dt.date,
) -> Incidents:
    """Incidents of the rows of a table.

    Raises
    ------
    ImportRefusedError
        If no column says the day, or none says a place.
    ChoiceNeededError
        If day and month could change places.
    """
    cells = Cells(_by_meaning(rows, mapping), ledger)
    ledger.titles = dict(mapping.columns) | {"latitude": mapping.columns.get("lat", "latitude")}
    ledger.titles |= {"longitude": mapping.columns.get("lon", "longitude")}
    _check_columns(cells, mapping)
    found = blank(len(rows))
    found["key"] = cells.text("id")
    found = _days(found, cells, mapping.dates.order, last)
    found = _places(found, cells, countries, mapping)
    found = _kinds_of_event(found, cells, mapping)
    found["confidence"] = str(Confidence.LOW)
    first, second = (by_value(cells.text(name), _no_list) for name in ("actor", "target"))
    found = found.assign(first=first, second=second, sides_from=first, sides_to=second)
    found = _deaths(found, cells)
    found["publishers"] = by_value(cells.text("source"), lambda text: text.replace(",", ";"))
    title = cells.text("title")
    for lang in LANGUAGES:
        found[f"title_{lang}"] = title
    kinds = dict.fromkeys(second.unique(), ActorKind.CIVIL) | dict.fromkeys(
        first.unique(), ActorKind.ARMED_GROUP
    )
    more = {lang: _more(cells, tr) for lang, tr in translators().items()}
    return Incidents(found, ledger, kinds, mapping.events.place_kind, more)


def _by_meaning(rows: pd.DataFrame, mapping: TableMapping) -> pd.DataFrame:
    """The columns that mean something, under the name of what they mean."""
    missing = [column for column in mapping.columns.values() if column not in rows.columns]
    if missing:
        raise ImportRefusedError(f"the mapping names columns that the table lacks: {', '.join(missing)}")
    table = pd.DataFrame({field: rows[column] for field, column in mapping.columns.items()})
    if "point" in table:
        lon, lat = read_points(table["point"])
        for field, cells in (("lon", lon), ("lat", lat)):
            known = table.get(field)
            table[field] = cells if known is None else either(known != "", known, cells)
    return table


def _check_columns(cells: Cells, mapping: TableMapping) -> None:
    say = "run with --dry-run, and say which under [columns] in the mapping that it proposes"
    if not cells.has("date") and not (cells.has("year") and cells.has("month")):
        raise ImportRefusedError(f"no column of days was recognised: {say}", "days")
    if not any(cells.has(name) for name in ("lat", "place", "admin2", "admin1", "country")):
        raise ImportRefusedError(f"no column of places was recognised: {say}", "places")
    if cells.has("lat") != cells.has("lon"):
        raise ImportRefusedError(
            f"only one of latitude and longitude was recognised ({mapping.columns}): {say}",
            "points",
        )


def _no_list(text: str) -> str:
    return text.replace(";", ",")


def _days(found: pd.DataFrame, cells: Cells, order: Order | None, last: dt.date) -> pd.DataFrame:
    """Days of the rows; where only a month is named, the event lasts from its first day to its last."""
    if cells.has("date"):
        start, month = cells.days("date", order, last)
    else:
        start, month = _months(cells, last)
    end, _ = cells.days("date_end", order, last, required=False)
    turned = (end < start).to_numpy()
    cells.ledger.refuse(turned, "date_end", cells.raw("date_end"), "the event ends before it begins")
    days = start.to_numpy().astype("datetime64[D]")
    of_month = pd.Series(end_of_month(days).astype("datetime64[s]"), index=found.index)
    precision = np.where(month, str(DatePrecision.MONTH), str(DatePrecision.DAY))
    return found.assign(
        date=start,
        date_end=of_month.where(month, end.where(end > start)),
        date_precision=pd.Series(precision, index=found.index).astype("str"),
    )


def _months(cells: Cells, last: dt.date) -> tuple[pd.Series, np.ndarray]:
    """First days of months that two columns name, in words or numbers."""
    year, month = cells.text("year"), cells.text("month")
    number = by_value(month, lambda text: str(month_of(text) or text.removesuffix(".0")).zfill(2))
    whole = by_value(year, lambda text: text.removesuffix(".0"))
    texts = filled("{year}-{month}", year.index, {"year": whole, "month": number})
    read = read_days(texts, "month")
    shown = filled("{month} {year}", year.index, {"year": year, "month": month})
    bad = read.bad | np.isnat(read.days) | ~read.month
    cells.ledger.refuse(bad, "month", shown, "this is no month")
    late = read.days > np.datetime64(last, "D")
    cells.ledger.refuse(late, "month", shown, f"the month lies after {last}, and has not come yet")
    return pd.Series(read.days.astype("datetime64[s]"), index=year.index), read.month


def _places(found: pd.DataFrame, cells: Cells, countries: Countries, mapping: TableMapping) -> pd.DataFrame:
    """Points where the row has one; else the closest area that it names, in words."""
    for name in ("place", "admin1", "admin2"):
        found[name] = cells.text(name)
    given = same(countries.code(mapping.events.country), found.index)
    found["country"] = countries.read(cells.text("country"))
    found["country"] = either(found["country"] != "", found["country"], given)
    found["lat"], found["lon"] = cells.numbers("lat"), cells.numbers("lon")
    check_points(cells, found, countries, np.zeros(len(found), dtype=bool))
    if not (found["country"] != "").any():
        turned = countries.home_changed_round(found["lon"].to_numpy(), found["lat"].to_numpy())
        cells.ledger.refuse(turned, "latitude", cells.raw("lat"), SWAPPED)
    found = add_countries(found, countries)
    pointed = found["lat"].notna() & found["lon"].notna()
    # A country that no list has is still a place in words.
    lone = (
        (found["country"] == "") & (found["place"] == "") & (found["admin1"] == "") & (found["admin2"] == "")
    )
    found["place"] = either(lone, cells.text("country"), found["place"])
    doubt = np.nan_to_num(cells.numbers("uncertainty"), nan=mapping.events.uncertainty_m or EXACT_M)
    found["uncertainty"] = np.where(pointed, np.maximum(1, np.ceil(doubt)), np.nan)
    reach = np.where(doubt > _ROUGH_M, NEAR, EXACT).astype(object)
    words = np.where(found["admin1"] != "", ADMIN1, np.where(found["country"] != "", COUNTRY, "")).astype(
        object
    )
    words = np.where(found["place"] != "", NOWHERE, np.where(found["admin2"] != "", ADMIN2, words))
    found["reach"] = pd.Series(np.where(pointed, reach, words), index=found.index).astype("str")
    nowhere = (found["reach"] == "") & ~cells.ledger.refused
    cells.ledger.refuse(nowhere, "place", found["place"], "the row names no place and has no point")
    if cells.has("lat"):
        cells.ledger.note(~pointed & (found["reach"] != ""), "without coordinates, placed in words")
    unknown = (found["country"] == "") & pointed
    cells.ledger.refuse(
        unknown, "country", cells.raw("country"), "the point lies in no country: is it changed round?"
    )
    return found


def _kinds_of_event(found: pd.DataFrame, cells: Cells, mapping: TableMapping) -> pd.DataFrame:
    """What happened: by the column of types, by what the mapping says of all rows, or a count of a month."""
    kind = cells.text("type")
    own = {plain(name): str(category) for name, category in mapping.categories.items()}
    usual = str(mapping.events.category)
    found["category"] = by_value(kind, lambda text: own.get(plain(text)) or category_of(text) or usual)
    found["action"] = by_value(kind, lambda text: plain(text).replace(" ", "_")[:60] or "recorded")
    amount = cells.counts("count") if cells.has("count") else np.full(len(found), np.nan)
    if cells.has("count"):
        cells.ledger.refuse(np.isnan(amount), "count", cells.raw("count"), "the count is missing")
        cells.ledger.empty |= amount == 0
        found["action"] = "counted"
    for lang, tr in translators().items():
        said = mapping.events.what_en if lang == "en" else mapping.events.what_fr or mapping.events.what_en
        what = either(kind != "", kind, same(said or tr("imports.table.event"), found.index))
        counted = filled(tr("imports.table.count"), found.index, {"count": numbers(amount, tr)})
        found[f"what_{lang}"] = either(~np.isnan(amount), counted, what)
    return found


def category_of(text: str) -> str:
    """Category by the words of a type of incident, or an empty text.

    >>> category_of("Enlèvement"), category_of("Tir d'obus"), category_of("Divers")
    ('violence_against_civilians', 'explosion', '')
    """
    words = plain(text)
    for category, beginnings in TYPES:
        if any(f" {begin}" in f" {words}" for begin in beginnings):
            return category
    return ""


def _deaths(found: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    best = cells.counts("deaths")
    low, high = (cells.counts(name) for name in ("low", "high"))
    low = np.where(np.isnan(low), np.where(np.isnan(best), high, best), low)
    high = np.where(np.isnan(high), np.where(np.isnan(best), low, best), high)
    cells.ledger.refuse(low > high, "low", cells.raw("low"), "the low figure of deaths is above the high one")
    return found.assign(low=low, high=high)


def _more(cells: Cells, tr: Translator) -> list[Sentence]:
    text = cells.text("text")
    return [Sentence(tr("imports.table.text"), {"text": text}, text != "", stop=True)]
