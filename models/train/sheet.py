"""Draws what one hint takes, on any pictures: still, influence, still moved by the hint.

Only for looking at; the pictures are never trained on.

    python -m train.sheet --hints hints.json --pictures FOLDER --out sheet.png

hints.json: {"file name": [[x, y], ...]} in 0..1 of width and height; one row
of panels per hint, with the pack's own graph.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .common import POCKET
from .sessions import influence_session


def panels(picture, weight, point, shift):
    """Still with the hint, influence, and the still warped by influence times shift (pixels): [h,3w,3]."""
    h, w = weight.shape
    x, y = np.mgrid[0:h, 0:w].astype(np.float32)[::-1]
    bx, by = x, y
    for _ in range(10):  # the backward map, by iteration
        a = cv2.remap(weight, bx, by, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        bx, by = x - a * np.float32(shift[0]), y - a * np.float32(shift[1])
    moved = cv2.remap(picture, bx, by, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    shown = (picture * (0.2 + 0.8 * weight[..., None])).astype(np.uint8)
    still = picture.copy()
    for p in (still, shown):
        cv2.circle(p, (int(point[0] * w), int(point[1] * h)), 4, (255, 255, 0), -1, cv2.LINE_AA)
    return np.hstack([still, shown, moved])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hints", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=POCKET)
    args = parser.parse_args()
    influence = influence_session(args.pack)
    rows = []
    for name, points in json.loads(args.hints.read_text()).items():
        picture = cv2.cvtColor(cv2.imread(str(args.pictures / name), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        h, w = picture.shape[:2]
        scale = 256 / max(h, w)
        size = (round(w * scale / 16) * 16, round(h * scale / 16) * 16)
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        x = picture.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
        for point in points:
            weight = influence(x, np.array([[*point, 1]]))[0]
            row = panels(picture, weight, point, (24, -16))
            rows.append(np.pad(row, ((0, 256 - row.shape[0]), (0, 768 - row.shape[1]), (0, 0))))
    cv2.imwrite(str(args.out), np.vstack(rows)[..., ::-1])


if __name__ == "__main__":
    main()
