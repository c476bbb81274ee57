"""Pictures of an order: its timeline (Gantt) and its load by month; the only importer of altair.

Charts are Vega-Lite specifications; vl-convert draws them without a browser
and without a network. SVG text is kept as text, so Cyrillic needs only a font
on the reader's side; PNG uses the fonts of this machine.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from load.export import replacing
from load.lookup import FoundOrder, find_order
from load.store import Store

FORMATS = ("svg", "png", "html", "json")

_LABEL = 70
"""Characters of an activity on an axis."""

_FONT = "DejaVu Sans, Liberation Sans, Arial, sans-serif"


class ChartError(Exception):
    """There is nothing to draw, or a part is missing; the message says which."""


def gantt(store: Store, order: str) -> Any:
    """The timeline of an order: a bar for each dated deadline, ticks for recurring ones.

    Args:
        store: Open for reading.
        order: Id, number, or number and date, as `find_order` takes it.

    Raises:
        ChartError: No measure of the order has a date, or altair is missing.
        QueryError: There is no such order, or several.
    """
    altair = _altair()
    found = find_order(store, order)
    bars = _bars(store, found)
    if not bars:
        raise ChartError(f"no measure of {found} has a date to draw")
    rows = [bar["row"] for bar in bars]
    order_of_rows = list(dict.fromkeys(rows))
    sections = list(dict.fromkeys(bar["section"] for bar in bars))
    base = altair.Chart(altair.Data(values=bars)).encode(
        y=altair.Y("row:N", sort=order_of_rows, title=None, axis=altair.Axis(labelLimit=520)),
        tooltip=["row:N", "words:N", "responsible:N", "kind:N"],
    )
    bar = (
        base.transform_filter("datum.kind != 'recurring'")
        .mark_bar(cornerRadius=2, height={"band": 0.6})
        .encode(
            x=altair.X("from:T", title=None, axis=altair.Axis(format="%m.%Y", grid=True)),
            x2="to:T",
            color=altair.Color(
                "section:N", title="Раздел", sort=sections, legend=_legend(altair, bars)
            ),
        )
    )
    tick = (
        base.transform_filter("datum.kind == 'recurring'")
        .mark_point(filled=True, size=40)
        .encode(x="from:T", color=altair.Color("section:N", sort=sections))
    )
    return _styled(bar + tick, f"{found}", height=max(120, 24 * len(order_of_rows)))


def load_by_month(store: Store, order: str) -> Any:
    """How many deadlines of an order fall into each month, by kind.

    Raises:
        ChartError: Nothing falls into any month, or altair is missing.
        QueryError: There is no such order, or several.
    """
    altair = _altair()
    found = find_order(store, order)
    rows = store.connection.execute(
        """
        SELECT substr("end", 1, 7) || '-01' AS month, kind, count(*) AS deadlines
        FROM calendar_view WHERE order_id = ? AND "end" IS NOT NULL AND kind <> 'continuous'
        GROUP BY 1, 2 ORDER BY 1, 2
        """,
        (found.order_id,),
    ).fetchall()
    if not rows:
        raise ChartError(f"nothing in {found} falls due in a month")
    values = [
        {"month": month, "kind": KINDS.get(kind, kind), "deadlines": count}
        for month, kind, count in rows
    ]
    months = _months(rows[0][0], rows[-1][0])
    most = max(sum(row[2] for row in rows if row[0] == month) for month in months)
    # deadlines are whole: an axis to 2 has no tick at 0.5
    count_axis = altair.Axis(format="d", tickCount=min(most, 8))
    chart = (
        altair.Chart(altair.Data(values=values))
        .mark_bar()
        .encode(
            x=altair.X(
                "month:O",
                title="Месяц",
                scale=altair.Scale(domain=months),
                axis=altair.Axis(
                    labelExpr="slice(datum.value, 5, 7) + '.' + slice(datum.value, 0, 4)"
                ),
            ),
            y=altair.Y("deadlines:Q", title="Сроков", axis=count_axis),
            color=altair.Color("kind:N", title="Вид"),
            tooltip=["month:N", "kind:N", "deadlines:Q"],
        )
    )
    return _styled(chart, f"{found}", height=300)


KINDS = {"date": "дата", "period": "период", "recurring": "повторяется"}
"""Kinds of deadlines in the words of the pictures."""

CHARTS = {"gantt": gantt, "load": load_by_month}


def write_chart(chart: Any, target: Path, style: str) -> None:
    """Write a chart as SVG, PNG, self-contained HTML, or its Vega-Lite specification.

    A file that is there stays whole where the new one cannot be written.

    Raises:
        ChartError: vl-convert is not installed.
        OSError: The file cannot be written.
    """
    drawn = _drawn(chart.to_json(), style)
    with replacing(target) as draft:
        draft.write_bytes(drawn)


def _drawn(text: str, style: str) -> bytes:
    if style == "json":
        return text.encode()
    try:
        import vl_convert
    except ImportError as error:
        raise ChartError("drawing needs vl-convert-python: install the extra 'plot'") from error
    if style == "png":
        return bytes(vl_convert.vegalite_to_png(text, scale=2))
    if style == "svg":
        return str(vl_convert.vegalite_to_svg(text)).encode()
    return str(vl_convert.vegalite_to_html(text, bundle=True)).encode()


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise ChartError("drawing needs altair: install the extra 'plot'") from error
    return altair


def _legend(altair: Any, bars: list[dict[str, Any]]) -> Any:
    if not any(bar["section"] for bar in bars):
        return None
    return altair.Legend(orient="bottom", columns=1, labelLimit=700)


def _bars(store: Store, found: FoundOrder) -> list[dict[str, Any]]:
    """One value for each deadline with days; recurring ones by occurrence."""
    rows = store.connection.execute(
        """
        SELECT m.number, m.activity, m.section_title, m.responsible, d.kind, d.text,
            d.start, d."end", d.deadline_id
        FROM deadline_view AS d JOIN measure_view AS m ON m.measure_id = d.measure_id
        WHERE d.order_id = ? AND coalesce(d.start, d."end") IS NOT NULL
        ORDER BY m.position, d.ordinal
        """,
        (found.order_id,),
    ).fetchall()
    bars: list[dict[str, Any]] = []
    for number, activity, section, responsible, kind, words, start, end, deadline_id in rows:
        label = f"{number} {activity or ''}" if number else activity or ""
        shared = {
            "row": label if len(label) <= _LABEL else label[: _LABEL - 1] + "…",
            "section": section or "",
            "responsible": responsible or "",
            "kind": kind,
            "words": words,
        }
        days = _days(store, deadline_id) if kind == "recurring" else []
        if days:
            bars += [{**shared, "from": day, "to": day} for day in days]
            continue
        first, last = start or end, end or start
        shown = "period" if kind == "recurring" else kind
        bars.append({**shared, "kind": shown, "from": first, "to": _day_after(last)})
    return bars


def _days(store: Store, deadline_id: str) -> list[str]:
    rows = store.connection.execute(
        'SELECT "end" FROM calendar_view WHERE deadline_id = ? AND "end" IS NOT NULL ORDER BY 1',
        (deadline_id,),
    ).fetchall()
    return [row[0] for row in rows]


def _months(first: str, last: str) -> list[str]:
    """The first days of all months from `first` to `last`, so that gaps show."""
    months: list[str] = []
    day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    while day <= end and len(months) < 1200:
        months.append(day.isoformat())
        day = (day.replace(day=28) + dt.timedelta(days=7)).replace(day=1)
    return months


def _day_after(day: str) -> str:
    """A bar covers its last day too."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _styled(chart: Any, title: str, *, height: int) -> Any:
    return chart.properties(title=title, width=720, height=height).configure(font=_FONT)
