"""Does a party begin after this mark? Weighed evidence for one place of a cell.

A score above 0 means that the words after the mark are another party. Every
weight is named in the reasons, so that a decision can be explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.lexicon import parses
from normalize.agreement import readings, tokenize, word_set
from normalize.gazetteer import lookup
from normalize.parties.shorts import expand_shorts
from normalize.parties.words import (
    Start,
    is_acronym,
    is_adjective,
    is_modifier_only,
    is_surname,
    plain,
    start_of,
    starts_participle_clause,
)

BASES = {
    "semicolon": 4.0,
    "marker": 5.0,
    "together": 5.0,
    "also": 1.5,
    "plus": 2.0,
    "comma": 0.0,
    "and": -0.6,
    "slash": 0.3,
    "line": -0.3,
    "stop": -1.0,
}
"""Weight of each mark before anything is known of the words around it."""

_BODY_ENDING = re.compile(
    r"(?:надзор|отдел|центр|союз|банк|(?:воен|обл|рай|гор|проф|парт|избир|спорт|орг|мест)ком|совет"
    r"|фонд|строй|энерго|сервис|транс|автодор|водоканал)$"
)
_NAME_AND_INITIAL = re.compile(r"[А-ЯЁ][а-яё-]+ [А-ЯЁ](?:\. ?(?:[А-ЯЁ]\.?)?)?")
_NAMED = re.compile(r"(?:[А-ЯЁ]{2,} ?)*[«№\d]")
_CAPITAL_GENITIVE = re.compile(r"[а-яё] [А-ЯЁ][а-яё]+(?:а|я|ы|и)$")
"""«… управление Губернатора | и Правительства»: two that one body belongs to."""

_ONE_NAMED = re.compile(r"^[а-яёА-ЯЁ -]+? [А-ЯЁ]{2,}[^,]*[«№\d][^,]*$")
_BODIES_IN_GENERAL = re.compile(
    r"^(?:предприятия|организации|учреждения|органы|службы|ведомства|объединения|общества)"
    r"\|(?:предприятия|организации|учреждения|органы|службы|ведомства|объединения) [а-яё]",
    re.IGNORECASE,
)
_NUMBERED_ACRONYM = re.compile(r"\d{1,3}(?:-?[а-я]{1,2})?[ -][А-ЯЁ]{2,}\b")
_PREPOSITION = re.compile(
    r"(?:по|в|во|на|с|со|о|об|для|при|от|из|за|у|к|ко|над|под|через|до|без|кроме|включая|согласно"
    r"|путем|путём|которы\w+|где|что|как|если|том числе|а именно|не|или)\b",
    re.IGNORECASE,
)
_RESPONSIBLE_FOR = re.compile(
    r"(?:ответственн|уполномоченн|назначенн|привлеченн)\w+ (?:за|на|по|в)\b", re.I
)
_PERSONS_WITH_CLAUSE = re.compile(
    r"(?:^|\s)лиц[а-яё]*$|^(?:специалист|работник|сотрудник)[а-яё]*$", re.I
)
_BARE_POSTS = word_set(
    "руководитель директор специалист педагог начальник заместитель заведующий методист глава "
    "председатель представитель работник сотрудник секретарь учитель коллектив администрация "
    "член отдел управление комитет служба"
)


@dataclass(slots=True)
class Verdict:
    """The weighed evidence for one mark."""

    score: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        """Count one piece of evidence."""
        self.score += weight
        self.reasons.append(f"{weight:+.1f} {reason}")


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark and the words around it.

    `left` is the party so far, `right` everything after the mark, `piece` the
    words up to the next mark. `person` says that a person's name begins right
    after the mark. `frame` are the cases that the cell's parties stand in;
    `known` are parties that other cells of the order name by themselves.
    """

    mark: str
    left: str
    right: str
    piece: str
    person: bool
    left_has_person: bool
    frame: frozenset[str]
    known: frozenset[str]


def judge(spot: Spot) -> Verdict:
    """Weigh whether another party begins after the mark."""
    verdict = Verdict()
    verdict.add(BASES[spot.mark], spot.mark)
    right = expand_shorts(spot.right[:160])
    start = start_of(right)
    if spot.person:
        _weigh_person(spot, verdict)
    elif spot.left_has_person and _NAME_AND_INITIAL.fullmatch(spot.piece):
        verdict.add(4.0, "a name with an initial after a person")
    elif is_surname(spot.piece) and (spot.left_has_person or is_surname(spot.left)):
        verdict.add(4.0, "a surname after a person")
    elif start is None:
        _weigh_no_head(spot, right, verdict)
    elif start.kind in ("thing", "acronym"):
        _weigh_acronym(spot, start, right, verdict)
    else:
        _weigh_head(spot, start, verdict)
    _weigh_left(spot, verdict)
    if plain(spot.piece.lower()) in spot.known:
        verdict.add(1.5, "another cell names it alone")
    return verdict


def _weigh_person(spot: Spot, verdict: Verdict) -> None:
    left = start_of(expand_shorts(spot.left))
    post = left is not None and left.kind in ("post", "role") and not left.plural
    if spot.mark in ("line", "stop") and post and not spot.left_has_person:
        verdict.add(-4.0, "a person's name after the post on the line above")
    else:
        verdict.add(4.0, "a person")


def _weigh_no_head(spot: Spot, right: str, verdict: Verdict) -> None:
    if right.startswith("«") and spot.mark == "line" and "«" not in spot.left:
        verdict.add(-2.5, "the name of the body on the line above")
    elif right.startswith("«"):
        verdict.add(2.0 if "«" in spot.left else 0.8, "a quoted name")
    elif _NUMBERED_ACRONYM.match(right):
        verdict.add(2.5, "an acronym behind its number")  # «14-ПЧ»
    elif right[:1].isdigit() or right.startswith("№"):
        verdict.add(-2.0, "a number goes on")
    elif _PREPOSITION.match(right):
        verdict.add(-4.0, "a preposition or a clause goes on")
    elif right[:1].isupper() and not any(p.is_known for p in parses(_first(right).lower())):
        verdict.add(1.2, "an unknown word with a capital")
    elif right[:1] == "(":
        verdict.add(-3.0, "a bracket belongs to what is before it")
    else:
        verdict.add(-2.5, "no head noun begins here")


def _first(text: str) -> str:
    match = re.match(r"[А-ЯЁа-яёA-Za-z-]+", text)
    return match.group() if match else ""


def _weigh_acronym(spot: Spot, start: Start, right: str, verdict: Verdict) -> None:
    if start.kind == "thing":
        verdict.add(-4.0, "a subject, not a party")
        return
    verdict.add(2.5, "an acronym")
    rest = right[start.end :].lstrip()
    named = _NAMED.match(rest) is not None
    words = spot.left.split()
    left = start_of(expand_shorts(spot.left))
    if named and left and left.plural and left.kind == "post" and _ONE_NAMED.search(spot.left):
        verdict.add(-4.0, "several persons, and only one institution so far")
    elif named:
        verdict.add(1.0, "a legal form with its name")
    elif spot.mark == "and" and left and left.kind == "unit" and _goes_on(spot, start):
        verdict.add(-4.0, "what the unit works with, as before «и»")
    elif spot.mark == "and" and left and left.kind in ("post", "role", "unit") and len(words) > 1:
        if is_acronym(words[-1]) and not spot.left_has_person:
            verdict.add(-3.0, "acronyms joined after one post")
    elif spot.mark == "line" and left and len(words) == 1 and left.lemma in _BARE_POSTS:
        verdict.add(-3.0, "the post above needs a complement")


def _goes_on(spot: Spot, start: Start) -> bool:
    """«Отдел по связям с общественностью и | СМИ»: an acronym that is many, not one body."""
    if not re.search(r"\s(?:по|с|со)\s", spot.left):
        return False
    found = lookup(start.lemma)
    return bool(found) and found[0].number == "pl" and not found[0].legal_form


def _weigh_head(spot: Spot, start: Start, verdict: Verdict) -> None:
    fits = bool(start.cases & spot.frame)
    if start.listed:
        verdict.add(2.5 if fits else -2.5, "a head noun" if fits else "a head noun in another case")
    elif "nomn" in spot.frame and start.nominative:
        _weigh_unlisted(spot, start, verdict)
    else:
        verdict.add(-2.5, "a dependent in another case")
    if not fits:
        return
    small = spot.right[:1].islower()
    bodies = start.kind in ("organisation", "unit", "unknown")
    if start.dependent and small and spot.mark == "line" and (bodies or _ends_with_head(spot.left)):
        verdict.add(-3.0, "may be a genitive that goes on")
    elif start.dependent and spot.mark == "and":
        if small and _ends_like(spot.left, start):
            verdict.add(-2.4, "a genitive like the one before «и»")
        elif not small and _CAPITAL_GENITIVE.search(spot.left):
            verdict.add(-4.0, "a genitive with a capital like the one before «и»")
    if spot.mark in ("comma", "line", "stop") and spot.right[:1].isupper():
        verdict.add(0.8 if spot.mark == "comma" else 1.6, "a capital letter")


def _weigh_unlisted(spot: Spot, start: Start, verdict: Verdict) -> None:
    if start.kind == "proper":
        verdict.add(-1.5, "a proper name")
    elif start.animate:
        verdict.add(1.0 if start.dependent else 2.0, "a person's word in the nominative")
    elif _BODY_ENDING.search(start.lemma):
        verdict.add(2.0, "a word built like a body's name")
    elif spot.right[:1].isupper() and not start.dependent:
        verdict.add(0.2, "an unknown thing with a capital")
    else:
        verdict.add(-2.0, "a thing that is no party")


def _ends_with_head(left: str) -> bool:
    """Whether nothing follows the head yet: «Заместитель» on the line above «директора»."""
    full = expand_shorts(left)
    head = start_of(full)
    return head is not None and head.end >= len(full.rstrip())


def _ends_like(left: str, start: Start) -> bool:
    """Whether the last word before the mark is a genitive of the same sort.

    Bodies must agree in number («школы и сада»); people need not («детей и молодёжи»).
    """
    tokens = tokenize(left)
    if not tokens or not tokens[-1].is_plain_word or len(tokens) < 2:
        return False
    head = start_of(expand_shorts(left))
    if head is not None and head.end >= tokens[-1].end:
        return False  # the word is the head itself: «Образовательные учреждения»
    from normalize.parties.rules import head_kinds

    kinds = head_kinds()
    return any(
        each.kind == "noun"
        and each.case == "gent"
        and (each.number == "sing" or start.kind == "group")
        and kinds.get(plain(str(each.parse.normal_form))) == start.kind
        for each in readings(tokens[-1].text)
    )


def _weigh_left(spot: Spot, verdict: Verdict) -> None:
    left = spot.left.strip()
    adjective = is_adjective(_first(spot.right))
    if spot.mark not in ("semicolon", "marker", "together") and is_modifier_only(
        left, before_adjective=adjective
    ):
        verdict.add(-5.0, "adjectives without their noun before it")
    if spot.mark == "line" and re.search(r"(?:^| )(?:по|и|в|на|с|о|для|при|от|из|за|№|-)$", left):
        verdict.add(-5.0, "the line above is not finished")
    if spot.mark == "and" and _BODIES_IN_GENERAL.search(f"{left}|{spot.right}"):
        verdict.add(-3.0, "bodies in general with one complement")
    if spot.mark == "comma" and starts_participle_clause(spot.right):
        verdict.add(-6.0, "a participle that goes on")
    if _RESPONSIBLE_FOR.match(spot.right) and _PERSONS_WITH_CLAUSE.search(left):
        verdict.add(-4.0, "a clause about the persons before it")
