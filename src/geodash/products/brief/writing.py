"""The brief as blocks: as many changes, relations and events as its pages hold, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from geodash.interchange.about import about_export, link_of
from geodash.link.home import told_home
from geodash.pictures.notes import credits_text
from geodash.pictures.text import clean
from geodash.products.brief.blocks import Block, Columns, Paragraph, Picture, Run, Runs, Table
from geodash.products.brief.items import Changed, Item, changed_between, event_item
from geodash.products.brief.room import height_of, room_of
from geodash.wording.contact import contact_of, contact_text, target_of
from geodash.wording.holder import class_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodash.pictures.content import Content

MOST_EVENTS = 40
"""Events that a page could hold if each had one line."""
FEW_PAGES = 2
"""A brief of so many pages or fewer cites as many sources of each thing, best first, and more only where room
is left; a longer one all, with their titles."""
_SHARES = (0.13, 0.155, 0.155, 0.56)
ALL = 10_000
FIRST = (
    {"events": 3, "places": 2, "relations": 1},
    {"events": 5, "places": 4},
    {"relations": 2},
)
"""What a single page tells before who disputes it."""


class Shown(NamedTuple):
    """How many changes, relations and events are told, the first ones of each.

    Of the first ``noted`` of each it is told who disputes what; the others are marked as disputed. Each cites
    ``cited`` sources at most.
    """

    places: int = 0
    relations: int = 0
    events: int = 0
    noted: int = 0
    cited: int = 1

    def more(self, name: str) -> Shown:
        """One more of a kind."""
        return self._replace(**{name: getattr(self, name) + 1})


NONE = Shown()


@dataclass(frozen=True, eq=False)
class Brief:
    """All that a brief could tell, and how much of it is shown."""

    content: Content
    pages: int
    figure: float
    absent: str
    shown: Shown = NONE

    @cached_property
    def changed(self) -> Changed:
        """What differs between the two days."""
        return changed_between(self.content)

    @cached_property
    def told(self) -> tuple[Item, ...]:
        """Events that could be told, the selected one first; none where the view has them off."""
        if "events" not in self.content.layers:
            return ()
        most = MOST_EVENTS * self.pages
        return tuple(event_item(self.content, event) for event in self.content.events[:most])

    def blocks(self, lacking: Content | None = None) -> tuple[Block, ...]:
        """The document; ``lacking`` is the content that names letters that the picture lacks."""
        return tuple(_Writer(self, lacking or self.content).blocks())


def fitted(brief: Brief) -> Brief:
    """The brief with as much as its pages hold: an event, a change and a relation in turn.

    On a single page the first few of each go before who disputes what, and that before all others. Where room
    is left at the end, more sources of each are cited.
    """
    cited = brief.pages if brief.pages <= FEW_PAGES else ALL
    brief = _showing(brief, brief.shown._replace(cited=cited))
    told = {"events": len(brief.told), "places": len(brief.changed.places)}
    told["relations"] = len(brief.changed.relations)
    if brief.pages > 1:
        return _citing_more(_filled(_showing(brief, brief.shown._replace(noted=ALL)), told))
    for first in FIRST:
        brief = _filled(brief, {name: min(most, told[name]) for name, most in first.items()})
    noted = _filled(brief, {"noted": max(brief.shown[:3])})
    return _citing_more(_filled(noted, told))


def _citing_more(brief: Brief) -> Brief:
    """The brief with as many sources of each thing as there is room for."""
    items = (*brief.told, *brief.changed.places, *brief.changed.relations)
    return _filled(brief, {"cited": max((len(item.source_ids) for item in items), default=0)})


def _filled(brief: Brief, most: dict[str, int]) -> Brief:
    """The brief with one more of each kind in turn, up to so many, while there is room."""
    room = room_of(brief.pages)
    kinds = list(most)
    while kinds:
        for name in tuple(kinds):
            trial = _showing(brief, brief.shown.more(name))
            if getattr(trial.shown, name) > most[name] or height_of(trial.blocks()) > room:
                kinds.remove(name)
            else:
                brief = trial
    return brief


def _showing(brief: Brief, shown: Shown) -> Brief:
    """The brief with another share shown of what it could tell."""
    other = replace(brief, shown=shown)
    other.__dict__.update(changed=brief.changed, told=brief.told)
    return other


class _Writer:
    """Writes one brief: numbers sources and letters notes in the order in which they are referred to."""

    def __init__(self, brief: Brief, lacking: Content) -> None:
        self.brief, self.content, self.tr = brief, brief.content, brief.content.tr
        self.lacking = lacking
        self.numbers: dict[str, int] = {}
        self.letters: dict[str, str] = {}
        self.further: dict[str, None] = {}
        self.is_marked = False

    def blocks(self) -> Iterator[Block]:
        content, tr = self.content, self.tr
        window = content.subtitle or content.window
        yield Paragraph("title", (Run(content.title),))
        yield Paragraph("subtitle", (Run(tr.date(content.date), bold=True), Run(f" · {window}")))
        yield Paragraph("lead", (Run(clean(content.summary), bold=True), Run(f" {clean(content.news)}")))
        for text in filter(None, (content.late, content.filters, self.brief.absent)):
            yield Paragraph("aside", (Run(clean(text)),))
        yield Picture(self.brief.figure)
        yield Paragraph("caption", (Run(tr("brief.caption")),))
        yield from self._changes()
        yield from self._events()
        if self.is_marked:
            yield Paragraph("aside", (Run(self.tr("brief.marked_only")),))
        yield from self._sources()
        yield from self._closing()

    def _changes(self) -> Iterator[Block]:
        changed, shown, tr = self.brief.changed, self.brief.shown, self.tr
        yield Paragraph("section", (Run(changed.heading),))
        yield Paragraph("body", (Run(changed.summary),))
        if changed.places:
            yield from self._part("compare.places_title")
        if shown.places:
            header = (tr("brief.place"), tr("brief.before"), tr("brief.after"), tr("brief.how"))
            rows = tuple(self._row(item, n) for n, item in enumerate(changed.places[: shown.places]))
            yield Table(header, rows, _SHARES)
        yield from self._more("compare.more", len(changed.places) - shown.places, "compare.places_title")
        if changed.relations:
            yield from self._part("compare.relations_title")
        for place, item in enumerate(changed.relations[: shown.relations]):
            yield Paragraph("list", (Run(clean(item.texts[0])), *self._act(item, place)), "–")
        more = len(changed.relations) - shown.relations
        yield from self._more("compare.more", more, "compare.relations_title")

    def _act(self, item: Item, place: int) -> Iterator[Run]:
        """What stands beside a relation: the number of its act, where that is among the events."""
        shown = [each.event for each in self.brief.told[: self.brief.shown.events]]
        if item.event in shown and item.event:
            yield Run(" " + self.tr("brief.see_event", number=shown.index(item.event) + 1))
        else:
            yield from self._beside(item, place)

    def _row(self, item: Item, place: int) -> tuple[Runs, ...]:
        name, before, after, how = map(clean, item.texts)
        return (Run(name, bold=True),), (Run(before),), (Run(after),), (Run(how), *self._beside(item, place))

    def _events(self) -> Iterator[Block]:
        brief, tr = self.brief, self.tr
        yield Paragraph("section", (Run(tr("briefing.events")),))
        if "events" not in self.content.layers:
            yield Paragraph("body", (Run(tr("brief.events_off")),))
            return
        if not self.content.events:
            yield Paragraph("body", (Run(tr("briefing.no_event")),))
        numbered = enumerate(brief.told[: brief.shown.events], 1)
        for day, items in groupby(numbered, key=lambda pair: pair[1].day):
            if brief.pages > 1:
                yield Paragraph("part", (Run(day),))
            for number, item in items:
                when, title = map(clean, item.texts)
                runs = (Run(f"{when} · "), Run(title, bold=True), Run("."), *self._beside(item, number - 1))
                yield Paragraph("list", runs, str(number))
        yield from self._more("briefing.more", len(self.content.events) - brief.shown.events)

    def _beside(self, item: Item, place: int) -> Iterator[Run]:
        """What must stand beside it, then its sources by number and its notes by letter."""
        doubts = [item.sure, item.disputed]
        if item.disputed and place >= self.brief.shown.noted:
            doubts[1], self.is_marked = self.tr("brief.marked"), True
        if any(doubts):
            yield Run(" " + clean(" ".join(filter(None, doubts))), italic=True)
        most = self.brief.shown.cited
        for source_id in item.source_ids[:most]:
            number = self.numbers.setdefault(source_id, len(self.numbers) + 1)
            yield Run(" ")
            yield Run(f"[{number}]", self.content.dataset.sources[source_id].url)
        if further := item.source_ids[most:]:
            yield Run(f" +{len(further)}")
        self.further.update(dict.fromkeys(further))
        for name in item.classes:
            letter = self.letters.setdefault(name, _letter(len(self.letters)))
            yield Run(f" [{letter}]")

    def _part(self, key: str) -> Iterator[Block]:
        """A heading within a section, for which a single page has no room."""
        if self.brief.pages > 1:
            yield Paragraph("part", (Run(self.tr(key)),))

    def _more(self, key: str, count: int, of: str = "") -> Iterator[Block]:
        """How many are left out; of a part of a section, its name before it."""
        if count:
            text = self.tr(key, count=count)
            text = self.tr("briefing.place", place=self.tr(of), text=text) if of else text
            yield Paragraph("aside", (Run(text),))

    def _sources(self) -> Iterator[Block]:
        if not self.numbers:
            return
        yield Paragraph("section", (Run(self.tr("brief.sources_title")),))
        yield Columns(tuple(self._source(source_id, number) for source_id, number in self.numbers.items()))
        left = len(self.further.keys() - self.numbers.keys())
        yield from self._more("briefing.more_sources", left)

    def _source(self, source_id: str, number: int) -> Paragraph:
        source, tr = self.content.dataset.sources[source_id], self.tr
        day = tr.published(source.published)
        named = clean(tr("briefing.source_alone", publisher=source.publisher, date=day))
        runs: Runs = (Run(named, source.url),)
        if self.brief.pages > FEW_PAGES:
            runs += (Run(f" {clean(source.title)}"),)
        return Paragraph("source", runs, str(number))

    def _closing(self) -> Iterator[Block]:
        content, tr = self.content, self.tr
        title, reading = tr("briefing.method_title"), Run(clean(" ".join(content.reading)))
        if self.brief.pages > 1:
            yield Paragraph("section", (Run(title),))
            yield Paragraph("small", (reading,))
        else:  # a single page has no room for the heading
            yield Paragraph("small", (Run(f"{title}. ", bold=True), reading))
        notes = list[Run]()
        for name in _noted(content, self.letters):
            letter = f"[{self.letters[name]}] " if name in self.letters else ""
            text = clean(class_note(content.dataset.conflict, name, tr))
            notes += (Run(letter, bold=True), Run(f"{text} "))
        if notes:
            yield Paragraph("small", tuple(notes))
        about = about_export(content.dataset, content.state, tr, content.created, link="")
        contact = tr("briefing.place", place=tr("method.report.title"), text=tr("method.report.how"))
        closing = [Run(f"{about['licence']} {credits_text(self.lacking)}. {contact}")]
        if told := contact_of(content.dataset):
            closing += [Run(" "), Run(clean(contact_text(told, tr)), target_of(told.address))]
        yield Paragraph("small", tuple(closing))
        if home := told_home():
            address = home + link_of(content.dataset, content.state)
            yield Paragraph("small", (Run(f"{tr('brief.view')} "), Run(address, address)))


def _noted(content: Content, letters: dict[str, str]) -> Sequence[str]:
    """Classes of which something must be said: those that are referred to, then those on the map."""
    classes = dict.fromkeys((*letters, *(count.group for count in content.counts)))
    return [name for name in classes if class_note(content.dataset.conflict, name, content.tr)]


def _letter(number: int) -> str:
    """From a to z, then aa, ab and so on."""
    first, last = divmod(number, 26)
    return (_letter(first - 1) if first else "") + "abcdefghijklmnopqrstuvwxyz"[last]
