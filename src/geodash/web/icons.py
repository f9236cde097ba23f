"""The typeface of Streamlit's icons, cut to those that its pages name: a fortieth of the file.

``python -m geodash.web.icons`` writes it to standard output: it takes seconds, which a server leaves to
another process. The whole file holds some four thousand icons, and every visitor would fetch it.
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
_NAMED = re.compile(r":material/([a-z0-9_]+):")


def whole_font() -> Path:
    """The file as it is installed.

    Raises
    ------
    FileNotFoundError
        If this Streamlit has none.
    """
    media = Path(file_util.get_static_dir()) / "static" / "media"
    found = next(media.glob("MaterialSymbols-Rounded.*.woff2"), None)
    if found is None:
        raise FileNotFoundError(media / "MaterialSymbols-Rounded.woff2")
    return found


def icon_names() -> set[str]:
    """Names of the icons that Streamlit's own program writes."""
    scripts = (Path(file_util.get_static_dir()) / "static" / "js").glob("*.js")
    return {name for script in scripts for name in _NAMED.findall(script.read_text(encoding="utf-8"))}


def cut(path: Path, names: Iterable[str]) -> bytes:
    """The typeface with these icons alone, as WOFF2. A name it has no icon for stays a word."""
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


async def cut_apart() -> bytes:
    """The cut typeface, made by another process; nothing where that fails, which the log says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        content, said = await process.communicate()
    except asyncio.CancelledError:  # the server stops
        process.kill()
        raise
    if process.returncode:
        _LOG.info("The typeface of icons stays whole: %s", said.decode(errors="replace")[-200:])
        return b""
    return content


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(15)
    sys.stdout.buffer.write(cut(whole_font(), icon_names()))
