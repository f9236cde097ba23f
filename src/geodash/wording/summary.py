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
    counts = snapshot.count_by_group()
    if counts[HolderGroup.NO_DATA]:
        control = tr("wording.summary_no_data", date=tr.date(dataset.control_known_until))
    else:
        others = counts[HolderGroup.EAST_AFRICAN] + counts[HolderGroup.OTHER]
        control = tr(
            "wording.summary_control",
            m23=counts[HolderGroup.M23],
            total=len(snapshot.control),
            government=counts[HolderGroup.GOVERNMENT],
            contested=counts[HolderGroup.CONTESTED],
            unknown=counts[HolderGroup.UNKNOWN],
            others=tr("wording.summary_others", count=others) if others else "",
        )
    if days is None:
        events = tr("wording.summary_events_all", count=shown)
    else:
        events = tr("wording.summary_events", count=shown, days=tr("wording.days", count=days))
    return f"{control} {events}"
