"""A reader's browser is sent to public hosts over https only; the server never asks anybody."""

from __future__ import annotations

import pytest

from geodash.limits import LONGEST_TILES
from geodash.link.tiles import is_tile_address

END = "/{z}/{x}/{y}.png"
TAKEN = [
    f"https://tiles.example{END}",
    f"https://{{s}}.tile.example.org{END}",
    f"https://tiles.example:8443/a-b_c/~d{END}?key=abc&v=1#x",
    "https://tiles.example/?x={x}&y={y}&z={z}",
    f"https://xn--bcher-kva.example{END}",
    f"HTTPS://Tiles.Example{END}",
]
REFUSED = [
    "",
    "https://",
    f"http://tiles.example{END}",
    f"//tiles.example{END}",
    f"ftp://tiles.example{END}",
    "javascript:alert('{x}{y}{z}')",
    "data:text/html,{x}{y}{z}",
    "https://tiles.example/{z}/{x}",
    f"https://localhost{END}",
    f"https://tiles{END}",
    f"https://printer.local{END}",
    f"https://wiki.corp{END}",
    f"https://a.b.INTERNAL{END}",
    f"https://router.home.arpa{END}",
    f"https://x.localhost{END}",
    f"https://tiles.local.{END}",
    f"https://127.0.0.1{END}",
    f"https://10.1.2.3{END}",
    f"https://127.1{END}",
    f"https://2130706433{END}",
    f"https://0x7f.0.0.0x1{END}",
    f"https://0x7f000001{END}",
    f"https://169.254.169.254{END}",
    f"https://[::1]{END}",
    f"https://[fe80::1%25eth0]{END}",
    f"https://user:word@tiles.example{END}",
    f"https://tiles.example@10.0.0.1{END}",
    f"https://tiles.example\\@10.0.0.1{END}",
    f"https:/tiles.example{END}",
    f"https:\\\\tiles.example{END}",
    f"https://tiles.example{END}\"onerror='x'",
    f"https://tiles.example{END}<b>",
    f"https://tiles.example{END} x",
    f"https://tiles.example{END}\n",
    f" https://tiles.example{END}",
    f"https://tiles。local{END}",
    f"https://t\u0456les.example{END}",
    f"https://tiles.example\u202e{END}",
    f"https://-.example{END}",
    f"https://tiles.example:999999{END}",
    f"https://tiles.example{END}" + "a" * LONGEST_TILES,
    "https://" + "a." * 1_000_000,
]


@pytest.mark.parametrize("text", TAKEN)
def test_a_public_host_over_https_is_taken(text: str) -> None:
    assert is_tile_address(text)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:60])
def test_everything_else_is_refused(text: str) -> None:
    assert not is_tile_address(text)
