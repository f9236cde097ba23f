"""Names of parties to actors.

Of the base package where a name, short name or alias is theirs, else of the overlay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.i18n import Translator
from geodash.imports.columns.names import listed, named_id, plain, without_brackets
from geodash.model.records import Actor
from geodash.model.vocabulary import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodash.imports.countries import Countries
    from geodash.model.dataset import Dataset

_OF_STATE = re.compile(
    r"^(government|military forces|police forces|armed forces|army|police) of (?:the )?(.+)$", re.IGNORECASE
)
_POLICE = "polic"


@dataclass(frozen=True)
class Parties:
    """``ids`` gives an actor's id for each name; ``own`` are the actors that the base package lacks."""

    ids: Mapping[str, str]
    own: tuple[Actor, ...]


def match_parties(
    names: Iterable[str],
    kinds: Mapping[str, ActorKind],
    base: Dataset,
    countries: Countries,
    overlay: tuple[str, str],
) -> Parties:
    """An actor for every name; ``overlay`` is the id and the title of the data that names them."""
    book = _AddressBook(base, countries)
    ids: dict[str, str] = {}
    own: dict[str, Actor] = {}
    for name in sorted(set(names)):
        known = book.find(name)
        if known is None:
            actor = _own(name, kinds.get(name, ActorKind.ARMED_GROUP), overlay)
            own[actor.id] = actor
            known = actor.id
        ids[name] = known
    return Parties(ids, tuple(own[key] for key in sorted(own)))


def _own(name: str, kind: ActorKind, overlay: tuple[str, str]) -> Actor:
    prefix, title = overlay
    return Actor(
        id=named_id(prefix, name),
        name_en=name,
        name_fr=name,
        short_en=name,
        short_fr=name,
        kind=kind,
        note_en=Translator("en")("imports.actor.note", dataset=title),
        note_fr=Translator("fr")("imports.actor.note", dataset=title),
    )


class _AddressBook:
    """Actors of a base package by every name that they go by."""

    def __init__(self, base: Dataset, countries: Countries) -> None:
        self._base, self._countries = base, countries
        self._levels = [_only_one(pairs) for pairs in (_full_names(base), _aliases(base))]
        states = [
            actor for actor in base.actors.values() if actor.kind is ActorKind.STATE and not actor.parent
        ]
        self._states = _only_one(
            (code, actor.id)
            for actor in states
            for name in (actor.name_en, actor.name_fr, actor.short_en, actor.short_fr, *actor.aliases)
            if (code := countries.code(name))
        )

    def find(self, name: str) -> str | None:
        """The actor of a name, or None where no actor or more than one goes by it."""
        whole = [name, without_brackets(name)]
        parts = [part for text in whole for part in text.split(":")] if ":" in name else []
        for text in listed([*whole, *parts]):
            for level in self._levels:
                if found := level.get(plain(text)):
                    return found
        return self._of_state(without_brackets(name))

    def _of_state(self, name: str) -> str | None:
        """A government as the state; its army or police where the base has one of the kind."""
        match = _OF_STATE.match(name)
        state = self._states.get(self._countries.code(match[2])) if match else None
        if match is None or state is None:
            return None
        role = match[1].casefold()
        if role == "government":
            return state
        forces = [
            actor
            for actor in self._base.actors.values()
            if actor.kind is ActorKind.ARMED_FORCES and actor.parent == state
        ]
        wanted = [actor for actor in forces if (_POLICE in plain(actor.name_en)) == (_POLICE in role)]
        return wanted[0].id if len(wanted) == 1 else None


def _full_names(base: Dataset) -> Iterator[tuple[str, str]]:
    for actor in base.actors.values():
        for name in (actor.name_en, actor.name_fr, actor.short_en, actor.short_fr):
            yield plain(name), actor.id
            yield plain(without_brackets(name)), actor.id


def _aliases(base: Dataset) -> Iterator[tuple[str, str]]:
    for actor in base.actors.values():
        for name in actor.aliases:
            yield plain(name), actor.id


def _only_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Ids by name, without names that more than one goes by."""
    found: dict[str, set[str]] = {}
    for name, actor_id in pairs:
        found.setdefault(name, set()).add(actor_id)
    return {name: next(iter(ids)) for name, ids in found.items() if name and len(ids) == 1}
