r"""Markdown-like marks and stray tags in a text: out of the words, into `bold` and `style`.

Transcribed orders carry `**`, `__`, `#`, `<b>`, `<br>` and escapes (`\-`), not
always in pairs. Marks go, words stay: also where a mark has no partner.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_BOLD = re.compile(r"(\*{2,})|<\s*(/?)\s*(?:b|strong)\s*>", re.IGNORECASE)
_BREAK_TAG = re.compile(r"<\s*/?\s*br\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"<\s*/?\s*(?:i|em|u|s|ins|del|sup|sub|span|font|small|big|center|div|p|h[1-6]|a|mark|img"
    r"|tt|code|ul|ol|li|nobr|strike|hr)(?:\s[^<>]*)?/?\s*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_UNDERSCORED = re.compile(r"(?<![\w_])(__?)(?=[\w«\"(№])([^_\n]+?)(?<=[\w»\").:,;!?])\1(?![\w_])")
_STARRED = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?![\w*])")
_ESCAPE = re.compile(r"\\([^0-9A-Za-zА-Яа-яЁё\s])")
_LINK = re.compile(
    r"!?\[([^\[\]\n]*)\]\((?:https?:|mailto:|#|/|\.|images?/|consultantplus)[^()\s]*\)"
)
_TICKS = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_TITLE = re.compile(r"\s{0,3}(#{1,6})\s*(?=[^\s#\d])|\s{0,3}(#{1,6})\s+")
_TITLE_END = re.compile(r"\s+#+\s*$")
_QUOTED = re.compile(r"\s{0,3}(?:>\s)+")
_STRIKE = re.compile(r"~~([^~\n]+)~~")

RULE = re.compile(r"\s*(?:(?:[-–—]\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}|={3,}|[─━═]{3,}|`{3,}\w*)\s*")
"""A line that only draws a rule or opens a code block."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words without their marks; `heading` is the level of a Markdown title, 0 for none."""

    text: str
    bold: bool = False
    heading: int = 0


def strip_marks(text: str) -> Marked:
    """One line or cell without its marks; `<br>` becomes a line feed."""
    return strip_lines([text])[0]


def strip_lines(lines: list[str]) -> list[Marked]:
    """The lines of one paragraph without their marks; bold may go over several lines."""
    out: list[Marked] = []
    state = False
    for line in lines:
        if "*" not in line and "<" not in line and not state and _is_plain(line):
            out.append(Marked(line))
            continue
        heading, rest = _heading(line)
        if rest.lstrip().startswith("**") and len(_BOLD.findall(rest)) % 2 == 0:
            state = False
        pieces, state = _bold_pieces(rest, state)
        text = _inline("".join(piece for piece, _ in pieces))
        bold = _all_bold(pieces)
        out.append(Marked(text, bold, heading))
    return out


def _is_plain(line: str) -> bool:
    return not any(mark in line for mark in "_\\`#&[>~$")


def _heading(line: str) -> tuple[int, str]:
    line = _QUOTED.sub("", line, count=1) if line.lstrip().startswith(">") else line
    match = _TITLE.match(line)
    if not match:
        return 0, line
    level = len(match[1] or match[2])
    return level, _TITLE_END.sub("", line[match.end() :])


def _bold_pieces(line: str, state: bool) -> tuple[list[tuple[str, bool]], bool]:
    """The line cut at its bold marks: (words, bold), and the state after it."""
    pieces: list[tuple[str, bool]] = []
    marks = [match for match in _BOLD.finditer(line) if not _is_footnote_star(line, match)]
    begin = 0
    for match in marks:
        pieces.append((line[begin : match.start()], state))
        begin = match.end()
        if match[1] and len(match[1]) > 3:
            continue  # four marks in a row are a bold text without words
        state = not state if match[1] else not match[2]
    pieces.append((line[begin:], state))
    if state and len(marks) % 2 and not line.lstrip().startswith(("*", "<")):
        # An unpaired mark at the end of a line closes nothing and opens nothing.
        state = bool(line[begin:].strip())
    return pieces, state


def _is_footnote_star(line: str, match: re.Match[str]) -> bool:
    """`**` with space on both sides, or alone before a note, is a footnote sign."""
    if not match[1]:
        return False
    if line[max(0, match.start() - 1) : match.start()] == "\\":
        return True
    after = line[match.end() : match.end() + 1]
    before = line[: match.start()]
    alone = line.count("**") == 1
    return alone and after.isspace() and (not before or before[-1].isspace())


def _all_bold(pieces: list[tuple[str, bool]]) -> bool:
    lettered = [bold for piece, bold in pieces if re.search(r"[\w№]", piece)]
    return bool(lettered) and all(lettered)


def _inline(text: str) -> str:
    text = _BREAK_TAG.sub("\n", text)
    text = _TAG.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _UNDERSCORED.sub(r"\2", text)
    text = _STARRED.sub(r"\1", text)
    text = _STRIKE.sub(r"\1", text)
    text = _TICKS.sub(r"\1", text)
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return _ESCAPE.sub(r"\1", text)
