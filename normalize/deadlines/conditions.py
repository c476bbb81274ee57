"""Phrases that stand for a deadline, with the words that belong to them.

«по графику департамента», «в течение 10 дней со дня …», «до открытия лагеря».
"""

from __future__ import annotations

import re

from extract.lexicon import parses
from normalize.deadlines.atoms import Atom
from normalize.deadlines.frequency import read_frequency
from normalize.deadlines.grammar import read_times
from normalize.deadlines.nodes import Doubt, Found, Node
from normalize.deadlines.prefixes import prefixes
from normalize.deadlines.stretches import NUMBERS, Atoms, is_year, peek
from normalize.deadlines.times import bare_year
from normalize.deadlines.working import read_working_day

_SPANS = frozenset(
    {"day-word", "week", "month-word", "hour", "minute", "half-year", "decade", "quarter"}
)
_COUNTS = frozenset({"num", "count"})
_BEFORE_DATE = frozenset({"при", "в день", "в дни", "на момент", "в ходе", "в момент"})
_OPENS_SPAN = frozenset({"during", "until", "every-other", "from", "at-least"})
_BEFORE_COUNT = frozenset({"чем", "за", "ближайших", "последующих"})
_PLANS = ("программ", "подпрограмм", "план", "проект", "карт", "концепц", "стратег", "комплекс")
_ENDS = frozenset({"end", ".", ";", ")"})
_SHORT = frozenset({"в", "на", "с", "от", "по", "до", "к", "за"})
_BEFORE_UNTIL = frozenset(
    {
        "event.on-occasion",
        "event.shifting",
        "event.after",
        "event.on-demand",
        "event.season",
        "event.feast",
    }
)
_NO_SPAN = frozenset({"от", "с", "со", "к", "на", "до", "по", "ко"})
_LEADS_ON = frozenset({"until", "from", "to", "during", "after", "every-other"})
_TIME_ATOMS = frozenset({"month", "dm", "dmy", "my", "number-word"})
_COUNT_TAILS = frozenset({"ти", "х", "и", "трех", "двух", "пяти", "десяти", "рабочий", "рабочих"})
_IN_SOME_DAYS = re.compile(
    r"-?(?!еже)[а-я]*(?:дневн|недельн|месячн|часов|суточн|декадн|годичн)(?:ый|ой|ого|ом|ым)"
)


def read_phrase(atoms: Atoms, index: int, running: bool) -> Found | None:
    """A phrase of deadlines.toml with its tail."""
    at = index
    atom = peek(atoms, at)
    if atom.kind != "phrase" or atom.entry is None:
        return None
    if running and not atom.entry.running:
        return None
    after = at + 1
    if atom.norm in _BEFORE_DATE and _is_time(atoms, after):
        return None
    if atom.entry.tail:
        after = tail(atoms, after, running, atom.entry.rule)
    stated, needs = str(atom.value), atom.entry.needs
    if atom.norm.endswith("действия") and after > at + 1 and not _of_the_plan(atoms, at + 1, after):
        stated = "event"  # «на период действия режима» is not as long as the plan
    return [phrased(atoms, index, after, stated, atom.entry.rule, needs=needs)], after


def _of_the_plan(atoms: Atoms, index: int, after: int) -> bool:
    return any(atom.norm.startswith(_PLANS) for atom in atoms[index:after])


def read_duration(atoms: Atoms, index: int, running: bool) -> Found | None:
    """«в течение 10 дней со дня …», «за 20 дней до …», «в 3-дневный срок», «через месяц»."""
    opened = peek(atoms, index)
    bare = opened.kind in _COUNTS and not running
    if not bare and opened.kind not in _OPENS_SPAN:
        return None
    if read_working_day(atoms, index) is not None:
        return None
    at = index
    while peek(atoms, at).kind in _OPENS_SPAN or peek(atoms, at).norm in _BEFORE_COUNT:
        at += 1
    after = _after_adjective(atoms, at)
    if after is None:
        unit_at, counted = _after_count(atoms, at)
        if not _is_span(atoms, unit_at, opened.norm, counted):
            return None
        unit = peek(atoms, unit_at)
        if running and (opened.norm in _NO_SPAN or unit.norm == "лет"):
            return None  # «от 7 до 15 лет», «на 3 дня»
        if bare and (unit.kind == "decade" or peek(atoms, unit_at + 1).kind not in _ENDS):
            return None  # «10 дней» is a span, «10 дней конкурса» says nothing of when
        after = unit_at + 1
    return _event(atoms, index, tail(atoms, after, running, "event"))


def _after_adjective(atoms: Atoms, index: int) -> int | None:
    """Past «3-дневный срок», «десятидневный рабочий срок»; None where there is none."""
    if not _in_some_days(atoms, index):
        return None
    for at in range(index, min(index + 5, len(atoms))):
        if peek(atoms, at).norm in {"срок", "срока", "период"}:
            return at + 1
    return None


def _after_count(atoms: Atoms, index: int) -> tuple[int, str]:
    """Past «10», «3 (трех) рабочих», «1-2»; what was counted: `number`, `words` or nothing."""
    at, counted = index, ""
    while peek(atoms, at).kind in _COUNTS and not is_year(peek(atoms, at)):
        counted = "number"
        at += 1
        if peek(atoms, at).kind in {"-", "(", "to", ","} and peek(atoms, at + 1).kind in _COUNTS:
            at += 1
        if peek(atoms, at).kind == ")":
            at += 1
        elif peek(atoms, at).kind == "(" and peek(atoms, at + 2).kind == ")":
            at += 3
    while peek(atoms, at).kind in {"working", "calendar"}:
        counted = counted or "words"
        at += 1
    return at, counted


def _is_span(atoms: Atoms, index: int, opened: str, counted: str) -> bool:
    """Whether a unit of time here is a length («10 дней») and not a date («в неделю мая»)."""
    unit = peek(atoms, index)
    if unit.kind == "year":
        return (counted == "number" or opened == "через") and len(unit.norm) > 2
    if unit.kind not in _SPANS or (unit.kind == "quarter" and counted):
        return False
    if unit.kind == "hour":
        return opened in {"в течение", "в течении", "за", "через"}
    # «за день до …», «не позднее чем за день до …»
    ahead = peek(atoms, index - 1).norm == "за" and peek(atoms, index + 1).kind == "until"
    if not counted and opened in _SHORT and not ahead:
        return False
    if counted and opened in {"на", "с", "от", "к"} and unit.kind != "day-word":
        return False
    return peek(atoms, index + 1).kind != "month"


def _is_time(atoms: Atoms, index: int) -> bool:
    return read_times(atoms, index) is not None


def phrased(
    atoms: Atoms, index: int, after: int, stated: str, rule: str, *, needs: bool = False
) -> Node:
    """The node of a phrase, with the doubts that it brings or would bring as a condition."""
    start, end = atoms[index].start, atoms[after - 1].end
    condition = (start, end) if stated in {"schedule", "event"} else None
    broken = needs and after == index + 1
    broken = broken or (stated == "event" and atoms[after - 1].kind in _LEADS_ON)
    inside = stated == "event" and any(
        atom.kind in _TIME_ATOMS or (rule != "event.on-occasion" and is_year(atom))
        for atom in atoms[index + 1 : after]
    )
    return Node(
        "phrase",
        start,
        end,
        stated=stated,
        rule=rule,
        condition=condition,
        doubts=(Doubt("the words break off"),) if broken else (),
        as_condition=(Doubt("a time stands in the words of the condition"),) if inside else (),
    )


def tail(atoms: Atoms, index: int, running: bool, rule: str) -> int:
    """How far the words reach that belong to a phrase.

    To the end, but not over a mark with a time behind it («по графику, май
    2021») nor over a preposition that opens one («по графику до 1 июня»). A
    date after «на» or «от» belongs to the words («по плану на 2021 год»).
    """
    at, depth = index, 0
    while at < len(atoms):
        kind = atoms[at].kind
        if kind in {"(", "["}:
            if _opens_time(atoms, at + 1, strict=False):
                break
            depth += 1
        elif kind in {")", "]"}:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and _ends_tail(atoms, at, running, rule):
            break
        at += 1
    while at > index and atoms[at - 1].kind in {",", "-", "and", ":", ".", "(", "line"}:
        at -= 1
    return at


def _ends_tail(atoms: Atoms, at: int, running: bool, rule: str) -> bool:
    kind = atoms[at].kind
    if kind in {";", "later"} or (running and _ends_running_tail(atoms[at], rule)):
        return True
    if kind in {",", "and"} and {peek(atoms, at - 1).kind, peek(atoms, at + 1).kind} <= NUMBERS:
        return False  # «по итогам I, II кварталов»
    if kind == "line" and peek(atoms, at + 1).norm in {"на", "за", "от"}:
        return False  # «согласно плану работы / на 2018 год»
    if kind in {",", "and", ":", ".", "line"}:
        return _opens_time(atoms, at + 1, strict=False)
    if kind == "-":
        return _opens_time(atoms, at + 1, strict=True)
    if (rule in _BEFORE_UNTIL and kind == "until") or (rule == "event.shifting" and kind == "to"):
        return _opens_time(atoms, at, strict=True)
    if rule in {"event.season", "event.feast"} and kind == "from":
        return _opens_time(atoms, at, strict=False)
    if rule.startswith("continuous") and is_year(atoms[at]):
        return True  # «весь период 2021-2023 гг.»
    if rule.startswith("event"):
        return kind == "freq"
    return _opens_time(atoms, at, strict=True)


def _ends_running_tail(atom: Atom, rule: str) -> bool:
    """In running text what is to be done goes on behind the phrase: «… направлять сведения»."""
    if atom.kind in {",", ".", ":", "line", "-"} or rule == "event.as-needed":
        return True
    return atom.kind == "word" and any(
        reading.tag.POS == "INFN" for reading in parses(atom.norm)[:1]
    )


def _opens_time(atoms: Atoms, index: int, *, strict: bool) -> bool:
    """Whether a deadline of its own begins; `strict` where no mark stands before it."""
    atom = peek(atoms, index)
    if atom.kind in {"freq", "later"}:
        return True
    if strict:
        if atom.kind not in {"until", "during", "to"} or atom.norm in {"на", "за", "в", "во", "к"}:
            return False
        _, at, _, _ = prefixes(atoms, index)
        return _is_time(atoms, at) or bare_year(atoms, index, at) is not None
    if atom.kind == "phrase":
        return True
    while peek(atoms, index).kind in {"word", "noise"} and (
        peek(atoms, index).norm == "но" or peek(atoms, index + 1).kind == "until"
    ):
        index += 1
    if atom.kind == "at-least" or read_frequency(atoms, index) is not None:
        return True
    form, at, _, _ = prefixes(atoms, index)
    if form == "from" and peek(atoms, index).norm == "от":
        return False
    return _is_time(atoms, at) or bare_year(atoms, index, at) is not None


def _in_some_days(atoms: Atoms, index: int) -> bool:
    """«3-дневный», «5-ти дневный», «3 (трёх) дневный»: nothing but the number stands before."""
    for at in range(index, index + 6):
        atom = peek(atoms, at)
        if _IN_SOME_DAYS.fullmatch(atom.norm):
            return True
        if atom.kind not in _COUNTS | {"-", "(", ")", "to"} and atom.norm not in _COUNT_TAILS:
            return False
    return False


def _event(atoms: Atoms, index: int, after: int) -> Found:
    return [phrased(atoms, index, after, "event", "event.duration")], after
