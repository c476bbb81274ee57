"""Acronyms inside a party's name, and the names they stand for.

The order of sources is the contract's: the document's own definitions, the
issuer's name, other orders of the issuer, the user's gazetteer, the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.findings import Finding
from normalize.agreement import word_set
from normalize.parties.context import PartyContext
from normalize.parties.declension import decline
from normalize.parties.fitting import case_asked, fitted, is_after_group_post, post_number
from normalize.parties.issuer import is_issuer, issuer_name, lemmas
from normalize.parties.rules import contextual_readings, whole_names
from normalize.parties.surface import view_of
from normalize.parties.words import is_acronym, plain, start_of

_SHORT = re.compile(r"(?<![А-ЯЁа-яёA-Za-z-])([А-ЯЁ][А-ЯЁа-яё]*(?:-[А-ЯЁа-яё\d]+)*)(?![а-яё])")
_NAMED = re.compile(r"\s*(?:(?:[А-ЯЁ]{2,}\s*)*[«\"№\d]|(?:им\.|имени)\s)")
_GENERAL = re.compile(r"\s*(?:$|[,;]|и\s|района|города|округа|поселени|муниципал|област|кра[ея])")
_NAME_AFTER = re.compile(
    r"\s*(?:[А-ЯЁ]{2,}\s+)*(?:[А-ЯЁа-яё]+(?:ская|ской|ский|ского|ское|цкая|цкий)\b|с\.|п\.|г\.|ст\.)"
)
_LETTERS = re.compile(r"[«»\"\s.]")
_LONGEST = 600
"""Characters of the longest name that is looked through for short forms."""
_TAILED = re.compile(r"(?<![А-ЯЁа-яё-])([А-ЯЁ]{2,})-[а-яё]{5,}")
_PLURAL_ENDING = re.compile(r"[А-ЯЁ]{2}-?(?:ы|и|ов|ам|ами|ах)$")


_BODY_FORMS = word_set(
    "администрации управления отдела комитета департамента министерства образования района города "
    "округа совета думы"
)
"""Words that some clerks write large although they name no place."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """A name with its acronyms written out, and the source of the first of them."""

    name: str
    source: str = ""
    findings: tuple[Finding, ...] = ()


@lru_cache(maxsize=20_000)
def short_key(short: str) -> str:
    """A short form without quotes, spaces and dots, in capitals: «МБУ "СЦОКО"» → МБУСЦОКО."""
    return _LETTERS.sub("", view_of(short)).upper().replace("Ё", "Е")


@lru_cache(maxsize=512)
def _keyed(items: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Key of the short form → expansion; also by the quoted part where that is one's own."""
    found: dict[str, str] = {}
    tails: dict[str, list[str]] = {}
    for short, expansion in items:
        found.setdefault(short_key(short), " ".join(view_of(expansion).split()))
        quoted = re.search(r"«([^«»]+)»?$", view_of(short))
        if quoted and is_acronym(quoted[1]):
            tails.setdefault(short_key(quoted[1]), []).append(short)
    for tail, shorts in tails.items():
        if len(shorts) == 1:
            found.setdefault(tail, found[short_key(shorts[0])])
    return found


def _table(mapping: Mapping[str, str]) -> dict[str, str]:
    return _keyed(tuple(mapping.items())) if mapping else {}


def field_of(context: PartyContext) -> str | None:
    """The gazetteer's field: the context's own, else what the issuer's name says."""
    if context.field or not context.issuer:
        return context.field
    return _field_of_name(context.issuer.lower())


_FIELDS = (
    ("education", r"образован|просвещен|школ|гимнази|лице[йя]|детск(?:ий|ого) сад"),
    ("culture", r"культур|библиоте|музе|искусств"),
    ("health", r"здравоохранен|больниц|поликлини|медицин"),
    ("elections", r"избирательн"),
    ("civil-defence", r"гражданск\w+ оборон|чрезвычайн"),
    ("social", r"социальн|опек"),
    ("municipal-economy", r"хозяйств|имуществ|жкх|строительств"),
)


@lru_cache(maxsize=512)
def _field_of_name(issuer: str) -> str | None:
    return next((field for field, pattern in _FIELDS if re.search(pattern, issuer)), None)


def expand_name(name: str, context: PartyContext) -> Expanded:
    """A party's nominative name with every acronym written out that somebody defines.

    A legal form with the name it belongs to («МБОУ «Стригуновская СОШ»») stays
    as it is, unless the document defines the whole.
    """
    if len(name) > _LONGEST:
        return Expanded(name, "", (Finding("party.too-long", "No name is that long", name[:80]),))
    if context.issuer and is_issuer(name, context.issuer):
        return Expanded(name)  # as the header writes it
    whole = _whole(name, context)
    if whole is not None:
        return whole
    return _inner(name, context)


def _whole(name: str, context: PartyContext) -> Expanded | None:
    """The expansion of a name that is nothing but a short form."""
    key = short_key(name)
    term = not is_acronym(name.split(" ", maxsplit=1)[0])
    document = _table(context.abbreviations)
    if key in document and not (term and _is_its_own(name, document[key])):
        return Expanded(document[key], "document")
    if document and (found := _inflected_term(name, context.abbreviations)):
        return Expanded(found, "document")
    placed = is_acronym(name.split(" ", maxsplit=1)[0])  # «УО г. Лесного», «Минпечати»
    if (placed or not _says_which(name)) and not _rather_group(name, context):
        found = issuer_name(name, context.issuer)
        if found:
            return Expanded(found, "issuer")
    for source, mapping in (("other_orders", context.other_orders), ("user", context.user)):
        table = _table(mapping)
        if key in table:
            return Expanded(table[key], source)
    if _is_short(name):
        return _from_gazetteer(name, context)
    return None


def _is_its_own(name: str, expansion: str) -> bool:
    return plain(name.lower()) == plain(expansion.lower())


def _inflected_term(name: str, abbreviations: Mapping[str, str]) -> str | None:
    """A defined term in another form: «департамент» for «(далее – Департамент)».

    The number must be the term's: «учреждения» are not the one «Учреждение».
    """
    if len(name) > 60 or is_acronym(name.split(" ", maxsplit=1)[0]):
        return None
    own = lemmas(name)
    for short, expansion in abbreviations.items():
        if is_acronym(short.split(" ")[0]) or not own or lemmas(short) != own:
            continue
        one, other = start_of(name), start_of(short)
        if one is not None and other is not None and one.plural == other.plural:
            return " ".join(view_of(expansion).split())
    return None


def _says_which(name: str) -> bool:
    """Whether a spelled-out name says by itself which body it is: it names a place."""
    words = name.split()[1:]
    return any(
        word[:1].isupper()
        and word[1:2].islower()
        and plain(word.lower().strip(",.")) not in _BODY_FORMS
        for word in words
    )


def _rather_group(name: str, context: PartyContext) -> bool:
    """Whether the order uses «ОО», «ОУ» for the institutions, whose heads it names as well."""
    if name not in ("ОО", "ОУ"):
        return False
    pattern = re.compile(rf"(?:руководител|директор|педагог|учител|администраци)\w* {name}\b", re.I)
    return any(pattern.search(cell) for cell in context.cells)


def _is_short(name: str) -> bool:
    return name in whole_names() or (
        " " not in name and is_acronym(name) and not _TAILED.fullmatch(name)
    )


@lru_cache(maxsize=5_000)
def gazetteer_entries(short: str, field: str | None) -> tuple[tuple[str, str, str, bool], ...]:
    """(expansion, number, kind, is a legal form) of a short form, the best reading first."""
    from normalize.gazetteer import lookup

    return tuple(
        (each.expansion, each.number, each.kind, each.legal_form)
        for each in lookup(short, field=field)
    )


def _is_legal_form(short: str) -> bool:
    """Whether the likeliest reading of a short form is a legal form («МБОУ», not «ОО»)."""
    entries = gazetteer_entries(short, None) if short.isupper() else ()
    return bool(entries) and entries[0][3]


def _from_gazetteer(name: str, context: PartyContext) -> Expanded:
    entries = gazetteer_entries(name, field_of(context))
    if not entries:
        return Expanded(name, "none", (_unknown(name),))
    # a party is nobody's subject and no paper: «ОМС» are bodies here, not an insurance
    entries = tuple(sorted(entries, key=lambda entry: entry[2] in ("thing", "document")))
    found: tuple[Finding, ...] = ()
    if len({entry[0] for entry in entries}) > 1:
        found = (_ambiguous(name, entries),)
    expansion = entries[0][0]
    if _PLURAL_ENDING.search(name) and entries[0][1] == "sg":
        expansion = decline(expansion, "nomn", "plur")
    return Expanded(expansion, "gazetteer", found)


def _unknown(short: str) -> Finding:
    return Finding("party.acronym-unknown", f"Nobody defines «{short}»; it stays as it is", short)


def _ambiguous(short: str, entries: tuple[tuple[str, str, str, bool], ...]) -> Finding:
    others = "», «".join(entry[0] for entry in entries[1:3])
    return Finding(
        "party.acronym-ambiguous",
        f"«{short}» taken as «{entries[0][0]}»; it may also be «{others}»",
        short,
        severity="info",
    )


def _inner(name: str, context: PartyContext) -> Expanded:
    """The acronyms inside a longer name, each in the case that its place asks for."""
    out, last = [], 0
    source = ""
    findings: list[Finding] = []
    for start, end, short in _shorts_in(name, context):
        if start < last:
            continue
        before, after = name[:start], name[end:]
        if name.count("«", 0, start) > name.count("»", 0, start):
            continue
        found = _one(short, before, after, context)
        findings.extend(found.findings)
        source = source or found.source
        if found.name != short:
            out.append(name[last:start])
            out.append(found.name)
            last = end
    return Expanded("".join(out) + name[last:], source, tuple(findings))


def _shorts_in(name: str, context: PartyContext) -> list[tuple[int, int, str]]:
    """Short forms in a name, defined ones of several words first."""
    found: list[tuple[int, int, str]] = []
    several = [
        view_of(short)
        for mapping in (context.abbreviations, context.other_orders, context.user)
        for short in mapping
        if " " in short or "«" in short
    ]
    whole = [each for each in whole_names() if each in name] if " и " in name else []
    for short in (*sorted(several, key=len, reverse=True), *whole):
        position = name.find(short)
        if position >= 0 and short not in several and not gazetteer_entries(short, None):
            continue
        if position >= 0 and not any(a <= position < b for a, b, _ in found):
            found.append((position, position + len(short), short))
    for match in _TAILED.finditer(name):
        found.append((match.start(1), match.end(1), match[1]))
    for match in _SHORT.finditer(name):
        if is_acronym(match[1]) and not any(a <= match.start() < b for a, b, _ in found):
            found.append((match.start(1), match.end(1), match[1]))
    return sorted(found)


def _one(short: str, before: str, after: str, context: PartyContext) -> Expanded:
    """What one short form inside a name becomes, in the form that its place asks for."""
    key = short_key(short)
    case = case_asked(before)
    tables = (
        ("document", _table(context.abbreviations)),
        ("other_orders", _table(context.other_orders)),
        ("user", _table(context.user)),
    )
    for source, table in tables[:1]:
        if key in table:
            return Expanded(fitted(table[key], case, before), source)
    if _belongs_to_name(short, before, after):
        return Expanded(short)
    if not is_after_group_post(before) and (found := issuer_name(short, context.issuer)):
        return Expanded(fitted(found, case, before), "issuer")
    for source, table in tables[1:]:
        if key in table:
            return Expanded(fitted(table[key], case, before), source)
    plural = post_number(before)
    for rule in contextual_readings():
        if rule.short == short and rule.pattern.search(f"{before}{short}{after}"):
            return Expanded(fitted(rule.expansion, case, before, plural), "gazetteer")
    entries = gazetteer_entries(short, field_of(context))
    if not entries:
        return Expanded(short, "none", (_unknown(short),))
    same = [entry for entry in entries if lemmas(entry[0]) == lemmas(entries[0][0])]
    wanted = [entry for entry in same if entry[1] == "pl"] if plural == "plur" else []
    expansion, number = (wanted or list(entries))[0][:2]
    if _PLURAL_ENDING.search(short):
        plural, number = "plur", "pl"
    asked = plural if plural and number in ("sg", "pl") else None
    if after.startswith(" России"):  # «МЧС России»: the country is named once
        expansion = expansion.replace(" Российской Федерации", "", 1)
    findings = (_ambiguous(short, entries),) if len({e[0] for e in entries}) > 1 else ()
    return Expanded(fitted(expansion, case, before, asked), "gazetteer", findings)


def _belongs_to_name(short: str, before: str, after: str) -> bool:
    """Whether the short form is the legal form or the tail of one institution's own name."""
    if _NAMED.match(after) or _NAME_AFTER.match(after):
        return True
    if _is_legal_form(short) and not _GENERAL.match(after):
        return True
    words = before.split()
    if not words:
        return False
    previous = words[-1]
    if _is_legal_form(previous):
        return True
    return (
        bool(re.search(r"(?:ская|ской|ский|ского|ское|цкая|цкий|цкой)$", previous))
        and previous[:1].isupper()
        and short in ("СОШ", "ООШ", "НОШ", "ОШ", "ЦРБ", "ДК", "СДК", "ДШИ", "ЦДТ", "ДДТ")
    )
