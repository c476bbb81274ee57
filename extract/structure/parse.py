"""From a document to the order in it: the parts in their sequence.

The way: stitch tables → flatten into lines and tables → head and command →
clauses and signatures → annexes with their tables → residue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.document import Document, Table, located
from extract.errors import NotAnOrder
from extract.findings import Finding
from extract.layout.stitch import stitch_blocks
from extract.order import (
    Annex,
    Clause,
    Header,
    MeasureTable,
    MemberTable,
    Order,
    Quote,
    Signature,
    Source,
)
from extract.structure.annex_body import line_quotes, read_annexes
from extract.structure.annexes import AnnexParts, opens_annex, second_acts, split_annexes
from extract.structure.bilingual import part_languages
from extract.structure.clauses import mark_of, read_clauses
from extract.structure.command import find_kind, part_kind, split_command
from extract.structure.editorial import is_remark_in_body
from extract.structure.head_data import data_below
from extract.structure.header import read_header
from extract.structure.layout_tables import layout_tables_as_lines
from extract.structure.lines import Item, Line, flatten
from extract.structure.members import member_pieces, read_member_lines
from extract.structure.note import complete_header, header_from_note
from extract.structure.patterns import FIRST_CLAUSE, POST, PREAMBLE, SIGNATURE_STAMP, TITLE
from extract.structure.residue import find_residue
from extract.structure.run_on import first_clause_inside, part_run_on
from extract.structure.self_named import head_first, is_below_act, kind_named_inside, names_itself
from extract.structure.signatures import split_signature
from extract.structure.tables import MEMBERS_TITLE

_SIGNATURE_LINES = 6
_STAMP_GAP = 3
"""So many lines without a stamp's words end it: «Сертификат участника» further on is text."""


def parse_order(document: Document) -> Order:
    """The structure of the order in a document.

    A plan that lies in the archive without its order is an order whose head
    is empty (or comes from the annex note), with a finding.

    Raises:
        NotAnOrder: The text has neither an order's head nor a table of measures.
    """
    items = layout_tables_as_lines(flatten(stitch_blocks(list(document.blocks()))))
    # a reader may state the doubts about a page there, for the document, or both
    stated = (document.findings, *(page.findings for page in document.pages))
    findings = list(dict.fromkeys(finding for group in stated for finding in group))
    parts = _divide(items)
    findings += parts.findings
    annexes = read_annexes(parts.annexes, parts.clauses, findings)
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
    items, stamps = _without_stamps(items)
    parts = _divide_text(items)
    parts.closing += line_quotes(stamps)
    return parts


def _without_stamps(items: list[Item]) -> tuple[list[Item], list[Line]]:
    """Take out what electronic signatures printed, each in one run of lines."""
    kept: list[Item] = []
    stamps: list[Line] = []
    since = _STAMP_GAP
    for item in items:
        text = item.plain if isinstance(item, Line) else ""
        found = SIGNATURE_STAMP.match(text) if len(text) < 160 else None
        begins = bool(found and re.search(r"подписан|сведения", text, re.I))
        if isinstance(item, Line) and found and (begins or since < _STAMP_GAP):
            stamps.append(item)
            since = 0
        else:
            kept.append(item)
            since += 1
    return kept, stamps


def _divide_text(items: list[Item]) -> _Parts:
    """Divide the items that are the order's own."""
    note_at = _note_first(items)
    if note_at is not None:
        return _annex_alone(items, note_at)
    items = head_first(items)
    lead = list(takewhile(lambda item: isinstance(item, Line), items))
    lines = part_kind(part_languages([item for item in lead if isinstance(item, Line)]))
    kind_at = find_kind(lines)
    if kind_at is not None and is_below_act(lines, kind_at):
        kind_at = None
    parted = _part_at_command(lines, kind_at)
    if parted is None:
        closing, annexes = split_annexes(items)
        return _Parts(Header(), (), (), line_quotes(closing), annexes, [])
    head, command, after = parted
    remarks = [line for line in after if is_remark_in_body(line)]
    after = part_run_on([line for line in after if line not in remarks])
    body, between, (behind, signatures) = _body_and_rest(after, items[len(lead) :])
    clauses, doubts = read_clauses(body)
    findings = list(doubts)
    header = replace(read_header(head, kind_at), command=command)
    header, behind, below = data_below(header, behind) if signatures else (header, behind, [])
    closing, annexes = split_annexes(behind, signed=bool(signatures))
    closing = [*remarks, *below, *closing]
    findings += second_acts(annexes)
    signatures = signatures or _signature_below_annexes(annexes)
    if header.doc_type is None:
        kind, named = kind_named_inside(command, clauses)
        header = replace(header, doc_type=kind)
        findings += [named] if named else []
    header, inferred = complete_header(header, annexes)
    if between:
        annexes.insert(0, AnnexParts(body=list(between)))
    return _Parts(
        header=header,
        clauses=clauses,
        signatures=signatures,
        closing=line_quotes(closing),
        annexes=annexes,
        findings=[*findings, *inferred],
        groups=tuple(_groups_in_clauses(clauses)),
    )


def _signature_below_annexes(annexes: Sequence[AnnexParts]) -> tuple[Signature, ...]:
    """The signature of an order that is signed once, at the end of its last annex."""
    if not annexes:
        return ()
    body = annexes[-1].body
    start = len(body)
    while start and isinstance(body[start - 1], Line) and len(body) - start < _SIGNATURE_LINES:
        start -= 1
    tail = [item for item in body[start:] if isinstance(item, Line)]
    for at, line in enumerate(tail):
        if POST.match(line.plain) and not line.number:
            before, signatures, rest = split_signature(tail[at:])
            if signatures and not before and not rest:
                del body[start + at :]
                return signatures
    return ()


def _annex_alone(items: Sequence[Item], note_at: int) -> _Parts:
    """A file that begins with the note of an annex; what stands above it is furniture."""
    above = [item for item in items[:note_at] if isinstance(item, Line)]
    closing, annexes = split_annexes(items[note_at:])
    header, signatures = header_from_note(annexes[0])
    header = replace(header, furniture=line_quotes(above))
    return _Parts(header, (), signatures, line_quotes(closing), annexes, [])


def _part_at_command(
    lines: list[Line], kind_at: int | None
) -> tuple[list[Line], Quote | None, list[Line]] | None:
    """Part the lines before the first table into head, command and what follows it.

    Without a command the first clause parts them; without a kind of act too,
    there must be a preamble before it. None where nothing says that it is an
    order's text.
    """
    start = kind_at or 0
    split = split_command(lines[start:])
    if split is not None:
        before, command, after = split
        return lines[:start] + before, command, after
    cut = _first_clause(lines, start + 1 if kind_at is not None else 0)
    if cut == len(lines):
        lines = _part_first_clause(lines)
        cut = _first_clause(lines, start)
    if kind_at is None:
        preamble = any(PREAMBLE.match(line.plain) for line in lines[:cut]) or (
            any(TITLE.match(line.plain) for line in lines[:cut]) and names_itself(lines[cut:])
        )
        found = cut < len(lines) and preamble and not opens_annex(lines[cut])
        return (lines[:cut], None, lines[cut:]) if found else None
    if cut == len(lines):
        head, after = _cut_preamble(lines, start)
        return head, None, after
    return lines[:cut], None, lines[cut:]


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
        if not any(FIRST_CLAUSE.match(line.text) or line.number for line in run) and not between:
            # no signature anywhere: what stands from the first table on is the plan
            break
        between += tables
        lines += run
    return list(after), [], (list(rest), ())


def _groups_in_clauses(clauses: Sequence[Clause]) -> Iterator[MemberTable]:
    """Groups whose members a clause lists: «состав комиссии: – Белова А.А. – секретарь»."""
    for clause in clauses:
        head, colon, listed = clause.text.text.partition(":")
        if not MEMBERS_TITLE.search(head) or not re.search(r"\bсостав", head, re.I):
            continue
        own = replace(clause.text, text=listed)
        texts = [own, *(each.text for each in clauses if each.parent == clause.path)]
        lines = [
            Line(text=text.strip(), paragraph=index, place=words.places[0])
            for index, words in enumerate(texts)
            for text in member_pieces(words.text)
            if text.strip() and words.places
        ]
        group, _ = read_member_lines(lines, Quote(head.strip(), clause.text.places))
        if colon and group is not None:
            yield group


def _note_first(items: Sequence[Item]) -> int | None:
    """Where a file that has no head of its own begins with an annex's note; else None."""
    lead = [item for item in items[:60] if isinstance(item, Line)]
    kind_at = find_kind(lead)
    for index, line in enumerate(lead[:12]):
        if kind_at is not None and index >= kind_at:
            return None
        if opens_annex(line) and items[index] is line:
            return None if _has_own_head(lead, kind_at) else index
        if PREAMBLE.match(line.plain) or FIRST_CLAUSE.match(line.numbered):
            return None
    return None


def _has_own_head(lines: Sequence[Line], kind_at: int | None) -> bool:
    """Whether an order's head follows what looks like a note («Статус: Утверждён» on a page)."""
    parted = split_command(lines[kind_at or 0 :])
    if kind_at is not None or parted is None:
        return parted is not None
    after = parted[2]
    return bool(after) and bool(FIRST_CLAUSE.match(after[0].numbered))


def _first_clause(lines: Sequence[Line], start: int) -> int:
    for index in range(start, len(lines)):
        line = lines[index]
        if FIRST_CLAUSE.match(line.numbered) or line.number.startswith("1"):
            return index
        if opens_annex(line):
            return index
    return _later_clause(lines, start)


def _later_clause(lines: Sequence[Line], start: int) -> int:
    """Where the clauses begin with «2.»: a page left the first one out. The next must follow."""
    marks = [(at, line) for at, line in enumerate(lines) if at >= start and mark_of(line)]
    numbers = [line.plain.partition(".")[0].strip() for _, line in marks]
    if numbers[:2] == ["2", "3"] and re.match(r"2\.\s*[А-ЯЁ]", marks[0][1].plain):
        return marks[0][0]
    return len(lines)


def _part_first_clause(lines: list[Line]) -> list[Line]:
    """«В целях …: 1. Провести … 2. …» on one line, parted before the first clause."""
    for index, line in enumerate(lines):
        at = first_clause_inside(line.plain)
        if at is not None and not line.number:
            text = line.plain
            parted = [replace(line, text=text[:at].strip()), replace(line, text=text[at:])]
            return [*lines[:index], *parted, *lines[index + 1 :]]
    return lines


def _cut_preamble(head: list[Line], kind_at: int) -> tuple[list[Line], list[Line]]:
    """An order without a command and without numbers: the text from the preamble on is its body."""
    for index in range(kind_at + 1, len(head)):
        if PREAMBLE.match(head[index].plain):
            return head[:index], head[index:]
    return head, []


def _residue_finding(residue: Quote) -> Finding:
    finding = Finding(
        "order.residue", "Words of the file that no field holds", excerpt=residue.text[:200]
    )
    return located(finding, residue.places)


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
