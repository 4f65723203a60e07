"""Zendesk: a ticket per row, its own fields marked by kind, such as ``Thema [list]``."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "zendesk",
    ("Summation column", "Id", "Requester"),
    (
        "Id", "Requester", ("Requester id", "Requester email", "Requester external id"),
        "Assignee", "Submitter", ("Created at", "Updated at"),
    ),
    meanings={
        "Id": "question_id", "Created at": "asked_on", "Subject": "question_text",
        "Requester email": "contact_email", "Organization": "organisation_name",
        "Via": "channel",
        "Solved at": "answered_on", "Topic [list]": "topic", "Thema [list]": "topic",
        "Onderwerp [list]": "topic",
    },
    technical=("Summation column", "Requester", "Requester id", "Requester external id",
               "Requester domain", "Submitter", "Assignee", "Group", "Status", "Priority",
               "Ticket type", "Updated at", "Assigned at", "Due date", "Reopens", "Replies",
               "First reply time in minutes", "First reply time in minutes within business hours",
               "Satisfaction Score", "Group stations", "Assignee stations", "Resolution time",
               "Brand", "Language", "Locale", "Initially assigned at"),
    separators=" ",
    tables=("helpdesk",),
)  # fmt: skip
