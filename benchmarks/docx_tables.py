"""How fast a DOCX table is read, against python-docx on the same file, in one run.

    python -m benchmarks.docx_tables [ROWS]

Prints processor milliseconds (the least of several runs, so that other work on
the machine does not count) for ROWS x 5 cells, for twice and four times as
many, and for two ways of python-docx. `table.cell(i, j)` is quadratic and is
measured on a tenth of the rows.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extract.readers import docx as reader


def write(path: Path, rows: int) -> None:
    """A DOCX with one table of `rows` x 5 cells of a sentence each."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    for row in range(rows):
        for column, cell in enumerate(table.add_row()._tr.tc_lst):
            cell.p_lst[
                0
            ].add_r().text = f"Мероприятие {row}, графа {column}, до 1 сентября 2021 года"
    document.save(str(path))


def least(work: Callable[[], Any], times: int = 5) -> float:
    """The least processor time of several runs, in milliseconds."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return 1000 * min(spent)


def by_row_cells(path: Path) -> int:
    """All texts through `row.cells`."""
    import docx

    return sum(
        len(cell.text) for row in docx.Document(str(path)).tables[0].rows for cell in row.cells
    )


def by_table_cell(path: Path) -> int:
    """All texts through `table.cell`."""
    import docx

    table = docx.Document(str(path)).tables[0]
    return sum(
        len(table.cell(row, column).text) for row in range(len(table.rows)) for column in range(5)
    )


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.docx"
        for factor in (1, 2, 4):
            write(path, rows * factor)
            spent = least(lambda: reader.read(path, source="table.docx", sha256="0"))
            print(f"ours, {rows * factor} rows x 5: {spent:.0f} ms")
        write(path, rows)
        print(
            f"python-docx row.cells, {rows} rows x 5: {least(lambda: by_row_cells(path), 2):.0f} ms"
        )
        write(path, rows // 10)
        spent = least(lambda: by_table_cell(path), 1)
        print(f"python-docx table.cell, {rows // 10} rows x 5: {spent:.0f} ms")


if __name__ == "__main__":
    main()
