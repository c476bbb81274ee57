"""The spaCy pipeline: `spacy.blank("ru")` with our own components; the only importer of spaCy.

`spacy.blank` needs no downloaded model. The component `prikaz_lemma` sets the
lemma of every token from the dictionary, so that rules match over lemmas.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extract.lexicon import lemma

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
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


def matcher() -> Matcher:
    """A new, empty Matcher over the pipeline's vocabulary."""
    from spacy.matcher import Matcher

    return Matcher(pipeline().vocab)


def _set_lemmas(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = lemma(token.text.lower()).replace("ё", "е")
    return doc
