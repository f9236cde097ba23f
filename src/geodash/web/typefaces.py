"""Streamlit's typefaces, cut to what pages show: a fortieth of the icons, two fifths of the letters.

``python -m geodash.web.typefaces NAME`` writes one to standard output: it takes seconds, which a server
leaves to another process. The whole files hold some four thousand icons, and Cyrillic, Greek and phonetic
letters; every visitor would fetch them. A letter that was cut off is shown in the reader's own typeface.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit import file_util

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fontTools.ttLib import TTFont

_LOG = logging.getLogger(__name__)
ICONS = "MaterialSymbols-Rounded"
TYPEFACES = (ICONS, "SourceSansVF-Upright", "SourceSansVF-Italic")
"""Beginnings of the names of the files that are cut, in the order in which a page needs them."""
LATIN = ((0x0000, 0x036F), (0x1E00, 0x1EFF), (0x2000, 0x2BFF))
"""Letters with their accents, punctuation, arrows and signs that are kept: code points, both ends in."""
_PHONETIC = range(0x0250, 0x02B0)
_NAMED = re.compile(r":material/([a-z0-9_]+):")


def whole_font(name: str = ICONS) -> Path:
    """The file of a typeface as it is installed.

    Raises
    ------
    FileNotFoundError
        If this Streamlit has none.
    """
    media = Path(file_util.get_static_dir()) / "static" / "media"
    found = next(media.glob(f"{name}.*woff2"), None)
    if found is None:
        raise FileNotFoundError(media / f"{name}.woff2")
    return found


def icon_names() -> set[str]:
    """Names of the icons that Streamlit's own program writes."""
    scripts = (Path(file_util.get_static_dir()) / "static" / "js").glob("*.js")
    return {name for script in scripts for name in _NAMED.findall(script.read_text(encoding="utf-8"))}


def cut(name: str) -> bytes:
    """A typeface with what pages show of it, as WOFF2.

    Raises
    ------
    FileNotFoundError
        If this Streamlit has none of that name.
    """
    path = whole_font(name)
    return cut_icons(path, icon_names()) if name == ICONS else cut_letters(path)


def cut_letters(path: Path) -> bytes:
    """The typeface with its Latin letters."""
    from fontTools import subset  # noqa: PLC0415  needed by the other process alone

    options = subset.Options(flavor="woff2")
    font, out = subset.load_font(str(path), options), io.BytesIO()
    kept = {code for first, last in LATIN for code in range(first, last + 1)} - set(_PHONETIC)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    subset.save_font(font, out, options)
    return out.getvalue()


def cut_icons(path: Path, names: Iterable[str]) -> bytes:
    """The typeface with these icons alone. A name it has no icon for stays a word."""
    from fontTools import subset  # noqa: PLC0415  needed by the other process alone

    options = subset.Options(flavor="woff2", layout_closure=False, layout_features=["*"], hinting=False)
    font, out = subset.load_font(str(path), options), io.BytesIO()
    letters = font.getBestCmap()
    words = {tuple(letters.get(ord(letter), "") for letter in name) for name in names}
    cutter = subset.Subsetter(options)
    text = "".join(sorted({letter for name in names for letter in name}))
    cutter.populate(glyphs={glyph for word, glyph in _ligatures(font) if word in words}, text=text)
    cutter.subset(font)
    subset.save_font(font, out, options)
    return out.getvalue()


def _ligatures(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    """What stands for which sequence of signs."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            ligatures = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, rest in ligatures.items():
                yield from (((first, *each.Component), each.LigGlyph) for each in rest)


async def cut_apart(name: str) -> bytes:
    """The cut typeface, made by another process; nothing where that fails, which the log says."""
    command = (sys.executable, "-m", __name__, name)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        content, said = await process.communicate()
    except asyncio.CancelledError:  # the server stops
        process.kill()
        raise
    if process.returncode:
        _LOG.info("The typeface %s stays whole: %s", name, said.decode(errors="replace")[-200:])
        return b""
    return content


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(15)
    sys.stdout.buffer.write(cut(sys.argv[1]))
