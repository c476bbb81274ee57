"""The signature below the clauses: a post and a person, on one line or over several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.order import Quote, Signature
from extract.structure.clauses import mark_of
from extract.structure.head_lines import is_dates_alone
from extract.structure.lines import Line, quote
from extract.structure.patterns import ANNEX, CLOSING, KIND, PERSON_AT_END, POST

_SIGN_MARK = re.compile(r"\bп\s?/\s?п\b|\(?\bподпись\b\)?|\bм\.\s?п\.", re.I)
_SIGN_LINE = re.compile(rf"[_\s]{{3,}}|\t|(?i:{_SIGN_MARK.pattern})|[/|]")
_REST_OF_POST = re.compile(
    r"(?:администрации|правительства|управления|отдела|комитета|департамента|министерства|совета"
    r"|комиссии|района|города|области|края|республики|округа|поселения|образования|школы|учреждения"
    r"|муниципального|городского|сельского|избирательной|[А-ЯЁ][а-яё]+(?:ского|цкого|ской|цкой))"
    r"(?![а-яё])",
    re.I,
)
_ACQUAINTED = re.compile(r"^(?:с\s+\S+\s+(?:\S+\s+)?)?ознакомлен", re.I)


def split_signature(
    lines: Sequence[Line],
) -> tuple[list[Line], tuple[Signature, ...], list[Line]]:
    """Part lines into clauses, signatures, and what follows the last signature.

    A signature is a post and a person («Начальник управления … С.В. Орлова»),
    on one line or over several; it stands after the last clause. «Подпись» and
    «М.П.» in it come first in what follows.
    """
    signatures: list[Signature] = []
    body: list[Line] = []
    marks: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if signatures and not _may_open_signature(line):
            if is_dates_alone(line) and _opens_signature(lines, position + 1):
                marks.append(line)  # «25.12.2009» between the signatures of two
                position += 1
                continue
            break
        if not signatures and (
            (ANNEX.match(line.plain) and line.first and position) or _ACQUAINTED.search(line.plain)
        ):
            break
        found = _signature_at(lines, position) if _may_open_signature(line) else None
        if found is None:
            if signatures:
                break
            body.append(line)
            position += 1
            continue
        signature, used = found
        if not signatures and _clauses_go_on(body, lines[position + used :]):
            body += lines[position : position + used]  # members of a group that a clause names
            position += used
            continue
        marks += _sign_marks(lines[position : position + used])
        position += used
        below = lines[position] if position < len(lines) else None
        if below is not None and signature.post is not None and _ends_post(below):
            post = signature.post
            words = Quote(
                f"{post.text} {below.plain}", (*post.places, below.place), post.confidence
            )
            signature = replace(signature, post=words)
            position += 1
        signatures.append(signature)
    return body, tuple(signatures), [*marks, *lines[position:]]


def _opens_signature(lines: Sequence[Line], at: int) -> bool:
    return (
        at < len(lines) and _may_open_signature(lines[at]) and _signature_at(lines, at) is not None
    )


def _ends_post(line: Line) -> bool:
    """«Председатель⇥И.И. Белов» / «Правительства области»: the post goes on below the person."""
    text = _bare(line.plain)
    return bool(_REST_OF_POST.match(text)) and len(text) < 60 and not re.search(r"[\d.:;]", text)


def _clauses_go_on(body: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the next clause follows: what looks like a signature stands inside a clause then."""
    tops = [mark.parts[0] for line in body if (mark := mark_of(line)) and mark.kind == "decimal"]
    if not tops:
        return False
    for line in after[:40]:
        if ANNEX.match(line.plain) or KIND.match(line.plain):
            return False
        mark = mark_of(line)
        if mark is not None and mark.kind == "decimal" and len(mark.parts) == 1:
            return mark.parts[0] == max(tops) + 1 and max(tops) > 0
    return False


def _sign_marks(lines: Sequence[Line]) -> list[Line]:
    """What stands in a copy for the hand («подпись», «п/п», «М.П.»): lines of their own."""
    return [
        replace(line, text=mark.group(), number="")
        for line in lines
        for mark in _SIGN_MARK.finditer(line.plain)
    ]


def _may_open_signature(line: Line) -> bool:
    text = _bare(line.plain)
    return not line.number and (bool(POST.match(text)) or bool(_only_person(text)))


def _signature_at(lines: Sequence[Line], start: int) -> tuple[Signature, int] | None:
    """The signature that begins at `start`, and how many lines it takes."""
    post: list[Line] = []
    for offset, line in enumerate(lines[start : start + 8]):
        text = _bare(line.plain)
        if offset and (ANNEX.match(text) or mark_of(line) is not None):
            return None
        person = PERSON_AT_END.search(text)
        if person is not None and _ends_signature(line, person):
            if re.search(r"\s[-–—]\s*$", text[: person.start()]):
                return None  # «Секретарь – А.А. Белов» is a member of a group
            before = text[: person.start()].strip(" ,_:\t")
            if before:
                post.append(replace(line, text=before))
            if post and not POST.match(_bare(post[0].plain)):
                return None
            words = re.sub(r"\s+", " ", person["person"]).strip()
            signature = Signature(quote(post), Quote(words, (line.place,), line.confidence))
            return (signature, offset + 1) if post or offset == 0 else None
        if text.endswith((".", ";")) and not re.search(r"\b[А-ЯЁа-я]{1,3}\.$", text):
            return None
        if len(text) > 200 or (CLOSING.match(text) and text):
            return None
        if text:
            post.append(replace(line, text=text))
    return None


def _ends_signature(line: Line, person: re.Match[str]) -> bool:
    """A sentence may end with a name too; a signature's line has no other verb or is short."""
    before = line.plain[: person.start()]
    return len(before) < 170 and not re.search(r"(?:ть|ить|ать|ести|жить)\s", before)


def _bare(text: str) -> str:
    """The line without signature rules, «М.П.» and «(подпись)»."""
    return re.sub(r"\s+", " ", _SIGN_LINE.sub(" ", text)).strip()


def _only_person(text: str) -> bool:
    """A person and nothing else, initials first: «С.В. Халин»."""
    match = PERSON_AT_END.search(text)
    return match is not None and match.start() == 0 and bool(re.match(r"[А-ЯЁ]\s?\.", text))
