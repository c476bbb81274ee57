"""Who issues and who signs, from wherever the order says it; what its head leaves out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from extract.document import located
from extract.findings import Finding
from extract.order import Header, Order
from normalize.heading import issuer_name
from normalize.inflect import case_of, to_nominative
from normalize.parties.issuer import in_usual_letters
from normalize.persons import read_person
from normalize.text import clean

_GENITIVE_BODY = re.compile(
    r"(?i:управления|отдела|комитета|департамента|администрации|министерства|учреждения|школы"
    r"|главы|совета|думы|правительства|комиссии|центра|службы|муниципального|государственного"
    r"|муниципальной|главного|избирательной|территориальной)\b"
)


def order_issuer(header: Header) -> str | None:
    """The issuer's name; one that follows the kind of act stands in the genitive there.

    «Приказ управления образования …», or an annex note («к приказу …»).
    """
    if header.issuer is None:
        return _issuer_from_preamble(header)
    words = clean(header.issuer.text)
    if re.match(r"по\s", words, re.I):  # «приказ / по школе № 5»
        body = in_usual_letters(words.split(None, 1)[1])
        named = to_nominative(body, case="datv")
        return named[:1].upper() + named[1:]
    if _GENITIVE_BODY.match(words) or case_of(in_usual_letters(words)) == "gent":
        return to_nominative(in_usual_letters(words), case="gent")
    return issuer_name(header.issuer.text)


_ISSUES = re.compile(
    r"(?:^|[,.:;]|\d{4}\s?г\.|»)\s*(?P<issuer>(?:[А-ЯЁ][а-яё]+|администрация|правительство|комитет|совет"
    r"|управление|департамент)\b[^,.:;]{3,120}?)\s*$"
)


def _issuer_from_preamble(header: Header) -> str | None:
    """«…, администрация N района постановляет:» names the issuer where the head does not."""
    if header.preamble is None or header.command is None:
        return None
    if not re.search(r"(?i)т$|ла?$|ет\s*:?$", header.command.text.rstrip(" :.")):
        return None
    match = _ISSUES.search(clean(header.preamble.text))
    return match["issuer"][:1].upper() + match["issuer"][1:] if match else None


def signatory_of(order: Order) -> tuple[str | None, str | None]:
    """Post and person of the first signature; the person in the nominative."""
    if not order.signatures:
        return None, None
    first = order.signatures[0]
    post = clean(first.post.text) if first.post else None
    person = read_person(clean(first.person.text)) if first.person else None
    if person is not None:
        return post, person.name
    return post, clean(first.person.text) if first.person else None


def header_findings(order: Order, date: dt.date | None) -> Iterator[Finding]:
    """What the head of an act should state and does not."""
    header = order.header
    if header.doc_type is None:
        return
    for name, part in (
        ("issuer", header.issuer),
        ("number", header.number),
        ("title", header.title),
    ):
        if part is None:
            yield Finding("header.no-part", f"The head states no {name}", excerpt=name, page=1)
    if date is None:
        message = "The head states no date that a calendar has"
        if header.date is None:
            yield Finding("header.no-date", message, page=1)
        else:
            yield located(Finding("header.no-date", message, header.date.text), header.date.places)
    if not order.signatures:
        yield Finding("header.no-signature", "No signature was found", page=1, severity="info")
