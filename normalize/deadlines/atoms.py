"""Tokens → atoms: the words, numbers and dates that the grammar composes.

Classes of atoms: those of `deadlines_atoms.toml`, `phrase` (a rule of
deadlines.toml), and by form `num`, `roman`, `dmy`, `dm`, `my`, `years`,
`clock`, `plural` («гг.»), marks by their own sign, `line`, `word` for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from normalize.deadlines.tokens import Token, roman_value, tokenize
from normalize.deadlines.vocabulary import Entry, Vocabulary, misspelt, vocabulary

_DROPPED = frozenset("«»\"'„“”*`’‘_¹²³⁴⁵¬•●▪")
_UNITS_AFTER_ROMAN = frozenset({"quarter", "half", "decade", "week", "term", "half-part"})
_LOOKS_ROMAN = {"п": 2, "ш": 3, "пi": 3, "iп": 3}
_TWO_ONES = {11: 2, 111: 3}
_GO_ON = frozenset(
    {
        "until",
        "from",
        "to",
        "during",
        "-",
        ",",
        "and",
        "roman",
        "ordinal",
        "part",
        "every",
        "school",
        "current",
    }
)
_CLAUSE_WORDS = frozenset(
    {"п", "пп", "пункт", "подпункт", "раздел", "приложение", "ст", "статья", "№"}
)


@dataclass(frozen=True, slots=True)
class Atom:
    """One atom. `start` and `end` are characters of the words given.

    `entry` is the vocabulary's entry of a word or phrase; `values` are the
    numbers of a number or a date; `doubt` says what was mended to read it.
    """

    kind: str
    norm: str
    start: int
    end: int
    value: int | str = 0
    values: tuple[int, ...] = ()
    entry: Entry | None = None
    doubt: str = ""
    ordinal: bool = False


def atomize(text: str) -> tuple[Atom, ...]:
    """The atoms of `text` in order."""
    known = vocabulary()
    tokens = _split_joined(tokenize(text), known)
    if not tokens:
        return ()
    phrases = known.phrases_in(tokens)
    atoms: list[Atom] = []
    index = 0
    while index < len(tokens):
        if index in phrases and not (
            phrases[index][0] == index + 1 and tokens[index].norm in known.forms
        ):
            after, entry = phrases[index]
            words = " ".join(token.norm for token in tokens[index:after])
            atoms.append(
                Atom(
                    entry.kind,
                    words,
                    tokens[index].start,
                    tokens[after - 1].end,
                    entry.value,
                    entry=entry,
                )
            )
            index = after
            continue
        atom = _atom(tokens[index], known)
        if not _dropped(atom, atoms):
            atoms.append(atom)
        index += 1
    return tuple(_in_context(atoms))


def _split_joined(tokens: tuple[Token, ...], known: Vocabulary) -> list[Token]:
    """Words whose space, dash or letter was lost, as the vocabulary's words."""
    out: list[Token] = []
    for token in tokens:
        words = () if token.kind != "word" or token.norm in known.forms else misspelt(token.norm)
        if not words:
            out.append(token)
        elif len(words) == 1:
            out.append(Token("word", words[0], token.start, token.end, (), f"read as {words[0]}"))
        else:
            cut = token.start + len(words[0])
            out.append(Token("word", words[0], token.start, cut, (), "two words were one"))
            out.append(Token("word", words[1], cut, token.end))
    return out


def _atom(token: Token, known: Vocabulary) -> Atom:
    kind, value, entry = token.kind, 0, None
    if token.kind == "mark":
        kind = token.norm
    elif token.kind in {"word", "roman"} and not token.values:
        entry = known.forms.get(token.norm)
        kind = entry.kind if entry else "word"
        return Atom(
            kind,
            token.norm,
            token.start,
            token.end,
            entry.value if entry else 0,
            (),
            entry,
            token.repair,
        )
    elif token.kind == "current":
        return Atom("current-year", token.norm, token.start, token.end, "current")
    elif token.values:
        value = token.values[0]
        if kind == "dm" and not _is_day(token.values):
            clock = value < 24 and token.values[1] < 60
            kind = "clock" if clock or token.values == (24, 0) else "dm"
    ordinal = token.kind == "num" and not token.norm.isdigit()
    return Atom(
        kind, token.norm, token.start, token.end, value, token.values, None, token.repair, ordinal
    )


def _is_day(values: tuple[int, ...]) -> bool:
    return 1 <= values[0] <= 31 and 1 <= values[1] <= 12


def _dropped(atom: Atom, before: list[Atom]) -> bool:
    """Quotes and footnote marks, and the dot after an abbreviation or a date."""
    if atom.kind in _DROPPED:
        return True
    if atom.kind == "." and before:
        last = before[-1]
        if last.kind in {"dm", "dmy", "my", "plural", "clock"} or last.kind == "current-year":
            return True
        return bool(last.entry and (last.entry.abbreviated or last.norm == "г"))
    return False


def _in_context(atoms: list[Atom]) -> list[Atom]:
    """Numbers that recognition or typing blurred, told by what stands beside them."""
    out: list[Atom] = []
    for index, given in enumerate(atoms):
        atom = given
        after = atoms[index + 1].kind if index + 1 < len(atoms) else ""
        if atom.kind == "." and after in {",", "-"} and out and out[-1].kind == "num":
            continue  # «12., 13., 14.03.2021»
        if atom.kind == "." and _inside_date(atoms, index):
            continue
        if atom.kind == "line" and (not out or not _breaks(out[-1], atoms, index + 1)):
            continue
        at, furthest = index - 1, max(0, index - 5)
        while at > furthest and atoms[at].kind in {".", "line"}:
            at -= 1  # «п. 3.2»
        before = atoms[at].norm if index else ""
        if after in _UNITS_AFTER_ROMAN:
            atom = _as_roman(atom)
        numbered = before == "№" and atom.kind in {"num", "dm", "roman", "years"}
        if numbered or (atom.kind == "dm" and before in _CLAUSE_WORDS):
            atom = Atom("word", atom.norm, atom.start, atom.end)
        out.append(atom)
    return out


def _inside_date(atoms: list[Atom], index: int) -> bool:
    """«01.апреля.2021»: dots without a space beside a month."""
    if not 0 < index < len(atoms) - 1:
        return False
    before, dot, after = atoms[index - 1 : index + 2]
    close = before.end == dot.start and dot.end == after.start
    return close and (before.kind, after.kind) in {("num", "month"), ("month", "num")}


def _breaks(before: Atom, atoms: list[Atom], index: int) -> bool:
    """Whether a line break stands between two deadlines and not inside one («17 мая\\n2017»)."""
    if index >= len(atoms) or before.kind in _GO_ON:
        return False
    after = atoms[index]
    year = after.kind == "num" and len(after.norm) == 4
    if before.kind == "num" and len(before.norm) < 4:
        return False
    return after.kind not in {"year", "plural", "-", "to", "(", ")", "school"} and not (
        year and before.kind not in {"num", "year", "plural"}
    )


def _as_roman(atom: Atom) -> Atom:
    value: int | None = None
    if atom.kind == "word":
        value = _LOOKS_ROMAN.get(atom.norm) or roman_value(atom.norm)
    elif atom.kind == "num" and not atom.ordinal and isinstance(atom.value, int):
        value = _TWO_ONES.get(atom.value)
    if value is None:
        return atom
    return Atom(
        "roman",
        atom.norm,
        atom.start,
        atom.end,
        value,
        (value,),
        None,
        f"{atom.norm} read as {value}",
    )
