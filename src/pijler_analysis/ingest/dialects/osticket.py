"""osTicket: a ticket per row; a text that starts with a sign stands behind an apostrophe."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "osticket",
    (
        ("Ticket Number", "Ticketnummer"),
        ("Date Created", "Datum aangemaakt", "Aangemaakt op", "Aanmaakdatum"),
        ("Help Topic", "Hulponderwerp", "Helponderwerp", "Help-onderwerp", "Current Status",
         "Huidige status"),
        ("SLA Due Date", "Thread Count", "Attachment Count", "Agent Assigned", "From Email",
         "SLA Vervaldatum", "Toegewezen medewerker", "Aantal bijlagen", "Van e-mail",
         "Toegewezen agent", "Team Assigned", "Last Updated", "Laatst bijgewerkt", "Department",
         "Afdeling"),
    ),
    meanings={
        "Ticket Number": "question_id", "Ticketnummer": "question_id",
        "Date Created": "asked_on", "Datum aangemaakt": "asked_on", "Aanmaakdatum": "asked_on",
        "Subject": "question_text", "Onderwerp": "question_text",
        "From Email": "contact_email", "Van e-mail": "contact_email",
        "Help Topic": "topic", "Hulponderwerp": "topic", "Helponderwerp": "topic",
        "Source": "channel", "Bron": "channel", "Organization": "organisation_name",
        "Organisatie": "organisation_name", "Closed Date": "answered_on",
        "Datum gesloten": "answered_on",
    },
    technical=("From", "Van", "Priority", "Prioriteit", "Department", "Afdeling",
               "Current Status", "Huidige status", "Last Updated", "Laatst bijgewerkt",
               "SLA Due Date", "SLA Vervaldatum", "Due Date", "Vervaldatum", "Overdue",
               "Answered", "Agent Assigned", "Team Assigned", "Thread Count",
               "Attachment Count", "Reopen Count", "Task Count", "SLA Plan", "Merged", "Linked"),
    tables=("helpdesk",),
)  # fmt: skip
