"""Where files go: checked before they are made, and written whole or not at all."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from geodash.files import write_whole
from geodash.products.formats import FORMATS
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

STDOUT = "-"
_MAKE_ROOM = "make room for it, or give another place with --output"
_REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _MAKE_ROOM),
    errno.ENOENT: "make its folder first, or give another place with --output",
}
"""What to do about a file that cannot be written, by error number."""
_ENDINGS = frozenset({fmt.ending for fmt in FORMATS.values()} | {"csv"})
"""Endings by which programs know what a file is; what is made as CSV is an archive of two tables."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file, a folder in which files get names, or the standard output."""

    output: str
    is_folder: bool = False

    @classmethod
    def of(cls, output: str, formats: Sequence[str]) -> Target:
        """The place that a text names, for files of these formats; nothing is written yet.

        Raises
        ------
        click.UsageError
            If it cannot be the place of these files.
        click.ClickException
            If nothing can be written there.
        """
        ends = tuple(filter(None, (os.sep, os.altsep)))
        is_folder = output != STDOUT and (output.endswith(ends) or Path(output).is_dir())
        if not is_folder and len(formats) > 1:
            raise click.UsageError("Several formats need a folder: -o DIR/")
        target = cls(output, is_folder)
        if output != STDOUT:
            target._check(formats[0])
        return target

    def _check(self, fmt: str) -> None:
        """Refuse a place where nothing can be written, and a name that promises another format."""
        path = Path(self.output)
        if self.is_folder:
            folder = path
        else:
            folder = path.parent
            ending = path.suffix.lower().removeprefix(".")
            right, label = (FORMATS[fmt].ending, FORMATS[fmt].label) if fmt in FORMATS else (fmt, fmt.title())
            if ending in _ENDINGS - {right}:
                text = f"{path.name} would hold {label}: name it {path.stem}.{right}."
                raise click.BadParameter(one_line(text), param_hint="--output")
        if not folder.is_dir():
            number = errno.ENOTDIR if folder.exists() else errno.ENOENT
            refuse(self.output, OSError(number, os.strerror(number)))
        replaced = path if path.exists() and not self.is_folder else folder
        if not os.access(replaced, os.W_OK):
            refuse(self.output, OSError(errno.EACCES, os.strerror(errno.EACCES)))

    def write(self, name: str, content: bytes) -> str:
        """Write a file whole, under its own name in a folder, and tell where it is.

        Raises
        ------
        click.ClickException
            If it could not be written: why, and what to do.
        """
        if self.output == STDOUT:
            answer(content)
            return "standard output"
        place = str(Path(self.output) / name) if self.is_folder else self.output
        try:
            write_whole(Path(place), content)
        except OSError as error:
            refuse(place, error)
        return place


def answer(content: str | bytes) -> None:
    """Write to the standard output.

    Raises
    ------
    click.ClickException
        If not all of it could be written: a redirect to a full disk. That a reader has gone is no mistake.
    """
    try:
        click.echo(content, nl=False)
    except BrokenPipeError:
        raise  # click ends the command without a word
    except OSError as error:
        why = f"not all of the answer could be written ({error.strerror or error})."
        raise click.ClickException(one_line(why)) from None


def refuse(place: str, error: OSError) -> NoReturn:
    """End the command: what could not be written, why, and what to do."""
    remedy = _REMEDIES.get(error.errno or 0, "give another place with --output")
    text = f"{place} was not written, and nothing there was changed ({error.strerror or error}): {remedy}."
    raise click.ClickException(one_line(text)) from None
