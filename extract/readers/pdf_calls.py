"""The functions of pdfium that are called for every word and every line of a page.

They are declared anew with plain addresses in place of typed pointers: ctypes
then builds no pointer object a call, and an object's address is at once the
key under which its style is kept. That halves the cost of a call, of which a
page needs a thousand.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int

_CALLS: dict[str, tuple[Any, ...]] = {
    # name: what it returns, what it takes
    "FPDFText_GetTextObject": (_ADDRESS, _ADDRESS, _INT),
    "FPDFText_GetLooseCharBox": (_INT, _ADDRESS, _INT, _ADDRESS),
    "FPDFText_GetMatrix": (_INT, _ADDRESS, _INT, _ADDRESS),
    "FPDFText_GetFontSize": (ctypes.c_double, _ADDRESS, _INT),
    "FPDFText_GetCharAngle": (ctypes.c_float, _ADDRESS, _INT),
    "FPDFText_GetCharOrigin": (_INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS),
    "FPDFTextObj_GetTextRenderMode": (_INT, _ADDRESS),
    "FPDFTextObj_GetFont": (_ADDRESS, _ADDRESS),
    "FPDFPage_GetObject": (_ADDRESS, _ADDRESS, _INT),
    "FPDFPageObj_GetType": (_INT, _ADDRESS),
    "FPDFPageObj_GetBounds": (_INT, *[_ADDRESS] * 5),
    "FPDFPageObj_GetMatrix": (_INT, _ADDRESS, _ADDRESS),
    "FPDFPageObj_GetStrokeColor": (_INT, *[_ADDRESS] * 5),
    "FPDFPageObj_GetFillColor": (_INT, *[_ADDRESS] * 5),
    "FPDFPath_GetDrawMode": (_INT, *[_ADDRESS] * 3),
    "FPDFFormObj_CountObjects": (_INT, _ADDRESS),
    "FPDFFormObj_GetObject": (_ADDRESS, _ADDRESS, _INT),
    "FPDFPath_CountSegments": (_INT, _ADDRESS),
    "FPDFPath_GetPathSegment": (_ADDRESS, _ADDRESS, _INT),
    "FPDFPathSegment_GetType": (_INT, _ADDRESS),
    "FPDFPathSegment_GetPoint": (_INT, _ADDRESS, _ADDRESS, _ADDRESS),
    "FPDFPathSegment_GetClose": (_INT, _ADDRESS),
}


@cache
def function(name: str) -> Callable[..., Any]:
    """The function of this name, for addresses (``ctypes.addressof``, `address`) and numbers."""
    import pypdfium2.raw as c

    returns, *takes = _CALLS[name]
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(returns, *takes)(address(getattr(c, name)))
    return made


def address(pointer: Any) -> int:
    """Where a pointer of pypdfium2 points to."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
