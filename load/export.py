"""Views and answers as files: CSV, XLSX, Parquet, JSON, JSON Lines.

Everything is streamed: rows come from SQLite in batches and go to the file at
once, so memory does not grow with the answer. A file is written beside its
target and moved there when it is whole; a failed export leaves the old one.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from load.formulas import guarded_row
from load.frames import DAYS, FRACTIONS, TRUTH, WHOLE
from load.query import Answer, Parameters, run_sql
from load.store import Store
from load.suggestions import did_you_mean

FORMATS = ("csv", "xlsx", "parquet", "json", "jsonl", "ics")

CONTRACT_VIEWS = (
    "order_view",
    "measure_view",
    "deadline_view",
    "responsible_view",
    "clause_view",
    "section_view",
    "abbreviation_view",
    "reference_view",
    "member_view",
    "finding_view",
)
"""The views of the data contract, a sheet each in a whole export."""

_BATCH = 5_000
_SHEET_ROWS = 1_048_575
"""Rows of an XLSX sheet below its header (the format's limit, ECMA-376)."""

_SHEET_CELL = 32_767
"""Characters of an XLSX cell."""

_WIDEST = 60

Tell = Callable[[int], None]
"""Called with the number of rows written so far."""


class ExportError(Exception):
    """The export cannot be written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One answer to export: a name (of a sheet, of a file) and its SQL."""

    name: str
    sql: str
    parameters: Parameters = ()


def view_part(store: Store, name: str) -> Part:
    """A whole view, in a stable order.

    Raises:
        ExportError: The store has no view of this name.
    """
    rows = store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    names = sorted(row[0] for row in rows)
    if name not in names:
        hint = did_you_mean(name, names) or f"; there are {', '.join(names)}"
        raise ExportError(f"there is no view «{name}»{hint}")
    return Part(name, f'SELECT * FROM "{name}"')


def export_tables(
    store: Store,
    parts: Sequence[Part],
    target: Path,
    style: str,
    *,
    excel: bool = False,
    time_limit: float = 3600.0,
    tell: Tell | None = None,
) -> int:
    """Write answers to one file; the number of rows.

    Args:
        store: Open for reading only.
        parts: Several only for XLSX, which gets a sheet for each.
        target: The file; replaced as a whole.
        style: `csv`, `xlsx`, `parquet`, `json` or `jsonl`.
        excel: CSV with the byte-order mark that Excel needs for UTF-8, and with an
            apostrophe before text that it would run as a formula.
        time_limit: Seconds for one answer.
        tell: Called now and then with the rows written.

    Raises:
        ExportError: A part of the program is missing, or the format cannot
            hold the answer.
        QueryError: The SQL is wrong or takes too long.
    """
    if len(parts) > 1 and style != "xlsx":
        raise ExportError(f"{style} holds one table; write several as xlsx, or one by one")
    answers = [
        (part.name, run_sql(store, part.sql, part.parameters, time_limit=time_limit))
        for part in parts
    ]
    counter = _Counter(tell or (lambda _rows: None))
    with replacing(target) as draft:
        if style == "xlsx":
            _write_xlsx(answers, draft, counter)
        elif style == "parquet":
            _write_parquet(answers[0][1], draft, counter)
        else:
            answer = answers[0][1]
            excel = excel and style == "csv"
            if excel:
                rows = (tuple(guarded_row(row)) for row in answer.rows)
                answer = Answer(tuple(guarded_row(answer.columns)), rows)
            with draft.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as stream:
                write_text(answer, stream, style, counter)
    return counter.rows


def write_text(answer: Answer, stream: IO[str], style: str, count: Callable[[int], None]) -> None:
    """Write CSV, JSON or JSON Lines to a text stream, batch by batch."""
    if style == "csv":
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(answer.columns)
        for batch in _batches(answer.rows):
            writer.writerows(batch)
            count(len(batch))
        return
    lines = style == "jsonl"
    stream.write("" if lines else "[")
    first = True
    for batch in _batches(answer.rows):
        for row in batch:
            text = json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False)
            stream.write(f"{text}\n" if lines else f"{'' if first else ','}\n{text}")
            first = False
        count(len(batch))
    stream.write("" if lines else "\n]\n")


class _Counter:
    def __init__(self, tell: Tell) -> None:
        self.rows = 0
        self._tell = tell

    def __call__(self, rows: int) -> None:
        self.rows += rows
        self._tell(self.rows)


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A draft beside the target that takes its place when everything went well.

    What is no ordinary file (`/dev/stdout`, a pipe) is written as it is; a link
    stays, and the file that it leads to is replaced.
    """
    if target.exists() and not target.is_file():
        yield target
        return
    target = target.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent or Path())
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _write_xlsx(answers: Sequence[tuple[str, Answer]], draft: Path, count: _Counter) -> None:
    """A sheet for each answer: typed dates, frozen header, filter, widths; text stays text.

    A value that begins with «=», «+», «-» or «@» is written as a string, never
    as a formula (CWE-1236).
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise ExportError(
            "XLSX needs the package xlsxwriter: install the extra 'export'"
        ) from error
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(draft), {**options, "default_date_format": "yyyy-mm-dd"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    try:
        for name, answer in answers:
            sheet = book.add_worksheet(name[:31])
            _write_sheet(sheet, answer, (head, wrap, day), count)
    finally:
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            # it wraps what the system said in a class of its own
            raise (error.args[0] if error.args else OSError(str(error))) from None


def _write_sheet(
    sheet: Any, answer: Answer, formats: tuple[Any, Any, Any], count: _Counter
) -> None:
    head, wrap, day = formats
    rows = iter(answer.rows)
    sample = list(islice(rows, 200))
    for column, name in enumerate(answer.columns):
        widest = max((len(str(row[column] or "")) for row in sample), default=0)
        sheet.set_column(column, column, min(max(len(name), widest, 6) + 1, _WIDEST))
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 0)
    at = 0
    for batch in (sample, *_batches(rows)):
        for row in batch:
            at += 1
            if at > _SHEET_ROWS:
                raise ExportError(f"a sheet holds {_SHEET_ROWS} rows; export as csv or parquet")
            for column, (name, value) in enumerate(zip(answer.columns, row, strict=True)):
                _write_cell(sheet, (at, column), name, value, (wrap, day))
        count(len(batch))
    if answer.columns:
        sheet.autofilter(0, 0, at, len(answer.columns) - 1)


def _write_cell(
    sheet: Any, where: tuple[int, int], name: str, value: Any, formats: tuple[Any, Any]
) -> None:
    wrap, day = formats
    if value is None:
        return
    if isinstance(value, int | float):
        sheet.write_number(*where, value, wrap)
        return
    date = _date(value) if name in DAYS else None
    # the format knows no day before 1900
    if date is not None and date.year >= 1900:
        sheet.write_datetime(*where, dt.datetime.combine(date, dt.time()), day)
    else:
        sheet.write_string(*where, str(value)[:_SHEET_CELL], wrap)


def _write_parquet(answer: Answer, draft: Path, count: _Counter) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExportError(
            "Parquet needs the package pyarrow: install the extra 'export'"
        ) from error
    rows = iter(answer.rows)
    first = list(islice(rows, _BATCH))
    schema = pa.schema(
        [(name, _arrow_type(pa, name, first, at)) for at, name in enumerate(answer.columns)]
    )
    with pq.ParquetWriter(draft, schema) as writer:
        for batch in (first, *_batches(rows)):
            columns = zip(*batch, strict=True) if batch else [()] * len(answer.columns)
            arrays = [
                pa.array([_arrow_value(value, field.type, pa) for value in values], field.type)
                for values, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count(len(batch))


def _arrow_type(pa: Any, name: str, sample: Sequence[tuple[Any, ...]], at: int) -> Any:
    """The type of a column: by its name where a view names it, else by its first values."""
    if name in DAYS:
        return pa.date32()
    if name in WHOLE or name in TRUTH:
        return pa.int64()
    if name in FRACTIONS:
        return pa.float64()
    values = [row[at] for row in sample if row[at] is not None]
    if values and all(isinstance(value, int) for value in values):
        return pa.int64()
    if values and all(isinstance(value, int | float) for value in values):
        return pa.float64()
    return pa.string()


def _arrow_value(value: Any, kind: Any, pa: Any) -> Any:
    if value is None:
        return None
    if kind == pa.date32():
        return _date(value)
    if kind == pa.string():
        return str(value)
    return value


def _date(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
