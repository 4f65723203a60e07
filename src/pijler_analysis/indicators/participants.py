"""People at trainings: how many different ones, who is new, who came back.

A person is known by a pseudonym, the same in every table and year (``protect.people``). Someone
with another address and another organisation than before counts as another person; a line that
names nobody may be one more.
"""

from __future__ import annotations

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.gatherings import FIRST_YEAR
from pijler_analysis.indicators.measures import count, part, share, unknowable
from pijler_analysis.indicators.organisations import different, present_at
from pijler_analysis.indicators.session_breakdowns import different_by

People = frozenset[str]


@indicator(
    id="training.people",
    name_nl="Mensen op vorming",
    name_en="People trained",
    definition="Verschillende mensen die minstens een vorming volgden.",
    silence="Wie met een ander adres en voor een andere organisatie kwam, telt als iemand anders. "
    "Het zegt niet of ze er iets aan hadden.",
    numerator="verschillende mensen, aanwezig op minstens een vorming",
    denominator="",
    tables=("attendance", "sessions"),
    unit="people",
    counts="persons",
    protection="persons",
)
def training_people(data: YearData) -> Rows:
    """Count the different people seen at trainings, in every kind of session they came to."""
    nameless, ways = _nameless(data), ("theme", "province", "held", "partner")
    people = present_at(data, "training")["person_id"]
    return [
        count(len(people_at_trainings(data)), possible=nameless),
        *different_by(data, "training", people, by=ways, possible=nameless),
    ]


@indicator(
    id="training.first_time_people_share",
    name_nl="Mensen voor het eerst op vorming",
    name_en="People at a training for the first time",
    definition="Mensen die voor het eerst op vorming waren, als deel van de verschillende "
    "mensen op vorming. Voor het eerst: in geen enkel vroeger jaar met gegevens.",
    silence="Wie kwam voor onze gegevens beginnen, of toen een ander adres had, lijkt nieuw.",
    numerator="verschillende mensen op vorming, nooit eerder gezien",
    denominator="verschillende mensen op vorming",
    tables=("attendance", "sessions"),
    unit="share",
    counts="persons",
    protection="persons",
    direction=0,
)
def training_first_time_people_share(data: YearData) -> Rows:
    """Share of the different people trained that no earlier year of data saw."""
    if not data.earlier:
        return [unknowable(FIRST_YEAR)]
    before: People = frozenset().union(*(people_at_trainings(year) for year in data.earlier))
    now = people_at_trainings(data)
    new = len(now - before)
    return [share(new, len(now) - new, 0, outside=_nameless(data))]


@indicator(
    id="training.returning_people_share",
    name_nl="Mensen terug op vorming",
    name_en="People back at a training",
    definition="Mensen die vorig jaar een vorming volgden: welk deel dit jaar opnieuw een volgde.",
    silence="Wie niet terugkwam, kan genoeg geleerd hebben, of kwam met een ander adres.",
    numerator="mensen, aanwezig op vorming in dit en in het vorige jaar",
    denominator="mensen, aanwezig op vorming in het vorige jaar",
    tables=("attendance", "sessions"),
    unit="share",
    counts="persons",
    protection="persons",
)
def training_returning_people_share(data: YearData) -> Rows:
    """Share of last year's people that came to a training again."""
    if data.previous is None:
        return [unknowable("van het jaar ervoor zijn er geen gegevens")]
    before = people_at_trainings(data.previous)
    return [part(len(before & people_at_trainings(data)), len(before), unplaced=_nameless(data))]


@once_a_year
def people_at_trainings(data: YearData) -> People:
    """Return the pseudonyms of the different people present at trainings."""
    return different(present_at(data, "training")["person_id"])


def _nameless(data: YearData) -> int:
    """Count the lines of someone present that do not say who it was."""
    return int(present_at(data, "training")["person_id"].isna().sum())
