"""The page for editors: what fails the checks, and what to do. It is there only where the server says so."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from geodash.i18n import LANGUAGES, Translator
from geodash.limits import SHOWN_PROBLEMS
from geodash.switches import is_set
from geodash.ui.editing import problems_now
from geodash.wording.remedy import remedy_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from geodash.ui.editing import Located

SETTING = "GEODASH_EDITORS"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff;max-width:72rem;margin:2rem auto;"
    "padding:0 1rem}table{border-collapse:collapse;width:100%;margin:1.5rem 0}th,td{text-align:start;"
    "vertical-align:top;padding:.4rem .9rem .4rem 0;overflow-wrap:break-word}tr{border-bottom:1px solid #ccc}"
    "a{color:#004b87;margin-inline-end:1rem}"
    "@media(max-width:45rem){thead{display:none}tr,td{display:block;padding:0}tr{padding:.6rem 0}"
    "td::before{content:attr(data-name) ' · ';color:#555}td:empty{display:none}}"
)
_COLUMNS = ("where", "row", "field", "value", "remedy")


async def editors(request: Request) -> Response:
    """``/editors``: the problems of the record, where ``GEODASH_EDITORS=on``; elsewhere there is nothing."""
    if not is_set(SETTING, "on"):
        return PlainTextResponse("Nothing is told here.", 404, headers={"Cache-Control": "no-store"})
    asked = request.query_params.get("lang")
    tr = Translator(next((lang for lang in LANGUAGES if lang == asked), LANGUAGES[0]))
    try:
        found = await run_in_threadpool(problems_now)
    except OSError:
        return HTMLResponse(_page(tr, tr("editors.away"), f"<p>{_said(tr, 'away_help')}</p>"), 503, _HEADERS)
    title = tr("editors.title", count=len(found)) if found else tr("editors.none")
    inner = _table(found, tr) if found else f"<p>{_said(tr, 'none_help')}</p>"
    return HTMLResponse(_page(tr, title, inner), 200, _HEADERS)


def _page(tr: Translator, title: str, inner: str) -> str:
    links = "".join(
        f'<a href="?lang={lang}" lang="{lang}">{escape(Translator(lang)("editors.again"))}</a>'
        for lang in LANGUAGES
    )
    return (
        f'<!doctype html><html lang="{tr.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{inner}</main><nav>{links}</nav></body></html>"
    )


def _table(found: Sequence[Located], tr: Translator) -> str:
    heads = "".join(f'<th scope="col">{_said(tr, name)}</th>' for name in _COLUMNS)
    rows = "".join(f"<tr>{_cells(problem, tr)}</tr>" for problem in found[:SHOWN_PROBLEMS])
    rest = len(found) - SHOWN_PROBLEMS
    more = f"<p>{escape(tr('page.broken_more', count=rest))}</p>" if rest > 0 else ""
    return (
        f"<p>{_said(tr, 'help')}</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"
    )


def _cells(problem: Located, tr: Translator) -> str:
    """Each with the name of its column, for narrow screens. A remedy that no catalogue knows is English."""
    named = ((_said(tr, name), escape(text)) for name, text in zip(_COLUMNS, problem, strict=True))
    *plain, (name, english) = named
    cells = [f'<td dir="auto" data-name="{name}">{text}</td>' for name, text in plain]
    known = remedy_in_words(problem.remedy, tr)
    lang, remedy = (tr.lang, escape(known)) if known else ("en", english)
    return "".join(cells) + f'<td lang="{lang}" data-name="{name}">{remedy}</td>'


def _said(tr: Translator, name: str) -> str:
    return escape(tr(f"editors.{name}"))
