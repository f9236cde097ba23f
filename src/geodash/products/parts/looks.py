"""Style sheets and Leaflet as a page without a server has them: they name nothing that would be fetched."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from xstatic.pkg import leaflet

from geodash.browser.styles import one_file_styles
from geodash.look.whole import look_of

if TYPE_CHECKING:
    from geodash.model.conflict import Conflict


def styles_of(conflict: Conflict) -> str:
    """All style sheets, each kept to its part of the page, and the palette of the reader's theme."""
    palette = {
        theme: "".join(f"--gd-{name.replace('_', '-')}:{colour};" for name, colour in colours.items())
        for theme, colours in look_of(conflict).palette.items()
    }
    return "\n".join(
        [
            library("leaflet.css"),
            f":root {{{palette['light']}}}",
            f"@media (prefers-color-scheme: dark) {{ :root {{{palette['dark']}}} }}",
            one_file_styles(),
        ]
    )


@cache
def library(name: str) -> str:
    """A file of Leaflet without what it would ask for: pictures of controls not used here, its source map."""
    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    text = re.sub(r"[\w-]+: url\([^)]*\);?", "", text)
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
