# ruff: noqa: PLC0415  each kind of file loads its own libraries, and only when it is asked for
"""Files that geodash makes of a state: pictures, slides, pages, data. Used by page and command line alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from geodash.i18n import Translator
from geodash.model.overlay import RECORD
from geodash.model.records import LANGUAGES
from geodash.pictures.fontkeeper import fonts_for_once
from geodash.pictures.undrawn import noting_undrawn
from geodash.products.formats import FORMATS, KINDS
from geodash.products.progress import untold
from geodash.products.queue import Queue, wanted

if TYPE_CHECKING:
    import datetime as dt

    from geodash.interchange.export import DataFormat
    from geodash.link.state import DashboardState, View
    from geodash.model.conflict import Conflict
    from geodash.model.dataset import Dataset
    from geodash.pictures.paint import Format as PictureFormat
    from geodash.pictures.paper import Size
    from geodash.products.animation import Format as MovingFormat
    from geodash.products.brief.document import Format as BriefFormat
    from geodash.products.formats import Kind
    from geodash.products.progress import Piece, Told
    from geodash.products.queue import StillWanted

_QUEUE = Queue()
MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a kind, its format, and the choices that the kind has.

    ``picture`` is the name of a file beside this one that shows the map; ``absent`` says which data sets of
    the view the file does not hold. ``today`` is the day where its reader is, which a citation gives as the
    day of access; None: by UTC.
    """

    kind: str
    fmt: str
    size: str = "16:9"
    dpi: int = 150
    title: str = ""
    subtitle: str = ""
    days: tuple[dt.date, ...] = ()
    pages: int = 1
    picture: str = ""
    absent: str = ""
    view: View | None = None
    today: dt.date | None = None

    @property
    def is_long(self) -> bool:
        """Whether it is made in pieces, between which shorter ones are."""
        return self.kind == "animation"


@dataclass(frozen=True, slots=True)
class File:
    """A file ready to be downloaded; ``undrawn`` are letters of its texts that no font could draw."""

    name: str
    content: bytes
    mime: str
    undrawn: frozenset[str] = frozenset()

    @property
    def lacking(self) -> str:
        """The letters that could not be drawn, for a notice; of very many the first."""
        letters = sorted(self.undrawn)
        return " ".join([*letters[:MOST_NAMED], "…"] if len(letters) > MOST_NAMED else letters)


def make_file(
    dataset: Dataset,
    state: DashboardState,
    order: Order,
    still_wanted: StillWanted = wanted,
    told: Told = untold,
) -> File:
    """Make what is asked for, of a state, in this process; one piece of work at a time in all of it.

    ``still_wanted`` is asked while the file waits for its turn, and between the frames of an animation, of
    which ``told`` is told. A server has its files made by others: `products.workshop`.

    Raises
    ------
    TooManyFilesError
        If too many files are waiting already.
    ValueError
        If there is no such kind, it does not come in the format, or its choices cannot be met.
    """
    kind_of_order(order)
    dataset, state, order = to_be_shown(dataset, state, order)
    turn = _QUEUE.turn(still_wanted, is_long=order.is_long)
    with turn as between, fonts_for_once(), noting_undrawn() as undrawn:

        def piece(begun: Piece) -> None:
            told(begun)
            between(0)

        content = _content(dataset, replace(state, view=order.view), order, piece)
    return File(name_of(dataset, state, order), content, FORMATS[order.fmt].mime, frozenset(undrawn))


def kind_of_order(order: Order) -> Kind:
    """The kind of file that is asked for.

    Raises
    ------
    ValueError
        If there is no such kind, or it does not come in the format.
    """
    kind = KINDS.get(order.kind)
    if kind is None or order.fmt not in kind.formats:
        raise ValueError(f"No {order.kind!r} is made as {order.fmt!r}.")
    return kind


def to_be_shown(
    dataset: Dataset, state: DashboardState, order: Order
) -> tuple[Dataset, DashboardState, Order]:
    """The record alone for what is looked at, and what that leaves out; data files choose for themselves."""
    if order.kind == "data":
        return dataset, state, order
    absent = left_out(dataset, state, order.kind, Translator(state.lang, dataset.conflict))
    return dataset.own, replace(state, set=frozenset({RECORD})), replace(order, absent=absent or order.absent)


def left_out(dataset: Dataset, state: DashboardState, kind: str, tr: Translator) -> str:
    """Which of the data sets chosen a kind of file does not hold, or nothing."""
    chosen = (each for name, each in dataset.data_sets.items() if name in state.set)
    absent = [each.title(tr.lang) for each in chosen if kind != "data" or each.restricted]
    return tr("share.sets_left_out", names=", ".join(absent)) if absent else ""


def name_of(dataset: Dataset, state: DashboardState, order: Order) -> str:
    """Name of the file that an order for a settled state makes."""
    kind = KINDS[order.kind]
    ending = FORMATS[order.fmt].ending
    if order.kind == "data":
        state = replace(state, holders=frozenset())  # which maps alone leave out
    return file_name(dataset.conflict, state, kind.shows, kind.size or order.size, ending)


def file_name(conflict: Conflict, state: DashboardState, what: str, size: str, ext: str) -> str:
    """``geodash_<place>_<what>_<size>_<YYYYMMDD>[_<lang>][_filtered].<ext>`` of a settled state.

    Without a place it names the conflict; then a language that is not the first of all, and that events or
    holders are left out, so that of one morning's files none is written over another.

    Raises
    ------
    ValueError
        If the state has no date.
    """
    if state.date is None:
        raise ValueError("The state has no date: settle it first.")
    place = state.place or conflict.file_stem
    parts = ["geodash", place, what, size.replace(":", "x"), f"{state.date:%Y%m%d}"]
    parts += [state.lang] if state.lang != LANGUAGES[0] else []
    parts += ["filtered"] if state.event_filter.narrows or state.holders else []
    return f"{'_'.join(parts)}.{ext}"


def _content(dataset: Dataset, state: DashboardState, order: Order, told: Told) -> bytes:
    match order.kind:
        case "picture":
            from geodash.products.picture import render_figure

            return render_figure(
                dataset,
                state,
                fmt=cast("PictureFormat", order.fmt),
                size=cast("Size", order.size),
                dpi=order.dpi,
                title=order.title,
                subtitle=order.subtitle,
                created=order.today,
            )
        case "slide":
            from geodash.products.slide import render_slide

            return render_slide(
                dataset, state, title=order.title, subtitle=order.subtitle, created=order.today
            )
        case "brief":
            from geodash.products.brief.document import render_brief

            return render_brief(
                dataset,
                state,
                fmt=cast("BriefFormat", order.fmt),
                pages=order.pages,
                since=order.days[0] if order.days else None,
                title=order.title,
                subtitle=order.subtitle,
                absent=order.absent,
                picture=order.picture,
                created=order.today,
            )
        case "page":
            from geodash.products.onefile.page import render_html

            return render_html(dataset, state, made=order.today)
        case "data":
            from geodash.interchange.export import export_data

            return export_data(dataset, state, cast("DataFormat", order.fmt), accessed=order.today)
        case _:
            return _of_days(dataset, state, order, told)


def _of_days(dataset: Dataset, state: DashboardState, order: Order, told: Told) -> bytes:
    match order.kind:
        case "compare":
            from geodash.products.days import render_strip

            return render_strip(
                dataset,
                state,
                order.days,
                fmt=cast("PictureFormat", order.fmt),
                dpi=order.dpi,
                title=order.title,
                created=order.today,
            )
        case "animation":
            from geodash.products.animation import render_animation

            first, last = order.days
            fmt = cast("MovingFormat", order.fmt)
            return render_animation(dataset, state, first, last, fmt=fmt, created=order.today, told=told)
        case kind:
            raise AssertionError(f"Nobody makes a {kind}.")
