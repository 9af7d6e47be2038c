"""What is drawn where the still has nothing to show, beside the plain methods."""

import itertools

import cv2
import numpy as np

from .. import plain
from ..fill import Studio, sample
from ..library import Library
from .errors import gradient

BOUND = "bound: the truth through the autoencoder"


def generate(graphs, one, steps, seed):
    """Latents by Euler from noise in `steps`, decoded: uint8 [T,H,W,3]."""
    condition, half = graphs["condition"](
        picture=one["picture"], plate=one["plate"], backward=one["backward"], hole=one["hole"]
    )
    t, _, h, w = condition.shape
    x = np.random.default_rng(seed).standard_normal((t, 16, h, w), np.float32)
    sigmas = np.linspace(1, 0, steps + 1, dtype=np.float32)
    for now, then in itertools.pairwise(sigmas):
        v = graphs["unet"](latents=x, timestep=np.array([now]), condition=condition, condition_half=half)[0]
        x = x + (then - now) * v
    return pictures(graphs, x)


def pictures(graphs, latents):
    """Decoded: uint8 [T,H,W,3]."""
    y = graphs["decoder"](latents=latents)[0]
    return np.clip(np.round((y.transpose(0, 2, 3, 1) + 1) * 127.5), 0, 255).astype(np.uint8)


def shown_again(graphs, true):
    """True frames [T,3,H,W] as the autoencoder gives them back: no fill can be nearer to the truth."""
    return pictures(graphs, np.concatenate([graphs["encoder"](picture=frame[None])[0] for frame in true]))


def measure_fill(rng, args, graphs, exact):
    """In uncovered areas of generated scenes: PSNR, gradient energy over the truth's, flicker, flicker of the truth.

    The networks get the plate that the studio gives them, where `args.plates` makes it.
    """
    studio = Studio(args.plates) if args.plates else None
    library = Library(args.data, "eval", rng)
    errors, sharp, flick = {}, {}, {}
    for k in range(args.windows):
        for _ in range(20):
            one, full = sample(rng, library, *((192, 256), (256, 192))[k % 2], 8, "telea")
            if (full["seen"] < 0.5).mean() > 0.01:
                break
        patches = studio and studio.plate(full["still"], full["lifted"])
        one = {n: v.numpy() for n, v in one.items()}
        if studio:
            one["plate"] = patches.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        truth = np.round((one["true"].transpose(0, 2, 3, 1) + 1) * 127.5).astype(np.uint8)
        b, seen = full["backward"].astype(np.float32), full["seen"]
        warped = [cv2.remap(full["still"], b[t, ..., 0], b[t, ..., 1], cv2.INTER_LINEAR) for t in range(len(b))]
        shown = {
            "border stretch": [plain.stretch(p, s) for p, s in zip(warped, seen, strict=True)],
            "Telea per frame": [plain.telea(p, s) for p, s in zip(warped, seen, strict=True)],
            "plate (Telea)": [full["plate"]] * len(b),
            **({"plate that ships (PatchMatch)": [patches] * len(b)} if studio else {}),
            "learned, 4 steps": generate(graphs, one, 4, k),
            "learned, 16 steps": generate(graphs, one, 16, k),
            **({"learned, 4 steps, fp32": generate(exact, one, 4, k)} if exact else {}),
            BOUND: shown_again(graphs, one["true"]),
        }
        for name, frames in shown.items():
            for t in range(len(b)):
                hole = seen[t] < 0.5
                if hole.sum() < 30:
                    continue
                difference = frames[t].astype(np.float32) - truth[t]
                errors.setdefault(name, []).append(np.square(difference[hole]).mean(-1))
                sharp.setdefault(name, []).append((gradient(frames[t], hole), gradient(truth[t], hole)))
                both = hole & (seen[t - 1] < 0.5) if t else np.zeros_like(hole)
                if both.any():
                    a = np.abs(frames[t].astype(np.float32) - frames[t - 1])[both].mean()
                    c = np.abs(truth[t].astype(np.float32) - truth[t - 1])[both].mean()
                    flick.setdefault(name, []).append((a, c))
    return {
        name: {
            "psnr": float(10 * np.log10(255**2 / np.concatenate(e).mean())),
            "gradient": float(np.sum(sharp[name], 0)[0] / np.sum(sharp[name], 0)[1]),
            "flicker": float(np.mean([f[0] for f in flick[name]])),
            "flicker of the truth": float(np.mean([f[1] for f in flick[name]])),
        }
        for name, e in errors.items()
    }
