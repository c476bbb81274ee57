"""An order as HTML: a page of a site, of a legal database, or what Word saves.

`site` puts the act between menus and a footer; `word` writes Word's classes
and styles; `layout` places everything with tables; `lying` declares another
encoding than the one the file is in.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.model import CorpusAnnex, CorpusOrder, CorpusTable


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """How the page is built.

    `manner` is `plain`, `site`, `word` or `layout`. `encoding` is a Python
    codec, `declared` what the page says of it. `merge` spans section rows and
    grouped headers; `breaks` writes several paragraphs of a cell with `<br>`.
    """

    manner: str = "plain"
    encoding: str = "utf-8"
    declared: str = ""
    merge: bool = True
    breaks: bool = False


PLAIN = HtmlOptions()
SITE = HtmlOptions("site", breaks=True)
WORD = HtmlOptions("word", encoding="cp1251", declared="windows-1251")
LYING = HtmlOptions("site", encoding="cp1251", declared="utf-8")
LAYOUT = HtmlOptions("layout", merge=False)

_MENU = (
    '<div class="top-menu"><ul>'
    + "".join(
        f'<li><a href="/{index}">{name}</a></li>'
        for index, name in enumerate(("Главная", "Новости", "Документы", "Контакты", "Поиск"))
    )
    + "</ul></div>"
)
_FOOTER = '<div id="footer">© Официальный сайт района. <a href="/map">Карта сайта</a></div>'


def render(order: CorpusOrder, path: Path, options: HtmlOptions = PLAIN) -> None:
    """Write `order` to `path`."""
    text = html_of(order, options)
    path.write_bytes(text.encode(options.encoding, errors="xmlcharrefreplace"))


def html_of(order: CorpusOrder, options: HtmlOptions = PLAIN) -> str:
    """The page as one string."""
    body = "\n".join(_body(order, options))
    if options.manner == "site":
        body = f'{_MENU}<div id="content">{body}</div>{_FOOTER}'
    elif options.manner == "layout":
        body = (
            f'<table><tr><td width="150">{_MENU}</td>'
            f"<td><table><tr><td>{body}</td></tr></table></td></tr></table>"
        )
    declared = options.declared or options.encoding
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        f"<title>{html.escape(order.doc_type)}</title>"
        "<style>p.MsoNormal {margin: 0}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _body(order: CorpusOrder, options: HtmlOptions) -> Iterator[str]:
    yield _lines(order.letterhead, "center", bold=True)
    for line in order.head_lines():
        if line == (order.doc_type,):
            yield _lines(line, "center", bold=True)
        else:
            yield _lines(("&nbsp;".join(map(html.escape, line)),), escaped=True)
    yield _lines(order.title, bold=True)
    for text in (order.preamble, order.command, *order.clauses):
        yield _paragraph(text, options)
    for post, person in order.signatures():
        yield _lines((*post[:-1], f"{post[-1]} {person}"))
    yield _lines(order.closing)
    for annex in order.annexes:
        yield from _annex(annex, options)


def _annex(annex: CorpusAnnex, options: HtmlOptions) -> Iterator[str]:
    yield _lines(annex.heading, "right")
    yield _lines(annex.title, "center", bold=True)
    for text in annex.paragraphs:
        yield _paragraph(text, options)
    for table in annex.tables:
        yield "<table border=1 cellspacing=0>"
        yield from _rows(table, options)
        yield "</table>"
    for text in annex.closing:
        yield _paragraph(text, options)


def _lines(
    lines: tuple[str, ...], align: str = "", *, bold: bool = False, escaped: bool = False
) -> str:
    if not lines:
        return ""
    words = "<br>".join(line if escaped else html.escape(line) for line in lines)
    words = f"<b>{words}</b>" if bold else words
    return f'<p align="{align}">{words}</p>' if align else f"<p>{words}</p>"


def _paragraph(text: str, options: HtmlOptions) -> str:
    if not text:
        return ""
    words = html.escape(text).replace("\n", "<br>")
    if options.manner == "word":
        # Word wraps its source at some column: a line end there is a space.
        words = words.replace(" ", "\n", words.count(" ") // 7)
        return f"<p class=MsoNormal style='text-align:justify'><span>{words}<o:p></o:p></span></p>"
    return f"<p>{words}</p>"


def _rows(table: CorpusTable, options: HtmlOptions) -> Iterator[str]:
    yield from _header(table, options)
    width = len(table.header)
    if table.column_numbers:
        yield _row([str(index + 1) for index in range(width)], options)
    for row in table.rows:
        if row.kind == "section":
            number, title = row.cells
            words = html.escape(f"{number} {title}".strip() if options.merge else title)
            if options.merge:
                yield f'<tr><td colspan="{width}">{words}</td></tr>'
            else:
                yield _row([number, title, *[""] * (width - 2)], options)
        else:
            yield _row(list(row.cells), options)


def _header(table: CorpusTable, options: HtmlOptions) -> Iterator[str]:
    if not table.groups:
        yield _row(list(table.header), options, tag="th")
        return
    grouped = {column: group for group in table.groups for column in range(group[0], group[1] + 1)}
    upper = []
    for column, text in enumerate(table.header):
        if column not in grouped:
            upper.append(f"<th rowspan=2>{html.escape(text)}</th>")
        elif column == grouped[column][0]:
            first, last, words = grouped[column]
            upper.append(f"<th colspan={last - first + 1}>{html.escape(words)}</th>")
    yield f"<tr>{''.join(upper)}</tr>"
    lower = [text for column, text in enumerate(table.header) if column in grouped]
    yield _row(lower, options, tag="th")


def _row(cells: list[str], options: HtmlOptions, *, tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(text, options)}</{tag}>' for text in cells)}</tr>"


def _cell(text: str, options: HtmlOptions) -> str:
    parts = [html.escape(part) for part in text.split("\n")]
    if options.breaks:
        return "<br>".join(parts)
    if options.manner == "word":
        return "".join(f"<p class=MsoNormal>{part}<o:p></o:p></p>" for part in parts)
    return parts[0] if len(parts) == 1 else "".join(f"<p>{part}</p>" for part in parts)
