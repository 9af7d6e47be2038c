"""What moves with a hint: end-point error and IoU beside the plain methods."""

import numpy as np

from .. import plain
from ..clips import Clips
from ..motion import clip_sample, place_sample, scene_sample
from ..scenes import Library

BOUND = "bound: at each pixel the best of the hints"


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
            return call(x, hints)

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


def every(clips):
    """All pairs of frames, of whatever size."""
    return [pair for group in clips.pairs.values() for pair in group]


def best_share(one):
    """The error where every pixel takes the motion of the best hint, or none: no hard choice is better than this."""
    told = np.concatenate([one["motion"], np.zeros((1, 2), np.float32)])
    return float(np.linalg.norm(one["flow"][:, :, None] - told, axis=-1).min(-1).mean())


def measure_motion(rng, args, influence, exact):
    """End-point error (px at 256) and IoU by method and kind of material."""
    library = Library(args.data, "eval", rng)
    pairs = {
        raw: every(Clips(args.data, "eval", np.random.default_rng(args.seed), 12, raw=raw)) for raw in (False, True)
    }
    methods = motion_methods(influence, exact)
    kinds = {
        "generated scenes": lambda n: scene_sample(rng, library, 176, 256, n),
        "things in their photographs": lambda n: place_sample(rng, library, 176, 256, n),
        "real clips": lambda n: clip_sample(rng, pairs[False][rng.integers(len(pairs[False]))], n),
        "real clips, flow of DIS as it is": lambda n: clip_sample(rng, pairs[True][rng.integers(len(pairs[True]))], n),
    }
    result = {}
    for kind, make in kinds.items():
        table = {name: {"epe": [], "iou": []} for name in methods}
        wanted = args.pairs if kind.startswith("real") else args.scenes
        done, nearest = 0, []
        while done < wanted:
            one = make((1, 1, 2, 4)[done % 4])
            if one is None:
                continue
            done += 1
            picture = np.round(one["picture"] * 255).astype(np.uint8)
            nearest.append(best_share(one))
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
        result[kind][BOUND] = {"epe": float(np.mean(nearest)), "iou": None}
    return result
