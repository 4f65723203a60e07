"""Names of countries, looked up the first time one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pijler_analysis.display.language import language


def country_names() -> Mapping[str, str]:
    """Return the name of every country, in the language of the report, by its code of two letters.

    >>> country_names()["CD"]
    'Congo-Kinshasa'
    """
    return _names(language())


@cache
def _names(lang: str) -> Mapping[str, str]:
    from babel import Locale

    names = Locale.parse(lang).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}
