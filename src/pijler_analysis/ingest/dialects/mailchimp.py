"""Mailchimp: an audience; its tags are a list between quotation marks in one cell."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "mailchimp",
    ("MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"),
    meanings={
        "Email Address": "contact_email", "E-mailadres": "contact_email",
        "First Name": "contact_first_name", "Voornaam": "contact_first_name",
        "Last Name": "contact_name", "Achternaam": "contact_name",
        "OPTIN_TIME": "registered_on", "CONFIRM_TIME": "confirmed_on", "LEID": "response_id",
    },
    technical=("MEMBER_RATING", "OPTIN_IP", "CONFIRM_IP", "LATITUDE", "LONGITUDE", "GMTOFF",
               "DSTOFF", "TIMEZONE", "CC", "REGION", "LAST_CHANGED", "EUID", "NOTES"),
    separators=",",
    tables=("registrations",),
)  # fmt: skip
