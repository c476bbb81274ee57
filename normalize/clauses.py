"""Who must do what a clause says: its addressee, the person named in it, or the signatory.

A clause speaks to its addressee in the dative («Начальнику отдела … обеспечить
…»), names somebody in the accusative («возложить на …», «назначить
ответственным …»), or keeps the oversight with the signatory («оставляю за
собой»). A subclause that names nobody inherits the parties of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.findings import Finding
from extract.lexicon import parses
from normalize.agreement import is_acronym, word_set
from normalize.parties.context import PartyContext
from normalize.parties.reading import read_cell
from normalize.parties.shorts import expand_shorts
from normalize.parties.surface import Surface, surface, tidy
from normalize.parties.words import start_of
from normalize.persons import Person, find_persons
from normalize.record import Party

_OWN = re.compile(
    r"(?:оставля\w+|остави\w+|оставл\w+|сохраня\w+) за собой"
    r"|(?:возлага\w+|возлож\w+|бер[уё]\w*) на себя"
    r"|контрол\w+[^.;]* (?:осуществля\w+|буду осуществлять) лично|за собой[ ,.]*$",
    re.IGNORECASE,
)
_LAID_ON = re.compile(
    r"\b(?:возлож\w+|возлага\w+)\b[^.;]*?\bна\s+(?!себя\b|период\b|время\b|срок\b)(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ON_BEFORE = re.compile(
    r"^\W*на\s+(?P<who>.+?)\s+(?:возложить|возлагаю|возлагается)\b", re.IGNORECASE | re.DOTALL
)
_LAID_DUTY = re.compile(
    r"(?<=[а-яё»)])\s+(?:[а-яё-]+(?:ое|ую|ие|ые)\s+)?(?:контроль|ответственность|обязанност[ьи]|организацию|функци[юи]"
    r"|руководство|координацию|полномочия|(?!управл|отдел|учрежд|предпр|объедин|собран)"
    r"[а-яё]+(?:ение|ание))(?![а-яё]).*$",
    re.DOTALL,
)
"""«Возложить на директора общее руководство …»: what is laid on him stands behind him."""
_LEFT_WITH = re.compile(
    r"\bостав(?:ить|ляю|ляется)\s+за\s+(?!собой)(?P<who>.+)", re.IGNORECASE | re.DOTALL
)
_GIVEN_TO = re.compile(
    r"\b(?:контроль|организаци\w+|исполнение|выполнение|ответственность)\b[^.;]*?"
    r"\bпоруч(?:ить|аю|ается)\s+(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_GIVEN_WHAT = re.compile(
    r"^\W*поруч(?:ить|аю|ается)\s+(?P<rest>(?:организаци|проведени|подготовк|контрол|исполнени|выполнени"
    r"|руководств|координаци|обеспечени|разработк|осуществлени)(?:ю|у|е|ь|я|о)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
"""«Поручить организацию конкурса ГУК «…»»: what is given comes first, to whom behind it."""
_NAMED = re.compile(
    r"\b(?:назначить|назначаю|определить|утвердить|закрепить)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_RESPONSIBLE = re.compile(
    r"\b(?:ответственн|уполномоченн|координатор|куратор|исполнител|оператор|секретар|организатор)\w*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:^|[.;,(\n])\s*(?:отв(?:етственн\w+)?\.?(?: исполнител\w+| лиц\w+)?|исполнител[ьи])\s*"
    r"(?:[:–—-]\s*|(?<=отв\.) ?(?=(?-i:[А-ЯЁ])[а-яё-]+ ?(?-i:[А-ЯЁ])\.))",
    re.IGNORECASE,
)
_TERM = re.compile(r"[).;, ]*\bсрок", re.IGNORECASE)
_MONTH = r"(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)"
_TRIMMED = re.compile(
    r",?\s+(?:(?:в срок|в срок[аи]|не позднее|в теч(?:ение|ении)|постоянно"
    r"|ежегодно|ежемесячно|ежеквартально|еженедельно|ежедневно|незамедлительно|немедленно"
    r"|своевременно|в месячный|в недельный|по мере|при необходимости|после|перед|на период"
    r"|в [а-яё-]+(?:ый|ий|ом|ем|ые|ие) (?:срок|сроки|порядке|режиме)|в полном объ[её]ме"
    r"|при (?!администрац|организац|федерац|комисс|прокурат)[а-яё]+(?:ении|ании|тии|зации)"
    r"|в (?:\d+|двух|тр[её]х|пяти|десяти)\w*[- ](?:дневный|недельный|месячный)|на основании"
    r"|в (?:своей|пределах|рамках|целях|соответствии|порядке|связи|период|дни|случае)|с целью"
    r"|для (?:обеспечения|проведения|организации)|согласно|за сч[её]т|лично|дополнительно|также"
    r"|заблаговременно)(?![а-яё])"
    r"|(?:до|с|к|на) \d"
    rf"|\d{{1,2}}\.\d|\d{{1,2}}(?:-го)? {_MONTH}).*$",
    re.IGNORECASE | re.DOTALL,
)
"""When and on what grounds: what may stand between an addressee and the verb."""

_SENTENCE_END = re.compile(r"(?<=[а-яё»)\d]{2})\.(?=\s+[А-ЯЁ]|\s*$)|;")
_DATIVE_VERBS = word_set(
    "рекомендовать поручить предложить разрешить указать предписать рекомендуем поручаю "
    "рекомендую предлагаю вменить напомнить разрешаю доверить"
)
_ACCUSATIVE_VERBS = word_set("обязать обязываю просить прошу привлечь уполномочить")
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?\)?|[а-яё]\)|[-–—•])\s+")


@dataclass(frozen=True, slots=True)
class ClauseParties:
    """Who a clause concerns.

    `parties` are responsible for it; `own` says that the clause names them
    itself and did not inherit them. `persons` are all persons that it names,
    «Фамилия И.О.» in the nominative, in the order of the words.
    """

    parties: tuple[Party, ...]
    persons: tuple[str, ...]
    own: bool
    findings: tuple[Finding, ...] = ()


def clause_parties(
    text: str,
    *,
    context: PartyContext,
    signatory: str | None,
    inherited: tuple[Party, ...] = (),
) -> ClauseParties:
    """The responsible parties of a clause and the persons it names.

    Args:
        text: The clause's words.
        context: What is known around it.
        signatory: Who signed the order, «Фамилия И.О.»: the party of
            «контроль оставляю за собой».
        inherited: The parties of the clause above, for a clause that names
            nobody.

    Returns:
        The parties and persons; the inherited parties where the clause names
        none of its own.
    """
    words = _NUMBER.sub("", tidy(text))
    named = tuple(dict.fromkeys(person.name for person in _persons(words)))
    if _OWN.search(words):
        return _signatory(words, signatory, named, context)
    for stretch, case in _stretches(words):
        reading = read_cell(stretch, context, case=case)
        if reading.parties and any(party.kind != "unknown" for party in reading.parties):
            found = tuple(
                party.person
                for party in reading.parties
                if party.person and ";" not in party.person
            )
            return ClauseParties(reading.parties, _settled(named, found), True, reading.findings)
    return ClauseParties(inherited, named, False)


def _persons(words: str) -> tuple[Person, ...]:
    return find_persons(words) if re.search(r"[А-ЯЁ]", words) else ()


def _settled(named: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """The persons as the parties' case reads them: «Иванову» after «на» is Иванова."""
    by_initials = {_initials(name): name for name in found}
    out = []
    for name in named:
        other = by_initials.get(_initials(name))
        out.append(other if other and other[:3].lower() == name[:3].lower() else name)
    return tuple(dict.fromkeys(out))


def _initials(name: str) -> str:
    return name.rpartition(" ")[2]


def _signatory(
    words: str, signatory: str | None, named: tuple[str, ...], context: PartyContext
) -> ClauseParties:
    from normalize.parties.names import finished

    match = _OWN.search(words)
    written = match.group() if match else words
    if not signatory:
        finding = Finding(
            "clause.signatory-unknown", "The clause is the signatory's own, who is not known", words
        )
        return ClauseParties((), named, True, (finding,))
    own = Party(written, signatory, "person", person=signatory, rule="clause.own")
    party = finished(own, context)
    return ClauseParties((party,), tuple(dict.fromkeys((*named, signatory))), True)


def _stretches(words: str) -> Iterator[tuple[str, str | None]]:
    """Stretches that may name the parties, the surest first, with the case they stand in."""
    labelled = _LABELLED.search(words)
    if labelled:
        rest = words[labelled.end() :]
        term = _TERM.search(rest)
        yield rest[: term.start() if term else None], None
    for pattern, case in (
        (_ON_BEFORE, "accs"),
        (_LAID_ON, "accs"),
        (_LEFT_WITH, "ablt"),
        (_GIVEN_TO, "datv"),
    ):
        match = pattern.search(words)
        if match:
            yield _LAID_DUTY.sub("", _closed(match["who"])), case
    given = _GIVEN_WHAT.search(words)
    if given and (stretch := _dative_inside(given["rest"])):
        yield stretch, "datv"
    named = _NAMED.search(words)
    if named and (stretch := _named_responsible(named["rest"])):
        yield stretch, "accs"
    addressee = _addressee(words)
    if addressee:
        yield addressee


def _closed(stretch: str) -> str:
    """The stretch up to the end of its sentence; a stop after a short word ends none."""
    for match in _SENTENCE_END.finditer(stretch):
        last = re.search(r"([А-ЯЁа-яё]+)$", stretch[: match.start()])
        if match.group() == ";" or last is None or len(last[1]) > 3:
            return stretch[: match.start()]
    return stretch


def _named_responsible(rest: str) -> str | None:
    """Who «назначить ответственным …» names: from the first post or person on."""
    role = _RESPONSIBLE.search(rest)
    if role is None:
        return None
    persons = _persons(rest)
    if not persons:
        return None
    first = persons[0].start
    if first < role.start():
        return _TRIMMED.sub("", rest[_post_before(rest, 0, first) : role.start()]).strip(" ,")
    return _closed(rest[_post_before(rest, role.end(), first) :])


def _dative_inside(rest: str) -> str | None:
    """From the first word on that is spoken to: a dative that is no genitive, an acronym."""
    for match in list(_WORD.finditer(rest))[1:]:
        head = start_of(expand_shorts(rest[match.start() :]))
        if head is None:
            continue
        if head.kind == "acronym" and is_acronym(match.group()):
            return _closed(rest[match.start() :])
        if head.listed and "datv" in head.cases and not {"gent", "accs", "nomn"} & head.cases:
            return _closed(rest[match.start() :])
    return None


def _post_before(text: str, start: int, person: int) -> int:
    """Where the post before a person begins: the first living accusative after `start`."""
    for match in _WORD.finditer(text, start, person):
        head = start_of(expand_shorts(text[match.start() : person]))
        if (
            head is not None
            and head.kind == "post"
            and head.listed
            and {"accs", "gent"} & head.cases
            and not head.nominative
        ):
            return match.start()
    return person


def _addressee(words: str) -> tuple[str, str] | None:
    """The words before the first infinitive or colon, where they stand in the dative."""
    cell = surface(words)
    start, case = 0, "datv"
    first = _WORD.match(words)
    if first and first.group().lower() in _DATIVE_VERBS | _ACCUSATIVE_VERBS:
        start = first.end()
        case = "datv" if first.group().lower() in _DATIVE_VERBS else "accs"
    elif first and _is_infinitive(first.group()):
        return None
    end = _addressee_end(cell, start)
    if end is None:
        return None
    stretch = _TRIMMED.sub("", words[start:end]).strip(" ,:–-")
    if not stretch or not _is_addressed(stretch, case):
        return None
    return stretch, case


def _addressee_end(cell: Surface, start: int) -> int | None:
    """The place of the first colon or infinitive outside quotes and brackets; None without one."""
    for match in re.finditer(r":|[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*", cell.view[start:]):
        at = start + match.start()
        if cell.depth[at]:
            continue
        if match.group() == ":" or _is_infinitive(match.group()):
            return at
    return None


def _is_infinitive(word: str) -> bool:
    low = word.lower()
    if not low.endswith(("ть", "ти", "чь", "ться", "тись", "чься")):
        return low in ("необходимо", "надлежит", "следует")
    readings = parses(low)
    return bool(readings) and readings[0].tag.POS == "INFN"


def _is_addressed(stretch: str, case: str) -> bool:
    """Whether a stretch can be spoken to: its head in the case, an acronym, a person."""
    text = expand_shorts(re.sub(r"^всем\s+", "", stretch, flags=re.IGNORECASE))
    if re.match(r"и\.\s?о\b|врио\b|вр\.\s?и\.\s?о\b", text, re.IGNORECASE):
        return True
    head = start_of(text)
    if head is not None:
        if head.kind in ("acronym", "thing"):
            return is_acronym(head.lemma)
        return case in head.cases and (head.listed or head.animate or head.kind == "proper")
    persons = find_persons(stretch, case=case)
    return bool(persons) and persons[0].start < 3
