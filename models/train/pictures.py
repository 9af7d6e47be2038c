"""Photographs and clip frames, read once and kept as uint8 RGB."""

import cv2
import numpy as np

from .common import splits


def read_photo(path):
    """RGB uint8 [H,W,3]."""
    return cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def photos(data, side):
    """All photographs of one side, by file name."""
    return {name: read_photo(data / "photos" / name) for name in splits("photos", side)}


def read_clip(path, side=256, limit=90):
    """Frames of a clip with the long side scaled to `side`: uint8 [T,H,W,3]."""
    video = cv2.VideoCapture(str(path))
    frames = []
    while len(frames) < limit:
        ok, frame = video.read()
        if not ok:
            break
        h, w = frame.shape[:2]
        scale = side / max(h, w)
        size = (max(16, round(w * scale / 16) * 16), max(16, round(h * scale / 16) * 16))
        frame = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
    return np.stack(frames)


def outlined(data, source):
    """The picture of an entry of masks/: a photograph, or one frame of a clip at its own size."""
    if "photo" in source:
        return read_photo(data / "photos" / source["photo"])
    video = cv2.VideoCapture(str(data / "clips" / source["clip"]))
    for _ in range(source["frame"]):
        video.grab()
    ok, frame = video.read()
    if not ok:
        raise ValueError(f"{source['clip']} has no frame {source['frame']}")
    return cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)


def clips(data, side, size=256):
    """All clips of one side, by file name."""
    return {name: read_clip(data / "clips" / name, size) for name in splits("clips", side)}


def crop(rng, picture, height, width, least=0.3):
    """A random crop at a random scale, flipped half of the time: uint8 [height,width,3].

    `least` is the smallest scale; the picture is never enlarged by more than 1.3.
    """
    h, w = picture.shape[:2]
    lowest = max(height / h, width / w)
    scale = max(lowest, min(1.3, np.exp(rng.uniform(np.log(max(least, lowest)), np.log(max(1.0, lowest * 1.05))))))
    ch, cw = min(h, round(height / scale)), min(w, round(width / scale))
    y, x = rng.integers(0, h - ch + 1), rng.integers(0, w - cw + 1)
    part = picture[y : y + ch, x : x + cw]
    inter = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    part = cv2.resize(part, (width, height), interpolation=inter)
    if rng.random() < 0.5:
        part = part[:, ::-1]
    return np.ascontiguousarray(part)


def recolour(rng, picture, strength=1.0):
    """Random gain, gamma, channel mix, sometimes grey: uint8 to uint8 through one table per channel."""
    x = np.arange(256, dtype=np.float32) / 255
    gain = 1 + rng.uniform(-0.25, 0.25) * strength
    tint = 1 + rng.uniform(-0.12, 0.12, 3) * strength
    gamma = np.exp(rng.uniform(-0.3, 0.3) * strength)
    out = picture
    if rng.random() < 0.15 * strength:
        out = out[:, :, rng.permutation(3)]
    table = np.stack([np.clip((x**gamma) * gain * t, 0, 1) * 255 for t in tint], -1).astype(np.uint8)
    return cv2.LUT(np.ascontiguousarray(out), table.reshape(256, 1, 3).transpose(1, 0, 2))
