"""From notebook to document: execute, convert, typeset; see :mod:`pijler_analysis.report.run`."""
