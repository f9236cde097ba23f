"""Incidents to the tables of an overlay, in the columns of the base tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from geodash.i18n import translators
from geodash.imports.columns.names import arrow, by_value, hashed, named_id, series
from geodash.imports.gazetteer import whereabouts
from geodash.imports.incidents import NEAR
from geodash.imports.parties import match_parties
from geodash.imports.raw import FILE, LINE
from geodash.imports.sentences import Sentence, either, filled, numbers, paragraph, same, spread, where
from geodash.imports.sources import match_sources
from geodash.limits import LONGEST_TEXT
from geodash.model.records import Event
from geodash.model.vocabulary import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.i18n import Translator
    from geodash.imports.about import About
    from geodash.imports.countries import Countries
    from geodash.imports.gazetteer import Whereabouts
    from geodash.imports.incidents import Incidents
    from geodash.imports.parties import Parties
    from geodash.model.dataset import Dataset
    from geodash.model.records import Actor, Language, Source

_PLAIN_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ROW_DIGITS = 2
"""How many hashes of eight digits tell rows without an id apart."""


@dataclass(frozen=True)
class Built:
    """The tables of an overlay.

    ``places`` and ``events`` have the columns of the base tables, as text, sorted by id.
    """

    places: pd.DataFrame
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]
    events: pd.DataFrame
    shifts: pd.DataFrame
    matched: Mapping[str, int]
    shortened: int = 0


def event_ids(keys: pd.Series, cells: pd.DataFrame, prefix: str) -> pd.Series:
    """An id for every row: from its own where it has one, else from all that its row says."""
    index = keys.index
    lower = series(pc.utf8_lower(arrow(keys)), index)
    plain = pc.match_substring_regex(arrow(lower), _PLAIN_ID).to_numpy(zero_copy_only=False)
    found = where(plain, filled(f"{prefix}-{{key}}", index, {"key": lower}))
    odd = ~plain & (keys != "").to_numpy()
    if odd.any():
        named = by_value(keys[odd].reset_index(drop=True), lambda key: named_id(prefix, key))
        texts = found.astype(object).to_numpy(copy=True)
        texts[odd] = named.to_numpy()
        found = pd.Series(texts, index=index).astype("str")
    missing = (found == "").to_numpy()
    if missing.any():
        said = cells.loc[missing].drop(columns=[FILE, LINE])
        joined = ["\x1f".join(row) for row in zip(*(said[name] for name in said.columns), strict=True)]
        ids = found.astype(object).to_numpy(copy=True)
        ids[missing] = [
            f"{prefix}-{''.join(hashed(text, turn) for turn in range(_ROW_DIGITS))}" for text in joined
        ]
        found = pd.Series(ids, index=keys.index).astype("str")
    return found


def build(incidents: Incidents, ids: pd.Series, about: About, base: Dataset, countries: Countries) -> Built:
    """The tables of the rows that are taken."""
    taken = np.flatnonzero(incidents.ledger.taken)
    taken = taken[ids.iloc[taken].argsort(kind="stable").to_numpy()]
    rows = incidents.rows.iloc[taken].reset_index(drop=True)
    cells = pd.concat([rows[side] for side in ("sides_from", "sides_to")]).unique()
    names = {name for cell in cells for name in cell.split(";") if name}
    parties = match_parties(names, incidents.kinds, base, countries, (about.id, about.title_en))
    listed, sources = match_sources(rows["publishers"], about)
    at = whereabouts(rows, about, base, incidents.place_kind)
    more = {lang: [each.on(taken) for each in said] for lang, said in incidents.more.items()}
    texts, shortened = _in_each_language(rows, at, (about, base, parties), more)
    columns = {
        "id": ids.iloc[taken].reset_index(drop=True),
        "date": _days(rows["date"]),
        "date_end": _days(rows["date_end"]),
        "actors_from": by_value(rows["sides_from"], lambda cell: _side(cell, parties.ids)),
        "actors_to": by_value(rows["sides_to"], lambda cell: _side(cell, parties.ids)),
        "place_id": at.ids,
        "fatalities_low": _whole(rows["low"]),
        "fatalities_high": _whole(rows["high"]),
        "source_ids": listed,
        **{name: rows[name] for name in ("date_precision", "category", "action", "plover", "confidence")},
        **texts,
    }
    empty = same("", rows.index)
    events = pd.DataFrame({name: columns.get(name, empty) for name in Event.model_fields})
    return Built(at.own, parties.own, sources, events, _shifts(rows, events, parties), at.matched, shortened)


def _in_each_language(
    rows: pd.DataFrame,
    at: Whereabouts,
    known: tuple[About, Dataset, Parties],
    more: Mapping[Language, Sequence[Sentence]],
) -> tuple[dict[str, pd.Series], int]:
    """Titles, summaries and notes by column, and how many summaries had to be cut."""
    about, base, parties = known
    actors = {actor.id: actor for actor in parties.own} | dict(base.actors)

    def write(tr: Translator) -> tuple[pd.Series, pd.Series]:
        return _texts(rows, at, (about, tr), _labels(parties.ids, actors, tr.lang), more[tr.lang])

    by_language = translators(base.conflict)
    with ThreadPoolExecutor(len(by_language)) as pool:  # pyarrow works outside Python's lock
        written = dict(zip(by_language, pool.map(write, by_language.values()), strict=True))
    texts: dict[str, pd.Series] = {}
    shortened = 0
    for lang, (title, long) in written.items():
        summary, shortened = _shortened(long)
        texts |= {f"title_{lang}": title, f"summary_{lang}": summary, f"place_note_{lang}": at.notes[lang]}
    return texts, shortened


def _shifts(rows: pd.DataFrame, events: pd.DataFrame, parties: Parties) -> pd.DataFrame:
    """The events by which a place changed hands, with who took it and from whom."""
    here = (rows["shift"] != "").to_numpy()
    first, second = (
        [parties.ids.get(name, "") for name in rows.loc[here, which]] for which in ("first", "second")
    )
    found = events[here].reset_index(drop=True)
    return found.assign(shift=rows.loc[here, "shift"].to_numpy(), actor=first, other=second)


def _shortened(texts: pd.Series) -> tuple[pd.Series, int]:
    """Texts cut where no product could show them, and how many were."""
    long = (texts.str.len() > LONGEST_TEXT).to_numpy()
    if not long.any():
        return texts, 0
    return either(long, texts.str.slice(0, LONGEST_TEXT - 1) + "…", texts), int(long.sum())


def _labels(ids: Mapping[str, str], actors: Mapping[str, Actor], lang: Language) -> Mapping[str, str]:
    return {name: actors[actor_id].text("short", lang) for name, actor_id in ids.items()}


def _side(cell: str, ids: Mapping[str, str]) -> str:
    return ";".join(dict.fromkeys(ids[name] for name in cell.split(";") if name))


def _days(days: pd.Series) -> pd.Series:
    codes, found = pd.factorize(days)
    return spread([pd.Timestamp(day).date().isoformat() for day in found], codes)


def _whole(values: pd.Series) -> pd.Series:
    codes, found = pd.factorize(values)
    return spread([str(int(value)) for value in found], codes)


def _texts(
    rows: pd.DataFrame,
    at: Whereabouts,
    saying: tuple[About, Translator],
    labels: Mapping[str, str],
    more: Sequence[Sentence],
) -> tuple[pd.Series, pd.Series]:
    """Title and summary of every row in one language."""
    about, tr = saying
    lang, index = tr.lang, rows.index
    what, dataset = rows[f"what_{lang}"], same(about.title_en, index)
    first = by_value(rows["first"], lambda name: labels.get(name, name))
    second = by_value(rows["second"], lambda name: labels.get(name, name))
    values = {"what": what, "from": first, "to": second, "place": at.labels[lang], "dataset": dataset}
    two, one, none = (filled(tr(f"imports.title.{n}"), index, values) for n in ("all", "one", "none"))
    built = either(first != "", either(second != "", two, one), none)
    title = either(rows[f"title_{lang}"] != "", rows[f"title_{lang}"], built)
    publishers = by_value(rows["publishers"], lambda cell: ", ".join(cell.split(";")))
    remark = at.remarks[lang]
    sentences = [
        Sentence(tr("imports.summary.what"), values),
        *_deaths(rows, tr),
        *more,
        *_doubts(rows, tr),
        Sentence("{text}", {"text": remark}, remark != ""),
        Sentence(tr("imports.summary.sources"), {"list": publishers}, publishers != ""),
    ]
    return _shortened(title)[0], paragraph(index, sentences)


def _deaths(rows: pd.DataFrame, tr: Translator) -> list[Sentence]:
    values = {"low": numbers(rows["low"], tr), "high": numbers(rows["high"], tr)}
    known, same_figure = rows["low"].notna(), rows["low"] == rows["high"]
    return [
        Sentence(tr("imports.summary.deaths_exact"), values, known & same_figure),
        Sentence(tr("imports.summary.deaths"), values, known & ~same_figure),
    ]


def _doubts(rows: pd.DataFrame, tr: Translator) -> list[Sentence]:
    """How closely day and point are known, where that is less than the day and the town."""
    precision = rows["date_precision"]
    month = (precision == DatePrecision.MONTH) & rows["date_end"].isna()
    return [
        Sentence(tr("imports.summary.near"), where=rows["reach"] == NEAR),
        Sentence(tr("imports.summary.approx"), where=precision == DatePrecision.APPROX),
        Sentence(tr("imports.summary.month"), where=month),
    ]


def columns_of(records: Sequence[Actor | Source], fields: Sequence[str]) -> pd.DataFrame:
    """Records as a table of text."""
    rows = [[_cell(getattr(record, name)) for name in fields] for record in records]
    return pd.DataFrame(rows, columns=list(fields), dtype="str")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return str(value)
