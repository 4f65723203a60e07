"""Tables on the quality of the data: rows read and lost, values refused, rows linked."""

from __future__ import annotations

import re

import pandas as pd

from pijler_analysis.display import labels
from pijler_analysis.display.absence import or_one_line
from pijler_analysis.display.cells import NothingToShowError
from pijler_analysis.display.language import say
from pijler_analysis.display.numbers import cited, sourced
from pijler_analysis.display.tables.report_table import ReportTable, TableColumn
from pijler_analysis.display.words import TABLES

_EFFECTS = {"row": "rij niet meegeteld", "value": "waarde leeg gelaten"}
_COUNTS = {
    "read": "Gelezen",
    "kept": "Behouden",
    "rejected": "Afgekeurd",
    "merged": "Dubbel",
    "furniture": "Opmaak",
}

SUM_OF_ROWS = "Gelezen = behouden + afgekeurd + dubbel + opmaak (titels, totalen, opmerkingen)."


@or_one_line
def accounting_table(
    accounting: pd.DataFrame,
    *,
    label: str = "rijen",
    caption: str = "Rijen per bestand: gelezen, behouden en afgekeurd",
) -> ReportTable:
    """Print what became of the rows of each file.

    Parameters
    ----------
    accounting : ``source, file, read, kept, rejected, merged, furniture, completeness``, one row
        per file
    """
    if accounting.empty:
        raise NothingToShowError("Er is geen enkel bestand gelezen.")
    names = list(_COUNTS)
    total = pd.DataFrame(
        [{name: sourced(accounting[name].sum(), "accounting", f"sum({name})") for name in names}],
        dtype=object,
    ).assign(source=say("Alle bestanden"), file="")
    accounting = cited(accounting, "accounting", key=["source", "file"])
    named = accounting.assign(source=_source_names(accounting["source"]))
    frame = pd.concat([named[["source", "file", *names]], total], ignore_index=True)
    columns = [TableColumn("source", "Bron", width="36mm"),
               TableColumn("file", "Bestand", width="1fr")]  # fmt: skip
    columns += [
        TableColumn(name, heading, "right", write=labels.number)
        for name, heading in _COUNTS.items()
    ]
    return ReportTable(
        frame, columns, caption, label, total=[len(accounting)],
        note=f"{say(SUM_OF_ROWS)} {_completeness(accounting)}",
    )  # fmt: skip


def _completeness(accounting: pd.DataFrame) -> str:
    """Say of how many files it cannot be known whether rows got lost before they came here."""
    missing = float((accounting["completeness"] != "verified").sum())
    unknown = sourced(missing, "accounting", "count(completeness != verified)")
    if not unknown:
        return say("Van elk bestand is nagegaan dat het volledig is.")
    return say(
        "Van {files} kon niet worden nagegaan of ze volledig zijn: de afzender gaf geen aantal "
        "rijen door.",
        files=labels.counted(unknown, "tekstbestand", "tekstbestanden"),
    )


@or_one_line
def rejected_table(
    rejected: pd.DataFrame,
    *,
    label: str = "afgekeurd",
    caption: str = "Waarom rijen en waarden werden afgekeurd",
) -> ReportTable:
    """Print the reasons for which rows and values were refused.

    Parameters
    ----------
    rejected : ``source, effect, reason, count``
    """
    if rejected.empty:
        raise NothingToShowError("Geen enkele rij of waarde werd afgekeurd.")
    rejected = cited(rejected, "rejected", key=["source", "effect", "reason"])
    frame = rejected.assign(
        source=_source_names(rejected["source"]),
        effect=[say(_EFFECTS[one]) for one in rejected["effect"]],
        reason=[say(one) for one in rejected["reason"]],
    ).sort_values(["source", "count"], ascending=[True, False], kind="stable", ignore_index=True)
    columns = [
        TableColumn("source", "Bron", width="38mm"),
        TableColumn("reason", "Reden", width="1fr"),
        TableColumn("effect", "Gevolg"),
        TableColumn("count", "Aantal", "right", write=labels.number),
    ]
    return ReportTable(frame, columns, caption, label)


@or_one_line
def links_table(
    links: pd.DataFrame,
    *,
    label: str = "koppeling",
    caption: str = "Hoeveel rijen aan een organisatie in het register gekoppeld zijn",
) -> ReportTable:
    """Print for each table how many rows were tied to an organisation of the register.

    Parameters
    ----------
    links : ``table, rows, linked, linked_share``
    """
    if links.empty:
        raise NothingToShowError("Geen enkele rij hoort bij een organisatie.")
    links = cited(links, "links", key=["table"])
    frame = links.assign(table=_source_names(links["table"]))
    columns = [
        TableColumn("table", "Tabel", width="1fr"),
        TableColumn("rows", "Rijen", "right", write=labels.number),
        TableColumn("linked", "Gekoppeld", "right", write=labels.number),
        TableColumn("linked_share", "Aandeel", "right", write=labels.percent),
    ]
    return ReportTable(
        frame, columns, caption, label, note="Alleen rijen die een organisatie noemen."
    )


@or_one_line
def sources_table(
    sources: pd.DataFrame,
    *,
    label: str = "bronnen",
    caption: str = "Per bron: afgekeurd, dubbel, veranderd, onbekend en gekoppeld",
) -> ReportTable:
    """Print per source how good its data are.

    Parameters
    ----------
    sources : ``source, read, kept, rejected, merged, changed, unknown_codes, linked_share,
        is_verified``, see ``quality.source_quality``
    """
    if sources.empty:
        raise NothingToShowError("Er is geen enkele bron gelezen.")
    sources = cited(sources, "sources", key=["source"])
    frame = sources.assign(
        source=_source_names(sources["source"]),
        verified=[say("ja" if one else "onbekend") for one in sources["is_verified"]],
    )
    counts = {
        "kept": "Behouden", "rejected": "Afgekeurd", "merged": "Dubbel", "changed": "Aangepast",
        "unknown_codes": "Onbekend",
    }  # fmt: skip
    columns = [TableColumn("source", "Bron", width="1fr")]
    columns += [
        TableColumn(name, heading, "right", write=labels.number) for name, heading in counts.items()
    ]
    columns += [
        TableColumn("linked_share", "Gekoppeld", "right", write=labels.percent),
        TableColumn("verified", "Volledig?"),
    ]
    return ReportTable(
        frame, columns, caption, label,
        note="Aangepast telt waarden die anders geschreven waren, Onbekend waarden die in geen "
        "enkele lijst staan. Volledig: een werkmap zegt zelf of ze volledig is. Van een "
        "tekstbestand weten we het als de afzender het aantal rijen doorgaf.",
    )  # fmt: skip


@or_one_line
def completeness_table(
    completeness: pd.DataFrame,
    *,
    below: float = 1.0,
    label: str = "ingevuld",
    caption: str = "Hoe volledig de kolommen ingevuld zijn",
) -> ReportTable:
    """Print how full the columns of the exports are, the emptiest of each source first.

    Parameters
    ----------
    completeness : ``source, heading, rows, filled_share``, see ``quality.completeness``
    below : leave out the columns that are at least this full
    """
    completeness = cited(completeness, "completeness", key=["source", "heading"])
    frame = completeness[completeness["filled_share"] < below]
    if frame.empty:
        raise NothingToShowError("Alle kolommen zijn ingevuld.")
    order = {name: place for place, name in enumerate(dict.fromkeys(completeness["source"]))}
    frame = frame.assign(place=frame["source"].map(order)).sort_values(
        ["place", "filled_share"], kind="stable", ignore_index=True
    )
    starts = frame.drop_duplicates("source").index
    names = _source_names(frame.loc[starts, "source"])
    columns = [
        TableColumn("heading", "Kolom in de export", width="1fr"),
        TableColumn("rows", "Rijen", "right", write=labels.number),
        TableColumn("filled_share", "Ingevuld", "right", write=labels.percent),
    ]
    return ReportTable(
        frame, columns, caption, label, groups=list(zip(starts, names, strict=True)),
        note="Afgerond op stappen die voor minstens vijf rijen staan. Een lege cel kan ook juist "
        "zijn: wie niet stopte, heeft geen einddatum.",
    )  # fmt: skip


def _source_names(names: pd.Series) -> list[str]:
    """Return the Dutch name of a source; one the analyst named keeps its own name.

    A second source of a table, such as ``helpdesk_2``, goes by the name of the table.
    """
    tables = [re.sub(r"_\d+$", "", str(name)) for name in names]
    return [labels.label("table", table) if table in TABLES else str(name)
            for name, table in zip(names, tables, strict=True)]  # fmt: skip
