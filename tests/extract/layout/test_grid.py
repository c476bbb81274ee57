from __future__ import annotations

from extract.layout.content import Rule
from extract.layout.grid import Grid, to_grid
from extract.layout.rulings import group_rules, merge_rules


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid:
    groups = group_rules(merge_rules(horizontal), merge_rules(vertical))
    grids = [grid for group in groups if (grid := to_grid(group)) is not None]
    assert len(grids) == 1
    return grids[0]


def _spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def test_full_rules_make_a_cell_each() -> None:
    grid = _grid(
        [Rule(y, 50, 350) for y in (100, 120, 140)], [Rule(x, 100, 140) for x in (50, 150, 350)]
    )

    assert grid.xs == (50, 150, 350)
    assert grid.ys == (100, 120, 140)
    assert _spans(grid) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_missing_border_merges_cells_in_both_directions() -> None:
    grid = _grid(
        [Rule(100, 50, 350), Rule(120, 150, 350), Rule(140, 50, 350)],
        [Rule(50, 100, 140), Rule(150, 100, 140), Rule(250, 120, 140), Rule(350, 100, 140)],
    )

    assert _spans(grid) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_borders_drawn_piece_by_piece_and_twice_are_one() -> None:
    pieces = [
        Rule(100.4, 50, 150),
        Rule(99.8, 149, 350),
        *(Rule(140, x, x + 2) for x in range(50, 350, 4)),
    ]

    grid = _grid(pieces, [Rule(x, 100, 140) for x in (50, 50.9, 150, 350)])

    assert len(grid.xs) == 3
    assert len(grid.ys) == 2


def test_open_sides_are_closed_where_the_rules_end() -> None:
    # no outer borders at the left and at the right, none at the end of the page
    grid = _grid(
        [Rule(100, 50, 350), Rule(120, 50, 350)], [Rule(150, 100, 200), Rule(250, 100, 200)]
    )

    assert grid.xs == (50, 150, 250, 350)
    assert grid.ys == (100, 120, 200)


def test_underline_inside_a_cell_is_no_border() -> None:
    grid = _grid(
        [Rule(100, 50, 350), Rule(118, 60, 120), Rule(140, 50, 350)],
        [Rule(x, 100, 140) for x in (50, 150, 350)],
    )

    assert grid.ys == (100, 140)


def test_column_borders_that_end_together_end_a_row() -> None:
    # between two rows a title runs over all columns; nothing rules it off
    columns = [Rule(x, 120, 160) for x in (150, 250)] + [Rule(x, 180, 300) for x in (150, 250)]
    grid = _grid(
        [Rule(y, 50, 350) for y in (100, 120, 300)],
        [Rule(50, 100, 300), Rule(350, 100, 300), *columns],
    )

    assert grid.ys == (100, 120, 160, 180, 300)
    assert (2, 0, 1, 3) in _spans(grid)
    assert grid.is_sparse


def test_merge_that_is_no_rectangle_is_cut_at_the_rows() -> None:
    grid = _grid(
        [Rule(100, 50, 350), Rule(120, 150, 350), Rule(140, 50, 350)],
        [Rule(50, 100, 140), Rule(150, 120, 140), Rule(350, 100, 140)],
    )

    assert grid.guessed
    owners = {owner for row in grid.owner for owner in row}
    assert owners == set(range(len(grid.cells)))


def test_two_tables_on_a_page_stay_two() -> None:
    first = [Rule(y, 50, 350) for y in (100, 120)]
    second = [Rule(y, 50, 350) for y in (300, 320)]
    uprights = [Rule(x, y, y + 20) for x in (50, 350) for y in (100, 300)]

    assert len(group_rules(merge_rules(first + second), merge_rules(uprights))) == 2
