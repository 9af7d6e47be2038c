"""Procedural textures and silhouettes for generated scenes."""

import cv2
import numpy as np


def noise(rng, h, w, octaves=5, roughness=0.6):
    """Fractal noise in 0..1: float32 [h,w]."""
    out = np.zeros((h, w), np.float32)
    weight = 1.0
    for k in range(octaves):
        n = 2 ** (k + 1) + int(rng.integers(0, 3))
        small = rng.random((n, n), np.float32)
        out += weight * cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC)
        weight *= roughness
    out -= out.min()
    return out / (out.max() + 1e-6)


def texture(rng, h, w):
    """A procedural texture: uint8 [h,w,3]."""
    kind = rng.integers(0, 6)
    a, b = rng.random((2, 3)).astype(np.float32)
    if kind == 0:
        mix = noise(rng, h, w, int(rng.integers(2, 7)))
    elif kind == 1:
        angle, period = rng.uniform(0, np.pi), rng.uniform(5, 40)
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        mix = 0.5 + 0.5 * np.sin((x * np.cos(angle) + y * np.sin(angle)) / period * 6.28 + 4 * noise(rng, h, w, 2))
        if rng.random() < 0.5:
            mix = (mix > 0.5).astype(np.float32)
    elif kind == 2:
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        angle = rng.uniform(0, 6.28)
        mix = x / w * np.cos(angle) + y / h * np.sin(angle)
        mix = (mix - mix.min()) / (mix.max() - mix.min() + 1e-6) + 0.05 * noise(rng, h, w, 6)
    elif kind == 3:  # dead leaves
        out = np.zeros((h, w, 3), np.uint8)
        for r in sorted(rng.pareto(1.2, 90) * 4 + 3, reverse=True):
            c = tuple(int(v) for v in rng.integers(0, 256, 3))
            cv2.circle(out, (int(rng.integers(w)), int(rng.integers(h))), int(min(r, 70)), c, -1, cv2.LINE_AA)
        return out
    elif kind == 4:  # lettering
        out = np.full((h, w, 3), (a * 255), np.uint8)
        for _ in range(int(rng.integers(3, 14))):
            word = "".join(chr(c) for c in rng.integers(48, 122, int(rng.integers(1, 8))))
            at = (int(rng.integers(-20, w)), int(rng.integers(0, h + 10)))
            scale = float(rng.uniform(0.4, 3))
            cv2.putText(out, word, at, int(rng.integers(0, 8)), scale, (b * 255).tolist(), int(1 + scale), cv2.LINE_AA)
        return out
    else:
        n = int(rng.integers(3, 14))
        small = rng.random((n, n, 3), np.float32)
        inter = cv2.INTER_NEAREST if rng.random() < 0.5 else cv2.INTER_CUBIC
        return (np.clip(cv2.resize(small, (w, h), interpolation=inter), 0, 1) * 255).astype(np.uint8)
    mix = np.clip(mix, 0, 1)[..., None]
    return ((a * mix + b * (1 - mix)) * 255).astype(np.uint8)


def outline(rng, size):
    """A silhouette's alpha on a square canvas: float32 [size,size], 0 or 1 with antialiasing."""
    mask = np.zeros((size, size), np.uint8)
    kind = rng.choice(["blob", "polygon", "ellipse", "branch", "box"], p=[0.4, 0.2, 0.12, 0.18, 0.1])
    c, r = size / 2, size * 0.46
    if kind == "blob":
        a = np.linspace(0, 2 * np.pi, 90, endpoint=False)
        radius = np.ones_like(a)
        for k in range(1, int(rng.integers(3, 9))):
            radius += rng.normal(0, 0.35 / k) * np.cos(k * a + rng.uniform(0, 6.28))
        radius = np.clip(radius, 0.15, None)
        radius *= r / radius.max()
        squash = rng.uniform(0.35, 1)
        points = np.stack([c + radius * np.cos(a), c + squash * radius * np.sin(a)], -1)
    elif kind == "polygon":
        n = int(rng.integers(3, 9))
        a = np.sort(rng.uniform(0, 2 * np.pi, n))
        radius = r * rng.uniform(0.35, 1, n)
        points = np.stack([c + radius * np.cos(a), c + radius * np.sin(a)], -1)
    elif kind in ("ellipse", "box"):
        x, y = r * rng.uniform(0.25, 1), r * rng.uniform(0.25, 1)
        a = np.linspace(0, 2 * np.pi, 60 if kind == "ellipse" else 4, endpoint=False) + np.pi / 4
        points = np.stack([c + x * np.cos(a), c + y * np.sin(a)], -1)
    else:  # a stem with twigs and leaves
        x, y = c + r * rng.uniform(-0.2, 0.2), c + r
        heading = -np.pi / 2 + rng.normal(0, 0.2)
        thick = max(1, int(size * rng.uniform(0.012, 0.05)))
        for k in range(12):
            x2, y2 = x + np.cos(heading) * size * 0.075, y + np.sin(heading) * size * 0.075
            cv2.line(mask, (int(x), int(y)), (int(x2), int(y2)), 255, thick, cv2.LINE_AA)
            if k > 1 and rng.random() < 0.75:
                side = heading + rng.choice([-1, 1]) * rng.uniform(0.4, 1.2)
                length = size * rng.uniform(0.05, 0.22)
                x3, y3 = x2 + np.cos(side) * length, y2 + np.sin(side) * length
                cv2.line(mask, (int(x2), int(y2)), (int(x3), int(y3)), 255, max(1, thick * 2 // 3), cv2.LINE_AA)
                if rng.random() < 0.6:
                    axes = (max(2, int(length * 0.4)), max(2, int(length * 0.2)))
                    cv2.ellipse(mask, (int(x3), int(y3)), axes, np.degrees(side), 0, 360, 255, -1, cv2.LINE_AA)
            x, y, heading = x2, y2, heading + rng.normal(0, 0.25)
        points = None
    if points is not None:
        cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return mask.astype(np.float32) / 255
