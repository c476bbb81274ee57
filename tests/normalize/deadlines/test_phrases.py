"""Every phrase of the corpus that has an answer reads as its answer."""

from __future__ import annotations

import pytest

from corpus.phrases.score_deadlines import Phrase, agrees, phrases

PHRASES = tuple(phrases("deadlines"))
SCORED = tuple(phrases("deadlines_scored"))


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text[:40] or "empty")
def test_a_phrase_reads_as_its_answer(phrase: Phrase) -> None:
    reading = phrase.read()

    assert agrees(reading, phrase.answers), [
        (item.kind, item.start, item.end, item.edtf, item.rrule) for item in reading.items
    ]


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(PHRASES) + len(SCORED) >= 600
    assert {answer.kind for phrase in PHRASES for answer in phrase.answers} >= {
        "date", "period", "continuous", "recurring", "schedule", "event", "none", "unknown",
    }  # fmt: skip


def test_scored_phrases_stay_above_the_target() -> None:
    right = sum(agrees(phrase.read(), phrase.answers) for phrase in SCORED)

    assert right / len(SCORED) >= 0.97


def test_no_wrong_phrase_goes_without_a_finding() -> None:
    silent = [
        phrase.text
        for phrase in (*PHRASES, *SCORED)
        if not agrees(phrase.read(), phrase.answers) and not phrase.read().findings
    ]

    assert silent == []


@pytest.mark.parametrize("phrase", PHRASES + SCORED, ids=lambda phrase: phrase.text[:40] or "empty")
def test_what_is_not_understood_has_a_finding(phrase: Phrase) -> None:
    reading = phrase.read()

    assert reading.text == phrase.text
    assert reading.items
    if any(item.kind == "unknown" for item in reading.items):
        assert reading.findings
