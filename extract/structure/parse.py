"""From a document to the order in it: the parts in their sequence.

The way: stitch tables → flatten into lines and tables → head and command →
clauses and signatures → annexes with their tables → residue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Document, Table
from extract.errors import NotAnOrder
from extract.findings import Finding
from extract.layout.stitch import stitch_blocks
from extract.order import (
    Annex,
    AnyTable,
    Clause,
    Header,
    MeasureTable,
    MemberTable,
    Order,
    Quote,
    Signature,
    Source,
)
from extract.structure.annexes import (
    AnnexParts,
    annex_number,
    build_annex,
    opens_annex,
    split_annexes,
)
from extract.structure.clauses import read_clauses, split_signature
from extract.structure.header import find_kind, read_header, split_command
from extract.structure.lines import Item, Line, flatten, quote, table_lines
from extract.structure.measures import read_measures
from extract.structure.members import read_member_lines, read_member_table
from extract.structure.patterns import DATE, NUMBER, PREAMBLE
from extract.structure.residue import find_residue
from extract.structure.tables import MEMBERS_TITLE, Reading, generic_table, judge_table

_FIRST_CLAUSE = re.compile(r"^1\s?[.)]\s*\D|^1\.1\.?\s")
_ANNEX_MENTION = re.compile(r"приложени\w+\s*(?:№|N)?\s*(\d+(?:\.\d+)?)", re.I)


def parse_order(document: Document) -> Order:
    """The structure of the order in a document.

    A plan that lies in the archive without its order is an order whose head
    is empty (or comes from the annex note), with a finding.

    Raises:
        NotAnOrder: The text has neither an order's head nor a table of measures.
    """
    items = _layout_tables_as_lines(flatten(stitch_blocks(list(document.blocks()))))
    findings = list(document.findings)
    for page in document.pages:
        findings += page.findings
    parts = _divide(items)
    findings += parts.findings
    annexes = _read_annexes(parts.annexes, parts.clauses, findings)
    if parts.groups:
        annexes += (Annex(len(annexes) + 1, None, None, None, tables=parts.groups),)
    header = parts.header
    _require_order(document, header, parts.clauses, annexes)
    if header.doc_type is None:
        findings.append(
            Finding(
                "header.missing", "No line names the kind of act; the file may hold only an annex"
            )
        )
    order = Order(
        source=Source(document.source, document.sha256, document.format, len(document.pages)),
        header=header,
        clauses=parts.clauses,
        signatures=parts.signatures,
        annexes=annexes,
        closing=parts.closing,
        footnotes=tuple(Quote(note.text, (note.place,)) for note in document.footnotes),
        findings=tuple(findings),
    )
    residue = find_residue(document, order)
    if residue:
        order = replace(
            order,
            residue=residue,
            findings=(*order.findings, *(_residue_finding(each) for each in residue)),
        )
    return order


@dataclass(slots=True)
class _Parts:
    header: Header
    clauses: tuple[Clause, ...]
    signatures: tuple[Signature, ...]
    closing: tuple[Quote, ...]
    annexes: list[AnnexParts]
    findings: list[Finding]
    groups: tuple[MemberTable, ...] = ()


def _divide(items: list[Item]) -> _Parts:
    """Divide the items of a file into head, clauses, signature, closing and annexes."""
    first_annex = _annex_first(items)
    if first_annex:
        closing, annexes = split_annexes(items)
        header = _header_from_note(annexes[0]) if annexes else Header()
        return _Parts(header, (), (), _quotes(closing), annexes, [])
    lead: list[Line] = []
    for item in items:
        if isinstance(item, Table):
            break
        lead.append(item)
    rest = items[len(lead) :]
    kind_at = find_kind(lead)
    split = split_command(lead[kind_at or 0 :])
    findings: list[Finding] = []
    if split is not None:
        before, command, after = split
        head = lead[: kind_at or 0] + before
    else:
        command = None
        cut = _first_clause(lead, (kind_at or 0) + 1) if kind_at is not None else len(lead)
        head, after = lead[:cut], lead[cut:]
    if kind_at is None and split is None:
        closing, annexes = split_annexes(items)
        return _Parts(Header(), (), (), _quotes(closing), annexes, findings)
    if split is None and after == []:
        head, after = _cut_preamble(head, kind_at or 0)
    header = replace(read_header(head, kind_at), command=command)
    body, between, tail = _body_and_rest(after, rest)
    clauses, clause_findings = read_clauses(body)
    findings += clause_findings
    lines_after, signatures = tail
    closing_lines, annexes = split_annexes(lines_after)
    if between:
        annexes.insert(0, AnnexParts(body=list(between)))
    groups = tuple(_groups_in_clauses(clauses))
    return _Parts(header, clauses, signatures, _quotes(closing_lines), annexes, findings, groups)


def _body_and_rest(
    after: list[Line], rest: list[Item]
) -> tuple[list[Line], list[Item], tuple[list[Item], tuple[Signature, ...]]]:
    """Part what follows the command: clause lines, tables among them, and what follows.

    Tables that stand before the signature belong to the order's own text;
    they come back apart, the clauses go on behind them.
    """
    body, signatures, tail = split_signature(after)
    if signatures or any(opens_annex(line) for line in tail):
        return body, [], ([*tail, *rest], signatures)
    lines: list[Line] = list(after)
    between: list[Item] = []
    position = 0
    while position < len(rest):
        run: list[Line] = []
        tables: list[Item] = []
        while position < len(rest) and isinstance(rest[position], Table):
            tables.append(rest[position])
            position += 1
        while position < len(rest):
            item = rest[position]
            if isinstance(item, Table):
                break
            run.append(item)
            position += 1
        body_run, signatures, tail = split_signature(run)
        if signatures or any(opens_annex(line) for line in tail):
            between += tables
            lines += body_run
            return lines, between, ([*tail, *rest[position:]], signatures)
        if not any(_FIRST_CLAUSE.match(line.text) or line.number for line in run) and not between:
            # no signature anywhere: what stands from the first table on is the plan
            break
        between += tables
        lines += run
    return list(after), [], (list(rest), ())


def _groups_in_clauses(clauses: Sequence[Clause]) -> Iterator[MemberTable]:
    """Groups whose members a clause lists: «состав комиссии: – Белова А.А. – секретарь»."""
    for clause in clauses:
        head = clause.text.text.split("\n")[0]
        if not MEMBERS_TITLE.search(head) or not re.search(r"\bсостав", head, re.I):
            continue
        texts = [clause.text, *(each.text for each in clauses if each.parent == clause.path)]
        lines = [
            Line(text=text.strip(), paragraph=index, place=words.places[0])
            for index, words in enumerate(texts)
            for text in words.text.split("\n")
            if text.strip() and words.places
        ]
        group, _ = read_member_lines(lines[1:], Quote(head.rstrip(" :"), clause.text.places))
        if group is not None:
            yield group


def _annex_first(items: Sequence[Item]) -> bool:
    """Whether the file begins with an annex's note and has no head of its own before it."""
    lead = [item for item in items[:60] if isinstance(item, Line)]
    kind_at = find_kind(lead)
    for index, line in enumerate(lead[:12]):
        if kind_at is not None and index >= kind_at:
            return False
        if opens_annex(line):
            return kind_at is None or split_command(lead[kind_at:]) is None
    return False


def _header_from_note(parts: AnnexParts) -> Header:
    """What the note of an annex says of its order: date and number."""
    text = " ".join(line.plain for line in parts.heading)
    where = tuple(dict.fromkeys(line.place for line in parts.heading))
    date = DATE.search(text)
    number = NUMBER.search(text[date.end() :] if date else text)
    kind = re.search(r"(приказ|постановлени|распоряжени|решени)(?:у|ю|ем|ом|а|я)\b", text, re.I)
    issuer = text[kind.end() : date.start()] if kind and date and kind.end() < date.start() else ""
    issuer = re.sub(r"\s*\b(?:от|№.*)\s*$", "", issuer).strip(' «"')
    return Header(
        issuer=Quote(issuer, where) if len(issuer) > 5 else None,
        doc_type=Quote(kind.group(), where) if kind and date else None,
        number=Quote(number.group().strip(), where) if number and date else None,
        date=Quote(date.group().strip(), where) if date else None,
    )


def _first_clause(lines: Sequence[Line], start: int) -> int:
    for index in range(start, len(lines)):
        line = lines[index]
        if _FIRST_CLAUSE.match(line.numbered) or line.number.startswith("1"):
            return index
        if opens_annex(line):
            return index
    return len(lines)


def _cut_preamble(head: list[Line], kind_at: int) -> tuple[list[Line], list[Line]]:
    """An order without a command and without numbers: the text from the preamble on is its body."""
    for index in range(kind_at + 1, len(head)):
        if PREAMBLE.match(head[index].plain):
            return head[:index], head[index:]
    return head, []


def _layout_tables_as_lines(items: list[Item]) -> list[Item]:
    """Tables that only lay out a letterhead or a signature become lines."""
    result: list[Item] = []
    for index, item in enumerate(items):
        if isinstance(item, Table) and _is_layout(item, items, index):
            result += table_lines(item, -index - 1)
        else:
            result.append(item)
    return result


def _is_layout(table: Table, items: Sequence[Item], index: int) -> bool:
    texts = [cell.text.strip() for cell in table.cells if cell.text.strip()]
    if not texts:
        return True
    if table.column_count == 1 and table.row_count <= 3:
        return True
    if table.row_count > 8 or table.column_count > 4 or len(texts) > 16:
        return False
    reading = judge_table(table, "")
    if reading.kind != "other":
        return False
    before = [each for each in items[:index] if isinstance(each, Line)]
    in_head = not any(_FIRST_CLAUSE.match(line.numbered) for line in before) and (
        len(before) < 25 and not any(opens_annex(line) for line in before)
    )
    joined = " ".join(texts)
    signature = (
        len(texts) <= 6
        and bool(
            re.search(
                r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.", joined
            )
        )
        and table.row_count <= 3
    )
    note = any(re.match(r"(?i)приложение|утвержд|согласовано", text) for text in texts)
    return in_head or signature or (note and table.row_count <= 3)


def _read_annexes(
    parts: Sequence[AnnexParts], clauses: Sequence[Clause], findings: list[Finding]
) -> tuple[Annex, ...]:
    numbers = _numbers(parts, clauses, findings)
    annexes = []
    position = 1
    for at, each in enumerate(parts):
        paragraphs, tables, position = _read_body(each, position)
        annexes.append(build_annex(at + 1, numbers[at], each, paragraphs, tables))
    return tuple(annexes)


def _numbers(
    parts: Sequence[AnnexParts], clauses: Sequence[Clause], findings: list[Finding]
) -> list[str | None]:
    """The annexes' numbers; a missing one is inferred where the clauses name exactly it."""
    numbers = [annex_number(each.heading) for each in parts]
    named: list[str] = []
    for clause in clauses:
        named += _ANNEX_MENTION.findall(clause.text.text)
    open_numbers = [each for each in dict.fromkeys(named) if each not in numbers]
    missing = [
        index
        for index, (number, part) in enumerate(zip(numbers, parts, strict=True))
        if number is None and (part.title or part.heading)
    ]
    if len(open_numbers) == len(missing) and open_numbers:
        for index, number in zip(missing, open_numbers, strict=True):
            numbers[index] = number
            words = quote(parts[index].heading or parts[index].title)
            findings.append(
                Finding(
                    "annex.number-inferred",
                    f"The annex has no number; the clauses name annex {number}",
                    excerpt=words.text[:80] if words else "",
                    page=words.page if words else 0,
                    severity="info",
                )
            )
    return numbers


def _read_body(
    parts: AnnexParts, position: int
) -> tuple[tuple[Quote, ...], tuple[AnyTable, ...], int]:
    """Read an annex's text and tables; `position` numbers the next measure of the order."""
    tables: list[AnyTable] = []
    pending: list[Line] = []
    paragraphs: list[Quote] = []
    title = " ".join(line.plain for line in parts.title)
    for item in parts.body:
        if isinstance(item, Line):
            pending.append(item)
            continue
        caption, before = _caption(pending)
        paragraphs += _paragraph_quotes(before)
        pending = []
        words = " ".join([title, *(line.plain for line in caption)])
        table = _read_table(item, judge_table(item, words), caption, parts, position)
        if isinstance(table, MeasureTable):
            position += len(table.measures)
        tables.append(table)
    if pending and not tables and MEMBERS_TITLE.search(title):
        group, pending = read_member_lines(pending, quote(parts.title))
        if group is not None:
            tables.append(group)
    paragraphs += _paragraph_quotes(pending)
    return tuple(paragraphs), tuple(tables), position


def _read_table(
    table: Table, reading: Reading, caption: Sequence[Line], parts: AnnexParts, position: int
) -> AnyTable:
    quotes = _quotes(caption)
    if reading.kind == "measures":
        return read_measures(table, reading, quotes, position)
    if reading.kind == "members":
        name = quote(caption) or quote(parts.title)
        members = read_member_table(table, reading, name)
        if members is not None:
            return members
    return generic_table(table, quotes)


def _caption(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines right above a table that are set or worded as its caption, and the lines before."""
    caption: list[Line] = []
    for line in reversed(lines):
        text = line.plain
        if (
            (text.endswith((".", ";", ":", ",")) and not line.bold)
            or len(text) > 300
            or line.number
        ):
            break
        if caption and (line.bold != caption[0].bold or len(caption) >= 4):
            break
        if re.match(r"[-–—•]", text):
            break
        caption.insert(0, line)
    return caption, list(lines[: len(lines) - len(caption)])


def _paragraph_quotes(lines: Sequence[Line]) -> list[Quote]:
    """One quote for each paragraph, its lines parted as the author parted them."""
    grouped: list[list[Line]] = []
    for line in lines:
        if grouped and grouped[-1][-1].paragraph == line.paragraph:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [words for group in grouped if (words := quote(group, separator="\n"))]


def _quotes(lines: Sequence[Line]) -> tuple[Quote, ...]:
    return tuple(words for line in lines if (words := quote([line])))


def _residue_finding(residue: Quote) -> Finding:
    return Finding(
        "order.residue",
        "Words of the file that no field holds",
        excerpt=residue.text[:200],
        page=residue.page,
    )


def _require_order(
    document: Document, header: Header, clauses: Sequence[Clause], annexes: Sequence[Annex]
) -> None:
    plan = any(
        isinstance(table, MeasureTable) and table.measures
        for annex in annexes
        for table in annex.tables
    )
    act = header.doc_type is not None and bool(
        clauses or header.command or (header.number and header.date)
    )
    if not plan and not act and not (header.command and clauses):
        raise NotAnOrder(document.source, "the text has no order's head and no table of measures")
