"""What people ask the helpdesk, per challenge, and to whom they are referred."""

from __future__ import annotations

QUESTIONS: dict[str, tuple[str, ...]] = {
    "kwaliteit": (
        "Hoe maken we met onze partner een projectplan dat ook na ons vertrek standhoudt?",
        "Bestaat er een voorbeeld van een overeenkomst met een lokale partner?",
        "Onze partner wil zelf het budget beheren. Hoe pakken we dat aan?",
        "Hoe meten we of ons project iets verandert?",
        "Waar vinden we een lokale begeleider voor een tussentijdse evaluatie?",
        "We willen een ethische code opstellen, hebben jullie een voorbeeld?",
        "Is het een goed idee om een container met materiaal te sturen?",
    ),
    "netwerk": (
        "Kennen jullie andere organisaties die in dezelfde streek werken?",
        "We zoeken een ervaren organisatie die ons op weg kan helpen.",
        "Is er binnenkort een ontmoeting in onze provincie?",
        "Wie heeft ervaring met samenwerken met een lokale vrouwengroep?",
    ),
    "financien": (
        "Welke subsidies bestaan er voor een klein waterproject?",
        "Komt ons project in aanmerking voor het 11.11.11-Fonds?",
        "Hoe schrijven we een goede aanvraag? Vorig jaar werden we niet weerhouden.",
        "Onze inkomsten uit het benefiet dalen. Welke andere manieren zijn er?",
        "Geeft onze gemeente nog steun aan projecten in het buitenland?",
        "Hoe sturen we geld veilig en goedkoop naar onze partner?",
        "Mogen we met een erfenis een reserve aanleggen?",
        "Heeft iemand ervaring met crowdfunding voor een schoolgebouw?",
    ),
    "vrijwilligers": (
        "Ons bestuur wordt ouder. Hoe vinden we jonge mensen?",
        "Welke verzekering hebben onze vrijwilligers nodig?",
        "Hoe verdelen we de taken zonder dat alles op twee mensen neerkomt?",
        "Mag een vrijwilliger een kleine vergoeding krijgen?",
        "Hoe bereiden we de opvolging van onze voorzitter voor?",
    ),
    "administratie": (
        "Hoe passen we onze statuten aan de nieuwe wetgeving aan?",
        "Kunnen wij fiscale attesten uitreiken?",
        "Moeten we het UBO-register elk jaar bevestigen?",
        "Wat is het verschil tussen een vzw en een feitelijke vereniging?",
        "De bank vraagt documenten over onze partner. Wat geven we door?",
        "Hoe leggen we de jaarrekening neer?",
    ),
    "diaspora": (
        "Waar kan onze diasporavereniging terecht voor een basisvorming?",
        "We willen samenwerken met een diasporaorganisatie uit de streek. Kennen jullie er een?",
        "Hoe kan onze gemeenschap een eigen project opstarten?",
    ),
    "buitenland": (
        "Ik wil als student twee maanden meewerken. Bij wie kan dat?",
        "Waar letten we op als we jongeren meenemen naar ons project?",
        "Is vrijwilligerswerk in een weeshuis een goed idee?",
        "Welke inentingen en verzekering raden jullie aan voor een inleefreis?",
    ),
    "verankering": (
        "Hoe kunnen wij meedoen met de najaarscampagne?",
        "Mogen we het campagnemateriaal op onze eigen activiteit gebruiken?",
        "Wie vertegenwoordigt ons in de Algemene Vergadering?",
    ),
    "stem": (
        "Hoe overtuigen we de nieuwe schepen van ons belang?",
        "Kunnen we samen met andere organisaties een brief aan de gemeente sturen?",
    ),
    "zichtbaarheid": (
        "Hoe krijgen we ons verhaal in de lokale pers?",
        "Kan ons evenement in de nieuwsbrief?",
        "Welke foto's mogen we gebruiken van kinderen in het project?",
        "Is er een banner die we kunnen lenen?",
    ),
    "europa": ("Bestaat er een Europees programma voor uitwisseling van vrijwilligers?",),
    "other": (
        "Hoe pas ik onze gegevens op de website aan?",
        "Ik ben mijn wachtwoord van de website kwijt.",
    ),
}
REFERRALS = (
    "boekhouder", "notaris", "GRIS-consulent van de provincie", "een collega-organisatie",
    "handboek", "verzekeringsmakelaar", "dienst fiscale attesten", "steunpunt vrijwilligerswerk",
    "reisgeneeskundige dienst",
)  # fmt: skip
