"""The plain methods that the learned parts must beat.

Motion: hints [N,3] (x, y in 0..1, moving) and their displacement [N,2] in
pixels give a flow [h,w,2] in pixels. Fill: what is shown where no source pixel
is seen.
"""

import cv2
import numpy as np


def grid(h, w):
    """Pixel centres, x and y: float32 [h,w] each."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return x, y


def gaussian_influence(picture, hints, width=0.1):
    """exp(-d^2 / 2 width^2), d in long sides; together at most 1: [N,h,w]."""
    h, w = picture.shape[:2]
    x, y = grid(h, w)
    side = max(h, w)
    d2 = np.stack([((x + 0.5 - p[0] * w) ** 2 + (y + 0.5 - p[1] * h) ** 2) / side**2 for p in hints])
    weight = np.exp(-d2 / (2 * width**2))
    return weight / np.maximum(weight.sum(0), 1)


def geodesic_influence(picture, hints, width=0.06, edge=40.0):
    """As the Gaussian, with the distance walked over the picture's edges (as EpicFlow does): [N,h,w].

    A step costs its length times 1 + edge * colour difference; computed at
    a quarter of the size by relaxation.
    """
    h, w = picture.shape[:2]
    small = cv2.resize(picture, (w // 4, h // 4), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    sh, sw = small.shape[:2]
    side = max(sh, sw)
    steps = []
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        there = np.roll(small, (-dy, -dx), (0, 1))
        steps.append((dy, dx, np.hypot(dy, dx) * (1 + edge * np.linalg.norm(there - small, axis=-1)) / side))
    out = []
    for p in hints:
        d = np.full((sh + 2, sw + 2), 1e6, np.float32)
        d[1 + min(sh - 1, int(p[1] * sh)), 1 + min(sw - 1, int(p[0] * sw))] = 0
        for _ in range(3 * side):
            before = d.copy()
            inner = d[1:-1, 1:-1]
            for dy, dx, cost in steps:
                ahead = d[1 + dy : 1 + dy + sh, 1 + dx : 1 + dx + sw]
                np.minimum(inner, ahead + cost, out=inner)
                np.minimum(ahead, inner + cost, out=ahead)
            d[0], d[-1], d[:, 0], d[:, -1] = 1e6, 1e6, 1e6, 1e6
            if np.abs(d - before).max() < 1e-4:
                break
        out.append(cv2.resize(d[1:-1, 1:-1], (w, h), interpolation=cv2.INTER_LINEAR))
    d = np.stack(out)
    weight = np.exp(-(np.minimum(d / width, 50) ** 2) / 2)
    return weight / np.maximum(weight.sum(0), 1)


def least_squares_flow(picture, hints, motion):
    """Moving least squares, rigid (Schaefer et al. 2006): the flow [h,w,2]."""
    h, w = picture.shape[:2]
    x, y = grid(h, w)
    p = hints[:, :2] * np.float32([w, h]) - 0.5
    q = p + motion
    d2 = (x[None] - p[:, 0, None, None]) ** 2 + (y[None] - p[:, 1, None, None]) ** 2
    weight = 1 / (d2 + 1.0)
    weight /= weight.sum(0)
    ps, qs = np.einsum("nhw,nc->hwc", weight, p), np.einsum("nhw,nc->hwc", weight, q)
    re, im = np.zeros((h, w), np.float32), np.zeros((h, w), np.float32)
    for k in range(len(p)):
        a, b = p[k] - ps, q[k] - qs
        re += weight[k] * (a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1])
        im += weight[k] * (a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])
    size = np.hypot(re, im)
    c, s = np.where(size > 1e-4, re / (size + 1e-9), 1), np.where(size > 1e-4, im / (size + 1e-9), 0)
    vx, vy = x - ps[..., 0], y - ps[..., 1]
    return np.stack([c * vx - s * vy + qs[..., 0] - x, s * vx + c * vy + qs[..., 1] - y], -1).astype(np.float32)


def flow_of(influence, motion):
    """sum of influence times motion: [h,w,2]."""
    return np.einsum("nhw,nc->hwc", influence, motion)


def stretch(warped, seen):
    """Border stretch: a hole takes the nearest seen pixel's colour. uint8 [h,w,3]."""
    missing = (seen < 0.5).astype(np.uint8)
    if not missing.any() or missing.all():
        return warped
    _, labels = cv2.distanceTransformWithLabels(missing, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    colours = np.zeros((labels.max() + 1, 3), np.uint8)
    colours[labels[missing == 0]] = warped[missing == 0]
    return np.where(missing[..., None] > 0, colours[labels], warped)


def telea(warped, seen):
    """cv2.inpaint on each frame by itself. uint8 [h,w,3]."""
    return cv2.inpaint(warped, (seen < 0.5).astype(np.uint8), 3, cv2.INPAINT_TELEA)


class Pca:
    """PCA of 8x8 patches with 16 channels: the plain autoencoder."""

    def __init__(self, pictures, channels=16):
        rows = np.concatenate([self.split(p)[::7] for p in pictures])
        self.mean = rows.mean(0)
        _, vectors = np.linalg.eigh(np.cov((rows - self.mean).T))
        self.basis = vectors[:, -channels:]

    @staticmethod
    def split(picture):
        """uint8 [H,W,3] -> float [patches,192]."""
        h, w = picture.shape[0] // 8, picture.shape[1] // 8
        p = picture[: h * 8, : w * 8].astype(np.float32).reshape(h, 8, w, 8, 3)
        return p.transpose(0, 2, 1, 3, 4).reshape(h * w, 192)

    def back_and_forth(self, picture):
        h, w = picture.shape[0] // 8, picture.shape[1] // 8
        rows = self.split(picture) - self.mean
        rows = rows @ self.basis @ self.basis.T + self.mean
        return rows.reshape(h, w, 8, 8, 3).transpose(0, 2, 1, 3, 4).reshape(h * 8, w * 8, 3)
