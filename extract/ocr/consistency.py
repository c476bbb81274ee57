"""Words of a scan against their spellings elsewhere in the same document.

An acronym with a digit in it, a name with one wrong letter: where the document
has the likely spelling elsewhere, the odd one is reported. Nothing is changed:
two bodies of a district may differ in one letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.document import Place
from extract.findings import Finding
from extract.lexicon import is_word

_ACRONYM = re.compile(
    r"(?<![\w.,:/№-])(?=[0-9]*[А-ЯЁ])[А-ЯЁ03689]{2,7}(?![\w.:/-]|,\d)"
    # nothing but digits: only as a party of its own («03, администрации поселений»)
    r"|(?<![^,;] )(?<![^,; ])0[03689]{1,3}(?=[,;]\s|$)"
)
_DEFINED = re.compile(r"далее\s*[-–—]?\s*«?([А-ЯЁ]{2,7})\b")
_WORD = re.compile(r"(?<![\w-])[А-ЯЁа-яё][а-яё]{4,}(?![\w-])")
_ALIKE = str.maketrans("03Э9689ЩЦПНЕВ", "ОЗЗЗБВЗШШИИБВ")
"""Signs that a scan makes alike, each with the one that stands for all of them."""
_ENDING = 3
"""Letters at the end of a word, where a difference is inflection."""


def spelled_otherwise(texts: Sequence[tuple[Place, str]]) -> list[Finding]:
    """A finding for every word whose likely spelling stands elsewhere.

    `texts` are those of the document, each with the place where it begins.
    """
    likely = likely_spellings([text for _, text in texts])
    return [
        Finding(
            "ocr.spelled-otherwise",
            f"«{word}» stands here, elsewhere in the document it is «{likely[word]}»",
            text[:200],
            page=place.page,
            box=place.box,
        )
        for place, text in texts
        for word in dict.fromkeys(words_of(text))
        if word in likely
    ]


def likely_spellings(texts: Sequence[str]) -> dict[str, str]:
    """Words that are odd beside the others of the same texts, with their likely spelling."""
    words = Counter(word for text in texts for word in _WORD.findall(text))
    acronyms = Counter(word for text in texts for word in _ACRONYM.findall(text))
    defined = {word for text in texts for word in _DEFINED.findall(text)}
    return {**_acronym_spellings(acronyms, defined), **_word_spellings(words)}


def words_of(text: str) -> list[str]:
    """The acronyms and words of a text that can be compared with others."""
    return [*_ACRONYM.findall(text), *_WORD.findall(text)]


def _acronym_spellings(counts: Counter[str], defined: Iterable[str]) -> dict[str, str]:
    """Acronyms that look like another one that is defined, or has letters where they have digits.

    «ОО» and «УО» are two bodies: only signs that a scan makes alike count.
    """
    known: dict[str, set[str]] = {}
    for word in {*counts, *defined}:
        if word.isalpha() and (counts[word] > 1 or word in defined):
            known.setdefault(word.translate(_ALIKE), set()).add(word)
    found: dict[str, str] = {}
    for word, count in counts.items():
        others = known.get(word.translate(_ALIKE), set()) - {word}
        is_odd = not word.isalpha() or (count == 1 and word not in defined and len(word) > 2)
        if is_odd and len(others) == 1:
            found[word] = next(iter(others))
    return found


def _word_spellings(counts: Counter[str]) -> dict[str, str]:
    """Words that neither the dictionary nor the document has again, one letter off another one."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    choices = [word for word, count in counts.items() if count > 1 or is_word(word.lower())]
    found: dict[str, str] = {}
    for word, count in counts.items():
        if count > 1 or is_word(word.lower()):
            continue
        near = process.extract(
            word, choices, scorer=Levenshtein.distance, score_cutoff=1 + (len(word) > 9), limit=2
        )
        if len(near) == 1 and near[0][0][-_ENDING:] == word[-_ENDING:]:
            found[word] = near[0][0]
    return found
