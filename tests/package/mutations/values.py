"""Values that are odd, which several kinds of change choose from."""

from __future__ import annotations

HOSTILE = [
    "<script>alert(1)</script>",
    "{count} {0} {} }{ {conflict}",
    "%s %(name)s $x ${y} \\alpha $\\frac{1}{2}$ \\N{BULLET}",
    '=HYPERLINK("http://x")',
    "العربية: 12 (مدينة)",
    "\u200f\u200e\u200b",
    "中文 हिन्दी አማርኛ 👩\u200d👩\u200d👧 🏳️",
    "Z̸̨͎a̷l̶g̴o̵ ́",
    "a\ufffeb\uffffc",
    "x\u2028y\u2029z\x85w",
    "\ue000\U0010fffd",
    "two\nlines\r\nthree",
    "]]> <!-- --> &amp; &#0; \" '",
    "constructor",
    "0",
    "W" * 400,
    "word " * 700,
    "long " * 8000,
]
BREAKING = [*HOSTILE, "\ud800 alone", "a\x00b", "\x1b[31m", "   "]
