"""Statistics for finite populations, weighted samples, waves and small numbers.

Pure functions with one topic a module: arrays or Series in, a dict of numbers (scalars in) or
arrays (arrays in) out, or a tidy frame with one row per item and group. They know nothing of
columns, files or indicators. Invalid input raises ``ValueError`` naming the offending item; zero
respondents give missing, never zero.

``proportions``, ``weights``, ``survey``, ``resample``, ``change``, ``likert``, ``counts``,
``inequality``, ``trend``, ``multiple`` and ``distance`` are imported by name:

>>> from pijler_analysis.stats import proportions
>>> round(proportions.proportion_interval(15, 148, population=985)["low"], 4)
0.0648
"""
