"""What the note of an annex says of its order, where the order itself is not in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import located
from extract.findings import Finding
from extract.order import Header, Quote, Signature
from extract.structure.annexes import AnnexParts
from extract.structure.lines import Line
from extract.structure.patterns import DATE, NUMBER
from extract.structure.signatures import split_signature

_APPROVED = re.compile(r"\bутверждаю\b", re.I)
_APPROVAL_WORD = re.compile(r"(?:утвержд|согласован|рассмотрен|принят|одобрен)\w*", re.I)
_BETWEEN_POSTS = (
    r"\s+(?=(?:Директор|Начальник|Председател|Заведующ|Руководител|Глава|Заместител|Протокол"
    r"|Педагогическ|Общ(?:ее|им)\s|Приказ)\w*)"
)
_ANY_NUMBER = NUMBER.pattern.replace("?P<number>", "?:")
_NOTE_ACT = re.compile(
    r"(?P<kind>приказ|постановлени|распоряжени|решени)(?:у|ю|ем|ом|а|я|е)?\b(?P<issuer>[^№]{0,160}?)"
    rf"\s*(?:от\s*)?(?:(?P<first>{_ANY_NUMBER})\s*,?\s*от\s*)?(?=[«\"_\s]*\d)",
    re.I,
)


def header_from_note(parts: AnnexParts) -> tuple[Header, tuple[Signature, ...]]:
    """What the note of an annex says of its order: kind, issuer, date, number, who approved."""
    text = " ".join(line.plain for line in parts.heading)
    where = tuple(dict.fromkeys(line.place for line in parts.heading))
    act = _NOTE_ACT.search(text)
    date = DATE.search(text, act.end() if act else 0) or DATE.search(text)
    number = act["first"] if act else None
    if date and number is None:
        after = NUMBER.match(text, len(text) - len(text[date.end() :].lstrip(" ,")))
        number = after.group() if after else None
    issuer = _without_strays(re.sub(r"\s*\bот\s*$", "", act["issuer"])) if act and date else ""
    signatures = _who_approved(parts.heading)
    header = Header(
        issuer=Quote(issuer, where) if len(issuer) > 5 else None,
        doc_type=Quote(text[act.start() : act.end("kind")] + _ending(text, act), where)
        if act and date
        else None,
        number=Quote(number.strip(), where) if number and date else None,
        date=Quote(date.group().strip(), where) if date else None,
    )
    return header, signatures


def _without_strays(issuer: str) -> str:
    """The issuer without the opening quote of a date («приказу отдела от «02» …») at its end."""
    issuer = issuer.strip(" «")
    return issuer.strip(' "') if issuer.count('"') % 2 else issuer


def _who_approved(heading: Sequence[Line]) -> tuple[Signature, ...]:
    """The post and the person below «УТВЕРЖДАЮ», the right ones of several side by side."""
    approved = [at for at, line in enumerate(heading) if _APPROVED.search(line.plain)]
    if not approved:
        return ()
    words = _APPROVAL_WORD.findall(heading[approved[-1]].plain)
    below = list(heading[approved[-1] + 1 :])
    if len(words) > 1:
        at = next(index for index, word in enumerate(words) if _APPROVED.match(word))
        below = [_column(line, at, len(words)) for line in below]
    _, signatures, _ = split_signature(below)
    return signatures


def _column(line: Line, at: int, count: int) -> Line:
    """One of the columns that a text set side by side, where their limits can be told."""
    for limit in (r"\t+", _BETWEEN_POSTS, r"(?<=[а-яё.])\s+(?=_{3})|(?<=\.)\s+(?=[А-ЯЁ]\.)"):
        pieces = [piece for piece in re.split(limit, line.text) if piece.strip()]
        if len(pieces) == count:
            return replace(line, text=pieces[at].strip())
    return line


def _ending(text: str, act: re.Match[str]) -> str:
    """The rest of the word that names the kind of act («приказ» + «у»)."""
    match = re.match(r"[а-яё]*", text[act.end("kind") :], re.I)
    return match.group() if match else ""


def complete_header(
    header: Header, annexes: Sequence[AnnexParts]
) -> tuple[Header, tuple[Finding, ...]]:
    """Fill a head that states neither number nor date from the first annex note that does."""
    if header.number is not None or header.date is not None:
        return header, ()
    for parts in annexes:
        if not parts.heading:
            continue
        noted, _ = header_from_note(parts)
        if noted.date is None or noted.doc_type is None:
            continue
        filled = replace(
            header,
            doc_type=header.doc_type or noted.doc_type,
            issuer=header.issuer or noted.issuer,
            number=noted.number,
            date=noted.date,
        )
        finding = Finding(
            "header.from-note",
            "The head states no number and no date; they come from an annex note",
            excerpt=noted.date.text,
            severity="info",
        )
        return filled, (located(finding, noted.date.places),)
    return header, ()
