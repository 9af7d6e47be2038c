"""
Draws the sample pictures of the studio: python scripts/draw-samples [name ...]

Needs numpy, opencv-python and Pillow. The same code gives the same picture; the results are kept in public/samples.
"""

import sys
from importlib import import_module
from pathlib import Path

from PIL import Image

names = sys.argv[1:] or ["balloon", "boat", "lantern"]
folder = Path(__file__).resolve().parents[2] / "public" / "samples"
folder.mkdir(parents=True, exist_ok=True)
for name in names:
    picture = Image.fromarray(import_module(name).draw())
    for quality in range(90, 40, -4):
        path = folder / f"{name}.webp"
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size <= 245_000:
            break
    print(f"{path.name}: {picture.width}x{picture.height}, {path.stat().st_size} bytes, quality {quality}")
