"""What each figure of a report measures, as small print: only the figures the report speaks of."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.fragments import Fragment, typst_string
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import marked_text, origin
from pijler_analysis.display.subjects import spoken_of, subject

Row = Mapping[Hashable, Any]


@or_one_line
def definitions(catalogue: pd.DataFrame, *, all_of_them: bool = False) -> Fragment:
    """Say of each indicator that this report spoke of what it counts and divides by.

    Parameters
    ----------
    catalogue : the declarations of the indicators
    all_of_them : also those that nothing in this notebook named so far
    """
    shown = catalogue if all_of_them else catalogue[catalogue["id"].isin(spoken_of())]
    if shown.empty:
        raise NothingToShowError("Er zijn geen kerncijfers.")
    rows = shown.to_dict("records")
    terms = [(subject(str(row["id"])).name, _meaning(row)) for row in rows]
    typst = ",\n  ".join(
        f"({typst_string(name)}, {typst_string(meaning)})" for name, meaning in terms
    )
    page = "".join(f"<dt>{_plain(name)}</dt><dd>{_plain(meaning)}</dd>" for name, meaning in terms)
    listed = f'<dl class="definitions">{page}</dl>'
    return Fragment(
        f"```{{=typst}}\n#definitions(\n  {typst},\n)\n```\n\n```{{=html}}\n{listed}\n```\n", listed
    )


def _meaning(row: Row) -> str:
    unit = marked_text(
        labels.label("unit", str(row["unit"])), origin("catalogue", "unit", id=row["id"])
    )
    parts = " / ".join(filter(None, (_text(row, "numerator"), _text(row, "denominator"))))
    counted = f" {labels.capitalised(parts)}." if parts else ""
    return f"({unit}) {_text(row, 'definition')}{counted}"


def _text(row: Row, name: str) -> str:
    text = row.get(name)
    if text is None or pd.isna(text):
        return ""
    return marked_text(say(str(text)), origin("catalogue", name, id=row["id"]))


def _plain(text: str) -> str:
    return html.escape(text, quote=False)
