"""What has changed in the view of a link since the version of the data that it names, in plain words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from geodash.link.state import step_of
from geodash.model.records import ControlRecord, Event, Relation, Source, StoryStep
from geodash.model.since import Key, View, changes_in_view
from geodash.model.vocabulary import UNKNOWN, Basis, ChangeKind
from geodash.wording.fields import controller_name, field_changes
from geodash.wording.statement import dated
from geodash.wording.summary import pair_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset
    from geodash.model.records import Record
    from geodash.model.since import HolderChange, ViewChange
    from geodash.model.snapshot import PlaceControl

MOST_LINES, MOST_PLACES = 12, 8
"""Records and places that are named one by one."""
_TABLES = {"event": "events", "place": "places", "source": "sources"}
"""Tables of the records that parameters name."""


@dataclass(frozen=True, slots=True)
class Since:
    """A sentence, the records one by one, and what stands for those that are left out."""

    heading: str
    lines: tuple[str, ...] = ()
    rest: str = ""


def changed_since(
    dataset: Dataset, state: DashboardState, version: str, notices: Iterable[Notice], tr: Translator
) -> Since:
    """What changed in a link's view since a released version; ``notices`` tell which records have gone."""
    changes = changes_in_view(dataset, version, view_of(dataset, state, notices))
    found = changes.records
    versions = {"then": version, "now": dataset.version}
    if not found:
        return Since(tr("changes.since_none", **versions))
    heading = tr("changes.since", count=len(found), kinds=_kinds(found, tr), **versions)
    lines = [line_of(changes.names, change, tr) for change in found[:MOST_LINES]]
    left = len(found) - len(lines)
    lines[:0] = _holders(changes.names, changes.holders, version, tr)
    more = [tr("changes.more", count=left)] if left else []
    return Since(heading, tuple(lines), " ".join([*more, every_change(dataset, version, tr)]))


def every_change(dataset: Dataset, version: str, tr: Translator) -> str:
    """How to see all that changed in the data since a version."""
    return tr("changes.command", command=f"geodash diff {version} {dataset.version}")


def view_of(dataset: Dataset, state: DashboardState, notices: Iterable[Notice]) -> View:
    """What a link shows: its day, a second one where two are compared, and what it names, gone or not."""
    days = (state.date, state.compare if state.tab == "compare" else None)
    named = {(table, getattr(state, name)) for name, table in _TABLES.items() if getattr(state, name)}
    if step := step_of(dataset, state.story):
        named.add(("stories", step.id))
    gone = (n.values for n in notices if n.key == "notice.unknown_id" and n.values["name"] in _TABLES)
    named |= {(_TABLES[values["name"]], values["value"]) for values in gone}
    return View(
        days=tuple(day for day in days if day is not None),
        window=state.days,
        wanted=state.event_filter,
        place=state.place,
        named=frozenset[Key](named),
        pair=frozenset(state.pair or ()),
        relations=state.tab == "relations",
    )


def line_of(dataset: Dataset, change: ViewChange, tr: Translator) -> str:
    """One record, and what happened to it."""
    record = change.now or change.then
    name = change.change.record_id if record is None else _name(dataset, record, tr)
    if change.change.kind is not ChangeKind.CHANGED or record is None:
        return tr(f"changes.line.{change.change.kind}", record=name)
    fields = field_changes(dataset, type(record), change.change.fields, tr)
    return tr("changes.line.changed", record=name, fields=tr("wording.separator").join(fields))


def _holders(
    dataset: Dataset, changes: Sequence[HolderChange], version: str, tr: Translator
) -> Iterator[str]:
    """For each day, the places that another side holds than in the earlier version; a few of them by name."""
    for day, group in groupby(changes, key=lambda change: change.day):
        places = list(group)
        names = [
            tr(
                "changes.holder_change",
                place=dataset.places[change.place_id].label(tr.lang),
                old=_answer(dataset, change.then, tr),
                new=_answer(dataset, change.now, tr),
            )
            for change in places[:MOST_PLACES]
        ]
        names += ["…"] if len(places) > MOST_PLACES else []
        values = {"date": tr.date(day), "then": version, "list": tr("wording.separator").join(names)}
        yield tr("changes.line.holders", count=len(places), **values)


def _answer(dataset: Dataset, control: PlaceControl | None, tr: Translator) -> str:
    """Who held a place in one version, and whether that was only implied."""
    holder = controller_name(dataset, control.controller if control else UNKNOWN, tr)
    implied = control is not None and control.basis is Basis.IMPLIED
    return tr("compare.implied", holder=holder) if implied else holder


def _kinds(found: Sequence[ViewChange], tr: Translator) -> str:
    number = Counter(each.change.kind for each in found)
    return ", ".join(tr(f"changes.kind.{kind}", count=number[kind]) for kind in ChangeKind if number[kind])


def _name(dataset: Dataset, record: Record, tr: Translator) -> str:
    """A record as a reader knows it: the place and day of a holder, the title and day of an event."""
    name = _title(dataset, record, tr)
    disputed = isinstance(record, ControlRecord | Event) and record.disputed_note_en
    return tr("changes.disputed", record=name) if disputed else name


def _title(dataset: Dataset, record: Record, tr: Translator) -> str:
    if isinstance(record, ControlRecord):
        place = dataset.places[record.place_id].label(tr.lang)
        holder = controller_name(dataset, record.controller, tr)
        key = "changes.report" if record.is_status_report else "changes.holder"
        return tr(key, place=place, holder=holder, date=dated(record, tr))
    if isinstance(record, Event):
        return tr("wording.act", title=record.text("title", tr.lang), date=dated(record, tr))
    if isinstance(record, Relation):
        status = tr(f"wording.relation.{record.status}")
        relation = tr("wording.relation", pair=pair_name(dataset, record.pair, tr), status=status)
        return tr("wording.act", title=relation, date=tr.date(record.valid_from))
    if isinstance(record, Source):
        return record.title
    field = "title" if isinstance(record, StoryStep) else "name"
    return record.text(field, tr.lang)
