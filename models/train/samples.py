"""Samples for the motion graph: a picture, hints on it, what goes with them and how all of it moves."""

import numpy as np

from .clips import place_hints
from .library import spoil
from .motions import Motion, random_motion


def inside(rng, mask, centred=0.5):
    """A point (x, y) in pixels well inside a mask [h,w] (0..1), or None."""
    hard = (mask > 0.6).astype(np.uint8)
    ys, xs = np.nonzero(hard)
    if len(ys) < 12:
        return None
    if rng.random() < centred:
        import cv2

        depth = cv2.distanceTransform(hard, cv2.DIST_L2, 3)
        ys, xs = np.nonzero(depth >= 0.5 * depth.max())
    k = rng.integers(len(ys))
    return int(xs[k]), int(ys[k])


def hint(point, moving, h, w):
    return ((point[0] + 0.5) / w, (point[1] + 0.5) / h, moving)


def cut_in_two(rng, motion, mask):
    """Turns the motion into that of one part about a joint, the other part pinned.

    Returns (motion, weight of the moving part [h,w], point on the still part)
    or None.
    """
    h, w = mask.shape
    p, q = inside(rng, mask, 0.0), inside(rng, mask, 0.0)
    if p is None or q is None:
        return None
    axis = np.asarray(p, np.float32) - q
    length = float(np.linalg.norm(axis))
    if length < 0.12 * max(h, w):
        return None
    axis /= length
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    along = (x - q[0]) * axis[0] + (y - q[1]) * axis[1] - length * rng.uniform(0.35, 0.65)
    width = length * rng.uniform(0.03, 0.15)
    weight = (1 / (1 + np.exp(np.clip(-along / width, -30, 30)))).astype(np.float32)
    return Motion(motion.centre, motion.turn, motion.growth, motion.shift, None, weight), weight, p, q


def scene_sample(rng, library, h, w, n):
    """One sample from a generated scene: a dict of arrays, or None."""
    scene = library.scene(rng, h, w, most=4, camera=0.0)
    shown = scene.visible()
    bare = 1 - shown.sum(0)
    moving = [k for k, layer in enumerate(scene.layers) if layer.motion is not None and shown[k].sum() > 80]
    if not moving:
        return None
    picture = spoil(rng, scene.still())
    flow = np.zeros((h, w, 2), np.float32)
    known = np.ones((h, w), np.float32)
    hints, motions, groups, targets, sure = [], [], [], [], []
    rng.shuffle(moving)
    use = moving[: 1 + int(rng.integers(0, min(n, len(moving))))]
    free = n
    for k in moving:
        layer = scene.layers[k]
        if k not in use:
            layer.motion = None  # nobody moved it
            continue
        mask = shown[k]
        if free <= 0:
            continue
        point = inside(rng, mask)
        if point is None:
            continue
        target, exact = mask, layer.motion.rigid
        pin = None
        if free >= 2 and rng.random() < 0.3:
            cut = cut_in_two(rng, layer.motion, mask)
            if cut:
                layer.motion, weight, point, pin = cut
                target, exact = mask * weight, True
        u = layer.motion.displacement(1.0, h, w)
        g = len(targets)
        targets.append(target)
        sure.append(1.0 if exact else 0.5)
        hints.append(hint(point, 1.0, h, w))
        motions.append(u[point[1], point[0]])
        groups.append(g)
        free -= 1
        if pin is not None:
            hints.append(hint(pin, 0.0, h, w))
            motions.append(np.zeros(2))
            groups.append(-1)
            free -= 1
        elif free > 0 and rng.random() < 0.3:
            more = inside(rng, mask, 0.0)
            hints.append(hint(more, 1.0, h, w))
            motions.append(u[more[1], more[0]])
            groups.append(g)
            free -= 1
        flow += mask[..., None] * u
        known *= np.where((mask > 0.05) & (mask < 0.95), 0.3, 1.0)
    still = bare + sum(
        (shown[k] for k, layer in enumerate(scene.layers) if layer.motion is None), np.zeros((h, w), np.float32)
    )
    while free > 0:  # pins on what stands still, half of them near what moves
        spot = None
        for _ in range(6):
            point = inside(rng, still, 0.0)
            if point is None:
                break
            if spot is None:
                spot = point
            if rng.random() < 0.5 and hints:
                near = [np.hypot(p[0] * w - hints[0][0] * w, p[1] * h - hints[0][1] * h) for p in (spot, point)]
                spot = point if near[1] < near[0] else spot
        if spot is None or not hints:
            return None
        hints.append(hint(spot, 0.0, h, w))
        motions.append(np.zeros(2))
        groups.append(-1)
        free -= 1
    return pack(picture, hints, motions, groups, targets, sure, flow, known, n)


def single(picture, mask, point, u, exact=1.0):
    """One hint by itself: its entry of a batch without the picture, or None."""
    h, w = mask.shape
    known = np.where((mask > 0.05) & (mask < 0.95), 0.3, 1.0).astype(np.float32)
    motion = u[point[1], point[0]] if u.ndim == 3 else u
    flow = mask[..., None] * u
    return pack(picture, [hint(point, 1.0, h, w)], [motion], [0], [mask], [exact], flow, known, 1)


def scene_queries(rng, library, h, w, sets):
    """Several single hints on one generated scene, on different layers where there are; or None.

    Any layer may be dragged, whether the scene moves it or not.
    """
    scene = library.scene(rng, h, w, most=4, camera=0.0)
    shown = scene.visible()
    layers = [k for k in range(len(scene.layers)) if shown[k].sum() > 80]
    if not layers:
        return None
    picture = spoil(rng, scene.still())
    rng.shuffle(layers)
    out = []
    for q in range(sets):
        k = layers[q % len(layers)]
        motion = scene.layers[k].motion or random_motion(rng, scene.layers[k].alpha)
        point = inside(rng, shown[k])
        if point is None:
            return None
        out.append(single(picture, shown[k], point, motion.displacement(1.0, h, w), 1.0 if motion.rigid else 0.6))
    return out


def place_queries(rng, library, h, w, sets):
    """Several single hints on one thing in its photograph, or None."""
    picture, mask = library.in_place(rng, h, w)
    points = [inside(rng, mask, 0.3) for _ in range(sets)]
    if points[0] is None:
        return None
    length, heading = max(h, w) * rng.uniform(0.03, 0.2), rng.uniform(0, 6.28)
    u = np.asarray([length * np.cos(heading), length * np.sin(heading)], np.float32)
    return [single(picture, mask, point, u) for point in points]


def place_sample(rng, library, h, w, n):
    """One sample of a thing in its own photograph, moved by a similarity."""
    picture, mask = library.in_place(rng, h, w)
    point = inside(rng, mask)
    if point is None:
        return None
    side = max(h, w)
    length, heading = side * rng.uniform(0.03, 0.2), rng.uniform(0, 6.28)
    u = np.asarray([length * np.cos(heading), length * np.sin(heading)], np.float32)
    hints, motions, groups = [hint(point, 1.0, h, w)], [u], [0]
    while len(hints) < n:
        on = rng.random() < 0.3
        other = inside(rng, mask if on else 1 - mask, 0.0)
        if other is None:
            return None
        hints.append(hint(other, 1.0 if on else 0.0, h, w))
        motions.append(u if on else np.zeros(2))
        groups.append(0 if on else -1)
    known = np.where((mask > 0.05) & (mask < 0.95), 0.3, 1.0).astype(np.float32)
    return pack(picture, hints, motions, groups, [mask], [1.0], mask[..., None] * u, known, n)


def pack(picture, hints, motions, groups, targets, sure, flow, known, n):
    """Pads the groups to n: arrays ready to stack."""
    h, w = picture.shape[:2]
    member = np.zeros((n, n), np.float32)  # group x hint
    goal = np.zeros((n, h, w), np.float32)
    trust = np.zeros(n, np.float32)
    for k, g in enumerate(groups[:n]):
        if g >= 0:
            member[g, k] = 1
    for g, (target, s) in enumerate(zip(targets, sure, strict=True)):
        goal[g], trust[g] = target, s
    return {
        "picture": picture.astype(np.float32),
        "hints": np.asarray(hints[:n], np.float32),
        "motion": np.asarray(motions[:n], np.float32),
        "member": member,
        "goal": goal,
        "trust": trust,
        "flow": flow.astype(np.float32),
        "known": known.astype(np.float32),
    }


def clip_sample(rng, pair, n):
    """One sample from a pair of frames; no mask, only flow."""
    picture, flow, good = pair
    hints, motion = place_hints(rng, flow, good, n)
    # what moves otherwise than every hint was not asked for: it counts less
    told = np.concatenate([motion, np.zeros((1, 2), np.float32)])
    gap = np.min(np.linalg.norm(flow[:, :, None] - told, axis=-1), -1)
    scale = np.linalg.norm(motion, axis=-1).max() + 1e-3
    known = np.where(gap < 0.35 * scale + 0.5, 1.0, 0.3) * np.where(good, 1.0, 0.1)
    picture = picture.astype(np.float32) / 255
    return pack(picture, list(hints), list(motion), [-1] * n, [], [], flow, known, n)
