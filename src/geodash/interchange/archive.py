"""Archives without the hour at which they were made: equal input gives equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first one that an archive can name."""
_HOUR = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def member_of(name: str, day: dt.date | None = None) -> zipfile.ZipInfo:
    """A member that whoever unpacks the archive may read, of a day if there is one that belongs to it."""
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0) if day else _DAY)
    member.external_attr = 0o644 << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def without_clock(content: bytes, properties: str = "") -> bytes:
    """The same archive with one fixed time for all members, and for all that one of them names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = old.read(name)
            if name == properties:
                member = _HOUR.sub(b"1980-01-01T00:00:00Z", member)
            new.writestr(member_of(name), member)
    return out.getvalue()
