"""How much anybody may hand us, and how much we keep for anybody. What is beyond is named and left out.

Each stands here with its reason, so that they can be weighed against each other. Those that Streamlit
enforces are repeated in ``.streamlit/config.toml``; a test compares them.
"""

from __future__ import annotations

# What a link or the browser program may say.
MAX_DAYS = 36_500
"""Days of a window: a hundred years, longer than any record."""
MAX_COUNT = 2_000_000_000
"""Deaths that events must have at least: no figure of the data is higher."""
MAX_TEXT = 200
"""Characters of a text in a link, and of what a notice repeats of a value: a line on the screen."""
LONGEST_VALUE = 4_000
"""Characters of one value of a link. Servers on the way refuse addresses beyond 8,000."""
LONGEST_LINK = 16_000
"""Characters of what is pasted as a link: the longest address, every sign of it escaped twice."""

# What a visitor may type.
LONGEST_TITLE = 120
"""Characters of the own title of a picture: three lines of the largest letters."""
LONGEST_TILES = 400
"""Characters of the address of a tile server; those with a key in them have about 150."""

# What a visitor may send (megabytes, enforced by Streamlit) or order.
UPLOAD_MB = 0
"""Nothing on the page takes a file, so that none is kept for anybody."""
MESSAGE_MB = 1
"""One message of a browser, and all that the widgets of a session hold; an honest one has some kilobytes."""
PAGE_MESSAGE_MB = 10
"""One message to a browser; ours have kilobytes. Of a browser's no more is read before it is refused."""
WAITING_FILES = 8
"""Files ordered and not begun, of all sessions: the last waits for about a minute; more would give up."""

# What the server keeps for its visitors.
KEPT_VERSIONS = 3
"""Versions of the data with their documents: the one of today, and those of pages that are still open."""
KEPT_MASKS = 64
"""Files with filter flags, the least used go first; a browser fetches its own within a second."""
KEPT_CARDS = 256
"""Cards, likewise; all of them together are about two megabytes."""
LONGEST_MASK = 2_000
"""Characters of filter flags in a message; longer ones travel as a file."""

# What is read from a data package.
LONGEST_TEXT = 10_000
"""Characters that every product can show or hold; the cell of a spreadsheet takes three times as many."""
LONGEST_CELL = 131_072
"""Characters of a table's cell before it is read: beyond it a quotation mark was never closed."""
SHOWN_PROBLEMS = 200
"""Rows of the page that names what is wrong; ``geodash check`` names all."""

# What is read by an import.
MOST_IMPORT_BYTES = 2**31
"""Of one file as read or unpacked. Events of the whole world since 1989 take a fifth of it as CSV."""
MOST_UNPACKED_RATIO = 100
"""How many times larger a packed file may become. Tables shrink to a tenth or a thirtieth; a bomb to a
thousandth."""
RATIO_FROM_BYTES = 2**24
"""Below this size no ratio is asked for: a short table of equal rows shrinks as a bomb does, and does no
harm."""
MOST_IMPORT_ROWS = 5_000_000
"""Rows of one file: ten times all events that the largest data sets hold."""
MOST_SHEET_CELLS = 50_000_000
"""Cells of a sheet, empty ones among them: they are all held at once, and one stray cell can span
millions."""
MOST_IMPORT_COLUMNS = 1_000
"""Columns of a table; the widest of the trade have some hundreds."""
