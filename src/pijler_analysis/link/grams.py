"""Names that look alike, found by the three-letter pieces they share.

The alphabet is small and fixed, so that every piece has its own number and no vocabulary need be
learned. Pieces that many names share are left out of the search, though not of the likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy import sparse

_LETTERS = {letter: n for n, letter in enumerate(" abcdefghijklmnopqrstuvwxyz0123456789")}
_SIZE = len(_LETTERS) + 1
_OTHER = _SIZE - 1
_COMMON_SHARE, _COMMON_LEAST = 0.02, 50
_RAREST = 8
"""Pieces of a name it is looked for by: the ones fewest names share."""
_SHARED = 0.3
"""Likeness in those pieces alone from which two names are compared further."""
_ROWS = 2000
"""Names looked up at once: what bounds the memory."""


def gram_matrix(names: Sequence[str]) -> sparse.csr_matrix:
    """Weigh the three-letter pieces of each name by how few names have them; rows of length 1."""
    codes = np.frombuffer("  ".join(["", *names, ""]).encode("ascii", "replace"), dtype=np.uint8)
    table = np.full(256, _OTHER, dtype=np.int64)
    for letter, number in _LETTERS.items():
        table[ord(letter)] = number
    letters = table[codes]
    grams = (letters[:-2] * _SIZE + letters[1:-1]) * _SIZE + letters[2:]
    lengths = np.array([len(name) for name in names], dtype=np.int64)
    starts = 1 + np.cumsum(lengths + 2) - (lengths + 2)
    rows = np.repeat(np.arange(len(names)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    found = grams[np.repeat(starts, lengths) + within]
    counts = sparse.csr_matrix(
        (np.ones(len(found), dtype=np.float32), (rows, found)), shape=(len(names), _SIZE**3)
    )
    counts.data[:] = np.minimum(counts.data, 1)
    spread = np.bincount(counts.indices, minlength=_SIZE**3)
    weights = np.log((1 + len(names)) / (1 + spread)).astype(np.float32) + 0.1
    counts.data *= weights[counts.indices]
    norms = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return sparse.diags_array(1 / np.maximum(norms, 1e-9).astype(np.float32)) @ counts


def similar_pairs(matrix: sparse.csr_matrix, *, least: float, most: int) -> np.ndarray:
    """Return the pairs of rows whose likeness is at least ``least``, ``most`` for each row.

    Returns
    -------
    array of two columns, the smaller row first, each pair once
    """
    n = matrix.shape[0]
    spread = np.bincount(matrix.indices, minlength=matrix.shape[1])
    searched = _rarest(matrix, spread, limit=max(_COMMON_LEAST, _COMMON_SHARE * n))
    against = sparse.csr_matrix(matrix.T)
    chunks = range(0, n, _ROWS)
    with ThreadPoolExecutor(max_workers=2) as threads:
        found = list(
            threads.map(lambda at: _nearest(searched[at : at + _ROWS], against, at, most), chunks)
        )
    pairs = np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)
    pairs = unique_pairs(pairs, n)
    return pairs[likeness(matrix, pairs) >= least]


def likeness(matrix: sparse.csr_matrix, pairs: np.ndarray) -> np.ndarray:
    """Return the cosine of each pair of rows."""
    if not len(pairs):
        return np.empty(0)
    return np.asarray(matrix[pairs[:, 0]].multiply(matrix[pairs[:, 1]]).sum(axis=1)).ravel()


def unique_pairs(pairs: np.ndarray, n: int) -> np.ndarray:
    """Return each pair of different numbers below ``n`` once, the smaller number first.

    >>> unique_pairs(np.array([[3, 1], [1, 3], [2, 2]]), 4).tolist()
    [[1, 3]]
    """
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    coded = np.unique((low * n + high)[low != high])
    return np.column_stack((coded // max(n, 1), coded % max(n, 1)))


def _rarest(matrix: sparse.csr_matrix, spread: np.ndarray, *, limit: float) -> sparse.csr_matrix:
    """Keep of each row its rarest pieces only."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((spread[matrix.indices], rows))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - matrix.indptr[rows[order]]
    kept = (rank < _RAREST) & (spread[matrix.indices] <= limit)
    return sparse.csr_matrix(
        (matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape
    )


def _nearest(
    rows: sparse.csr_matrix, against: sparse.csr_matrix, first: int, most: int
) -> np.ndarray:
    """Return for each row the rows it shares most with, itself left out."""
    shared = (rows @ against).tocsr()
    at = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr)) + first
    other, score = shared.indices, shared.data
    kept = (score > _SHARED) & (other != at)
    at, other, score = at[kept], other[kept], score[kept]
    order = np.lexsort((-score, at))
    at, other = at[order], other[order]
    starts = np.searchsorted(at, at)
    near = np.arange(len(at)) - starts < most
    return np.column_stack((at[near], other[near])).astype(np.int64)
