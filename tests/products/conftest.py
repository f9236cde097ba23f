"""A workshop for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.products.workshops import opened

from geodash.products.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    """One that makes a file at a time."""
    with opened(Workshop(1)) as found:
        yield found
