"""Organisation names and e-mail addresses brought to the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pandas as pd

_LEGAL_FORMS = re.compile(
    r"\b(?:i\s?v\s?z\s?w|v\s?z\s?w|a\s?s\s?b\s?l|feitelijke vereniging|f\s?v|stichting)\b"
)
_NOT_A_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=200_000)
def normalise_name(name: str) -> str:
    """Bring a name to the words that tell organisations apart.

    Case, accents, punctuation and legal forms are set aside; the order of the words is kept. A
    name that consists of nothing else becomes empty.

    >>> normalise_name("V.Z.W. Cœur d'Élan")
    'coeur d elan'
    >>> normalise_name("Stichting Hart-voor-Bénin")
    'hart voor benin'
    """
    plain = name.casefold().replace("œ", "oe").replace("æ", "ae")
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        if not unicodedata.combining(letter)
    )
    words = _NOT_A_WORD.sub(" ", letters).strip()
    return " ".join(_LEGAL_FORMS.sub(" ", words).split())


def normalise_names(names: pd.Series) -> pd.Series:
    """Normalise each distinct name once; blank names stay missing."""
    forms = {name: normalise_name(name) or None for name in names.dropna().unique()}
    return names.map(forms).astype("string")


def own_domains(addresses: pd.Series, *, providers: frozenset[str]) -> pd.Series:
    """Return the e-mail domain of each address, missing where a mail provider owns it.

    >>> own_domains(pd.Series(["An@Hart.example", "an@gmail.com", None]),
    ...             providers=frozenset({"gmail.com"})).tolist()
    ['hart.example', <NA>, <NA>]
    """
    domains = addresses.astype("string").str.strip().str.lower().str.extract(r"@([^@\s]+)$")[0]
    return domains.mask(domains.isin(providers))
