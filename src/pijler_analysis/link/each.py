"""Values that repeat, read once each."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd


def once_each(values: pd.Series, read: Callable[[str], str | None]) -> pd.Series:
    """Read each different text once; missing and empty readings are missing.

    >>> once_each(pd.Series(["a", None, "b", "a"]), {"a": "x"}.get).tolist()
    ['x', <NA>, <NA>, 'x']
    """
    codes, texts = pd.factorize(values)
    read_texts = pd.array([read(text) or None for text in texts.to_numpy()], dtype="string")
    return pd.Series(read_texts.take(codes, allow_fill=True), index=values.index)
