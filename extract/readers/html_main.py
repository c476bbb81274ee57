"""The act on a web page, and the site around it.

A part is the site's only when its name or its links say so, it does not hold
the act itself, and it is a small part of the page. What is taken out is kept as
furniture.
"""

from __future__ import annotations

import re
from typing import Any

_ACT = re.compile(
    r"\b(п\s*р\s*и\s*к\s*а\s*з|п\s*о\s*с\s*т\s*а\s*н\s*о\s*в\s*л\s*е\s*н\s*и\s*е"
    r"|р\s*а\s*с\s*п\s*о\s*р\s*я\s*ж\s*е\s*н\s*и\s*е|р\s*е\s*ш\s*е\s*н\s*и\s*е"
    r"|утвержд\w+|приказыва\w+|приложени\w+|мероприяти\w+)\b",
    re.IGNORECASE,
)
_SITE_TAGS = frozenset(("nav", "header", "footer", "aside", "menu", "form"))
_SITE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav(?:bar|igation)?|(?:top|main|left|right|side|foot)?-?menu|side-?bar"
    r"|bread-?crumbs?|footer|header|banner|social|share|likes?|comments?|cookies?|search"
    r"|pag(?:er|ination)|related|login|advert\w*|counter|copyright|toolbar|skip-?link|popup"
    r"|modal)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_MAIN_NAME = re.compile(
    r"(?:^|[-_\s])(?:content|main|article|document|doc|post|entry|text|body)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SMALL = 0.35
_LINKED = 0.75


def main_part(root: Any) -> tuple[Any, list[str]]:
    """The element that holds the act, and the texts that were taken out of it."""
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        body = root
    total = len(_text(body)) or 1
    aside: list[str] = []
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body or not _is_attached(element, body):
            continue
        if _is_site(element, total):
            words = _text(element)
            if words:
                aside.append(words)
            _remove(element)
    return body, aside


def _is_site(element: Any, total: int) -> bool:
    """Whether an element belongs to the site around the act."""
    named = (
        element.tag in _SITE_TAGS
        or element.get("role", "") in _SITE_ROLES
        or (
            element.tag in ("div", "ul", "ol", "section", "table", "td", "p", "span")
            and any(_SITE_NAME.search(element.get(name, "")) for name in ("class", "id"))
            and not any(_MAIN_NAME.search(element.get(name, "")) for name in ("class", "id"))
        )
    )
    listed = element.tag in ("ul", "ol", "div", "table", "p") and _is_link_list(element)
    if not named and not listed:
        return False
    words = _text(element)
    if element.find(".//table") is not None and element.tag not in ("nav", "form") and not listed:
        return False
    return len(words) < _SMALL * total and not (named and not listed and _ACT.search(words))


def _is_link_list(element: Any) -> bool:
    links = [_text(link) for link in element.iter("a") if link.get("href")]
    if len(links) < 4:
        return False
    return sum(map(len, links)) > _LINKED * max(1, len(_text(element)))


def _text(element: Any) -> str:
    skipped = ("script", "style", "noscript")
    parts = [
        text
        for node in element.iter()
        if isinstance(node.tag, str)
        for text in (
            node.text if node.tag not in skipped else "",
            node.tail if node is not element else "",
        )
        if text
    ]
    return " ".join(" ".join(parts).split())


def _is_attached(element: Any, body: Any) -> bool:
    current = element
    while current is not None and current is not body:
        current = current.getparent()
    return current is body


def _remove(element: Any) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
