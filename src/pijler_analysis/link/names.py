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
from pijler_analysis.link.each import once_each
from pijler_analysis.link.slips import Slips
from pijler_analysis.reference import municipalities, name_words, sub_municipalities

_WORDS = name_words()
_SMALL, COMMON = frozenset(_WORDS["small"].split()), frozenset(_WORDS["common"].split())
PROVIDERS = frozenset(_WORDS["providers"].split())
EMPLOYERS = frozenset(_WORDS["employers"].split())
BRANCHES = frozenset(_WORDS["branches"].split())
_NO_NAME = frozenset(_WORDS["no_name"])
_PHRASES: dict[str, str] = _WORDS["phrases"]
_SAME_WORD = {
    short: word for word, spellings in _WORDS["same"].items() for short in spellings.split()
}
_LEGAL_FORMS = re.compile(
    r"\b(?:i\s?v\s?z\s?w|v\s?z\s?w|a?\s?i?\s?s\s?b\s?l|feitelijke vereniging|feit ver|f\s?v"
    r"|association de fait|private stichting|stichting|fondation|cvba|n\s?p\s?o|n\s?g\s?o|o\s?n\s?g"
    r"|p\s?s|i\s?o|in oprichting)\b|(?<=[a-z]{3})v\s?z\s?w\b|\bvzw(?=[a-z]{4})"
)
_ROLES = re.compile(
    r"^(?:namens|lid van|bestuurslid(?: van)?|vrijwillig(?:st)?er(?: bij| van)?|voorzitter(?: van)?"
    r"|secretaris(?: van)?|organisatie|(?:wij|we|ik) (?:zijn|ben|komen|kom)(?: van)?) (?=\w)"
    r"| (?:bestuurslid|contactpersoon|voorzitt?er|voorzitster|secretaris|penningmeester"
    r"|vrijwillig(?:st)?er|lid)$"
)
"""What a person adds of his own part in it."""
_REMARK = re.compile(rf"(?<=\w)(?: (?:{'|'.join(_WORDS['remarks'])}))+$")
"""What is said beside a name, behind it."""
_SPELLED = re.compile(r"\b(?:[a-z] ){2,}[a-z]\b")
"""Initials with points or blanks between them."""
_SITE = re.compile(r"^(?:https? )?www (?=\w)")
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")
_SHORT_FOR = re.compile(r"(?<=\w )vr(?= (?!vd?\b|van\b))")
"""What stands for *voor* behind a word, and for *vrienden* in front or before *van*."""
_FEW = 2
_FUND = "fonds"
_NOT_A_WORD = re.compile(r"[\W_]+")
_FOR = re.compile(r"(?<=[^\W\d_])4(?=[^\W\d_])| 4 ")
"""A figure read aloud as a word: *Kids4Kasongo*."""
_HUMP = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
"""Where a capital begins a word in the middle of one: *SchoolKasongo*."""


_LONG = 6


@cache
def _long_words() -> Slips:
    """Return the words long enough to be known with one letter wrong."""
    known = {*_SMALL, *COMMON, *BRANCHES, *_SAME_WORD, *_SAME_WORD.values(), *_country_codes()}
    return Slips(word for word in known if len(word) >= _LONG)


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
    >>> normalise_name("HartKasongo"), normalise_name("Kids4Kasongo")
    ('hart kasongo', 'kids for kasongo')
    """
    apart = _HUMP.sub(" ", name)
    plain = (_FOR.sub(" for ", apart) if "4" in apart else apart).casefold()
    letters = plain if plain.isascii() else _without_accents(plain)
    words = " ".join(_NOT_A_WORD.sub(" ", letters).split())
    words = " ".join(_LEGAL_FORMS.sub(" ", _REMARK.sub("", words)).split())
    words = _SITE.sub("", _REMARK.sub("", words))
    words = _SPELLED.sub(lambda found: found[0].replace(" ", ""), words)
    return "" if words in _NO_NAME or len(words) < _FEW else _ROLES.sub("", words).strip()


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def normalise_names(names: pd.Series) -> pd.Series:
    """Normalise each distinct name once; blank names stay missing."""
    return once_each(names, normalise_name)


def whole_name(plain: str) -> str:
    """Write a plain name out in full, in alphabetical order, without small words and places.

    A place in front is part of the name. Abbreviations and foreign words become the Dutch word,
    countries one spelling; initials beside the words they stand for are left out. A name that has
    nothing else keeps all its words.

    >>> whole_name("amis de st jozef"), whole_name("vrienden van sint jozef sint niklaas")
    ('jozef sint vrienden', 'jozef sint vrienden')
    >>> whole_name("hvk hart voor kasongo"), whole_name("water for burkina faso")
    ('hart kasongo', 'landbf water')
    >>> whole_name("voor de gent"), whole_name("gent kasongo"), whole_name("kasongo gent")
    ('gent', 'gent kasongo', 'kasongo')
    """
    words = [_meant(word) for word in _joined(plain)]
    telling = [word for word in words if word not in _SMALL] or words
    whole = [word for word in telling if word not in place_words() or word == telling[0]]
    if len(whole) > _FEW:
        whole = [word for word in whole if word not in _initials_within(plain)] or whole
    return " ".join(sorted(whole))


@lru_cache(maxsize=200_000)
def _initials_within(plain: str) -> frozenset[str]:
    """Return the words of a name that are the initials of the words around them."""
    words = plain.split()
    found = set()
    for word in (words[0], words[-1]):
        if not _FEW < len(word) < len(words):
            continue
        others = [other for other in words if other != word]
        telling = [other for other in others if other not in _SMALL]
        starts = ["".join(other[0] for other in some) for some in (others, telling)]
        if any(start[: len(word)] == word for start in starts):
            found.add(word)
    return frozenset(found)


@lru_cache(maxsize=200_000)
def _joined(plain: str) -> tuple[str, ...]:
    """Return the words of a plain name, with places and countries of several words as one."""
    plain = _PHRASE.sub(lambda found: _PHRASES[found[0]], plain)
    plain = _SHORT_FOR.sub("voor", plain) if " vr " in plain else plain
    words = plain.split()
    if _first_words().isdisjoint(words):
        return tuple(words)
    return tuple(_several_words().sub(lambda found: found[0].replace(" ", ""), plain).split())


@cache
def _of_several_words() -> list[str]:
    names = {*_place_names(), *country_words()}
    return sorted((name for name in names if " " in name), key=len, reverse=True)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _of_several_words())


@cache
def _several_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_of_several_words())})\b")


@cache
def _place_names() -> dict[str, str]:
    """Return every municipality, of now and before, and its parts, by their plain names."""
    towns = sorted({name for known in municipalities().values() for name, _ in known})
    return {normalise_name(name): name for name in (*sub_municipalities(), *towns)}


@cache
def place_words() -> dict[str, str]:
    """Return the places by their plain name as one word."""
    return {plain.replace(" ", ""): name for plain, name in _place_names().items()}


@cache
def country_words() -> dict[str, str]:
    """Return one spelling for each country, by its plain name."""
    known = ((normalise_name(name), codes) for name, codes in spelled_countries().items())
    return {name: f"land{codes[0].lower()}" for name, codes in known if name and len(codes) == 1}


@lru_cache(maxsize=200_000)
def is_of_country(whole: str) -> bool:
    """Tell whether a whole name is a country with one word at most: anyone may bear it.

    >>> is_of_country(whole_name("hoop voor peru")), is_of_country("hoop kasongo")
    (True, False)
    """
    words = whole.split()
    return len(words) <= _FEW and any(word in _country_values() for word in words)


def core_name(whole: str) -> str:
    """Leave out of a whole name the words many names share, unless nothing else is in it.

    >>> core_name("jozef sint vrienden"), core_name("vrienden")
    ('jozef sint', 'vrienden')
    """
    return " ".join(word for word in whole.split() if word not in COMMON) or whole


@cache
def _country_codes() -> dict[str, str]:
    return {name.replace(" ", ""): code for name, code in country_words().items()}


@cache
def _country_values() -> frozenset[str]:
    return frozenset(_country_codes().values())


@lru_cache(maxsize=200_000)
def _meant(word: str) -> str:
    """Return the word an abbreviation, another language or a slip of the pen stands for.

    >>> _meant("wg"), _meant("werkgreop"), _meant("vna"), _meant("kasongo")
    ('werkgroep', 'werkgroep', 'van', 'kasongo')
    """
    if code := _country_codes().get(word):
        return code
    if word in _SMALL or word in COMMON or word in _SAME_WORD or word in place_words():
        return _SAME_WORD.get(word, word)
    if len(word) >= _LONG and (near := _long_words().meant(word)):
        return _country_codes().get(near) or _SAME_WORD.get(near, near)
    small = ("van", "voor") if "v" in word and len(word) > 2 else ()
    return next((known for known in small if OSA.distance(word, known) < 2), word)


def place_in(plain: str) -> str | None:
    """Return the first place that stands in a plain name.

    >>> place_in("sint niklaas helpt kasongo")
    'Sint-Niklaas'
    """
    return next((place_words()[word] for word in _joined(plain) if word in place_words()), None)


def country_in(plain: str) -> str | None:
    """Return the code of the first country that stands in a plain name.

    >>> country_in("hoop voor burkina faso"), country_in("hoop")
    ('BF', None)
    """
    found = (_country_codes()[word] for word in _joined(plain) if word in _country_codes())
    return next((code[-2:].upper() for code in found), None)


def acronyms(plain: str) -> list[str]:
    """Return the initials a plain name may be known by: of all its words, of those that tell
    something, of those that are no place; three letters at least.

    >>> acronyms("hart voor kasongo"), acronyms("hart kasongo")
    (['hvk'], [])
    >>> acronyms("hvk hart voor kasongo vlaanderen")
    ['hvk', 'hvkv', 'hkv']
    >>> acronyms("hart voor de kinderen van kasongo gent")
    ['hvdkvkg', 'hkkg', 'hvdkvk']
    """
    known = _initials_within(plain)
    words = [word for word in plain.split() if word not in known]
    telling = [word for word in words if word not in _SMALL]
    no_place = [word for word in words if word not in place_words()]
    starts = ["".join([word[0] for word in some]) for some in (words, telling, no_place)]
    return [*dict.fromkeys(start for start in (*sorted(known), *starts) if len(start) > _FEW)]


def initials_in(plain: str) -> str | None:
    """Return the initials a plain name consists of, small words, places and countries left aside.

    >>> initials_in("hvk"), initials_in("hvk gent benin"), initials_in("hart kasongo")
    ('hvk', 'hvk', None)
    """
    aside = (place_words(), _country_codes(), _SMALL)
    words = [word for word in _joined(plain) if not any(word in known for known in aside)]
    is_one = len(words) == 1 and _FEW < len(words[0]) < _FEW + 5 and words[0].isalpha()
    return words[0] if is_one else None


def branch_in(plain: str) -> str:
    """Return the branch a plain name ends in, before its places, or a fund in front of it; ``-``
    where it names none.

    >>> branch_in("hart voor kasongo jeugd"), branch_in("jeugd van kasongo")
    ('jongeren', '-')
    >>> branch_in("fonds hart voor kasongo"), branch_in("fonds kasongo")
    ('fonds', '-')
    """
    first, *rest = plain.split() or [""]
    is_fund = _SAME_WORD.get(first, first) == _FUND
    if BRANCHES.isdisjoint(rest) and _FUND not in rest and not is_fund:
        return "-"
    initials = _initials_within(plain)
    words = [
        word
        for word in _joined(plain)
        if word not in place_words() and word not in _country_codes() and word not in initials
    ]
    if len(words) > 1 and words[-1] in BRANCHES:
        return branch_of(words[-1])
    is_fund |= words[-1:] == [_FUND]
    return _FUND if is_fund and len(words) > _FEW else "-"


def branch_of(word: str) -> str:
    """Return the one word for a branch, of those that mean the same.

    >>> branch_of("youth"), branch_of("cultuur")
    ('jongeren', 'cultuur')
    """
    return _SAME_WORD.get(word, word)


def site_letters(domain: str) -> str:
    """Return the letters of a domain without its ending.

    >>> site_letters("hart-voor-kasongo.example")
    'hartvoorkasongo'
    """
    return "".join(filter(str.isalnum, domain.rpartition(".")[0]))


def site_words(domain: str) -> str:
    """Return the words of a domain that are told apart, without its ending.

    >>> site_words("hart-voor-kasongo.example")
    'hart voor kasongo'
    """
    return " ".join(_NOT_A_WORD.split(domain.rpartition(".")[0]))


def own_domains(addresses: pd.Series, *, providers: frozenset[str]) -> pd.Series:
    """Return the e-mail domain of each address, missing where a mail provider owns it.

    A provider with one letter wrong is still a provider; so is who employs many.

    >>> own_domains(pd.Series(["An@Hart.example", "an@gmial.com", "an@ugent.be", None]),
    ...             providers=frozenset({"gmail.com"})).tolist()
    ['hart.example', <NA>, <NA>, <NA>]
    """
    known = providers | PROVIDERS
    domains, slips = once_each(addresses, _domain), Slips(known)
    return once_each(
        domains, lambda domain: None if domain in EMPLOYERS or slips.meant(domain) else domain
    )


def _domain(address: str) -> str | None:
    _, at, domain = address.strip().lower().rpartition("@")
    return domain if at and domain and " " not in domain else None
