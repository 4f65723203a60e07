"""Every Dutch text of the yearly reports that a translation must hold, and where it stands.

    python -m pijler_analysis.report.messages fr

writes (or brings up to date) the catalogue of a language: known translations stay, new texts come
in empty, texts that are gone go out. A report in a language is complete when its catalogue has no
empty text left; what is empty prints in Dutch.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from pijler_analysis.display.language import catalogue_path
from pijler_analysis.indicators import CATALOGUE
from pijler_analysis.report.cells import front_matter, prose_blocks
from pijler_analysis.report.execute import read_notebook
from pijler_analysis.report.run import TRANSLATED

PACKAGE = Path(__file__).parents[1]
FOLDERS = ("display", "report", "clean")
OTHERS = (
    "terminal",
    "forms",
    "rejected",
)
"""Parts of file names: modules whose words stand in no yearly report."""

PLACES = {
    "say": (0,), "Sentence": (0,), "NothingToShowError": (0,), "TableColumn": (1,),
    "counted": (1, 2), "unreadable": (0,), "Problem": (4,), "Variant": (1,),
}  # fmt: skip
"""Which arguments of a call are texts."""

NAMED = {"note", "reason"}
"""Arguments by name that are texts, of whichever call."""

SPOKEN = {
    "clean.log": ("LACKING",),
    "clean.rows": ("SEEN_BEFORE",),
    "display.explain": ("_METHODS", "_GENERAL"),
    "display.figures.calendar": ("MONTHS", "DAYS"),
    "display.figures.flows": ("WORDS",),
    "display.figures.notes": ("ROUNDED",),
    "display.figures.reached": ("_STEPS",),
    "display.figures.survey": ("_WEIGHTED",),
    "display.figures.trend": ("TOO_SMALL", "ONE_YEAR", "NOT_FROM_ZERO"),
    "display.figures.uncertainty": ("CAUSES",),
    "display.group_sentences": ("_FINDINGS", "_ANY", "_PLURAL", "_AMONG",
                                "_AS_FAR_AS_WE_KNOW"),
    "display.labels": ("WITHHELD", "TOO_SMALL", "MISSING"),
    "display.sentences": ("VERBS", "VERDICTS", "_TARGETS", "UNSURE", "UNSURE_SIZE",
                          "OLD_DEFINITION",
                          "_FEW_ANSWERS"),
    "display.subjects": ("SUBJECTS",),
    "display.verdict_check": ("RISES", "FALLS", "HEDGES", "NO_MOVES"),
    "display.tables.cards": ("PARTS", "FACTS", "WORK"),
    "display.tables.choice": ("ADVICE", "WHY", "BODIES", "ROBUST"),
    "display.tables.quality": ("_EFFECTS", "_COUNTS", "SUM_OF_ROWS"),
    "display.tables.results": ("DIFFERENCES",),
    "display.tables.waves": ("CRITERIA", "STANCES", "SURVEYED", "COMPARISONS"),
    "display.wave_words": ("KINDS",),
    "display.words": (
        "PROVINCES", "CONTACT_CHANNELS", "REGIONS", "CHANNEL_PAIRS", "QUESTION_CHANNELS", "ASKERS",
        "SESSION_THEMES", "PROJECT_THEMES", "CONTINENTS", "BLOCKS", "CHALLENGES", "INCOME_GROUPS",
        "LEGAL_FORMS", "AGES", "SIZES", "DIASPORA", "TRAITS", "SESSION_KINDS", "ACTIVITY_STATUSES",
        "QUARTERS", "AUDIENCES", "STAKEHOLDER_ROLES", "MEETINGS", "APPLICANT_HISTORY",
        "LEAST_DEVELOPED", "PROCESS_VIEW", "MONTHS", "RECIPIENTS", "UNITS", "TABLES", "DIMENSIONS",
        "UNKNOWN_GROUP", "TOTAL_GROUP", "MUNICIPALITY_SIZES", "FIELD_ENDS", "HELD", "PARTNER",
        "CRITERIA", "LORENZ", "SCALES", "VERSIONS", "DECISIONS", "REGISTRATION_STATUSES",
        "WHY_UNANSWERED", "THEMES",
    ),
    "report.embedded": ("WORDS",),
    "report.run": ("SAMPLE_MARK", "DRAFT_MARK"),
    "report.strategy_cards": ("NOT_KNOWN",),
    "report.narrative": ("CHAPTERS", "_DECISIONS", "_ANY_DECISION"),
    "report.workbook": ("FIRST_SHEETS", "PLAN_SHEET", "LAST_SHEETS", "THEME_NAMES"),
    "report.workbook.tables": ("_DEFINED", "_DIRECTIONS", "_BASES", "_PLANNED", "_DONE",
                               "_QUALITY", "_KINDS", "_EFFECTS"),
    "schema.notes": ("FILLED",),
    "strategy.objectives": ("REACHED", "NOT_JUDGED"),
    "schema.results": ("STATUSES", "VERDICTS"),
}  # fmt: skip
"""Tables of words, by the module they stand in."""

HEADER = "# What the reports say in another language: each Dutch text (msgid) and its translation."
FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""Not the moment: the same texts give the same file."""

CAPTION = re.compile(r'(caption)="([^"]+)"')
NO_TEXT = re.compile(r"#[0-9a-f]{6}|[a-z_]+\.[a-z_.]+|[A-Z_]+|[a-z]+_[a-z_]+")
"""What a table of words also holds: ids of indicators and names of columns."""


def messages() -> dict[str, list[str]]:
    """Return every text with the places it stands in, in the order of the code.

    Examples
    --------
    >>> messages()["het aantal vormingen"]
    ['display/subjects.py']
    """
    found: dict[str, list[str]] = {}
    for text, place in [*_of_modules(), *_of_tables(), *_of_catalogue(), *_of_notebooks()]:
        if any(letter.isalnum() for letter in text) and not NO_TEXT.fullmatch(text):
            places = found.setdefault(text, [])
            if place not in places:
                places.append(place)
    return found


def update_catalogue(lang: str) -> Path:
    """Bring the catalogue of a language up to date with the code; returns its path."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    path = catalogue_path(lang)
    before = Catalog(locale=lang)
    if path.is_file():
        with path.open("rb") as file:
            before = read_po(file, locale=lang)
    made = Catalog(
        locale=lang, project="pijler-analysis", version="1", fuzzy=False, header_comment=HEADER,
        creation_date=FIXED, revision_date=FIXED, last_translator="-", language_team="-",
        msgid_bugs_address="-", copyright_holder="-",
    )  # fmt: skip
    for text, places in messages().items():
        known = before.get(text)
        made.add(text, known.string if known else "", locations=[(one, 0) for one in places])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, made, width=100, omit_header=False, include_lineno=False)
    return path


def _of_modules() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            if not any(other in name for other in OTHERS):
                yield from ((text, name) for text in texts_of(path.read_text(encoding="utf-8")))


def texts_of(source: str) -> list[str]:
    """Return the texts of a module: what its calls say, and the captions its functions default to.

    >>> texts_of('say("ja" if sure else "nee")'), texts_of('TableColumn("n", "Aantal", "right")')
    (['ja', 'nee'], ['Aantal'])
    """
    texts: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            asked = [node.args[one] for one in PLACES.get(name, ()) if one < len(node.args)]
            asked += [one.value for one in node.keywords if one.arg in NAMED]
            texts += [text for one in asked for text in _constants(one)]
        elif isinstance(node, ast.FunctionDef):
            given = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            asked = [default for one, default in given if one.arg == "caption" and default]
            texts += [text for one in asked for text in _constants(one)]
    return texts


def _constants(node: ast.AST) -> list[str]:
    """Return a text, or both of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


def _of_tables() -> Iterator[tuple[str, str]]:
    """Yield the texts of tables of words, which are said where they are used."""
    for module, names in SPOKEN.items():
        loaded = import_module(f"pijler_analysis.{module}")
        for name in names:
            yield from ((text, f"{module.replace('.', '/')}.py") for text in _within(loaded, name))


def _within(module: Any, name: str) -> Iterator[str]:
    waiting = [getattr(module, name)]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting = [*one.values(), *waiting]
        elif is_dataclass(one):
            waiting = [*(getattr(one, field.name) for field in fields(one)), *waiting]
        elif isinstance(one, list | tuple):
            waiting = [*one, *waiting]


def _of_catalogue() -> Iterator[tuple[str, str]]:
    """Yield what is printed of each indicator: in the annex, and where it is explained."""
    for one in CATALOGUE.values():
        place = f"indicators ({one.theme})"
        before = (told.definition for *_, told in one.history())
        for text in (
            one.name_nl, one.definition, one.numerator, one.denominator, one.silence,
            one.reservation, *before,
        ):  # fmt: skip
            yield text, place


def _of_notebooks() -> Iterator[tuple[str, str]]:
    for name in TRANSLATED:
        path = PACKAGE / "report" / "notebooks" / f"{name}.ipynb"
        notebook = read_notebook(path)
        head = front_matter(notebook, name=path.name)
        texts = [head["title"], head["subtitle"]]
        for cell in notebook.cells[1:]:
            if cell.cell_type == "markdown":
                texts += [text for _, text in prose_blocks(cell.source) if text]
            else:
                texts += [one for _, one in CAPTION.findall(cell.source)]
        yield from ((text, path.name) for text in texts)


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        print(update_catalogue(asked))
