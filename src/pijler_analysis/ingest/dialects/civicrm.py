"""CiviCRM: contacts with their own long list of fields; countries as name, code or number."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "civicrm",
    (
        ("Contact ID", "Contact-ID", "Internal Contact ID", "Contactnummer", "Intern contact-ID"),
        ("Contact Type", "Contacttype", "Type contact", "Soort contact"),
        ("Display Name", "Weergavenaam", "Sort Name", "Sorteernaam", "Organization Name",
         "Organisatienaam", "Naam organisatie"),
        ("Do Not Email", "Niet e-mailen", "Do Not Mail", "No Bulk Emails (User Opt Out)",
         "Contact Subtype", "Contactsubtype", "External Identifier", "Externe identificatie",
         "Do Not Phone", "Contact Source", "Bron van contact", "Niet bellen", "Extern ID",
         "Supplemental Address 1", "Preferred Communication Method", "Contact Is Deleted",
         "Membership Status", "Status lidmaatschap", "Phone-Primary", "Telefoon (hoofd)",
         "Location-Type", "Telefoon-Hoofd"),
    ),
    (
        ("Participant ID", "Deelnemer-ID", "Deelnemer ID"),
        ("Participant Status", "Deelnemersstatus", "Deelnemer status"),
        ("Event Title", "Evenement", "Titel evenement", "Event"),
        ("Participant Role", "Deelnemersrol", "Deelnemer rol", "Register Date", "Event Type"),
    ),
    meanings={
        "Contact ID": "response_id", "Contact-ID": "response_id",
        "Internal Contact ID": "response_id", "Contactnummer": "response_id",
        "Organization Name": "organisation_name", "Organisatienaam": "organisation_name",
        "Display Name": "organisation_name", "Weergavenaam": "organisation_name",
        "Postal Code": "postcode", "City": "municipality", "Email": "contact_email",
        "Phone": "contact_phone", "First Name": "contact_first_name",
        "Last Name": "contact_name", "Legal Identifier": "enterprise_number",
        "Participant Status": "is_present", "Deelnemersstatus": "is_present",
        "Register Date": "enrolled_on", "Participant Register Date": "enrolled_on",
    },
    technical=("Contact Subtype", "Do Not Email", "Do Not Phone", "Do Not Mail", "Do Not Sms",
               "Do Not Trade", "No Bulk Emails (User Opt Out)", "Contact Hash", "Sort Name",
               "Image Url", "Preferred Mail Format"),
    separators=",",
    tables=("registrations", "attendance"),
)  # fmt: skip
