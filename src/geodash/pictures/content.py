"""What a picture says: figures of the day, events in order, sources, notes. Words and numbers, no layout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from geodash.i18n import Translator
from geodash.link.days import named_start
from geodash.link.state import layers_on, settle
from geodash.look.whole import look_of
from geodash.model.changes import changes_between, net_moves
from geodash.model.overlay import RECORD
from geodash.model.selection import filter_mask, mask_of, select_events, window_mask, without_parts
from geodash.model.snapshot import Snapshot, snapshot_at
from geodash.model.vocabulary import FRESH_DAYS, Basis, Confidence
from geodash.pictures.text import clean
from geodash.scene.influence import RADIUS_M
from geodash.wording.citation import ALL, active_filters
from geodash.wording.detail import date_span
from geodash.wording.holder import attributions, class_name, class_note, drawn_holders
from geodash.wording.summary import day_news, day_summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodash.link.state import DashboardState
    from geodash.look.whole import MapLook
    from geodash.model.changes import ControlChange
    from geodash.model.dataset import Dataset
    from geodash.model.records import Event

LONGEST = 500
"""Characters of a title or subtitle that are read: far more than there is room for."""
CELL_KM = RADIUS_M // 1000


@dataclass(frozen=True, slots=True)
class Count:
    """Places of one class of holder on the day, and how many it won less those it lost in the window."""

    group: str
    reported: int
    implied: int
    change: int | None

    @property
    def places(self) -> int:
        """All places of the class."""
        return self.reported + self.implied


@dataclass(frozen=True, eq=False)
class Content:
    """Everything a picture of one state says. The state is settled: it has a date, and its ids exist.

    ``undrawn`` are letters that the picture says it could not draw; ``enlarged`` is how much larger than its
    sheet it is shown. ``counted`` are classes that figures give even where they hold nothing.
    """

    dataset: Dataset
    state: DashboardState
    created: dt.date
    own_title: str = ""
    own_subtitle: str = ""
    undrawn: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()
    enlarged: float = 1.0

    @cached_property
    def tr(self) -> Translator:
        """Texts in the language of the state."""
        return Translator(self.state.lang, self.dataset.conflict)

    @cached_property
    def date(self) -> dt.date:
        """The as-of day."""
        return self.state.date or self.dataset.control_known_until

    @cached_property
    def layers(self) -> frozenset[str]:
        """Names of the map layers that are on."""
        return layers_on(self.state, self.dataset)

    @property
    def look(self) -> MapLook:
        """How the map is drawn."""
        return look_of(self.dataset.conflict)

    @property
    def colours(self) -> Mapping[str, str]:
        """Colours of the picture by name: paper is light."""
        return self.look.palette["light"]

    def class_name(self, class_id: str) -> str:
        """Name of a class of holder, as legend and figures give it."""
        return clean(class_name(self.dataset.conflict, class_id, self.tr))

    @cached_property
    def snapshot(self) -> Snapshot:
        """Who holds what on the day."""
        return snapshot_at(self.dataset, self.date)

    @property
    def has_data(self) -> bool:
        """Whether control is known on the day."""
        return self.date <= self.dataset.control_known_until

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events to list: the selected one first, then the newest, of one day those with most sources.

        An event is left out where the whole that it is a part of is listed.
        """
        found = [event for event in self._in_window if event.id != self.state.event]
        found.sort(key=lambda event: (-event.date.toordinal(), -len(event.source_ids), event.id))
        return tuple([self.chosen, *found] if self.chosen else found)

    @cached_property
    def chosen(self) -> Event | None:
        """The selected event, where it has begun by the day."""
        event = self.dataset.event_by_id.get(self.state.event)
        return event if event and event.date <= self.date else None

    @cached_property
    def _in_window(self) -> Sequence[Event]:
        columns = self.dataset.event_columns
        flags = filter_mask(columns, self.state.event_filter)
        flags &= window_mask(columns, self.date, self.state.days)
        return select_events(self.dataset, without_parts(columns, flags))

    @cached_property
    def since(self) -> dt.date | None:
        """The day that changes of control are counted from, or None for a window without a start."""
        if self.state.days is None or not self.has_data:
            return None
        return max(self.dataset.first_day, self.date - dt.timedelta(days=self.state.days))

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Classes that hold a place on the day or held one before, and those always counted."""
        implied, total = self.snapshot.count(Basis.IMPLIED), self.snapshot.count_by_group()
        before = snapshot_at(self.dataset, self.since) if self.since else None
        moves = net_moves(before, self.snapshot) if before else dict.fromkeys(total)
        rows = (Count(group, total[group] - implied[group], implied[group], moves[group]) for group in total)
        return tuple(row for row in rows if row.places or row.change or row.group in self.counted)

    @cached_property
    def moves(self) -> tuple[ControlChange, ...]:
        """Places that passed from one holder to another since the window opened."""
        if self.since is None:
            return ()
        return tuple(c for c in changes_between(self.dataset, self.since, self.date) if c.is_move)

    @cached_property
    def title(self) -> str:
        """The user's title, that of a selected event of these days, or what the map answers."""
        if self.own_title:
            return clean(self.own_title[:LONGEST])
        days, event = self.state.days, self.chosen
        is_old = event and days and event.last_day <= self.date - dt.timedelta(days=days)
        titled = event if event and not is_old else self.dataset.conflict
        return clean(titled.text("title", self.state.lang))

    @cached_property
    def subtitle(self) -> str:
        """The user's subtitle, or nothing."""
        return clean(self.own_subtitle[:LONGEST])

    @cached_property
    def summary(self) -> str:
        """What the map shows, in a sentence or two."""
        shown = {RECORD: len(self._in_window)}
        filtered = self.state.event_filter.narrows
        window = named_start(self.state) or self.state.days
        return day_summary(self.dataset, self.snapshot, shown, window, self.tr, filtered=filtered)

    @cached_property
    def news(self) -> str:
        """What is new on the day, in a sentence or two."""
        state = self.state
        wanted = state.event_filter
        mask = mask_of(self.dataset.event_columns, wanted)
        return day_news(self.dataset, self.snapshot, state.days, mask, self.tr)

    @cached_property
    def window(self) -> str:
        """Days from which events are shown."""
        days = self.state.days
        if days is None or self.dataset.begins_within(self.date, days):
            return self.tr("briefing.window_all")
        if days == 1:
            return self.tr("briefing.window_day")
        first = self.date - dt.timedelta(days=days - 1)
        return self.tr("briefing.window", start=self.tr.date(first), end=self.tr.date(self.date))

    @property
    def filters(self) -> str:
        """What the events are filtered by, and which holders alone the map draws, or nothing."""
        return self.filters_naming(ALL)

    def filters_naming(self, most: int) -> str:
        """The same with so many names of each list, then how many more there are."""
        tr = self.tr
        parts = active_filters(self.dataset, self.state, tr, most)
        told = tr("briefing.filters", list=tr("export.filter_separator").join(parts)) if parts else ""
        return clean(" ".join(filter(None, (told, self.drawn))))

    @property
    def drawn(self) -> str:
        """Which holders alone the map draws, or nothing where it draws all."""
        return drawn_holders(self.dataset.conflict, self.state.holders, self.tr)

    @property
    def late(self) -> str:
        """What is not known on the day, or nothing."""
        limits = (
            ("map.no_data", self.dataset.control_known_until),
            ("briefing.no_events", self.dataset.events_known_until),
        )
        return " · ".join(self.tr(key, date=self.tr.date(day)) for key, day in limits if self.date > day)

    def when_and_where(self, event: Event) -> str:
        """Day and place of an event; of the selected one also that it is none of those counted."""
        parts = [date_span(event, self.tr)]
        if event.place_id:
            parts.append(self.dataset.places[event.place_id].label(self.state.lang))
        if event.id == self.state.event and event.id not in {counted.id for counted in self._in_window}:
            parts.append(self.tr("briefing.chosen"))
        return clean(" · ".join(parts))

    def beside(self, event: Event) -> str:
        """What stands beside the title of an event: doubts, day and place."""
        return clean(" · ".join((*self.doubts(event), self.when_and_where(event))))

    def alternative(self, events: Sequence[Event]) -> str:
        """The picture in words, for those who cannot see it."""
        titles = [
            self.tr(
                "briefing.place", place=self.when_and_where(event), text=event.text("title", self.state.lang)
            )
            for event in events
        ]
        parts = [
            f"{self.title}. {self.tr.date(self.date)}.",
            self.summary,
            self.news,
            *(f"{title}." for title in titles),
        ]
        return clean(" ".join(parts))

    @cached_property
    def method(self) -> str:
        """How to read the map, what it cannot say, and what must be said of whom it shows."""
        return method_of([self])

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What must be said of whom the picture shows."""
        tr, groups = self.tr, [count.group for count in self.counts]
        notes = [class_note(self.dataset.conflict, group, tr) for group in groups]
        notes += attributions(self.dataset, self.events, tr, said=groups)
        return tuple(text for text in notes if text)

    def doubts(self, event: Event) -> list[str]:
        """Where an event is disputed or poorly supported, in a word each."""
        tr, found = self.tr, []
        if event.text("disputed_note", self.state.lang):
            found.append(tr("briefing.disputed"))
        if event.confidence is Confidence.LOW:
            found.append(tr("briefing.low_confidence"))
        return found

    @cached_property
    def reading(self) -> tuple[str, ...]:
        """How to read the map, and what it cannot say."""
        tr = self.tr
        shown = self.has_data or any(row.is_answered for row in self.snapshot.control)  # or by a later report
        texts = [tr("briefing.method")] if shown else []
        if "influence" in self.layers and shown:
            texts.append(tr("briefing.method_influence", km=CELL_KM))
        if shown:
            texts.append(tr("briefing.method_evidence", days=FRESH_DAYS))
        if shown and "implied" in self.layers and any(count.implied for count in self.counts):
            texts.append(tr("briefing.method_implied"))
        return (*texts, tr("briefing.method_events"))


def method_of(contents: Sequence[Content]) -> str:
    """How to read maps of several days, and what must be said of whom any of them shows: each once."""
    parts = [*(content.reading for content in contents), *(content.notes for content in contents)]
    return " ".join(dict.fromkeys(text for part in parts for text in part))


def content_of(
    dataset: Dataset,
    state: DashboardState,
    *,
    title: str = "",
    subtitle: str = "",
    created: dt.date | None = None,
) -> Content:
    """Content of a state, fitted to the dataset first. ``created`` None means today."""
    fitted, _ = settle(state, dataset)
    today = created or dt.datetime.now(tz=dt.UTC).date()
    return Content(dataset, fitted, today, title, subtitle)


def on_days(content: Content, days: Sequence[dt.date]) -> list[Content]:
    """The content as of other days, with nothing selected, each with what changed since the one before."""
    windows = [None, *((day - before).days for before, day in pairwise(days))]
    states = (
        replace(content.state, date=day, days=window, event="")
        for day, window in zip(days, windows, strict=True)
    )
    return [replace(content, state=state) for state in states]
