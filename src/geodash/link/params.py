"""The parameters of a link: the table that every list of them derives from, in the browser program too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.link.codec import (
    CLASSES,
    COUNT,
    DATE,
    DAYS,
    FLAG,
    KNOWN,
    PAIR,
    STORY,
    TEXT,
    VIEW,
    Kind,
    format_set,
    id_of,
    parse_code,
    parse_id,
    parse_where,
    read_value,
    set_of,
    word,
)
from geodash.model.records import LANGUAGES
from geodash.model.selection import Role
from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = ("list", "table")
MEASURES = ("events", "deaths")
SORTS = ("newest", "oldest", "deaths")
SPLITS = ("category", "party", "set")
TABS = ("events", "relations", "places", "compare", "trends", "stories", "sources")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of the address bar.

    Parameters
    ----------
    kind
        How it is read, written and checked, here and in the browser.
    by_browser
        The browser program changes it by itself; the others are set by widgets of the page.
    of_a_day
        It has no place in a link that follows the latest day.
    drawn
        The map draws it, besides the panels.
    """

    name: str
    kind: Kind
    help: str
    by_browser: bool = False
    of_a_day: bool = False
    drawn: bool = False


PARAMS: tuple[Param, ...] = (
    Param(
        "date",
        DATE,
        "As-of day, YYYY-MM-DD. Always written: its default moves with the data.",
        by_browser=True,
        of_a_day=True,
        drawn=True,
    ),
    Param("days", DAYS, "Events of the last N days, or `all`.", by_browser=True, drawn=True),
    Param(
        "since",
        DATE,
        "First day of the events shown, instead of a number of days: `days` follows it and `date`.",
        by_browser=True,
        drawn=True,
    ),
    Param(
        "event",
        id_of("events"),
        "Id of the selected event. Sets the date when `date` is absent.",
        by_browser=True,
        of_a_day=True,
        drawn=True,
    ),
    Param("place", id_of("places"), "Id of the selected place.", by_browser=True, drawn=True),
    Param("party", id_of("actors"), "Id of the party whose card is open.", by_browser=True),
    Param("source", id_of("sources"), "Id of the source selected in the panel of sources.", by_browser=True),
    Param(
        "cat",
        Kind("set", set_of(EventCategory), format_set),
        "Event categories shown, separated by commas; none means all.",
    ),
    Param(
        "actor",
        Kind("set", set_of(parse_id), format_set),
        "Actor ids, separated by commas; events of any of them are shown.",
    ),
    Param("role", Kind("word", Role, str, tuple(Role)), "Acts of these actors: any, by or toward them."),
    Param(
        "pair",
        PAIR,
        "Two actor ids, `a,b`; events in which both take part are shown.",
        by_browser=True,
        drawn=True,
    ),
    Param(
        "where",
        Kind("set", set_of(parse_where), format_set),
        "Ids of places, or of provinces and territories, separated by commas; what happened in any is shown.",
    ),
    Param(
        "conf",
        Kind("word", Confidence, str, tuple(Confidence)),
        "Least confidence of events: low, medium or high.",
    ),
    Param("deaths", COUNT, "Least number of deaths of events, by the lowest figure of their sources."),
    Param(
        "set",
        Kind("set", set_of(parse_id), format_set),
        "Data sets shown, separated by commas: `record`, and ids of those that were added to it.",
    ),
    Param("q", TEXT, "Words that events must contain; accents and case do not matter."),
    Param(
        "layers",
        Kind("layers", set_of(parse_code), format_set),
        "Map layers switched on, separated by commas; those of the data have the names of their resources.",
    ),
    Param(
        "holders",
        CLASSES,
        "Classes of holders that the map draws, separated by commas; none means all. Numbers count all.",
        by_browser=True,
        drawn=True,
    ),
    Param("compare", DATE, "Second day, for comparison.", by_browser=True, of_a_day=True, drawn=True),
    Param(
        "story",
        STORY,
        "Story and step, `story-id.step`. Sets date, event and view when `date` and `event` are absent.",
        by_browser=True,
        of_a_day=True,
    ),
    Param("tab", word(*TABS), "Panel beside the map.", by_browser=True),
    Param("sort", word(*SORTS), "Order of the events in their list.", by_browser=True),
    Param("form", word(*FORMS), "Form of that list, and of that of the places.", by_browser=True),
    Param("measure", word(*MEASURES), "What the panel Trends counts: events or deaths.", by_browser=True),
    Param("split", word(*SPLITS), "What its bars are divided by: category, party or set.", by_browser=True),
    Param(
        "proposals",
        FLAG,
        "1 marks in the panel of places what the data sets chosen propose of control.",
        by_browser=True,
    ),
    Param("lang", word(*LANGUAGES), "Language, en or fr."),
    Param("brief", FLAG, "1 for the briefing view without controls."),
    Param("view", VIEW, "Map position `lat,lon,zoom`; written when a link is copied."),
    Param("v", TEXT, "Version of the data that the link was made with."),
    Param("known", KNOWN, "The record as it was known at the end of this day, YYYY-MM-DD."),
)
FROM_BROWSER = tuple(param.name for param in PARAMS if param.by_browser)
"""Parameters that the browser program changes by itself."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Names that a link may give in place of a parameter's: their values become one, and ``role`` is set."""

    names: tuple[str, ...]
    param: str
    role: str = ""


SYNONYMS = (
    Synonym(("by", "against"), "pair"),
    Synonym(("by",), "actor", Role.BY),
    Synonym(("against",), "actor", Role.TOWARD),
    Synonym(("from",), "since"),
    Synonym(("to",), "date"),
)
"""Read in this order and never written: each where all its names are left, and make sense."""
_KINDS = {param.name: param.kind for param in PARAMS}


def in_our_names(given: Mapping[str, str]) -> dict[str, str]:
    """Texts of a link under the names of the parameters meant; what is named so itself goes before.

    What makes no sense is left out: others, too, write ``from`` into addresses.

    >>> in_our_names({"from": "2025-01-01", "to": "2025-03-17", "by": "army", "against": "?"})
    {'actor': 'army', 'role': 'by', 'since': '2025-01-01', 'date': '2025-03-17'}
    """
    texts = dict(given)
    for synonym in SYNONYMS:
        if not all(name in texts for name in synonym.names):
            continue
        meant = ",".join(texts[name] for name in synonym.names)
        if not _is_read(synonym.param, meant):
            continue
        for name in synonym.names:
            del texts[name]
        if synonym.param not in texts:
            texts[synonym.param] = meant
            if synonym.role:
                texts.setdefault("role", str(synonym.role))
    return {name: text for name, text in texts.items() if name in _KINDS}


def _is_read(param: str, text: str) -> bool:
    try:
        read_value(_KINDS[param], text)
    except ValueError:
        return False
    return text != ""
