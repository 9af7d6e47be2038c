"""How the layers of a generated scene move: exact displacements that grow with time."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass
class Motion:
    """A displacement that grows with the phase s: 0 at rest, 1 at its full size.

    Similarity about `centre` (turn in radians, growth as a logarithm, shift in
    pixels), a smooth field `bend` [h,w,2], and `share` [h,w], the part of the
    motion that each place takes (1 for a rigid thing).
    """

    centre: tuple = (0.0, 0.0)
    turn: float = 0.0
    growth: float = 0.0
    shift: tuple = (0.0, 0.0)
    bend: np.ndarray | None = None
    share: np.ndarray | None = None
    phase: str = "ease"
    cycles: float = 1.0

    def at(self, t):
        """Phase at time t in 0..1."""
        if self.phase == "swing":
            return float(np.sin(2 * np.pi * self.cycles * t))
        return float(t * t * (3 - 2 * t)) if self.phase == "ease" else float(t)

    def displacement(self, s, h, w):
        """(x, y) displacement on the still's grid at phase s: float32 [h,w,2]."""
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        x -= self.centre[0]
        y -= self.centre[1]
        k, a = np.exp(self.growth * s), self.turn * s
        c, d = k * np.cos(a), k * np.sin(a)
        out = np.empty((h, w, 2), np.float32)
        out[..., 0] = (c - 1) * x - d * y + self.shift[0] * s
        out[..., 1] = d * x + (c - 1) * y + self.shift[1] * s
        if self.bend is not None:
            out += self.bend * s
        if self.share is not None:
            out *= self.share[..., None]
        return out

    @property
    def rigid(self):
        return self.bend is None and self.share is None


def invert(displacement, rounds=8):
    """Where each target pixel comes from, minus itself: b with b(y) = -u(y + b(y))."""
    h, w = displacement.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    back = -displacement
    for _ in range(rounds):
        back = -cv2.remap(
            displacement, x + back[..., 0], y + back[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    return back


def random_motion(rng, alpha, strength=1.0):
    """A motion for a thing with this alpha; strength 1 moves up to 0.22 of the long side."""
    h, w = alpha.shape
    side = max(h, w)
    ys, xs = np.nonzero(alpha[::2, ::2] > 0.5)
    ys, xs = ys * 2, xs * 2
    cx, cy = (float(xs.mean()), float(ys.mean())) if len(xs) else (w / 2, h / 2)
    length = side * strength * rng.uniform(0.02, 0.22)
    heading = rng.uniform(0, 2 * np.pi)
    m = Motion(centre=(cx, cy), shift=(length * np.cos(heading), length * np.sin(heading)))
    kind = rng.random()
    if kind < 0.45:
        return m
    m.turn = rng.normal(0, 0.25) * strength
    m.growth = rng.normal(0, 0.1) * strength
    if kind < 0.75:
        return m
    if kind < 0.88 or len(xs) < 50:  # thin-plate like
        field_ = rng.normal(0, 1, (3, 4, 2)).astype(np.float32) * side * 0.04 * strength
        m.bend = cv2.resize(field_, (w, h), interpolation=cv2.INTER_CUBIC)
        return m
    # swaying about the lower end
    m.phase, m.cycles = "swing", float(rng.choice([0.5, 1.0]))
    m.turn, m.growth = 0.0, 0.0
    y = np.mgrid[0:h, 0:w][0].astype(np.float32)
    low, high = float(ys.max()), float(ys.min())
    m.share = np.clip((low - y) / max(low - high, 1), 0, 1) ** rng.uniform(1, 2)
    m.shift = (length * rng.choice([-1, 1]), 0.2 * length * rng.normal())
    return m
