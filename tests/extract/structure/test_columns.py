"""Column roles: each rule reads its own headers, whole rows are weighed together."""

from __future__ import annotations

import pytest

from extract.structure.columns import (
    ColumnRule,
    best_rule,
    column_roles,
    column_rules,
    header_score,
)

RULES = column_rules()


@pytest.mark.parametrize(("rule", "header"), [(r, h) for r in RULES for h in r.reads])
def test_rule_reads_its_own_headers(rule: ColumnRule, header: str) -> None:
    winner, _ = best_rule(header)

    assert winner is not None
    assert winner.role == rule.role


@pytest.mark.parametrize(("rule", "header"), [(r, h) for r in RULES for h in r.leaves])
def test_rule_leaves_headers_of_other_rules(rule: ColumnRule, header: str) -> None:
    winner, _ = best_rule(header)

    assert winner is None or winner.id != rule.id


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        (
            ["№", "Виды работ (мероприятия)", "Сроки реализации", "Ответственные", "Результат"],
            ["number", "activity", "deadline", "responsible", "result"],
        ),
        (["Что сделать", "Когда", "Кто"], ["activity", "deadline", "responsible"]),
        (["", "Мероприятия", "Срок", "Отв."], ["number", "activity", "deadline", "responsible"]),
        (
            ["№ п/п", "Направление", "Мероприятие", "Срок", "Исполнитель"],
            ["number", "section", "activity", "deadline", "responsible"],
        ),
        # a plan without a column called «мероприятия» still has one of activities
        (
            ["№", "Задачи", "Сроки", "Исполнители"],
            ["number", "activity", "deadline", "responsible"],
        ),
        (["Наименование", "Срок", "Ответственный"], ["activity", "deadline", "responsible"]),
        (
            ["№", "Мероприятия", "Дата начала", "Дата окончания", "Ответственный исполнитель"],
            ["number", "activity", "deadline_start", "deadline_end", "responsible"],
        ),
        (
            [
                "Мероприятие",
                "Источник финансирования",
                "Объем средств",
                "Срок",
                "Отметка о выполнении",
            ],
            ["activity", "funding", "funding", "deadline", "note"],
        ),
        (
            ["№\nп/п", "Меро-\nприятия", "С Р О К", "ОТВЕТСТВЕННЫЕ"],
            ["number", "activity", "deadline", "responsible"],
        ),
        (["Фамилия", "Телефон"], ["other", "other"]),
    ],
)
def test_a_header_row_gets_its_roles(headers: list[str], roles: list[str]) -> None:
    assert [choice.role for choice in column_roles(headers)] == roles


def test_every_choice_gives_its_reason() -> None:
    for choice in column_roles(["№", "Задачи", "Срок", "нечто"]):
        assert choice.reasons


def test_content_is_no_header() -> None:
    assert header_score(["1", "Провести собрание", "май 2021", "Петрова А.А."]) < 2
