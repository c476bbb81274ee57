"""Invented OrderRecords for tests of the store, built by hand.

Places, people and wording are made up. Tests reach these through the fixtures of
conftest.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from extract.document import Box, Join, Place
from extract.findings import Finding
from extract.order import (
    Annex,
    Clause,
    Column,
    GenericTable,
    Header,
    Measure,
    MeasureTable,
    Member,
    MemberTable,
    Order,
    Quote,
    Section,
    Signature,
    Source,
)
from normalize.record import (
    Abbreviation,
    ActReference,
    ClauseRecord,
    Deadline,
    DeadlineReading,
    MeasureRecord,
    MemberRecord,
    OrderRecord,
    Party,
    PartyReading,
    Period,
)

PLACE = Place(2, Box(72.04, 100, 200, 140.26))

ROLES = ("number", "activity", "deadline", "responsible", "result")

UO = "Управление образования администрации Заозёрного района"


def quote(text: str) -> Quote:
    """Words on page 2."""
    return Quote(text, (PLACE,))


def day(text: str, date: str) -> Deadline:
    """«До» a day."""
    end = dt.date.fromisoformat(date)
    return Deadline(text, "date", end=end, edtf=f"../{date}", rule="date.until")


def month(text: str, start: str, end: str) -> Deadline:
    """A period."""
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return Deadline(text, "period", first, last, edtf=start[:7], rule="period.month")


def reading(text: str, *items: Deadline) -> DeadlineReading:
    """A cell with these deadlines."""
    return DeadlineReading(text, items or (Deadline(text, "none"),))


def party(name: str, written: str = "", **more: Any) -> Party:
    """An organisation, known by its folded name."""
    more.setdefault("kind", "organisation")
    return Party(written or name, name, key=name.lower().replace("ё", "е"), **more)


def acronym() -> Party:
    """«УО», expanded through the order."""
    return party(UO, "УО", expansion_source="document")


class MeasureSpec:
    """A row to be: its words, deadlines and parties."""

    def __init__(
        self,
        activity: str,
        deadline: DeadlineReading,
        parties: tuple[Party, ...] = (),
        *,
        result: str = "",
        number: str | None = None,
        findings: tuple[Finding, ...] = (),
        joins: tuple[Join, ...] = (),
    ) -> None:
        self.activity = activity
        self.deadline = deadline
        self.parties = PartyReading(", ".join(p.as_written for p in parties), parties)
        self.result = result
        self.number = number
        self.findings = findings
        self.joins = joins

    def texts(self, position: int) -> tuple[str, ...]:
        """The words of the row, a text a column."""
        number = self.number if self.number is not None else str(position)
        return (number, self.activity, self.deadline.text, self.parties.text, self.result)


def specs() -> tuple[MeasureSpec, ...]:
    """Six measures with every common kind of deadline."""
    start, end = dt.date(2021, 3, 5), dt.date(2021, 12, 31)
    return (
        MeasureSpec(
            "Подготовка аналитической справки по итогам пробных работ",
            reading("до 26 марта 2021 года", day("до 26 марта 2021 года", "2021-03-26")),
            (acronym(), party("МБОУ «Лесная СОШ»")),
            result="Аналитическая справка",
        ),
        MeasureSpec(
            "Проведение совещаний с руководителями школ",
            reading(
                "февраль, апрель 2022",
                month("февраль", "2022-02-01", "2022-02-28"),
                month("апрель 2022", "2022-04-01", "2022-04-30"),
            ),
            (acronym(),),
            result="Протокол",
            findings=(Finding("row.number-missing", "Строка без номера", "Проведение", 2),),
            joins=(Join(4, True, 2.5, ("пустой номер", "строчная буква")),),
            number="",
        ),
        MeasureSpec(
            "Сопровождение сайта",
            reading("Постоянно", Deadline("Постоянно", "continuous", start, end)),
            (party("МБУ «Центр оценки»", "МБУ «ЦО»", expansion_source="document"),),
        ),
        MeasureSpec(
            "Сдача отчёта о выполнении плана",
            reading(
                "ежеквартально",
                Deadline(
                    "ежеквартально",
                    "recurring",
                    start,
                    end,
                    rrule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
                ),
            ),
            (party("МБОУ «Лесная СОШ»", "Лесной СОШ"),),
        ),
        MeasureSpec(
            "Повышение квалификации учителей",
            reading(
                "По графику института",
                Deadline("По графику института", "schedule", condition="По графику института"),
            ),
            (Party("куратор", "куратор", kind="role", role="куратор", key="role:куратор"),),
        ),
        MeasureSpec("Прочее", reading("")),
    )


def record(
    number: str = "15-од",
    date: str | None = "2021-03-05",
    *,
    issuer: str | None = UO,
    title: str = "О плане повышения качества образования",
    measures: tuple[MeasureSpec, ...] | None = None,
    references: tuple[ActReference, ...] = (),
    source: str = "inbox/15.docx",
    salt: str = "",
    confidence: float = 1.0,
) -> OrderRecord:
    """A whole order: header, three clauses, a roadmap, a group, a generic table."""
    rows = specs() if measures is None else measures
    sha = hashlib.sha256(f"{number}{date}{source}{salt}".encode()).hexdigest()
    clauses = clause_records()
    return OrderRecord(
        order=_order(rows, Source(source, sha, "docx", 3), number, title, clauses),
        issuer=issuer,
        doc_type="приказ",
        number=number,
        date=dt.date.fromisoformat(date) if date else None,
        place="п. Заозёрный",
        title=title,
        signatory_post="Начальник управления",
        signatory_person="Ковылёва Р.Д.",
        period=Period(dt.date(2021, 3, 5), dt.date(2022, 12, 31), "на 2021-2022 годы"),
        measures=tuple(
            _measure_record(spec, at, confidence) for at, spec in enumerate(rows, start=1)
        ),
        clauses=clauses,
        members=(
            MemberRecord(1, "Рабочая группа", 1, "1", "Ковылёва Р.Д.", "начальник", 3),
            MemberRecord(1, "Рабочая группа", 2, "2", "Хвощов Т.К.", None, 3),
        ),
        abbreviations=(
            Abbreviation("УО", UO),
            Abbreviation("план", "план повышения качества", is_term=True),
        ),
        references=references,
        findings=(Finding("header.place-guessed", "Место взято из бланка", severity="info"),),
    )


def clause_records() -> tuple[ClauseRecord, ...]:
    """Two clauses and a subclause with a deadline and a person."""
    none = reading("")
    due = reading("в срок до 10.03.2021", day("до 10.03.2021", "2021-03-10"))
    person = Party(
        "Хвощову Т.К.", "Хвощов Т.К.", kind="person", person="Хвощов Т.К.", key="хвощов т к"
    )
    nobody = PartyReading("", ())
    return (
        ClauseRecord("1", "1", None, "Утвердить план (далее – план).", 1, none, (), nobody),
        ClauseRecord(
            "1/а",
            "а",
            "1",
            "Довести план до школ.",
            1,
            due,
            ("Хвощов Т.К.",),
            PartyReading("Хвощову Т.К.", (person,)),
        ),
        ClauseRecord("2", "2", None, "Контроль оставляю за собой.", 1, none, (), nobody),
    )


def reference(
    number: str, date: str, issuer: str | None = None, relation: str = "based_on"
) -> ActReference:
    """«В соответствии с приказом … от … № …»."""
    words = Quote(f"приказом от {date} № {number}", (Place(1),))
    return ActReference(relation, words, "приказ", issuer, number, dt.date.fromisoformat(date))


def with_source(made: OrderRecord, source: str, salt: str = "x") -> OrderRecord:
    """The same order from another file."""
    sha = hashlib.sha256(f"{source}{salt}".encode()).hexdigest()
    order = replace(made.order, source=Source(source, sha, "pdf", 4))
    return replace(made, order=order)


def _order(
    rows: tuple[MeasureSpec, ...],
    source: Source,
    number: str,
    title: str,
    clauses: tuple[ClauseRecord, ...],
) -> Order:
    table = MeasureTable(
        columns=tuple(Column(quote(f"графа {role}"), role, 0.9, ("слово",)) for role in ROLES),
        sections=(Section(1, "1", quote("Работа с кадрами")),),
        measures=tuple(
            Measure(
                at,
                spec.number if spec.number is not None else str(at),
                1,
                tuple(quote(text) for text in spec.texts(at)),
                spec.joins,
            )
            for at, spec in enumerate(rows, start=1)
        ),
        caption=(quote("Дорожная карта"),),
        header_rows=(quote("1 2 3 4 5"),),
    )
    members = MemberTable(
        quote("Рабочая группа"),
        (
            Member(1, "1", quote("Ковылёва Р.Д."), quote("начальник"), quote("председатель")),
            Member(2, "2", quote("Хвощов Т.К."), None),
        ),
    )
    generic = GenericTable(
        ((quote("Школа"), quote("Учеников")), (quote("Лесная СОШ"), quote("214"))),
        (quote("Сведения о школах"),),
    )
    return Order(
        source=source,
        header=Header(
            issuer=quote(UO.upper()),
            doc_type=quote("ПРИКАЗ"),
            number=quote(f"№ {number}"),
            title=quote(title),
            preamble=quote("В целях повышения качества"),
            furniture=(quote("Российская Федерация"),),
        ),
        clauses=tuple(Clause(c.number, c.path, c.parent, quote(c.text)) for c in clauses),
        signatures=(Signature(quote("Начальник управления"), quote("Р.Д. Ковылёва")),),
        annexes=(
            Annex(
                1,
                "1",
                quote("Приложение № 1 к приказу"),
                quote("План повышения качества"),
                (quote("Настоящий план разработан школами"),),
                (table, members, generic),
            ),
        ),
        closing=(quote("С приказом ознакомлены"),),
        residue=(quote("м.п."),),
    )


def _measure_record(spec: MeasureSpec, position: int, confidence: float) -> MeasureRecord:
    words = zip(ROLES, spec.texts(position), strict=True)
    return MeasureRecord(
        annex_position=1,
        table_position=1,
        section_position=1,
        position=position,
        number=spec.texts(position)[0] or None,
        texts={role: text for role, text in words if text},
        deadline=spec.deadline,
        parties=spec.parties,
        page_first=2,
        page_last=2,
        confidence=confidence,
        findings=spec.findings,
    )
