"""Who issues an act whose head does not say it: the preamble's subject, whom the signatory leads.

What a signature tells is inferred and comes with a finding; where it names no
territory («Начальник отдела»), a deputy or a head of a territory signs, the
issuer stays unknown.
"""

from __future__ import annotations

import re

from extract.document import located
from extract.findings import Finding
from extract.lexicon import parses
from extract.order import Header, Order
from extract.structure.head_lines import TERRITORY
from extract.structure.issuers import begins_in_genitive
from normalize.inflect import to_nominative
from normalize.parties.issuer import in_usual_letters
from normalize.text import clean, unify_quotes

_BODY = re.compile(
    r"(?<![А-ЯЁа-яё-])(?:администрация|правительство|комитет|совет|управление|департамент|дума|собрание|комиссия"
    r"|министерство|коллегия|президиум|мэрия|палата|агентство|служба|инспекция|отдел|исполком"
    r"|кабинет|глава|губернатор|мэр|префект|президент)(?![А-ЯЁа-яё-])",
    re.I,
)
_WORD_BEFORE = re.compile(r"([А-ЯЁа-яё-]+)\s+$")
_INTO = re.compile(r"(?:^|\s)(?:в|на|через|под|за|о|об|про)\s+$", re.I)
_LONGEST = 160
_THIRD_PERSON = re.compile(r"(?:т|л|ла|ли|ло|ет|ют)\s*$", re.I)

_ACTING = re.compile(
    r"^(?:(?:временно\s+)?исполняющ\w+\s+(?:обязанности|полномочия)|врио|врип|вр\.?\s?и\.?\s?о\.?|и\.?\s?о\.?)\s*",
    re.I,
)
_LEADER = re.compile(
    r"^(?:начальник|директор|председатель|руководитель|заведующ(?:ий|ая)|управляющий)[а]?\s+(?P<body>.+)",
    re.I | re.S,
)
_NAMES_PLACE = re.compile(r"«|\"|(?<=\s)[А-ЯЁ][а-яё]{2,}")
_COMMON_CAPITALS = re.compile(
    r"\b(?:Администраци\w*|Правительств\w*|Совет\w*|Дум\w*|Собрани\w*|Министр\w*|Глав\w*|Район\w*|Город\w*)\b"
)


def is_territory_alone(words: str) -> bool:
    """Whether a letterhead names a territory and no body: «Речная область / Озёрский район»."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if not lines or not TERRITORY.match(lines[0]) or _BODY.search(words):
        return False
    return all(TERRITORY.match(line) or re.fullmatch(r"[«\"][^«»\"]+[»\"]", line) for line in lines)


def issuer_of_preamble(header: Header) -> str | None:
    """«…, администрация N района постановляет:» names the issuer where the head does not.

    The body stands in the nominative right before the command; it begins at
    the last such noun with the adjectives before it.
    """
    if header.preamble is None or header.command is None:
        return None
    command = "".join(header.command.text.split()).strip(" :.,")
    if not _THIRD_PERSON.search(command):
        return None
    text = unify_quotes(clean(header.preamble.text)).rstrip(" ,")
    starts = [match for match in _BODY.finditer(text) if len(text) - match.start() < _LONGEST]
    for match in reversed(starts):
        start = _before_adjectives(text, match.start())
        name = text[start:]
        if _INTO.search(text[:start]) or re.search(r"[.:;](?:\s|$)", name):
            continue
        if name.count("«") != name.count("»") or " " not in name.strip():
            continue
        name = in_usual_letters(name)
        return name[:1].upper() + name[1:]
    return None


def _before_adjectives(text: str, at: int) -> int:
    """Where the adjectives in the nominative begin that stand right before a place."""
    while (word := _WORD_BEFORE.search(text, 0, at)) is not None:
        tags = [parse.tag for parse in parses(word[1].lower())]
        if not any("ADJF" in tag and "nomn" in tag for tag in tags):
            break
        at = word.start()
    return at


def issuer_of_signature(order: Order) -> tuple[str | None, Finding | None]:
    """The body that the first signatory leads, with the finding that says so.

    «Начальник управления культуры города N» leads the «Управление культуры города N».
    A head of a territory (governor, mayor) signs his own acts and those of its
    government or administration alike: his signature tells nothing.
    """
    if not order.signatures or order.signatures[0].post is None:
        return None, None
    words = order.signatures[0].post
    name = _led_body(in_usual_letters(unify_quotes(clean(words.text))).rstrip(" :,."))
    if name is None:
        return None, None
    finding = Finding(
        "header.issuer-inferred",
        "The head names no issuer; it is the body that the signatory leads",
        words.text,
        severity="info",
    )
    return name[:1].upper() + name[1:], located(finding, words.places)


def _led_body(post: str) -> str | None:
    bare = _ACTING.sub("", post)
    if not _NAMES_PLACE.search(_COMMON_CAPITALS.sub("", bare)):
        return None  # «Начальник управления»: of which?
    leader = _LEADER.match(bare)
    if leader is None or not begins_in_genitive(leader["body"]):
        return None
    if re.match(r"(?:\w+\s+)?администрации\b", leader["body"], re.I):
        return None  # he may order in his own name
    return to_nominative(leader["body"], case="gent")
