"""Names among dots: on no dot, on no other name or its line, and no line over another's dot."""

import numpy as np
import pytest

from pijler_analysis.display.figures.free_spots import free_spots

WITHIN = np.array((460.0, 180.0))
SIZE = (60.0, 8.0)


def corners(spot) -> tuple[np.ndarray, np.ndarray]:
    half = np.array(SIZE) / 2
    return spot.middle - half, spot.middle + half


@pytest.mark.parametrize("seed", [0, 1, 2, 22, 26])
def test_no_name_lies_on_a_dot_a_name_or_a_line(seed):
    draw = np.random.default_rng(seed)
    dots = np.column_stack((draw.uniform((0, 0), WITHIN, (100, 2)), draw.uniform(1, 8, 100)))
    spots = [spot for spot in free_spots([SIZE] * 6, dots, within=WITHIN) if spot is not None]
    assert len(spots) == 6
    for place, spot in enumerate(spots):
        low, high = corners(spot)
        assert (low >= 0).all()
        assert (high <= WITHIN).all()
        apart = np.hypot(*(dots[:, :2] - np.clip(dots[:, :2], low, high)).T)
        assert (apart > dots[:, 2]).all()
        for other in spots[:place]:
            below, above = corners(other)
            assert (high < below).any() or (low > above).any()
        for other in spots:
            if other is not spot:
                assert (np.hypot(*(other.line - dots[place, :2]).T) > dots[place, 2]).all()
                assert not ((other.line > low) & (other.line < high)).all(axis=1).any()


def test_a_name_stands_beside_its_dot_where_there_is_room():
    (spot,) = free_spots([SIZE], np.array([[200.0, 90.0, 6.0]]), within=WITHIN)
    low, high = corners(spot)
    edge = np.clip((200.0, 90.0), low, high)
    assert np.hypot(*(edge - (200.0, 90.0))) == pytest.approx(6.0, abs=5.0)


def test_a_name_without_room_is_left_out():
    assert free_spots([SIZE], np.array([[20.0, 20.0, 5.0]]), within=np.array((50.0, 50.0))) == [
        None
    ]
