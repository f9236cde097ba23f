"""UCDP's Georeferenced Event Dataset: every version since 17, and candidate events.

Precision codes mean what UCDP's codebook says. Only where_prec 1 and 2 name a point; for the others the file
holds the middle of an area or line, which is no place where anything happened.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from geodash.i18n import Translator, translators
from geodash.imports.cells import Cells, with_points
from geodash.imports.columns.names import arrow, by_value, series, without_brackets
from geodash.imports.incidents import (
    ADMIN1,
    ADMIN2,
    AREA,
    COUNTRY,
    EXACT,
    NEAR,
    SEA,
    Incidents,
    blank,
)
from geodash.imports.sentences import Sentence, either, filled, numbers
from geodash.model.vocabulary import ActorKind, Confidence, DatePrecision, EventCategory

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

    from geodash.imports.columns.dates import Order
    from geodash.imports.countries import Countries
    from geodash.imports.ledger import Ledger

NEEDED = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "latitude",
    "longitude",
    "date_prec",
    "date_start",
)
REACH = {1: EXACT, 2: NEAR, 3: ADMIN2, 4: ADMIN1, 5: AREA, 6: COUNTRY, 7: SEA}
"""What where_prec stands for."""
PRECISION = {
    1: DatePrecision.DAY,
    2: DatePrecision.APPROX,
    3: DatePrecision.APPROX,
    4: DatePrecision.MONTH,
    5: DatePrecision.MONTH,
}
"""What date_prec stands for: the day; two to six days; a week; a month; more than a month, which the text
then says."""
_OVER_A_MONTH = 5
VIOLENCE = {1: "state_based", 2: "non_state", 3: "one_sided"}
CATEGORY = {
    "state_based": EventCategory.BATTLE,
    "non_state": EventCategory.BATTLE,
    "one_sided": EventCategory.VIOLENCE_AGAINST_CIVILIANS,
}
CLARITY = {1: Confidence.MEDIUM, 2: Confidence.LOW}
"""What event_clarity stands for: one good source of ours, or one that says itself that the event is
unclear."""
_ID = r"^(\d+)\.0+$"
_GOVERNMENT = "Government of "
_CIVILIANS = "Civilians"
_ALLIES = re.compile(r"\s*,\s+(?!FYR)")
"""Between parties that fought as one side; one country has the sign in its name."""


def read_ucdp(
    rows: pd.DataFrame, ledger: Ledger, countries: Countries, order: Order | None, last: dt.date
) -> Incidents:
    """Incidents of the rows of a GED table."""
    cells = Cells(rows, ledger)
    cells.need(NEEDED, "table of UCDP GED")
    found = blank(len(rows))
    found["key"] = series(pc.replace_substring_regex(arrow(cells.text("id")), _ID, r"\1"), found.index)
    ledger.refuse(found["key"] == "", "id", cells.raw("id"), "the event has no id")
    found = _places(_days(found, cells, order, last), cells, countries)
    violence = cells.coded("type_of_violence", VIOLENCE, "type of violence")
    found["action"] = by_value(violence, lambda kind: f"{kind}_violence")
    found["category"] = by_value(violence, lambda kind: str(CATEGORY.get(kind, "")))
    found["plover"] = "ASSAULT"
    found["confidence"] = cells.coded("event_clarity", CLARITY, "event clarity", required=False).replace(
        "", str(Confidence.MEDIUM)
    )
    found = _sides(found, cells, violence)
    found = _deaths(found, cells)
    for lang, tr in translators().items():
        found[f"what_{lang}"] = by_value(violence, partial(_what, tr))
    found["publishers"] = by_value(cells.text("source_office", "source_article"), _offices)
    more = {lang: _more(found, cells, tr) for lang, tr in translators().items()}
    return Incidents(found, ledger, _kinds(found), more=more)


def _what(tr: Translator, kind: str) -> str:
    return tr(f"imports.ucdp.{kind}") if kind else ""


def _days(found: pd.DataFrame, cells: Cells, order: Order | None, last: dt.date) -> pd.DataFrame:
    start, _ = cells.days("date_start", order, last)
    end, _ = cells.days("date_end", order, last, required=False)
    turned = (end < start).to_numpy()
    cells.ledger.refuse(turned, "date_end", cells.raw("date_end"), "the event ends before it begins")
    precision = cells.coded("date_prec", PRECISION, "precision of the date")
    return found.assign(date=start, date_end=end.where(end > start), date_precision=precision)


def _places(found: pd.DataFrame, cells: Cells, countries: Countries) -> pd.DataFrame:
    found["reach"] = cells.coded("where_prec", REACH, "precision of the place")
    found["place"] = cells.text("where_coordinates")
    found["admin1"], found["admin2"] = cells.text("adm_1"), cells.text("adm_2")
    found["country"] = countries.read(cells.text("country"))
    return with_points(found, cells, countries)


def _sides(found: pd.DataFrame, cells: Cells, violence: pd.Series) -> pd.DataFrame:
    """Who acted and on whom; where both fought, both are named on both sides, as in the base tables."""
    first, second = (
        by_value(cells.text(name), lambda text: text.replace(";", ",")) for name in ("side_a", "side_b")
    )
    cells.ledger.refuse(first == "", "side_a", cells.raw("side_a"), "the first side is missing")
    each, other = (by_value(side, lambda text: _ALLIES.sub(";", text)) for side in (first, second))
    pair = filled("{each};{other}", found.index, {"each": each, "other": other})
    both = either(other != "", pair, each)
    one_sided = violence == "one_sided"
    sides = {"sides_from": either(one_sided, each, both), "sides_to": either(one_sided, other, both)}
    return found.assign(first=first, second=second, **sides)


def _deaths(found: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    low, high = cells.counts("low", "low_est"), cells.counts("high", "high_est")
    best = cells.counts("best", "best_est")
    low = np.where(np.isnan(low), np.where(np.isnan(best), high, best), low)
    high = np.where(np.isnan(high), np.where(np.isnan(best), low, best), high)
    turned = low > high
    cells.ledger.refuse(
        turned, "low", cells.raw("low", "low_est"), "the low figure of deaths is above the high one"
    )
    return found.assign(low=low, high=high)


def _more(found: pd.DataFrame, cells: Cells, tr: Translator) -> list[Sentence]:
    """What UCDP says beside the event itself: how the deaths divide, where, after which report."""
    best = cells.counts("best", "best_est")
    parties = {name: cells.counts(f"deaths_{name}") for name in ("a", "b", "civilians", "unknown")}
    known = ~np.isnan(best)
    split = known & np.all([~np.isnan(values) for values in parties.values()], axis=0) & (best > 0)
    shown = {name: numbers(values, tr) for name, values in {"best": best, **parties}.items()}
    described, headline = cells.text("where_description"), cells.text("source_headline")
    over = cells.numbers("date_prec") == _OVER_A_MONTH

    def say(
        key: str, mask: np.ndarray | pd.Series, values: Mapping[str, pd.Series], *, stop: bool = False
    ) -> Sentence:
        return Sentence(tr(f"imports.ucdp.{key}"), values, mask, stop)

    return [
        say("best", known & ~split, shown),
        say("divided", split, shown),
        say("described", (described != "") & (described != "0"), {"text": described}, stop=True),
        say("over_a_month", over, {}),
        say("unclear", found["confidence"] == Confidence.LOW, {}),
        say("headline", headline != "", {"text": headline}, stop=True),
    ]


def _offices(text: str) -> str:
    """Publishers that a cell names, as offices or as a list of articles in quotation marks.

    >>> _offices('"Agency A,2017-07-21,A headline; with more";"Agency B,2017-07-22,Other"')
    'Agency A;Agency B'
    """
    if '"' in text:
        found = [part.partition(",")[0] for part in re.findall(r'"([^"]+,\d{4}-\d{2}-\d{2},[^"]*)', text)]
    else:
        found = text.split(";") if not re.search(r",\d{4}-\d{2}-\d{2},", text) else [text.partition(",")[0]]
    return ";".join(dict.fromkeys(name.strip() for name in found if name.strip()))


def _kinds(found: pd.DataFrame) -> dict[str, ActorKind]:
    """What kind of party each side is; UCDP names governments, civilians and groups."""
    names = {name for cell in found["sides_from"].unique() for name in cell.split(";") if name}
    names |= {name for cell in found["sides_to"].unique() for name in cell.split(";") if name}
    kinds = dict.fromkeys(names, ActorKind.ARMED_GROUP)
    kinds |= {name: ActorKind.STATE for name in names if name.startswith(_GOVERNMENT)}
    return kinds | {name: ActorKind.CIVIL for name in names if without_brackets(name) == _CIVILIANS}


def release_of(name: str) -> str:
    """Version of GED that the name of a file says.

    >>> release_of("GEDEvent_v25_1.csv"), release_of("GEDEvent_v24_0_10.csv"), release_of("ged251.csv")
    ('25.1', '24.0.10', '25.1')
    """
    if found := re.search(r"v(\d{2})[_.](\d{1,2})(?:[_.](\d{1,2}))?", name.lower()):
        return ".".join(part for part in found.groups() if part)
    found = re.search(r"ged[_-]?(\d{2})(\d)\b", name.lower())
    return f"{found[1]}.{found[2]}" if found else ""
