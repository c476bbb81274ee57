from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.encoding import SINGLE_BYTE, decode, russianness

PHRASES = [
    "Об утверждении плана мероприятий по подготовке школ к новому учебному году",
    "ПРИКАЗ",
    "УПРАВЛЕНИЕ КУЛЬТУРЫ АДМИНИСТРАЦИИ РАЙОНА",
    "Срок до 5 мая. Отв. Петрова А.А.",
    "Контроль оставляю за собой.",
    "шумящий щегол, съезд, объём, ёлка, эхо, цифра",
    "В соответствии с постановлением п р и к а з ы в а ю:",
]

FRAME = (
    "┌────┬──────────────────────┬───────────┐\n"
    "│ N  │ Мероприятие          │ Срок      │\n"
    "├────┼──────────────────────┼───────────┤\n"
    "│ 1  │ Осмотр крыш          │ май       │\n"
    "└────┴──────────────────────┴───────────┘\n"
)
DOUBLE = FRAME.translate(str.maketrans("┌┬┐├┼┤└┴┘│─", "╔╦╗╠╬╣╚╩╝║═"))


@pytest.mark.parametrize("encoding", [*SINGLE_BYTE, "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("phrase", PHRASES)
def test_russian_is_read_in_every_encoding(phrase: str, encoding: str) -> None:
    assert decode(phrase.encode(encoding)).text == phrase


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_high_bytes(encoding: str) -> None:
    words = "Приказ № 5 от 16 мая 2017 года"

    assert decode(words.encode(encoding)).text == words


@pytest.mark.parametrize("encoding", ["cp866", "koi8-r"])
@pytest.mark.parametrize("frame", [FRAME, DOUBLE])
def test_drawn_lines_do_not_outweigh_the_letters(frame: str, encoding: str) -> None:
    assert decode(frame.encode(encoding)).text == frame


@pytest.mark.parametrize(("wrong", "right"), [("cp1251", "utf-8"), ("latin-1", "cp1251")])
def test_text_saved_in_a_wrong_encoding_is_restored_with_a_remark(wrong: str, right: str) -> None:
    words = "Об утверждении плана мероприятий по подготовке"
    scrambled = words.encode(right).decode(wrong)

    decoded = decode(scrambled.encode("utf-8"))

    assert decoded.text == words
    assert decoded.trouble


def test_damaged_utf_8_stays_utf_8_and_says_so() -> None:
    data = bytearray("Утвердить план мероприятий по подготовке школ".encode())
    data[11] = 0xFF

    decoded = decode(bytes(data))

    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("план мероприятий по подготовке школ")
    assert decoded.trouble


def test_ascii_has_no_trouble() -> None:
    assert decode(b"order 5").trouble == ""


def test_latin_words_among_russian_ones_are_not_scrambled() -> None:
    words = "Сайт school-5.example, файл plan.docx, café"

    assert decode(words.encode()).text == words


def test_wrong_decodings_are_less_russian_than_right_ones() -> None:
    words = PHRASES[0]

    assert russianness(words) > 0.5
    assert all(
        russianness(words.encode("cp1251").decode(wrong, "replace")) < 0.3
        for wrong in ("cp866", "koi8-r", "iso8859-5")
    )


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_any_bytes_decode_to_the_same_text_twice(data: bytes) -> None:
    assert decode(data) == decode(data)
