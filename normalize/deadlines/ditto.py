"""«То же», «-//-», «там же»: a cell that repeats the deadline of the row above."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.findings import Finding
from normalize.record import Deadline, DeadlineReading

RULE = "deadline.ditto"
_QUOTES = "\"«»”“„'`’‘′″/\\\\,|"
_MARKS = re.compile(
    rf"[\s«(]*(?:[-–—=_.]*\s*)?(?:[{_QUOTES}]\s*){{2,6}}"  # -//-, «"», //
    rf"(?:[-–—=_.]*\s*(?:[{_QUOTES}]{{1,4}}\s*)?)?[.;,)»]*\s*"
    r"|[\s(]*[-–—=_.]*\s*[\"«»”“„″]\s*[-–—=_.]*\s*(?:[\"«»”“„″]\s*)?[;.,)»]*\s*"  # -»-, —»—
)
_WORDS = re.compile(
    r"""\W*(?:
        то\s*же(?:\s+самое)?|т\s*[/.]\s*ж|(?:там|тогда)\s+же|(?:тот|те|та)\s+же
      | в\s+то\s+же\s+время
      | (?:в\s+|к\s+)?(?:тот|те|та|том|той|этот|эти)\s+же\s+(?:самы[йе]\s+)?
        (?:срок|период|дат|дни)\w*
      | (?:сроки?|период|даты?|дни)\s+(?:тот|те|та)\s+же
      | аналогичн\w*(?:\s+(?:срок\w*|предыдущ\w+(?:\s+(?:пункт|срок)\w*)?|выше))?
      | (?:см\W*|смотри\s+)выше|(?:как\s+)?(?:и\s+)?(?:указано\s+)?выше
      | как\s+(?:и\s+)?в\s+предыдущ\w+\s+(?:пункт|строк)\w*
      | (?:выше\s*|ранее\s+)указанн\w+\s+срок\w*
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)


def repeats(words: str) -> bool:
    """Whether a cell only says that the one above it holds here, too."""
    return bool(words.strip()) and bool(_MARKS.fullmatch(words) or _WORDS.fullmatch(words))


def is_ditto(reading: DeadlineReading) -> bool:
    """Whether a reading stands for the one above it."""
    return len(reading.items) == 1 and reading.items[0].rule == RULE


def repeat(reading: DeadlineReading, above: DeadlineReading | None) -> DeadlineReading:
    """The deadlines of the row above, marked as inferred, for a cell that repeats them.

    Args:
        reading: What the cell itself says.
        above: What the row above it says, with repetitions resolved; None for
            the first row of a table.

    Returns:
        `reading` as it is where it repeats nothing, or where nothing above was understood.
    """
    if not is_ditto(reading) or above is None:
        return reading
    if any(item.kind in {"unknown", "none"} for item in above.items):
        return reading
    words = "; ".join(dict.fromkeys(item.text for item in above.items))
    finding = Finding(
        "deadline.repeated",
        f"Repeats the row above: {words}",
        reading.items[0].text,
        severity="info",
    )
    items = tuple(_repeated(item, reading.items[0]) for item in above.items)
    return DeadlineReading(reading.text, items, (finding,))


def _repeated(item: Deadline, here: Deadline) -> Deadline:
    return replace(item, text=here.text, span=here.span, year_inferred=True, rule=RULE)
