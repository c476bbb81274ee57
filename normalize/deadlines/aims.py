"""What is got ready for, which is not when: «подготовка к зиме», «концерт к 9 мая».

«К» with a season, a school year or a holiday behind the noun that it belongs to
names an aim. At the head of a clause («К новому учебному году подготовить …»)
it says when.
"""

from __future__ import annotations

import re

from normalize.deadlines.prose import is_noun

_WORD_BEFORE = re.compile(r"([а-яё]+)\s*$")
_TOWARDS = re.compile(r"ко?\s")
_SEASON = re.compile(
    r"ко?\s+(?!концу|середине|\d{1,2}\s)(?!начал).*?(?:уч\w*\W+год|зим[еы]|лету|весне|осени|сезон|период)"
)
_BEGINNING = re.compile(r"ко?\s+начал")
_HOLIDAY = re.compile(
    r"ко?\s+(?:(?:0?[19]\s+мая|0?8\s+марта|23\s+февраля|12\s+июня|0?[47]\s+ноября|12\s+декабря)\b"
    r"|0?[19]\.05|0?8\.03|23\.02|12\.06|0?4\.11"
    r"|(?:меж\w+\s+|всем\w+\s+|всерос\w+\s+)?дню|праздн|нов\w+\s+году|юбиле|годовщин|рождеств|пасх|маслен)"
)
_READY = re.compile(r"\b(?:подготовк|подготовлен|готов|приемк|переход)\w*(?:\s+[^\s.;]+){0,7}\s*$")
_READY_FOR = re.compile(
    r"\b(?:подготовк|подготовлен|подготовит|готов|мероприят|концерт|праздник|праздничн|поздравлен"
    r"|оформлен|украшен|акци|выставк)\w*(?:\s+[^\s.;]+){0,4}\s*$"
)


def is_aim(before: str, here: str) -> bool:
    """Whether «к …» says for what: «приемка школ к новому учебному году».

    Args:
        before: The words before it, as rules see them (`tokens.flatten`).
        here: The words from «к» on that were read as a time or a phrase.
    """
    if not _TOWARDS.match(here):
        return False
    if _HOLIDAY.match(here):
        return bool(_READY_FOR.search(before))
    if _READY.search(before):
        return bool(_SEASON.match(here) or _BEGINNING.match(here))
    word = _WORD_BEFORE.search(before)
    return bool(_SEASON.match(here) and word and is_noun(word.group(1)))
