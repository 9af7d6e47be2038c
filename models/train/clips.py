"""Real clips: pairs of frames with estimated flow, and hints as a person would place them."""

import cv2
import numpy as np

from .flow import estimate, lit, moving
from .pictures import clips, recolour


class Clips:
    """Pairs (frame, flow, where it is known) with enough motion, grouped by picture size.

    Only of a camera that stands still: what the whole picture does is no
    answer to a hint. `raw` keeps the flow as DIS gives it and the pairs of any camera.
    `least`: by how many levels the frames must differ where something moves; what
    changes less is mostly flicker and shadow, of which no flow tells the truth.
    """

    def __init__(self, data, side, rng, pairs=8, size=256, raw=False, least=0.0):
        dis = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self.pairs = {}
        self.names = {}
        for name, frames in clips(data, side, size).items():
            found = 0
            behind = np.median(frames[:: max(1, len(frames) // 30)], 0).astype(np.uint8)
            for _ in range(pairs * 3):
                if found >= pairs or len(frames) < 6:
                    break
                k = int(rng.integers(0, len(frames) - 5))
                gap = int(rng.choice([1, 2, 3, 5]))
                a, b = frames[k], frames[min(k + gap, len(frames) - 1)]
                flow, good = estimate(dis, a, b)
                if not raw:
                    there = moving(a, b, flow, good, behind)
                    if not there.any() or there.mean() > 0.5 or change(a, b, there) < least:
                        continue
                    flow, good = flow * there[..., None], good | ~there
                speed = np.linalg.norm(flow, axis=-1)
                if not 2.0 < np.percentile(speed, 98 if raw else 99) < 60 or good.mean() < 0.6:
                    continue
                if (speed > 1.5).sum() < 200:
                    continue
                found += 1
                self.pairs.setdefault(a.shape[:2], []).append((a, flow, good))
                self.names.setdefault(a.shape[:2], []).append(name)

    def __len__(self):
        return sum(len(v) for v in self.pairs.values())


def varied(rng, pair):
    """The same pair seen otherwise: a part of it enlarged, flipped, in other colours; same size."""
    picture, flow, good = pair
    h, w = flow.shape[:2]
    zoom = float(rng.choice([1.0, rng.uniform(1.0, 1.7)]))
    ch, cw = round(h / zoom), round(w / zoom)
    # a part with something that moves in it
    ys, xs = np.nonzero(good & (np.linalg.norm(flow, axis=-1) > 1.5))
    k = rng.integers(len(ys)) if len(ys) else None
    y, x = (ys[k], xs[k]) if k is not None else (h // 2, w // 2)
    top = int(np.clip(y - rng.uniform(0.2, 0.8) * ch, 0, h - ch))
    left = int(np.clip(x - rng.uniform(0.2, 0.8) * cw, 0, w - cw))
    part = slice(top, top + ch), slice(left, left + cw)
    size = (w, h)
    picture = cv2.resize(picture[part], size, interpolation=cv2.INTER_LINEAR)
    flow = cv2.resize(flow[part], size, interpolation=cv2.INTER_LINEAR) * np.float32([w / cw, h / ch])
    good = cv2.resize(good[part].astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    if rng.random() < 0.5:
        picture, good, flow = picture[:, ::-1], good[:, ::-1], flow[:, ::-1] * np.float32([-1, 1])
    return recolour(rng, picture), flow, good


def change(a, b, where):
    """Mean difference of two frames in an area, in levels."""
    return float(np.abs(a.astype(np.float32) - lit(b, a)).mean(-1)[where].mean())


def place_hints(rng, flow, good, n):
    """n hints (x, y in 0..1, moving) and their own motion [n,2] in pixels.

    The first where it moves most, the next where the motion so far told is
    wrong by most, the others where it is still.
    """
    h, w = flow.shape[:2]
    speed = np.linalg.norm(flow, axis=-1)
    top = max(np.percentile(speed[good], 98) if good.any() else 1.0, 1.0)
    moves = good & (speed > 0.5 * top)
    well = cv2.erode(moves.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    moves = well if well.sum() > 20 else moves
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
