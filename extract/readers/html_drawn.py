"""Tables that a page draws without table tags: by display styles or by ARIA roles.

Sites set rows of `<div>` side by side with ``display: table-cell``, inline or
through a class of the page's own style sheet, or name them for screen readers
with ``role="cell"``. They become the tags that they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_DISPLAY = re.compile(
    r"display\s*:\s*table(-row(?!-group)|-cell)?\s*(?:!important\s*)?(?:;|$)", re.I
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_TAGS = {"": "table", "-row": "tr", "-cell": "td"}
_ROLES = {
    "table": "table",
    "grid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
_OWN = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))


def name_drawn_tables(root: Any) -> None:
    """Give the elements of drawn tables the tags of tables; a table tag stays what it is."""
    classes = _classes(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _OWN:
            continue
        tag = _drawn_as(element, classes)
        if tag:
            element.tag = tag
    for row in list(root.iter("tr")):
        parent = row.getparent()
        if parent is not None and parent.tag not in _OWN and _holds_rows_alone(parent):
            parent.tag = "table"


def _drawn_as(element: Any, classes: Mapping[str, str]) -> str:
    role = _ROLES.get((element.get("role") or "").lower())
    if role:
        return role
    found = _DISPLAY.search(element.get("style") or "")
    if found:
        return _TAGS[found.group(1) or ""]
    names = (element.get("class") or "").split()
    return next((classes[name] for name in names if name in classes), "")


def _classes(root: Any) -> dict[str, str]:
    """The tag that each class of the page's style sheets stands for."""
    classes: dict[str, str] = {}
    for sheet in root.iter("style"):
        for selectors, body in _RULE.findall(sheet.text or ""):
            found = _DISPLAY.search(body)
            if found:
                for selector in selectors.split(","):
                    name = _CLASS.search(selector.strip())
                    if name:
                        classes[name.group(1)] = _TAGS[found.group(1) or ""]
    return classes


def _holds_rows_alone(element: Any) -> bool:
    rows = [child for child in element if child.tag == "tr"]
    return len(rows) == len(element) and all(cell.tag in ("td", "th") for r in rows for cell in r)
