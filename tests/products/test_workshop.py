"""Files are made by processes of their own: the same files, of data that are handed over once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.overlaid import OPEN, write_overlay
from tests.processes import is_alive
from tests.products.workshops import DATA, DAYS, LONG, PICTURE, STATE, TODAY, opened, waiting

from geodash.model.overlay import RECORD, with_overlays
from geodash.package.overlay import read_overlay
from geodash.products.errand import Errand, WorkerError
from geodash.products.order import Order, make_file
from geodash.products.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodash.model.dataset import Dataset


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that goes on to hold how many bytes each write to a worker has."""
    written: list[int] = []
    write = Errand.write

    def counted(worker: Errand, content: bytes) -> int:
        written.append(memoryview(content).nbytes)
        return write(worker, content)

    monkeypatch.setattr(Errand, "write", counted)
    return written


ORDERS = [
    Order("picture", "png", today=TODAY, title="戈马 Goma"),
    Order("picture", "svg", "a4", today=TODAY, subtitle="Own"),
    Order("picture", "pdf", "square", today=TODAY),
    Order("picture", "pdf", "memo", today=TODAY),
    Order("picture", "svg", "map", today=TODAY),
    Order("slide", "pptx", today=TODAY),
    Order("brief", "docx", today=TODAY, pages=2),
    Order("brief", "md", today=TODAY, days=DAYS[:1]),
    Order("page", "html", today=TODAY),
    *(Order("data", fmt, today=TODAY) for fmt in ("csv", "xlsx", "geojson", "kml", "geoparquet", "gpkg")),
    *(Order("compare", fmt, days=DAYS, today=TODAY) for fmt in ("png", "svg", "pdf")),
    *(Order("animation", fmt, days=DAYS, today=TODAY) for fmt in ("gif", "webp")),
]


@pytest.fixture(scope="module")
def one_workshop() -> Iterator[Workshop]:
    with opened(Workshop(1)) as found:
        yield found


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.kind}-{order.fmt}")
def test_a_file_is_the_same_whoever_makes_it(dataset: Dataset, one_workshop: Workshop, order: Order) -> None:
    """To the last byte, with its name and with the letters that no font could draw."""
    state = replace(STATE, lang="fr", q="goma")
    made = one_workshop.make(dataset, state, order)
    assert made == make_file(dataset, state, order)
    assert bool(made.undrawn) == bool(order.title)


def test_what_cannot_be_made_is_said_as_before_and_costs_no_worker(
    tiny_dataset: Dataset, workshop: Workshop
) -> None:
    with pytest.raises(ValueError, match="'film' is made as 'gif'"):
        workshop.make(tiny_dataset, STATE, Order("film", "gif"))
    assert waiting(workshop) == []  # none was asked
    workshop.make(tiny_dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    with pytest.raises(ValueError, match="needs an end after its start"):
        workshop.make(tiny_dataset, STATE, replace(LONG, days=DAYS[::-1]))
    assert waiting(workshop) == [pid]


def test_what_fails_in_a_library_is_told_with_its_place(
    tiny_dataset: Dataset, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    """The traceback is for a log that is read; the place alone for one that tells no text of a visitor."""
    broken = replace(PICTURE, size="secret")
    with pytest.raises(WorkerError, match="KeyError: 'secret'") as caught:
        workshop.make(tiny_dataset, STATE, broken)
    assert "pictures/" in caught.value.__notes__[0]
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("A worker could not make a file: KeyError at ")
    assert "pictures/" in line
    assert "secret" not in line


def test_a_version_of_the_data_is_handed_over_once(
    tiny_dataset: Dataset, dataset: Dataset, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = counting(monkeypatch)

    def sent(of: Dataset) -> int:
        written.clear()
        workshop.make(of, STATE, DATA)
        return sum(written)

    assert sent(dataset) > 1_000_000
    assert sent(dataset) < 2_000
    assert sent(tiny_dataset) > 10_000  # as when the data have changed on disk
    assert sent(tiny_dataset) < 2_000
    assert sent(dataset) < 2_000  # for pages that are still open
    (pid,) = waiting(workshop)
    workshop.make(replace(tiny_dataset), STATE, DATA)  # a third version: what held the others goes
    assert pid not in waiting(workshop)
    assert not is_alive(pid)


def test_what_one_session_has_added_reaches_its_data_and_is_forgotten(
    dataset: Dataset, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = with_overlays(dataset, [read_overlay(write_overlay(tmp_path / "log"), dataset)])
    state = replace(STATE, set=frozenset({RECORD, OPEN}))
    written = counting(monkeypatch)
    workshop.make(dataset, STATE, DATA)
    (pid,) = waiting(workshop)
    record = sum(written)
    written.clear()
    made = workshop.make(beside, state, DATA, is_for_all=False)
    assert made == make_file(beside, state, DATA)
    assert made.content != make_file(dataset, STATE, DATA).content
    assert sum(written) < record / 2  # the record's events and layers are there already
    assert not is_alive(pid)
    assert waiting(workshop) == []
    assert workshop.make(beside, state, PICTURE, is_for_all=False) == make_file(beside, state, PICTURE)
    assert len(waiting(workshop)) == 1  # a picture shows the record alone


def test_data_sets_that_all_are_shown_stay_with_the_worker(
    dataset: Dataset, tmp_path: Path, workshop: Workshop
) -> None:
    beside = with_overlays(dataset, [read_overlay(write_overlay(tmp_path / "log"), dataset)])
    state = replace(STATE, set=frozenset({RECORD, OPEN}))
    assert workshop.make(beside, state, DATA) == make_file(beside, state, DATA)
    first = waiting(workshop)
    assert workshop.make(beside, state, DATA) == make_file(beside, state, DATA)
    assert waiting(workshop) == first
