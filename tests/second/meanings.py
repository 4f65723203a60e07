"""What each heading of the second support centre means, by the start of the file's name.

Headings that stand for nothing in the clean tables have ``None``; those that are not named may be
proposed as anything. A heading of two rows is named by its second.
"""

from __future__ import annotations

from survey_file import BLOCKS

MEANINGS: dict[str, tuple[str, dict[str, str | None]]] = {
    "Contacten_leden": ("registrations", {
        "Contact-ID": "registration_id", "Organisatienaam": "organisation_name",
        "Rechtsvorm": "legal_form", "Ondernemingsnummer": "enterprise_number",
        "Contactpersoon": "contact_name", "E-mail": "contact_email",
        "Telefoon (hoofd)": "contact_phone", "Postcode": "postcode", "Plaats": "municipality",
        "Land": None, "Landen van werking": "partner_countries", "Thema's": "themes",
        "Diaspora-organisatie": "is_diaspora", "Opgericht in": "founded_year",
        "Aantal vrijwilligers": "volunteers", "Vrijwilligers (aantal)": "volunteers",
        "Status lidmaatschap": "registration_status", "Lid sinds": "registered_on",
        "Einde lidmaatschap": "ended_on", "Ontvangt nieuwsbrief": "has_newsletter",
    }),
    "Bevraging": ("survey_members", {
        "ID": "response_id", "Begintijd": "started_on", "Tijd van voltooien": "submitted_on",
        "Naam van je organisatie": "organisation_name",
        **{statement: f"satisfaction_{block}" for block, statement in BLOCKS.items()},
        "Het handboek op de website": "satisfaction_manual",
        "Heeft jullie organisatie een ethische code?": "has_ethical_code",
        "Wat wil je ons nog meegeven?": "open_answer",
    }),
    "osticket": ("helpdesk", {
        "Ticket Number": "question_id", "Date Created": "asked_on", "Subject": "question_text",
        "From Email": "contact_email", "Priority": None, "Help Topic": "topic",
        "Source": "channel", "Closed Date": "answered_on", "Organisatie": "organisation_name",
        "Soort vraagsteller": "asker",
    }),
    "zammad": ("helpdesk", {
        "#": "question_id", "Title": "question_text", "Priority": None,
        "Organization": "organisation_name", "Create Channel": "channel",
        "Soort vraagsteller": "asker", "Thema": "topic", "Created At": "asked_on",
        "Updated At": None, "Closed At": "answered_on",
    }),
    "Vormingskalender": ("sessions", {
        "Event-ID": "session_id", "Datum": "held_on", "Titel": "session_title",
        "Thema": "session_theme", "Plaats": "place", "Partner": "session_partner",
        "Max. deelnemers": "capacity", "Opmerkingen": None,
    }),
    "eventbrite": ("attendance", {
        "Event ID": "session_id", "Order #": "order_id", "Order Date": "enrolled_on",
        "First Name": "contact_first_name", "Last Name": "contact_name", "Email": "contact_email",
        "Attendee Status": "is_present", "Total Paid": None,
        "Namens welke organisatie neem je deel?": "organisation_name",
    }),
    "Projectenfonds": ("fund", {
        "Dossiernr.": "application_id", "Organisatie": "organisation_name",
        "E-mail": "contact_email", "Land": "country", "Gevraagd bedrag": "requested_eur",
        "Kwaliteit": "score_quality", "Impact": "score_impact", "Haalbaarheid": "score_feasibility",
        "Uitslag": "decision", "Toegekend bedrag": "granted_eur",
    }),
    "odoo": ("panel", {
        "Externe ID": "member_id", "Naam": "contact_name",
        "Gerelateerd bedrijf": "organisation_name", "E-mail": "contact_email",
        "Panellid sinds": "member_since", "Migratieachtergrond": "has_migration_background",
        "Aanwezig voorjaar": "was_present_spring", "Aanwezig najaar": "was_present_autumn",
        "Labels": None,
    }),
    "stuurgroep": ("steering_group", {
        "Nr.": "member_id", "Naam": "contact_name", "Organisatie": "organisation_name",
        "E-mail": "contact_email", "Lid sinds": "member_since",
        "Migratie-achtergrond?": "has_migration_background",
        "Aanwezig (op 4)": "meetings_present",
    }),
}  # fmt: skip
"""File name begins with → clean table, and clean column per heading."""
