"""Every rule of parties proves itself on its own phrases."""

from __future__ import annotations

import pytest

from normalize.parties import read_parties
from normalize.parties.context import PartyContext
from normalize.parties.expand import expand_name
from normalize.parties.rules import (
    contextual_readings,
    head_rules,
    labels,
    qualifiers,
    short_words,
    things,
    whole_names,
)
from normalize.parties.shorts import expand_shorts

MARKS = (*labels(), *qualifiers())


@pytest.mark.parametrize(("cell", "count"), [case for rule in head_rules() for case in rule.reads])
def test_head_nouns_begin_parties(cell: str, count: int) -> None:
    assert len(read_parties(cell).parties) == count


@pytest.mark.parametrize("cell", [cell for rule in head_rules() for cell in rule.leaves])
def test_head_nouns_inside_a_name_do_not_cut_it(cell: str) -> None:
    parties = read_parties(cell).parties

    assert [party.as_written for party in parties] == [cell]


def test_every_head_noun_is_one_word_and_stands_once() -> None:
    lemmas = [lemma for rule in head_rules() for lemma in rule.lemmas]

    assert len(lemmas) == len(set(lemmas))
    assert not [lemma for lemma in lemmas if " " in lemma]


@pytest.mark.parametrize(("short", "full"), [case for word in short_words() for case in word.reads])
def test_shortened_words_are_written_out(short: str, full: str) -> None:
    assert expand_shorts(short) == full


@pytest.mark.parametrize("full", [full for word in short_words() for _, full in word.reads])
def test_full_words_stay(full: str) -> None:
    rest = expand_shorts(full)

    assert expand_shorts(rest) == rest


@pytest.mark.parametrize(("rule", "cell"), [(r.id, c) for r in MARKS for c in r.reads])
def test_a_mark_reads_its_own_phrases(rule: str, cell: str) -> None:
    found = next(each for each in MARKS if each.id == rule)

    assert found.pattern.search(cell)


@pytest.mark.parametrize(("rule", "cell"), [(r.id, c) for r in MARKS for c in r.leaves])
def test_a_mark_leaves_other_phrases(rule: str, cell: str) -> None:
    found = next(each for each in MARKS if each.id == rule)

    assert not found.pattern.search(cell)


@pytest.mark.parametrize(
    ("cell", "name"), [case for rule in contextual_readings() for case in rule.reads]
)
def test_words_beside_a_short_form_tell_its_meaning(cell: str, name: str) -> None:
    assert expand_name(cell, PartyContext(field="education")).name == name


@pytest.mark.parametrize("short", sorted(things()))
def test_a_subject_never_becomes_a_party(short: str) -> None:
    cell = f"специалист по {short}, {short}"

    assert len(read_parties(cell).parties) == 1


@pytest.mark.parametrize("name", whole_names())
def test_a_name_with_a_mark_inside_stays_whole(name: str) -> None:
    assert [p.as_written for p in read_parties(name).parties] == [name]
