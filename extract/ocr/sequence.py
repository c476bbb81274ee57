"""Numbers that follow from their neighbours: rows of a table, letters of a list.

«34.» between «3.3.» and «3.5.» is «3.4.»; «6)» after «а)» is «б)». Only a
number that the neighbours leave no choice about is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)(\.?)")
_TWINS = str.maketrans("ОоOЗзбlI|!ТВ", "000336111118")
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_LIST_TWINS = {"6": "б", "8": "в", "r": "г", "3": "з", "З": "з"}


def mend_numbers(texts: Sequence[str]) -> list[str]:
    """The number column of a table, each text as it is or as its neighbours demand."""
    mended = list(texts)
    filled = [index for index, text in enumerate(texts) if text.strip()]
    known = {index: _parts(texts[index]) for index in filled}
    for place, index in enumerate(filled):
        if known[index] and _fits(known, filled, place) and not _misleads(known, filled, place):
            continue
        before = next((known[i] for i in reversed(filled[:place]) if known[i]), None)
        if place + 1 >= len(filled):
            continue
        after = known[filled[place + 1]]
        for number in _next_numbers(before) if before else _elder(after, known[index]):
            if after not in _next_numbers(number):
                continue
            if _digits(texts[index]) == "".join(map(str, number)):
                dot = "." if texts[index].rstrip().endswith((".", ",")) else ""
                mended[index] = ".".join(map(str, number)) + dot
                known[index] = number
    return mended


def out_of_sequence(texts: Sequence[str]) -> set[int]:
    """The places of numbers that neither follow the one before nor lead to the one behind.

    The first number is out of place where it does not lead to the second and the third follows.
    """
    filled = [index for index, text in enumerate(texts) if _parts(text)]
    known = [(index, _parts(texts[index]) or ()) for index in filled]
    misled = len(known) > 2 and known[1][1] not in _next_numbers(known[0][1])
    follows = [
        (not misled or known[2][1] not in _next_numbers(known[1][1]))
        if place == 0
        else known[place][1] in _next_numbers(known[place - 1][1])
        for place in range(len(known))
    ]
    return {
        index
        for place, (index, _) in enumerate(known)
        if not follows[place] and (place + 1 >= len(known) or not follows[place + 1])
    }


def _parts(text: str) -> tuple[int, ...] | None:
    match = _NUMBER.fullmatch(text.strip())
    return tuple(int(part) for part in match[1].split(".")) if match else None


def _fits(known: dict[int, tuple[int, ...] | None], filled: list[int], place: int) -> bool:
    here = known[filled[place]]
    before = known[filled[place - 1]] if place else None
    return here is None or before is None or here in _next_numbers(before)


def _misleads(known: dict[int, tuple[int, ...] | None], filled: list[int], place: int) -> bool:
    """Whether the first number of all is none that the second may follow («11» above «1.2»)."""
    if any(known[index] for index in filled[:place]) or place + 2 >= len(filled):
        return False
    here, after, later = (known[index] for index in filled[place : place + 3])
    return (
        here is not None
        and after is not None
        and after not in _next_numbers(here)
        and later in _next_numbers(after)
    )


def _elder(number: tuple[int, ...] | None, read: tuple[int, ...] | None) -> list[tuple[int, ...]]:
    """The number right before one of the same depth, where a number was read at all."""
    return [(*number[:-1], number[-1] - 1)] if read and number and number[-1] > 1 else []


def _next_numbers(number: tuple[int, ...]) -> list[tuple[int, ...]]:
    """What may follow a number: its sibling, its first child, the siblings of its parents."""
    following = [(*number[:depth], number[depth] + 1) for depth in range(len(number))]
    following += [(*number, 1)]
    following += [(*each, 1) for each in following[: len(number)]]
    return following


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.translate(_TWINS))


def mend_list_marks(texts: Sequence[str]) -> list[str]:
    """Paragraphs whose list marks «а)», «6)», «в)» are letters, each as its neighbours demand."""
    mended = list(texts)
    expected = ""
    for index, text in enumerate(texts):
        match = re.match(r"([а-яА-ЯЗ0-9r])\)", text)
        if not match:
            if len(text) > 400 or re.match(r"\d+\.", text):
                expected = ""
            continue
        mark = match[1]
        if mark != expected and _LIST_TWINS.get(mark) == expected:
            mended[index] = expected + text[1:]
            mark = expected
        position = _LETTERS.find(mark)
        expected = _LETTERS[position + 1] if 0 <= position < len(_LETTERS) - 1 else ""
    return mended
