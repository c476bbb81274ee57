"""How fast deadlines are read, and whether any phrase breaks the reader.

    python -m benchmarks.deadlines --speed
    python -m benchmarks.deadlines --fuzz 1000000 [--seed 1]
    python -m benchmarks.deadlines --mutate 20000 [--seed 1]

`--speed` reads the phrases of the corpus as a run over orders would (each one
many times) and once more with every phrase new. `--fuzz` makes phrases by
chance from the genre's own words, numbers and marks and reads each one as a
cell and, every tenth, as running text; it ends with 1 at the first exception.
`--mutate` puts words that could change a date into known phrases and prints
the ones that are read without a doubt: each must be right as it stands.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

from corpus.phrases.score_deadlines import PARTS, bounds, phrases
from normalize.deadlines import cells, find_deadlines, read_deadline
from normalize.deadlines.vocabulary import phrase_rules, vocabulary

MARKS = (" ", " ", " ", " ", ", ", " - ", "-", "–", ".", "; ", " (", ") ", "/", "\n", "«", "»", "")
NUMBERS = (
    *("1", "5", "15", "31", "32", "0", "99", "11", "21", "2017", "2021", "2О21", "1-го", "№"),
    *("01.09", "31.02.2021", "16.05.2017", "12:00", "12-00", "II", "IV", "IX", "III-IV"),
    *("2021-2022", "2021/2022"),
)


SHIFTING = (
    *("кроме", "через", "после", "не", "каждый", "третий", "до", "за", "с", "по", "5", "-", "без"),
    *("накануне", "спустя", "раньше", "позднее", "около", "половина", "следующий", "дважды"),
    *("или", "за 5 дней до", "через месяц после", "не считая", "за исключением", "перед", "±"),
    *("со дня", "по истечении", "ежегодно", "прошлого", "перенесен", "десятый", "+3", "рабочего"),
)


def distinct(count: int) -> Iterator[str]:
    """`count` phrases of the genre, each another: days and months of many years."""
    months = ("января", "марта", "мая", "июля", "августа", "октября")
    forms = (
        "до {d} {m} {y} года",
        "{d}.0{n}.{y}",
        "с {d} {m} по 28 {m} {y} г.",
        "ежегодно до {d} {m}, {y}",
    )
    for index in range(count):
        yield forms[index % 4].format(
            d=index % 27 + 1,
            m=months[index // 27 % 6],
            n=index // 27 % 9 + 1,
            y=2000 + index // 162 % 90,
        ) + " " * (index // 14_580)


def speed() -> None:
    """Print phrases a second with the cache of repeated phrases and without."""
    known = [phrase for part in PARTS for phrase in phrases(part)]
    read_deadline("май")  # the vocabulary is built once a process
    started = time.process_time()
    for _ in range(20):
        for phrase in known:
            phrase.read()
    told("repeated phrases", 20 * len(known), started)
    fresh = list(distinct(10_000))
    cells._read_cell.cache_clear()
    started = time.process_time()
    for text in fresh:
        read_deadline(text, order_date=dt.date(2021, 3, 5))
    told("phrases never seen before", len(fresh), started)
    started = time.process_time()
    for text in fresh:
        read_deadline(text, order_date=dt.date(2022, 3, 5))
    told("the same phrases under another order's date", len(fresh), started)


def told(what: str, count: int, started: float) -> None:
    """Print a rate for each second of processor time, so that other work does not count."""
    seconds = time.process_time() - started
    print(f"{what}: {count / seconds:,.0f} a second ({count} in {seconds:.2f} s)")


def mutate(count: int, seed: int) -> None:
    """Print phrases that have a date and no finding although a word was put into them."""
    chance = random.Random(seed)
    known = [phrase for part in PARTS for phrase in phrases(part)]
    dated = [p for p in known if all(a.kind in {"date", "period", "recurring"} for a in p.answers)]
    silent = 0
    for _ in range(count):
        phrase, word = chance.choice(dated), chance.choice(SHIFTING)
        words = phrase.text.split(" ")
        at = chance.randint(0, len(words))
        text = " ".join([*words[:at], word, *words[at:]])
        reading = read_deadline(text, order_date=phrase.order_date, period=phrase.period)
        kept = any(word in (item.condition or "") for item in reading.items)
        if reading.findings or kept or all(item.edtf is None for item in reading.items):
            continue
        silent += 1
        read = "; ".join(f"{i.kind} {i.rrule or i.edtf or ''}".strip() for i in reading.items)
        print(f"{text!r}: {read}")
    print(f"{silent} of {count} mutated phrases have dates and no finding")


def made_up(chance: random.Random, words: list[str]) -> str:
    """A phrase by chance."""
    pieces: list[str] = []
    for _ in range(chance.randint(1, 9)):
        pieces.append(chance.choice(NUMBERS if chance.random() < 0.4 else words))
        pieces.append(chance.choice(MARKS))
    text = "".join(pieces)
    if chance.random() < 0.1:  # a slip of the hand
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("абвхз0-. lIО") + text[at + 1 :]
    return text


def fuzz(count: int, seed: int) -> int:
    """Read `count` phrases made by chance; 1 if one breaks the reader or its promises."""
    chance = random.Random(seed)
    words = sorted(vocabulary().forms) + [p for rule in phrase_rules() for p in rule.phrases]
    words += ["отчет", "школа", "приказ", "от", "Отдел образования"]
    contexts: tuple[dict[str, Any], ...] = (
        {},
        {"order_date": dt.date(2021, 3, 5)},
        {
            "order_date": dt.date(2017, 5, 16),
            "period": (dt.date(2017, 5, 16), dt.date(2018, 12, 31)),
        },
    )
    started = time.process_time()
    for index in range(count):
        text = made_up(chance, words)
        given = contexts[index % 3]
        try:
            check(text, given)
            if index % 10 == 0:
                find_deadlines(text, **given)
        except Exception as error:
            print(f"{text!r} {given}: {type(error).__name__}: {error}")
            return 1
        if index and index % 100_000 == 0:
            told("so far", index, started)
    told("fuzzed without an exception", count, started)
    return 0


def check(text: str, given: dict[str, Any]) -> None:
    """Read a cell and hold the result to what every result must be."""
    reading = read_deadline(text, **given)
    if not reading.items:
        raise AssertionError("a cell without a deadline")
    for item in reading.items:
        if item.kind == "unknown" and not reading.findings:
            raise AssertionError("unknown without a finding")
        if (
            item.edtf
            and item.kind in {"date", "period"}
            and bounds(item.edtf) != (item.start, item.end)
        ):
            raise AssertionError(f"{item.edtf} is not {item.start}..{item.end}")


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--fuzz", type=int, default=0, metavar="COUNT")
    parser.add_argument("--mutate", type=int, default=0, metavar="COUNT")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.speed or not (arguments.fuzz or arguments.mutate):
        speed()
    if arguments.mutate:
        mutate(arguments.mutate, arguments.seed)
    return fuzz(arguments.fuzz, arguments.seed) if arguments.fuzz else 0


if __name__ == "__main__":
    sys.exit(main())
