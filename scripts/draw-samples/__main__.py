"""
Draws the sample pictures of the studio: python scripts/draw-samples [name ...]

With each come the areas that move in it, as grey pictures. Needs numpy, opencv-python and Pillow. The same code gives the same picture; the results are kept in public/samples.
"""

import sys
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

names = sys.argv[1:] or ["balloon", "boat", "campfire", "lantern", "portrait"]
folder = Path(__file__).resolve().parents[2] / "public" / "samples"
folder.mkdir(parents=True, exist_ok=True)
for name in names:
    painted, areas = import_module(name).draw()
    picture = Image.fromarray(painted)
    for quality in range(90, 40, -4):
        path = folder / f"{name}.webp"
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size <= 245_000:
            break
    for area, mask in areas.items():
        small = cv2.resize(mask.astype(np.float32), (600, 400), interpolation=cv2.INTER_AREA)
        shade = Image.fromarray(np.round(255 * small.clip(0, 1)).astype(np.uint8)).convert("RGB")
        shade.save(folder / f"{name}-{area}.webp", lossless=True, method=6)
    print(f"{path.name}: {picture.width}x{picture.height}, {path.stat().st_size} bytes, quality {quality}")
