"""The elements of a page, also where tags that nobody closed nest them without end.

libxml2 stops at a depth of 256 and leaves out the rest of the page without a
word. Old pages reach it with a `<font>` opened for every paragraph, so such a
page is read again without the tags that only style and group, at last without
its tables.
"""

from __future__ import annotations

import re
from typing import Any

from extract.findings import Finding

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_STYLES = re.compile(
    r"</?(?:a|abbr|acronym|b|big|bdo|cite|em|font|i|ins|label|nobr|s|small|span|strike|strong|tt|u"
    r"|\w+:\w+)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"</?(?:address|article|aside|blockquote|center|dd|dir|div|dl|dt|fieldset|figure|form|li|main"
    r"|menu|ol|section|ul)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_TABLES = re.compile(
    r"</?(?:table|caption|colgroup|thead|tbody|tfoot|tr|td|th)(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_WITHOUT_STYLES = Finding(
    "html.nested-too-deep",
    "Elements are nested too deep, as tags that nobody closed do: the page was read without the"
    " tags that style and group",
    severity="info",
)
_WITHOUT_TABLES = Finding(
    "html.nested-too-deep",
    "Tables are nested too deep, as tags that nobody closed do: their text was read as paragraphs",
)


def parse(text: str) -> tuple[Any, tuple[Finding, ...]]:
    """The root element of a page and what had to be left out to read all its text.

    The root is None where there is no HTML.
    """
    text = _DECLARATION.sub("", text.replace("\x00", ""))
    root, whole = _parsed(text)
    if whole:
        return root, ()
    text = _GROUPS.sub("<p>", _STYLES.sub("", text))
    root, whole = _parsed(text)
    if whole:
        return root, (_WITHOUT_STYLES,)
    return _parsed(_TABLES.sub("<p>", text))[0], (_WITHOUT_TABLES,)


def _parsed(text: str) -> tuple[Any, bool]:
    """The root element, and whether the parser went through to the end of the text."""
    from lxml import etree

    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root, all(each.type_name != "ERR_RESOURCE_LIMIT" for each in parser.error_log)
