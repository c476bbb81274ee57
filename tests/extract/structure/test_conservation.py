"""Whatever a file holds: no exception but a refusal, no word lost, the same answer twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import Block, Document, Paragraph, Place
from extract.errors import NotAnOrder
from extract.structure import parse_order

LINES = st.sampled_from(
    [
        "РОССИЙСКАЯ ФЕДЕРАЦИЯ",
        "Отдел образования администрации района",
        "П Р И К А З",
        "ПОСТАНОВЛЕНИЕ",
        "05.03.2021\t№ 140а",
        "«16» мая 2017 г.",
        "№ 01-03/56-од",
        "п. Озёрный",
        "Об утверждении плана",
        "на 2021 год",
        "В соответствии с приказом министерства от 01.02.2021 № 5 «О мерах»",
        "п р и к а з ы в а ю:",
        "постановляет: 1. Утвердить план.",
        "1. Утвердить план (приложение 1).",
        "1.1. Провести сбор до 1 мая 2021 года.",
        "а) подготовить отчёт;",
        "- направить справку;",
        "3) прочее",
        "Контроль оставляю за собой.",
        "Начальник отдела",
        "И.И. Белова",
        "Глава района\tП.П. Сидоров",
        "Исп. Ким С.О.",
        "Приложение",
        "Приложение № 2\nк приказу от 05.03.2021 № 140а",
        "УТВЕРЖДАЮ",
        "ПЛАН",
        "Состав комиссии",
        "Председатель:",
        "Белова И.И. – директор школы",
        "Продолжение таблицы",
        "просто текст",
        "2021",
        "№",
        "...",
    ]
)
CELLS = st.sampled_from(
    [
        "",
        "№",
        "1",
        "1.1",
        "I",
        "Мероприятия",
        "Срок",
        "Ответственные",
        "ФИО",
        "Должность",
        "Итого",
        "Провести сбор",
        "май 2021",
        "Белова И.И.",
        "директор",
        "продолжение",
        "Раздел 1",
        "2",
        "начало",
    ]
)
ROWS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)
PARTS = st.lists(st.one_of(LINES, LINES, LINES, ROWS), min_size=1, max_size=14)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=PARTS, broken=st.booleans())
def test_no_word_is_lost(
    document: Callable[..., Document],
    table: Callable[..., Block],
    parts: Sequence[str | list[list[str]]],
    broken: bool,
) -> None:
    blocks: list[object] = [
        part
        if isinstance(part, str)
        else table(part, breaks=[len(part) - 1] if broken and len(part) > 2 else [])
        for part in parts
    ]
    built = document(*blocks)
    try:
        order = parse_order(built)
    except NotAnOrder:
        return

    assert [each.text for each in order.residue] == []
    assert parse_order(built) == order


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(max_size=40), max_size=8))
def test_any_text_gives_an_order_or_a_refusal(
    document: Callable[..., Document], texts: list[str]
) -> None:
    blocks = [Paragraph(text, Place(1)) for text in ("ПРИКАЗ", *texts, "приказываю:", "1. Сбор")]

    assert parse_order(document(*blocks)).header.doc_type is not None
