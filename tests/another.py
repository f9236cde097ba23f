"""The package of another conflict, and the words that nothing made from it may hold."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

ELFASHER = Path(__file__).parent / "data" / "elfasher"
WORDS = "m23|afc|congo|drc|rdc|kivu|rwanda|goma|bukavu|fardc|monusco|eacrf|kinshasa"
FIRST = re.compile(rf"(?<![^\W_])(?:{WORDS})(?![^\W_])", re.IGNORECASE)
"""A word of the first conflict; an underscore ends a word, so that names of keys count too."""


def traces(texts: dict[str, str]) -> dict[str, list[str]]:
    """Where a word of the first conflict stands: by the name of the text, each with what is around it."""
    return {
        name: [text[max(0, hit.start() - 40) : hit.end() + 40] for hit in FIRST.finditer(text)][:3]
        for name, text in texts.items()
        if FIRST.search(text)
    }


def archived(content: bytes) -> dict[str, str]:
    """Every text of an archive: XML, JSON, CSV and the like, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.rpartition(".")[2] in {"xml", "rels", "json", "csv", "txt", "md"}
        }
