"""ACLED exports: before and after 2019, and the columns of today. Their terms forbid passing rows on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodash.i18n import Translator, translators
from geodash.imports.acled_types import EVENT_TYPES, PARTIES, PARTY_CODES, SHIFTS, SUB_TYPES, Type
from geodash.imports.cells import Cells, with_points
from geodash.imports.columns.names import by_value, plain
from geodash.imports.incidents import ADMIN1, EXACT, NEAR, Incidents, blank
from geodash.imports.sentences import Sentence, either, filled
from geodash.model.vocabulary import ActorKind, Confidence, DatePrecision

if TYPE_CHECKING:
    import datetime as dt

    from geodash.imports.columns.dates import Order
    from geodash.imports.countries import Countries
    from geodash.imports.ledger import Ledger

NEEDED = ("event_id_cnty", "event_date", "event_type", "actor1", "location", "latitude", "longitude")
PRECISION = {1: DatePrecision.DAY, 2: DatePrecision.APPROX, 3: DatePrecision.MONTH}
"""What time_precision stands for: the day, the week, the month."""
REACH = {1: EXACT, 2: NEAR, 3: ADMIN1}
"""What geo_precision stands for: the town; a town near by; the chief town of a region, which says only the
region."""
_UNKNOWN_TYPE = Type(SUB_TYPES["other"].category, "")


def read_acled(
    rows: pd.DataFrame,
    ledger: Ledger,
    countries: Countries,
    order: Order | None,
    last: dt.date,
    *,
    licensed: bool,
) -> Incidents:
    """Incidents of the rows of an ACLED export; without notes unless the user may pass them on."""
    cells = Cells(rows, ledger)
    cells.need(NEEDED, "table of ACLED")
    found = blank(len(rows))
    found["key"] = cells.text("event_id_cnty")
    ledger.refuse(found["key"] == "", "event_id_cnty", cells.raw("event_id_cnty"), "the event has no id")
    found["date"], _ = cells.days("event_date", order, last)
    # The oldest exports have no precision of the day; then it is the day that they name.
    found["date_precision"] = cells.coded(
        "time_precision", PRECISION, "precision of the date", required=False
    ).replace("", str(DatePrecision.APPROX if cells.has("time_precision") else DatePrecision.DAY))
    found = _places(found, cells, countries)
    found = _types(found, cells)
    found = _parties(found, cells)
    deaths = cells.counts("fatalities")
    # ACLED writes 0 both for nobody and for no figure, which is no report that nobody died.
    known = pd.Series(deaths, index=found.index).where(deaths > 0)
    found["low"], found["high"] = known, known
    found["confidence"] = np.where(found["reach"] == ADMIN1, str(Confidence.LOW), str(Confidence.MEDIUM))
    found["confidence"] = found["confidence"].astype("str")
    found["publishers"] = by_value(cells.text("source"), lambda text: ";".join(dict.fromkeys(_split(text))))
    more = {lang: _more(cells, tr, licensed=licensed) for lang, tr in translators().items()}
    return Incidents(found, ledger, _kinds(cells), more=more)


def _places(found: pd.DataFrame, cells: Cells, countries: Countries) -> pd.DataFrame:
    found["reach"] = cells.coded("geo_precision", REACH, "precision of the place", required=False).replace(
        "", NEAR if cells.has("geo_precision") else EXACT
    )
    found["place"] = cells.text("location")
    found["admin1"], found["admin2"] = cells.text("admin1"), cells.text("admin2")
    code = countries.read(cells.text("iso3", "iso"))
    found["country"] = code.where(code != "", countries.read(cells.text("country")))
    return with_points(found, cells, countries)


def _types(found: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    """Category, action and words of each event; the finer type decides where it is known."""
    broad = by_value(cells.text("event_type"), _words)
    fine = by_value(cells.text("sub_event_type"), _words)
    is_fine = fine.isin(list(SUB_TYPES)) & ~((fine == "other") & ~broad.str.startswith("strategic"))
    word = fine.where(is_fine, broad)
    unknown = ~is_fine & ~broad.isin(list(EVENT_TYPES))
    cells.ledger.refuse(unknown, "event_type", cells.raw("event_type"), "this is no type of event of ACLED")
    found["action"] = word
    found["category"] = by_value(word, lambda name: str(type_of(name).category))
    found["plover"] = by_value(word, lambda name: type_of(name).plover)
    found["shift"] = by_value(word, lambda name: SHIFTS.get(name, ""))
    for lang, tr in translators().items():
        found[f"what_{lang}"] = by_value(word, partial(_what, tr))
    return found


def _what(tr: Translator, word: str) -> str:
    key = f"imports.acled.{word}"
    return tr(key) if tr.has(key) else word


def type_of(word: str) -> Type:
    """What a type of event means, by the words of the finer or the broader type."""
    return SUB_TYPES.get(word) or EVENT_TYPES.get(word) or _UNKNOWN_TYPE


def _parties(found: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    """Who acted and on whom, those who stood by them included."""
    main = [cells.text(f"actor{number}").str.replace(";", ",", regex=False) for number in (1, 2)]
    first, second = (
        _with_associates(actor, cells.text(f"assoc_actor_{number}", f"ally_actor_{number}"))
        for number, actor in enumerate(main, start=1)
    )
    cells.ledger.refuse(first == "", "actor1", cells.raw("actor1"), "the first party is missing")
    pair = filled("{first};{second}", found.index, {"first": first, "second": second})
    both = either((first != "") & (second != ""), pair, first)
    alike = by_value(found["action"], lambda name: "yes" if type_of(name).both else "") == "yes"
    sides = {"sides_from": either(alike, both, first), "sides_to": either(alike, both, second)}
    return found.assign(first=main[0], second=main[1], **sides)


def _with_associates(actor: pd.Series, associates: pd.Series) -> pd.Series:
    others = by_value(associates, lambda text: ";".join(_split(text)))
    pair = filled("{actor};{others}", actor.index, {"actor": actor, "others": others})
    return either((actor != "") & (others != ""), pair, actor)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _words(text: str) -> str:
    """A type as a key: its words in lower case, joined.

    >>> _words("Explosions/Remote violence"), _words("Battle-No change of territory")
    ('explosions_remote_violence', 'battle_no_change_of_territory')
    """
    return plain(text).replace(" ", "_")


def _more(cells: Cells, tr: Translator, *, licensed: bool) -> list[Sentence]:
    """What ACLED codes beside the event; its notes are the coders' own text, and stay out unless licensed."""
    interaction = by_value(cells.text("interaction"), _interaction)
    tags, notes = cells.text("tags"), cells.text("notes")

    def say(key: str, mask: np.ndarray | pd.Series, text: pd.Series | None = None) -> Sentence:
        values = {} if text is None else {"text": text}
        return Sentence(tr(f"imports.acled_more.{key}"), values, mask, stop=text is not None)

    return [
        say("no_deaths", cells.counts("fatalities") == 0),
        say("civilians", cells.text("civilian_targeting") != ""),
        say("interaction", interaction != "", interaction),
        say("tags", tags != "", tags),
        say("notes", (notes != "") & licensed, notes),
    ]


def _interaction(text: str) -> str:
    """ACLED's code of who met whom, as it stands.

    ``12`` and ``State forces-Rebel group`` are both of its making.
    """
    return text.removesuffix(".0")


def _kinds(cells: Cells) -> dict[str, ActorKind]:
    """What kind of party each name is."""
    found: dict[str, ActorKind] = {}
    for number in (1, 2):
        pairs = pd.DataFrame({"name": cells.text(f"actor{number}"), "inter": cells.text(f"inter{number}")})
        for name, inter in pairs.drop_duplicates().itertuples(index=False):
            code = inter.removesuffix(".0")
            word = (
                PARTY_CODES[int(code)] if code.isdigit() and int(code) < len(PARTY_CODES) else _words(inter)
            )
            if word in PARTIES:
                found.setdefault(name.replace(";", ","), PARTIES[word])
    return found
