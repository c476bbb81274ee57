"""A head settled once all its lines are told apart: what belongs to a page, what to the title."""

from __future__ import annotations

from dataclasses import replace

from extract.structure.head_data import take_data_of_page
from extract.structure.head_draft import HeadDraft
from extract.structure.head_lines import TERRITORY, body_that_passed, part_remark, title_on_line
from extract.structure.issuers import is_organ_line
from extract.structure.patterns import DATE, KIND, TITLE


def settle(draft: HeadDraft, *, kind_known: bool) -> None:
    """Put right what only the whole head can tell."""
    if kind_known:
        _title_above_kind(draft)
    _page_above_issuer(draft)
    _issuer_who_passed(draft)
    _title_of_page(draft)
    take_data_of_page(draft)
    _remark_behind_title(draft)


def _title_above_kind(draft: HeadDraft) -> None:
    """A title that stands above the kind of act is no part of the issuer.

    A web page has it above the letterhead and the act again below: the first
    is furniture then.
    """
    lines = draft.issuer
    start = next((at for at, line in enumerate(lines) if TITLE.match(line.plain)), None)
    if start is None:
        return
    organs = [at for at in range(start + 1, len(lines)) if is_organ_line(lines[at].plain)]
    end = organs[0] if organs else len(lines)
    while end - 1 > start and TERRITORY.match(lines[end - 1].plain):
        end -= 1  # «РЕЧНАЯ ОБЛАСТЬ» / «ГУБЕРНАТОР»
    if draft.title:
        if organs:
            draft.furniture += lines[:end]
            draft.issuer = lines[end:]
    else:
        draft.title = lines[start:end]
        draft.issuer = lines[:start] + lines[end:]


def _page_above_issuer(draft: HeadDraft) -> None:
    """Lines of a web page above the letterhead name no territory and go to the furniture."""
    starts = [at for at, line in enumerate(draft.issuer) if is_organ_line(line.plain)]
    if not starts:
        return
    above, rest = draft.issuer[: starts[0]], draft.issuer[starts[0] :]
    draft.furniture += [line for line in above if not TERRITORY.match(line.plain)]
    draft.issuer = [line for line in above if TERRITORY.match(line.plain)] + rest


def _issuer_who_passed(draft: HeadDraft) -> None:
    """«Принято / Администрацией Озёрского района» names the issuer that the letterhead does not."""
    if any(not TERRITORY.match(line.plain) for line in draft.issuer):
        return
    body = body_that_passed(draft.furniture)
    if not body:
        return
    draft.furniture = [line for line in draft.furniture if line not in body] + draft.issuer
    draft.issuer = body


def _title_of_page(draft: HeadDraft) -> None:
    """The title on a page's own line («РАСПОРЯЖЕНИЕ от … № 7 О субботнике»), if none is below."""
    if draft.title:
        return
    for at, line in enumerate(draft.furniture):
        data, title = title_on_line(line.plain)
        if title and KIND.match(data) and DATE.search(data):
            draft.title = [replace(line, text=title)]
            draft.furniture[at] = replace(line, text=data)
            return


def _remark_behind_title(draft: HeadDraft) -> None:
    """«О порядке … (в редакции постановления …)»: the remark is no part of the title."""
    if not draft.title:
        return
    text, remark = part_remark(draft.title[-1].text)
    if remark and text:
        draft.furniture.append(replace(draft.title[-1], text=remark))
        draft.title[-1] = replace(draft.title[-1], text=text)
