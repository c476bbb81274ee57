"""Invented table pages with known cells, drawn at any resolution, for benchmarks/ocr.py.

The words are our own; the seed decides which phrases fall into which cell.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

ACTIVITIES = (
    "Разработка и утверждение муниципальной программы поддержки школ с низкими результатами",
    "Проведение диагностики учебных затруднений обучающихся 5-9 классов",
    "Организация консультаций для педагогов, работающих с детьми с ОВЗ",
    "Анализ результатов всероссийских проверочных работ (ВПР) за 2019/2020 учебный год",
    "Заседание муниципального методического совета «О ходе реализации проекта»",
    "Повышение квалификации учителей-предметников по теме «Оценка качества образования»",
    "Мониторинг обеспеченности учебниками и учебными пособиями",
    "Семинар-практикум для заместителей директоров по УВР",
    "Корректировка основных образовательных программ в соответствии с ФГОС СОО",
    "Обновление раздела на официальном сайте управления образования",
    "Родительское собрание по вопросам проведения ГИА-9 и ГИА-11",
    "Выездные проверки готовности пунктов проведения экзаменов (ППЭ)",
)
DEADLINES = (
    "Сентябрь 2020 года",
    "до 15 октября 2020 г.",
    "Постоянно",
    "Май-июнь 2021 года",
    "IV квартал 2020 года",
    "II квартал 2021",
    "ежегодно, до 1 сентября",
    "01.09.2020 - 31.12.2020",
    "в течение учебного года",
    "По отдельному графику",
    "не позднее 25.03.2021",
    "III-IV кварталы 2020",
)
PARTIES = (
    "Управление образования",
    "МБУ ДПО «Заречненский ИМЦ», ОО",
    "Руководители ОО",
    "УО, МКУ «ЦОФ», руководители общеобразовательных организаций",
    "МБОУ «СОШ № 7 им. П.П. Бажина»",
    "Грачёва Н.В., методист",
    "Муниципальный координатор",
    "Куратор проекта, школьные команды",
    "ИМЦ",
)
RESULTS = (
    "Приказ управления образования",
    "Аналитическая справка",
    "Скорректированные программы развития",
    "Протокол заседания, план работы на 2021 год",
    "Увеличение доли обучающихся, освоивших программу, до 95 %",
    "Информация размещена на сайте",
    "Справка по итогам мониторинга. Адресные рекомендации",
    "",
    "-",
)
SECTIONS = (
    "Организационные мероприятия",
    "Методическое сопровождение педагогических кадров общеобразовательных организаций",
    "Контроль и оценка результативности реализации мероприятий «дорожной карты»",
)
HEADER = ("№ п/п", "Наименование мероприятия", "Срок исполнения", "Ответственные", "Результат")


@dataclass(frozen=True, slots=True)
class TruthCell:
    """A cell as drawn."""

    row: int
    column: int
    text: str
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TruthPage:
    """A page image and what it says."""

    image: Image
    cells: tuple[TruthCell, ...]


@lru_cache(maxsize=4)
def _fonts(name: str) -> tuple[str, str]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = "/usr/share/fonts/truetype/liberation/Liberation"
    for style in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"{name}{style}", f"{folder}{name}-{style}.ttf"))
    return f"{name}Regular", f"{name}Bold"


def table_page(seed: int, dpi: int, *, font: str = "Serif", size: float = 12.0) -> TruthPage:
    """One page that holds one table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, Table, TableStyle

    chosen = random.Random(seed)
    regular, bold = _fonts(font)
    plain = ParagraphStyle("plain", fontName=regular, fontSize=size, leading=size * 1.15)
    heavy = ParagraphStyle("heavy", parent=plain, fontName=bold, alignment=1)
    widths = [34.0, 170.0, 92.0, 120.0, 110.0]
    rows: list[tuple[str, ...]] = [HEADER]
    section = number = 0
    height = 780.0
    while True:
        if number % 5 == 0:
            section += 1
            rows.append((f"{section}. {SECTIONS[(section - 1) % len(SECTIONS)]}",))
            number += 1
        else:
            rows.append(
                (
                    f"{section}.{number % 5}.",
                    chosen.choice(ACTIVITIES),
                    chosen.choice(DEADLINES),
                    chosen.choice(PARTIES),
                    chosen.choice(RESULTS),
                )
            )
            number += 1
        table = Table(
            [
                [Paragraph(cell, heavy if index == 0 or len(row) == 1 else plain) for cell in row]
                + [""] * (5 - len(row))
                for index, row in enumerate(rows)
            ],
            colWidths=widths,
        )
        spans = [("SPAN", (0, i), (4, i)) for i, row in enumerate(rows) if len(row) == 1]
        table.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, "black"),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    *spans,
                ]
            )
        )
        if table.wrap(526, 2000)[1] > height:
            rows.pop()
            break
    data = [
        [Paragraph(cell, heavy if index == 0 or len(row) == 1 else plain) for cell in row]
        + [""] * (5 - len(row))
        for index, row in enumerate(rows)
    ]
    table = Table(data, colWidths=widths)
    spans = [("SPAN", (0, i), (4, i)) for i, row in enumerate(rows) if len(row) == 1]
    table.setStyle(
        TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
        )
    )
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    table.wrap(526, 2000)
    table.drawOn(canvas, 34, 842 - 30 - table.wrap(526, 2000)[1])
    canvas.save()
    cells = tuple(
        TruthCell(row, column, text, 5 if len(texts) == 1 else 1)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return TruthPage(draw(packed.getvalue(), dpi)[0], cells)


def draw(pdf: bytes, dpi: int) -> list[Image]:
    """The pages of a PDF as grey images."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
