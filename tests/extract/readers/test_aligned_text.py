from __future__ import annotations

import pytest

from extract.document import Block, Paragraph, Table
from extract.readers import text


def blocks(words: str) -> list[Block]:
    return list(text.document_of(words, source="x", sha256="0").blocks())


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows()]


PLAN = """\
                              ПЛАН МЕРОПРИЯТИЙ

 №              Мероприятие                 Срок           Ответственный
п/п
 1.   Провести заседание оргкомитета    до 15 января     Отдел культуры
      с участием глав поселений         2018 года
 Работа с населением
 2.   Подготовить программу             февраль          Районный Дом
      концерта                                           культуры

 3.   Оформить площадь                  март             МУП «Сервис»

Управляющий делами                                       К.К. Клёнов
"""


def test_columns_parted_by_spaces_are_a_table() -> None:
    title, plan, signature = blocks(PLAN)

    assert isinstance(title, Paragraph)
    assert rows(plan) == [
        ["№ п/п", "Мероприятие", "Срок", "Ответственный"],
        [
            "1.",
            "Провести заседание оргкомитета с участием глав поселений",
            "до 15 января 2018 года",
            "Отдел культуры",
        ],
        ["Работа с населением"],
        ["2.", "Подготовить программу концерта", "февраль", "Районный Дом культуры"],
        ["3.", "Оформить площадь", "март", "МУП «Сервис»"],
    ]
    assert isinstance(signature, Paragraph)
    assert signature.text == "Управляющий делами К.К. Клёнов"


@pytest.mark.parametrize(
    "words",
    [
        "14.02.2018          с. Луговое          № 12\n\nприказываю:\n\n1. Утвердить план.\n",
        "Начальник отдела          А.А. Аника\nЮрист                     Б.Б. Бобров\n",
        "№ 5     от 5 мая     срок до 6 мая\n\nКонец\n",
    ],
)
def test_aligned_dates_and_signatures_stay_text(words: str) -> None:
    assert all(isinstance(block, Paragraph) for block in blocks(words))


@pytest.mark.parametrize("sign", ["=", "-", "_"])
def test_rulings_of_signs_are_no_rows(sign: str) -> None:
    over = sign * 70
    under = f" {sign * 3}   {sign * 30}  {sign * 14}  {sign * 12}"
    text = "\n".join(
        [
            over,
            " №     Мероприятие                     Срок            Ответственный",
            under,
            " 1.    Смотр уголков                   до 15 января    Отдел культуры",
            " 2.    Слёт отрядов                    февраль         Дом культуры",
            over,
        ]
    )
    (plan,) = [block for block in blocks(text) if isinstance(block, Table)]

    assert [row[0] for row in rows(plan)] == ["№", "1.", "2."]
