"""Online: who gets the newsletter and reads it, and what is read on the website.

Until 2022 every opening of a newsletter counted. Since the autumn of 2021 the mail program of
Apple opens mails before anyone reads them; the mailing tool tells these apart since 2022, and
from then on they do not count.
"""

from __future__ import annotations

from pijler_analysis.data import YearData
from pijler_analysis.indicators.catalogue import Earlier, Row, Rows, indicator
from pijler_analysis.indicators.measures import count, ratio, sums_by, unknowable


@indicator(
    id="reach.newsletter_receivers",
    name_nl="Ontvangers van de nieuwsbrief",
    name_en="Newsletter receivers",
    definition="Adressen waarop de laatste nieuwsbrief van het jaar aankwam.",
    silence="Een adres is geen mens: sommigen hebben er twee, andere adressen leest niemand. "
    "Wie op dezelfde lijst staat zonder organisatie, telt mee.",
    numerator="adressen waarop de laatste nieuwsbrief aankwam",
    denominator="",
    tables=("mailings",),
    unit="addresses",
    counts="persons",
    protection="persons",
)
def reach_newsletter_receivers(data: YearData) -> Rows:
    """Count the addresses the last mailing of the year was delivered at."""
    sent = data.mailings.dropna(subset=["delivered"]).sort_values("sent_on", kind="stable")
    if sent.empty:
        return [unknowable("er is geen nieuwsbrief waarvan het aantal ontvangers geweten is")]
    return [count(int(sent["delivered"].iloc[-1]))]


def _opened_by_anyone(data: YearData) -> Rows:
    return [_part_of_delivered(data, "opened")]


@indicator(
    id="reach.newsletter_open_share",
    name_nl="Geopende nieuwsbrieven",
    name_en="Newsletter open share",
    definition="Nieuwsbrieven die minstens één keer door een mens geopend werden, als deel van de "
    "afgeleverde. Wat het mailprogramma van Apple vanzelf opent, telt niet mee.",
    silence="Openen is geen lezen, en wie afbeeldingen tegenhoudt, leest zonder dat het "
    "programma het ziet.",
    numerator="nieuwsbrieven, door een mens geopend",
    denominator="afgeleverde nieuwsbrieven",
    tables=("mailings",),
    unit="share",
    counts="persons",
    protection="persons",
    version=2,
    since=2022,
    earlier=Earlier(
        "nieuwsbrieven die minstens één keer geopend werden, ook als een mailprogramma dat vanzelf "
        "deed, als deel van de afgeleverde",
        _opened_by_anyone,
    ),
)
def reach_newsletter_open_share(data: YearData) -> Rows:
    """Share of the delivered newsletters that a person opened."""
    return [_part_of_delivered(data, "opened_by_people")]


@indicator(
    id="reach.newsletter_click_share",
    name_nl="Nieuwsbrieven met een klik",
    name_en="Newsletter click share",
    definition="Nieuwsbrieven waarin op minstens een link geklikt werd, als deel van de "
    "afgeleverde.",
    silence="Wie niet klikt, kan de nieuwsbrief gelezen hebben; sommige beveiliging klikt vanzelf.",
    numerator="nieuwsbrieven met minstens een klik",
    denominator="afgeleverde nieuwsbrieven",
    tables=("mailings",),
    unit="share",
    counts="persons",
    protection="persons",
)
def reach_newsletter_click_share(data: YearData) -> Rows:
    """Share of the delivered newsletters in which a link was followed."""
    return [_part_of_delivered(data, "clicked")]


@indicator(
    id="reach.website_views",
    name_nl="Bekeken bladzijden van de website",
    name_en="Website page views",
    definition="Keren dat een bladzijde van de website bekeken werd; per hoofdstuk van het "
    "handboek: de bladzijden van dat hoofdstuk.",
    silence="Het telt bladzijden en geen mensen, en wie de meting weigert, ziet het niet.",
    numerator="bekeken bladzijden",
    denominator="",
    tables=("pages",),
    unit="views",
    counts="views",
    protection="workload",
)
def reach_website_views(data: YearData) -> Rows:
    """Count the page views, and those of each chapter of the manual."""
    pages = data.pages
    manual = pages[pages["manual_chapter"].notna()]
    return [
        count(int(pages["page_views"].sum())),
        *sums_by(manual["page_views"], manual["manual_chapter"], by="manual_chapter"),
    ]


@indicator(
    id="reach.manual_share",
    name_nl="Aandeel van het handboek",
    name_en="Share of the manual",
    definition="Bekeken bladzijden van het handboek, als deel van alle bekeken bladzijden van de "
    "website.",
    silence="Een kleiner deel kan ook betekenen dat de rest van de website meer bekeken werd.",
    numerator="bekeken bladzijden van het handboek",
    denominator="bekeken bladzijden van de website",
    tables=("pages",),
    unit="share",
    counts="views",
    protection="workload",
    direction=0,
)
def reach_manual_share(data: YearData) -> Rows:
    """Share of the page views that fell in the manual."""
    views, in_manual = data.pages["page_views"], data.pages["manual_chapter"].notna()
    return [ratio(int(views[in_manual].sum()), int(views.sum()))]


def _part_of_delivered(data: YearData, column: str) -> Row:
    """Divide over all mailings of which both numbers are known."""
    told = data.mailings.dropna(subset=[column, "delivered"])
    if told.empty:
        return unknowable("dat staat in geen enkele nieuwsbrief van het jaar")
    return ratio(int(told[column].sum()), int(told["delivered"].sum()))
