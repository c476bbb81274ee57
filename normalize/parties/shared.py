"""A post in the plural that governs a list of institutions: «Руководители ОО, ДОУ».

The comma parts the list, so «ДОУ» is a party of its own; who is meant are their
heads as well. The name says so, the words stay the document's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.findings import Finding
from normalize.agreement import is_acronym
from normalize.parties.context import PartyContext
from normalize.parties.fitting import GROUP_POSTS
from normalize.parties.names import finished
from normalize.parties.naming import read_name
from normalize.parties.words import start_of
from normalize.record import Party

_JOINING = frozenset({"comma", "and"})
_INSTITUTIONS = ("учреждени", "организаци", "школ", "сад", "заведени", "колледж", "техникум")


def with_shared_post(
    parties: Sequence[Party], marks: Sequence[str], context: PartyContext
) -> tuple[list[Party], tuple[Finding, ...]]:
    """The parties, acronyms of institutions after a post of institutions with that post.

    Args:
        parties: Those of a cell.
        marks: The kind of mark before each of them.
        context: What is known around the cell.
    """
    out: list[Party] = []
    doubts: list[Finding] = []
    post: str | None = None
    for party, mark in zip(parties, marks, strict=True):
        if post is not None and mark in _JOINING and _is_of_institutions(party):
            named = read_name(f"{post} {party.as_written}", context, None)
            made = replace(party, name=named.name, role=named.name, kind="group")
            out.append(finished(made, context))
            doubts.append(
                Finding(
                    "party.post-shared",
                    f"«{party.as_written}» taken as «{named.name}»: the post before it is theirs",
                    party.as_written,
                    severity="info",
                )
            )
            continue
        post = _post_of_institutions(party)
        out.append(party)
    return out, tuple(doubts)


def _is_of_institutions(party: Party) -> bool:
    """Whether a party is an acronym that stands for institutions in general."""
    return (
        party.kind == "group"
        and party.role is None
        and party.expansion_source != "none"
        and is_acronym(party.as_written)
        and any(stem in party.name.lower() for stem in _INSTITUTIONS)
    )


def _post_of_institutions(party: Party) -> str | None:
    """«Руководители» of «Руководители общеобразовательных организаций»; None for others."""
    if party.kind != "group" or party.role is None or party.organisation is not None:
        return None
    start = start_of(party.name)
    if start is None or not start.plural or start.lemma not in GROUP_POSTS:
        return None
    rest = party.name[start.end :].lower()
    of_institutions = any(stem in rest for stem in _INSTITUTIONS) and " по " not in rest
    return party.name[: start.end] if of_institutions else None
