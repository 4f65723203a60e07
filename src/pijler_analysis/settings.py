"""``pijler.toml`` as frozen dataclasses; every folder and threshold comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pijler_analysis.errors import FileError, UsageError
from pijler_analysis.reference import FORM_GUIDE, FORM_SHEET, form_name, forms
from pijler_analysis.schema.columns import CHALLENGES, COLUMNS
from pijler_analysis.schema.tables import TABLES
from pijler_analysis.settings_shape import shape_problems
from pijler_analysis.toml_files import read_toml
from pijler_analysis.weighing import Priorities, is_number, read_priorities

FILE_NAME = "pijler.toml"
DATE_ORDERS = ("eu", "us")
TOOLS = (
    "limesurvey", "ms_forms", "google_forms", "surveymonkey", "qualtrics", "kobo", "spss",
    "gravity_forms", "drupal_webform", "civicrm", "odoo", "mailchimp", "eventbrite", "freshdesk",
    "zendesk", "osticket", "zammad", "outlook", "360giving",
)  # fmt: skip
"""The tools whose exports are read as they write them; one module each in ``ingest.dialects``."""
LAYOUTS = ("csv", "log", "sheet_per_session", "sheet_per_month", *TOOLS)
KEPT_BY_HAND = ("log", "sheet_per_session", "sheet_per_month")
"""The layouts that hold more than headings and rows."""
LEAST_THRESHOLD = 3
"""Below this no threshold of ``[protection]`` may lie: it would protect nobody."""
COLOURS = ("rood", "oranje", "geel", "groen", "blauw", "paars", "grijs")
"""Colours a person tells apart."""


@dataclass(frozen=True)
class Source:
    """One kind of export: where it lies, how it is laid out, which heading is which column.

    A heading mapped to an empty name is known and set aside. ``dates`` is ``"us"`` where the tool
    writes the month first; ``values`` adds spellings to a column of codes.

    ``may_lack`` names the columns that the export of an earlier year does not have yet.

    For what a colleague keeps by hand: ``subheadings`` and ``sheet_titles`` name the column that
    the text above a group of rows, or the title of the sheet, goes to; in the columns of
    ``fill_down`` *idem*, ``"`` and merged cells repeat the row above; ``colours`` says what the
    colour of a row means in its ``column``. ``is_form`` marks a form of ours (``form_sources``).
    """

    name: str
    table: str
    file: str
    layout: str
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    skip_sheets: tuple[str, ...] = ()
    header_rows: int = 1
    questionnaire: str | None = None
    may_lack: tuple[str, ...] = ()
    waves_only: bool = False
    optional: bool = False
    dates: str = "eu"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    subheadings: str = ""
    sheet_titles: str = ""
    fill_down: tuple[str, ...] = ()
    colours: Mapping[str, str] = field(default_factory=dict)
    is_form: bool = False

    @property
    def is_kept_by_hand(self) -> bool:
        """Whether its sheets hold more than headings and rows."""
        return self.layout in KEPT_BY_HAND


@dataclass(frozen=True)
class Protection:
    """Thresholds below which a figure is not published (docs/methode.md).

    ``omit`` names breakdowns that are not published at all, as ``"indicator.id breakdown"``.
    """

    smallest_cell: int = 5
    smallest_base: int = 20
    rounding: int = 5
    special_cell: int = 10
    special_base: int = 30
    omit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """How many organisations there are in all, by an estimate and its range; 0 where nobody knows.

    ``source`` says whose estimate it is, and where the range comes from.
    """

    organisations: int
    source: str
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Capacity:
    """What a year of work has: people in full-time equivalents, and euro.

    ``roles`` holds the share of the full-time equivalents that each role takes; ``days_per_fte``
    the working days of one, leave and holidays taken off. ``minimum`` is challenge → how many
    activities of a plan must serve it.
    """

    fte: float
    days_per_fte: float = 200.0
    budget: float | None = None
    roles: Mapping[str, float] = field(default_factory=dict)
    minimum: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdicts:
    """The smallest change that matters, per kind of figure."""

    share: float = 0.02
    relative: float = 0.05
    gini: float = 0.02


@dataclass(frozen=True)
class Settings:
    """Everything an analyst may set, read once at the start of a command."""

    root: Path
    name: str
    is_sample: bool
    years: tuple[int, ...]
    reference_year: int
    programme: tuple[int, int] | None
    waves: tuple[int, ...]
    raw: Path
    decisions: Path
    processed: Path
    notebooks: Path
    reports: Path
    field: Field
    capacity: Capacity
    priorities: Priorities
    holidays: tuple[str, ...]
    mail_providers: frozenset[str]
    keep_raw_years: int | None
    protection: Protection
    verdicts: Verdicts
    targets: Mapping[str, Mapping[int, float]]
    sources: Mapping[str, Source]

    @property
    def latest_year(self) -> int:
        """The year a command means when none is given."""
        return max(self.years)


def find_project(start: Path | None = None) -> Path:
    """Return the nearest folder at or above ``start`` that holds a ``pijler.toml``.

    Raises
    ------
    UsageError
        If there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise UsageError(
        f"geen {FILE_NAME} gevonden in {here.name or here} of erboven; "
        "ga naar de map van het project of maak er een met `pijler init MAP`"
    )


def read_settings(root: Path) -> Settings:
    """Read ``pijler.toml`` in ``root``.

    Raises
    ------
    FileError
        If the file is missing or no TOML.
    UsageError
        If a setting is missing, unknown or impossible.
    """
    path = root / FILE_NAME
    try:
        raw = read_toml(path, FILE_NAME)
    except FileNotFoundError as error:
        raise FileError(f"{FILE_NAME} ontbreekt in {root.name}") from error
    return settings_from(root, raw)


def settings_from(root: Path, raw: dict[str, Any]) -> Settings:
    """Return the settings of the project at ``root`` from what ``pijler.toml`` holds or would hold.

    Raises
    ------
    UsageError
        If a setting is missing, unknown or impossible.
    """
    for problem in shape_problems(raw):
        raise UsageError(f"{FILE_NAME}: {problem}")
    try:
        return _settings(root, raw)
    except KeyError as error:
        raise UsageError(f"{FILE_NAME}: de instelling {error.args[0]!r} ontbreekt") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{FILE_NAME}: {error}") from error


def _settings(root: Path, raw: dict[str, Any]) -> Settings:
    project, folders = raw["project"], raw["folders"]
    settings = Settings(
        root=root,
        name=project["name"],
        is_sample=project.get("sample", False),
        years=tuple(sorted(project["years"])),
        reference_year=project["reference_year"],
        programme=_programme(project.get("programme")),
        waves=tuple(project.get("waves", ())),
        raw=root / folders["raw"],
        decisions=root / folders["decisions"],
        processed=root / folders["processed"],
        notebooks=root / folders["notebooks"],
        reports=root / folders["reports"],
        field=_field(raw["field"]),
        capacity=_capacity(raw["capacity"]),
        priorities=read_priorities(_checked(Priorities, "priorities", raw.get("priorities", {}))),
        holidays=tuple(raw.get("helpdesk", {}).get("holidays", ())),
        mail_providers=frozenset(raw.get("link", {}).get("mail_providers", ())),
        keep_raw_years=raw.get("privacy", {}).get("keep_raw_years"),
        protection=_protection(raw.get("protection", {})),
        verdicts=Verdicts(**_checked(Verdicts, "verdicts", raw.get("verdicts", {}))),
        targets=_targets(raw.get("targets", {})),
        sources={name: _source(name, entry) for name, entry in raw["sources"].items()}
        | form_sources(),
    )
    _check(settings)
    return settings


def _checked(kind: type, name: str, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a part of the settings once its names and its numbers are found right."""
    known = {one.name: str(one.type) for one in fields(kind)}
    for key, value in entry.items():
        if key not in known:
            raise ValueError(f"[{name}] kent geen {key!r}; wel {', '.join(known)}")
        if known[key].startswith(("float", "int")) and not is_number(value):
            raise ValueError(f"[{name}] {key} moet een getal zijn, niet {value!r}")
    return entry


def _targets(entry: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[int, float]]:
    """Return the targets per indicator and year."""
    for id, by_year in entry.items():
        place = f'[targets."{id}"]'
        if not isinstance(by_year, Mapping):
            raise ValueError(f"{place} moet per jaar een getal geven, zoals 2024 = 900")
        for year, value in by_year.items():
            if not (year.isdecimal() and len(year) == 4):
                raise ValueError(f"{place} noemt {year!r}, en dat is geen jaar")
            if not is_number(value) or value < 0:
                raise ValueError(f"{place} {year} moet een getal van 0 of meer zijn")
    return {id: {int(year): float(value) for year, value in one.items()} for id, one in
            entry.items()}  # fmt: skip


def _field(entry: Mapping[str, Any]) -> Field:
    """Return the estimate of the field; without a range the estimate itself is both ends."""
    estimate = entry["organisations"]
    ends = (entry.get(name, estimate) for name in ("at_least", "at_most"))
    return Field(estimate, entry["source"], *ends)


def _programme(entry: list[int] | None) -> tuple[int, int] | None:
    """Return the first and the last year of the coming programme."""
    if entry is None:
        return None
    first, last = entry
    if first > last:
        raise ValueError(f"[project] programme loopt van {first} tot {last}")
    return first, last


def _capacity(entry: dict[str, Any]) -> Capacity:
    capacity = Capacity(**_checked(Capacity, "capacity", entry))
    for name, value in (("days_per_fte", capacity.days_per_fte), ("budget", capacity.budget)):
        if value is not None and value < 0:
            raise ValueError(f"[capacity] {name} mag niet onder 0 liggen")
    for role, share in capacity.roles.items():
        if not is_number(share) or share < 0:
            raise ValueError(f"[capacity.roles] {role} moet een getal van 0 of meer zijn")
    shares = sum(capacity.roles.values())
    if capacity.roles and not 0.99 <= shares <= 1.01:
        raise ValueError(f"[capacity.roles] telt op tot {shares:.2f} in plaats van 1")
    for challenge, least in capacity.minimum.items():
        if challenge not in CHALLENGES:
            raise ValueError(
                f"[capacity.minimum] {challenge!r} is geen uitdaging; kies uit "
                + ", ".join(CHALLENGES)
            )
        if not isinstance(least, int) or isinstance(least, bool) or least < 0:
            raise ValueError(f"[capacity.minimum] {challenge} moet een aantal van 0 of meer zijn")
    return capacity


def _protection(entry: dict[str, Any]) -> Protection:
    return Protection(
        **_checked(Protection, "protection", entry | {"omit": tuple(entry.get("omit", ()))})
    )


def form_sources() -> dict[str, Source]:
    """Return the sources of our own forms, which need no word in ``pijler.toml``."""
    return {
        f"formulier_{name}": Source(
            name=f"formulier_{name}",
            table=form["table"],
            file=form_name(name, "*"),
            layout="log",
            columns={one["heading"]: one["column"] for one in form["fields"]},
            sheet=FORM_SHEET,
            skip_sheets=(FORM_GUIDE,),
            optional=True,
            is_form=True,
        )
        for name, form in forms().items()
    }


def _source(name: str, entry: dict[str, Any]) -> Source:
    known = dict(entry)
    known |= {
        key: tuple(known[key]) for key in ("skip_sheets", "fill_down", "may_lack") if key in known
    }
    source = Source(name=name, **known)
    if source.table not in TABLES:
        raise ValueError(f"bron {name!r}: tabel {source.table!r} bestaat niet")
    if source.layout not in LAYOUTS:
        raise ValueError(
            f"bron {name!r}: layout {source.layout!r} bestaat niet; kies uit {', '.join(LAYOUTS)}"
        )
    if source.dates not in DATE_ORDERS:
        raise ValueError(f"bron {name!r}: dates is {' of '.join(DATE_ORDERS)}")
    for heading, column in source.columns.items():
        if column and column not in COLUMNS:
            raise ValueError(
                f"bron {name!r}: kop {heading!r} wijst naar onbekende kolom {column!r}"
            )
    _check_kept(source)
    return source


def _check_kept(source: Source) -> None:
    """Hold the settings for what is kept by hand to columns and colours that exist."""
    filled = (source.subheadings, source.sheet_titles, source.colours.get("column", ""))
    named = [name for name in (*filled, *source.fill_down) if name]
    for name in (*named, *source.may_lack):
        if name not in TABLES[source.table].names:
            raise ValueError(
                f"bron {source.name!r}: tabel {source.table} heeft geen kolom {name!r}"
            )
    if (named or source.colours) and not source.is_kept_by_hand:
        raise ValueError(
            f"bron {source.name!r}: subheadings, sheet_titles, fill_down en colours horen bij "
            f"layout {' of '.join(KEPT_BY_HAND)}"
        )
    if not source.colours:
        return
    if "column" not in source.colours:
        raise ValueError(f"bron {source.name!r}: colours heeft een `column` nodig")
    unknown = [colour for colour in source.colours if colour not in ("column", *COLOURS)]
    if unknown:
        raise ValueError(
            f"bron {source.name!r}: kleur {unknown[0]!r} bestaat niet; "
            f"kies uit {', '.join(COLOURS)}"
        )


def _check(settings: Settings) -> None:
    if not settings.years:
        raise ValueError("[project] years is leeg")
    if settings.reference_year not in settings.years:
        raise ValueError("[project] reference_year staat niet in years")
    for name in ("smallest_cell", "smallest_base", "rounding", "special_cell", "special_base"):
        value = getattr(settings.protection, name)
        if not isinstance(value, int) or value < LEAST_THRESHOLD:
            raise ValueError(
                f"[protection] {name} moet een geheel getal zijn en mag niet onder "
                f"{LEAST_THRESHOLD} liggen"
            )
    keep = settings.keep_raw_years
    if keep is not None and (not isinstance(keep, int) or keep < 1):
        raise ValueError("[privacy] keep_raw_years moet een geheel aantal jaren zijn, minstens 1")
    estimate = settings.field
    if settings.capacity.fte < 0 or estimate.organisations < 0:
        raise ValueError("[capacity] fte en [field] organisations mogen niet onder 0 liggen")
    if not estimate.at_least <= estimate.organisations <= estimate.at_most:
        raise ValueError("[field] organisations moet tussen at_least en at_most liggen")
