"""The class of machine that numbers were taken on."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def describe_machine(browser: str) -> dict[str, str]:
    """What a reader needs to compare numbers: day, cores, memory, versions. No name of the machine."""
    packages = ("streamlit", "streamlit-folium", "folium")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {_memory_gb():.0f} GB, {_processor()}",
        "python": platform.python_version(),
        "browser": f"Chromium {browser}, headless, no GPU",
        "packages": ", ".join(f"{name} {version(name)}" for name in packages),
    }


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )
