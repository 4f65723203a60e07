"""What is in an export nobody described: its tool, its table, and what each column means.

Nothing here decides anything about the data: it proposes, with a confidence and a reason, and a
person reads it before it becomes a source in ``pijler.toml``.
"""
