"""What of a file's words no field of the order holds."""

from __future__ import annotations

from extract.document import Document, Page, Paragraph, Place
from extract.order import Annex, Header, Order, Quote, Source
from extract.structure.residue import find_residue


def residue_of(fragments: list[str], fields: list[str]) -> list[str]:
    """The residue of a file of these fragments, when the order holds these texts."""
    place = Place(1)
    blocks = tuple(Paragraph(text, place) for text in fragments)
    document = Document("order.pdf", "0", "pdf", (Page(1, blocks),))
    texts = tuple(Quote(text, (place,)) for text in fields)
    source = Source("order.pdf", "0", "pdf", 1)
    order = Order(source, Header(), (), (), (Annex(1, None, None, None, texts),))
    return [each.text for each in find_residue(document, order)]


def test_missing_word_is_residue_as_often_as_it_is_missing() -> None:
    assert residue_of(["сбор ям", "сбор ям"], ["сбор ям", "сбор"]) == ["ям"]


def test_halves_that_a_page_cut_are_held_by_their_word() -> None:
    assert residue_of(["план осуше", "ния болот"], ["план осушения болот"]) == []


def test_equal_halves_of_two_cells_are_each_held() -> None:
    fragments = ["план осуше", "срок осуше", "ния болот", "ния полей"]

    assert residue_of(fragments, ["план осушения болот", "срок осушения полей"]) == []
