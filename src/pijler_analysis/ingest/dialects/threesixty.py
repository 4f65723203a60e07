"""The 360Giving standard: a grant per row, fields of related things written ``Thing:Field``."""

from pijler_analysis.ingest.dialects.contract import plain_tool

DIALECT = plain_tool(
    "360giving",
    ("Identifier", "Title", "Amount Awarded", "Award Date", ("Recipient Org:Name",
     "Recipient Org:0:Name", "Recipient Ind:Name", "Recipient Organization:Name")),
    ("id", "title", "amountAwarded", "awardDate", ("recipientOrganization/0/name",
     "recipientOrganization:0:name", "recipientOrganization:name")),
    meanings={
        "Identifier": "application_id", "id": "application_id",
        "Recipient Org:Name": "organisation_name", "Amount Applied For": "requested_eur",
        "Amount Awarded": "granted_eur", "amountAwarded": "granted_eur",
        "amountAppliedFor": "requested_eur", "Beneficiary Location:Country Code": "country",
        "Beneficiary Location:Name": "", "Recipient Org:Country": "",
        "recipientOrganization/0/name": "organisation_name",
    },
    technical=("Currency", "URL", "Last Modified", "Data Source", "Funding Org:Identifier",
               "Funding Org:Name", "Description"),
    tables=("fund",),
)  # fmt: skip
