"""Drawn lines and pictures of a PDF page through pdfium's C functions.

Borders come as stroked lines, as thin filled rectangles, as whole rectangles,
or as pictures a point high. A path object has a matrix of its own, and inside
a form the form's matrix on top of it.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from extract.document import Box
from extract.layout.content import Rule

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


def _matrix(c: Any, page_object: Any) -> Matrix:
    raw = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(page_object, raw):
        return _IDENTITY
    return (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def read_drawn(page: Any, upright: Upright) -> tuple[list[Rule], list[Rule], list[Box]]:
    """Horizontal rules, vertical rules and pictures of the page and of its forms."""
    import pypdfium2.raw as c

    reader = _PathReader()
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    pictures: list[Box] = []
    for page_object, kind, outer in _objects(c, page):
        if kind == c.FPDF_PAGEOBJ_PATH:
            for start, end in reader.lines(page_object, outer):
                (ax, ay), (bx, by) = upright(*start), upright(*end)
                if abs(ay - by) <= _THIN / 2 < abs(ax - bx):
                    horizontal.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) <= _THIN / 2 < abs(ay - by):
                    vertical.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
        else:
            box = _picture(_times(_matrix(c, page_object), outer), upright)
            if box.bottom - box.top < _THIN < box.x1 - box.x0:
                horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
            elif box.x1 - box.x0 < _THIN < box.bottom - box.top:
                vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
            else:
                pictures.append(box)
    return horizontal, vertical, pictures


def _objects(c: Any, page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Every path and picture with its kind and the matrix of the forms around it."""
    wanted = (c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE)
    for index in range(c.FPDFPage_CountObjects(page)):
        page_object = c.FPDFPage_GetObject(page, index)
        kind = c.FPDFPageObj_GetType(page_object)
        if kind in wanted:
            yield page_object, kind, _IDENTITY
        elif kind == c.FPDF_PAGEOBJ_FORM:
            yield from _inside(c, page_object, _IDENTITY, 0)


def _inside(c: Any, form: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """The paths and pictures of a form, and of the forms in it."""
    matrix = _times(_matrix(c, form), outer)
    for index in range(c.FPDFFormObj_CountObjects(form)):
        child = c.FPDFFormObj_GetObject(form, index)
        kind = c.FPDFPageObj_GetType(child)
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
        import pypdfium2.raw as c

        self._c = c
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._bounds = tuple(ctypes.c_float() for _ in range(4))
        self._color = tuple(ctypes.c_uint() for _ in range(4))

    def lines(self, path: Any, outer: Matrix) -> list[tuple[Point, Point]]:
        """The visible straight lines of a path object, in user space.

        A path so thin that it can only be a drawn line (Word and LibreOffice
        fill such rectangles as borders) is read from its bounds. Of others a
        stroked path gives its segments, a filled one its thin parts; filled
        areas are shading, not borders.
        """
        c = self._c
        if not c.FPDFPath_GetDrawMode(path, self._fill, self._stroke):
            return []
        stroked = self._stroke.value and not self._is_white(path, c.FPDFPageObj_GetStrokeColor)
        filled = self._fill.value and not self._is_white(path, c.FPDFPageObj_GetFillColor)
        if not stroked and not filled:
            return []
        if outer is _IDENTITY and c.FPDFPageObj_GetBounds(path, *self._bounds):
            left, bottom, right, top = (side.value for side in self._bounds)
            thin = _middle_line(left, bottom, right, top)
            if thin is not None:
                return [thin]
        found: list[tuple[Point, Point]] = []
        for points, closed in _subpaths(c, path, _times(_matrix(c, path), outer)):
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

    def _is_white(self, path: Any, color_of: Any) -> bool:
        """Whether a path is drawn in white or wholly transparent, so that nobody sees it."""
        if not color_of(path, *self._color):
            return False
        red, green, blue, alpha = (part.value for part in self._color)
        return alpha == 0 or min(red, green, blue) >= _WHITE


def _middle_line(
    left: float, bottom: float, right: float, top: float
) -> tuple[Point, Point] | None:
    width, height = right - left, top - bottom
    if height <= _THIN and width > max(_SHORTEST, height):
        return (left, (top + bottom) / 2), (right, (top + bottom) / 2)
    if width <= _THIN and height > _SHORTEST:
        return ((left + right) / 2, bottom), ((left + right) / 2, top)
    return None


def _subpaths(c: Any, path: Any, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    a, b, cc, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    closed = False
    for index in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + cc * y.value + e, b * x.value + d * y.value + f)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, closed
            points, closed = [point], False
        else:
            points.append(point)
        if c.FPDFPathSegment_GetClose(segment):
            closed = True
    if points:
        yield points, closed
