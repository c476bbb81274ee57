"""Tables that no rules enclose, laid out word by word as a text processor would."""

from __future__ import annotations

from extract.layout.content import Rule, Word
from extract.layout.fragments import Fragment
from extract.layout.lines import Line, to_lines
from extract.layout.open_tables import OpenPage, find_open_tables

LEFT = (70.0, 100.0, 280.0, 400.0)
HEADER = ("№", "Мероприятие", "Срок", "Ответственный")


def _words(text: str, x: float, base: float, *, bold: bool = False) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, x, base - 9.6, x + 5.5 * len(part), base + 2.6, base, bold))
        x += 5.5 * len(part) + 3
    return words


def _row(base: float, *texts: str, bold: bool = False) -> list[Word]:
    """Words of one baseline; an empty text leaves its column empty."""
    return [
        word
        for x, text in zip(LEFT, texts, strict=False)
        for word in _words(text, x, base, bold=bold)
    ]


def _page(words: list[Word], number: int = 1, rules: tuple[Rule, ...] = ()) -> OpenPage:
    return OpenPage(number, 595, 842, to_lines(words), [], rules)


def _texts(fragment: Fragment) -> list[tuple[str, ...]]:
    rows: dict[int, list[str]] = {}
    for cell in fragment.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [tuple(texts) for _, texts in sorted(rows.items())]


TIGHT_BODY = [
    *_row(100, *HEADER, bold=True),
    *_row(114, "1.", "Проверка кровли зданий и", "до 5 мая", "Отдел"),
    *_row(128, "", "ремонт крыльца", "", "культуры"),
    *_row(142, "2.", "Побелка старых деревьев возле", "апрель", "Сектор"),
    *_row(156, "", "парка", "", ""),
]


def test_rows_without_space_between_them_begin_at_numbers() -> None:
    page = _page(TIGHT_BODY)

    find_open_tables([page])

    assert _texts(page.fragments[0]) == [
        HEADER,
        ("1.", "Проверка кровли зданий и ремонт крыльца", "до 5 мая", "Отдел культуры"),
        ("2.", "Побелка старых деревьев возле парка", "апрель", "Сектор"),
    ]
    assert not page.lines


def test_row_without_number_begins_where_columns_begin_again() -> None:
    page = _page([*TIGHT_BODY, *_row(170, "", "Субботник", "до 9 мая", "Жители")])

    find_open_tables([page])

    assert _texts(page.fragments[0])[-1] == ("", "Субботник", "до 9 мая", "Жители")


def test_title_over_the_columns_is_one_cell() -> None:
    title = _words("II. Благоустройство улиц и площадей посёлка", 70, 170)
    page = _page([*TIGHT_BODY, *title, *_row(184, "3.", "Посадка", "май", "Школа")])

    find_open_tables([page])

    cells = [cell for cell in page.fragments[0].cells if cell.row == 3]
    assert [(cell.column, cell.column_span) for cell in cells] == [(0, 4)]
    assert cells[0].text == "II. Благоустройство улиц и площадей посёлка"


def test_text_that_only_reaches_into_a_gutter_is_a_cell() -> None:
    pages = []
    for number in range(1, 6):  # more lines than show the columns
        words = _row(86, *HEADER, bold=True) if number == 1 else []
        for at in range(50):
            words += _row(100 + 14 * at, f"{50 * (number - 1) + at + 1}.", "Обход", "9 мая", "ЖКО")
        pages.append(_page(words, number))
    wide = ("251.", "Обход", "май-июнь 2019", "ЖКО")
    pages.append(_page(_row(100, *wide), 6))

    find_open_tables(pages)

    assert _texts(pages[-1].fragments[0]) == [wide]


def test_text_after_the_table_is_no_row() -> None:
    text = _words("Настоящий план подлежит исполнению всеми учреждениями района в срок", 70, 200)
    page = _page([*TIGHT_BODY, *text])

    find_open_tables([page])

    assert [line.text for line in page.lines] == [" ".join(word.text for word in text)]


def test_table_goes_on_over_the_page_without_a_header() -> None:
    second = _page(
        [*_row(60, "", "и вдоль дорог", "", ""), *_row(74, "3.", "Посадка", "май", "Школа")], 2
    )
    pages = [_page(TIGHT_BODY), second]

    find_open_tables(pages)

    assert _texts(second.fragments[0]) == [
        ("", "и вдоль дорог", "", ""),
        ("3.", "Посадка", "май", "Школа"),
    ]
    assert second.fragments[0].xs == pages[0].fragments[0].xs


def test_header_that_a_page_repeats_with_a_letter_misread_is_a_row_of_its_own() -> None:
    misread = ("№", "Мероприятне", "Срок", "Ответственный")
    tail = ("", "и вдоль дорог", "", "")
    second = _page(
        [
            *_row(60, *misread, bold=True),
            *_row(74, *tail),
            *_row(88, "3.", "Посадка", "май", "Школа"),
        ],
        2,
    )

    find_open_tables([_page(TIGHT_BODY), second])

    assert _texts(second.fragments[0]) == [misread, tail, ("3.", "Посадка", "май", "Школа")]


def test_rules_between_rows_part_them() -> None:
    body = [
        *_row(100, *HEADER, bold=True),
        *_row(114, "", "Осмотр", "июнь", "Отдел"),
        *_row(128, "", "зданий", "июль", "культуры"),
        *_row(142, "", "Уборка", "август", "Сектор"),
        *_row(156, "", "Полив", "май", "Школа"),
    ]
    rules = tuple(Rule(y, 65, 500) for y in (103.0, 131.0, 145.0))
    page = _page(body, rules=rules)

    find_open_tables([page])

    assert _texts(page.fragments[0])[1] == ("", "Осмотр зданий", "июнь июль", "Отдел культуры")
    assert len(_texts(page.fragments[0])) == 4


def test_numbers_below_an_empty_header_cell_are_a_column() -> None:
    body = [
        *_row(100, "", "Мероприятие", "Срок", "Ответственный", bold=True),
        *(
            word
            for n in range(1, 5)
            for word in _row(100 + 14 * n, f"{n}.", "Осмотр зданий", "май", "Отдел")
        ),
    ]
    page = _page(body)

    find_open_tables([page])

    assert _texts(page.fragments[0])[1] == ("1.", "Осмотр зданий", "май", "Отдел")


def test_running_text_with_header_words_is_no_table() -> None:
    words = [
        *_words("Мероприятия проводятся в срок, ответственный исполнитель", 70, 100),
        *_words("назначается приказом руководителя учреждения района", 70, 114),
    ]
    page = _page(words)

    find_open_tables([page])

    assert page.fragments == []
    assert len(page.lines) == 2


def test_every_word_is_in_a_cell_or_a_line() -> None:
    page = _page([*TIGHT_BODY, *_words("Глава района", 70, 260), *_words("И.И. Ясный", 450, 260)])
    before = sorted(word.text for line in page.lines for word in line.words)

    find_open_tables([page])

    cells = " ".join(cell.text for cell in page.fragments[0].cells).split()
    rest: list[Line] = page.lines
    assert sorted([*cells, *(w.text for line in rest for w in line.words)]) == before


def test_cells_centred_vertically_share_the_middle_of_their_row() -> None:
    page = _page(
        [
            *_row(100, *HEADER, bold=True),
            *_row(114, "", "Проверка кровли всех зданий", "", ""),
            *_row(120, "1.", "", "до 5 мая", ""),
            *_row(126, "", "и ремонт ступеней крыльца", "", ""),
            *_row(140, "2.", "Побелка деревьев", "апрель", "Сектор"),
            *_row(154, "", "Завоз песка на детские", "", ""),
            *_row(160, "", "", "июнь", "Отдел"),
            *_row(166, "", "площадки посёлка", "", ""),
            *_row(180, "", "Осмотр качелей и горок,", "", ""),
            *_row(194, "3.", "замена креплений и досок,", "июль", "Отдел"),
            *_row(208, "", "покраска", "", ""),
        ]
    )

    find_open_tables([page])

    assert _texts(page.fragments[0]) == [
        HEADER,
        ("1.", "Проверка кровли всех зданий и ремонт ступеней крыльца", "до 5 мая", ""),
        ("2.", "Побелка деревьев", "апрель", "Сектор"),
        ("", "Завоз песка на детские площадки посёлка", "июнь", "Отдел"),
        ("3.", "Осмотр качелей и горок, замена креплений и досок, покраска", "июль", "Отдел"),
    ]


HEADLESS = [
    *_row(100, "1.", "Проверка кровли зданий и", "до 5 мая 2023 года", "Отдел"),
    *_row(114, "", "ремонт крыльца", "", "культуры"),
    *_row(134, "2.", "Побелка деревьев", "апрель 2023 года", "Сектор"),
    *_row(154, "3.", "Организация ярмарки и", "ежегодно", "Отдел"),
    *_row(168, "", "работа учреждений торговли", "", "торговли"),
    *_row(188, "4.", "Осмотр качелей", "III квартал", "Отдел"),
]


def test_rows_without_a_header_are_a_table_by_their_deadlines() -> None:
    page = _page(HEADLESS)

    find_open_tables([page])

    assert _texts(page.fragments[0]) == [
        ("1.", "Проверка кровли зданий и ремонт крыльца", "до 5 мая 2023 года", "Отдел культуры"),
        ("2.", "Побелка деревьев", "апрель 2023 года", "Сектор"),
        ("3.", "Организация ярмарки и работа учреждений торговли", "ежегодно", "Отдел торговли"),
        ("4.", "Осмотр качелей", "III квартал", "Отдел"),
    ]
    assert page.lines == []


def test_dated_lines_of_a_letterhead_are_no_table() -> None:
    page = _page(
        [
            *_row(100, "", "от 5 мая 2023 года", "", "№ 12"),
            *_row(130, "", "Начальник отдела", "", "О.П. Рощина"),
            *_row(150, "", "Согласовано", "6 мая 2023 года", ""),
        ]
    )

    find_open_tables([page])

    assert page.fragments == []
