"""The spaCy pipeline: `spacy.blank("ru")` with our own components; the only importer of spaCy.

`spacy.blank` needs no downloaded model. The component `prikaz_lemma` sets the
lemma of every token from the dictionary, so that rules match over lemmas.
A grammar that cuts its own tokens («01.09-15.09», «1сентября») hands them in
through `assemble`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.lexicon import lemma

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The process's one pipeline; built at the first call (about a second)."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory("prikaz_lemma"):
        Language.component("prikaz_lemma", func=_set_lemmas)
    nlp = spacy.blank("ru")
    nlp.add_pipe("prikaz_lemma")
    return nlp


def read(text: str) -> Doc:
    """The tokens of a text with lemmas set."""
    return pipeline()(text)


def assemble(words: Sequence[str], lemmas: Sequence[str]) -> Doc:
    """A Doc of tokens that the caller has cut, with the caller's lemmas."""
    from spacy.tokens import Doc

    return Doc(pipeline().vocab, words=list(words), lemmas=list(lemmas))


def matcher() -> Matcher:
    """A new, empty Matcher over the pipeline's vocabulary."""
    from spacy.matcher import Matcher

    return Matcher(pipeline().vocab)


def phrase_matcher() -> PhraseMatcher:
    """A new, empty matcher of whole phrases by their lemmas."""
    from spacy.matcher import PhraseMatcher

    return PhraseMatcher(pipeline().vocab, attr="LEMMA")


def _set_lemmas(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = lemma(token.text.lower()).replace("ё", "е")
    return doc
