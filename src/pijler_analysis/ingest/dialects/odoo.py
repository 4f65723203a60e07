"""Odoo: organisations and the persons at them in one list, under labels or technical names."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "odoo",
    (
        ("External ID", "Externe ID", "Extern ID", "id", "ID"),
        ("Is a Company", "Is een bedrijf", "is_company", "Company Type", "Bedrijfstype",
         "company_type", "Is een onderneming"),
        ("Name", "Naam", "name", "Display Name", "Weergavenaam", "Complete Name",
         "display_name", "complete_name"),
    ),
    (
        ("Complete Name", "Volledige naam", "display_name", "Display Name", "Weergavenaam"),
        ("Salesperson", "Verkoper", "user_id", "user_id/id", "Activities", "Activiteiten"),
        ("Related Company", "Related Company/External ID", "Gerelateerd bedrijf",
         "Verwant bedrijf", "parent_id", "parent_id/id", "Company Name Entity", "Tax ID",
         "BTW-nummer", "vat"),
    ),
    (
        ("parent_id/id", "country_id/id", "state_id/id", "Country/External ID",
         "Land/Externe ID"),
        ("name", "Naam", "Name", "display_name"),
    ),
    meanings={
        "External ID": "response_id", "Externe ID": "response_id", "Extern ID": "response_id",
        "id": "response_id", "Related Company": "organisation_name",
        "Gerelateerd bedrijf": "organisation_name", "Verwant bedrijf": "organisation_name",
        "parent_id": "organisation_name",
        "Zip": "postcode", "Postcode": "postcode", "zip": "postcode", "City": "municipality",
        "Stad": "municipality", "city": "municipality", "Email": "contact_email",
        "Phone": "contact_phone", "Tax ID": "enterprise_number", "vat": "enterprise_number",
        "BTW-nummer": "enterprise_number", "Created on": "registered_on",
        "Aangemaakt op": "registered_on", "create_date": "registered_on",
    },
    technical=("Salesperson", "Verkoper", "Activities", "Activiteiten", "Avatar", "Image"),
    separators=",",
)  # fmt: skip
