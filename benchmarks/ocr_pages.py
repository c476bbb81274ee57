"""Table pages with known cells, drawn at any resolution, for the benchmarks of recognition.

The words are our own: phrases that a seed puts into cells, or the tables of
the corpus's invented orders.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from PIL.Image import Image

    from corpus.model import CorpusOrder

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
WIDTHS = (34.0, 170.0, 92.0, 120.0, 110.0)
_WIDTH, _HEIGHT = 526.0, 780.0
"""Points of the page that a table may fill."""
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
    """One page that holds one table of phrases put together by chance."""
    chosen = random.Random(seed)
    rows: list[tuple[str, ...]] = []
    section = number = 0
    for number in range(60):
        if number % 5 == 0:
            section += 1
            rows.append((f"{section}. {SECTIONS[(section - 1) % len(SECTIONS)]}",))
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
    return _pages([HEADER, *rows], WIDTHS, dpi, font, size)[0]


def order_pages(
    order: CorpusOrder, dpi: int, *, font: str = "Serif", size: float = 12.0
) -> list[TruthPage]:
    """The tables of an order of the corpus, each on pages of its own."""
    pages: list[TruthPage] = []
    for table in (table for annex in order.annexes for table in annex.tables):
        share = _WIDTH / sum(table.widths)
        rows = [
            (" ".join(filter(None, row.cells)),) if row.kind == "section" else row.cells
            for row in table.rows
        ]
        widths = [width * share for width in table.widths]
        pages += _pages([table.header, *rows], widths, dpi, font, size)
    return pages


def _pages(
    rows: Sequence[tuple[str, ...]], widths: Sequence[float], dpi: int, font: str, size: float
) -> list[TruthPage]:
    """A table drawn over as many pages as it needs; the first row is its header."""
    pages: list[TruthPage] = []
    rest = list(rows)
    while rest:
        fitting = 1
        while fitting < len(rest) and _height(rest[: fitting + 1], widths, font, size) <= _HEIGHT:
            fitting += 1
        pages.append(_page(rest[:fitting], widths, dpi, font, size))
        rest = rest[fitting:]
    return pages


def _height(
    rows: Sequence[tuple[str, ...]], widths: Sequence[float], font: str, size: float
) -> float:
    return float(_table(rows, widths, font, size).wrap(_WIDTH, 4000)[1])


def _table(rows: Sequence[tuple[str, ...]], widths: Sequence[float], font: str, size: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table, TableStyle

    regular, bold = _fonts(font)
    plain = ParagraphStyle("plain", fontName=regular, fontSize=size, leading=size * 1.15)
    heavy = ParagraphStyle("heavy", parent=plain, fontName=bold, alignment=1)
    last = len(widths) - 1
    drawn = [
        [Paragraph(escape(cell), heavy if not index or len(row) == 1 else plain) for cell in row]
        + [""] * (len(widths) - len(row))
        for index, row in enumerate(rows)
    ]
    spans = [("SPAN", (0, i), (last, i)) for i, row in enumerate(rows) if len(row) == 1]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    # narrow columns must not break «1.1.»
    grid += [(f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("LEFT", "RIGHT")]
    return Table(drawn, colWidths=list(widths), style=TableStyle(grid + spans))


def _page(
    rows: Sequence[tuple[str, ...]], widths: Sequence[float], dpi: int, font: str, size: float
) -> TruthPage:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    table = _table(rows, widths, font, size)
    height = table.wrap(_WIDTH, 4000)[1]
    table.drawOn(canvas, 34, A4[1] - 30 - height)
    canvas.save()
    cells = tuple(
        TruthCell(row, column, text, len(widths) if len(texts) == 1 else 1)
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
