"""What the styles of a DOCX say of a paragraph or a run: bold, hidden, aligned, numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.readers.docx_package import W

_OFF = ("0", "false", "off", "none")
_ALIGN = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "left": "left",
    "start": "left",
}
_CORNER = 4200
"""Twips from the left margin beyond which a block stands in the right-hand corner."""


@dataclass(frozen=True, slots=True)
class Look:
    """What counts of a style; None is «the style does not say»."""

    bold: bool | None = None
    hidden: bool | None = None
    align: str = ""
    num_id: str = ""
    level: int | None = None
    indent: int | None = None
    name: str = ""

    def over(self, base: Look) -> Look:
        """What this look says, and where it is silent, what the base says."""
        return Look(
            self.bold if self.bold is not None else base.bold,
            self.hidden if self.hidden is not None else base.hidden,
            self.align or base.align,
            self.num_id or base.num_id,
            self.level if self.level is not None else base.level,
            self.indent if self.indent is not None else base.indent,
            self.name or base.name,
        )

    @property
    def alignment(self) -> str:
        """`align`, with a block that is indented into the corner counted as `right`."""
        if self.align not in ("center", "right") and (self.indent or 0) >= _CORNER:
            return "right"
        return self.align


PLAIN = Look()


class Styles:
    """Styles by id, each with what it inherits; a style is read when it is first asked for."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._whole: dict[str, Look] = {}
        self.base = PLAIN
        self.paragraph_default = PLAIN
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self.base = look_of(
                defaults.find(f"{W}pPrDefault/{W}pPr"), defaults.find(f"{W}rPrDefault/{W}rPr")
            )
        default_id = ""
        for style in root.iterchildren(f"{W}style"):
            self._elements[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                default_id = style.get(f"{W}styleId", "")
        self.paragraph_default = self.look(default_id).over(self.base)

    def _own(self, style_id: str) -> tuple[str, Look]:
        """The parent of a style and what the style says itself."""
        style = self._elements[style_id]
        based = style.find(f"{W}basedOn")
        name = style.find(f"{W}name")
        look = look_of(style.find(f"{W}pPr"), style.find(f"{W}rPr"))
        named = Look(name=name.get(f"{W}val", "") if name is not None else "").over(look)
        own = named if style.get(f"{W}type") == "paragraph" else look
        parent = based.get(f"{W}val", "") if based is not None else ""
        return parent, own

    def look(self, style_id: str) -> Look:
        """What a style says, its ancestors included; unknown styles say nothing."""
        if style_id in self._whole:
            return self._whole[style_id]
        chain: list[Look] = []
        seen: set[str] = set()
        current = style_id
        while current in self._elements and current not in seen:
            seen.add(current)
            current, own = self._own(current)
            chain.append(own)
        whole = PLAIN
        for own in reversed(chain):
            whole = own.over(whole)
        self._whole[style_id] = whole
        return whole


def is_on(element: Any) -> bool:
    """Whether a switch property (`w:b`, `w:vanish`) is on: it is, unless it says no."""
    return element.get(f"{W}val", "1") not in _OFF


def look_of(paragraph: Any | None, run: Any | None) -> Look:
    """What paragraph properties and run properties (either may be missing) say themselves."""
    bold = hidden = None
    if run is not None:
        for item in run:
            if item.tag == f"{W}b":
                bold = is_on(item)
            elif item.tag in (f"{W}vanish", f"{W}specVanish"):
                hidden = is_on(item)
    if paragraph is None:
        return Look(bold, hidden)
    align, num_id, level, indent = "", "", None, None
    for item in paragraph:
        if item.tag == f"{W}jc":
            align = _ALIGN.get(item.get(f"{W}val", ""), "")
        elif item.tag == f"{W}numPr":
            num_id, level = numbering_of(item)
        elif item.tag == f"{W}ind":
            indent = _number(item.get(f"{W}left") or item.get(f"{W}start"))
    return Look(bold, hidden, align, num_id, level, indent)


def numbering_of(properties: Any) -> tuple[str, int | None]:
    """List and level of `w:numPr`; the level is None where it is not said."""
    num_id, level = "", None
    for item in properties:
        if item.tag == f"{W}numId":
            num_id = item.get(f"{W}val", "")
        elif item.tag == f"{W}ilvl":
            level = _number(item.get(f"{W}val"))
    return num_id, level


def _number(text: str | None) -> int | None:
    try:
        return int(float(text)) if text else None
    except ValueError:
        return None
