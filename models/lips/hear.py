"""What is heard in a hundredth of a second, as src/media/sound/hear.ts tells it."""

import numpy as np

RATE, PIECE, HOP, BANDS = 16_000, 512, 160, 16


def _mel(hertz):
    return 2595 * np.log10(1 + np.asarray(hertz) / 700)


_edges = 700 * (10 ** (np.linspace(_mel(100), _mel(7000), BANDS + 2) / 2595) - 1)
_bins = np.arange(PIECE // 2) * RATE / PIECE
FILTERS = np.maximum(
    0,
    np.minimum(
        (_bins - _edges[:-2, None]) / (_edges[1:-1] - _edges[:-2])[:, None],
        (_edges[2:, None] - _bins) / (_edges[2:] - _edges[1:-1])[:, None],
    ),
).astype(np.float32)
_window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(PIECE) / (PIECE - 1))).astype(np.float32)


def hear(samples: np.ndarray):
    """Decibels [moments] and bands [moments, BANDS], decibels."""
    count = max(1, int(np.ceil(len(samples) / HOP)))
    padded = np.concatenate([np.zeros(PIECE, np.float32), samples, np.zeros(2 * PIECE, np.float32)])
    starts = np.round((np.arange(count) + 0.5) * HOP - PIECE / 2).astype(int) + PIECE
    pieces = padded[starts[:, None] + np.arange(PIECE)]
    loud = 20 * np.log10(np.maximum(1e-5, np.sqrt(np.mean(pieces**2, 1))))
    power = np.abs(np.fft.rfft(pieces * _window, axis=1)[:, : PIECE // 2]) ** 2
    return loud, 10 * np.log10(power @ FILTERS.T + 1e-7)


OFFSETS = (-12, -8, -5, -3, -1, 0, 1, 3, 5)


def seen(loud: np.ndarray, bands: np.ndarray) -> np.ndarray:
    """What the map is given, [moments, OFFSETS x BANDS]: bands against what is loud, from before and after."""
    top = np.sort(loud)[int(0.95 * (len(loud) - 1))]
    level = np.clip((bands - top + 20) / 40, -0.5, 1.5).astype(np.float32)
    index = np.clip(np.arange(len(level))[:, None] + np.array(OFFSETS), 0, len(level) - 1)
    return level[index].reshape(len(level), -1)
