"""Tables for people: as wide as the terminal, words whole, days and ids never cut.

What does not fit as a table is left out where the caller says that it may be,
and else printed row by row, a line a value. Outside a terminal a table is
aligned plain text with everything in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

Cells = Sequence[Sequence[str]]

_WHOLE = 18
"""Up to so many characters a value without a space stays on one line: days, numbers, ids."""

_NARROWEST = 18
"""Characters of a column of words, at least."""

_BETWEEN = 2
"""Characters from column to column."""


def print_plain(cells: Cells, columns: Sequence[str]) -> None:
    """Aligned text, every value on its line."""
    widths = [
        max([width(name), *(width(row[at]) for row in cells)]) for at, name in enumerate(columns)
    ]
    for line in ([*columns], ["-" * size for size in widths], *cells):
        padded = (
            text + " " * (size - width(text)) for text, size in zip(line, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())


def print_on_terminal(
    cells: Cells,
    columns: Sequence[str],
    console: Console,
    *,
    title: str = "",
    optional: Sequence[str] = (),
) -> tuple[str, ...]:
    """A table that fits the terminal; the optional columns that had no room, in their order.

    No rows are no table: whoever prints says why there are none.
    """
    if not cells:
        return ()
    shown = list(range(len(columns)))
    left_out: list[str] = []
    for name in optional:
        if _least(cells, columns, shown) <= console.width:
            break
        if name in columns:
            shown.remove(columns.index(name))
            left_out.append(name)
    if _least(cells, columns, shown) > console.width:
        _print_records(cells, columns, console, title=title)
        return ()
    names = [columns[at] for at in shown]
    _print_table([[row[at] for at in shown] for row in cells], names, console, title=title)
    return tuple(left_out)


def width(text: str) -> int:
    """How many character cells a text takes on a screen: marks over letters take none."""
    return sum(not unicodedata.combining(char) for char in text)


def _print_table(cells: Cells, columns: Sequence[str], console: Console, *, title: str) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=title or None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        # the box itself puts a space between columns
        padding=(0, _BETWEEN - 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    sizes = [_narrow(cells, columns, at) for at in range(len(columns))]
    named = [max(size, width(name)) for size, name in zip(sizes, columns, strict=True)]
    if sum(named) + _BETWEEN * len(columns) <= console.width:
        sizes = named
    for at, name in enumerate(columns):
        whole = _is_whole(cells, at)
        numeric = bool(cells) and all(_is_number(row[at]) for row in cells)
        table.add_column(
            _broken(name, sizes[at]),
            justify="right" if numeric else "left",
            no_wrap=whole,
            overflow="fold",
            min_width=sizes[at],
        )
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)


def _print_records(cells: Cells, columns: Sequence[str], console: Console, *, title: str) -> None:
    """A block a row, a line a value: what is too wide for a table."""
    from rich.table import Table
    from rich.text import Text

    if title:
        console.print(title)
    for number, row in enumerate(cells, start=1):
        console.rule(f"{number}", align="left", characters="-", style="none")
        block = Table.grid(padding=(0, _BETWEEN, 0, 0))
        block.add_column(no_wrap=True)
        block.add_column(overflow="fold")
        for name, value in zip(columns, row, strict=True):
            block.add_row(Text(name), Text(value))
        console.print(block)


def _least(cells: Cells, columns: Sequence[str], shown: Sequence[int]) -> int:
    """How wide the table is at least."""
    return sum(_narrow(cells, columns, at) + _BETWEEN for at in shown)


def _narrow(cells: Cells, columns: Sequence[str], at: int) -> int:
    """How narrow a column may become: its name breaks at underscores, its words at spaces."""
    head = max(map(width, _parts(columns[at])))
    widest = max((width(row[at]) for row in cells), default=0)
    if not _is_whole(cells, at):
        widest = min(widest, _NARROWEST)
    return max(head, widest)


def _is_whole(cells: Cells, at: int) -> bool:
    return all(width(row[at]) <= _WHOLE and " " not in row[at] for row in cells)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdecimal() and text != "."


def _broken(name: str, size: int) -> str:
    """A column's name, broken after underscores where it is too long for one line."""
    lines = [""]
    for part in _parts(name):
        if lines[-1] and width(lines[-1] + part) > size:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _parts(name: str) -> list[str]:
    """«order_number» → «order_», «number»."""
    return name.replace("_", "_\0").split("\0")
