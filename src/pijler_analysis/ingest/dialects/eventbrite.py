"""Eventbrite: an attendee per row, several of one order; the month stands first in a date."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "eventbrite",
    (
        ("Order #", "Order ID", "Order no.", "Bestelnummer", "Bestelling #", "Order-ID"),
        ("Order Date", "Besteldatum", "Datum bestelling"),
        ("Attendee Status", "Attendee #", "Deelnemersstatus", "Status deelnemer", "Deelnemer #",
         "Status van deelnemer"),
    ),
    meanings={
        "Order #": "order_id", "Order ID": "order_id", "Bestelnummer": "order_id",
        "Order Date": "enrolled_on", "Besteldatum": "enrolled_on",
        "First Name": "contact_first_name", "Attendee First Name": "contact_first_name",
        "Voornaam": "contact_first_name", "Last Name": "contact_name",
        "Attendee Last Name": "contact_name", "Surname": "contact_name",
        "Attendee Surname": "contact_name", "Achternaam": "contact_name",
        "Email": "contact_email", "Attendee Email": "contact_email", "E-mail": "contact_email",
        "Event ID": "session_id", "Evenement-ID": "session_id", "Event-ID": "session_id",
        "Attendee Status": "is_present", "Deelnemersstatus": "is_present",
        "Status deelnemer": "is_present", "Company": "organisation_name",
    },
    technical=("Ticket Type", "Tickettype", "Currency", "Eventbrite Fees", "Eventbrite Payment "
               "Processing", "Fees Paid", "Total Paid", "Order Type", "Quantity",
               "Price Tier", "Attendee #", "Group", "Date Attending",
               "Buyer Name", "Buyer Email"),
    dates="us",
    tables=("attendance",),
)  # fmt: skip
