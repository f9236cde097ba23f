"""Signs of event categories: SVG paths in a square from -1 to 1, what is filled and what is stroked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.vocabulary import EventCategory

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS: Mapping[EventCategory, Mapping[str, str]] = {
    EventCategory.BATTLE: {"stroke": "M-.8-.8 .8 .8M.8-.8-.8 .8"},
    EventCategory.EXPLOSION: {
        "fill": "M0-1.15 .3-.5 .95-.75 .6-.15 1.15.25.5.4.45 1.1"
        " 0 .6-.45 1.1-.5.4-1.15.25-.6-.15-.95-.75-.3-.5Z",
    },
    EventCategory.VIOLENCE_AGAINST_CIVILIANS: {
        "fill": "M1.1 0A1.1 1.1 0 1 1-1.1 0 1.1 1.1 0 1 1 1.1 0"
        "ZM.35 0A.35.35 0 1 0-.35 0 .35.35 0 1 0 .35 0Z",
    },
    EventCategory.DEPLOYMENT: {"stroke": "M-.85.05 0-.8.85.05M-.85.85 0 0 .85.85"},
    EventCategory.DIPLOMACY: {"stroke": "M-.65 1.05V-.95", "fill": "M-.65-1H.95L.55-.45.95.1H-.65Z"},
    EventCategory.SANCTIONS: {"stroke": "M.95 0A.95.95 0 1 1-.95 0 .95.95 0 1 1 .95 0ZM-.65-.65.65.65"},
    EventCategory.AID: {"stroke": "M0-1V.4M-.5-.1 0 .4.5-.1M-.95.35V.95H.95V.35"},
    EventCategory.PEACE_PROCESS: {
        "stroke": "M.2 0A.62.62 0 1 1-1.04 0 .62.62 0 1 1 .2 0ZM1.04"
        " 0A.62.62 0 1 1-.2 0 .62.62 0 1 1 1.04 0Z",
    },
    EventCategory.LEGAL: {
        "stroke": "M0-1V.95M-.5.95H.5M-.85-.65H.85",
        "fill": "M-1.2.1A.4.45 0 0 0-.4.1ZM.4.1A.4.45 0 0 0 1.2.1Z",
    },
    EventCategory.POLITICAL: {"stroke": "M-.95-.8H.95V.4H0L-.5.95V.4H-.95Z"},
    EventCategory.HUMANITARIAN: {"fill": "M-.32-1H.32V-.32H1V.32H.32V1H-.32V.32H-1V-.32H-.32Z"},
}
OTHER_SIGN: Mapping[str, str] = {"stroke": "M-.6 0H.6"}
TONES = {"pressure": "pressure", "none": "ink", "cooperation": "cooperation"}
"""Colour of an event's edge and of its arc, by tone."""
ACT_DASHES: Mapping[str, tuple[float, ...]] = {"words": (5, 4), "deeds": ()}
"""Dash of an arc: dashed for words, solid for deeds."""
