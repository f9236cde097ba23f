"""Coroutines of tests."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

Result = TypeVar("Result")


def run_apart(steps: Coroutine[Any, Any, Result]) -> Result:
    """Run one in a thread of its own: Playwright keeps a loop running in that of the tests."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(steps)).result()
