"""Atoms → nodes: prepositions, ranges, clock times, phrases with what belongs to them.

«с 15 мая по 20 июня», «до 15.00 20.05.2013», «в течение 10 дней со дня …»,
«по графику департамента». What no rule reads stays as a `word` node.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.lexicon import parses
from normalize.deadlines import units
from normalize.deadlines.atoms import Atom
from normalize.deadlines.frequency import read_frequency
from normalize.deadlines.grammar import Atoms, Stretch, is_year, peek, read_times
from normalize.deadlines.nodes import Node
from normalize.deadlines.units import Unit

_MARKS = frozenset(",;:.()-/+…=[]{}№%&<>|\\~!?#@^$")
_FORMS = {"until": "until", "from": "from", "after": "from", "to": "until", "during": "at"}
_SPANS = frozenset(
    {"day-word", "week", "month-word", "hour", "minute", "half-year", "decade", "quarter"}
)
_DURING = frozenset(
    {"в течение", "в течении", "течение", "на протяжении", "в теч", "в продолжение"}
)
_COUNTS = frozenset({"num", "count", "ordinal", "roman"})
_IN_SOME_DAYS = re.compile(
    r"(?!еже)[а-я]*(?:дневн|недельн|месячн|часов|суточн|декадн|годичн)(?:ый|ой|ого|ом|ым)"
)


def read_nodes(atoms: Atoms, *, running: bool = False) -> tuple[Node, ...]:
    """All nodes of a cell (or of running text), in order."""
    nodes: list[Node] = []
    index = 0
    while index < len(atoms):
        read = (
            _duration(atoms, index, running)
            or _phrase(atoms, index, running)
            or _often(atoms, index)
            or _time(atoms, index)
            or _clock_alone(atoms, index)
            or (None if running else _school_term(atoms, index) or _before_event(atoms, index))
        )
        if read is None:
            nodes.append(_plain(atoms[index]))
            index += 1
        else:
            found, index = read
            nodes.extend(found)
    return tuple(nodes)


Found = tuple[list[Node], int]


def _plain(atom: Atom) -> Node:
    if atom.kind == "line":
        return Node("mark", atom.start, atom.end, ";")
    if atom.kind in _MARKS or atom.kind == "and":
        return Node("mark", atom.start, atom.end, "," if atom.kind == "and" else atom.kind)
    if atom.kind == "later":
        return Node("later", atom.start, atom.end, atom.norm)
    return Node("word", atom.start, atom.end, atom.norm, stated=atom.kind)


# --- times ----------------------------------------------------------------------


def _time(atoms: Atoms, index: int) -> Found | None:
    form, at, clock, doubts = _prefixes(atoms, index)
    if form == "until" and peek(atoms, at).kind == "part":
        read = _until_part(atoms, at)
        if read:
            return _close(atoms, index, read[1], [_timed("until", read[0], None, clock, doubts)])
    read_at = read_times(atoms, at) or _bare_year(atoms, index, at)
    if read_at is None:
        return None
    stretches, after = read_at
    ranged = _range_end(atoms, after, form, stretches)
    if ranged:
        second, after, doubt = ranged
        final = replace(stretches[-1], last=second.first, years=second.years)
        stretches = (*stretches[:-1], final)
        doubts = (*doubts, doubt) if doubt else doubts
    if _is_act_date(atoms, index, at, after, stretches):
        return None
    nodes = [
        replace(_timed(form, s.first, s.last, clock, _doubts(doubts, s)), years=s.years)
        for s in stretches
    ]
    return _close(atoms, index, after, nodes)


def _is_act_date(
    atoms: Atoms, index: int, at: int, after: int, stretches: tuple[Stretch, ...]
) -> bool:
    """«от 12.03.2021 № 45», «12.03.2021 № 45»: the date of an act."""
    if len(stretches) != 1 or stretches[0].last is not None or stretches[0].first.name != "day":
        return False
    named = peek(atoms, at - 1).norm == "от" and at <= index + 1
    return named or (peek(atoms, after).kind == "№" and peek(atoms, after + 1).kind == "num")


def _bare_year(atoms: Atoms, index: int, at: int) -> tuple[tuple[Stretch, ...], int] | None:
    """«в течение года»: a word alone is a year only behind «в течение» and its like."""
    opened = at > index and (
        peek(atoms, at - 1).norm in _DURING or peek(atoms, at - 1).kind == "whole"
    )
    if not opened:
        return None
    after = at + (peek(atoms, at).kind == "calendar")
    if peek(atoms, after).kind != "year" or len(peek(atoms, after).norm) < 3:
        return None
    return (Stretch(units.whole_year()),), after + 1


def _doubts(doubts: tuple[str, ...], stretch: Stretch) -> tuple[str, ...]:
    return (*doubts, stretch.doubt) if stretch.doubt else doubts


def _timed(
    form: str, first: Unit, last: Unit | None, clock: str | None, doubts: tuple[str, ...]
) -> Node:
    node = Node("time", 0, 0, form="range", first=first, last=last, clock=clock, doubts=doubts)
    if last is not None:
        return node
    if form == "until":
        return replace(node, form="until", first=None, last=first)
    return replace(node, form="from" if form == "from" else "at", last=None)


def _prefixes(atoms: Atoms, index: int) -> tuple[str, int, str | None, tuple[str, ...]]:
    """Prepositions and a clock time before a time: «в срок до 15.00»."""
    form, at, clock = "at", index, None
    doubts: tuple[str, ...] = ()
    while peek(atoms, at).kind in _FORMS or peek(atoms, at).kind in {"noise", "whole"}:
        atom = peek(atoms, at)
        if atom.kind == "whole" and not _unit_follows(atoms, at + 1):
            break
        if atom.kind == "noise" and not (at > index and peek(atoms, at + 1).kind in _FORMS):
            break
        found = _FORMS.get(atom.kind, "at")
        form = found if found != "at" else form
        if atom.kind == "after":
            doubts = ("«после»: the day itself is taken as the first",)
        at += 1
        read = _clock(atoms, at)
        if read and peek(atoms, read[1]).kind not in {"end", ")"}:
            clock, after = read
            if form == "from" and peek(atoms, after).kind in {"until", "to", "-"}:
                second = _clock(atoms, after + 1)
                if second:
                    clock, after, form = f"{clock}-{second[0]}", second[1], "at"
            at = after
        if peek(atoms, at).kind == "," and peek(atoms, at + 1).kind in _FORMS:
            break
    return form, at, clock, doubts


def _unit_follows(atoms: Atoms, index: int) -> bool:
    return peek(atoms, index).kind in {
        "year",
        "school",
        "calendar",
        "num",
        "month",
        "roman",
        "current",
    }


def _until_part(atoms: Atoms, index: int) -> tuple[Unit, int] | None:
    """«до конца мая» is its last day, «до начала учебного года» 1 September."""
    which = str(atoms[index].value)
    read = read_times(atoms, index)
    if read is None:
        return None
    unit, after = read[0][0].first, read[1]
    if which == "start":
        return units.first_day(unit), after
    if which == "end":
        return units.last_day(unit), after
    middle = unit.first if unit.name == "month" else (unit.first[0], unit.first[1], 15)
    if unit.name == "month":
        return unit, after
    return replace(units.first_day(unit), first=middle, last=middle), after


def _range_end(
    atoms: Atoms, index: int, form: str, stretches: tuple[Stretch, ...]
) -> tuple[Stretch, int, str] | None:
    """The second half of «… - …», «с … по …», and of months or days whose dash was lost."""
    final = stretches[-1]
    if final.last is not None:
        return None
    at = index
    mark = peek(atoms, at).kind
    before = form
    if mark == "," and form == "from" and peek(atoms, at + 1).kind in {"to", "until"}:
        at += 1
        mark = peek(atoms, at).kind
    if (
        mark in {"-", "to", "…"}
        or (mark == "until" and before == "from")
        or (mark == "." and peek(atoms, at + 1).kind == ".")
    ):
        at += 1
        while peek(atoms, at).kind in {"-", ".", "to", "until", "during", "noise"}:
            at += 1
        read_clock = _clock(atoms, at)
        if read_clock:
            at = read_clock[1]
        if peek(atoms, at).kind == "part" and mark == "until":
            part = _until_part(atoms, at)
            return (Stretch(part[0]), part[1], "") if part else None
        read = read_times(atoms, at)
        if read is None or len(read[0]) != 1 or read[0][0].last is not None or before == "until":
            return None
        return read[0][0], read[1], ""
    if before == "until" or len(stretches) > 1:
        return None
    return _lost_dash(atoms, at, final.first)


def _lost_dash(atoms: Atoms, index: int, first: Unit) -> tuple[Stretch, int, str] | None:
    here = peek(atoms, index)
    months = first.name == "month" and first.year is None and here.kind == "month"
    days = first.name == "day" and first.year is None and here.kind in {"dm", "dmy"}
    if not months and not days:
        return None
    read = read_times(atoms, index)
    if read is None or len(read[0]) != 1 or read[0][0].last is not None:
        return None
    return read[0][0], read[1], "no mark between the two; read as from … to …"


def _close(atoms: Atoms, index: int, after: int, nodes: list[Node]) -> Found:
    """Give the nodes their place, and what may follow a time: a weekday, a clock time."""
    weekday, after = _weekday_beside(atoms, after, nodes)
    if peek(atoms, after).kind == "inclusive":
        after += 1
    clock, after = _clock_beside(atoms, after)
    start, end = atoms[index].start, atoms[after - 1].end
    repaired = tuple(atom.doubt for atom in atoms[index:after] if atom.doubt)
    placed = [
        replace(
            node,
            start=start,
            end=end,
            clock=node.clock or clock,
            weekday=weekday,
            doubts=(*node.doubts, *repaired),
        )
        for node in nodes
    ]
    return placed, after


def _weekday_beside(atoms: Atoms, index: int, nodes: list[Node]) -> tuple[int | None, int]:
    """«22.04 (пт)», «5 сентября, понедельник»: to be checked against the date."""
    only = nodes[0].first or nodes[0].last
    if len(nodes) != 1 or only is None or only.name != "day" or nodes[0].form == "range":
        return None, index
    wrapped = peek(atoms, index).kind in {"(", ",", "-"}
    at = index + wrapped
    if peek(atoms, at).kind != "weekday" or peek(atoms, at + 1).kind in {",", "and", "-", "to"}:
        return None, index
    after = at + 1
    if peek(atoms, index).kind == "(":
        if peek(atoms, after).kind != ")":
            return None, index
        after += 1
    return int(peek(atoms, at).value), after


# --- clock times ------------------------------------------------------------------


def _clock(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """«15.00», «15:00 час.», «12 часов 30 минут», as «15:00»."""
    atom = peek(atoms, index)
    after = index + 1
    if atom.kind == "clock":
        if atom.values[0] > 24 or atom.values[1] > 59:
            return None
        hour, minute = atom.values[0], atom.values[1]
    elif atom.kind == "num" and peek(atoms, after).kind == "hour" and int(atom.value) <= 24:
        hour, minute = int(atom.value), 0
        if peek(atoms, after + 1).kind == "num" and peek(atoms, after + 2).kind == "minute":
            minute = int(peek(atoms, after + 1).value) % 60
            after += 2
    else:
        return None
    while peek(atoms, after).kind in {"hour", "minute"} or (
        peek(atoms, after).kind == "." and peek(atoms, after - 1).kind == "hour"
    ):
        after += 1
    return f"{hour:02d}:{minute:02d}", after


def _clock_beside(atoms: Atoms, index: int) -> tuple[str | None, int]:
    """A clock time after a date: «17.10.2015 до 12-00 часов», «в 10.10», «с 9.00 до 12.00»."""
    at = index
    if peek(atoms, at).kind in {",", "("}:
        at += 1
    while peek(atoms, at).kind in {"until", "during", "from", "to", "year"}:
        at += 1
    read = _clock(atoms, at)
    if read is None and at > index and peek(atoms, at - 1).norm == "в":
        atom = peek(atoms, at)
        if atom.kind == "dm" and atom.values[0] < 24:
            read = f"{atom.values[0]:02d}:{atom.values[1]:02d}", at + 1
    if read is None:
        return None, index
    clock, after = read
    if peek(atoms, after).kind in {"-", "until", "to"}:
        second = _clock(atoms, after + 1)
        if second:
            clock, after = f"{clock}-{second[0]}", second[1]
    if peek(atoms, index).kind == "(" and peek(atoms, after).kind == ")":
        after += 1
    return clock, after


def _clock_alone(atoms: Atoms, index: int) -> Found | None:
    """A clock time that stands beside no date: «в 15.00», «с 9.00 до 12.00 часов»."""
    clock, after = _clock_beside(atoms, index)
    if clock is None:
        return None
    return [Node("clock", atoms[index].start, atoms[after - 1].end, clock=clock)], after


# --- frequencies and phrases --------------------------------------------------------


def _often(atoms: Atoms, index: int) -> Found | None:
    read = read_frequency(atoms, index)
    if read is None:
        return None
    frequency, after = read
    doubts = tuple(atom.doubt for atom in atoms[index:after] if atom.doubt)
    node = Node(
        "often",
        atoms[index].start,
        atoms[after - 1].end,
        frequency=frequency,
        rule=f"recurring.{frequency.unit}",
        doubts=doubts,
    )
    return [node], after


def _phrase(atoms: Atoms, index: int, running: bool) -> Found | None:
    at = index
    atom = peek(atoms, at)
    if atom.kind != "phrase" or atom.entry is None:
        return None
    if running and not atom.entry.running:
        return None
    after = at + 1
    if (
        atom.entry.rule == "event.on-occasion"
        and _is_time(atoms, after)
        and atom.norm
        in {
            "при",
            "в день",
            "в дни",
            "перед",
            "накануне",
            "на момент",
            "в ходе",
            "одновременно с",
            "в момент",
        }
    ):
        return None
    if atom.entry.tail:
        after = _tail(atoms, after, running, atom.entry.rule)
    return [_phrased(atoms, index, after, str(atom.value), atom.entry.rule)], after


def _is_time(atoms: Atoms, index: int) -> bool:
    return read_times(atoms, index) is not None


def _phrased(atoms: Atoms, index: int, after: int, stated: str, rule: str) -> Node:
    start, end = atoms[index].start, atoms[after - 1].end
    condition = (start, end) if stated in {"schedule", "event"} else None
    return Node("phrase", start, end, stated=stated, rule=rule, condition=condition)


def _tail(atoms: Atoms, index: int, running: bool, rule: str) -> int:
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
    if kind in {",", "and", ":", ".", "line"}:
        return _opens_time(atoms, at + 1, strict=False)
    if kind == "-":
        return _opens_time(atoms, at + 1, strict=True)
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
        if atom.kind not in {"until", "during"} or atom.norm in {"на", "за", "в", "во", "к"}:
            return False
        _, at, _, _ = _prefixes(atoms, index)
        return _is_time(atoms, at)
    if atom.kind == "phrase":
        return True
    while peek(atoms, index).kind in {"word", "noise"} and (
        peek(atoms, index).norm == "но" or peek(atoms, index + 1).kind == "until"
    ):
        index += 1
    if atom.kind == "at-least" or read_frequency(atoms, index) is not None:
        return True
    form, at, _, _ = _prefixes(atoms, index)
    return (form != "from" or peek(atoms, index).norm != "от") and _is_time(atoms, at)


def _duration(atoms: Atoms, index: int, running: bool) -> Found | None:
    """«в течение 10 дней со дня …», «за 20 дней до …», «в 3-дневный срок», «через месяц»."""
    at = index
    opened = peek(atoms, at)
    if opened.kind not in {"during", "until", "every-other", "from", "at-least"}:
        return None
    while peek(atoms, at).kind in {"during", "until", "every-other", "at-least", "from"} or peek(
        atoms, at
    ).norm in {"чем", "за", "ближайших", "последующих"}:
        at += 1
    if _in_some_days(atoms, at):
        while at < len(atoms) and peek(atoms, at).norm not in {"срок", "срока", "период"}:
            at += 1
            if at - index > 5:
                return None
        after = min(at + 1, len(atoms))
        return _event(atoms, index, _tail(atoms, after, running, "event"))
    counted = numbered = False
    while peek(atoms, at).kind in _COUNTS and not is_year(peek(atoms, at)):
        counted = numbered = True
        at += 1
        if peek(atoms, at).kind in {"-", "(", "to", ","} and peek(atoms, at + 1).kind in _COUNTS:
            at += 1
        if peek(atoms, at).kind == ")":
            at += 1
        elif peek(atoms, at).kind == "(" and peek(atoms, at + 2).kind == ")":
            at += 3
    while peek(atoms, at).kind in {"working", "calendar"}:
        counted = True
        at += 1
    unit = peek(atoms, at)
    if unit.kind == "year" and numbered and unit.norm in {"лет", "года", "год"}:
        pass
    elif unit.kind not in _SPANS:
        return None
    if unit.kind == "hour" and opened.norm not in {"в течение", "в течении", "за", "через"}:
        return None
    wordless = opened.norm in {"в", "на", "с", "от", "по", "до", "к", "за"}
    if not counted and wordless and opened.kind != "every-other":
        return None
    if unit.kind == "quarter" and counted:
        return None
    if counted and opened.norm in {"на", "с", "от", "к"} and unit.kind != "day-word":
        return None
    after = at + 1
    if peek(atoms, after).kind == "month" and unit.kind in {
        "week",
        "decade",
        "month-word",
        "day-word",
    }:
        return None
    return _event(atoms, index, _tail(atoms, after, running, "event"))


def _in_some_days(atoms: Atoms, index: int) -> bool:
    return any(_IN_SOME_DAYS.fullmatch(peek(atoms, at).norm) for at in range(index, index + 3))


def _event(atoms: Atoms, index: int, after: int) -> Found:
    return [_phrased(atoms, index, after, "event", "event.duration")], after


def _school_term(atoms: Atoms, index: int) -> Found | None:
    """«I четверть», «в конце второй четверти»: its days are not fixed by any calendar."""
    at = index
    while peek(atoms, at).kind in {"during", "until", "part", "to", "-", ",", "from", *_COUNTS}:
        at += 1
    if peek(atoms, at).kind != "term" or at == index:
        return None
    after = _tail(atoms, at + 1, False, "event")
    return [_phrased(atoms, index, after, "event", "event.school-term")], after


def _before_event(atoms: Atoms, index: int) -> Found | None:
    """«до открытия лагеря», «после проведения», «к юбилею»: a point that no calendar has."""
    at = index
    if peek(atoms, at).kind == "during" and peek(atoms, at + 1).kind in {"until", "after"}:
        at += 1
    opened = peek(atoms, at)
    during = opened.norm in {
        "в период",
        "в течение",
        "в течении",
        "на протяжении",
        "на период",
        "в срок",
    }
    seasonal = "season-adjective" in {opened.kind, peek(atoms, at + 1).kind}
    if opened.kind not in {"until", "after"} and not during and not seasonal:
        return None
    if seasonal and opened.kind not in {"during", "until", "after", "season-adjective"}:
        return None
    named = peek(atoms, at + 1)
    if named.kind in {
        "end",
        "num",
        ",",
        ";",
        "line",
        ")",
        "(",
        "dm",
        "dmy",
        "clock",
        "№",
        "roman",
        ".",
        "freq",
    }:
        return None
    if named.kind == "word" and len(named.norm) < 3:
        return None
    after = _tail(atoms, at + 1, False, "event")
    if after == at + 1:
        return None
    return [_phrased(atoms, index, after, "event", "event.point")], after
