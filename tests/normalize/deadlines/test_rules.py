"""The rules of deadlines.toml read their own phrases and leave those they must leave."""

from __future__ import annotations

import pytest

from normalize.deadlines import read_deadline
from normalize.deadlines.vocabulary import PhraseRule, misspelt, phrase_rules, vocabulary

RULES = phrase_rules()


@pytest.mark.parametrize(
    ("rule", "phrase"), [(rule, phrase) for rule in RULES for phrase in rule.reads]
)
def test_a_rule_reads_its_own_phrases(rule: PhraseRule, phrase: str) -> None:
    (item,) = read_deadline(phrase).items

    assert item.kind == rule.kind


@pytest.mark.parametrize(
    ("rule", "phrase"), [(rule, phrase) for rule in RULES for phrase in rule.leaves]
)
def test_a_rule_leaves_other_phrases(rule: PhraseRule, phrase: str) -> None:
    assert all(item.rule != rule.id for item in read_deadline(phrase).items)


def test_every_rule_has_proofs_of_both_kinds() -> None:
    assert all(rule.reads and rule.leaves for rule in RULES)
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("form", "kind", "value"),
    [
        ("сентября", "month", 9),
        ("мая", "month", 5),
        ("июле", "month", 7),
        ("кварталах", "quarter", 0),
        ("пятницам", "weekday", 4),
        ("третьей", "ordinal", 3),
        ("последнюю", "ordinal", -1),
        ("лет", "year", 0),
        ("летом", "season", 22),
    ],
)
def test_words_are_known_in_every_inflection(form: str, kind: str, value: int) -> None:
    entry = vocabulary().forms[form]

    assert (entry.kind, entry.value) == (kind, value)


@pytest.mark.parametrize(
    ("word", "read_as"),
    [
        ("сентярь", ("сентябрь",)),
        ("ферваль", ("февраль",)),
        ("апрельмай", ("апрель", "май")),
        ("вмарте", ("в", "марте")),
        ("марка", ()),  # a word of its own is no misspelt month
        ("сентиментально", ()),
    ],
)
def test_misspelt_words_are_mended_where_one_reading_is_left(
    word: str, read_as: tuple[str, ...]
) -> None:
    assert misspelt(word) == read_as
