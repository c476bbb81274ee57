"""Values as the store keeps them: days as ISO text, lists and places as compact JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from extract.document import Join, Place
from extract.order import Quote
from normalize.record import Deadline, DeadlineReading

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def iso(date: dt.date | None) -> str | None:
    """A date as the store keeps it."""
    return date.isoformat() if date else None


def places_json(places: Sequence[Place]) -> str:
    """Where words stand: one [page, x0, top, x1, bottom, spot] a fragment, tenths of a point."""
    return "[" + ",".join(map(_place_json, places)) + "]"


def _place_json(place: Place) -> str:
    # every cell of every measure comes through here: formatting is far faster than an encoder
    spot = _encode(place.spot) if place.spot else '""'
    box = place.box
    if box is None:
        return f"[{place.page},null,null,null,null,{spot}]"
    return f"[{place.page},{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f},{spot}]"


def cells_json(cells: Sequence[Quote]) -> str:
    """The cells of a measure: [words, confidence, places] each."""
    return (
        "["
        + ",".join(
            f"[{_encode(q.text)},{round(q.confidence, 3)},{places_json(q.places)}]" for q in cells
        )
        + "]"
    )


def joins_json(joins: Sequence[Join]) -> str:
    """Decisions on page breaks: [row, joined, score, reasons] each."""
    if not joins:
        return "[]"
    return _encode([[j.row, j.joined, round(j.score, 3), list(j.reasons)] for j in joins])


def json_text(value: object) -> str:
    """Compact JSON with Russian letters as they are."""
    return _encode(value)


def kind_of(reading: DeadlineReading) -> str:
    """The contract's `deadline_kind`; `none` where a reading holds nothing at all."""
    return reading.kind if reading.items else "none"


def edtf_of(items: Sequence[Deadline]) -> str | None:
    """The EDTF of a cell: that of its deadline, or the set `{a,b}` of them all."""
    known = [item.edtf for item in items if item.edtf]
    if not known or len(known) < len(items):
        return None
    return known[0] if len(known) == 1 else "{" + ",".join(known) + "}"
