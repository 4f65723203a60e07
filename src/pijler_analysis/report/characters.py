"""Characters that the report's font cannot set.

PDF/UA-1 refuses a file with a missing glyph, and an emoji in one open answer should not stop a
report. So before typesetting every such character is replaced by a mark that says what stood
there. The shapes ▲ ▼ ● ○ stay: the template draws them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from pijler_analysis.display.numbers import FIRST_MARK

FONTS = Path(__file__).parent / "typst" / "fonts"
DRAWN = frozenset("▲▼●○")
EMOJI_MARK = "‹emoji›"
UNKNOWN_MARK = "‹?›"

# What reads the same with a character the font has. Spaces of other widths set themselves.
LOOKALIKES = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "–",
        "\u2015": "—",
        "\u2713": "√",
        "\u2714": "√",
        "\u25e6": "•",
        "\u25aa": "•",
        "\u25a0": "•",
        "\u2043": "•",
        "\u2033": '"',
        "\u2032": "'",
    }
)
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u3030\u303d]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+"
)
PLAIN = re.compile(
    r"[^\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201f\u2022\u2026\u20ac]"
)


@cache
def font_characters() -> frozenset[int]:
    """The code points Fira Sans can set, in the regular and in the semibold weight."""
    from fontTools.ttLib import TTFont

    sets = [
        TTFont(FONTS / name, lazy=True).getBestCmap().keys()
        for name in ("FiraSans-Regular.ttf", "FiraSans-SemiBold.ttf")
    ]
    return frozenset(sets[0] & sets[1])


def settable(text: str, *, marks: int = 0) -> str:
    """Replace what the font lacks, so that the text can be typeset.

    Letters with separate accents are joined, control characters and other invisible ones are
    dropped, look-alikes are swapped, emoji become ``‹emoji›`` and the rest ``‹?›``. The first
    ``marks`` marks of numbers (``display.numbers``) stay; the typesetter takes them out.

    Examples
    --------
    >>> settable("Bedankt 🙏🏾 voor alles, ▲ 5 % – café")
    'Bedankt ‹emoji› voor alles, ▲ 5 % – café'
    >>> settable("中")
    '‹?›'
    """
    if PLAIN.search(text) is None:
        return text
    text = unicodedata.normalize("NFC", text).translate(LOOKALIKES)
    text = EMOJI.sub(_keep_or_mark, text)
    own = range(FIRST_MARK, FIRST_MARK + marks)
    return PLAIN.sub(
        lambda found: found[0] if ord(found[0]) in own else _replacement(found[0]), text
    )


def _keep_or_mark(match: re.Match[str]) -> str:
    """Leave a symbol from the emoji ranges that the font has (an arrow, a star)."""
    run = match.group()
    return run if all(_known(character) for character in run) else EMOJI_MARK


def _known(character: str) -> bool:
    return character in DRAWN or ord(character) in font_characters()


def _replacement(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" or character == "\u00ad" or _known(character):
        return character
    if category in INVISIBLE or category in ("Mn", "Me"):
        return ""
    return " " if category in ("Zl", "Zp") else UNKNOWN_MARK
