"""Figures of reach, of answers and of who moved: their finding, their words and their data."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.text import Text

from pijler_analysis import figures, narrative
from pijler_analysis.display.fragments import Sentence
from pijler_analysis.display.language import speaking
from pijler_analysis.reference import inhabitants, municipality_places, world_outline
from pijler_analysis.schema.results import result_rows

YEAR = 2024
CENSUS = {"year": YEAR, "by": "total", "group": "total", "basis": "census"}
SURVEY = {"year": YEAR, "basis": "sample", "unit": "share", "interval": "confidence",
          "confidence": 0.95, "denominator": 100}  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def share(indicator: str, part: int, of: int, **more: object) -> dict:
    return CENSUS | {"indicator": indicator, "unit": "share", "estimate": part / of,
                     "numerator": part, "denominator": of} | more  # fmt: skip


def register() -> pd.DataFrame:
    return result_rows(
        [
            CENSUS | {"indicator": "reach.registrations", "unit": "organisations", "estimate": 900},
            share("reach.coverage", 900, 1200),
            share("reach.newsletter_share", 600, 850),
            share("helpdesk.ever_asked_share", 450, 900),
            share("training.reach", 1, 100, estimate=None, numerator=None, protection="withheld"),
        ]
    )


def test_the_funnel_counts_every_step_and_leaves_out_what_is_withheld() -> None:
    chart = figures.reach_funnel(register())
    assert plain(chart.title) == (
        "Het register telt 900 organisaties. 600 krijgen de nieuwsbrief en 450 stelden ooit "
        "een vraag"
    )
    assert plain(chart.alt).endswith(
        "in het veld, naar schatting: 1.200; geregistreerd: 900; krijgen de nieuwsbrief: 600; "
        "stelden ooit een vraag: 450."
    )
    assert chart.data["estimate"].tolist() == [1200, 900, 600, 450]
    assert "websiteregister" in chart.caption


def test_a_first_year_without_a_register_draws_no_funnel() -> None:
    empty = register().iloc[:0]
    assert isinstance(figures.reach_funnel(empty, year=YEAR), Sentence)


def pairs(**counts: int | None) -> pd.DataFrame:
    rows = [
        CENSUS | {"indicator": "diaspora.overlap", "unit": "organisations", "estimate": 40},
        *(
            CENSUS | {"indicator": "diaspora.overlap", "unit": "organisations", "estimate": count,
                      "by": "channel_pair", "group": name.replace("_", "+"),
                      "protection": "withheld" if count is None else ""}
            for name, count in counts.items()
        ),
    ]  # fmt: skip
    return result_rows(rows)


def test_the_overlap_names_the_pair_most_organisations_share() -> None:
    chart = figures.channel_overlap(pairs(registrations_training=12, training_helpdesk=30))
    assert plain(chart.title) == (
        "In 2024 zaten 40 organisaties in meer dan één kanaal, het vaakst in de vormingen en de "
        "helpdesk (30)"
    )
    assert "Vormingen en helpdesk: 30" in plain(chart.alt)


def test_a_pair_too_small_to_show_says_so() -> None:
    chart = figures.channel_overlap(pairs(registrations_training=12, training_helpdesk=None))
    assert "Vormingen en helpdesk: te klein" in plain(chart.alt)
    assert "te klein" in chart.svg


def by_province(**values: float | None) -> pd.DataFrame:
    return result_rows(
        [
            share("training.reach", 10, 100, by="province", group=name.replace("_", "-"),
                  estimate=value, low=value, high=value,
                  protection="withheld" if value is None else "")
            for name, value in values.items()
        ]
    )  # fmt: skip


def test_the_map_has_a_tile_per_province_and_a_darker_one_for_more() -> None:
    chart = figures.province_map(
        by_province(Antwerpen=0.5, Limburg=0.2, Brussel=None, Wallonië=0.9), "training.reach"
    )
    assert plain(chart.title).startswith(
        "Van de Vlaamse provincies was het bereik van de vormingen in 2024 het hoogst in "
        "Antwerpen (50 %). Het laagst was "
        "het in Limburg (20 %)"
    )
    assert plain(chart.alt).endswith(
        "Antwerpen: 50 %; Limburg: 20 %; Brussel: te klein om te tonen."
    )
    dark, light = "#1d4e66", "#c6d9e2"
    assert dark in chart.svg
    assert light in chart.svg
    assert "te klein" in chart.svg


def test_the_world_map_names_the_countries_and_counts_the_small_ones() -> None:
    row = CENSUS | {"indicator": "reach.registrations", "unit": "organisations", "by": "country"}
    results = result_rows(
        [
            row | {"group": "CD", "estimate": 20},
            row | {"group": "IN", "estimate": 7},
            row | {"group": "CV", "estimate": 2},
            row | {"group": "unknown", "estimate": 90},
        ]
    )
    chart = figures.partner_countries(results)
    assert plain(chart.title) == (
        "In 2024 werkten organisaties in 3 landen, de meeste in Congo-Kinshasa (20)"
    )
    assert "1 land is te klein voor deze kaart." in plain(chart.caption)
    assert "Congo-Kinshasa: 20; India: 7; Kaapverdië: 2" in plain(chart.alt)


def test_the_map_of_municipalities_counts_those_on_it_and_tells_who_is_not() -> None:
    row = CENSUS | {"indicator": "reach.registrations", "by": "municipality",
                    "unit": "organisations"}  # fmt: skip
    placed = {"Gent": 31, "Antwerpen": 82, "Herstappe": 1, "Aalst": 0}
    elsewhere = {"Waver": 2, "unknown": 5}
    chart = figures.municipality_map(
        result_rows(
            [row | {"group": group, "estimate": n} for group, n in (placed | elsewhere).items()]
        )
    )
    assert plain(chart.title) == (
        "In 2024 waren er actieve organisaties in 3 gemeenten, de meeste in Antwerpen (82)"
    )
    assert "Antwerpen: 82; Gent: 31; Herstappe: 1." in plain(chart.alt)
    assert "7 organisaties liggen buiten Vlaanderen en Brussel" in plain(chart.caption)


def test_every_municipality_has_a_place_in_flanders_or_brussels() -> None:
    for year in (2019, 2024, 2025):
        places = municipality_places(year)
        assert set(places) == set(inhabitants(year))
        assert all(2.5 < x < 6.0 and 50.6 < y < 51.6 for x, y in places.values())
    west, east = municipality_places(2024)["De Panne"], municipality_places(2024)["Maaseik"]
    assert west[0] < 2.7
    assert east[0] > 5.7
    assert municipality_places(2025)["Pajottegem"] == municipality_places(2024)["Gooik"]


def test_the_outline_of_the_world_lies_on_it() -> None:
    points = [point for _, outline in world_outline() for point in outline]
    assert all(-180 <= longitude <= 200 and -60 <= latitude <= 90 for longitude, latitude in points)
    belgium = next(outline for country, outline in world_outline() if country == "BE")
    assert min(x for x, _ in belgium) == pytest.approx(2.5, abs=0.6)
    assert max(y for _, y in belgium) == pytest.approx(51.5, abs=0.6)


def lorenz(half: float, top: float) -> pd.DataFrame:
    row = {"indicator": "fund.top_share", "unit": "share", "denominator": 104}
    rows = [CENSUS | row | {"estimate": top}]
    rows += [
        CENSUS | row | {"by": "lorenz", "group": f"p{part}", "estimate": half * part / 50}
        for part in (10, 50, 90)
    ]
    return result_rows(rows)


def test_the_spread_of_the_money_says_what_the_smaller_half_got() -> None:
    chart = figures.fund_spread(lorenz(half=0.3, top=0.22))
    assert plain(chart.title) == (
        "De helft van de projecten, die met de kleinste bedragen, kreeg in 2024 samen 30 % van het "
        "geld. De tien procent grootste: 22 %"
    )
    assert "Kleinste 50 %: 30 %" in plain(chart.alt)


def answered(block: str, parts: list[float | None], satisfied: float) -> list[dict]:
    scale = len(parts)
    rows = [
        SURVEY | {"indicator": "survey.answers", "by": "block_answer", "estimate": part,
                  "group": f"{block} {place}/{scale}",
                  "protection": "withheld" if part is None else "rounded"}
        for place, part in enumerate(parts, start=1)
    ]  # fmt: skip
    limits = {"low": satisfied - 0.1, "high": satisfied + 0.1}
    whole = SURVEY | limits | {"indicator": "survey.satisfaction", "estimate": satisfied}
    return [*rows, whole | {"by": "block", "group": block}]


def test_answers_stand_around_the_neutral_one_with_n_and_interval() -> None:
    results = result_rows(
        [
            *answered("helpdesk", [None, 0.05, 0.1, 0.5, 0.35], 0.85),
            *answered("website", [0.1, 0.2, 0.2, 0.3, 0.2], 0.5),
        ]
    )
    chart = figures.answers(results)
    assert plain(chart.title) == (
        "Leden die antwoordden waren in 2024 het vaakst tevreden over de helpdesk (85 %). Het "
        "minst vaak waren ze tevreden over de website (50 %)"
    )
    assert plain(chart.alt).endswith(
        "Website: zeer ontevreden 10 %, ontevreden 20 %, neutraal 20 %, tevreden 30 %, "
        "zeer tevreden 20 %; samen tevreden 50 %."
    )
    assert "zeer ontevreden te klein om te tonen" in plain(chart.alt)
    for text in ("85 %", "75 tot 95 %", "40 tot 60 %", "100"):
        assert text in plain(chart.svg)


def test_a_scale_without_a_neutral_answer_parts_in_the_middle() -> None:
    from pijler_analysis.display.figures.likert import _starts

    assert _starts([0.1, 0.2, 0.4, 0.3]) == pytest.approx([-0.3, -0.2, 0.0, 0.4])
    assert _starts([0.1, 0.2, 0.2, 0.3, 0.2]) == pytest.approx([-0.4, -0.3, -0.1, 0.1, 0.4])


def known_and_liked(**spots: tuple[float, float]) -> pd.DataFrame:
    return result_rows(
        [
            SURVEY | {"indicator": indicator, "by": "block", "group": block, "estimate": value}
            for block, spot in spots.items()
            for indicator, value in zip(
                ("survey.experience", "survey.satisfaction"), spot, strict=True
            )
        ]
    )


def test_what_many_know_and_fewer_like_is_named_first() -> None:
    chart = figures.use_and_satisfaction(
        known_and_liked(website=(0.9, 0.4), helpdesk=(0.6, 0.9), training=(0.5, 0.7))
    )
    assert chart.title == (
        "Veel leden kennen de website, maar waren er in 2024 minder vaak tevreden over"
    )
    assert "Website: 90 % kent, 40 % tevreden" in plain(chart.alt)
    turned = figures.use_and_satisfaction(
        known_and_liked(website=(0.9, 0.9), helpdesk=(0.4, 0.6), training=(0.5, 0.7))
    )
    assert turned.title == "Wat de meeste leden kennen, waarderen ze in 2024 ook het vaakst"


def moves(**items: tuple[float | None, float, float, float]) -> pd.DataFrame:
    ends = ((0, 0), (0, 1), (1, 0), (1, 1))
    return pd.DataFrame(
        [
            {"item": item, "then": then, "now": now, "count": count, "n_both": 50}
            for item, counts in items.items()
            for (then, now), count in zip(ends, counts, strict=True)
        ]
    )


def test_flows_lead_with_the_question_where_most_moved() -> None:
    chart = figures.answer_flows(
        moves(
            need_stem=(10, 5, 5, 30), need_financien=(5, 20, 10, 15), need_netwerk=(None, 5, 5, 5)
        ),
        then=2019, now=YEAR,
    )  # fmt: skip
    assert plain(chart.title) == (
        "Over financiën veranderden organisaties het vaakst van antwoord: 20 van nee naar ja, 10 "
        "van ja naar nee"
    )
    assert "15 twee keer ja, 20 van nee naar ja, 10 van ja naar nee en 5 twee keer nee" in chart.alt
    assert set(chart.data["item"]) == {"need_financien", "need_stem"}


def test_where_rounded_counts_tie_the_figure_and_the_sentence_name_the_same_questions() -> None:
    tied = moves(
        need_stem=(10, 5, 5, 30), need_financien=(10, 20, 10, 10), need_netwerk=(15, 15, 15, 5)
    )
    title = plain(figures.answer_flows(tied, then=2019, now=YEAR).title)
    assert title == (
        "Over financiën en netwerken en kennis delen veranderden organisaties het vaakst van "
        "antwoord"
    )
    assert plain(narrative.moves_summary(tied).markdown).splitlines()[2] == (
        "Wie twee keer antwoordde, veranderde het vaakst van antwoord over financiën en netwerken "
        "en kennis delen: elk ongeveer 60 %."
    )
    short = figures.answer_flows(
        moves(need_stem=(10, 5, 5, 30), need_financien=(None, 20, 10, 10)), then=2019, now=YEAR
    )
    assert plain(short.title) == "Over financiën veranderden organisaties het vaakst van antwoord"


def test_names_under_the_channels_do_not_run_together_in_another_language() -> None:
    pairs = {"registrations+training": 278, "training+helpdesk": 39}
    row = {"indicator": "diaspora.overlap", "unit": "organisations", "year": YEAR}
    results = result_rows(
        [row | {"by": "channel_pair", "group": pair, "estimate": n} for pair, n in pairs.items()]
        + [row | {"by": "total", "group": "total", "estimate": 300}]
    )
    with speaking("en"):
        chart = figures.channel_overlap(results, year=YEAR)
    below = [
        text
        for text in chart.figure.findobj(Text)
        if text.get_text() in ("Registrations", "Trainings") and text.get_ha() == "center"
    ]
    boxes = [text.get_window_extent() for text in below]
    assert len(boxes) == 2
    assert not boxes[0].overlaps(boxes[1])


def test_a_group_too_small_says_so_in_the_language_of_the_report() -> None:
    row = {"indicator": "helpdesk.questions", "year": YEAR, "by": "asker", "unit": "questions"}
    results = result_rows(
        [row | {"group": "fourth_pillar", "estimate": 105},
         row | {"group": "government", "protection": "withheld"},
         row | {"year": 2019, "group": "fourth_pillar", "estimate": 90}]
    )  # fmt: skip
    with speaking("en"):
        chart = figures.helpdesk_by_asker(results, year=YEAR, against=2019)
    told = {text.get_text() for text in chart.figure.findobj(Text)}
    assert "too small" in told
    assert "te klein" not in told


def test_the_course_of_a_part_names_it_and_has_no_verb() -> None:
    row = {"indicator": "reach.registrations", "by": "province", "unit": "organisations"}
    results = result_rows(
        [row | {"group": "Limburg", "year": year, "estimate": count, "low": count,
                "high": count + 15} for year, count in ((YEAR - 2, 80), (YEAR - 1, 96), (YEAR, 90))]
        + [row | {"group": "Brussel", "year": YEAR, "estimate": 55}]
    )  # fmt: skip
    chart = figures.part_trend(
        results, "reach.registrations", "province", "Limburg", year=YEAR, against=YEAR - 2
    )
    assert plain(chart.title) == (
        f"Het aantal actieve organisaties in Limburg: 80 in {YEAR - 2}, 90 in {YEAR}"
    )
    assert chart.caption.startswith(f"Actieve organisaties in Limburg, {YEAR - 2}–{YEAR}. Bron: ")
    assert set(chart.data["group"]) == {"Limburg"}
    assert "Brussel" not in chart.alt
