"""How to cite what a page shows, and which filters it shows it with, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.model.vocabulary import Confidence, EventCategory

if TYPE_CHECKING:
    import datetime as dt

    from geodash.i18n import Translator
    from geodash.model.dataset import Dataset
    from geodash.state import DashboardState


def citation(dataset: Dataset, state: DashboardState, tr: Translator, accessed: dt.date) -> str:
    """Dashboard, as-of day, data version and day of access in one line."""
    on = state.date or dataset.control_known_until
    return tr("export.citation", date=tr.date(on), version=dataset.version, accessed=tr.date(accessed))


def filter_text(dataset: Dataset, state: DashboardState, tr: Translator) -> str:
    """Which events are shown: categories, parties, least confidence, words and days, separated by semicolons.

    Filters that are not set are left out. Names keep the order of the page: categories as in the vocabulary,
    parties by name.
    """
    parts = []
    if state.cat:
        names = [tr(f"vocab.category.{category}") for category in EventCategory if category in state.cat]
        parts.append(tr("export.filter_categories", names=", ".join(names)))
    if state.actor:
        names = sorted(
            actor.text("short", tr.lang) if (actor := dataset.actors.get(actor_id)) else actor_id
            for actor_id in state.actor
        )
        parts.append(tr("export.filter_parties", names=", ".join(names)))
    if state.conf is not Confidence.LOW:
        parts.append(tr(f"export.filter_confidence_{state.conf}"))
    if state.q.strip():
        parts.append(tr("export.filter_words", words=state.q.strip()))
    day = tr.date(state.date or dataset.control_known_until)
    if state.days is None:
        parts.append(tr("export.filter_all_days", date=day))
    else:
        parts.append(tr("export.filter_days", count=state.days, date=day))
    text = tr("export.filter_separator").join(parts)
    return text[0].upper() + text[1:]
