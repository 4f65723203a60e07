"""Figures say what their rows say: title, alt text, withheld rows, the same bytes twice."""

from __future__ import annotations

import inspect
import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from display_sample import sample_activities, sample_results, swap_years, withhold

from pijler_analysis.display import figures, style
from pijler_analysis.display.figures import Chart
from pijler_analysis.display.figures.likert import _COLORS as ANSWER_COLORS
from pijler_analysis.display.figures.plan import _STATUS_COLORS
from pijler_analysis.display.figures.uncertainty import CAUSES
from pijler_analysis.display.style import text_width, wrapped
from pijler_analysis.schema.results import result_rows

Figure = Callable[..., Chart]

FROM_RESULTS: tuple[Figure, ...] = (
    figures.diaspora_trend,
    figures.response_time,
    figures.panel_presence,
    figures.diaspora_by_channel,
    figures.diaspora_by_province,
    figures.registrations_by_province,
    figures.training_by_province,
    figures.helpdesk_by_asker,
    figures.helpdesk_by_channel,
    figures.fund_by_continent,
    figures.fund_by_province,
    figures.satisfaction,
    figures.needs,
    figures.needs_by_audience,
)


def shown_texts(chart: Chart) -> list[str]:
    """Return the texts a reader sees in the figure."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)


@pytest.mark.parametrize("figure", FROM_RESULTS, ids=lambda figure: figure.__name__)
def test_every_figure_has_what_stands_beside_it(figure: Figure) -> None:
    chart = figure(sample_results())
    assert len(chart.title) > 20
    assert not chart.title.endswith(".")
    assert chart.title in chart.alt
    assert "Bron: " in chart.caption
    assert re.fullmatch(r"[a-z0-9-]+", chart.label)
    assert len(chart.data) > 0
    assert chart.title in " ".join(shown_texts(chart))


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("figure", FROM_RESULTS, ids=lambda figure: figure.__name__)
def test_no_text_runs_off_the_figure_or_over_another(figure: Figure, width: str) -> None:
    takes_width = "width" in inspect.signature(figure).parameters
    chart = figure(sample_results(), **({"width": width} if takes_width else {}))
    chart.figure.canvas.draw()
    right, top = chart.figure.canvas.get_width_height()
    texts = [*chart.figure.texts, *chart.figure.axes[0].texts]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    for text, box in boxes:
        assert min(box.x0, box.y0, right - box.x1, top - box.y1) >= -1, text
    for (first, one), (second, other) in itertools.combinations(boxes, 2):
        apart_x = min(one.x1, other.x1) - max(one.x0, other.x0)
        apart_y = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert apart_x < 2 or apart_y < 4, (first, second)


def test_swapping_two_years_turns_title_and_alt_text_round() -> None:
    results = sample_results()
    rise, fall = (figures.diaspora_trend(table) for table in (results, swap_years(results)))
    assert "steeg van 7\u00a0% in 2019 naar 15\u00a0% in 2024" in rise.title
    assert "daalde van 15\u00a0% in 2019 naar 7\u00a0% in 2024" in fall.title
    assert "steeg" not in fall.alt
    assert "daalde" not in rise.alt
    assert fall.alt.startswith(fall.title)


def test_a_withheld_group_keeps_its_row_without_a_number() -> None:
    chart = figures.diaspora_by_province(sample_results(), year=2024)
    texts = shown_texts(chart)
    place = texts.index("West-Vlaanderen")
    assert place > 0
    assert texts.count("te klein om te tonen") == 1
    assert "West-Vlaanderen: te klein om te tonen" in chart.alt
    drawn = chart.data[chart.data["group"] == "West-Vlaanderen"]
    numbers = drawn[["estimate", "low", "high", "numerator", "denominator"]]
    assert numbers.isna().all(axis=None)


def test_a_withheld_year_shows_no_number_in_a_trend() -> None:
    chart = figures.panel_presence(withhold(sample_results(), "panel.presence", years=(2024,)))
    assert "te klein" in " ".join(shown_texts(chart))
    assert "46\u00a0%" not in chart.svg
    assert "46\u00a0%" not in chart.alt


def test_two_waves_are_never_joined_by_a_line() -> None:
    waves = figures.trend(sample_results(), "survey.satisfaction")
    years = figures.trend(sample_results(), "diaspora.share")
    assert not any(len(line.get_xdata()) == 2 for line in waves.figure.axes[0].lines)
    assert any(len(line.get_xdata()) == 6 for line in years.figure.axes[0].lines)


def test_panel_and_steering_group_are_not_drawn_beside_the_two_together() -> None:
    chart = figures.diaspora_by_channel(sample_results())
    assert set(chart.data["group"]) == {"registrations", "training", "helpdesk", "governance"}


def test_a_survey_figure_shows_the_last_wave_up_to_the_year() -> None:
    results = sample_results()
    assert "in 2019" in figures.satisfaction(results, year=2023).title
    assert "in 2024" in figures.satisfaction(results).title
    assert "zijn er tot en met 2018 geen gegevens" in str(figures.needs(results, year=2018))


def test_a_scale_that_does_not_start_at_zero_says_so() -> None:
    results = sample_results()
    assert "begint niet bij nul" in figures.trend(results, "reach.registrations").caption
    assert "begint niet bij nul" not in figures.trend(results, "diaspora.share").caption


def test_next_to_no_change_is_not_drawn_from_corner_to_corner() -> None:
    row = {"indicator": "panel.members", "by": "total", "group": "total", "unit": "members",
           "basis": "census"}  # fmt: skip
    results = result_rows([
        row | {"year": year, "estimate": n} for year, n in ((2023, 620), (2024, 624))
    ])  # fmt: skip
    bottom, top = figures.trend(results, "panel.members").figure.axes[0].get_ylim()
    assert (624 - 620) / (top - bottom) < 0.15


def test_the_same_figure_gives_the_same_bytes() -> None:
    first, second = (figures.satisfaction(sample_results()).svg for _ in range(2))
    assert first == second
    assert "<text" in first
    assert "Fira Sans" in first


def test_a_report_collects_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = figures.response_time(sample_results(), width="half")
    assert chart._repr_markdown_() is None
    monkeypatch.setenv("PIJLER_FIGURES", str(tmp_path))
    markdown = chart._repr_markdown_()
    assert markdown is not None
    found = re.fullmatch(
        r'!\[(.+)\]\((.+\.svg)\)\{#fig-antwoordtijd fig-alt="([^"]+)" width=50%\}', markdown
    )
    assert found
    assert found.group(3) == chart.alt.replace("\u00a0", " ")
    assert (tmp_path / found.group(2)).read_text(encoding="utf-8") == chart.svg


def test_jupyter_gets_a_picture_with_its_alt_text() -> None:
    shown = figures.diaspora_trend(sample_results())._repr_html_()
    assert shown.startswith("<figure")
    assert 'alt="Het aandeel diaspora' in shown


def test_the_plan_is_drawn_from_its_own_table() -> None:
    activities = sample_activities()
    chart = figures.plan_progress(activities, year=2024)
    assert "303\u00a0dagen" in chart.title
    assert "325\u00a0dagen" in chart.title
    assert "Van 1\u00a0activiteit zijn de bestede dagen niet ingevuld." in chart.caption
    assert "financiën (140)" in figures.plan_days(activities, year=2025).title


def test_the_calendar_counts_per_month_and_day() -> None:
    asked = pd.to_datetime(["2024-03-04", "2024-03-11", "2024-03-12", "2024-10-08"])
    chart = figures.helpdesk_calendar(pd.DataFrame({"asked_on": asked}))
    assert chart.title == "De helpdesk kreeg de meeste vragen in maart (3) en op maandag (2)"
    assert chart.data.loc["maart", "maandag"] == 2
    assert "zaterdag" not in chart.data.columns


def test_titles_break_into_even_lines() -> None:
    lines = wrapped("een twee drie vier vijf zes zeven acht", width=1.4, size=9.5)
    assert " ".join(lines) == "een twee drie vier vijf zes zeven acht"
    assert max(text_width(line, size=9.5) for line in lines) <= 1.4


def test_a_sparkline_breaks_where_a_year_is_missing() -> None:
    drawn = figures.sparkline([1, 2, None, 3, 4])
    assert drawn.count("<polyline") == 2
    assert drawn.count("<circle") == 1
    assert figures.sparkline([1, None, 3], dots=True).count("<circle") == 2
    assert 'aria-label="&lt;b&gt;"' in figures.sparkline([1], alt="<b>")


def test_importing_the_figures_draws_in_nothing_heavy() -> None:
    code = (
        "import sys; import pijler_analysis.display.figures, pijler_analysis.display.tables;"
        "print([m for m in ('matplotlib', 'seaborn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_plain_quarto_finds_the_figure_from_the_notebook(monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIJLER_FIGURES", "figuren")
    chart = figures.diaspora_trend(sample_results())
    markdown = chart._repr_markdown_()
    assert f"](figuren/{chart.label}.svg)" in markdown
    assert (tmp_path / "figuren" / f"{chart.label}.svg").is_file()


def lightness(color: str) -> float:
    """Return L* of the CIE, 0 (black) to 100: how light a colour prints in grey."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ]
    luminance = sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16


@pytest.mark.parametrize(
    ("colors", "apart"),
    [
        (style.SHADES, 12),
        ([color for _, color in CAUSES.values()], 20),
        (list(_STATUS_COLORS.values()), 8),
        (ANSWER_COLORS[5], 8),
        ([style.THIS_YEAR, style.EARLIER, style.FILL], 12),
        ([style.ASKED, style.SOFT_ASKED], 20),
    ],
)
def test_colours_that_stand_beside_each_other_part_in_grey(colors, apart) -> None:
    steps = [abs(lightness(a) - lightness(b)) for a, b in itertools.pairwise(colors)]
    assert min(steps) > apart


def test_text_is_dark_enough_on_its_ground() -> None:
    """Contrast 4.5 : 1, as WCAG counts it."""
    for text in (style.INK, style.GREY, style.THIS_YEAR, style.ASKED):
        for ground in ("#ffffff", style.FILL):
            light, dark = (((lightness(one) + 16) / 116) ** 3 for one in (ground, text))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
