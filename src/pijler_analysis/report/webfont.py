"""The report's own font for a web page: only the characters it prints, inside the file itself."""

from __future__ import annotations

import base64
import io

from pijler_analysis.report.characters import FONTS

WEIGHTS = {"Regular": "400", "SemiBold": "600"}
FEATURES = ["kern", "liga", "tnum"]
ALWAYS = "".join(map(chr, range(0x20, 0x7F)))
"""Kept whatever the page says, as the page's own script and style may print these."""


def font_faces(text: str) -> str:
    """Return the style rules that bring Fira Sans along, cut down to the characters of a text.

    The same characters give the same bytes.
    """
    rules = [
        f"@font-face{{font-family:'Fira Sans';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff;base64,{_woff(name, text)}) format('woff')}}"
        for name, weight in WEIGHTS.items()
    ]
    return "\n".join(rules)


def _woff(name: str, text: str) -> str:
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=FEATURES, recalc_timestamp=False)
    font = subset.load_font(str(FONTS / f"FiraSans-{name}.ttf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=ALWAYS + text)
    cutter.subset(font)
    buffer = io.BytesIO()
    subset.save_font(font, buffer, options)
    return base64.b64encode(buffer.getvalue()).decode()
