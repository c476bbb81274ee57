"""How fast the store loads and answers: `python benchmarks/store.py --measures 1000000`.

Builds invented orders of fifty measures, saves them as `prikaz ingest` would
(one transaction an order, search index and calendar included), then times
searches and questions. Prints one line a figure.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.document import Box, Place
from extract.order import Annex, Column, Header, Measure, MeasureTable, Order, Quote, Source
from load import questions
from load.rows import COLUMNS
from load.scope import Scope
from load.search import Question, search
from load.store import Store, open_store, save_records
from normalize.record import (
    Abbreviation,
    Deadline,
    DeadlineReading,
    MeasureRecord,
    OrderRecord,
    Party,
    PartyReading,
    Period,
)

PER_ORDER = 50
ROLES = ("number", "activity", "deadline", "responsible", "result")
VERBS = ("Проведение", "Организация", "Подготовка", "Разработка", "Обновление", "Анализ")
THINGS = (
    *("совещания", "мониторинга", "конкурса", "справки", "отчёта", "семинара", "памятки"),
    *("конференции", "субботника", "инвентаризации", "выставки", "олимпиады", "ремонта"),
)
RARE = [f"{a}{b}" for a in ("лесн", "заречн", "озёрн", "полев", "горн") for b in ("ой", "ого")]
PLACES = [f"посёлка Заозёрный-{number}" for number in range(400)]
PARTIES = [
    Party(f"МБОУ «Школа № {n}»", f"МБОУ «Школа № {n}»", "organisation", key=f"школа {n}")
    for n in range(500)
]
UO = Party(
    "УО",
    "Управление образования администрации Заозёрного района",
    "organisation",
    expansion_source="document",
    key="управление образования заозерного района",
)


def records(count: int) -> Iterator[OrderRecord]:
    """Invented orders that hold `count` measures together."""
    rng = random.Random(7)
    for at in range(count // PER_ORDER):
        yield _record(at, rng)


def _record(at: int, rng: random.Random) -> OrderRecord:
    year = 2015 + at % 8
    date = dt.date(year, 1 + at % 12, 1 + at % 28)
    rows = [_measure(position, year, rng) for position in range(1, PER_ORDER + 1)]
    columns = tuple(Column(Quote(role), role) for role in ROLES)
    table = MeasureTable(columns, (), tuple(row for row, _ in rows))
    source = Source(f"{at}.docx", hashlib.sha256(str(at).encode()).hexdigest(), "docx", 4)
    annex = Annex(1, "1", None, Quote("План"), (), (table,))
    return OrderRecord(
        order=Order(source, Header(), (), (), (annex,)),
        issuer=f"Управление образования района {at % 300}",
        doc_type="приказ",
        number=str(at),
        date=date,
        place=None,
        title=f"О плане работы на {year} год",
        signatory_post=None,
        signatory_person=None,
        period=Period(date, dt.date(year, 12, 31)),
        measures=tuple(record for _, record in rows),
        clauses=(),
        members=(),
        abbreviations=(Abbreviation("УО", UO.name),),
        references=(),
    )


def _measure(position: int, year: int, rng: random.Random) -> tuple[Measure, MeasureRecord]:
    activity = (
        f"{rng.choice(VERBS)} {rng.choice(THINGS)} и {rng.choice(THINGS)} для жителей"
        f" {rng.choice(RARE)} {rng.choice(PLACES)} с участием родителей учащихся"
    )
    parties = (UO, rng.choice(PARTIES)) if position % 2 else (rng.choice(PARTIES),)
    end = dt.date(year, rng.randint(1, 12), rng.randint(1, 28))
    if position % 10:
        text = f"до {end:%d.%m.%Y}"
        deadline = Deadline(text, "date", None, end, edtf=f"../{end}", rule="date.until")
    else:
        text = "ежеквартально"
        rule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
        span = (dt.date(year, 1, 1), dt.date(year, 12, 31))
        deadline = Deadline(text, "recurring", *span, rrule=rule)
    cell = PartyReading(", ".join(party.as_written for party in parties), parties)
    words = (str(position), activity, text, cell.text, "Аналитическая справка")
    place = Place(2, Box(72.0, 100.0 + position, 500.0, 120.0 + position))
    quotes = tuple(Quote(word, (place,)) for word in words)
    record = MeasureRecord(
        1, 1, None, position, str(position), dict(zip(ROLES, words, strict=True)),
        DeadlineReading(text, (deadline,)), cell, 2, 2, 1.0,
    )  # fmt: skip
    return Measure(position, str(position), None, quotes), record


def load_all(store: Store, count: int, batch: int) -> None:
    """Save the orders, `batch` to a transaction; the time of making them is not counted."""
    making = 0.0

    def made() -> Iterator[OrderRecord]:
        nonlocal making
        source = records(count)
        while True:
            started = time.perf_counter()
            record = next(source, None)
            making += time.perf_counter() - started
            if record is None:
                return
            yield record

    started, worked = time.perf_counter(), time.process_time()
    for _ in save_records(store, made(), batch=batch):
        pass
    saving = time.perf_counter() - started - making
    busy = time.process_time() - worked
    tables = (*COLUMNS, "documents", "occurrences", "workloads", "passages")
    rows = sum(
        store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'measures saved':<44}{count:>12,}")
    print(f"{'rows saved, all tables':<44}{rows:>12,}")
    print(f"{'saving, s':<44}{saving:>12.1f}")
    print(f"{'processor time, making the orders too, s':<44}{busy:>12.1f}")
    print(f"{'measures a second':<44}{count / saving:>12,.0f}")
    print(f"{'rows a second':<44}{rows / saving:>12,.0f}")
    print(f"{'peak memory, MB':<44}{peak:>12.0f}")


def timed(name: str, question: Callable[[], object], times: int = 5) -> None:
    """The median time of a question, in milliseconds."""
    taken = []
    size = 0
    for _ in range(times):
        start = time.perf_counter()
        answer = question()
        taken.append((time.perf_counter() - start) * 1000)
        size = len(answer) if isinstance(answer, list) else 0
    print(f"{name:<44}{statistics.median(taken):>9.1f} ms{size:>8} rows")


def ask(store: Store) -> None:
    """Searches and questions that stand for what people do."""
    for words, mode in (
        ("олимпиад", "words"),
        ("конкурсов посёлок", "words"),
        ("управление образования", "phrase"),
        ("УО", "words"),
        ("лесной Заозёрный-17", "words"),
        ("заозёрный-399", "words"),
        ("инвентар", "prefix"),
        ("подготовка отчёта", "exact"),
    ):
        timed(f"search {words} ({mode})", partial(search, store, Question(words, mode)))
    first = Question("олимпиад", ranked=False)
    timed("search олимпиад (first page, unranked)", partial(search, store, first))
    march = (dt.date(2018, 3, 1), dt.date(2018, 3, 31))
    school = Scope(party="МБОУ «Школа № 17»")
    timed("due in a month", lambda: questions.due(store, *march), 3)
    timed("due in a month for a party", lambda: questions.due(store, *march, scope=school))
    timed("load of a party per month", lambda: questions.load(store, scope=school))
    one = "SELECT * FROM measure_view WHERE order_number = '77'"
    timed("measures of an order", lambda: store.connection.execute(one).fetchall())
    day = "SELECT * FROM measure_view WHERE deadline_end = '2018-03-05' LIMIT 100"
    timed("measures of a day", lambda: store.connection.execute(day).fetchall())


def main() -> None:
    """Run the benchmark in a temporary folder, or over a store kept with --keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=200, help="orders in a transaction")
    parser.add_argument("--keep", type=Path, help="write the store here, or ask the one there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "orders.db"
        if not path.exists():
            with open_store(path) as store:
                load_all(store, options.measures, options.batch)
        print(f"{'size of the store, MB':<44}{path.stat().st_size / 1e6:>12.0f}")
        with open_store(path, read_only=True) as store:
            ask(store)


if __name__ == "__main__":
    main()
