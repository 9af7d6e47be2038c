"""How influence behaves at borders, in thin parts, between two hints and on long drags, beside the plain methods.

All at long side 256, on things of held-out photographs and of scenes made of
them, whose outlines are known. A method gives influence [N,h,w].
"""

import cv2
import numpy as np

from ..library import Library
from ..samples import inside, place_sample, scene_sample
from .motion import motion_methods

NEAR, FAR = 2, 8  # the band on either side of an outline, in pixels from it
THIN = 9  # parts narrower than this many pixels are thin
LONG = (0.129, 0.4)  # long drags, in long sides


def bands(mask):
    """Where a thing's border bands are: (just inside, just outside), bool [h,w] each."""
    hard = (mask > 0.5).astype(np.uint8)
    within = cv2.distanceTransform(hard, cv2.DIST_L2, 3)
    without = cv2.distanceTransform(1 - hard, cv2.DIST_L2, 3)
    return (within > NEAR) & (within <= FAR), (without > NEAR) & (without <= FAR)


def thin(mask):
    """Parts of a mask that an opening takes away, bool [h,w]."""
    hard = (mask > 0.5).astype(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THIN, THIN))
    return (hard > 0) & (cv2.morphologyEx(hard, cv2.MORPH_OPEN, disc) == 0)


def along(total, a, b):
    """Values of a map [h,w] on the straight line between two places (x, y)."""
    count = int(np.ceil(np.hypot(b[0] - a[0], b[1] - a[1]))) + 1
    x, y = (np.linspace(a[k], b[k], count) for k in (0, 1))
    return total[np.round(y).astype(int), np.round(x).astype(int)]


def two_hints(rng, mask):
    """Two places on a thing, well apart, the straight line between them on it; or None."""
    for _ in range(12):
        a, b = inside(rng, mask, 0.0), inside(rng, mask, 0.0)
        if a is None or b is None:
            return None
        if np.hypot(a[0] - b[0], a[1] - b[1]) > 24 and along(mask, a, b).min() > 0.5:
            return a, b
    return None


def measure_borders(rng, args, influence):
    """figure -> method -> value.

    "leak": mean influence 2 to 8 px outside the outline over that 2 to 8 px
    inside (a method that is nowhere has no share to leak and is left out).
    "step": by how much influence falls there, inside less outside.
    "thin": share of the parts narrower than 9 px that go with the thing.
    "dip": by how much the joint influence of two hints on one thing falls on
    the line between them, of its lower end. "seam": where the two move
    unlike, the largest change between neighbouring pixels of that line, of
    the whole change (1: a cut).
    "long": end-point error of drags of 13 to 40 % of the long side, over the drag.
    """
    methods = {name: run for name, run in motion_methods(influence, None).items() if name != "nothing"}
    library = Library(args.data, "eval", rng)
    out = {figure: {name: [] for name in methods} for figure in ("leak", "step", "thin", "dip", "seam", "long")}
    done = 0
    while done < args.scenes:
        make = place_sample if done % 2 else scene_sample
        one = make(rng, library, 176, 256, 1)
        if one is None:
            continue
        done += 1
        picture = np.round(one["picture"] * 255).astype(np.uint8)
        mask = one["goal"][0]
        length = 256 * rng.uniform(*LONG)
        u = one["motion"] / max(float(np.linalg.norm(one["motion"])), 1e-3) * length
        h, w = mask.shape
        pair = two_hints(rng, mask)
        hints = pair and np.float32([[(x + 0.5) / w, (y + 0.5) / h, 1] for x, y in pair])
        for name, method in methods.items():
            flow, share = method(picture, one["hints"], u)
            out["long"][name].append(float(np.linalg.norm(flow - mask[..., None] * u[0], axis=-1).mean() / length))
            if share is None:
                continue
            within, without = (float(share[0][band].mean()) if band.any() else 0.0 for band in bands(mask))
            out["leak"][name].append((without, within))
            out["step"][name].append(within - without)
            slim = thin(mask)
            if slim.sum() > 40:
                out["thin"][name].append(float((share[0][slim] > 0.5).mean()))
            if pair:
                _, both = method(picture, hints, np.zeros((2, 2), np.float32))
                line = along(both.sum(0), *pair)
                low = max(min(line[0], line[-1]), 1e-3)
                out["dip"][name].append(float(np.clip(1 - line.min() / low, 0, 1)))
                first = along(both[0] / np.maximum(both.sum(0), 1e-3), *pair)
                out["seam"][name].append(float(np.abs(np.diff(first)).max() / max(abs(first[0] - first[-1]), 0.05)))
    result = {figure: {n: float(np.mean(v)) for n, v in by.items() if v} for figure, by in out.items()}
    result["leak"] = {
        n: float(np.mean([o for o, _ in v]) / max(np.mean([i for _, i in v]), 1e-3))
        for n, v in out["leak"].items()
        if v
    }
    return result
