"""Reports in another language: one catalogue, complete, with the same blanks as the Dutch."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from nbformat.v4 import new_code_cell
from report_cells import document, notebook

from pijler_analysis.display import labels, language
from pijler_analysis.display.language import catalogue_path, languages, say
from pijler_analysis.display.sentences import verb
from pijler_analysis.display.subjects import subject
from pijler_analysis.display.words import WORDS
from pijler_analysis.errors import UsageError
from pijler_analysis.report.cells import manuscript
from pijler_analysis.report.messages import messages, texts_of, update_catalogue
from pijler_analysis.report.run import build_report

IN_BOTH = """
    april september november december diaspora e-mail euro gender helpdesk impact limburg online
    panel partner respondent stakeholders starters water website
"""

TRANSLATED = [lang for lang in languages() if lang != "nl"]


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("PIJLER_LANG", "en")


def read(lang: str) -> dict[str, str]:
    with catalogue_path(lang).open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


@pytest.mark.parametrize("lang", TRANSLATED)
class TestCatalogue:
    def test_it_holds_every_text_and_no_other(self, lang):
        """Run ``python -m pijler_analysis.report.messages`` for it, and fill in what is new."""
        assert set(read(lang)) == set(messages())

    def test_every_text_is_translated(self, lang):
        assert [text for text, told in read(lang).items() if not told.strip()] == []

    def test_a_translation_fills_no_blank_that_the_dutch_has_not(self, lang):
        def blanks(text):
            return set(re.findall(r"{(\w+)}", text))

        assert [text for text, told in read(lang).items() if blanks(told) - blanks(text)] == []

    def test_it_leaves_out_no_figure(self, lang):
        """Only the colon of a hedged verb may go: no language but Dutch needs it."""
        left_out = {
            blank
            for text, told in read(lang).items()
            for blank in re.findall(r"{\w+}", text)
            if blank not in told
        }
        assert left_out <= {"{colon}"}


@pytest.mark.usefixtures("english")
class TestEnglish:
    def test_numbers_as_an_english_reader_writes_them(self):
        assert labels.number(1250.5, decimals=1) == "1,250.5"
        assert labels.percent(0.1534, decimals=1) == "15.3%"
        assert labels.euro(-1250) == "−€1,250"
        assert labels.points(0.08) == "8\xa0percentage points"
        assert labels.value_range(0.14, 0.18, "share") == "14% to 18%"
        assert labels.value_range(2, 4, "days") == "2 to 4\xa0working days"
        assert labels.counted(1, "vraag", "vragen") == "1\xa0question"
        assert labels.counted(1, "dag", "dagen") == "1\xa0day"

    def test_words_come_from_the_catalogue(self):
        assert labels.label("province", "West-Vlaanderen") == "West Flanders"
        assert labels.label("country", "CD") == "Congo - Kinshasa"
        assert labels.heading("block") == "Building block"
        assert subject("diaspora.share").phrase == "the share of diaspora in our contacts"
        assert verb("waarschijnlijk", 1) == "probably rose"

    def test_every_group_of_a_breakdown_has_an_english_word(self, monkeypatch):
        """Save names, words both languages have, and the codes a team made for itself."""
        own = {"answer_code", "manual_chapter", "country", "municipality"}
        forms = [
            (by, group, form)
            for by, words in WORDS.items()
            if by not in own
            for group in words
            for form in ("label", "short", "phrase")
        ]
        english = [labels.label(by, group, form=form) for by, group, form in forms]
        monkeypatch.delenv("PIJLER_LANG")
        dutch = [labels.label(by, group, form=form) for by, group, form in forms]
        same = {one.lower() for one, other in zip(dutch, english, strict=True) if one == other}
        assert {one for one in same if any(map(str.isalpha, one))} == set(IN_BOTH.split())

    def test_a_size_class_has_english_thousands(self):
        short = labels.label("municipality_size", "from_10000", form="short")
        assert short == "10,000–19,999"

    def test_a_group_after_a_code_of_the_team_is_english(self):
        assert labels.label("answer_code_role", "geld province") == "Geld, provinces"

    def test_what_has_no_translation_stays_dutch(self):
        assert say("Deze zin kent geen enkele catalogus.") == "Deze zin kent geen enkele catalogus."


def test_the_same_words_in_dutch_once_english_is_done(monkeypatch):
    monkeypatch.setenv("PIJLER_LANG", "en")
    english = labels.label("country", "DE")
    monkeypatch.delenv("PIJLER_LANG")
    assert (english, labels.label("country", "DE")) == ("Germany", "Duitsland")


def test_prose_of_a_notebook_is_translated_by_paragraph(tmp_path):
    cells = "::: {.summary}\n\n# Bereiken we meer\norganisaties?\n\nOnvertaald *blijft*.\n\n:::"
    made = manuscript(notebook(cells), name="x", figures=tmp_path, metadata={"lang": "en"})
    assert "# Do we reach more organisations?\n\nOnvertaald *blijft*.\n\n:::" in made.markdown


def test_the_engine_says_its_own_words_in_the_language(tmp_path):
    title = '---\ntitle: "Evaluation"\nlang: en\n---'
    page = document(tmp_path, "# One", to="html", title=title).read_text()
    assert '<html lang="en-GB">' in page
    assert "Skip to the text" in page
    assert "data up to 31 December 2024" in page


def test_a_new_language_starts_as_one_file_to_fill_in(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    path = update_catalogue("fr")
    assert path == tmp_path / "fr" / "LC_MESSAGES" / "pijler.po"
    assert languages() == ["nl", "fr"]
    path.write_text(
        path.read_text().replace('msgid "dag"\nmsgstr ""', 'msgid "dag"\nmsgstr "jour"')
    )
    update_catalogue("fr")
    assert (say("dag", "fr"), say("dagen", "fr")) == ("jour", "dagen")


def test_an_unknown_language_is_refused(tmp_path):
    with pytest.raises(UsageError, match='Onbekende taal "xx": kies uit nl, en'):
        build_report(tmp_path / "a.ipynb", tmp_path / "a.pdf", parameters={}, lang="xx")


def test_texts_are_found_where_they_are_said():
    source = """
def table(*, caption="Per jaar"):
    raise NothingToShowError("Niets." if a else "Leeg.")
    return ReportTable(frame, [TableColumn("n", "Aantal")], note="Bron: x.")
"""
    assert set(texts_of(source)) == {"Per jaar", "Niets.", "Leeg.", "Aantal", "Bron: x."}


def test_a_cell_runs_in_the_language_of_its_report(tmp_path):
    from report_cells import stored

    title = '---\ntitle: "Evaluatie"\nlang: nl\n---'
    cell = new_code_cell(
        "from IPython.display import Markdown\nfrom pijler_analysis.display import labels\n"
        "Markdown(labels.counted(2, 'dag', 'dagen'))"
    )
    path = stored(tmp_path / "a.ipynb", cell, title=title)
    made = build_report(
        path, tmp_path / "a.html", parameters={}, to="html", engine="embedded", lang="en"
    )
    text = made.read_text()
    assert "2\xa0days" in text
    assert "<h1>Evaluation</h1>" in text
    assert "Sample data" in text
