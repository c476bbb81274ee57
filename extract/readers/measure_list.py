"""Plans written as a list in place of a table, turned into the table that they are.

«1. Провести смотр. Срок: до 5 мая. Отв.: Петрова А.А.» is a row of a plan. Only
lists that say so again and again are taken, and only in an annex or in a file
without a command: the clauses of an order, which may carry deadlines in the
same words, stay clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Block, Cell, Document, Page, Paragraph, Place, Table
from extract.findings import Finding

_LABELS = (
    ("Срок", r"срок(?:и|\s+исполнения|\s+проведения|\s+реализации|\s+выполнения"
             r"|и\s+исполнения|и\s+проведения|и\s+реализации|и\s+выполнения)?"
             r"|дат[аы](?:\s+(?:проведения|исполнения))?"),
    ("Ответственный", r"отв\.(?:\s*исп\.)?|отв|ответственн(?:ый|ые|ая)(?:\s+исполнител[ьи]"
                      r"|\s+за\s+(?:исполнение|проведение|выполнение|реализацию)|\s+лиц[оа])?"
                      r"|исполнител[ьи]|соисполнител[ьи]"),
    ("Результат", r"(?:ожидаемый\s+)?результат(?:ы)?|форма\s+(?:отч[её]та|завершения)|итог"),
    ("Участники", r"участник[и]?|категория\s+участников"),
    ("Место проведения", r"место(?:\s+проведения)?"),
    ("Примечание", r"примечани[ея]"),
)  # fmt: skip
_LABEL = re.compile(
    "(?P<before>^|[.;,()\n]\\s*|\\s)(?:"
    + "|".join(f"(?P<l{index}>{words})" for index, (_, words) in enumerate(_LABELS))
    + r")\s*[:–—-]\s*",
    re.IGNORECASE,
)
_BARE_SHORT = re.compile(r"(?P<before>^|[.;,(\n]\s*)(?P<l1>[Оо]тв\.)\s+(?=[А-ЯЁ«])")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3}[.)]?)\s+(?=\S)")
_SECTION = re.compile(r"(?:[IVXІХ]{1,5}[.)]?\s|(?i:раздел|направление|этап)\s+[\dIVX])")
_COMMAND = re.compile(
    r"(?:п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*ю|п\s*о\s*с\s*т\s*а\s*н\s*о\s*в\s*л\s*я\s*[юе]"
    r"|р\s*е\s*ш\s*и\s*л|о\s*б\s*я\s*з\s*ы\s*в\s*а\s*ю)",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"\s*(?:приложени|утвержд|согласован)", re.IGNORECASE)
_NAMES_PLAN = re.compile(
    r"план|мероприяти|перечень|комплекс|дорожн|программ|график|календар|поручени|задани",
    re.IGNORECASE,
)
_END = re.compile(r"[;,\s]+\Z|(?<=[а-яё\d]{3})\.\s*\Z")
_FEWEST = 3


@dataclass(slots=True)
class _Item:
    """A row in the making: its number, words, and labelled values."""

    number: str
    words: str
    place: Place
    values: dict[str, str] = field(default_factory=dict)
    title: bool = False
    look: tuple[str, bool] = ("", False)
    """How a title stands and whether it is bold."""


def with_measure_lists(document: Document) -> Document:
    """The document with lists of measures as tables; the same document where it has none."""
    blocks = list(document.blocks())
    if not any(isinstance(block, Paragraph) and _LABEL.search(block.text) for block in blocks):
        return document
    result: list[Block] = []
    findings: list[Finding] = []
    index = 0
    allowed = not any(isinstance(b, Paragraph) and _COMMAND.search(b.text) for b in blocks)
    commanded = False
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Paragraph):
            commanded = commanded or bool(_COMMAND.search(block.text))
            allowed = allowed or (commanded and bool(_ANNEX.match(block.text)))
        items, end = _items(blocks, index) if allowed else ([], index)
        if _is_plan(items):
            if title := _opening_title(result, items):
                result.pop()
                items.insert(0, _title(title))
            result.append(_table(items))
            message = "A list with deadlines and responsible parties was read as a table"
            findings.append(
                Finding("list.read-as-table", message, items[0].words[:80], severity="info")
            )
            index = end
        else:
            result.append(block)
            index += 1
    if not findings:
        return document
    return replace(
        document,
        pages=_pages(document.pages, result),
        findings=(*document.findings, *findings),
    )


def _opening_title(before: Sequence[Block], items: Sequence[_Item]) -> Paragraph | None:
    """The first section's title right before a list, where it looks like a later one.

    The title of the plan must still stand above it.
    """
    if items[0].title or len(before) < 2:
        return None
    above, block = before[-2:]
    if not isinstance(above, Paragraph) or not isinstance(block, Paragraph):
        return None
    is_section = (
        (block.align, block.bold) in [item.look for item in items if item.title]
        and block.text[:1].isupper()
        and _is_title(block)
        and not block.text.endswith((".", ":", ","))
        and not _ANNEX.match(block.text)
        and _NAMES_PLAN.search(above.text)
        and not _NAMES_PLAN.search(block.text)
    )
    return block if is_section else None


def _items(blocks: Sequence[Block], begin: int) -> tuple[list[_Item], int]:
    """The items of the list that begins at a block, and where it ends."""
    items: list[_Item] = []
    end = begin
    for index in range(begin, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or _ANNEX.match(block.text):
            break
        number, words = _numbered(block)
        if number:
            items.append(_read(number, words, block.place))
        elif not items:
            if not (_SECTION.match(words) and _is_title(block) and _goes_on(blocks, index)):
                break
            items.append(_title(block))
        elif _LABEL.match(words):
            more = _read("", words, block.place)
            items[-1].values.update(more.values)
        elif items[-1].values and _is_title(block) and _goes_on(blocks, index):
            items.append(_title(block))
        else:
            break
        end = index + 1
    while items and not items[-1].values:
        items.pop()
        end -= 1
    return items, end


def _title(block: Paragraph) -> _Item:
    return _Item("", block.text, block.place, title=True, look=(block.align, block.bold))


def _numbered(block: Paragraph) -> tuple[str, str]:
    if block.number:
        return (block.number, block.text) if block.number[0].isdigit() else ("", block.text)
    match = _NUMBER.match(block.text)
    return (match[1], block.text[match.end() :]) if match else ("", block.text)


def _is_title(block: Paragraph) -> bool:
    return "\n" not in block.text and len(block.text) < 150 and not block.text.endswith(";")


def _goes_on(blocks: Sequence[Block], index: int) -> bool:
    """Whether a numbered item stands behind a title."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return isinstance(after, Paragraph) and bool(_numbered(after)[0])


def _read(number: str, text: str, place: Place) -> _Item:
    """The words of an item up to its first label, and the value behind each label."""
    marks: list[tuple[int, int, str]] = []
    found = sorted(
        [*_LABEL.finditer(text), *_BARE_SHORT.finditer(text)], key=lambda match: match.start()
    )
    for match in found:
        group = next(name for name, value in match.groupdict().items() if value and name[0] == "l")
        label = match[group]
        # In running text («… ответственные - …») a label is a label only where a part begins.
        begins = match["before"].strip() or match.start() == 0 or "\n" in match["before"]
        if label[0].isupper() or begins:
            # The dot before a label belongs to the words before it («2019 г.»).
            start = match.start() + match["before"].startswith((".", ")"))
            if not marks or start >= marks[-1][1]:
                marks.append((start, match.end(), _LABELS[int(group[1:])][0]))
    head = text[: marks[0][0]] if marks else text
    item = _Item(number, _clean(head, brackets=bool(marks)), place)
    for index, (_, begin, name) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        value = _clean(text[begin:end], brackets=True)
        item.values[name] = "\n".join(filter(None, (item.values.get(name), value)))
    return item


def _clean(text: str, *, brackets: bool) -> str:
    text = text.strip()
    if brackets and text.count("(") != text.count(")"):
        text = text.rstrip(").; ") if text.count(")") > text.count("(") else text.rstrip("( ")
    return _END.sub("", text).strip()


def _is_plan(items: list[_Item]) -> bool:
    """Whether a list says deadline and responsible party again and again."""
    rows = [item for item in items if not item.title]
    both = sum("Срок" in item.values and "Ответственный" in item.values for item in rows)
    return both >= _FEWEST and both >= 0.5 * len(rows)


def _table(items: list[_Item]) -> Table:
    used = [name for name, _ in _LABELS if any(name in item.values for item in items)]
    header = ["№", "Мероприятие", *used]
    place = items[0].place
    cells = [Cell(0, column, text, places=(place,)) for column, text in enumerate(header)]
    for row, item in enumerate(items, start=1):
        if item.title:
            cells.append(Cell(row, 0, item.words, column_span=len(header), places=(item.place,)))
            continue
        texts = [item.number, item.words, *(item.values.get(name, "") for name in used)]
        cells.extend(
            Cell(row, column, text, places=(item.place,)) for column, text in enumerate(texts)
        )
    return Table(tuple(cells), len(items) + 1, len(header), replace(place, spot="list"))


def _pages(pages: Sequence[Page], blocks: Sequence[Block]) -> tuple[Page, ...]:
    return tuple(
        replace(page, blocks=tuple(b for b in blocks if b.place.page == page.number))
        for page in pages
    )
