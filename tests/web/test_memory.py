"""A server whose threads share one arena, so that what one has freed is of use to all."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARENAS = """
import ctypes, os, threading
{before}
there = threading.Barrier(7)
def use():
    kept = [bytes(600 + number % 99) for number in range(5_000)]
    there.wait()  # all of them at once: a thread that has ended leaves its arena to the next
for _ in range(6):
    threading.Thread(target=use).start()
there.wait()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
told = libc.fdopen(os.dup(1), b"w")
libc.malloc_info(0, ctypes.c_void_p(told))
libc.fclose(ctypes.c_void_p(told))
"""


def arenas(before: str) -> int:
    """How many arenas the threads of a program use."""
    run = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", ARENAS.format(before=before)],
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return len(ET.fromstring(run.stdout).findall("heap"))  # noqa: S314  of the C library


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an option of glibc")
def test_the_threads_of_the_application_share_an_arena() -> None:
    assert arenas("") > 2
    assert arenas("import app") <= 2  # a library's own thread may have begun before
