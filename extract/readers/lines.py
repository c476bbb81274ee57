"""The lines of a text file, with their numbers and pages.

A form feed ends a page. A vertical tab is Word's break inside a paragraph or a
cell and becomes U+2028 here, so that it does not end the line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SOFT_BREAK = "\u2028"
"""A break inside a line: what Word writes as a vertical tab."""

PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—=~\[(]\s*)?(?:(?:стр(?:аница|\.)?|лист|л\.|page)\s*)?\d{1,3}"
    r"(?:\s*(?:из|of|/)\s*\d{1,3})?\s*(?:[-–—=~\])]\s*)?",
    re.IGNORECASE,
)
"""A line that holds a page number and nothing else."""

CONTINUED = re.compile(
    r"\s*[*_(]{0,3}(?:продолжение|окончание)\s+(?:таблиц|приложени|план|дорожн)[^\t|]{0,60}",
    re.IGNORECASE,
)
"""A note that a table goes on («Продолжение таблицы 1»)."""

CLAUSE = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}|[IVXLІХ]{1,5}[.)]|[а-яa-z]\))"
    r"[ \t\xa0]+(?=\S)|\d{1,2}(?:\.\d{1,2}){0,4}[.)](?=[А-ЯЁ«])"
)
"""The number of a clause typed by hand, at the start of a line."""

BULLET = re.compile(r"([-–—−•●▪■◦○·*➢✓]|\uf0b7|\uf02d|\uf0a7)[ \t\xa0]+(?=\S)")
"""The mark of a list item, at the start of a line."""

NUMBER_FOLLOWS = re.compile(r"(?:\b(?:п|пп|пункт\w*|ст|стать\w+|№|част\w+|раздел\w*)\.?|№|-)\s*\Z")
"""The end of a line behind which a number is no clause's («согласно пункту» / «5. Положения»)."""

HEADER_WORD = re.compile(
    r"мероприят|наименован|срок|ответствен|исполнител|результат|дата|должност|ф\.?\s*и\.?\s*о"
    r"|фамили|вид[ыа]? работ|содержание|примечан|показател|раздел|направлен|действи|период"
    r"|\bкогда\b|\bкто\b",
    re.IGNORECASE,
)
"""A word that the headers of columns are made of."""

ANNEX_HEAD = re.compile(r"приложение\b(?!.*[.;:]$)", re.IGNORECASE)
"""A line that opens an annex's note and is no clause about it."""

NUMBER_HEADER = re.compile(
    r"(?:№|N|NN|п\s*/\s*п|п\.\s*п|номер)[\s№Nnп/.]*(?:строки|пункта|позиции|мероприятия)?",
    re.IGNORECASE,
)
"""The whole header of a column of row numbers."""

DEADLINE_WORDS = re.compile(
    r"январ|феврал|\bмарт|апрел|\bма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал"
    r"|постоянно\b|ежегодно|ежемесячно|в течение|\d\d\.\d\d\b|\b20\d\d\b|полугоди|по мере"
    r"|весь период|ежедневно|еженедельно|ежеквартально|систематически|декад|\bсрок|учебн\w+ год"
    r"|до начала|не позднее|по (?:плану|графику|итогам|необходимости)|согласно (?:плану|графику)",
    re.IGNORECASE,
)
"""What a cell that holds a deadline has in it, mostly."""

_BREAK = re.compile(r"\r\r\n|\r\n|\n|\r|\x85|\u2029")
_DROPPED = re.compile("[\x00\x1a\ufeff\u200b\u200e\u200f\u2060]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the file, without its end; `number` counts from 1."""

    number: int
    text: str
    page: int = 1

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()


def clause_parts(text: str) -> list[tuple[str, str]]:
    """The clauses and list items that forced breaks part within one paragraph.

    Each is (mark, text): the mark of a list item («-») as a paragraph's number
    is, and empty for all else; the numbers of clauses stay in the text.
    """
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        begins = bool(BULLET.match(line)) or (
            bool(CLAUSE.match(line)) and not NUMBER_FOLLOWS.search("".join(parts[-1][-1:]))
        )
        if begins and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    result: list[tuple[str, str]] = []
    for lines in parts:
        whole = "\n".join(lines)
        mark = BULLET.match(whole)
        result.append((mark[1], whole[mark.end() :]) if mark else ("", whole))
    return result


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text in NFC; what no printer prints is left out."""
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    lines: list[Line] = []
    page = 1
    for number, raw in enumerate(_BREAK.split(text), start=1):
        for index, part in enumerate(raw.split("\f")):
            page += index > 0
            if part or index == 0:
                lines.append(Line(number, part.replace("\v", SOFT_BREAK), page))
    return tuple(lines)
