"""Which printed numbers may be left to Word's own counting."""

from __future__ import annotations

import pytest

from corpus.render.numbering import Numbering


def numbering() -> Numbering:
    import docx

    return Numbering(docx.Document().part.numbering_part.element)


@pytest.mark.parametrize(
    ("texts", "levels"),
    [
        (["1. Первый", "2. Второй"], [0, 0]),
        (["1. Первый", "1.1. Ниже", "1.2. Ниже", "2. Второй", "2.1. Ниже"], [0, 1, 1, 0, 1]),
        (["1. Первый", "а) буква", "б) буква", "2. Второй", "а) буква"], [0, 3, 3, 0, 3]),
        (["1. Первый", "- черта", "2. Второй"], [0, 4, 0]),
        (["1.", "1.1.", "1.2.", ""], [0, 1, 1, None]),
        # a paragraph without a number stays one
        (["1. Первый", "Пояснение", "2. Второй"], [0, None, 0]),
        # one number with another mark is typed
        (["1. Первый", "1.1. Ниже", "1.2 Ниже", "2. Второй"], [0, 1, None, 0]),
        (["1. Первый", "2) Второй", "3. Третий"], [None, None, None]),
        # a number is missing, the count begins anew, or not at 1
        (["1. Первый", "3. Третий"], [None, None]),
        (["1. Первый", "1. Первый"], [None, None]),
        (["2. Второй", "3. Третий"], [None, None]),
        (["Без номера"], [None]),
        # a letter out of turn is typed, the rest is counted
        (["1. Первый", "б) буква"], [0, None]),
    ],
)
def test_automatic_where_the_count_is_the_printed_one(
    texts: list[str], levels: list[int | None]
) -> None:
    counted = numbering().count(texts)

    assert [each.level if each else None for each in counted] == levels


def test_the_rest_of_the_text_is_kept() -> None:
    counted = numbering().count(["1. Утвердить план.", "1.1. Довести\nдо сведения."])

    assert [each.rest for each in counted if each] == ["Утвердить план.", "Довести\nдо сведения."]


def test_each_list_counts_for_itself() -> None:
    lists = numbering()

    first = lists.count(["1. Первый"])[0]
    second = lists.count(["1. Первый"])[0]

    assert first
    assert second
    assert first.list_id != second.list_id
    kinds = [child.tag.rpartition("}")[2] for child in lists.element]
    assert kinds == ["abstractNum", "abstractNum", "num", "num"]
