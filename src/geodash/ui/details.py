"""What a settled change names and browsers fetch: the card of what is selected, and long filter flags.

Each has an address that says what it is and carries a hash of its content, so that any process with the same
data and program makes it when it is asked, and none hands out another one by mistake.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np

from geodash.i18n import Translator, texts_of
from geodash.limits import KEPT_CARDS, KEPT_MASKS, LONGEST_MASK
from geodash.link.state import DashboardState, format_query
from geodash.model.selection import mask_of
from geodash.scene.settled import encode_mask
from geodash.shelf import Shelf
from geodash.ui.resources import hash_of
from geodash.wording.detail import event_card, place_card
from geodash.wording.party import party_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geodash.model.dataset import Dataset
    from geodash.ui.resources import Resources

    _Key = tuple[str, str]

CARDS, MASKS = "cards", "masks"
"""Names of the two beside a scene."""
_CARDS: Shelf[_Key, bytes] = Shelf(KEPT_CARDS)
_MASKS: Shelf[_Key, bytes] = Shelf(KEPT_MASKS)


def card_address(resources: Resources, state: DashboardState) -> str | None:
    """Address of the card of what is selected, relative to the scene; None where nothing is.

    Its text would travel again with every settled change.
    """
    if not is_card(state):
        return None
    return _address(f"{CARDS}/card", "json", *card(resources, state))


def is_card(state: DashboardState) -> bool:
    """Whether something is selected that has a card."""
    return bool(state.event or state.place or state.party)


def card(resources: Resources, state: DashboardState) -> tuple[bytes, str]:
    """The card of what is selected, as JSON, and the query that says which."""
    if state.event:
        said = DashboardState(event=state.event, lang=state.lang)
    elif state.party:
        said = DashboardState(party=state.party, lang=state.lang)
    else:
        said = DashboardState(place=state.place, date=state.date, lang=state.lang)
    return _found(_CARDS, resources, said, _card)


def mask_text(resources: Resources, state: DashboardState, mask: NDArray[np.bool_] | None) -> str:
    """Filter flags as the browser takes them: as text, or where that is long, an ``@`` and their address.

    The address is relative to the scene.
    """
    text = encode_mask(mask)
    if len(text) <= LONGEST_MASK:
        return text
    return f"@{_address(f'{MASKS}/mask', 'bin', *flags(resources, state))}"


def flags(resources: Resources, state: DashboardState) -> tuple[bytes, str]:
    """The flags of a state's filter, a bit for each event, and the query that says which."""
    return _found(_MASKS, resources, state.filter_alone, _flags)


def _found(
    kept: Shelf[_Key, bytes],
    resources: Resources,
    said: DashboardState,
    make: Callable[[Dataset, DashboardState], bytes],
) -> tuple[bytes, str]:
    """What a state says, as it is kept or made now; what a session has added is kept nowhere else."""
    query = urlencode(format_query(said))
    content = kept.get((resources.where, query)) if resources.is_for_all else None
    if content is None:
        content = make(resources.dataset, said)
        if resources.is_for_all:
            kept.put((resources.where, query), content)
    return content, query


def _address(stem: str, ending: str, content: bytes, query: str) -> str:
    return f"{stem}-{hash_of(content)}.{ending}?{query}"


def _card(dataset: Dataset, state: DashboardState) -> bytes:
    tr = Translator(state.lang, dataset.conflict)
    found: dict[str, Any]
    if state.event:
        found = event_card(dataset, dataset.event_by_id[state.event], tr)
    elif state.party:
        found = party_card(dataset, dataset.actors[state.party], tr) | {"words": _words(tr)}
    else:
        found = place_card(
            dataset, dataset.places[state.place], state.date or dataset.control_known_until, tr
        )
    return json.dumps(found, ensure_ascii=False).encode()


def _words(tr: Translator) -> dict[str, str]:
    """What the browser says on the card of a party: no first visit needs it."""
    return {key: text for key, text in texts_of(tr.lang, tr.conflict).items() if key.startswith("party.")}


def _flags(dataset: Dataset, state: DashboardState) -> bytes:
    mask = mask_of(dataset.event_columns, state.event_filter)
    every = np.ones(len(dataset.events), np.bool_)
    return np.packbits(every if mask is None else mask, bitorder="little").tobytes()
