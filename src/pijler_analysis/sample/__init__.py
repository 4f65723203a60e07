"""The synthetic organisation: realistic, messy exports of which the truth is known."""

from __future__ import annotations

from pijler_analysis.sample.project import write_sample

__all__ = ["write_sample"]
