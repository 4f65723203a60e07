"""Freshdesk: a ticket per row; its own hour counts are often empty, the moments are not."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "freshdesk",
    (
        "Ticket ID",
        ("Created time", "Aangemaakt op", "Aanmaaktijd"),
        ("First response time (in hrs)", "Resolution time (in hrs)", "Initial response time",
         "Agent interactions", "Customer interactions", "Resolution status",
         "First response status", "Time tracked", "Due by Time"),
    ),
    meanings={
        "Ticket ID": "question_id", "Created time": "asked_on", "Source": "channel",
        "Initial response time": "answered_on", "Subject": "question_text",
        "Email": "contact_email", "Company Name": "organisation_name",
        "Contact Email": "contact_email", "Requester Email": "contact_email",
    },
    technical=("Status", "Priority", "Agent", "Group", "Due by Time",
               "Last update time", "Last updated time",
               "Association type", "Contact ID", "Time tracked", "First response time (in hrs)",
               "Resolution time (in hrs)", "Agent interactions", "Customer interactions",
               "Resolution status", "First response status", "Survey results", "Product"),
    separators=",",
    tables=("helpdesk",),
)  # fmt: skip
