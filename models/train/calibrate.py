"""Fits a scale and an offset of the motion graph's logits, on training material.

A short training leaves the influence soft and spread out; one gain and one
bias for all logits sharpen it without touching which pixel ranks above which.
Every pair of a small grid is tried on fresh scenes, photographs and clips of
the training side; the one with the least end-point error (over that of no
motion at all) plus half of the lost IoU wins. Written to
checkpoints/motion-logits.json, which the export folds into the last layer.

    python -m train.calibrate
"""

import json

import numpy as np
import torch

from . import nets
from .clips import Clips
from .common import arguments, load_ema, setup
from .library import Library
from .measure.motion import overlaps
from .samples import clip_sample, place_sample, scene_sample

SCALES = (0.7, 1.0, 1.4, 2.0, 3.0)
OFFSETS = (-2.0, -1.4, -0.9, -0.5, -0.2, 0.0, 0.3)


def score(logits, one):
    """End-point error, that of no motion, and IoU (None without a mask) for logits [N,h,w]."""
    e = np.exp(np.clip(logits, -15, 15))
    influence = e / (1 + e.sum(0))
    moved = np.einsum("nhw,nc->hwc", influence, one["motion"])
    error = np.linalg.norm(moved - one["flow"], axis=-1).mean()
    nothing = np.linalg.norm(one["flow"], axis=-1).mean()
    if not one["trust"].any():
        return error, nothing, None
    return error, nothing, float(np.mean(overlaps(one, influence)))


def main():
    parser = arguments(__doc__)
    parser.add_argument("--samples", type=int, default=30, help="of each kind")
    args = parser.parse_args()
    args.seed += 1000
    setup(args)
    rng = np.random.default_rng(args.seed)
    net = nets.Motion().eval()
    load_ema(net, "motion", args.checkpoints)
    library = Library(args.data, "train", rng, textures=16)
    pairs = [p for group in Clips(args.data, "train", rng, pairs=2).pairs.values() for p in group]
    makers = (
        lambda n: scene_sample(rng, library, 176, 256, n),
        lambda n: place_sample(rng, library, 176, 256, n),
        lambda n: clip_sample(rng, pairs[rng.integers(len(pairs))], n),
    )
    table = {(s, o): [] for s in SCALES for o in OFFSETS}
    for make in makers:
        done = 0
        while done < args.samples:
            one = make((1, 1, 2, 3)[done % 4])
            if one is None:
                continue
            done += 1
            x = torch.from_numpy(one["picture"]).permute(2, 0, 1)[None] * 2 - 1
            with torch.no_grad():
                logits = net.logits(x, torch.from_numpy(one["hints"])[None])[0].numpy()
            for (s, o), rows in table.items():
                rows.append(score(s * logits + o, one))
    best = None
    for (s, o), rows in table.items():
        kinds = [rows[k : k + args.samples] for k in range(0, len(rows), args.samples)]
        error = np.mean([sum(r[0] for r in kind) / sum(r[1] for r in kind) for kind in kinds])
        iou = np.mean([i for _, _, i in rows if i is not None])
        cost = error + 0.5 * (1 - iou)
        print(f"scale {s} offset {o}: error {error:.3f} IoU {iou:.3f}")
        if best is None or cost < best[0]:
            best = (cost, s, o)
    chosen = {"scale": best[1], "offset": best[2]}
    (args.checkpoints / "motion-logits.json").write_text(json.dumps(chosen) + "\n")
    print(chosen)


if __name__ == "__main__":
    main()
