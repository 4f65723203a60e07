"""Outlook: mails, contacts or appointments; the list of mails knows no date."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "outlook",
    (
        ("Subject", "Onderwerp"),
        ("Body", "Hoofdtekst", "Inhoud", "Berichttekst"),
        ("From: (Name)", "Van: (naam)"),
        ("From: (Address)", "Van: (adres)"),
        ("To: (Name)", "Aan: (naam)", "Sensitivity", "Gevoeligheid", "Importance", "Urgentie"),
    ),
    (
        ("E-mail Address", "E-mailadres"),
        ("E-mail Display Name", "Weergavenaam e-mail", "E-mail, weergavenaam",
         "E-mail Type", "E-mailtype"),
        ("Business Street", "Werkadres, straat", "Assistant's Phone", "Telefoon assistent",
         "Business Phone", "Telefoon op werk", "Business Fax", "Fax op werk"),
    ),
    (
        ("Subject", "Onderwerp"),
        ("Start Date", "Begindatum"),
        ("Start Time", "Begintijd"),
        ("All day event", "Duurt hele dag", "Gebeurtenis, duurt hele dag"),
        ("Reminder on/off", "Herinneringen aan/uit", "Meeting Organizer", "Organisator"),
    ),
    meanings={
        "Subject": "", "Onderwerp": "", "Body": "question_text", "Hoofdtekst": "question_text",
        "Inhoud": "question_text", "From: (Address)": "contact_email",
        "Van: (adres)": "contact_email", "E-mail Address": "contact_email",
        "E-mailadres": "contact_email", "Company": "organisation_name",
        "Bedrijf": "organisation_name",
    },
    technical=("From: (Type)", "To: (Name)", "To: (Address)", "To: (Type)", "CC: (Name)",
               "CC: (Address)", "CC: (Type)", "BCC: (Name)", "BCC: (Address)", "BCC: (Type)",
               "Billing Information", "Categories", "Importance", "Mileage", "Sensitivity",
               "Van: (type)", "Aan: (naam)", "Aan: (adres)", "Aan: (type)", "CC: (naam)",
               "CC: (adres)", "CC: (type)", "BCC: (naam)", "BCC: (adres)", "BCC: (type)",
               "Factureringsgegevens", "Categorieën", "Urgentie", "Reisafstand", "Gevoeligheid"),
    separators=";",
    tables=("helpdesk",),
)  # fmt: skip
