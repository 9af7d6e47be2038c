"""What is found is asked about once more: a second place in the middle of what goes with a hint, as the studio does
(src/motion/again.ts). A path that begins near the end of a thing, or on a part that looks otherwise, takes more of it.
"""

import cv2
import numpy as np

SURE = 0.5  # what belongs to a hint at first
APART = 1 / 32  # how far the second place must be from every hint, in long sides
FAR = 0.15  # and from how far on it is as good, in long sides
DEEP = 2.0  # how far inside it must be, in pixels


def second(maps, hints, k):
    """The place (x, y, 1) to ask about with hint k, or None: deep in what it takes and away from all hints."""
    _, h, w = maps.shape
    side = max(h, w)
    x, y = min(w - 1, int(hints[k, 0] * w)), min(h - 1, int(hints[k, 1] * h))
    _, labels = cv2.connectedComponents((maps[k] > SURE).astype(np.uint8), connectivity=4)
    if labels[y, x] == 0:
        return None
    inside = np.pad(labels == labels[y, x], 1).astype(np.uint8)  # the picture's border is an end, too
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 3)[1:-1, 1:-1]
    px, py = np.meshgrid(np.arange(w) + 0.5, np.arange(h) + 0.5)
    apart = np.min([np.hypot(px - q[0] * w, py - q[1] * h) for q in hints], 0)
    worth = depth * np.minimum(apart, FAR * side) * ((depth >= DEEP) & (apart >= APART * side))
    best = int(np.argmax(worth))
    if worth.flat[best] <= 0:
        return None
    return ((best % w + 0.5) / w, (best // w + 0.5) / h, 1.0)


def asked_again(tell, hints, most=16):
    """Influence [N,h,w] of hints [N,3] by `tell` (hints -> influence); asked twice where one of them moves."""
    maps = tell(hints)
    if np.count_nonzero(hints[:, 2]) != 1 or len(hints) >= most:  # several hints tell enough by themselves
        return maps
    found = [(k, second(maps, hints, k)) for k in range(len(hints)) if hints[k, 2] > 0]
    found = [(k, place) for k, place in found if place]
    if not found:
        return maps
    more = tell(np.concatenate([hints, np.asarray([place for _, place in found], np.float32)]))
    out = more[: len(hints)].copy()
    for (k, _), share in zip(found, more[len(hints) :], strict=True):
        out[k] += share
    return out
