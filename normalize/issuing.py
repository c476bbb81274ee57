"""Who issues and who signs, from wherever the order says it; what its head leaves out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from extract.document import located
from extract.findings import Finding
from extract.order import Header, Order
from extract.structure.head_lines import names_body_in_ablative
from extract.structure.issuers import begins_in_genitive
from normalize.heading import issuer_name
from normalize.inflect import case_of, to_nominative
from normalize.issuer_elsewhere import is_territory_alone, issuer_of_preamble
from normalize.parties.issuer import in_usual_letters
from normalize.persons import read_person
from normalize.text import clean


def order_issuer(header: Header) -> str | None:
    """The issuer's name; one that follows the kind of act stands in the genitive there.

    «Приказ управления образования …», or an annex note («к приказу …»).
    """
    if header.issuer is None or is_territory_alone(header.issuer.text):
        return issuer_of_preamble(header)
    text = header.issuer.text
    words = clean(text)
    if re.match(r"по\s", words, re.I):  # «приказ / по школе № 5»
        named = to_nominative(in_usual_letters(words.split(None, 1)[1]), case="datv")
        return named[:1].upper() + named[1:]
    usual = in_usual_letters(words)
    if names_body_in_ablative(words):  # «Принято / Администрацией …»
        named = re.sub(r"\s*\([^()]*обл[^()]*\)$", "", usual)
        if head := re.match(r"главой\s+", named, re.I):  # not the adjective «главый»
            return f"{named[0]}лава {named[head.end() :]}"
        return to_nominative(named, case="ablt")
    if begins_in_genitive(words) or case_of(usual) == "gent":
        return to_nominative(usual, case="gent")
    return issuer_name(text)


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


def header_findings(order: Order, date: dt.date | None, issuer: str | None) -> Iterator[Finding]:
    """What the head of an act should state and does not."""
    header = order.header
    if header.doc_type is None:
        return
    for name, part in (
        ("issuer", issuer),
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
