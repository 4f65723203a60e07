"""Dutch names of countries, looked up the first time one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def country_names() -> Mapping[str, str]:
    """Return the Dutch name of every country by its code of two letters.

    >>> country_names()["CD"]
    'Congo-Kinshasa'
    """
    from babel import Locale

    names = Locale.parse("nl").territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}
