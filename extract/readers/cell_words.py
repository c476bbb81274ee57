"""What the words of a lone line are: a deadline, a person, an institution, a deed, a sum.

These are likelihoods of a genre, not grammar: they weigh where a line could
stand in two columns (`cell_scores`), and no word decides alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.layout.dated import is_deadline
from extract.readers.lines import DEADLINE_WORDS

PERSON = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вич|вна)\b")
"""A person's name, in full or with initials."""

INITIALS_END = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.$")

TIME_BEGINS = re.compile(
    r"(?:до|с|со|по мере|по графику|по плану|в|во|не позднее|не ранее|после|перед|к|ко|за \d+"
    r"|на период|по окончани\w+|по итогам|при|весь|согласно|одновременно|сразу)\s",
    re.IGNORECASE,
)
"""How a deadline may begin that has none of a deadline's own words («с началом половодья»)."""

_TIME_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_TIME_WORD = re.compile(
    r"\d{1,2}|\d{4}|[ivx]+|го|е|й|м|х|г|гг|кв"
    r"|(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*|ма[йяею]|маем"
    r"|год\w{0,3}|квартал\w*|полугоди\w*|декад\w*|недел\w*|месяц\w*|день|дн\w{1,3}|числ\w{1,3}"
    r"|час\w{0,3}|раз\w?|перв\w+|втор\w+|трет\w+|четв[её]рт\w+|последн\w+|начал\w{1,2}|конец"
    r"|конц\w|середин\w|до|с|со|по|не|позднее|ранее|чем|в|во|за|к|ко|на|от|и|или|течени[ие]"
    r"|весь|всего|всей|период\w*|кажд\w+|ежегодн\w+|еже(?:месячн|дневн|недельн|квартальн)\w+"
    r"|постоянно|систематическ\w+|регулярно|учебн(?:ый|ого|ом|ых)|календарн\w+|текущ\w+"
    r"|весн\w+|осен\w+|лет[оа]м?|зим\w+|мере|необходимост\w+|поступлени\w+|готовност\w+"
    r"|согласно|график\w+|план\w+|отдельн\w+|итогам|срок\w*|учрежден\w+|мероприяти\w+",
    re.IGNORECASE,
)
_NO_TIME_BEGINS = re.compile(r"за\s|план", re.IGNORECASE)
_MORE_TIME = re.compile(
    r"числа\b|\bраз\w?\s+в\b|\bгод[ауы]?\b|недел|регулярно|весной|осенью|летом|зимой",
    re.IGNORECASE,
)
_TERM = re.compile(r"\bсрок\w*", re.IGNORECASE)

_AMOUNT = re.compile(
    r"[хx]|\d[\d\s.,]*(?:\s?(?:%|шт|чел|м[23²³]?|кв\.?\s*м|км|га|т|ед|тыс|млн|руб\w*"
    r"|процент\w*|человек)\b\.?)*%?|(?:шт|чел|м[23²³]?|кв\.?\s*м|п\.?\s*м|км|га|т|ед|руб)\.?",
    re.IGNORECASE,
)
_ADJECTIVES = r"(?:\w+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)\s|\w+-){0,4}"
_BODY = re.compile(
    _ADJECTIVES + r"(?:отдел|управлени|администраци|комитет|комисси|советы?\b|глав[аы]\b"
    r"|зам(?:еститель|\.)|начальник|директор|руководител|специалист|председател|секретар"
    r"|заведующ|учител|воспитател|педагог|методист|инспектор|координатор|ответственн\w+ за"
    r"|член\w* |школ[аы]\b|\w*образовательн\w+ (?:учрежд|орган)|детски[йе] сад|дома? культуры"
    r"|библиотек|больниц|поликлиник|центр\b|групп[аы]\b|бухгалтер|депутат|сектор|служб[аы]\b"
    r"|филиал|участков|учреждени[ея]\b|организаци[ия]\b|предприяти[ея]\b|наставник|водител"
    r"|терапевт|фельдшер|сестра|дружин|оператор|психолог|юрист|врач|старост"
    r"|родител\w+ комитет|тренер|куратор|(?-i:[А-ЯЁ]{2,6})(?![А-ЯЁа-яё]))",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"(?:[А-ЯЁ][а-яё-]+(?:ое|ая|ый|ий|ие)\s)?[А-ЯЁа-яё][а-яё-]*"
    r"(?:ние|ция|вка|тка|рка|дка|тие|ства|ство|сь|ть|ти|ды|сбор|мена|монт)\b"
)
_YIELD = re.compile(
    _ADJECTIVES + r"(?:приказ|распоряжени|постановлени|решени|протокол|справк|отч[её]т|информаци"
    r"|план\b|график|переч|списк|список|программ|положени|акты?\b|договор|журнал|ведомост"
    r"|смет|реестр|паспорт|рекомендаци|публикаци|материал|охват|доля|увеличени|снижени"
    r"|повышени|удостоверени|сертификат|раздел|лист|накладн|банк данных|повестк|фото|\d)"
    r"|.*\b(?:не менее|процент|созданы?|обучен|отремонтирован|разработан|провед[её]н"
    r"|утвержд[её]н|подготовлен|принят)",
    re.IGNORECASE,
)
_FUNDS = re.compile(
    r"б/ф|без (?:затрат|финанс)|не требует|в пределах|в рамках|за сч[её]т|при наличии средств"
    r"|средства|внебюджет|(?:\w+ый )?бюджет|собственн\w+ средств",
    re.IGNORECASE,
)
_NOTE = re.compile(r"выполнено|исполнено|переход|по\s|при налич", re.IGNORECASE)
_CACHE = 20_000
"""Lines are asked again wherever a header may begin."""
_KINDS = (
    ("body", _BODY),
    ("deed", _DEED),
    ("yield", _YIELD),
    ("funds", _FUNDS),
    ("note", _NOTE),
)


@lru_cache(maxsize=_CACHE)
def is_time(text: str) -> bool:
    """Whether a line is a deadline and nothing else, or begins as one and is short."""
    if is_deadline(text):
        return True
    words = _TIME_TOKEN.findall(text)
    return (
        len(words) > (1 if text.isdigit() else 0)
        and not _NO_TIME_BEGINS.match(text)
        and is_dated(_TERM.sub("", text))  # «Срок» alone is a column's name
        and all(_TIME_WORD.fullmatch(word) for word in words)
    )


def is_dated(text: str) -> bool:
    """Whether a line has words that deadlines have."""
    return bool(DEADLINE_WORDS.search(text) or _MORE_TIME.search(text))


@lru_cache(maxsize=_CACHE)
def kinds_of(text: str) -> frozenset[str]:
    """What a line may be: `person`, `body`, `deed`, `yield` (a result), `amount`, `funds`, `note`.

    `body` is an institution or a post, `funds` where money comes from.
    """
    kinds = {name for name, rule in _KINDS if rule.match(text)}
    if "body" in kinds:
        kinds.discard("deed")  # «Финансовое управление»
    if PERSON.search(text):
        kinds.add("person")
    if _AMOUNT.fullmatch(text):
        kinds.add("amount")
    return frozenset(kinds)
