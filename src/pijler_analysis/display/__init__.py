"""Results for a reader: Dutch numbers and words, sentences, tables, figures and cards.

Rounding and translating happen here and nowhere else. Everything reads the protected result table
(or, where a function says so, a clean table) and computes nothing.
"""
