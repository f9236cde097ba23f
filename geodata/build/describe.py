"""Bring datapackage.json up to date with the files it describes: their sizes, hashes and credits.

Run it after an edit: ``python geodata/build/describe.py``. Needs only the standard library.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

CREDIT = ("title", "attribution_en", "attribution_fr")


def describe(folder: Path) -> list[str]:
    """Refresh the description of every resource and return the names of those that changed."""
    descriptor = folder / "datapackage.json"
    package: dict[str, Any] = json.loads(descriptor.read_text(encoding="utf-8"))
    changed = []
    for resource in package["resources"]:
        found = _found(folder / resource["path"])
        if any(resource.get(key) != value for key, value in found.items()):
            resource.update(found)
            changed.append(resource["name"])
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    # A half of a character, which UTF-8 cannot write, stays the escape that it was: `geodash check` names it.
    _write_whole(descriptor, text.encode(errors="backslashreplace"))
    return changed


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside and rename: on a full disk, and for a page that reads meanwhile, the old file stays."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _found(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    size_and_hash = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    return (_credit(content) if path.suffix == ".geojson" else {}) | size_and_hash


def _credit(content: bytes) -> dict[str, Any]:
    """What a layer says of itself; the descriptor repeats it for readers who look only there."""
    try:
        layer = json.loads(content)
    except ValueError:
        return {}  # `geodash check` says what is wrong with it.
    return {key: layer[key] for key in CREDIT if key in layer} if isinstance(layer, dict) else {}


if __name__ == "__main__":
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1]
    updated = describe(root)
    print(f"Updated: {', '.join(updated)}." if updated else "Nothing to update.")
