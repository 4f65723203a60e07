"""Nobody recognisable: what leaves the analyst's desk has passed through here."""
