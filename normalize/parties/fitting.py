"""The form that an expansion takes in its place inside a name.

«руководители ОО» asks for a genitive, «по УВР» for a dative; a post in the
plural for institutions in the plural.
"""

from __future__ import annotations

import re

from normalize.agreement import readings, word_set
from normalize.parties.declension import decline, inside
from normalize.parties.issuer import lemmas
from normalize.parties.rules import head_kinds
from normalize.parties.words import is_acronym, is_substantive, plain

_CASE_AFTER = {
    "по": "datv",
    "с": "ablt",
    "со": "ablt",
    "для": "gent",
    "при": "loct",
    "от": "gent",
    "из": "gent",
    "за": "accs",
    "в": "loct",
}
_RULING = ("заведующ", "управляющ")
GROUP_POSTS = word_set(
    "директор руководитель учитель педагог воспитатель заместитель заведующий работник "
    "специалист коллектив врач медсестра фельдшер представитель психолог преподаватель "
    "родитель ученик обучающийся учащийся"
)
"""Posts of which an institution has one or more: in the plural they are of many institutions."""


def fitted(expansion: str, case: str, before: str, number: str | None = None) -> str:
    """An expansion as it stands after the words `before`, in `case` and perhaps another number."""
    if not before.strip():
        return expansion
    form = _without_repeated_head(inside(expansion), before)
    if form is None:
        return expansion.split(" ", 1)[1]
    return (
        form
        if case == "nomn"
        else decline(form, case, number if _common(form) or _has_one_head(form, before) else None)
    )


def _without_repeated_head(expansion: str, before: str) -> str | None:
    """None where the word before is the expansion's head already: «отдел ЗАГС»."""
    own, said = lemmas(expansion), lemmas(before)
    repeated = len(own) > 1 and said[-1:] == own[:1]
    return None if repeated else expansion


def _common(expansion: str) -> bool:
    """Whether an expansion names a kind of institution, not one of them or a subject."""
    head = plain(lemmas(expansion)[-1]) if lemmas(expansion) else ""
    words = lemmas(expansion)
    institutions = {
        *("учреждение", "организация", "школа", "сад", "заведение", "орган"),
        *("объединение", "пункт", "группа", "хозяйство", "поселение"),
    }
    return head in institutions or bool(institutions & set(words))


_HEADS = re.compile(
    r"(?:главн\w+ врач\w+|директор\w*|руководител\w+|заведующ\w+|начальник\w*)\s*$", re.IGNORECASE
)
_WITH_ONE_HEAD = frozenset({"больница", "поликлиника", "библиотека", "дом", "клуб", "музей"})


def _has_one_head(expansion: str, before: str) -> bool:
    """«Главные врачи ЦРБ»: each hospital has one, so several are of several hospitals."""
    return bool(_HEADS.search(before)) and bool(_WITH_ONE_HEAD & set(lemmas(expansion)))


def case_asked(before: str) -> str:
    """The case that the words before a short form ask of it (pymorphy3's mark)."""
    words = before.split()
    while len(words) > 1 and (words[-1] == "и" or words[-1].endswith(",")):
        words = words[:-1] if words[-1] == "и" else [*words[:-1], words[-1].rstrip(",")]
        if not is_acronym(words[-1]):
            return _case_of_row(words)
        words = words[:-1]  # «по УВР, ВР»: as the one before
    if not words or words[-1] == "и":
        return "nomn"
    last = words[-1].lower().strip("(")
    adjective = any(each.kind == "adjective" and each.case == "nomn" for each in readings(last)[:2])
    if adjective and not is_substantive(last):
        return "nomn"  # «школьный ППк»: the short form is the head
    if last.startswith(_RULING):
        return "ablt"  # «заведующая ФАП» rules it
    return _CASE_AFTER.get(last, "gent" if last[-1:].isalpha() else "nomn")


def _case_of_row(words: list[str]) -> str:
    """The case of a row's members: that of the last preposition if the word before agrees."""
    asked = next((_CASE_AFTER[word] for word in reversed(words) if word in _CASE_AFTER), None)
    own = {each.case for each in readings(words[-1].lower())}
    return asked if asked in own else "gent"


def post_number(before: str) -> str | None:
    """The number of the post that the short form depends on."""
    for word in reversed(before.split()):
        options = [each for each in readings(word.lower()) if each.kind == "noun"]
        nominative = [each for each in options if each.case == "nomn"]
        if nominative:
            lemma = plain(str(nominative[0].parse.normal_form))
            if lemma in head_kinds():
                return nominative[0].number
    return None


def is_after_group_post(before: str) -> bool:
    """«директора ОО», «педагоги ОУ»: posts of institutions, not of the issuer."""
    found = [
        plain(str(each.parse.normal_form))
        for word in before.split()[-1:]
        for each in readings(word.lower())
        if each.case == "nomn" and each.number == "plur"
    ]
    return any(lemma in GROUP_POSTS - {"специалист", "работник"} for lemma in found)
