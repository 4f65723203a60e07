"""A small export of each tool, written the way the tool writes it."""

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl


def write_csv(folder: Path, name: str, rows, *, delimiter=",", encoding="utf-8", quote_all=False):
    """Write rows as delimited text; returns the path."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter,
                        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)  # fmt: skip
    writer.writerows(rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(folder: Path, name: str, *sheets):
    """Write (title, rows, hidden) per sheet; returns the path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, hidden in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if hidden else "visible"
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    path = folder / name
    book.save(path)
    return path


def limesurvey(folder):
    head = [
        "Respons ID",
        "Datum verstuurd",
        "Laatste pagina",
        "Begin taal",
        "Startdatum",
        "Datum laatste actie",
        "IP-adres",
        "Tevreden over diensten? [Website]",
        "Tevreden over diensten? [Helpdesk]",
        "Nood aan ondersteuning? [Fondsen werven]",
        "Nood aan ondersteuning? [Vrijwilligers vinden]",
        "Nood aan ondersteuning? [Andere]",
    ]
    rows = [
        ["1", "2024-10-01 10:00:00", "4", "nl", "2024-10-01 09:50:00", "2024-10-01 10:00:00", "",
         "Tevreden", "Zeer tevreden", "Ja", "Nee", ""],
        ["2", "", "0", "nl", "2024-10-01 09:50:00", "2024-10-01 09:50:00", "", "", "", "", "", ""],
        ["3", "2024-10-02 10:00:00", "4", "nl", "2024-10-02 09:50:00", "2024-10-02 10:00:00", "",
         "Ontevreden", "Neutraal", "N/A", "N/A", "vertalen"],
    ]  # fmt: skip
    return write_csv(folder, "results-survey.csv", [head, *rows, []], delimiter=";",
                     encoding="utf-8-sig", quote_all=True)  # fmt: skip


def ms_forms(folder):
    head = [
        "ID",
        "Begintijd",
        "Tijd van voltooien",
        "E-mail",
        "Naam",
        "Hoe tevreden bent u\xa0over de website?\n",
        "Hoe tevreden bent u over de vormingen?",
        "Rond welke uitdagingen wilt u ondersteuning?",
    ]
    moment = datetime(2024, 11, 5, 9, 1, 12)
    rows = [
        [1, moment, moment, "anonymous", "", "Tevreden", "Neutraal", "Fondsenwerving;Netwerken;"],
        [2, moment, moment, "anonymous", "", "Ontevreden", "Tevreden", "Netwerken;"],
        [3, moment, moment, "anonymous", "", "Tevreden", "Tevreden", ""],
    ]  # fmt: skip
    return write_xlsx(folder, "Bevraging(1-3).xlsx", ("Sheet1", [head, *rows], False))


def google_forms(folder):
    head = [
        "Tijdstempel",
        "Naam organisatie",
        "Hoe tevreden bent u over de helpdesk?",
        "Hoe tevreden bent u over het fonds?",
        "Waarbij wilt u hulp?",
    ]
    rows = [
        ["8/21/2024 13:10:31", "Hart voor Togo", "Tevreden", "Neutraal", "Netwerken, Financiën"],
        ["9/1/2024 9:10:31", "Water", "Zeer tevreden", "Tevreden", "Netwerken, Zichtbaarheid"],
        ["9/2/2024 9:10:31", "Zon", "Neutraal", "Tevreden", "Financiën, Netwerken"],
        ["9/3/2024 9:10:31", "Maan", "Neutraal", "Tevreden", "Zichtbaarheid"],
    ]  # fmt: skip
    blank = [[""] * 5] * 40
    return write_csv(folder, "Formulierreacties 1.csv", [head, *rows, *blank], delimiter=";",
                     encoding="utf-8-sig")  # fmt: skip


def surveymonkey(folder):
    question = "Bij welke <b>uitdagingen</b> wilt u ondersteuning?"
    above = [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "IP Address",
        question,
        "",
        "",
        "Hoe tevreden bent u over de website?",
    ]
    below = ["", "", "", "", "", "Fondsenwerving", "Netwerken", "Andere (geef nader)", "Response"]
    rows = [
        ["118", "7", "10/02/2024 10:00:00", "10/02/2024 10:05:00", "192.0.2.1", "Fondsenwerving",
         "", "", "Tevreden"],
        ["119", "7", "10/02/2024 11:00:00", "10/02/2024 11:05:00", "192.0.2.2", "", "Netwerken",
         "café", "Ontevreden"],
    ]  # fmt: skip
    return write_csv(folder, "Bevraging.csv", [above, below, *rows], encoding="cp1252")


def qualtrics(folder):
    codes = [
        "StartDate",
        "EndDate",
        "Status",
        "IPAddress",
        "Progress",
        "Finished",
        "RecordedDate",
        "ResponseId",
        "Q1",
        "Q2_1",
        "Q2_2",
    ]
    texts = [
        "Start Date",
        "End Date",
        "Response Type",
        "IP Address",
        "Progress",
        "Finished",
        "Recorded Date",
        "Response ID",
        "Hoe tevreden bent u\nover de website?",
        "Nood aan ondersteuning - Fondsenwerving",
        "Nood aan ondersteuning - Netwerken",
    ]
    ids = [f'{{"ImportId":"{code}"}}' for code in codes]
    moment = "2024-10-01 10:00:00"
    rows = [
        [moment, moment, "IP Address", "192.0.2.1", "100", "True", moment, "R_1", "Tevreden", "1",
         ""],
        [moment, moment, "Survey Preview", "", "100", "True", moment, "R_2", "Neutraal", "", ""],
        [moment, moment, "IP Address", "192.0.2.2", "40", "False", moment, "R_3", "Neutraal", "",
         ""],
    ]  # fmt: skip
    return write_csv(folder, "Bevraging_qualtrics.csv", [codes, texts, ids, *rows])


def kobo(folder):
    head = [
        "start",
        "end",
        "Naam organisatie",
        "Thema's",
        "Thema's/water",
        "Thema's/onderwijs",
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_index",
    ]
    moment = "2024-05-01T10:00:01.123+02:00"
    rows = [
        ["", "", "#org", "", "", "", "", "", "", "", ""],
        [moment, moment, "Hoop", "water onderwijs", "1", "1", "11", "a", moment, "", "1"],
        [moment, moment, "Licht", "", "", "", "12", "b", moment, "", "2"],
        [moment, moment, "Zon", "water", "1", "0", "13", "c", moment, "", "3"],
    ]
    return write_csv(folder, "kobo.csv", [head, *rows], delimiter=";", quote_all=True)


def spss(folder):
    import pandas as pd
    import pyreadstat

    path = folder / "bevraging.sav"
    answers = ["Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden"]
    labels = dict(enumerate(answers, 1))
    pyreadstat.write_sav(
        pd.DataFrame({"id": [1.0, 2.0, 3.0], "v1": [4.0, 5.0, 2.0], "v2": [1.0, 9.0, 3.0]}),
        path,
        column_labels=["Nummer", "Hoe tevreden bent u over de website?",
                       "Hoe tevreden bent u over het fonds?"],
        variable_value_labels={"v1": labels, "v2": labels | {9: "Geen ervaring"}},
    )  # fmt: skip
    return path


def gravity_forms(folder):
    head = [
        "Naam organisatie",
        "Contactpersoon (Voornaam)",
        "Contactpersoon (Achternaam)",
        "E-mail",
        "E-mail",
        "Adres (Plaats)",
        "Adres (Postcode)",
        "Adres (Land)",
        "Landen waar actief (Congo (DRC))",
        "Landen waar actief (Rwanda)",
        "Thema's",
        "Created By (User Id)",
        "Entry Id",
        "Entry Date",
        "Source Url",
        "User Agent",
        "User IP",
    ]
    rows = [
        ["Kigali vzw", "Els", "De Smet", "e@x.example", "e@x.example", "Gent", "9000", "België", "",
         "Rwanda", "Onderwijs|Water", "", "101", "2024-03-31 01:59:00", "https://x.example", "",
         ""],
        ["Congo vzw", "Jan", "Peeters", "j@x.example", "", "Geel", "2440", "België", "Congo (DRC)",
         "Rwanda", "Water", "", "102", "2024-04-02 10:00:00", "https://x.example", "", ""],
    ]  # fmt: skip
    return write_csv(folder, "registratie-2024-04-03.csv", [head, *rows], encoding="utf-8-sig",
                     quote_all=True)  # fmt: skip


def drupal_webform(folder):
    width = 10
    rows = [
        ["Registratie", *[""] * (width - 1)],
        ["Submission Details", *[""] * 6, "Naam organisatie", "Thema's", ""],
        ["Serial", "SID", "Time", "Draft", "IP Address", "UID", "Username", "", "Water",
         "Onderwijs"],
        ["1", "55", "01/09/2024 - 10:01", "0", "192.0.2.1", "0", "", "Water voor Nepal", "X", ""],
        ["2", "56", "01/10/2024 - 10:01", "1", "192.0.2.2", "0", "", "Zon", "X", "X"],
    ]  # fmt: skip
    return write_csv(folder, "webform.csv", rows, delimiter="\t")


def civicrm(folder):
    head = [
        "Contact ID",
        "Contact Type",
        "Contact Subtype",
        "Do Not Email",
        "Organization Name",
        "City",
        "Postal Code",
        "Country",
        "Email",
        "Membership Status",
    ]
    rows = [
        ["7", "Organization", "", "", "Hart", "Gent", "9000", "BE", "h@x.example", "Current"],
        ["8", "Organization", "", "", "Zon", "Geel", "2440", "BE", "z@x.example", "Expired"],
    ]
    return write_csv(folder, "CiviCRM_Contact_Search.csv", [head, *rows], quote_all=True)


def odoo(folder):
    head = ["External ID", "Name", "Is a Company", "Related Company", "Email", "City"]
    rows = [
        ["__export__.res_partner_1", "Hart vzw", True, "", "h@x.example", "Gent"],
        ["__export__.res_partner_2", "An Peeters", False, "Hart vzw", "a@x.example", "Gent"],
    ]
    return write_xlsx(folder, "Contact (res.partner).xlsx", ("Sheet1", [head, *rows], False))


def mailchimp(folder):
    head = [
        "Email Address",
        "First Name",
        "Last Name",
        "MEMBER_RATING",
        "OPTIN_TIME",
        "OPTIN_IP",
        "CONFIRM_TIME",
        "CONFIRM_IP",
        "LAST_CHANGED",
        "LEID",
        "EUID",
        "NOTES",
        "TAGS",
    ]
    rows = [["a@x.example", "An", "Maes", "2", "2024-01-02 10:00:00", "", "2024-01-02 10:00:00",
             "", "2024-01-02 10:00:00", "1", "e1", "", '"panel","fonds"']]  # fmt: skip
    return write_csv(folder, "subscribed_members.csv", [head, *rows])


def eventbrite(folder):
    head = [
        "Order #",
        "Order Date",
        "First Name",
        "Last Name",
        "Email",
        "Ticket Type",
        "Attendee Status",
        "Organisatie",
    ]
    rows = [
        ["19", "10/2/24", "An", "Maes", "a@x.example", "Dag", "Checked In", "Hart"],
        ["19", "10/2/24", "Jan", "Maes", "j@x.example", "Dag", "Attending", "Hart"],
    ]
    return write_csv(folder, "report-2024-10-03.csv", [head, *rows])


def freshdesk(folder):
    head = [
        "Ticket ID",
        "Subject",
        "Status",
        "Source",
        "Created time",
        "Resolved time",
        "Initial response time",
        "First response time (in hrs)",
        "Resolution time (in hrs)",
        "Agent interactions",
        "Tags",
        "Full name",
        "Email",
        "Company Name",
    ]
    rows = [["12", "Opstart", "Closed", "Email", "2024-03-01 16:45:10", "2024-03-08 10:00:00",
             "2024-03-04 09:05:00", "", "", "2", "vzw,statuten", "Els De Smet", "e@x.example",
             "Vrienden"]]  # fmt: skip
    return write_csv(folder, "tickets.csv", [head, *rows])


def zendesk(folder):
    head = [
        "Summation column",
        "Id",
        "Requester",
        "Requester id",
        "Requester email",
        "Submitter",
        "Assignee",
        "Group",
        "Subject",
        "Tags",
        "Status",
        "Priority",
        "Via",
        "Created at",
        "Updated at",
        "Solved at",
        "Thema [list]",
    ]
    rows = [["1", "7", "Els", "8", "e@x.example", "Els", "An", "Helpdesk", "Statuten", "vzw",
             "Solved", "", "Mail", "2024-03-01 16:45", "2024-03-02 10:00", "2024-03-02 10:00",
             "administratie"]]  # fmt: skip
    return write_csv(folder, "export-zendesk.csv", [head, *rows])


def osticket(folder):
    head = [
        "Ticketnummer",
        "Datum aangemaakt",
        "Onderwerp",
        "Van",
        "Van e-mail",
        "Prioriteit",
        "Afdeling",
        "Helponderwerp",
        "Bron",
        "Huidige status",
        "Laatst bijgewerkt",
    ]
    rows = [["100", "11/01/2024 05:45:00", "'=hoe", "Els", "e@x.example", "Normaal", "Helpdesk",
             "Administratie", "E-mail", "Gesloten", "12/01/2024 05:45:00"]]  # fmt: skip
    return write_csv(folder, "tickets-20240112.csv", [head, *rows], delimiter=";",
                     encoding="utf-8-sig")  # fmt: skip


def zammad(folder):
    head = [
        "#",
        "Title",
        "State",
        "Priority",
        "Group",
        "Owner",
        "Customer",
        "Organization",
        "Create Channel",
        "Created At",
        "Updated At",
        "Closed At",
        "Article Count",
    ]
    moment = datetime(2024, 2, 1, 9, 0)
    row = ["2024001", "Vraag", "closed", "2 normal", "Helpdesk", "An Agent", "Els De Smet", "Hart",
           "email", moment, moment, moment, 3]  # fmt: skip
    rows = [["Tickets: 2024-2"], [], head, row, ["2024002", "Nog een", *row[2:]], [],
            ["Timezone: Europe/Brussels"]]  # fmt: skip
    return write_xlsx(folder, "tickets-2024-2.xlsx", ("Sheet1", rows, False))


def outlook(folder):
    head = [
        "Onderwerp",
        "Hoofdtekst",
        "Van: (naam)",
        "Van: (adres)",
        "Van: (type)",
        "Aan: (naam)",
        "Aan: (adres)",
        "Aan: (type)",
        "CC: (naam)",
        "Categorieën",
        "Gevoeligheid",
        "Urgentie",
    ]
    rows = [["Statuten", "Dag,\r\nhoe gaat dat?", "Els", "e@x.example", "SMTP", "Helpdesk", "", "",
             "", "", "Normaal", "Normaal"]] * 2  # fmt: skip
    return write_csv(folder, "postvak.csv", [head, *rows], encoding="cp1252", quote_all=True)


def grants(folder):
    head = [
        "Identifier",
        "Title",
        "Currency",
        "Amount Applied For",
        "Amount Awarded",
        "Award Date",
        "Recipient Org:Name",
        "Beneficiary Location:Country Code",
        "Funding Org:Name",
    ]
    rows = [["360G-1", "Put", "EUR", 1000, 800, "2024-06-01", "Hart", "TG", "Fonds"]]
    return write_xlsx(folder, "grants.xlsx", ("Meta", [["Version", "1"]], False),
                      ("Uitleg", [["Lees mij"]], False),
                      ("grants", [head, *rows], False))  # fmt: skip


def by_hand(folder):
    rows = [
        ["Helpdesk 2024"], [], ["Nr", "Datum", "Kanaal", "Wie vraagt?", "Onderwerp", "Vraag"],
        ["JANUARI"],
        ["24-1", "04/01/2024", "telefoon", "starter", "statuten", "Hoe begin je een vzw?"],
        ["24-2", "05/01/2024", "mail", "diaspora", "fondsen", "Waar vinden we geld?"],
        ["Totaal", 2],
        [], ["Nota: vragen op de Dag staan hier niet in."],
    ]  # fmt: skip
    return write_xlsx(folder, "logboek.xlsx", ("oud", [["Nr", "Datum"], ["1", "x"]], True),
                      ("Vragen", rows, False))  # fmt: skip


EXPORTS = {
    "limesurvey": limesurvey, "ms_forms": ms_forms, "google_forms": google_forms,
    "surveymonkey": surveymonkey, "qualtrics": qualtrics, "kobo": kobo, "spss": spss,
    "gravity_forms": gravity_forms, "drupal_webform": drupal_webform, "civicrm": civicrm,
    "odoo": odoo, "mailchimp": mailchimp, "eventbrite": eventbrite, "freshdesk": freshdesk,
    "zendesk": zendesk, "osticket": osticket, "zammad": zammad, "outlook": outlook,
    "360giving": grants, "unknown": by_hand,
}  # fmt: skip
"""Tool → a function that writes its export into a folder and returns the path."""
