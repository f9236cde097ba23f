"""Two days compared, in plain sentences: for a panel and for briefings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.comparison import LEAST_FOR_PERCENT
from geodash.model.vocabulary import NO_DATA, Basis
from geodash.wording.holder import class_name, class_note, holder_name
from geodash.wording.statement import control_statement
from geodash.wording.summary import after_the_record, pair_name, since_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geodash.i18n import Translator
    from geodash.model.changes import ControlChange
    from geodash.model.comparison import Comparison, EventTotal, GroupTotal
    from geodash.model.dataset import Dataset
    from geodash.model.relations import RelationChange, RelationState
    from geodash.model.snapshot import PlaceControl
    from geodash.wording.detail import Card


def comparison_card(dataset: Dataset, comparison: Comparison, tr: Translator) -> Card:
    """Everything that differs, as rows with a sentence each (``text``), and the notes that go with them.

    Places come by what they have become, the larger first. After the last day with known control no place is
    listed: all would have become "no data".
    """
    known = max(comparison.earlier, comparison.later) <= dataset.control_known_until
    earlier, later = tr.date(comparison.earlier), tr.date(comparison.later)
    groups = comparison.groups.items() if known else ()
    changes = _in_order(dataset, comparison.control) if known else ()
    return {
        "heading": tr("compare.heading", earlier=earlier, later=later),
        "summary": _summary(dataset, comparison, tr, known=known),
        "groups": [
            _group(dataset, group, total, tr) for group, total in groups if total.before or total.after
        ],
        "places": [_place(dataset, change, comparison.later, tr) for change in changes],
        "relations": [_relation(dataset, change, tr) for change in comparison.relations],
        "window": _window(comparison, tr),
        "all_events": _events(tr("compare.all_events"), comparison.all_events, tr),
        "events": [
            {"category": category} | _events(tr(f"vocab.category.{category}"), total, tr)
            for category, total in comparison.events.items()
            if total.before or total.after
        ],
        "notes": _notes(dataset, comparison, tr, known=known),
    }


def _summary(dataset: Dataset, comparison: Comparison, tr: Translator, *, known: bool) -> str:
    places, relations = len(comparison.control), len(comparison.relations)
    if not known:
        control = after_the_record(dataset, _followed_later(comparison), tr)
    elif places:
        control = tr("compare.places", count=places, total=len(dataset.holdings))
    else:
        control = tr("compare.places_none")
    if max(comparison.earlier, comparison.later) > dataset.events_known_until:
        ties = tr("compare.relations_ended", date=tr.date(dataset.events_known_until))
    else:
        ties = tr("compare.relations", count=relations) if relations else tr("compare.relations_none")
    return f"{control} {ties}"


def _followed_later(comparison: Comparison) -> int:
    """Number of places of which a report says something on the later of the two days."""
    is_forward = comparison.earlier < comparison.later
    totals = ((group, t.after if is_forward else t.before) for group, t in comparison.groups.items())
    return sum(count for group, count in totals if group != NO_DATA)


def _group(dataset: Dataset, group: str, total: GroupTotal, tr: Translator) -> Card:
    values = {"before": total.before, "after": total.after, "gained": total.gained, "lost": total.lost}
    label = class_name(dataset.conflict, group, tr)
    # "More", not "gained": a place may come out of the unknown without having been taken.
    text = tr("compare.group", group=label, count=total.before, **values)
    return {"group": group, "label": label, **values, "text": text}


def _in_order(dataset: Dataset, changes: Iterable[ControlChange]) -> list[ControlChange]:
    order = dataset.conflict.class_ids
    return sorted(
        changes,
        key=lambda change: (
            order.index(change.after.group),
            dataset.places[change.place_id].kind.rank,
            change.place_id,
        ),
    )


def _place(dataset: Dataset, change: ControlChange, later: date, tr: Translator) -> Card:
    place, before, after = dataset.places[change.place_id], change.before, change.after
    text = tr(
        f"compare.place_{change.kind}",
        place=place.label(tr.lang),
        before=_side(dataset, before, tr),
        after=_side(dataset, after, tr),
        statement=control_statement(dataset, after, later, tr),
    )
    if after.sources:
        text += " " + tr("compare.sources", count=len(after.sources))
    record = after.records[0].id if after.records else after.evidence.id if after.evidence else ""
    return {
        "id": place.id,
        "kind": change.kind,
        "before": before.group,
        "after": after.group,
        "implied": [before.basis is Basis.IMPLIED, after.basis is Basis.IMPLIED],
        "record": record,
        "text": text,
    }


def _side(dataset: Dataset, control: PlaceControl, tr: Translator) -> str:
    if control.controller in dataset.actors:
        holder = holder_name(dataset, control.controller, tr)
        return tr("compare.implied", holder=holder) if control.basis is Basis.IMPLIED else holder
    return class_name(dataset.conflict, control.group, tr).lower()


def _relation(dataset: Dataset, change: RelationChange, tr: Translator) -> Card:
    before, after = change.before, change.after
    texts = {"pair": pair_name(dataset, change.pair, tr), "before": _status(before, tr)}
    if after is None:
        event = None
        text = tr("compare.relation", **texts, after=_status(after, tr))
    else:
        event = dataset.event_by_id[after.records[0].event_id]
        since = tr("compare.since", status=_status(after, tr), date=since_of(dataset, [after], tr))
        text = tr("compare.relation_act", **texts, after=since, act=event.text("title", tr.lang))
    return {
        "pair": list(change.pair),
        "before": before.status if before else "",
        "after": after.status if after else "",
        "event": event.id if event else "",
        "text": text,
    }


def _status(state: RelationState | None, tr: Translator) -> str:
    return tr(f"wording.relation.{state.status}") if state else tr("compare.no_record")


def _window(comparison: Comparison, tr: Translator) -> str:
    if comparison.days is None:
        return tr("compare.window_all")
    return tr("compare.window", count=comparison.days)


def _events(label: str, total: EventTotal, tr: Translator) -> Card:
    values = {"before": total.before, "after": total.after}
    if total.percent is None:
        text = tr("compare.event", category=label, **values)
    else:
        percent = tr("compare.percent", value=f"{total.percent:+d}".replace("-", "−"))
        text = tr("compare.event_percent", category=label, percent=percent, **values)
    return {"label": label, **values, "percent": total.percent, "text": text}


def _notes(dataset: Dataset, comparison: Comparison, tr: Translator, *, known: bool) -> list[str]:
    """What must be said beside the rows: overlap, small numbers, who backs whom according to whom."""
    notes = []
    if comparison.days is not None and abs((comparison.later - comparison.earlier).days) < comparison.days:
        notes.append(tr("compare.overlap"))
    if any(total.percent is None for total in comparison.events.values() if total.before or total.after):
        notes.append(tr("compare.small", least=LEAST_FOR_PERCENT))
    if known:
        held = (group for group, total in comparison.groups.items() if total.before or total.after)
        notes += [note for group in held if (note := class_note(dataset.conflict, group, tr))]
    return notes
