"""Tables print what their rows hold, as typed, for Jupyter and for a report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
from display_sample import sample_activities, sample_catalogue, sample_results, withhold

from pijler_analysis.display import tables
from pijler_analysis.display.definitions import definitions
from pijler_analysis.display.fragments import escape_markdown
from pijler_analysis.display.tables import Mark, ReportTable, TableColumn


def cells_of(table: ReportTable) -> list[list[str]]:
    """Return the printed cells as plain text with ordinary blanks."""
    return [[str(cell).replace("\u00a0", " ") for cell in row] for row in table.rows]


def test_an_answer_prints_as_it_was_typed() -> None:
    nasty = '#let x = "1" @ref *vet* \\n <b>'
    table = ReportTable(
        pd.DataFrame({"answer": [nasty, None, 3]}), [TableColumn("answer", "Antwoord")],
        caption="Antwoorden op *vraag* 1", label="antwoorden",
    )  # fmt: skip
    markdown = table._repr_markdown_()
    assert r'("#let x = \"1\" @ref *vet* \\n <b>",)' in markdown
    assert "&lt;b&gt;" in table._repr_html_()
    assert r"Antwoorden op \*vraag\* 1" in markdown
    assert cells_of(table) == [[nasty], [""], ["3"]]


def test_a_report_table_is_a_numbered_float() -> None:
    table = tables.indicator_table(
        sample_results(), ["diaspora.share"], year=2024, against=2019, label="kern"
    )
    markdown = table._repr_markdown_()
    assert markdown.startswith("::: {#tbl-kern}\n\n```{=typst}\n#pijler-table(")
    assert "```{=html}" in markdown
    assert markdown.rstrip().endswith("Kerncijfers van 2024\n\n:::")
    assert 'verdict("up", "duidelijk gestegen")' in markdown
    assert '<th scope="col"' in table._repr_html_()


def test_key_figures_stand_beside_their_years_and_target() -> None:
    table = tables.indicator_table(
        sample_results(), ["diaspora.share", "helpdesk.response_days", "survey.satisfaction"],
        year=2024, against=2019,
    )  # fmt: skip
    assert cells_of(table) == [
        ["Aandeel diaspora", "7 %", "13 %", "15 %", "14 tot 18 %", "▲ duidelijk gestegen",
         "15 %: gehaald"],
        ["Antwoordtijd helpdesk (werkdagen)", "4", "3", "3", "volledig", "▼ duidelijk gedaald",
         "3: gehaald"],
        ["Tevreden leden", "83 %", "–", "86 %", "80 tot 91 %", "▲ waarschijnlijk gestegen",
         "75 %: gehaald"],
    ]  # fmt: skip


def test_withheld_figures_print_no_number() -> None:
    results = withhold(sample_results(), "panel.presence", years=(2019, 2023, 2024))
    row = cells_of(tables.indicator_table(results, ["panel.presence"], year=2024, against=2019))[0]
    assert row[1:4] == ["te klein"] * 3
    assert row[4:6] == ["–", "niet te vergelijken"]
    groups = tables.group_table(sample_results(), "helpdesk.questions", "asker", against=2019)
    hidden = cells_of(groups)[-2]
    assert hidden[0] == "Overheid"
    assert set(hidden[1:]) <= {"te klein", "", "–"}
    assert groups.muted == [5]
    assert "te klein om te tonen" in groups.note


def test_a_breakdown_ends_with_its_total() -> None:
    table = tables.group_table(
        sample_results(), "reach.registrations", "province", year=2024, against=2019
    )
    rows = cells_of(table)
    assert rows[0][0] == "Antwerpen"
    assert rows[-2][0] == "Onbekend"
    assert rows[-1][:4] == ["Totaal", "812", "884", "905"]
    assert list(table.total) == [len(rows) - 1]


def test_plain_and_weighted_stand_side_by_side() -> None:
    table = tables.survey_table(sample_results(), "survey.satisfaction", "block", year=2024)
    rows = {row[0]: row[1:] for row in cells_of(table)}
    assert rows["De werking in haar geheel"][:4] == ["148", "86 %", "80 tot 91 %", "88 %"]
    assert next(iter(rows)) == "De werking in haar geheel"
    assert "95\u00a0% zekerheid" in table.note


def test_a_plan_is_grouped_by_challenge() -> None:
    table = tables.activities_table(sample_activities())
    assert table.groups[0] == (0, "Kwaliteit van de projecten")
    assert [text for _, text in table.groups][-1] == "Europese en internationale netwerken"
    first = cells_of(table)[0]
    assert first[:2] == ["A06", "Studie over landenkantoren"]
    assert first[-1] == "Bereik van de vormingen\n35 % van de organisaties volgt een vorming"


def test_definitions_are_printed_whole_of_what_the_report_named() -> None:
    everything = definitions(sample_catalogue(), all_of_them=True).html
    assert everything.count("<dt>") == len(sample_catalogue())
    assert "<dt>Actieve organisaties</dt><dd>(organisaties)" in everything
    code = (
        "from display_sample import sample_catalogue, sample_results\n"
        "from pijler_analysis import narrative\n"
        "narrative.changes(sample_results(), ['panel.members'], year=2024, against=2019)\n"
        "print(narrative.definitions(sample_catalogue()).html)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert ran.stdout.count("<dt>") == 1
    assert "<dt>Leden van het panel</dt>" in ran.stdout


def test_the_evidence_per_challenge_says_what_is_missing() -> None:
    evidence = pd.DataFrame(
        {
            "challenge": ["financien", "europa"], "wave": [2024, pd.NA],
            "need": pd.array([0.78, pd.NA], "Float64"),
            "need_low": pd.array([0.7, pd.NA], "Float64"),
            "need_high": pd.array([0.84, pd.NA], "Float64"),
            "questions": pd.array([60, pd.NA], "Float64"),
            "activities": [3, 0], "done": [2, 0], "planned": [4, 0], "days_planned": [120.5, 0],
        }
    )  # fmt: skip
    table = tables.challenge_table(evidence)
    assert cells_of(table) == [
        ["Financiën", "78 %", "70 tot 84 %", "60", "2 van 3", "4", "120,5"],
        ["Europese en internationale netwerken", "–", "", "–", "–", "0", "0"],
    ]
    assert "bevraging van 2024" in table.note


def test_row_accounting_adds_up_in_its_total() -> None:
    accounting = pd.DataFrame(
        {"source": ["fund", "eigen_bron"], "file": ["fonds.xlsx", "x.csv"], "read": [131, 1000],
         "kept": [125, 990], "rejected": [1, 4], "merged": [1, 5], "furniture": [4, 1],
         "completeness": ["verified", "not verified"]}
    )  # fmt: skip
    table = tables.accounting_table(accounting)
    assert "Van 1\xa0tekstbestand kon niet worden nagegaan" in table.note
    rows = cells_of(table)
    assert rows[0][:3] == ["11.11.11-Fonds", "fonds.xlsx", "131"]
    assert rows[1][0] == "eigen_bron"
    assert rows[-1] == ["Alle bestanden", "", "1.131", "1.115", "5", "6", "5"]


def test_a_mark_reads_as_text_without_its_drawing() -> None:
    assert str(Mark("up", "gestegen")) == "▲ gestegen"
    assert str(Mark("none", "niet te vergelijken")) == "niet te vergelijken"


def test_markdown_that_looks_like_a_list_stays_a_sentence() -> None:
    assert escape_markdown("3) drie") == r"3\) drie"
    assert escape_markdown("- streep") == r"\- streep"
    assert escape_markdown("15 % van 200") == "15 % van 200"


def test_targets_say_where_it_stands_where_it_goes_and_whether_that_shows():
    targets = pd.DataFrame(
        {
            "activity_id": ["A1", "A2", "A3"], "activity": "Iets", "challenge": "kwaliteit",
            "indicator": ["training.attendances", "survey.satisfaction", "diaspora.share"],
            "unit": ["attendances", "share", "share"], "measured_in": [2024, 2019, 2024],
            "baseline": [1012.0, 0.77, 0.1495], "target": [1113.0, 0.82, None],
            "detectable": [84.6, 0.115, 0.056], "chance": [1.0, None, None],
        }
    )  # fmt: skip
    shown = cells_of(tables.targets_table(targets))
    assert [row[2:] for row in shown] == [
        ["1.012", "1.113", "85", "ja"],
        ["77 % (2019)", "82 %", "12 procentpunt", "pas bij een bevraging"],
        ["15 %", "–", "5,6 procentpunt", "geen doel in cijfers"],
    ]
