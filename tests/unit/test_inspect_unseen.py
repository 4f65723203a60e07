"""Lists with headings as other organisations write them: nine of ten columns proposed right."""

from tool_exports import write_csv

from pijler_analysis.inspection.report import as_json, inspect_file

REGISTER = {
    "Volgnr.": ("registration_id", ["101", "102", "103", "104"]),
    "Naam van de groep": ("organisation_name", ["Hart voor Togo", "Zon", "Water & Co", "Samen"]),
    "Juridisch statuut": ("legal_form", ["vzw", "feitelijke vereniging", "VZW", "stichting"]),
    "KBO": ("enterprise_number", ["0403.170.701", "", "0403.019.261", ""]),
    "Straat en nr": (None, ["Dorp 1", "Markt 5", "Kerkstraat 12", "Laan 3"]),
    "PC": ("postcode", ["9000", "2440", "3000", "8500"]),
    "Woonplaats zetel": ("municipality", ["Gent", "Geel", "Leuven", "Kortrijk"]),
    "Actief in land(en)": ("partner_countries", ["Togo", "Benin, Ghana", "Peru", "Nepal"]),
    "Werkdomeinen": ("themes", ["Onderwijs; Water", "Water", "Gezondheid", "Onderwijs"]),
    "Jaar opstart": ("founded_year", ["1998", "2004", "2012", "2019"]),
    "# vrijwilligers": ("volunteers", ["12", "8", "30", "5"]),
    "Diasporavereniging j/n": ("is_diaspora", ["n", "j", "n", "n"]),
    "Aanspreekpersoon": ("contact_name", ["An Peeters", "Jan Maes", "Els Smet", "Piet Claes"]),
    "Mailadres": ("contact_email", ["a@x.example", "j@x.example", "e@x.example", "p@x.example"]),
    "Gsm/tel.": ("contact_phone", ["0470 12 34 56", "09 123 45 67", "0471 11 22 33", ""]),
    "Datum aanmelding": ("registered_on", ["03/02/2015", "04/05/2018", "06/07/2020", "01/01/2021"]),
    "Toestand": ("registration_status", ["actief", "stopgezet", "actief", "actief"]),
    "Datum stopzetting": ("ended_on", ["", "30/06/2023", "", ""]),
    "Gegevens laatst nagezien": ("confirmed_on", ["01/10/2024", "", "02/10/2024", "03/10/2024"]),
    "Wil nieuwsbrief": ("has_newsletter", ["ja", "nee", "ja", "ja"]),
}  # fmt: skip
HELPDESK = {
    "Vraagnr": ("question_id", ["24/001", "24/002", "24/003", "24/004"]),
    "Binnen op": ("asked_on", ["04/01/2024", "05/01/2024", "08/01/2024", "09/01/2024"]),
    "Hoe gesteld": ("channel", ["mail", "telefoon", "mail", "gesprek"]),
    "Soort vrager": ("asker", ["starter", "diaspora", "jongere", "overheid"]),
    "Naam vereniging": ("organisation_name", ["Zon", "Maan", "", "Gemeente Geel"]),
    "Mail": ("contact_email", ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]),
    "Categorie": ("topic", ["vzw-wetgeving", "fondsenwerving", "stage", "netwerk"]),
    "Omschrijving van de vraag": ("question_text", ["Hoe begin je een vzw?", "Waar is geld?",
                                  "Kan ik op stage gaan in Peru?", "Wie kent wie in Togo?"]),
    "Datum beantwoording": ("answered_on", ["06/01/2024", "05/01/2024", "", "12/01/2024"]),
    "Doorverwijzing naar": ("referred_to", ["", "Scwitch", "", ""]),
    "Behandeld door": (None, ["An", "Bert", "An", "An"]),
}  # fmt: skip
TRAINING = {
    "Sessiecode": ("session_id", ["V1", "V2", "O1", "V3"]),
    "Datum activiteit": ("held_on", ["11/01/2024", "13/02/2024", "16/03/2024", "20/04/2024"]),
    "Naam van de vorming": ("session_title", ["Basis", "Fondsen", "Netwerk", "Sociale media"]),
    "Type": ("session_kind", ["vorming", "vorming", "ontmoeting", "webinar"]),
    "Inhoud": ("session_theme", ["basisvorming", "fondsenwerving", "netwerk", "sociale media"]),
    "Locatie": ("place", ["Gent", "online", "Leuven", "Antwerpen"]),
    "Postnummer": ("postcode", ["9000", "", "3000", "2000"]),
    "Digitaal": ("is_online", ["nee", "ja", "nee", "nee"]),
    "In samenwerking met": ("session_partner", ["provincie", "", "stad Leuven", ""]),
    "Max. aantal deelnemers": ("capacity", ["40", "50", "25", "30"]),
}  # fmt: skip
FUND = {
    "Dossiernr": ("application_id", ["F1", "F2", "F3", "F4"]),
    "Indienende organisatie": ("organisation_name", ["Zon", "Maan", "Hart", "Water"]),
    "E-mail contact": ("contact_email", ["a@x.example", "b@x.example", "c@x.example", ""]),
    "Land van uitvoering": ("country", ["Togo", "Benin", "Peru", "Nepal"]),
    "Projectthema": ("project_theme", ["Onderwijs", "Water", "Gezondheid", "Landbouw"]),
    "Gevraagde steun (€)": ("requested_eur", ["1.500,00", "2.000,00", "750,50", "1.200,00"]),
    "Punten kwaliteit": ("score_quality", ["7,5", "8", "6", "9"]),
    "Punten impact": ("score_impact", ["7", "8", "6,5", "8"]),
    "Punten haalbaarheid": ("score_feasibility", ["7", "7", "5", "8"]),
    "Advies jury": ("decision", ["goedgekeurd", "goedgekeurd", "afgewezen", "goedgekeurd"]),
    "Toegekende steun (€)": ("granted_eur", ["1.000,00", "2.000,00", "0", "1.200,00"]),
}  # fmt: skip
PANEL = {
    "Lidnr": ("member_id", ["P1", "P2", "P3", "P4"]),
    "Voornaam": ("contact_first_name", ["An", "Jan", "Els", "Piet"]),
    "Familienaam": ("contact_name", ["Peeters", "Maes", "Smet", "Claes"]),
    "Vertegenwoordigt": ("organisation_name", ["Zon", "Maan", "Hart", "Water"]),
    "Mailadres": ("contact_email", ["a@x.example", "j@x.example", "e@x.example", "p@x.example"]),
    "Migratieachtergrond (j/n)": ("has_migration_background", ["n", "j", "n", "n"]),
    "In het panel sinds": ("member_since", ["01/03/2018", "01/03/2019", "01/03/2020", ""]),
    "Bijeenkomst lente": ("was_present_spring", ["x", "", "x", "-"]),
    "Bijeenkomst herfst": ("was_present_autumn", ["x", "x", "", "-"]),
}  # fmt: skip
LISTS = {"registrations": REGISTER, "helpdesk": HELPDESK, "sessions": TRAINING, "fund": FUND,
         "panel": PANEL}  # fmt: skip


def test_nine_of_ten_columns_are_proposed_right(tmp_path):
    right, wrong = 0, []
    for table, columns in LISTS.items():
        rows = list(zip(*(cells for _, cells in columns.values()), strict=True))
        path = write_csv(tmp_path, f"lijst_{len(columns)}.csv", [list(columns), *rows])
        found = as_json(inspect_file(path))
        assert found["table"] == table
        for column in found["columns"]:
            wanted = columns[column["name"]][0]
            if wanted is None:
                assert column["maps_to"] is None, column["name"]
            elif column["maps_to"] == wanted:
                right += 1
            else:
                wrong.append((table, column["name"], column["maps_to"]))
    assert right >= 0.9 * (right + len(wrong)), wrong
