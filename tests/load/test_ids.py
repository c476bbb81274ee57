from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from load.ids import UniqueIds, fold, number_key, party_id
from normalize.record import Party


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("МБУ «СЦОКО»", 'МБУ "сцоко"'),
        ("Отдел  учёта", "отдел учета"),
        ("МБОУ СОШ № 3", "МБОУ СОШ №3"),
        ("Отдел—культуры", "отдел культуры"),
    ],
)
def test_spellings_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("№ 663", "663", True),
        ("№№ 663", "663.", True),
        ("140-А", "140‑а", True),
        ("01-03/56-од", "01-03 / 56-ОД", True),
        ("140", "140а", False),
        ("1-40", "140", False),
        ("14/0", "140", False),
    ],
)
def test_number_keys(left: str, right: str, same: bool) -> None:
    assert (number_key(left) == number_key(right)) == same


@pytest.mark.parametrize("number", [None, "", "№", " "])
def test_no_number_has_no_key(number: str | None) -> None:
    assert number_key(number) == ""


def test_party_id_depends_on_the_key_alone() -> None:
    one = Party("УО", "Управление образования", key="управление образования")
    other = Party("управлению образования", "Управление  образования", key="управление образования")

    assert party_id(one) == party_id(other)
    assert party_id(Party("УО", "УО")) != party_id(Party("ОО", "ОО"))
    assert len(party_id(Party("", ""))) == 12


@given(st.lists(st.sampled_from(["a", "b", "a~2", "c"]), max_size=12))
@settings(max_examples=100, deadline=None)
def test_ids_are_given_out_once_each(wanted: list[str]) -> None:
    ids = UniqueIds()
    taken = [ids.take(each) for each in wanted]

    assert len(set(taken)) == len(taken)
    assert all(got.startswith(want) for got, want in zip(taken, wanted, strict=True))


@given(st.text(max_size=50))
@settings(max_examples=100, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
