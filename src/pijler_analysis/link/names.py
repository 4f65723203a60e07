"""Organisation names and e-mail addresses brought to the forms in which they are compared.

A name has three forms. Its *plain* form sets aside case, accents, punctuation and the legal form:
equal plain forms are one name. Its *whole* form also sets aside the order of the words, small
words and places, and writes abbreviations out; its *core*, the words many names share (*vrienden*,
*werkgroep*, *comité*). Equal cores are only a hint.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import pandas as pd
from rapidfuzz.distance import OSA

from pijler_analysis.clean.countries import spelled_countries
from pijler_analysis.reference import municipalities, name_words, sub_municipalities

_WORDS = name_words()
_SMALL, _COMMON = frozenset(_WORDS["small"].split()), frozenset(_WORDS["common"].split())
_PROVIDERS = frozenset(_WORDS["providers"].split())
_NO_NAME = frozenset(_WORDS["no_name"])
_PHRASES: dict[str, str] = _WORDS["phrases"]
_SAME_WORD = {
    short: word for word, spellings in _WORDS["same"].items() for short in spellings.split()
}
_LEGAL_FORMS = re.compile(
    r"\b(?:i\s?v\s?z\s?w|v\s?z\s?w|a?\s?i?\s?s\s?b\s?l|feitelijke vereniging|feit ver|f\s?v"
    r"|association de fait|private stichting|stichting|fondation|cvba|n\s?p\s?o|n\s?g\s?o|o\s?n\s?g"
    r"|p\s?s|i\s?o|in oprichting)\b"
)
_ROLES = re.compile(
    r"^(?:namens|lid van|bestuurslid(?: van)?|vrijwillig(?:st)?er(?: bij| van)?|voorzitter(?: van)?"
    r"|secretaris(?: van)?|organisatie) (?=\w)"
    r"| (?:bestuurslid|voorzitt?er|voorzitster|secretaris|penningmeester|vrijwillig(?:st)?er|lid)$"
)
"""What a person adds of his own part in it."""
_SPELLED = re.compile(r"\b(?:[a-z] ){2,}[a-z]\b")
"""Initials with points or blanks between them."""
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")
_NOT_A_WORD = re.compile(r"[\W_]+")


_LONG = 6
_LONG_WORDS = sorted(word for word in {*_COMMON, *_SAME_WORD} if len(word) >= _LONG)
"""Words long enough to be known with one letter wrong."""


@lru_cache(maxsize=200_000)
def normalise_name(name: str) -> str:
    """Bring a name to its plain form, in which equal names are one name.

    Case, accents, punctuation, legal forms and the role of who writes are set aside; the order of
    the words is kept. A name that consists of nothing else, or says there is none, becomes empty.

    >>> normalise_name("V.Z.W. Cœur d'Élan")
    'coeur d elan'
    >>> normalise_name("Stichting Hart-voor-Bénin")
    'hart voor benin'
    >>> normalise_name("lid van Hart voor Benin (voorzitter)"), normalise_name("n.v.t.")
    ('hart voor benin', '')
    """
    plain = name.casefold()
    letters = plain if plain.isascii() else _without_accents(plain)
    words = " ".join(_LEGAL_FORMS.sub(" ", _NOT_A_WORD.sub(" ", letters)).split())
    words = _SPELLED.sub(lambda found: found[0].replace(" ", ""), words)
    return "" if words in _NO_NAME else _ROLES.sub("", words).strip()


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def normalise_names(names: pd.Series) -> pd.Series:
    """Normalise each distinct name once; blank names stay missing."""
    forms = {name: normalise_name(name) or None for name in names.dropna().unique()}
    return names.map(forms).astype("string")


def whole_name(plain: str) -> str:
    """Write a plain name out in full, in alphabetical order, without small words and places.

    Abbreviations and foreign words become the Dutch word, countries one spelling; initials
    beside the words they stand for are left out. A name that has nothing else keeps all its words.

    >>> whole_name("amis de st jozef"), whole_name("vrienden van sint jozef sint niklaas")
    ('jozef sint vrienden', 'jozef sint vrienden')
    >>> whole_name("hvk hart voor kasongo"), whole_name("water for burkina faso")
    ('hart kasongo', 'landbf water')
    >>> whole_name("voor de gent")
    'gent'
    """
    words = [_meant(word) for word in _joined(plain)]
    telling = [word for word in words if word not in _SMALL] or words
    whole = [word for word in telling if word not in place_words()] or telling
    if len(whole) > _FEW:
        whole = [word for word in whole if word not in _initials_within(plain)] or whole
    return " ".join(sorted(whole))


_FEW = 2


def _initials_within(plain: str) -> set[str]:
    """Return the words of a name that are the initials of the words around them."""
    words = plain.split()
    found = set()
    for word in (words[0], words[-1]):
        others = [other for other in words if other != word]
        telling = [other for other in others if other not in _SMALL]
        starts = ["".join(other[0] for other in some) for some in (others, telling)]
        if len(word) > _FEW and any(start[: len(word)] == word for start in starts):
            found.add(word)
    return found


def _joined(plain: str) -> list[str]:
    """Return the words of a plain name, with places and countries of several words as one."""
    plain = _PHRASE.sub(lambda found: _PHRASES[found[0]], plain)
    return _several_words().sub(lambda found: found[0].replace(" ", ""), plain).split()


@cache
def _several_words() -> re.Pattern[str]:
    names = {*_place_names(), *country_words()}
    several = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(several)})\b")


@cache
def _place_names() -> frozenset[str]:
    """Return every municipality, of now and before, and its parts, as plain names."""
    towns = {name for known in municipalities().values() for name, _ in known}
    return frozenset(normalise_name(name) for name in {*towns, *sub_municipalities()})


@cache
def place_words() -> frozenset[str]:
    """Return the places as one word each."""
    return frozenset(name.replace(" ", "") for name in _place_names())


@cache
def country_words() -> dict[str, str]:
    """Return one spelling for each country, by its plain name."""
    known = ((normalise_name(name), codes) for name, codes in spelled_countries().items())
    return {name: f"land{codes[0].lower()}" for name, codes in known if name and len(codes) == 1}


def core_name(whole: str) -> str:
    """Leave out of a whole name the words many names share, unless nothing else is in it.

    >>> core_name("jozef sint vrienden"), core_name("vrienden")
    ('jozef sint', 'vrienden')
    """
    return " ".join(word for word in whole.split() if word not in _COMMON) or whole


@cache
def _country_codes() -> dict[str, str]:
    return {name.replace(" ", ""): code for name, code in country_words().items()}


@lru_cache(maxsize=200_000)
def _meant(word: str) -> str:
    """Return the word an abbreviation, another language or a slip of the pen stands for.

    >>> _meant("wg"), _meant("werkgreop"), _meant("vna"), _meant("kasongo")
    ('werkgroep', 'werkgroep', 'van', 'kasongo')
    """
    if code := _country_codes().get(word):
        return code
    if word in _SMALL or word in _COMMON or word in _SAME_WORD:
        return _SAME_WORD.get(word, word)
    if len(word) >= _LONG:
        near = (known for known in _LONG_WORDS if OSA.distance(word, known, score_cutoff=1) < 2)
        return _SAME_WORD.get(known := next(near, word), known)
    small = ("van", "voor") if "v" in word and len(word) > 2 else ()
    return next((known for known in small if OSA.distance(word, known) < 2), word)


def place_in(plain: str) -> str | None:
    """Return the first place that stands in a plain name, as one word.

    >>> place_in("sint niklaas helpt kasongo")
    'sintniklaas'
    """
    return next((word for word in _joined(plain) if word in place_words()), None)


def acronym(plain: str) -> str:
    """Return the first letters of a plain name of three words or more, else nothing.

    >>> acronym("hart voor kasongo"), acronym("hart kasongo")
    ('hvk', '')
    """
    words = plain.split()
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def own_domains(addresses: pd.Series, *, providers: frozenset[str]) -> pd.Series:
    """Return the e-mail domain of each address, missing where a mail provider owns it.

    A provider with one letter wrong is still a provider.

    >>> own_domains(pd.Series(["An@Hart.example", "an@gmail.com", None]),
    ...             providers=frozenset({"gmail.com"})).tolist()
    ['hart.example', <NA>, <NA>]
    """
    known = providers | _PROVIDERS
    domains = {address: _domain(address) for address in addresses.dropna().unique()}
    own = {domain for domain in {*domains.values()} if domain and _is_own(domain, known)}
    kept = {address: domain for address, domain in domains.items() if domain in own}
    return addresses.map(kept).astype("string")


def _domain(address: str) -> str | None:
    _, at, domain = address.strip().lower().rpartition("@")
    return domain if at and domain and " " not in domain else None


def _is_own(domain: str, providers: frozenset[str]) -> bool:
    """Tell whether a domain is no provider's, not even with one letter wrong."""
    return domain not in providers and all(
        OSA.distance(domain, known, score_cutoff=1) > 1 for known in providers
    )
