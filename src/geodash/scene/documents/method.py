"""How the records are made, as short texts in every language with the figures of the dataset in them.

A section is a title and blocks. A block is a paragraph, a list of terms with what each means, or the name of
something that the browser draws: the chart of years, the citation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodash.i18n import LANGUAGES, OPTIONAL, Translator, translators
from geodash.model.conflict import STATES
from geodash.model.vocabulary import (
    FADED_DAYS,
    FRESH_DAYS,
    OTHER,
    Confidence,
    DatePrecision,
    RelationStatus,
)
from geodash.scene.documents.coverage import coverage_counts, uncertainties_km
from geodash.scene.influence import RADIUS_M
from geodash.wording.holder import class_note
from geodash.wording.territory import country_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geodash.model.conflict import Conflict, HolderClass
    from geodash.model.dataset import Credit, Dataset
    from geodash.model.records import Language

    Texts = dict[Language, str]
    Say = Callable[[str], Texts]

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "control": ("records", "@holders", "periods", "implied", "age"),
    "states": ("@states", "absence"),
    "confidence": ("@confidence", "latest", "counts", "disputes"),
    "dates": ("@precision", "counts", "limit", "sources"),
    "positions": ("points", "border", "names"),
    "influence": ("how", "not"),
    "attribution": ("rule", "@attributed", "experts", "claims"),
    "relations": ("coding", "@relations", "start", "arcs"),
    "events": ("window", "parts", "deaths"),
    "coverage": ("#years", "publishers", "sources", "stale", "time", "themes", "land", "bias"),
    "licences": ("intro", "@layers", "asks", "@licences", "program", "coordinates"),
    "cite": ("how", "#citation"),
    "report": ("how", "id"),
}
"""Blocks of each section: a paragraph by its key, ``@`` a list of terms, ``#`` what the browser draws."""


def method_sections(dataset: Dataset) -> list[dict[str, Any]]:
    """The sections in reading order."""
    say = speaker(dataset)
    lists = _term_lists(dataset, say)
    return [
        {
            "id": section,
            "title": say(f"method.{section}.title"),
            "blocks": [block for name in names if (block := _block(section, name, say, lists))],
        }
        for section, names in _SECTIONS.items()
    ]


def _block(
    section: str, name: str, say: Say, lists: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any] | None:
    """One block, or nothing for a list without terms and for a text that the conflict does not bring."""
    if name.startswith("@"):
        return {"terms": lists[name[1:]]} if lists[name[1:]] else None
    if name.startswith("#"):
        return {"part": name[1:]}
    text = say(f"method.{section}.{name}")
    return {"text": text} if text else None


def speaker(dataset: Dataset) -> Say:
    """A text by its key in every language, with the figures of the dataset in it, or nothing."""
    least, most, middle = uncertainties_km(dataset)
    texts = translators(dataset.conflict)
    figures: dict[str, float] = {
        **coverage_counts(dataset),
        "fresh": FRESH_DAYS,
        "faded": FADED_DAYS,
        "implied": dataset.conflict.implied_days,
        "reach_km": RADIUS_M // 1000,
        "least_km": least,
        "most_km": most,
        "median_km": middle,
    }
    values = {
        lang: {name: tr.number(value) for name, value in figures.items()}
        | {
            "control_until": tr.date(dataset.control_known_until),
            "home": country_name(dataset.conflict, dataset.conflict.home, tr),
        }
        for lang, tr in texts.items()
    }

    def say(key: str) -> Texts:
        return {
            lang: tr(key, **values[lang]) for lang, tr in texts.items() if key not in OPTIONAL or tr.has(key)
        }

    return say


def _term_lists(dataset: Dataset, say: Say) -> dict[str, list[dict[str, Any]]]:
    """Lists of terms by name."""

    def listed(names: Iterable[str], labels: str, meanings: str) -> list[dict[str, Any]]:
        return [{"term": say(f"{labels}.{name}"), "text": say(f"{meanings}.{name}")} for name in names]

    conflict = dataset.conflict
    return {
        "holders": [class_term(conflict, name, say) for name in conflict.class_ids if name not in STATES],
        "states": [class_term(conflict, name, say) for name in STATES],
        "attributed": [_attributed(holders, say) for holders in conflict.classes if holders.attribution_en],
        "confidence": listed(reversed(Confidence), "vocab.confidence", "vocab.confidence_means"),
        "precision": listed(DatePrecision, "vocab.precision", "method.precision"),
        "relations": listed(RelationStatus, "method.status", "method.status_means"),
        "layers": _layers(dataset),
        "licences": _licences(dataset.credits, say),
    }


def class_term(conflict: Conflict, class_id: str, say: Say) -> dict[str, Any]:
    """A class with what it stands for: in the words of the conflict, or for any conflict."""
    note = {lang: class_note(conflict, class_id, tr) for lang, tr in translators(conflict).items()}
    text = note if any(note.values()) else say(_meaning(class_id))
    return {"group": class_id, "term": say(f"vocab.group.{class_id}"), "text": text}


def _attributed(holders: HolderClass, say: Say) -> dict[str, Any]:
    text = {lang: holders.text("attribution", lang) for lang in LANGUAGES}
    return {"group": holders.id, "term": say(f"vocab.group.{holders.id}"), "text": text}


def _meaning(class_id: str) -> str:
    return f"method.group.{class_id}" if class_id in {OTHER, *STATES} else "method.group.listed"


def _layers(dataset: Dataset) -> list[dict[str, Any]]:
    """Tables and layers that share terms, with their licence and credit line."""
    shared: dict[Credit, list[str]] = {}
    for name, credit in dataset.credits.items():
        shared.setdefault(credit, []).append(name)
    texts = translators(dataset.conflict)
    return [
        {
            "term": {lang: _names(names, tr) for lang, tr in texts.items()},
            "text": {lang: _terms_of(credit, tr) for lang, tr in texts.items()},
        }
        for credit, names in shared.items()
    ]


def _names(names: Iterable[str], tr: Translator) -> str:
    """What tables and layers hold, each as it is called."""
    found = (_known(f"method.layer.{name}", _known(f"vocab.layer.{name}", name, tr), tr) for name in names)
    text = ", ".join(found)
    return text[:1].upper() + text[1:]


def _terms_of(credit: Credit, tr: Translator) -> str:
    licences = ", ".join(_known(f"method.licence.{name}", name, tr) for name in _ids(credit))
    return tr("method.licences.terms", licences=licences, credit=credit.attribution(tr.lang))


def _licences(due: Mapping[str, Credit], say: Say) -> list[dict[str, Any]]:
    """What each licence in use asks for, where it is one that the texts know."""
    tr = Translator(LANGUAGES[0])
    used = dict.fromkeys(name for credit in due.values() for name in _ids(credit))
    return [
        {"term": say(f"method.licence.{name}"), "text": say(f"method.asks.{name}")}
        for name in used
        if tr.has(f"method.asks.{name}")
    ]


def _ids(credit: Credit) -> list[str]:
    """Identifiers of the licences of a credit, as the texts name them."""
    return credit.licence.replace("public domain", "public-domain").split(" and ")


def _known(key: str, otherwise: str, tr: Translator) -> str:
    return tr(key) if tr.has(key) else otherwise
