"""Titles and summaries of made-up events, in both languages, with the words that reports use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

ACTS = "acts"
"""Wordings for every category that has none of its own."""


class Wording(NamedTuple):
    """A title and a summary in English and in French; ``{a}``, ``{b}`` are parties, ``{p}`` is the place."""

    title_en: str
    title_fr: str
    summary_en: str
    summary_fr: str


class Parties(NamedTuple):
    """Short names of the two sides of each event, by language."""

    a_en: NDArray[np.object_]
    a_fr: NDArray[np.object_]
    b_en: NDArray[np.object_]
    b_fr: NDArray[np.object_]


def _load() -> dict[str, Sequence[Wording]]:
    document = json.loads(Path(__file__).with_name("wordings.json").read_text(encoding="utf-8"))
    return {category: [Wording(**entry) for entry in entries] for category, entries in document.items()}


WORDINGS = _load()
LOCAL = frozenset(WORDINGS) - {ACTS}
"""Categories whose events happen in a town or village."""


def write_texts(
    category: NDArray[np.object_], parties: Parties, place: NDArray[np.object_], rng: np.random.Generator
) -> dict[str, list[str]]:
    """Columns ``title_*`` and ``summary_*``, one text per event."""
    chosen, number = rng.integers(0, 1 << 16, len(category)), rng.integers(2, 60, len(category))
    columns: dict[str, list[str]] = {name: [] for name in Wording._fields}
    rows = zip(category, chosen, number, place, *parties, strict=True)
    for kind, choice, n, p, a_en, a_fr, b_en, b_fr in rows:
        wordings = WORDINGS.get(kind, WORDINGS[ACTS])
        wording = wordings[choice % len(wordings)]
        columns["title_en"].append(wording.title_en.format(a=a_en, b=b_en, p=p, n=n))
        columns["title_fr"].append(wording.title_fr.format(a=a_fr, b=b_fr, p=p, n=n))
        columns["summary_en"].append(wording.summary_en.format(a=a_en, b=b_en, p=p, n=n))
        columns["summary_fr"].append(wording.summary_fr.format(a=a_fr, b=b_fr, p=p, n=n))
    return columns
