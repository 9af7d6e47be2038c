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
from .clips import Clips, varied
from .common import Trainer, arguments, setup
from .library import Library
from .parts import from_pack
from .samples import clip_sample, place_queries, place_sample, scene_queries, scene_sample

SIZES = {  # by long side
    192: [(128, 192), (192, 128), (144, 192), (192, 144), (112, 192), (160, 160), (192, 112)],
    256: [(176, 256), (256, 176), (160, 256), (192, 256), (256, 192), (208, 208), (256, 144)],
}


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
    parser.add_argument("--pairs", type=int, default=24, help="pairs of frames of each clip")
    args = parser.parse_args()
    device, autocast, rng = setup(args)
    net = nets.Motion().to(memory_format=torch.channels_last)
    trainer = Trainer("motion", net, args, device, 0.998, lambda: from_pack()["motion"].state_dict())
    rng = np.random.default_rng([args.seed, trainer.step, trainer.rank])
    together = np.random.default_rng([args.seed, trainer.step])  # the same choices in every process
    library = Library(args.data, "train", rng)
    real = Clips(args.data, "train", rng, pairs=args.pairs, size=args.side, least=8.0)
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
