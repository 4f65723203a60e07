"""Truth about the newsletter and the website."""

from __future__ import annotations

from collections import Counter

from pijler_analysis.sample.online import APART_SINCE
from pijler_analysis.sample.truth.kept import kept
from pijler_analysis.sample.truth.rows import Truth, counted, divided, grouped
from pijler_analysis.sample.world import Year


def online(happened: Year) -> list[Truth]:
    """State who got the newsletter and opened it, and what was looked at on the website."""
    year, sent = happened.year, kept(happened.mailings)
    delivered = sum(one.delivered for one in sent)
    by_anyone = sum(one.opened for one in sent)
    by_people = sum(one.opened_by_people for one in sent)
    opened, views = "reach.newsletter_open_share", sum(page.views for page in happened.pages)
    in_manual = [page for page in happened.pages if page.address.split("/")[1] == "handboek"]
    last = max(sent, key=lambda one: one.sent_on)
    rows = [
        counted("reach.newsletter_receivers", year, last.delivered),
        divided(opened, year, by_anyone if year < APART_SINCE else by_people, delivered),
        divided("reach.newsletter_click_share", year, sum(one.clicked for one in sent), delivered),
        counted("reach.website_views", year, views),
        divided("reach.manual_share", year, sum(page.views for page in in_manual), views),
    ]
    if year == APART_SINCE:
        rows += [
            divided(opened, year, number, delivered, by="version", group=version)
            for version, number in (("1", by_anyone), ("2", by_people))
        ]
    chapters: Counter[str] = Counter()
    for page in in_manual:
        parts = page.address.split("/")
        chapters[parts[2] if len(parts) > 2 else "start"] += page.views
    return [*rows, *grouped("reach.website_views", year, "manual_chapter", chapters)]
