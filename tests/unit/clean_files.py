"""A project with one year of small exports, in the shapes of the real ones, for the tests."""

import csv
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl

from pijler_analysis.settings import Settings, read_settings

PROJECT = Path(__file__).parents[2]
YEAR = 2024

REGISTER = [
    ["Registratienummer", "Naam organisatie", "Rechtsvorm", "Ondernemingsnummer", "Postcode",
     "Gemeente", "Partnerlanden", "Thema's", "Oprichtingsjaar", "Aantal vrijwilligers",
     "Diaspora-organisatie", "Contactpersoon", "E-mail", "Telefoon", "Geregistreerd sinds",
     "Status", "Stopgezet op", "Laatst bevestigd", "Nieuwsbrief"],
    ["R0001", "Hart voor Bénin", "vzw", "0403.170.701", "9000", "Gent", "Benin;Togo", "onderwijs",
     "1998", "12", "nee", "An Peeters", "an@hart.example", "09 123 45 67", "03/02/2015", "actief",
     "", "01/10/2024", "ja"],
    ["R0002", "CongrÃ©gatie  Samen", "feit. ver.", "", "B-2070", "Burcht", "Congo (DRC) en Kenia",
     "", "", "", "Ja", "Jan Maes", "jan@mail.example", "", "31/02/2016", "Actief", "", "", ""],
    ["R0002", "CongrÃ©gatie  Samen", "feit. ver.", "", "B-2070", "Burcht", "Congo (DRC) en Kenia",
     "", "", "", "Ja", "Jan Maes", "jan@mail.example", "", "31/02/2016", "Actief", "", "", ""],
    ["R0002", "Iets Anders", "", "", "", "", "", "", "", "", "", "", "", "", "", "actief", "", "",
     ""],
    ["R0003", "", "", "", "", "", "", "", "", "", "", "Piet Claes", "piet@mail.example", "", "",
     "actief", "", "", ""],
    ["R0004", "Oude Werking", "stichting", "", "?", "", "Congo", "", "", "", "", "", "", "", "",
     "stopgezet", "30/06/2023", "", "nee"],
    ["R0005", "Nieuwe Werking", "", "", "", "", "", "", "", "", "", "", "", "", "",
     "in behandeling", "", "", ""],
]  # fmt: skip

INVITATIONS = [
    ["tid", "firstname", "email", "emailstatus", "token", "language", "sent", "completed",
     "attribute_1 <Registratienummer>"],
    ["1", "An", "an@hart.example", "OK", "tok1", "nl", "2024-10-01 09:00", "2024-10-08", "R0001"],
    ["2", "Jan", "jan@mail.example", "OK", "tok2", "nl", "2024-10-01 09:00", "N", "R0002"],
]  # fmt: skip

_MEMBERS_HEAD = [
    "Respons ID", "Datum verstuurd", "Laatste pagina", "Begin taal", "Startdatum",
    "Datum laatste actie", "Toegangscode", "Q01", *(f"Q02[SQ{n:03}]" for n in range(1, 10)),
    *(f"Q03[SQ{n:03}]" for n in range(1, 13)), "Q03[other]", "Q04", "Q05",
    "Q06", "Q07", "Q08", "Q09",
]  # fmt: skip
_TECHNICAL = ["4", "nl", "2024-10-07 10:00:00", "2024-10-08 10:00:00"]
MEMBERS = [
    _MEMBERS_HEAD,
    ["7", "2024-10-08 10:12:00", *_TECHNICAL, "tok1", "Zeer tevreden", "Tevreden", "N/A",
     "Geen ervaring", *[""] * 6, "Y", *[""] * 10, "", "", "Y", "Meer\nvorming",
     "N", "Y", "", "Wij sturen niemand uit"],
    ["8", "", *_TECHNICAL, "tok2", "Neutraal", *[""] * 9, *[""] * 12, "", "", "",
     *[""] * 4],
    ["9", "2024-10-09 10:12:00", *_TECHNICAL, "", "Best", *[""] * 9, *[""] * 11, "Y", "", "N", "",
     *[""] * 4],
    ["10", "2024-10-09 11:12:00", *_TECHNICAL, "", "", *[""] * 9, *["N/A"] * 12, "", "", "",
     *[""] * 4],
]  # fmt: skip

STAKEHOLDERS = [
    ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam",
     "In welke hoedanigheid vult u deze vragenlijst in?",
     "Hoe tevreden bent u over de samenwerking met het 4de Pijlersteunpunt?",
     "Hoe tevreden bent u over de website en het handboek?",
     "Hoe tevreden bent u over de helpdesk?",
     "Hoe tevreden bent u over de vormingen?", "Hoe tevreden bent u over de Dag van de 4de Pijler?",
     "Bij welke uitdagingen hebben 4de Pijlerorganisaties volgens u de meeste ondersteuning nodig?",
     "Welke raad geeft u het steunpunt\xa0voor de komende vijf jaar?"],
    [1, datetime(2024, 10, 2, 9), datetime(2024, 10, 2, 9, 20), "anonymous", "",
     "Ambtenaar van een provincie", "Tevreden", "Geen ervaring", "", "Neutraal", "Zeer tevreden",
     "Financiën en fondsenwerving;Een stem bij de overheid en het beleid;", ""],
    [2, datetime(2024, 10, 3, 9), datetime(2024, 10, 3, 9, 20), "anonymous", "", "Minister",
     "Tevreden", "", "", "", "", "Geen van deze;", "Doe zo voort"],
    [3, datetime(2024, 10, 4, 9), datetime(2024, 10, 4, 9, 20), "anonymous", "", "Andere",
     "", "", "", "", "", "", ""],
]  # fmt: skip

HELPDESK = [
    ["Logboek helpdesk 2024"],
    [],
    ["Nr", "Datum", "Kanaal", "Wie vraagt?", "Organisatie", "E-mail", "Onderwerp", "Vraag",
     "Beantwoord op", "Doorverwezen naar"],
    ["JANUARI"],
    [1, date(2024, 1, 8), "Mailtje", "4P", "Hart voor Bénin vzw", "an@hart.example", "fonds",
     "Hoe vraag ik aan?", "10/01/2024", ""],
    [2, 45306, "tel.", "student", "", "", "stage buitenland", "", "15 januari 2024", ""],
    ["Totaal januari", 2],
    ["FEBRUARI"],
    [3, "31/02/2024", "mail", "starter", "", "", "", "", "", ""],
    [4, "12/02/2024", "fax", "overheid", "Stad Gent", "", "beleid", "", "09/02/2024", ""],
    [5],
    ["Totaal februari", 3],
    ["Totaal", 5],
    [],
    ["Nota: gesprekken op kantoor zijn ook geteld."],
]  # fmt: skip

SESSIONS = [
    ["Overzicht vormingen 2024"],
    [],
    ["Code", "Datum", "Titel", "Soort", "Thema", "Plaats", "Postcode", "Online?", "Partner",
     "Plaatsen"],
    ["V01", date(2024, 3, 1), "Starten", "vorming", "basisvorming", "Gent", 9000, "nee", "", 30],
    ["O01", "12/05/2023", "Samen", "ontmoeting", "netwerk", "", "", "ja", "", ""],
    ["DAG", date(2024, 11, 16), "Dag van de 4de Pijler", "Dag van de 4de Pijler", "netwerk",
     "Brussel", "1000", "nee", "", 500],
]  # fmt: skip

_LIST_HEAD = ["Naam", "Organisatie", "E-mail", "Ingeschreven op", "Aanwezig"]
LISTS = {
    "V01": [
        ["V01 – Starten"], [], _LIST_HEAD,
        ["An Peeters", "Hart voor Bénin", "an@hart.example", "20/02/2024", "x"],
        ["Jan Maes", "-", "", "", "-"],
        ["Fatou Diop"],
        ["An Peeters", "Hart voor Bénin", "an@hart.example", "20/02/2024", "x"],
        ["Aantal aanwezig: 1"],
    ],
    "O01": [["O01 – Samen"], [], _LIST_HEAD, ["Piet Claes", "", "", "", "misschien"],
            ["Aantal aanwezig: 0"]],
}  # fmt: skip

DAY = [
    ["Order #", "Order Date", "First Name", "Last Name", "Email", "Organisatie", "Ticket Type",
     "Attendee Status"],
    ["1001", "10/3/24", "An", "Peeters", "an@hart.example", "Hart voor Bénin", "Gratis",
     "Checked In"],
    ["1001", "10/3/24", "Jan", "Maes", "jan@mail.example", "", "Gratis", "Attending"],
]  # fmt: skip

FUND_GROUPS = [("Aanvraag", 6), ("Jury", 3), ("Beslissing", 2)]
FUND = [
    ["Dossier", "Organisatie", "E-mail", "Land", "Thema", "Gevraagd bedrag", "Kwaliteit", "Impact",
     "Haalbaarheid", "Uitslag", "Toegekend bedrag"],
    ["F1", "Hart voor Bénin", "an@hart.example", "Benin", "onderwijs", "€ 1.250,00", 7.5, 8, "6,5",
     "goedgekeurd", "1250,-"],
    ["F2", "Samen", "", "Congo", "", "1.250", 4, 5, 6, "niet weerhouden", "-"],
    ["F3", "Ver Weg", "", "Ivoor kust", "Water", 900, 7, 7, 7, "toegekend", ""],
    ["F4", "Oude Werking", "", "Peru", "", "veel", 7, 7, 7, "afgewezen", ""],
    ["Totaal", "", "", "", "", 3400, "", "", "", "", 1250],
]  # fmt: skip

PANEL = [
    ["4de Pijlerpanel"],
    [],
    ["Lidnummer", "Voornaam", "Naam", "Organisatie", "E-mail", "Migratieachtergrond", "Lid sinds",
     "Voorjaar", "Najaar"],
    ["P001", "An", "Peeters", "Hart voor Bénin", "an@hart.example", "nee", date(2019, 2, 1), "x",
     ""],
    ["P002", "Fatou", "Diop", "Samen", "", "J", "1 maart 2020", "ja", "-"],
    ["", "Piet", "Claes", "", "", "", "", "", ""],
]  # fmt: skip

STEERING = [
    ["Nr", "Naam", "Organisatie", "E-mail", "Migratieachtergrond", "Mandaat sinds",
     "Vergaderingen aanwezig"],
    ["S01", "An Peeters", "Hart voor Bénin", "an@hart.example", "nee", "01/03/2020", "5"],
]  # fmt: skip

PLAN = [
    ["Actieplan 2024"],
    [],
    ["Nr", "Activiteit", "Uitdaging", "Wie", "Kwartaal", "Dagen gepland", "Dagen besteed",
     "Euro", "Indicator", "Streefverandering", "Doel", "Bekijken op", "Stand", "Opmerking"],
    ["A1", "Vormingen geven", "Kwaliteit", "coördinator", "hele jaar", 40, "38,5", "€ 1.250,-",
     "training.sessions", "5 %", "30 vormingen", "15/12/2024", "afgerond", ""],
]  # fmt: skip


def write_csv(
    path: Path, rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(
    path: Path,
    sheets: dict[str, Sequence[Sequence[object]]],
    *,
    groups: Sequence[tuple[str, int]] = (),
) -> Path:
    """Write sheets of rows; a row of groups is merged over the columns of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        offset = 1
        if groups:
            column = 1
            for group, width in groups:
                sheet.cell(1, column, group)
                sheet.merge_cells(
                    start_row=1, end_row=1, start_column=column, end_column=column + width - 1
                )
                column += width
            offset = 2
        for number, row in enumerate(rows, offset):
            for column, value in enumerate(row, 1):
                if value != "":
                    sheet.cell(number, column, value)
    book.save(path)
    return path


def write_project(root: Path, year: int = YEAR) -> Settings:
    """Write settings, questionnaires and one export of each source."""
    shutil.copy(PROJECT / "pijler.toml", root)
    shutil.copytree(PROJECT / "data" / "questionnaires", root / "data" / "questionnaires")
    folder = root / "data" / "raw" / str(year)
    folder.mkdir(parents=True)
    write_csv(folder / "website_registraties.csv", REGISTER, delimiter=";", encoding="cp1252")
    write_csv(folder / "bevraging_uitnodigingen.csv", INVITATIONS)
    write_csv(folder / "bevraging_leden_limesurvey.csv", MEMBERS, encoding="utf-8-sig")
    write_xlsx(folder / "bevraging_stakeholders.xlsx", {"Sheet1": STAKEHOLDERS})
    write_xlsx(folder / "helpdesk.xlsx", {"Logboek": HELPDESK})
    write_xlsx(folder / "vormingen.xlsx", {"Overzicht": SESSIONS, **LISTS})
    write_csv(folder / "dag_van_de_4de_pijler.csv", DAY)
    write_xlsx(folder / "fonds.xlsx", {"Aanvragen": FUND}, groups=FUND_GROUPS)
    write_xlsx(folder / "panel.xlsx", {"Ledenlijst": PANEL})
    write_csv(folder / "stuurgroep.csv", STEERING, delimiter=";")
    write_xlsx(folder / "actieplan.xlsx", {"Actieplan": PLAN})
    return read_settings(root)
