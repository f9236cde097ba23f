"""Everything that can be made of a dataset, one thing after the other."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from geodash.i18n import translators
from geodash.interchange.snapshots import SNAPSHOT_FORMATS
from geodash.link.state import DashboardState, settle
from geodash.model.comparison import compare
from geodash.products.order import Order, make_file
from geodash.products.site.whole import site_files
from geodash.scene.whole import SCENE, Scene
from geodash.wording.comparison import comparison_card
from geodash.wording.detail import event_card, place_card
from geodash.wording.since import changed_since

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from geodash.model.dataset import Dataset

FEW = 40
"""Cards of so many events and places: what is wrong with one is wrong with its like."""


def days_of(dataset: Dataset) -> list[date]:
    """The first and the last day of the clock, the last of control, and those in the middle of changes."""
    changes = dataset.change_days
    middle = [changes[len(changes) // 2]] if changes else []
    return sorted({dataset.first_day, dataset.control_known_until, dataset.last_day, *middle})


def draw_words(dataset: Dataset) -> None:
    """Snapshots, comparisons and cards, in both languages."""
    days = days_of(dataset)
    for lang, tr in translators(dataset.conflict).items():
        for day in days:
            for report in SNAPSHOT_FORMATS.values():
                report(dataset, day, lang).encode()
            for place in islice(dataset.places.values(), FEW):
                place_card(dataset, place, day, tr)
            for window in (30, None):
                comparison_card(dataset, compare(dataset, days[0], day, window), tr)
        for event in dataset.events[:FEW]:
            event_card(dataset, event, tr)
        for version in dataset.releases[:-1]:
            state, notices = settle(DashboardState(v=version, days=None, lang=lang), dataset)
            changed_since(dataset, state, version, notices, tr)


def orders(dataset: Dataset, turn: int) -> Iterator[tuple[DashboardState, Order]]:
    """Data files, the page in one file, and of the pictures, which take long, the one whose turn it is."""
    first, last = dataset.first_day, dataset.last_day
    everything = DashboardState(date=last, days=None, lang="en")
    usual = DashboardState(lang="fr")
    yield everything, Order("page", "html")
    for fmt in ("csv", "xlsx", "geojson", "kml", "geoparquet", "gpkg"):
        yield everything, Order("data", fmt)
    pictures = [
        (usual, Order("picture", "svg")),
        (everything, Order("picture", "svg", size="square")),
        (everything, Order("picture", "svg", size="memo")),
        (usual, Order("picture", "svg", size="map")),
        (usual, Order("slide", "pptx")),
        (everything, Order("brief", "docx", pages=2)),
        (usual, Order("brief", "md")),
    ]
    if dataset.events:
        pictures.append((DashboardState(event=dataset.events[-1].id), Order("picture", "svg", size="a4")))
    if first < last:
        pictures.append((everything, Order("compare", "svg", days=(first, last))))
        pictures.append((usual, Order("animation", "gif", days=(first, first + timedelta(days=1)))))
    yield pictures[turn % len(pictures)]


def write_scene(dataset: Dataset, folder: Path) -> str:
    """Write what browsers fetch of a dataset to a folder; the name of the scene's own document."""
    scene = Scene(dataset)
    for name in scene.names:
        (folder / name).write_bytes(scene.document(name))
    return SCENE


def draw_everything(dataset: Dataset, folder: Path, turn: int = 0) -> None:
    """Words, scene and files; whatever cannot be made raises its exception."""
    folder.mkdir(exist_ok=True)
    draw_words(dataset)
    write_scene(dataset, folder)
    for state, order in orders(dataset, turn):
        settled, _ = settle(state, dataset)
        assert make_file(dataset, settled, order).content
    assert site_files(dataset)
