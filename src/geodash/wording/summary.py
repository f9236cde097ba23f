"""The map of one day in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.vocabulary import HolderGroup

if TYPE_CHECKING:
    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.model.snapshot import Snapshot


def day_summary(dataset: Dataset, snapshot: Snapshot, shown: int, days: int | None, tr: Translator) -> str:
    """What the map shows: places per holder, and how many events are in the window."""
    if days is None:
        events = tr("wording.summary_events_all", count=shown)
    else:
        events = tr("wording.summary_events", count=shown, days=tr("wording.days", count=days))
    return f"{control_summary(dataset, snapshot, tr)} {events}"


def control_summary(dataset: Dataset, snapshot: Snapshot, tr: Translator) -> str:
    """Places per holder; classes that hold nothing are left out."""
    counts = snapshot.count_by_group()
    if counts[HolderGroup.NO_DATA]:
        return tr("wording.summary_no_data", date=tr.date(dataset.control_known_until))
    text = tr("wording.summary_m23", m23=counts[HolderGroup.M23], total=len(snapshot.control))
    for group in (HolderGroup.GOVERNMENT, HolderGroup.EAST_AFRICAN, HolderGroup.OTHER):
        if counts[group]:
            text += tr(f"wording.summary_{group}", count=counts[group])
    states = [
        tr(f"wording.summary_{group}", count=counts[group])
        for group in (HolderGroup.CONTESTED, HolderGroup.UNKNOWN)
        if counts[group]
    ]
    if states:
        text += tr("wording.summary_then") + ", ".join(states)
    old = sum(row.is_old(snapshot.date) for row in snapshot.control)
    return text + (tr("wording.summary_old", count=old) if old else "") + "."
