"""A time with what stands around it: prepositions, ranges, a weekday, a clock time.

«с 15 мая по 20 июня», «в срок до 15.00 20.05.2013», «22.04 (пт)», and months or
days whose dash was lost («Апрель Май»).
"""

from __future__ import annotations

from dataclasses import replace

from normalize.deadlines import units
from normalize.deadlines.atoms import Atom
from normalize.deadlines.clock import clock_beside, read_clock
from normalize.deadlines.grammar import read_times
from normalize.deadlines.nodes import Doubt, Found, Node
from normalize.deadlines.prefixes import prefixes
from normalize.deadlines.stretches import EITHER, Atoms, Stretch, peek
from normalize.deadlines.units import Unit

_LONG = frozenset({"year", "school-year", "half", "school-half", "season"})
_DURING = frozenset(
    {"в течение", "в течении", "течение", "на протяжении", "в теч", "в теч .", "в продолжение"}
)


def read_time(atoms: Atoms, index: int) -> Found | None:
    """The time that begins at `index` with its prepositions, and times that share them."""
    in_day = peek(atoms, index).norm in {"в", "во"} and peek(atoms, index + 1).kind == "weekday"
    if in_day or peek(atoms, index).kind == "weekday":
        return _weekday_first(atoms, index + in_day)
    form, at, clock, doubts = prefixes(atoms, index)
    if form in {"until", "from"} and peek(atoms, at).kind == "part":
        read = _edge_of_part(atoms, at, form)
        if read and (form == "until" or not _range_end(atoms, read[1], form, (Stretch(read[0]),))):
            return _close(atoms, index, read[1], [_timed(form, Stretch(read[0]), clock, doubts)])
    read_at = read_times(atoms, at) or bare_year(atoms, index, at)
    if read_at is None:
        return None
    stretches, after = read_at
    ranged = _range_end(atoms, after, form, stretches)
    if ranged:
        second, after, doubt = ranged
        final = replace(stretches[-1], last=second.first, years=second.years)
        stretches = (*stretches[:-1], final)
        doubts = (*doubts, Doubt(doubt)) if doubt else doubts
    if _is_act_date(atoms, index, at, after, stretches):
        end = _after_act_number(atoms, after)
        return [Node("word", atoms[index].start, atoms[end - 1].end, stated="act")], end
    if form == "from" and any(stretch.last is not None for stretch in stretches):
        form = "at"  # «с 1 по 5 и 10 марта»
    if form == "until" and stretches[0].first.name in _LONG:
        stretches, doubts = _until_long(atoms[at - 1], stretches, doubts)
    nodes = [_timed(form, stretch, clock, doubts) for stretch in stretches]
    return _close(atoms, index, after, nodes)


def _until_long(
    preposition: Atom, stretches: tuple[Stretch, ...], doubts: tuple[Doubt, ...]
) -> tuple[tuple[Stretch, ...], tuple[Doubt, ...]]:
    """«к новому учебному году» is by its first day; «до» one, and «к» a year, are loose."""
    only = stretches[0]
    school = only.first.name == "school-year"
    if school and only.last is None and preposition.norm in {"к", "ко"}:
        doubt = Doubt("«к» a school year: its first day is taken")
        return (replace(only, first=units.first_day(only.first)),), (*doubts, doubt)
    if school or preposition.norm in {"к", "ко"}:
        return stretches, (*doubts, Doubt("until a stretch of time; its end is taken"))
    return stretches, doubts


def _is_act_date(
    atoms: Atoms, index: int, at: int, after: int, stretches: tuple[Stretch, ...]
) -> bool:
    """«от 12.03.2021 № 45», «12.03.2021 № 45»: the date of an act."""
    if len(stretches) != 1 or stretches[0].last is not None or stretches[0].first.name != "day":
        return False
    named = peek(atoms, at - 1).norm == "от" and at <= index + 1
    return named or (peek(atoms, after).kind == "№" and peek(atoms, after + 1).kind == "num")


def _after_act_number(atoms: Atoms, index: int) -> int:
    """Past «№ 45-р» behind the date of an act."""
    if peek(atoms, index).kind != "№":
        return index
    after = index + 2
    while peek(atoms, after).start == peek(atoms, after - 1).end and peek(atoms, after).kind in {
        *("-", "/", "word", "num", "foreign", "roman"),
    }:
        after += 1
    return min(after, len(atoms))


def bare_year(atoms: Atoms, index: int, at: int) -> tuple[tuple[Stretch, ...], int] | None:
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


def _timed(form: str, said: Stretch, clock: str | None, doubts: tuple[Doubt, ...]) -> Node:
    first, last = said.first, said.last
    if last is not None and form == "until":  # «к 15-20 мая»
        doubts = (*doubts, Doubt("until a stretch of time; its end is taken"))
    if said.doubt:
        doubts = (*doubts, Doubt(said.doubt))
    begin: Unit | None = first
    if form == "until":
        begin, last = None, last or first
    elif last is not None:
        form = "range"
    elif form != "from":
        form = "at"
    return Node(
        "time",
        0,
        0,
        form=form,
        first=begin,
        last=last,
        clock=clock,
        doubts=doubts,
        years=said.years,
    )


def _edge_of_part(atoms: Atoms, index: int, form: str) -> tuple[Unit, int] | None:
    """The day for «до конца мая»; for «с начала года», which is the current one."""
    if form == "until":
        return _until_part(atoms, index)
    if atoms[index].value != "start":
        return None
    read = _until_part(atoms, index)
    if read and read[0].year is None and peek(atoms, index + 1).kind == "year":
        return replace(read[0], hint=read[0].hint or "current"), read[1]
    return read


def _until_part(atoms: Atoms, index: int) -> tuple[Unit, int] | None:
    """«до конца мая» is its last day, «до начала учебного года» 1 September."""
    which = str(atoms[index].value)
    read = read_times(atoms, index)
    if read is None:
        return None
    unit, after = read[0][0].first, read[1]
    if which == "end" and peek(atoms, after).kind == "-" and peek(atoms, after + 1).kind == "month":
        read = read_times(atoms, after + 1)  # «до конца мая-июня»
        if read is not None:
            return units.last_day(read[0][0].first), read[1]
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
        before_second = at
        while peek(atoms, at).kind in {"-", ".", "to", "until", "during", "noise"}:
            at += 1
        skipped = [atom for atom in atoms[before_second:at] if atom.kind not in {"-", "."}]
        if any(atom.kind == "until" for atom in skipped) and form != "from":
            return None  # «за I квартал - до 15 апреля»
        hour = read_clock(atoms, at)
        if hour:
            at = hour[1]
        if peek(atoms, at).kind == "part" and mark == "until":
            part = _until_part(atoms, at)
            return (Stretch(part[0]), part[1], "") if part else None
        read = read_times(atoms, at)
        if read is None or len(read[0]) != 1 or read[0][0].last is not None or before == "until":
            return None
        if not _same_kind(final.first, read[0][0].first):
            return None  # «1 квартал - март»: the second says when in the first
        astray = [atom.norm for atom in skipped if mark in {"to", "until"} or atom.norm == "за"]
        return read[0][0], read[1], f"«{' '.join(astray)}» inside a range" if astray else ""
    if before == "until" or len(stretches) > 1:
        return None
    return _lost_dash(atoms, at, final.first)


def _same_kind(first: Unit, last: Unit) -> bool:
    """Whether two units can be the ends of a range: days with months, others with their like."""
    fine = {"day", "days", "month", "last-week"}
    if first.year is not None and last.year is not None and first.year != last.year:
        return True  # «2013 год - май 2014 года»
    return (first.name in fine) == (last.name in fine) and (
        first.name in fine or first.name == last.name
    )


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
    clock, after = clock_beside(atoms, after)
    start, end = atoms[index].start, atoms[after - 1].end
    inside = atoms[index:after]
    repaired = [Doubt(atom.doubt, mended=True) for atom in inside if atom.doubt]
    if any(atom.kind == "and" and atom.norm in EITHER for atom in inside):
        repaired.append(Doubt("«или»: one of these, both are kept"))
    said = "за" if any(atom.norm == "за" for atom in inside[:2]) else ""
    placed = [
        replace(
            node,
            start=start,
            end=end,
            clock=node.clock or clock,
            weekday=weekday,
            said=said,
            doubts=(*node.doubts, *repaired),
        )
        for node in nodes
    ]
    return placed, after


def _weekday_first(atoms: Atoms, index: int) -> Found | None:
    """«пятница, 13 апреля 2021 г.»."""
    at = index + 1 + (peek(atoms, index + 1).kind == ",")
    found = read_time(atoms, at) if peek(atoms, at).kind in {"dm", "dmy", "num"} else None
    if found is None or len(found[0]) != 1:
        return None
    only = found[0][0]
    if only.form != "at" or only.first is None or only.first.name != "day" or only.weekday:
        return None
    weekday = int(peek(atoms, index).value)
    return [replace(only, start=atoms[index].start, weekday=weekday)], found[1]


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
