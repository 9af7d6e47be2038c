"""How far pictures are apart."""

import numpy as np


def psnr(error):
    """From an array of differences in 0..255."""
    return float(10 * np.log10(255**2 / max(float(np.mean(np.square(error, dtype=np.float64))), 1e-6)))


def gradient(picture, where):
    """Mean absolute gradient inside a mask."""
    p = picture.astype(np.float32)
    dx, dy = np.abs(np.diff(p, axis=1))[:-1], np.abs(np.diff(p, axis=0))[:, :-1]
    inside = where[:-1, :-1]
    return float((dx + dy).mean(-1)[inside].mean()) if inside.any() else 0.0
