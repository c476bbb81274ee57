"""Which of two files of one order supplies its content: the one that gives more of it."""

from __future__ import annotations

from load.ids import digest
from normalize.record import OrderRecord

_TRUSTED = ("docx", "odt", "doc", "rtf", "html", "text", "pdf")
"""Formats from the one that says most about its structure to the one that says least."""


def content_key(record: OrderRecord) -> str:
    """How much of the order this file gives, sortable: of two files the greater one is taken.

    A file with the plan beats one without; then words read beat words
    recognized, more content beats less, fewer doubts beat more. The last part,
    the file's own digits, makes the choice independent of the order in which
    files come.
    """
    recognized = any(measure.confidence < 1 for measure in record.measures) or any(
        clause.text.confidence < 1 for clause in record.order.clauses
    )
    first = 2 * bool(record.measures) + (not recognized)
    content = len(record.measures) + len(record.clauses) + len(record.members)
    known = sum(
        value is not None
        for value in (record.issuer, record.title, record.signatory_person, record.period)
    )
    doubts = 9999 - min(len(record.findings), 9999)
    source = record.order.source
    trust = 9 - _TRUSTED.index(source.format) if source.format in _TRUSTED else 0
    file_key = digest(source.sha256, length=8)
    return f"{first}.{content:06d}.{known}.{doubts:04d}.{trust}.{file_key}"


def content_size(quality: str) -> int:
    """How many clauses, measures and members a `content_key` stands for."""
    return int(quality.split(".")[1])
