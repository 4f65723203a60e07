"""Raw exports of a support centre in; clean tables, indicators and yearly reports out."""
