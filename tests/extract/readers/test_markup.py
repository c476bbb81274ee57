from __future__ import annotations

import pytest

from extract.readers.markup import RULE, Marked, strip_lines, strip_marks


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**ПРИКАЗ**", Marked("ПРИКАЗ", bold=True)),
        ("<b>Срок</b>", Marked("Срок", bold=True)),
        ("<strong>Срок</strong>", Marked("Срок", bold=True)),
        ("***ПРИКАЗ***", Marked("ПРИКАЗ", bold=True)),
        ("школам **приказываю:**", Marked("школам приказываю:")),
        ("**ПРИКАЗ", Marked("ПРИКАЗ", bold=True)),
        ("ПРИКАЗ**", Marked("ПРИКАЗ")),
        ("****", Marked("")),
        ("## План", Marked("План", heading=2)),
        ("# **План** #", Marked("План", bold=True, heading=1)),
        ("#План", Marked("План", heading=1)),
        ("# 5 школ", Marked("5 школ", heading=1)),
        ("1\\. Утвердить", Marked("1. Утвердить")),
        ("\\- пункт", Marked("- пункт")),
        ("\\№ 5", Marked("№ 5")),
        ("№ \\_\\_\\_", Marked("№ ___")),
        ("«___» ______ 20__ г. № ___", Marked("«___» ______ 20__ г. № ___")),
        ("__Срок__ исполнения", Marked("Срок исполнения")),
        ("_курсив_ и *ещё*", Marked("курсив и ещё")),
        ("слово* и другое*", Marked("слово* и другое*")),
        ("** по согласованию", Marked("** по согласованию")),
        ("первая<br>вторая<br/>третья", Marked("первая\nвторая\nтретья")),
        ("10<sup>2</sup> <u>метров</u>", Marked("102 метров")),
        ("ООО &laquo;Заря&raquo;&nbsp;№ 5 &amp; Ко", Marked("ООО «Заря»\xa0№ 5 & Ко")),
        ("[приказ](https://example.org/5)", Marked("приказ")),
        ("[приказ](приложение 5)", Marked("[приказ](приложение 5)")),
        ("> цитата", Marked("цитата")),
        ("5 > 3 и a<b", Marked("5 > 3 и a<b")),
        ("`код`", Marked("код")),
        ("~~старое~~", Marked("старое")),
        ("2 * 3 * 4", Marked("2 * 3 * 4")),
        ("МБОУ_СОШ_5", Marked("МБОУ_СОШ_5")),
    ],
)
def test_marks_go_and_words_stay(line: str, expected: Marked) -> None:
    assert strip_marks(line) == expected


def test_bold_goes_over_several_lines() -> None:
    marked = strip_lines(["**УПРАВЛЕНИЕ КУЛЬТУРЫ", "администрации", "района**", "обычная"])

    assert [(line.text, line.bold) for line in marked] == [
        ("УПРАВЛЕНИЕ КУЛЬТУРЫ", True),
        ("администрации", True),
        ("района", True),
        ("обычная", False),
    ]


def test_a_lost_closing_mark_does_not_make_the_next_title_plain() -> None:
    marked = strip_lines(["**ПРИКАЗ", "**О плане**"])

    assert [line.bold for line in marked] == [True, True]


@pytest.mark.parametrize("line", ["---", "- - -", "***", "* * *", "___", "=====", "─────", "```"])
def test_drawn_rules_are_no_text(line: str) -> None:
    assert RULE.fullmatch(line)


@pytest.mark.parametrize("line", ["- пункт", "--", "№ ___", "* примечание", "5"])
def test_words_are_no_rule(line: str) -> None:
    assert not RULE.fullmatch(line)
