"""The descriptor of a record in a database: which file each table is, with sizes and hashes of today."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DESCRIPTOR = "datapackage.json"


def resources_of(descriptor: str) -> list[dict[str, Any]]:
    """The resources of a descriptor that have a name and a path."""
    document = json.loads(descriptor.removeprefix("\ufeff"))
    found = document.get("resources") if isinstance(document, dict) else None
    return [
        each
        for each in (found if isinstance(found, list) else [])
        if isinstance(each, dict) and isinstance(each.get("name"), str) and isinstance(each.get("path"), str)
    ]


def refreshed(descriptor: str, files: Mapping[str, bytes]) -> bytes:
    """The descriptor with size and hash of each file as it is; its own bytes where they are so already."""
    document = json.loads(descriptor.removeprefix("\ufeff"))
    changed = False
    for resource in document.get("resources", ()):
        content = files.get(resource["path"])
        if content is None:
            continue
        found = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        changed |= any(resource.get(name) != value for name, value in found.items())
        resource.update(found)
    text = f"{json.dumps(document, indent=2, ensure_ascii=False)}\n" if changed else descriptor
    return text.encode(errors="backslashreplace")
