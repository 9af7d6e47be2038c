"""Real clips: pairs of frames with estimated flow (OpenCV DIS), and hints as a person would place them."""

import cv2
import numpy as np

from .pictures import clips


def estimate(dis, a, b):
    """Flow a -> b by DIS and where it can be trusted (forward and backward agree): [h,w,2], [h,w] bool."""
    ga, gb = cv2.cvtColor(a, cv2.COLOR_RGB2GRAY), cv2.cvtColor(b, cv2.COLOR_RGB2GRAY)
    forward, back = dis.calc(ga, gb, None), dis.calc(gb, ga, None)
    h, w = ga.shape
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    there = cv2.remap(back, x + forward[..., 0], y + forward[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    gap = np.linalg.norm(forward + there, axis=-1)
    good = gap < 1.0 + 0.1 * np.linalg.norm(forward, axis=-1)
    return forward, good


class Clips:
    """Pairs with enough motion, grouped by picture size."""

    def __init__(self, data, side, rng, pairs=8, size=256):
        dis = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self.pairs = {}
        self.names = {}
        for name, frames in clips(data, side, size).items():
            found = 0
            for _ in range(pairs * 3):
                if found >= pairs or len(frames) < 6:
                    break
                k = int(rng.integers(0, len(frames) - 5))
                gap = int(rng.choice([1, 2, 3, 5]))
                a, b = frames[k], frames[min(k + gap, len(frames) - 1)]
                flow, good = estimate(dis, a, b)
                speed = np.linalg.norm(flow, axis=-1)
                if not 2.0 < np.percentile(speed, 98) < 60 or good.mean() < 0.6:
                    continue
                if (speed > 1.5).sum() < 200:
                    continue
                found += 1
                self.pairs.setdefault(a.shape[:2], []).append((a, flow, good))
                self.names.setdefault(a.shape[:2], []).append(name)

    def __len__(self):
        return sum(len(v) for v in self.pairs.values())


def place_hints(rng, flow, good, n):
    """n hints (x, y in 0..1, moving) and their own motion [n,2] in pixels.

    The first where it moves most, the next where the motion so far told is
    wrong by most, the others where it is still.
    """
    h, w = flow.shape[:2]
    speed = np.linalg.norm(flow, axis=-1)
    top = max(np.percentile(speed[good], 98) if good.any() else 1.0, 1.0)
    moves = good & (speed > 0.5 * top)
    still = good & (speed < min(0.5, 0.12 * top))
    hints, motion = [], []
    pins = 0 if n == 1 else int(rng.integers(0, n))
    if still.sum() < 50:
        pins = 0
    left = moves
    for _ in range(n - pins):
        ys, xs = np.nonzero(left if left.sum() > 20 else moves if moves.any() else good | True)
        k = rng.integers(len(ys))
        y, x = ys[k], xs[k]
        u = np.median(flow[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2].reshape(-1, 2), 0)
        hints.append(((x + 0.5) / w, (y + 0.5) / h, 1.0))
        motion.append(u)
        told = np.min([np.linalg.norm(flow - v, axis=-1) for v in motion], 0)
        left = moves & (told > 0.4 * top)
    if pins:
        ys, xs = np.nonzero(still)
        # half of the pins near what moves, where a person would put them
        for _ in range(pins):
            k = rng.integers(0, len(ys), 12)
            if rng.random() < 0.5:
                d = [min((xs[j] / w - q[0]) ** 2 + (ys[j] / h - q[1]) ** 2 for q in hints[: n - pins]) for j in k]
                j = k[int(np.argmin(d))]
            else:
                j = k[0]
            hints.append(((xs[j] + 0.5) / w, (ys[j] + 0.5) / h, 0.0))
            motion.append(np.zeros(2))
    return np.asarray(hints, np.float32), np.asarray(motion, np.float32)
