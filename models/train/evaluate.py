"""Measures every learned part beside the plain methods, in one run.

The learned parts are the pack's own graphs on ONNX Runtime; "fp32" is the
network before its weights were rounded. All material is on the evaluation
side of splits.json. Prints a markdown table and writes results.json.

    python -m train.evaluate [--scenes 60] [--pairs 60] [--windows 16]
"""

import argparse
import itertools
import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch

from . import plain
from .clips import Clips
from .common import CHECKPOINTS, DATA, POCKET
from .export import build
from .fill import sample
from .motion import clip_sample, place_sample, scene_sample
from .pictures import photos
from .scenes import Library


def session(name, folder=POCKET, threads=2):
    """One of the pack's graphs, folded at load: a function of named arrays."""
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    options.intra_op_num_threads = threads
    run = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])

    def call(**inputs):
        return run.run(None, {k: np.ascontiguousarray(v, np.float32) for k, v in inputs.items()})

    return call


def torch_call(module, names):
    """The same for a PyTorch module."""

    def call(**inputs):
        with torch.no_grad():
            out = module(*(torch.from_numpy(np.ascontiguousarray(inputs[n], np.float32)) for n in names))
        return [o.numpy() for o in (out if isinstance(out, tuple) else (out,))]

    return call


def psnr(error):
    """From an array of differences in 0..255."""
    return float(10 * np.log10(255**2 / max(float(np.mean(np.square(error, dtype=np.float64))), 1e-6)))


# ------------------------------------------------------------------ motion


def motion_methods(influence, exact):
    """name -> function (picture uint8, hints, motion) -> (flow, influence or None)."""

    def by(weights):
        def run(picture, hints, motion):
            w = weights(picture, hints)
            return plain.flow_of(w, motion), w

        return run

    def learned(call):
        def weights(picture, hints):
            x = picture.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
            return call(picture=x, hints=hints)[0][:, 0]

        return by(weights)

    out = {"nothing": lambda p, h, m: (np.zeros((*p.shape[:2], 2), np.float32), None)}
    for s in (0.05, 0.1, 0.2):
        out[f"Gaussian {s}"] = by(lambda p, h, s=s: plain.gaussian_influence(p, h, s))
    out["moving least squares"] = lambda p, h, m: (plain.least_squares_flow(p, h, m), None)
    for s, e in ((0.2, 10.0), (0.2, 20.0), (0.4, 20.0)):
        out[f"geodesic {s}/{e:.0f}"] = by(lambda p, h, s=s, e=e: plain.geodesic_influence(p, h, s, e))
    out["learned, fp32"] = learned(exact)
    out["learned"] = learned(influence)
    return out


def measure_motion(rng, args, influence, exact):
    """End-point error (px at 256) and IoU by method and kind of material."""
    library = Library(args.data, "eval", rng)
    real = Clips(args.data, "eval", rng, pairs=12)
    pairs = [p for group in real.pairs.values() for p in group]
    methods = motion_methods(influence, exact)
    kinds = {
        "generated scenes": lambda n: scene_sample(rng, library, 176, 256, n),
        "things in their photographs": lambda n: place_sample(rng, library, 176, 256, n),
        "real clips": lambda n: clip_sample(rng, pairs[rng.integers(len(pairs))], n),
    }
    result = {}
    for kind, make in kinds.items():
        table = {name: {"epe": [], "iou": []} for name in methods}
        wanted = args.pairs if kind == "real clips" else args.scenes
        done = 0
        while done < wanted:
            one = make((1, 1, 2, 4)[done % 4])
            if one is None:
                continue
            done += 1
            picture = np.round(one["picture"] * 255).astype(np.uint8)
            for name, method in methods.items():
                flow, weights = method(picture, one["hints"], one["motion"])
                table[name]["epe"].append(float(np.linalg.norm(flow - one["flow"], axis=-1).mean()))
                if weights is None or not one["trust"].any():
                    continue
                share = np.einsum("gn,nhw->ghw", one["member"], weights)
                for g in np.flatnonzero(one["trust"]):
                    a, b = share[g] > 0.5, one["goal"][g] > 0.5
                    table[name]["iou"].append(float((a & b).sum() / max((a | b).sum(), 1)))
        result[kind] = {
            name: {"epe": float(np.mean(t["epe"])), "iou": float(np.mean(t["iou"])) if t["iou"] else None}
            for name, t in table.items()
        }
    return result


# ------------------------------------------------------------- autoencoder


def measure_autoencoder(args, encode, decode, encode_exact, decode_exact):
    """PSNR per held-out photograph: learned, fp32, PCA."""
    pca = plain.Pca(list(photos(args.data, "train").values()))
    rows = {}
    for name, picture in photos(args.data, "eval").items():
        h, w = picture.shape[0] // 16 * 16, picture.shape[1] // 16 * 16
        picture = picture[:h, :w]
        x = picture.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1

        def through(e, d, x=x):
            y = d(latents=e(picture=x)[0])[0][0].transpose(1, 2, 0)
            return np.clip(np.round((y + 1) * 127.5), 0, 255)

        truth = picture.astype(np.float32)
        rows[name] = {
            "learned": psnr(through(encode, decode) - truth),
            "learned, fp32": psnr(through(encode_exact, decode_exact) - truth),
            "PCA of patches": psnr(np.clip(np.round(pca.back_and_forth(picture)), 0, 255) - truth),
        }
    mean = {k: float(np.mean([r[k] for r in rows.values()])) for k in next(iter(rows.values()))}
    return {"mean": mean, "pictures": rows}


# -------------------------------------------------------------------- fill


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
    y = graphs["decoder"](latents=x)[0]
    return np.clip(np.round((y.transpose(0, 2, 3, 1) + 1) * 127.5), 0, 255).astype(np.uint8)


def gradient(picture, where):
    """Mean absolute gradient inside a mask."""
    p = picture.astype(np.float32)
    dx, dy = np.abs(np.diff(p, axis=1))[:-1], np.abs(np.diff(p, axis=0))[:, :-1]
    inside = where[:-1, :-1]
    return float((dx + dy).mean(-1)[inside].mean()) if inside.any() else 0.0


def measure_fill(rng, args, graphs, exact):
    """In uncovered areas of generated scenes: PSNR, gradient energy over the truth's, flicker over the truth's."""
    library = Library(args.data, "eval", rng)
    errors, sharp, flick = {}, {}, {}
    for k in range(args.windows):
        for _ in range(20):
            one, full = sample(rng, library, *((192, 256), (256, 192))[k % 2], 8, "telea")
            if (full["seen"] < 0.5).mean() > 0.01:
                break
        one = {n: v.numpy() for n, v in one.items()}
        truth = np.round((one["true"].transpose(0, 2, 3, 1) + 1) * 127.5).astype(np.uint8)
        b, seen = full["backward"].astype(np.float32), full["seen"]
        warped = [cv2.remap(full["still"], b[t, ..., 0], b[t, ..., 1], cv2.INTER_LINEAR) for t in range(len(b))]
        shown = {
            "border stretch": [plain.stretch(p, s) for p, s in zip(warped, seen, strict=True)],
            "Telea per frame": [plain.telea(p, s) for p, s in zip(warped, seen, strict=True)],
            "plate (Telea)": [full["plate"]] * len(b),
            "learned, 4 steps": generate(graphs, one, 4, k),
            "learned, 16 steps": generate(graphs, one, 16, k),
            "learned, 4 steps, fp32": generate(exact, one, 4, k),
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


# ------------------------------------------------------------------ tables


def table(result):
    """The markdown that goes into the card."""
    lines = ["### Motion: end-point error in pixels at long side 256 (IoU of the influence)", ""]
    kinds = list(result["motion"])
    lines += ["| method | " + " | ".join(kinds) + " |", "|---|" + "---|" * len(kinds)]
    for name in result["motion"][kinds[0]]:
        cells = []
        for kind in kinds:
            r = result["motion"][kind][name]
            cells.append(f"{r['epe']:.2f}" + (f" ({r['iou']:.2f})" if r["iou"] is not None else ""))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    auto = result["autoencoder"]
    lines += ["", "### Autoencoder: PSNR in dB on held-out photographs", "", "| method | mean |", "|---|---|"]
    lines += [f"| {k} | {v:.2f} |" for k, v in auto["mean"].items()]
    lines += ["", "### Fill: uncovered areas of generated scenes of held-out photographs", ""]
    lines += ["| method | PSNR, dB | gradient energy over the truth's | flicker (truth's) |", "|---|---|---|---|"]
    for k, v in result["fill"].items():
        flicker = f"{v['flicker']:.1f} ({v['flicker of the truth']:.1f})"
        lines.append(f"| {k} | {v['psnr']:.2f} | {v['gradient']:.2f} | {flicker} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--checkpoints", type=Path, default=CHECKPOINTS)
    parser.add_argument("--pack", type=Path, default=POCKET)
    parser.add_argument("--scenes", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--windows", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.set_num_threads(2)
    parts, told = build(args.checkpoints)
    packed = {n: session(n, args.pack) for n in ("encoder", "decoder", "motion", "condition", "unet")}
    names = {
        "encoder": ["picture"],
        "decoder": ["latents"],
        "condition": ["picture", "plate", "backward", "hole"],
        "unet": ["latents", "timestep", "condition", "condition_half"],
    }
    exact = {n: torch_call(parts[n], names[n]) for n in names}

    def exact_motion(picture, hints):
        with torch.no_grad():
            out = parts["motion"](torch.from_numpy(picture), torch.from_numpy(hints)[None])
        return [out[0][:, None].numpy()]

    result = {
        "steps": told,
        "motion": measure_motion(np.random.default_rng(args.seed), args, packed["motion"], exact_motion),
        "autoencoder": measure_autoencoder(
            args, packed["encoder"], packed["decoder"], exact["encoder"], exact["decoder"]
        ),
        "fill": measure_fill(np.random.default_rng(args.seed + 1), args, packed, exact),
    }
    (args.pack / "results.json").write_text(json.dumps(result, indent=1) + "\n")
    text = table(result)
    print(text)
    card = args.pack / "README.md"
    if card.exists():  # the card carries the table between two marks
        head, mark, rest = card.read_text().partition("<!-- results -->\n")
        if mark:
            _, end, tail = rest.partition("<!-- end of results -->")
            card.write_text(head + mark + "\n" + text + "\n\n" + end + tail)


if __name__ == "__main__":
    main()
