#!/usr/bin/env python3
"""Take the pictures of the README again from a running page: `python tools/screenshots.py [ADDRESS]`."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import click
from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_BYTES = 350_000
STEP = 3  # between levels of red, green and blue; 255 is a multiple of it, so white stays white
READY = """() => document.documentElement.dataset.geodash !== 'unsettled'
  && !document.querySelector('[data-test-script-state="running"], .gd-skeleton')
  && document.fonts.status === 'loaded'
  && [...document.querySelectorAll('iframe')].some(({ contentWindow: inside }) =>
    inside.geodash?.getState().ready && inside.document.fonts.status === 'loaded')"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Shot(NamedTuple):
    """One picture: its file, the link it shows, and the window it is taken in."""

    name: str
    query: dict[str, str]
    window: dict[str, object]


SHOTS = (
    Shot("overview", {"date": "2025-03-17"}, {}),
    Shot(
        "dark-french",
        {"date": "2025-02-20", "event": "bukavu-captured-20250216", "lang": "fr"},
        {"color_scheme": "dark"},
    ),
    Shot(
        "reactions",
        {"date": "2025-03-17", "event": "rwa-bel-sever-relations-20250317", "view": "22,22,3"},
        {},
    ),
    Shot("relations", {"date": "2025-03-17", "tab": "relations", "pair": "belgium,rwanda"}, {}),
    Shot("compare", {"date": "2025-03-17", "tab": "compare", "compare": "2025-01-01"}, {}),
    Shot("phone", {"date": "2025-03-17"}, PHONE | {"device_scale_factor": 2}),
)


@click.command()
@click.argument("address", default="http://localhost:8501")
def main(address: str) -> None:
    """Take every picture from the page at ADDRESS (default: where `make run` serves it)."""
    names = (os.environ.get("GEODASH_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    chromium = next((path for name in names if name and (path := shutil.which(name))), None)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for shot in SHOTS:
            content = packed(taken(browser, address, shot))
            if len(content) > MOST_BYTES:
                raise click.ClickException(f"{shot.name}: {len(content)} bytes are too many for a README.")
            (IMAGES / f"{shot.name}.png").write_bytes(content)
            click.echo(f"{shot.name}.png: {len(content) // 1000} kB")
        browser.close()


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """The page as it looks once everything has been drawn."""
    defaults: dict[str, object] = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
    page = browser.new_page(**(defaults | shot.window))  # type: ignore[arg-type]
    page.goto(f"{address}/?{urlencode(shot.query)}")
    page.locator(".gd-tabpanel:not([hidden]) > *").wait_for()
    page.wait_for_function(READY)
    page.evaluate(TWO_FRAMES)
    content = page.screenshot()
    page.close()
    return content


def packed(content: bytes) -> bytes:
    """The same picture in fewer shades. A palette of 256 colours would change those of rare symbols."""
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.point(lambda level: STEP * round(level / STEP)).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
