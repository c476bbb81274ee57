"""Drawn lines and pictures of a PDF page through pdfium's C functions.

Borders come as stroked lines, as thin filled rectangles, as whole rectangles,
or as pictures a point high. A path object has a matrix of its own, and inside
a form the form's matrix on top of it.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Iterator
from typing import Any

from extract.document import Box
from extract.layout.content import Rule
from extract.readers.pdf_calls import address, function

Point = tuple[float, float]
Upright = Callable[[float, float], Point]
"""User space to points from the top-left corner of the page as a person reads it."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 3.0
"""A filled rectangle thinner than this many points is a drawn line."""
_SHORTEST = 1.0
_WHITE = 250
_FORM_DEPTH = 6


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, cc, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        cc * oa + d * oc,
        cc * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def read_drawn(page: Any, upright: Upright) -> tuple[list[Rule], list[Rule], list[Box]]:
    """Horizontal rules, vertical rules and pictures of the page and of its forms."""
    import pypdfium2.raw as c

    reader = _PathReader()
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    pictures: list[Box] = []
    is_path = c.FPDF_PAGEOBJ_PATH
    for page_object, kind, outer in _objects(c, page):
        if kind == is_path:
            for start, end in reader.lines(page_object, outer):
                (ax, ay), (bx, by) = upright(*start), upright(*end)
                if abs(ay - by) <= _THIN / 2 < abs(ax - bx):
                    horizontal.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) <= _THIN / 2 < abs(ay - by):
                    vertical.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
        else:
            box = _picture(_times(_matrix(page_object), outer), upright)
            if box.bottom - box.top < _THIN < box.x1 - box.x0:
                horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
            elif box.x1 - box.x0 < _THIN < box.bottom - box.top:
                vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
            else:
                pictures.append(box)
    return horizontal, vertical, pictures


def _matrix(page_object: int) -> Matrix:
    edges = array("f", bytes(24))
    if not function("FPDFPageObj_GetMatrix")(page_object, edges.buffer_info()[0]):
        return _IDENTITY
    a, b, c, d, e, f = edges
    return a, b, c, d, e, f


def _objects(c: Any, page: Any) -> Iterator[tuple[int, int, Matrix]]:
    """Every path and picture with its kind and the matrix of the forms around it."""
    wanted = (c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE)
    is_form = c.FPDF_PAGEOBJ_FORM
    object_at, type_of = function("FPDFPage_GetObject"), function("FPDFPageObj_GetType")
    here = address(page)
    for index in range(c.FPDFPage_CountObjects(page)):
        page_object = object_at(here, index)
        kind = type_of(page_object)
        if kind in wanted:
            yield page_object, kind, _IDENTITY
        elif kind == is_form:
            yield from _inside(c, page_object, _IDENTITY, 0)


def _inside(c: Any, form: int, outer: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    """The paths and pictures of a form, and of the forms in it."""
    matrix = _times(_matrix(form), outer)
    for index in range(function("FPDFFormObj_CountObjects")(form)):
        child = function("FPDFFormObj_GetObject")(form, index)
        kind = function("FPDFPageObj_GetType")(child)
        if kind == c.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            yield from _inside(c, child, matrix, depth + 1)
        elif kind in (c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE):
            yield child, kind, matrix


def _picture(matrix: Matrix, upright: Callable[[float, float], Point]) -> Box:
    a, b, cc, d, e, f = matrix
    corners = [
        upright(x, y) for x, y in ((e, f), (a + e, b + f), (cc + e, d + f), (a + cc + e, b + d + f))
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


class _PathReader:
    """Reads the lines of path objects; the C variables are made once a page."""

    def __init__(self) -> None:
        # the C functions put four numbers of four bytes each here
        self._ints = array("I", bytes(16))
        self._sides = array("f", bytes(16))
        start = self._ints.buffer_info()[0]
        self._to_ints = (start, start + 4, start + 8, start + 12)
        start = self._sides.buffer_info()[0]
        self._to_sides = (start, start + 4, start + 8, start + 12)
        self._draw_mode = function("FPDFPath_GetDrawMode")
        self._stroke_color = function("FPDFPageObj_GetStrokeColor")
        self._fill_color = function("FPDFPageObj_GetFillColor")
        self._bounds = function("FPDFPageObj_GetBounds")

    def lines(self, path: int, outer: Matrix) -> list[tuple[Point, Point]]:
        """The visible straight lines of a path object, in user space.

        A path so thin that it can only be a drawn line (Word and LibreOffice
        fill such rectangles as borders) is read from its bounds. Of others a
        stroked path gives its segments, a filled one its thin parts; filled
        areas are shading, not borders.
        """
        if not self._draw_mode(path, *self._to_ints[:2]):
            return []
        fill, stroke, _, _ = self._ints
        stroked = stroke and not self._is_white(path, self._stroke_color)
        filled = fill and not self._is_white(path, self._fill_color)
        if not stroked and not filled:
            return []
        if outer is _IDENTITY and self._bounds(path, *self._to_sides):
            thin = _middle_line(*self._sides)
            if thin is not None:
                return [thin]
        found: list[tuple[Point, Point]] = []
        for points, closed in _subpaths(path, _times(_matrix(path), outer)):
            if stroked:
                found.extend(itertools.pairwise(points))
                if closed and len(points) > 2 and points[0] != points[-1]:
                    found.append((points[-1], points[0]))
            elif len(points) >= 3:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                line = _middle_line(min(xs), min(ys), max(xs), max(ys))
                if line is not None:
                    found.append(line)
        return found

    def _is_white(self, path: int, color_of: Callable[..., int]) -> bool:
        """Whether a path is drawn in white or wholly transparent, so that nobody sees it."""
        if not color_of(path, *self._to_ints):
            return False
        red, green, blue, alpha = self._ints
        return (red >= _WHITE and green >= _WHITE and blue >= _WHITE) or alpha == 0


def _middle_line(
    left: float, bottom: float, right: float, top: float
) -> tuple[Point, Point] | None:
    width, height = right - left, top - bottom
    if height <= _THIN and width > max(_SHORTEST, height):
        return (left, (top + bottom) / 2), (right, (top + bottom) / 2)
    if width <= _THIN and height > _SHORTEST:
        return ((left + right) / 2, bottom), ((left + right) / 2, top)
    return None


def _subpaths(path: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    import pypdfium2.raw as c

    a, b, cc, d, e, f = matrix
    place = array("f", bytes(8))
    to_x = place.buffer_info()[0]
    segment_at, kind_of = function("FPDFPath_GetPathSegment"), function("FPDFPathSegment_GetType")
    point_of = function("FPDFPathSegment_GetPoint")
    closes = function("FPDFPathSegment_GetClose")
    points: list[Point] = []
    closed = False
    for index in range(function("FPDFPath_CountSegments")(path)):
        segment = segment_at(path, index)
        point_of(segment, to_x, to_x + 4)
        x, y = place
        point = (a * x + cc * y + e, b * x + d * y + f)
        if kind_of(segment) == c.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, closed
            points, closed = [point], False
        else:
            points.append(point)
        if closes(segment):
            closed = True
    if points:
        yield points, closed
