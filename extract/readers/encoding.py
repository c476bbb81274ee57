"""Which encoding a Russian text is in, by its letters.

Archives hold orders in UTF-8, UTF-16, cp1251 (Windows), cp866 (DOS, with drawn
frames), koi8-r, ISO 8859-5 and MacCyrillic, and no file says which. Byte-order
marks and the strict grammar of UTF-8 decide what they can; the 8-bit codes are
told apart by how likely the letters and pairs of letters are in Russian. All
this is arithmetic on the bytes: the same bytes always give the same answer.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from functools import lru_cache

SINGLE_BYTE = ("cp1251", "cp866", "koi8-r", "iso8859-5", "mac-cyrillic")
"""8-bit codes in the order in which a tie is decided."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Letters of running Russian in per mille (the well-known averages).
_LETTERS = {
    "о": 110, "е": 85, "а": 80, "и": 74, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 43,
    "к": 35, "м": 32, "д": 30, "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 16,
    "б": 16, "ч": 14, "й": 12, "х": 10, "ж": 9, "ш": 7, "ю": 6, "ц": 5, "щ": 4, "э": 3, "ф": 3,
    "ъ": 1, "ё": 1,
}  # fmt: skip

# Frequent pairs; a right decoding is full of them, a wrong one has hardly any.
_PAIRS = frozenset(
    """
    ст но то на ен ов ни ра во ко ро ос пр по ре ер не ан ал ол ор от та ти ет го ва ли ом ве
    ат ль те ка ри де ел ес ил од ам ин он ит ла ле ло ме мо об ог ое ой ом им ия ие ия ии ых
    ый их ию ци ац ьн нн тв ва до из за ик ис ич ча ск ий со се ся сс ру ур уч че чи ше шк щи
    об ав ад аз да ди ед ей еж еч ем жд же мм ми му ны ку ке ац тр ту тс тн ть ью вы вл вн ви
    """.split()  # noqa: SIM905
)

_CONFUSED = (
    ("cp1251", "utf-8"),
    ("latin-1", "cp1251"),
    ("cp1252", "cp1251"),
    ("latin-1", "utf-8"),
    ("cp1251", "koi8-r"),
    ("koi8-r", "cp1251"),
)
_RARE_WORD_SHAPE = re.compile(r"[а-яё][А-ЯЁ]")
_RUN = re.compile(rb"(.)\1{2,}", re.DOTALL)
_SAMPLE = 20_000
_FRAME = range(0x2500, 0x2580)
_PLAIN = frozenset("«»№–—…“”„‘’•§°·©®±¬\xa0\xad\t\n\r\f\v\x1a")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the code it was in, and what had to be mended.

    `trouble` is empty, or says in one sentence what was not as it should be.
    """

    text: str
    encoding: str
    trouble: str = ""


def decode(data: bytes) -> Decoded:
    """The text of `data`; never fails, doubts are in `trouble`."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with_code(data[len(mark) :], name)
    wide = _wide_code(data)
    if wide:
        return _with_code(data, wide)
    try:
        return _unscrambled(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_broken_utf8(data):
            text = data.decode("utf-8", errors="replace")
            return Decoded(text, "utf-8", f"byte {error.start} and others are no UTF-8")
    name = single_byte_code(data)
    return Decoded(data.decode(name, errors="replace"), name)


def single_byte_code(data: bytes) -> str:
    """The 8-bit code in which `data` is likeliest Russian."""
    # A drawn line is one byte many times over, and some letter in every other code.
    sample = _RUN.sub(rb"\1", _sample(data))
    return max(SINGLE_BYTE, key=lambda name: russianness(sample.decode(name, errors="replace")))


def russianness(text: str) -> float:
    """How much like Russian a text is: a mean over its letters, about 1 for good text.

    Garbage is below 0. Letters count by their frequency, frequent pairs add,
    what never stands in an order (`Ђ`, `џ`, control characters, capitals in the
    middle of a word) takes away. Without any letter beyond ASCII it is 0.
    """
    total = 0.0
    count = 0
    before = " "
    weights = _weights()
    for char in text:
        if char < "\x80":
            if char < " " and char not in _PLAIN:
                total -= 1.0
                count += 1
            before = char
            continue
        low = char.lower()
        count += 1
        if low in weights:
            total += weights[low]
            if before + low in _PAIRS:
                total += 0.9
        elif ord(char) in _FRAME:
            # A frame touches letters only with its upright lines.
            total += 0.1 if char in "│║" or not before.isalpha() else -0.8
        elif char not in _PLAIN:
            total -= 2.0
        before = low
    if not count:
        return 0.0
    shape = len(_RARE_WORD_SHAPE.findall(text))
    return (total - 3.0 * shape) / count


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    mean = 1000 / len(_LETTERS)
    return {letter: max(-0.6, 0.45 * math.log(many / mean)) for letter, many in _LETTERS.items()}


def _sample(data: bytes) -> bytes:
    """Enough bytes to judge by: those beyond ASCII with their neighbours, from the whole file."""
    if len(data) <= _SAMPLE:
        return data
    parts = [run.group() for run in re.finditer(rb"[\x80-\xff]+(?:[ -@]{1,3}[\x80-\xff]+)*", data)]
    step = max(1, sum(map(len, parts)) // _SAMPLE)
    return b" ".join(parts[::step])[: 2 * _SAMPLE]


def _wide_code(data: bytes) -> str:
    """UTF-16 without a mark: every second byte is 0x00 or 0x04 (Cyrillic)."""
    head = data[:4000]
    if len(head) < 4:
        return ""
    even = sum(byte in (0, 4) for byte in head[0::2]) / len(head[0::2])
    odd = sum(byte in (0, 4) for byte in head[1::2]) / len(head[1::2])
    if b"\x00" not in head and b"\x04" not in head:
        return ""
    if odd > 0.8 and even < 0.3:
        return "utf-16-le"
    if even > 0.8 and odd < 0.3:
        return "utf-16-be"
    return ""


def _with_code(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError as error:
        text = data.decode(name, errors="replace")
        return Decoded(text, name, f"byte {error.start} and others are no {name.upper()}")


def _is_broken_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 with a few bytes lost, and not another code."""
    whole = len(re.findall(rb"[\xd0\xd1][\x80-\xbf]|\xe2[\x80-\xbf]{2}|\xc2[\x80-\xbf]", data))
    high = len(re.findall(rb"[\x80-\xff]", data))
    return whole >= 4 and 2 * whole >= 0.9 * high


def _unscrambled(text: str) -> Decoded:
    """Undo a text that was read in a wrong code and saved as UTF-8 («РџСЂРёРєР°Р·», «Ïðèêàç»)."""
    sample = text[:_SAMPLE]
    score = russianness(sample)
    if score > 0.1 or sample.isascii():
        return Decoded(text, "utf-8")
    best, best_score = text, score
    for wrong, right in _CONFUSED:
        # A letter that the wrong code does not have was lost there: it stays visible as U+FFFD.
        mended = text.encode(wrong, errors="replace").decode(right, errors="replace")
        mended_score = russianness(mended[:_SAMPLE])
        if mended_score > max(best_score + 0.5, 0.4):
            best, best_score = mended, mended_score
    if best is text:
        return Decoded(text, "utf-8")
    return Decoded(best, "utf-8", "the text had been saved in a wrong encoding and was restored")
