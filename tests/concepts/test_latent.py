import numpy as np
import pytest
from scipy.spatial.transform import Rotation, Slerp

from backend.concepts.latent import interpolate, slerp

RANDOM = np.random.default_rng(0)


def test_on_a_sphere_it_is_the_rotation_from_one_to_the_other() -> None:
    a, b = (v / np.linalg.norm(v) for v in RANDOM.standard_normal((2, 3)))
    axis = np.cross(a, b) / np.linalg.norm(np.cross(a, b)) * np.arccos(a @ b)
    path = Slerp([0, 1], Rotation.from_rotvec([np.zeros(3), axis]))
    for t in np.linspace(0, 1, 7):
        np.testing.assert_allclose(slerp(a.astype("float32"), b.astype("float32"), t), path(t).apply(a), atol=1e-6)


def test_interpolation_preserves_the_norm() -> None:
    a, b = RANDOM.standard_normal((2, 100)).astype(np.float32)
    lengths = np.linalg.norm(interpolate(np.stack([a, b]), 1, 11), axis=1)
    assert lengths.min() > 0.98 * min(np.linalg.norm(a), np.linalg.norm(b))
    assert np.linalg.norm((a + b) / 2) < 0.8 * lengths.min()


def test_a_surface_has_its_corners_and_edges() -> None:
    corners = RANDOM.standard_normal((4, 100)).astype(np.float32)
    surface = interpolate(corners, 3, 5).reshape(3, 5, 100)
    np.testing.assert_allclose(surface[[0, 0, -1, -1], [0, -1, 0, -1]], corners, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(surface[0], interpolate(corners[:2], 1, 5), rtol=1e-6)


@pytest.mark.parametrize("other", [-1.0, -2.0, 1.0, 3.0, 0.0])
def test_between_vectors_of_one_line_the_way_is_straight(other: float) -> None:
    """No arc is shorter than another between opposite vectors, and none is longer than 0 between equal ones."""
    a = np.array([3, -4, 12], np.float32)
    for t in (0, 0.25, 0.5, 0.75, 1):
        np.testing.assert_allclose(slerp(a, np.float32(other) * a, t), (1 - t + t * other) * a, atol=1e-5)


@pytest.mark.parametrize("other", [1.0, -1.0, 0.0])
def test_parallel_and_zero_vectors_need_no_special_case(other: float) -> None:
    a = RANDOM.standard_normal(10).astype(np.float32)
    path = interpolate(np.stack([a, other * a]), 1, 5)
    assert np.isfinite(path).all()
    np.testing.assert_allclose(path[[0, -1]], [a, other * a], atol=1e-5)
