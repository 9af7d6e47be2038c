"""What moves with a hint: end-point error and IoU beside the plain methods."""

import numpy as np

from .. import plain
from ..clips import Clips
from ..library import Library
from ..samples import clip_sample, place_sample, scene_sample

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
    if exact:
        out["learned, fp32"] = learned(exact)
    out["learned"] = learned(influence)
    return out


def every(clips):
    """All pairs of frames, of whatever size."""
    return [pair for group in clips.pairs.values() for pair in group]


def best_share(one):
    """Each pixel's error where it takes the motion of the best hint, or none: no hard choice is better. [h,w]."""
    told = np.concatenate([one["motion"], np.zeros((1, 2), np.float32)])
    return np.linalg.norm(one["flow"][:, :, None] - told, axis=-1).min(-1)


def kinds_of(rng, args):
    """Kind of material -> (its samples by number of hints, which pixels of a sample count)."""
    library = Library(args.data, "eval", rng)

    def clips(raw):
        pairs = every(Clips(args.data, "eval", np.random.default_rng(args.seed), 12, raw=raw))
        return lambda n: clip_sample(rng, pairs[rng.integers(len(pairs))], n)

    def all_of(one):
        return np.ones(one["known"].shape, bool)

    real = clips(False)
    return {
        "generated scenes": (lambda n: scene_sample(rng, library, 176, 256, n), all_of),
        "things in their photographs": (lambda n: place_sample(rng, library, 176, 256, n), all_of),
        "real clips": (real, all_of),
        "real clips, where the hints tell the motion": (real, lambda one: one["known"] >= 1),
        "real clips, flow of DIS as it is": (clips(True), all_of),
    }


def measure_motion(rng, args, influence, exact):
    """End-point error (px at 256) and IoU by method and kind of material."""
    methods = motion_methods(influence, exact)
    result = {}
    for kind, (make, counted) in kinds_of(rng, args).items():
        table = {name: {"epe": [], "iou": []} for name in methods}
        wanted = args.pairs if kind.startswith("real") else args.scenes
        done, nearest = 0, []
        while done < wanted:
            one = make((1, 1, 2, 4)[done % 4])
            if one is None:
                continue
            done += 1
            where = counted(one)
            picture = np.round(one["picture"] * 255).astype(np.uint8)
            nearest.append(float(best_share(one)[where].mean()))
            for name, method in methods.items():
                flow, weights = method(picture, one["hints"], one["motion"])
                table[name]["epe"].append(float(np.linalg.norm(flow - one["flow"], axis=-1)[where].mean()))
                if weights is not None:
                    table[name]["iou"] += overlaps(one, weights)
        result[kind] = {
            name: {"epe": float(np.mean(t["epe"])), "iou": float(np.mean(t["iou"])) if t["iou"] else None}
            for name, t in table.items()
        }
        result[kind][BOUND] = {"epe": float(np.mean(nearest)), "iou": None}
    return result


def overlaps(one, weights):
    """IoU of the influence of each thing's hints with the thing, where things are known: a list."""
    share = np.einsum("gn,nhw->ghw", one["member"], weights)
    out = []
    for g in np.flatnonzero(one["trust"]):
        a, b = share[g] > 0.5, one["goal"][g] > 0.5
        out.append(float((a & b).sum() / max((a | b).sum(), 1)))
    return out
