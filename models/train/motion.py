"""Trains the motion graph: which pixels go with which hint.

Batches in turn: generated scenes, things in their own photographs (along the
hand-made outlines), real clips. Scenes and photographs are supervised by the
mask of the thing that the hint sits on; all with a known flow also by the
end-point error of the influence-weighted motion of the hints.

    python -m train.motion --resume --minutes 90
"""

import numpy as np
import torch

from . import nets
from .clips import Clips, place_hints, varied
from .common import Trainer, arguments, setup
from .parts import from_pack
from .scenes import Library, Motion, random_motion, spoil

SIZES = {  # by long side
    192: [(128, 192), (192, 128), (144, 192), (192, 144), (112, 192), (160, 160), (192, 112)],
    256: [(176, 256), (256, 176), (160, 256), (192, 256), (256, 192), (208, 208), (256, 144)],
}


def inside(rng, mask, centred=0.5):
    """A point (x, y) in pixels well inside a mask [h,w] (0..1), or None."""
    hard = (mask > 0.6).astype(np.uint8)
    ys, xs = np.nonzero(hard)
    if len(ys) < 12:
        return None
    if rng.random() < centred:
        import cv2

        depth = cv2.distanceTransform(hard, cv2.DIST_L2, 3)
        ys, xs = np.nonzero(depth >= 0.5 * depth.max())
    k = rng.integers(len(ys))
    return int(xs[k]), int(ys[k])


def hint(point, moving, h, w):
    return ((point[0] + 0.5) / w, (point[1] + 0.5) / h, moving)


def cut_in_two(rng, motion, mask):
    """Turns the motion into that of one part about a joint, the other part pinned.

    Returns (motion, weight of the moving part [h,w], point on the still part)
    or None.
    """
    h, w = mask.shape
    p, q = inside(rng, mask, 0.0), inside(rng, mask, 0.0)
    if p is None or q is None:
        return None
    axis = np.asarray(p, np.float32) - q
    length = float(np.linalg.norm(axis))
    if length < 0.12 * max(h, w):
        return None
    axis /= length
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    along = (x - q[0]) * axis[0] + (y - q[1]) * axis[1] - length * rng.uniform(0.35, 0.65)
    width = length * rng.uniform(0.03, 0.15)
    weight = (1 / (1 + np.exp(np.clip(-along / width, -30, 30)))).astype(np.float32)
    return Motion(motion.centre, motion.turn, motion.growth, motion.shift, None, weight), weight, p, q


def scene_sample(rng, library, h, w, n):
    """One sample from a generated scene: a dict of arrays, or None."""
    scene = library.scene(rng, h, w, most=4, camera=0.0)
    shown = scene.visible()
    bare = 1 - shown.sum(0)
    moving = [k for k, layer in enumerate(scene.layers) if layer.motion is not None and shown[k].sum() > 80]
    if not moving:
        return None
    picture = spoil(rng, scene.still())
    flow = np.zeros((h, w, 2), np.float32)
    known = np.ones((h, w), np.float32)
    hints, motions, groups, targets, sure = [], [], [], [], []
    rng.shuffle(moving)
    use = moving[: 1 + int(rng.integers(0, min(n, len(moving))))]
    free = n
    for k in moving:
        layer = scene.layers[k]
        if k not in use:
            layer.motion = None  # nobody moved it
            continue
        mask = shown[k]
        if free <= 0:
            continue
        point = inside(rng, mask)
        if point is None:
            continue
        target, exact = mask, layer.motion.rigid
        pin = None
        if free >= 2 and rng.random() < 0.3:
            cut = cut_in_two(rng, layer.motion, mask)
            if cut:
                layer.motion, weight, point, pin = cut
                target, exact = mask * weight, True
        u = layer.motion.displacement(1.0, h, w)
        g = len(targets)
        targets.append(target)
        sure.append(1.0 if exact else 0.5)
        hints.append(hint(point, 1.0, h, w))
        motions.append(u[point[1], point[0]])
        groups.append(g)
        free -= 1
        if pin is not None:
            hints.append(hint(pin, 0.0, h, w))
            motions.append(np.zeros(2))
            groups.append(-1)
            free -= 1
        elif free > 0 and rng.random() < 0.3:
            more = inside(rng, mask, 0.0)
            hints.append(hint(more, 1.0, h, w))
            motions.append(u[more[1], more[0]])
            groups.append(g)
            free -= 1
        flow += mask[..., None] * u
        known *= np.where((mask > 0.05) & (mask < 0.95), 0.3, 1.0)
    still = bare + sum(
        (shown[k] for k, layer in enumerate(scene.layers) if layer.motion is None), np.zeros((h, w), np.float32)
    )
    while free > 0:  # pins on what stands still, half of them near what moves
        spot = None
        for _ in range(6):
            point = inside(rng, still, 0.0)
            if point is None:
                break
            if spot is None:
                spot = point
            if rng.random() < 0.5 and hints:
                near = [np.hypot(p[0] * w - hints[0][0] * w, p[1] * h - hints[0][1] * h) for p in (spot, point)]
                spot = point if near[1] < near[0] else spot
        if spot is None or not hints:
            return None
        hints.append(hint(spot, 0.0, h, w))
        motions.append(np.zeros(2))
        groups.append(-1)
        free -= 1
    return pack(picture, hints, motions, groups, targets, sure, flow, known, n)


def single(picture, mask, point, u, exact=1.0):
    """One hint by itself: its entry of a batch without the picture, or None."""
    h, w = mask.shape
    known = np.where((mask > 0.05) & (mask < 0.95), 0.3, 1.0).astype(np.float32)
    motion = u[point[1], point[0]] if u.ndim == 3 else u
    flow = mask[..., None] * u
    return pack(picture, [hint(point, 1.0, h, w)], [motion], [0], [mask], [exact], flow, known, 1)


def scene_queries(rng, library, h, w, sets):
    """Several single hints on one generated scene, on different layers where there are; or None.

    Any layer may be dragged, whether the scene moves it or not.
    """
    scene = library.scene(rng, h, w, most=4, camera=0.0)
    shown = scene.visible()
    layers = [k for k in range(len(scene.layers)) if shown[k].sum() > 80]
    if not layers:
        return None
    picture = spoil(rng, scene.still())
    rng.shuffle(layers)
    out = []
    for q in range(sets):
        k = layers[q % len(layers)]
        motion = scene.layers[k].motion or random_motion(rng, scene.layers[k].alpha)
        point = inside(rng, shown[k])
        if point is None:
            return None
        out.append(single(picture, shown[k], point, motion.displacement(1.0, h, w), 1.0 if motion.rigid else 0.6))
    return out


def place_queries(rng, library, h, w, sets):
    """Several single hints on one thing in its photograph, or None."""
    picture, mask = library.in_place(rng, h, w)
    points = [inside(rng, mask, 0.3) for _ in range(sets)]
    if points[0] is None:
        return None
    length, heading = max(h, w) * rng.uniform(0.03, 0.2), rng.uniform(0, 6.28)
    u = np.asarray([length * np.cos(heading), length * np.sin(heading)], np.float32)
    return [single(picture, mask, point, u) for point in points]


def place_sample(rng, library, h, w, n):
    """One sample of a thing in its own photograph, moved by a similarity."""
    picture, mask = library.in_place(rng, h, w)
    point = inside(rng, mask)
    if point is None:
        return None
    side = max(h, w)
    length, heading = side * rng.uniform(0.03, 0.2), rng.uniform(0, 6.28)
    u = np.asarray([length * np.cos(heading), length * np.sin(heading)], np.float32)
    hints, motions, groups = [hint(point, 1.0, h, w)], [u], [0]
    while len(hints) < n:
        on = rng.random() < 0.3
        other = inside(rng, mask if on else 1 - mask, 0.0)
        if other is None:
            return None
        hints.append(hint(other, 1.0 if on else 0.0, h, w))
        motions.append(u if on else np.zeros(2))
        groups.append(0 if on else -1)
    known = np.where((mask > 0.05) & (mask < 0.95), 0.3, 1.0).astype(np.float32)
    return pack(picture, hints, motions, groups, [mask], [1.0], mask[..., None] * u, known, n)


def pack(picture, hints, motions, groups, targets, sure, flow, known, n):
    """Pads the groups to n: arrays ready to stack."""
    h, w = picture.shape[:2]
    member = np.zeros((n, n), np.float32)  # group x hint
    goal = np.zeros((n, h, w), np.float32)
    trust = np.zeros(n, np.float32)
    for k, g in enumerate(groups[:n]):
        if g >= 0:
            member[g, k] = 1
    for g, (target, s) in enumerate(zip(targets, sure, strict=True)):
        goal[g], trust[g] = target, s
    return {
        "picture": picture.astype(np.float32),
        "hints": np.asarray(hints[:n], np.float32),
        "motion": np.asarray(motions[:n], np.float32),
        "member": member,
        "goal": goal,
        "trust": trust,
        "flow": flow.astype(np.float32),
        "known": known.astype(np.float32),
    }


def clip_sample(rng, pair, n):
    """One sample from a pair of frames; no mask, only flow."""
    picture, flow, good = pair
    hints, motion = place_hints(rng, flow, good, n)
    # what moves otherwise than every hint was not asked for: it counts less
    told = np.concatenate([motion, np.zeros((1, 2), np.float32)])
    gap = np.min(np.linalg.norm(flow[:, :, None] - told, axis=-1), -1)
    scale = np.linalg.norm(motion, axis=-1).max() + 1e-3
    known = np.where(gap < 0.35 * scale + 0.5, 1.0, 0.3) * np.where(good, 1.0, 0.1)
    picture = picture.astype(np.float32) / 255
    return pack(picture, list(hints), list(motion), [-1] * n, [], [], flow, known, n)


def losses(logits, batch):
    """Mask loss and relative end-point error of a batch; logits [B,N,h,w]."""
    logits = logits.float()
    zero = torch.zeros_like(logits[:, :1])
    every = torch.cat([zero, logits], 1)
    influence = torch.softmax(every, 1)[:, 1:]
    mask = logits.new_zeros(())
    trust = batch["trust"]
    iou = logits.new_zeros(())
    if trust.sum() > 0:
        used = int((trust.amax(0) > 0).sum())
        member, goal, trust = batch["member"][:, :used], batch["goal"][:, :used], trust[:, :used]
        share = torch.einsum("bgn,bnhw->bghw", member, influence)
        # log of the share of each group and of what is left, without ever leaving logarithms
        bar = (1 - member)[..., None, None] * -1e4
        whole = torch.logsumexp(every, 1)[:, None]
        log_in = torch.logsumexp(logits[:, None] + bar, 2) - whole
        other = logits[:, None] - 1e4 - bar
        log_out = torch.logsumexp(torch.cat([zero[:, None].expand_as(other[:, :, :1]), other], 2), 2) - whole
        bce = -(goal * log_in.clamp(min=-20) + (1 - goal) * log_out.clamp(min=-20))
        area = goal.mean((2, 3)).clamp(0.02, 0.98)
        # thing and rest weigh alike, but not wholly
        weight = goal * (0.3 / area[..., None, None]) + (1 - goal) * (0.3 / (1 - area[..., None, None])) + 0.4
        bce = (bce * weight).mean((2, 3))
        both = (share * goal).sum((2, 3))
        dice = 1 - (2 * both + 1) / (share.sum((2, 3)) + goal.sum((2, 3)) + 1)
        mask = ((bce + dice) * trust).sum() / trust.sum()
        with torch.no_grad():
            a, b = share > 0.5, goal > 0.5
            score = (a & b).sum((2, 3)) / ((a | b).sum((2, 3)) + 1e-6)
            real = (trust > 0).float()
            iou = (score * real).sum() / real.sum()
    moved = torch.einsum("bnhw,bnc->bhwc", influence, batch["motion"])
    error = torch.sqrt((moved - batch["flow"]).square().sum(-1) + 1e-4)
    scale = batch["motion"].norm(dim=-1).amax(1).clamp(min=1.0)[:, None, None]
    relative = (error / scale).clamp(max=3.0)
    epe = (relative * batch["known"]).mean() / batch["known"].mean()
    return mask, epe, iou


def make_batch(rng, kind, library, real, size, side=256, n=1):
    """A batch of one kind, one picture size and n hints, as torch tensors."""
    # one hint: ask several times about the same picture, each time by itself
    sets = 3 if n == 1 else 1
    size = size if n == 1 else max(2, size - 1)
    samples, pictures = [], []
    if kind == "clip":
        shapes = list(real.pairs)
        weights = np.asarray([len(real.pairs[s]) for s in shapes], float)
        shape = shapes[rng.choice(len(shapes), p=weights / weights.sum())]
        pool = real.pairs[shape]
    h, w = SIZES[side][rng.integers(len(SIZES[side]))]
    while len(pictures) < size:
        if kind == "clip":
            pair = varied(rng, pool[rng.integers(len(pool))])
            found = [clip_sample(rng, pair, n) for _ in range(sets)]
        elif sets > 1:
            found = (place_queries if kind == "place" else scene_queries)(rng, library, h, w, sets)
        else:
            one = (place_sample if kind == "place" else scene_sample)(rng, library, h, w, n)
            found = [one] if one is not None else None
        if found is not None:
            pictures.append(found[0]["picture"])
            samples += found
    batch = {k: torch.from_numpy(np.stack([s[k] for s in samples])) for k in samples[0] if k != "picture"}
    batch["picture"] = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2) * 2 - 1
    return batch


def main():
    parser = arguments(__doc__, batch=8, rate=1e-3)
    parser.add_argument("--side", type=int, default=256, choices=sorted(SIZES), help="long side of the pictures")
    args = parser.parse_args()
    device, autocast, rng = setup(args)
    net = nets.Motion().to(memory_format=torch.channels_last)
    trainer = Trainer("motion", net, args, device, 0.998, lambda: from_pack()["motion"].state_dict())
    rng = np.random.default_rng([args.seed, trainer.step, trainer.rank])
    together = np.random.default_rng([args.seed, trainer.step])  # the same choices in every process
    library = Library(args.data, "train", rng)
    real = Clips(args.data, "train", rng, pairs=24, size=args.side, least=8.0)
    print(f"{len(library.things)} outlined things, {len(real)} pairs of frames", flush=True)
    kinds = ["scene", "place", "clip"] if library.things else ["scene", "clip"]
    chance = [0.4, 0.36, 0.24] if library.things else [0.6, 0.4]
    while not trainer.done():
        kind = kinds[together.choice(len(kinds), p=chance)]
        n = int(together.choice([1, 2, 3, 4, 6], p=[0.56, 0.2, 0.12, 0.08, 0.04]))
        batch = {k: v.to(device) for k, v in make_batch(rng, kind, library, real, args.batch, args.side, n).items()}
        with autocast():
            logits = net.logits(batch["picture"].contiguous(memory_format=torch.channels_last), batch["hints"])
        mask, epe, iou = losses(logits, batch)
        loss = mask + (1.5 if kind == "clip" else 0.5) * epe
        figures = {f"{kind}_epe": epe.item(), f"{kind}_iou": iou.item()}
        trainer.update(loss, **figures)
    trainer.save()


if __name__ == "__main__":
    main()
