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
LONGEST_NAME = 40
"""Characters of the title of a file that is added: it stands at every event and in the day's sentence."""
LONGEST_TILES = 400
"""Characters of the address of a tile server; those with a key in them have about 150."""

# What a visitor may send (megabytes, enforced by Streamlit) or order.
SHUT_MB = 0
"""Of a file that Streamlit takes by itself: none, before the page stands guard over their number and sum."""
UPLOAD_MB = 20
"""Of one file that a visitor adds to a session: some ten thousand events with their texts."""
MESSAGE_MB = 1
"""One message of a browser, and all that the widgets of a session hold; an honest one has some kilobytes."""
PAGE_MESSAGE_MB = 10
"""One message to a browser; ours have kilobytes. Of a browser's no more is read before it is refused."""
WAITING_FILES = 8
"""Files ordered and not begun, of all sessions: the last waits for about a minute; more would give up."""

# What a process may use that makes files for the server, and how long.
MOST_WORKERS = 2
"""Files made at once, and one for every core but one: each takes a core, and a quarter of a gigabyte."""
MAKING_S = 300
"""Seconds of work on one file, without its waiting: sixty frames take 40, a table of 400,000 events 100."""
MAKING_MB = 2_000
"""Megabytes for one file beside the data: a table of 400,000 events takes 1,600, most files less than 200."""
WORKER_NICE = 15
"""By how much such a process stands back: under load it gets a thirtieth of what the server gets."""
WORKER_FILES = 50
"""Files after which it makes way for a fresh one, and what libraries have kept in it goes."""
WORKER_IDLE_S = 120
"""Seconds without an order after which it ends: whoever tries several forms of a file orders them sooner."""

# What becomes of a file that a visitor adds.
UNREAD_UPLOADS_MB = 100
"""Megabytes of all files that were sent and not read yet: each is read within a second or given up."""
UNREAD_S = 60
"""Seconds after which a file that was sent and that no page has read is dropped: then its page has gone."""
UPLOAD_UNPACKED_MB = 60
"""Megabytes that a packed file may hold: as text it takes three times as much memory while it is read."""
UPLOAD_ROWS = 50_000
"""Rows of one file: they are read in about ten seconds, and then take up to 200 megabytes of memory."""
APART_S, APART_MB = 20, 700
"""Seconds of a processor and megabytes to read a workbook, a layer or Parquet: such rows of 36 columns of a
workbook take 9 and 410."""
UPLOAD_COLUMNS = 200
"""Columns of one file; each must be shown to be confirmed, and exports of the trade have up to eighty."""
UPLOAD_CELLS = 5_000_000
"""Cells of a workbook's sheets, empty ones among them: the rows above with a hundred columns each."""
ADDED_FILES = 3
"""Files beside the record in one session: more than three signs and names cannot be told apart on a map."""
ADDED_ROWS = 150_000
"""Rows of all files that sessions have added: up to a gigabyte of memory, given back as sessions end."""
ADDED_MB = 200
"""Megabytes of their packages, all together; what browsers fetch of them takes about as much on the disk."""
WAITING_IMPORTS = 4
"""Files to be read that wait for others of the process: the last waits for about half a minute."""
GONE_S = 40
"""Seconds without its browser after which a session's files are deleted: a line that breaks comes back
sooner, and within a minute nothing may be left."""
SWEEP_S = 5
"""Seconds between two looks at which sessions have ended; with those above it stays well under a minute."""
SHOWN_REFUSALS = 50
"""Rows not taken that the page lists; the saved package names all of them."""

# What the server keeps for its visitors.
KEPT_VERSIONS = 3
"""Versions of the data with their documents: the one of today, and those of pages that are still open."""
KEPT_MASKS = 64
"""Files with filter flags, the least used go first; a browser fetches its own within a second."""
KEPT_CARDS = 256
"""Cards, likewise; all of them together are about two megabytes."""
MOST_ANSWERED = 10_000
"""Rows of one answer to a program; it asks for the next ones."""
KEPT_PACKED = 512
"""Documents for all in packed form: those of a scene with a million events, about fifteen megabytes."""
KEPT_PICTURES = 64
"""Pictures by address, the least asked for go first: about ten megabytes."""
LONGEST_MASK = 2_000
"""Characters of filter flags in a message; longer ones travel as a file."""

# What is read from a data package.
LONGEST_TEXT = 10_000
"""Characters that every product can show or hold; the cell of a spreadsheet takes three times as many."""
LONGEST_CELL = 131_072
"""Characters of a table's cell before it is read: beyond it a quotation mark was never closed."""
SHOWN_PROBLEMS = 200
"""Rows of the page that names what is wrong; ``geodash check`` names all."""

OVERLAY_LAYERS = 12
"""Layers of one data set beside the record: as many switches and colours as anybody tells apart."""
LAYER_POSITIONS = 200_000
"""Positions of all of them: a few megabytes for every browser, drawn anew whenever the map moves."""

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

# How long a database that holds the record is waited for.
DATABASE_CONNECT_S = 5
"""Seconds until a database that does not answer is told to be away: pages wait no longer for their first."""
DATABASE_STATEMENT_S = 60
"""Seconds of one question: the whole record takes less than one."""
DATABASE_TABLE_S = 600
"""Seconds for the table of a data set, which may have millions of rows."""
DATABASE_CONNECTIONS = 4
"""Connections of a process that reads: one loads what is new, the others what was known on a day."""
DATABASE_LOOK_S = 2
"""Seconds between two looks for commits that were not told: less than half of the five that we promise."""
