"""The basic-training series for diaspora organisations, given twice a year, and who took it.

The series is known by what its sessions are called: a training on the basics with *diaspora* in
its title.
"""

from __future__ import annotations

import pandas as pd

from pijler_analysis.data import YearData, once_a_year
from pijler_analysis.indicators.breakdowns import counts_of
from pijler_analysis.indicators.catalogue import Rows, indicator
from pijler_analysis.indicators.doubts import count_of
from pijler_analysis.indicators.measures import count
from pijler_analysis.indicators.organisations import as_series, ids_in, present_at


@indicator(
    id="diaspora.series_sessions",
    name_nl="Basisreeks voor diaspora: bijeenkomsten",
    name_en="Basic series for diaspora: sessions",
    definition="Bijeenkomsten van de basisreeks voor diasporaorganisaties: basisvormingen met "
    "diaspora in de titel.",
    silence="Een bijeenkomst die anders heet, telt niet mee, ook al ging ze over hetzelfde.",
    numerator="gehouden bijeenkomsten van de basisreeks",
    denominator="",
    tables=("sessions",),
    unit="sessions",
    counts="sessions",
    protection="workload",
    challenge="diaspora",
)
def diaspora_series_sessions(data: YearData) -> Rows:
    """Count the sessions of the basic series."""
    return [count(len(sessions_of_series(data)), possible=data.rejected_rows("sessions"))]


@indicator(
    id="diaspora.series_organisations",
    name_nl="Basisreeks voor diaspora: organisaties",
    name_en="Basic series for diaspora: organisations",
    definition="Verschillende organisaties, diaspora of niet, die minstens een bijeenkomst van de "
    "basisreeks voor diasporaorganisaties volgden.",
    silence="Het zegt niet wie de hele reeks volgde, en niet wat er nadien mee gebeurde.",
    numerator="verschillende organisaties, aanwezig op de basisreeks",
    denominator="",
    tables=("attendance", "sessions", "registrations"),
    unit="organisations",
    counts="organisations",
    protection="public",
    challenge="diaspora",
)
def diaspora_series_organisations(data: YearData) -> Rows:
    """Count the unique organisations at the basic series, by status."""
    present = present_at(data, "training")
    present = present[present["session_id"].isin(sessions_of_series(data))]
    seen = ids_in(present)
    return [count_of(data, seen), *counts_of(data, as_series(seen), by=("diaspora",))]


@once_a_year
def sessions_of_series(data: YearData) -> pd.Series:
    """Return the codes of the sessions of the series."""
    sessions = data.sessions
    is_training = sessions["session_kind"] == "training"
    is_named = sessions["session_title"].str.contains("diaspora", case=False).fillna(False)
    is_basic = (sessions["session_theme"] == "basics").fillna(False)
    return sessions.loc[is_training & is_basic & is_named, "session_id"]
