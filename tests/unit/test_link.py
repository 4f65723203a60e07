"""Linking on exact keys: each rule on a small register with blanks and look-alikes."""

from datetime import date

import pandas as pd
import pytest

from pijler_analysis.link.decisions import Decision, read_decisions
from pijler_analysis.link.names import normalise_name, normalise_names, own_domains
from pijler_analysis.link.years import link_years
from pijler_analysis.schema.checks import enforce_types
from pijler_analysis.schema.tables import TABLES

PROVIDERS = frozenset({"gmail.com"})


def tables(**filled: list[dict]) -> dict[str, pd.DataFrame]:
    return {name: enforce_types(pd.DataFrame(filled.get(name, [])), name) for name in TABLES}


REGISTER = [
    {"registration_id": "R1", "organisation_name": "Hart voor Bénin vzw",
     "contact_email": "info@hartbenin.example"},
    {"registration_id": "R2", "organisation_name": "Samen Sterk", "contact_email": "an@gmail.com"},
    {"registration_id": "R3", "organisation_name": "samen sterk vzw", "contact_email": None},
    {"registration_id": "R4", "organisation_name": "Zonder Naam", "contact_email": "x@gmail.com"},
]  # fmt: skip


def linked(question: dict) -> object:
    years = {2024: tables(registrations=REGISTER, helpdesk=[question])}
    result = link_years(years, providers=PROVIDERS).tables
    return result[2024]["helpdesk"]["organisation_id"].iloc[0]


@pytest.mark.parametrize(
    "question",
    [
        {"organisation_name": "HART VOOR BENIN"},
        {"organisation_name": "V.Z.W. Hart-voor-Benin"},
        {"organisation_name": "iets anders", "contact_email": "Jan@HARTBENIN.example "},
        {"contact_email": "jan@hartbenin.example"},
    ],
)
def test_links_on_domain_and_normalised_name(question):
    assert linked(question) == "R1"


@pytest.mark.parametrize(
    "question",
    [
        {"organisation_name": "Samen Sterk"},  # two organisations bear the name
        {"organisation_name": "Harten voor Benin"},  # a typo is no exact key
        {"organisation_name": "nieuwe", "contact_email": "jan@gmail.com"},  # a provider's domain
    ],
)
def test_leaves_what_is_not_certain_unregistered(question):
    assert linked(question).startswith("X")


@pytest.mark.parametrize(
    "question",
    [
        {"organisation_name": None, "contact_email": None},
        {"organisation_name": "vzw"},  # a legal form alone names nobody
        {"organisation_name": "n.v.t."},
        {"organisation_name": "Hart voor Bennin", "asker": "youth"},  # speaks for himself
    ],
)
def test_who_names_no_organisation_gets_none(question):
    assert linked(question) is pd.NA


def test_a_person_is_no_organisation():
    member = {"member_id": "1", "organisation_name": "Els Maes", "contact_name": "Maes",
              "contact_first_name": "Els"}  # fmt: skip
    years = {2024: tables(registrations=REGISTER, panel=[member])}
    result = link_years(years, providers=PROVIDERS).tables
    assert result[2024]["panel"]["organisation_id"].isna().all()


def test_own_year_goes_before_the_other_years():
    renamed = [{"registration_id": "R9", "organisation_name": "Hart voor Benin"}]
    years = {
        2023: tables(registrations=REGISTER),
        2024: tables(registrations=renamed, helpdesk=[{"organisation_name": "Hart voor Benin"}]),
        2025: tables(helpdesk=[{"organisation_name": "Zonder Naam"}],
                     registrations=[{"registration_id": "R5", "organisation_name": "Nieuw"}]),
    }  # fmt: skip
    result = link_years(years, providers=PROVIDERS).tables
    assert result[2024]["helpdesk"]["organisation_id"].tolist() == ["R9"]
    assert result[2025]["helpdesk"]["organisation_id"].tolist() == ["R4"]


def test_survey_answers_link_through_the_token_of_the_invitation():
    years = {
        2024: tables(
            registrations=REGISTER,
            invitations=[{"invitation_id": "1", "token": "abc", "registration_id": "R2"}],
            survey_members=[{"response_id": "1", "token": "abc"}, {"response_id": "2"}],
        )
    }
    found = link_years(years, providers=PROVIDERS)
    result, counts = found.tables, found.counts
    assert result[2024]["survey_members"]["organisation_id"].tolist() == ["R2", pd.NA]
    survey = counts[counts["table"] == "survey_members"].set_index("key")["rows"]
    assert survey.to_dict() == {"registration_id": 1, "nameless": 1}


def test_what_names_an_organisation_and_what_names_none_are_counted_apart():
    asked = [{"organisation_name": "Nieuwe"}, {"contact_email": "an@gmail.com"}, {}]
    years = {2024: tables(registrations=REGISTER, helpdesk=asked)}
    counts = link_years(years, providers=PROVIDERS).counts
    found = counts[counts["table"] == "helpdesk"].set_index("key")["rows"].to_dict()
    assert found == {"none": 1, "nameless": 2}


def test_an_unknown_registration_number_does_not_link():
    invited = [{"invitation_id": "1", "registration_id": "R77"}]
    years = {2024: tables(registrations=REGISTER, invitations=invited)}
    result = link_years(years, providers=PROVIDERS).tables
    assert result[2024]["invitations"]["organisation_id"].isna().all()


def test_inputs_stay_as_they_were():
    given = tables(registrations=REGISTER, helpdesk=[{"organisation_name": "Hart voor Benin"}])
    before = given["helpdesk"].copy()
    link_years({2024: given}, providers=PROVIDERS)
    pd.testing.assert_frame_equal(given["helpdesk"], before)


def test_names_and_domains_keep_blanks_missing():
    assert normalise_names(pd.Series(["A.B. vzw", None, "v.z.w."])).isna().tolist() == [
        False, True, True]  # fmt: skip
    assert normalise_name("Feitelijke Vereniging Ñandú") == "nandu"
    assert own_domains(pd.Series(["geen adres"]), providers=PROVIDERS).isna().all()


def asked(name: str, **more) -> dict:
    return {"organisation_name": name} | more


def test_decisions_hold_against_what_names_say():
    typo = "Samen Strek"
    years = {2024: tables(registrations=REGISTER, helpdesk=[asked(typo), asked("Hart voor Bennin",
                          contact_email="jan@gmail.com")])}  # fmt: skip
    said = [
        Decision("samen strek", typo, "R3", "", "dezelfde", "Analist", date(2025, 1, 31)),
        Decision("R1", "", "hart voor bennin", "", "niet dezelfde", "Analist", date(2025, 1, 31)),
    ]
    found = link_years(years, providers=PROVIDERS, decisions=said)
    ids = found.tables[2024]["helpdesk"]["organisation_id"].tolist()
    assert ids[0] == "R3"
    assert ids[1].startswith("X")
    assert not set(found.doubts["left"]) & {"R1", ids[1]} or ids[1] not in set(
        found.doubts["right"]
    )


SECTIONS = [
    {"registration_id": "R1", "organisation_name": "Hart voor Kasongo, afdeling Gent",
     "enterprise_number": "0400000001", "postcode": "9000", "municipality": "Gent",
     "contact_email": "gent@hartvoorkasongo.example"},
    {"registration_id": "R2", "organisation_name": "Hart voor Kasongo, afdeling Leuven",
     "enterprise_number": "0400000001", "postcode": "3000", "municipality": "Leuven",
     "contact_email": "leuven@hartvoorkasongo.example"},
]  # fmt: skip


def test_sections_of_one_legal_person_are_one_organisation_until_a_human_says_otherwise(tmp_path):
    """Said by hand, as nobody is asked about what shares a number."""
    names = ("Hart voor Kasongo afdeling Gent", "Hart voor Kasongo (afdeling Leuven)")
    helpdesk = [asked(name) for name in names]

    def ids(said: list[Decision]) -> list[list[str]]:
        years = {2024: tables(registrations=SECTIONS, helpdesk=helpdesk)}
        found = link_years(years, providers=PROVIDERS, decisions=said).tables[2024]
        return [found[name]["organisation_id"].tolist() for name in ("registrations", "helpdesk")]

    assert ids([]) == [["R1", "R1"], ["R1", "R1"]]
    (tmp_path / "koppelingen.csv").write_text(
        "eerste;naam eerste;tweede;naam tweede;besluit;door;op\n"
        "R1;Gent;R2;Leuven;niet dezelfde;Analist;2025-01-31\n"
    )
    assert ids(read_decisions(tmp_path)) == [["R1", "R2"], ["R1", "R2"]]


def test_likeness_needs_a_second_piece_of_evidence():
    same_person = "an.peeters@telenet.be"
    known = [REGISTER[3] | {"contact_email": same_person}]
    years = {2024: tables(registrations=[*REGISTER[:3], *known], helpdesk=[
        asked("Zonder Nam"), asked("Zonder Naaam", contact_email=same_person)])}  # fmt: skip
    ids = link_years(years, providers=PROVIDERS).tables[2024]["helpdesk"]["organisation_id"]
    assert ids[1] == "R4"
    alone = {2024: tables(registrations=REGISTER, helpdesk=[asked("Zonder Nam")])}
    found = link_years(alone, providers=PROVIDERS)
    assert found.tables[2024]["helpdesk"]["organisation_id"][0].startswith("X")
    assert "R4" in found.doubts["left"].tolist() + found.doubts["right"].tolist()
    assert "namen lijken" in found.doubts["reasons"].iloc[0]


def test_the_register_of_organisations_tells_their_history():
    later = [
        REGISTER[0] | {"organisation_name": "Hart voor Togo"},
        REGISTER[1] | {"registration_status": "ended", "ended_on": pd.Timestamp(2024, 5, 1)},
        {"registration_id": "R8", "organisation_name": "Hart en Ziel",
         "registration_status": "active", "contact_email": "x@hartbenin.example"},
    ]  # fmt: skip
    first = [row | {"registration_status": "active"} for row in REGISTER]
    gone = [later[0] | {"registration_status": "ended"}, *later[1:]]
    years = {
        2023: tables(registrations=first, helpdesk=[asked("hart voor benin vzw")]),
        2024: tables(registrations=gone, helpdesk=[asked("Nooit Geregistreerd")]),
    }
    table = link_years(years, providers=PROVIDERS).organisations.set_index("organisation_id")
    assert table.loc["R1", "name"] == "Hart voor Togo"
    assert "Hart voor Bénin vzw" in table.loc["R1", "aliases"].split(";")
    assert table.loc["R1", "events"].split(";") == [
        "merged 2024: R8", "renamed 2024: Hart voor Bénin vzw → Hart voor Togo", "stopped 2024",
    ]  # fmt: skip
    assert table.loc["R2", "events"] == "stopped 2024"
    assert table.loc["R1", ["helpdesk_first", "registrations_last"]].tolist() == [2023, 2024]
    assert table.loc["R4", ["first_seen", "last_seen"]].tolist() == [2023, 2023]
    never = table[~table["is_registered"]]
    assert never["name"].tolist() == ["Nooit Geregistreerd"]


def test_what_a_human_said_is_no_doubt_and_what_he_did_not_know_is_one_not_asked_again():
    """It holds for the organisation, whichever of its names the decision was about."""
    helpdesk = [asked("Samen Strek Gent"), asked("Samen Strek Gent", contact_email="an@gmail.com"),
                asked("Samen Strekk", contact_email="an@gmail.com")]  # fmt: skip
    register = [REGISTER[0], REGISTER[1] | {"contact_email": "els@gmail.com"}]

    def doubts(*said: str) -> pd.DataFrame:
        found = link_years(
            {2024: tables(registrations=register, helpdesk=helpdesk)}, providers=PROVIDERS,
            decisions=[Decision("R2", "", "samen strekk", "", one, "Analist", date(2025, 1, 31))
                       for one in said],
        )  # fmt: skip
        return found.doubts

    before, unknown = doubts(), doubts("onbekend")
    assert len(before) == len(unknown) == 1
    assert not before["is_asked"].any()
    assert unknown["is_asked"].all()
    assert doubts("niet dezelfde").empty


@pytest.mark.parametrize(
    ("began", "event"),
    [
        ((2024, 2024), "split 2024: R8, R9"),
        ((2024, 2015), "merged 2024: R8, R9"),  # one of them was there long before
    ],
)
def test_what_ends_is_split_only_into_those_that_began_then(began, event):
    heirs = [
        {"registration_id": one, "organisation_name": f"Hart {one}",
         "registration_status": "active", "registered_on": pd.Timestamp(year, 3, 1),
         "contact_email": f"{one}@hartbenin.example"}
        for one, year in zip(("R8", "R9"), began, strict=True)
    ]  # fmt: skip
    ended = REGISTER[0] | {"registration_status": "ended", "ended_on": pd.Timestamp(2024, 3, 1)}
    years = {2024: tables(registrations=[ended, *heirs])}
    table = link_years(years, providers=PROVIDERS).organisations.set_index("organisation_id")
    assert table.loc["R1", "events"].split(";") == [event, "stopped 2024"]


def test_an_address_in_the_place_of_a_name_is_an_address_and_no_name():
    helpdesk = [asked("Jan.Claes@hartbenin.example"), asked("Zonder Nam (jan.claes@gmail.com)")]
    register = [*REGISTER[:3], REGISTER[3] | {"contact_email": "jan.claes@gmail.com"}]
    found = link_years(
        {2024: tables(registrations=register, helpdesk=helpdesk)}, providers=PROVIDERS
    )
    assert found.tables[2024]["helpdesk"]["organisation_id"].tolist() == ["R1", "R4"]
    told = [*found.organisations["aliases"].dropna(), *found.doubts["left_key"],
            *found.doubts["right_key"]]  # fmt: skip
    assert not [one for one in told if "claes" in one.lower()]
