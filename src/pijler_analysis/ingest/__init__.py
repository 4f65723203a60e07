"""A file becomes tables of cells with row numbers: nothing is interpreted, nothing gets lost."""
