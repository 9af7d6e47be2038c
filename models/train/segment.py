"""Trains the segment graph: one click to a soft mask of the thing clicked, more clicks to mend it.

The network is the motion graph's, begun from its weights: a click that keeps
is a moving hint, a click that takes away a still one, and the mask is what
all clicks that keep hold together. Later clicks are placed where a person
would: in the middle of the largest error of the mask so far (Xu et al. 2016,
Sofiiuk et al. 2021).

    python -m train.segment --resume --minutes 60
"""

import cv2
import numpy as np
import torch

from . import nets
from .common import Trainer, arguments, load_ema, setup
from .library import Library, spoil
from .motion import SIZES
from .samples import inside

MOST_CLICKS = 5


def subject(rng, library, h, w):
    """A picture and the mask of one thing in it, both float32, 0..1; or None."""
    if rng.random() < 0.55:
        return library.in_place(rng, h, w)
    scene = library.scene(rng, h, w, most=4, camera=0.0)
    shown = scene.visible()
    layers = [k for k in range(len(scene.layers)) if shown[k].sum() > 80]
    if not layers:
        return None
    return spoil(rng, scene.still()), shown[layers[rng.integers(len(layers))]]


def next_click(rng, mask, goal, jitter=0.0):
    """(x, y, keeps) in the middle of the largest connected error of `mask` against `goal`; or None.

    With `jitter`, a random place of its inner half instead of the very middle.
    """
    best = None
    for wrong, keeps in (((goal > 0.5) & (mask <= 0.5), 1.0), ((goal < 0.5) & (mask > 0.5), 0.0)):
        count, labels, stats, _ = cv2.connectedComponentsWithStats(wrong.astype(np.uint8), connectivity=4)
        if count < 2:
            continue
        k = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
        area = stats[k, cv2.CC_STAT_AREA]
        if best is None or area > best[0]:
            best = area, labels == k, keeps
    if best is None or best[0] < 8:
        return None
    depth = cv2.distanceTransform(np.pad(best[1].astype(np.uint8), 1), cv2.DIST_L2, 3)[1:-1, 1:-1]
    floor = depth.max() * (1 - 0.5 * jitter)
    ys, xs = np.nonzero(depth >= floor)
    k = rng.integers(len(ys))
    return int(xs[k]), int(ys[k]), best[2]


def as_hints(clicks, h, w):
    """Clicks [[(x, y, keeps)]] of equal number as a tensor [B,N,3] of places in 0..1."""
    return torch.tensor([[((x + 0.5) / w, (y + 0.5) / h, keeps) for x, y, keeps in row] for row in clicks])


def joined(logits, keeps):
    """Log of the share of the mask and of the rest: logits [B,N,h,w], keeps [B,N] -> two [B,h,w]."""
    bar = (1 - keeps)[..., None, None] * -1e4
    other = keeps[..., None, None] * -1e4
    zero = torch.zeros_like(logits[:, :1])
    whole = torch.logsumexp(torch.cat([zero, logits], 1), 1)
    inner = torch.logsumexp(logits + bar, 1) - whole
    outer = torch.logsumexp(torch.cat([zero, logits + other], 1), 1) - whole
    return inner, outer


def loss_of(logits, keeps, goal):
    """Cross entropy, thing and rest weighted alike in part, and dice; and the IoU."""
    inner, outer = joined(logits.float(), keeps)
    area = goal.mean((1, 2)).clamp(0.02, 0.98)[:, None, None]
    weight = goal * (0.3 / area) + (1 - goal) * (0.3 / (1 - area)) + 0.4
    entropy = -(goal * inner.clamp(min=-20) + (1 - goal) * outer.clamp(min=-20))
    share = inner.exp()
    both = (share * goal).sum((1, 2))
    dice = 1 - (2 * both + 1) / (share.sum((1, 2)) + goal.sum((1, 2)) + 1)
    a, b = share > 0.5, goal > 0.5
    iou = (a & b).sum((1, 2)) / (a | b).sum((1, 2)).clamp(min=1)
    return ((entropy * weight).mean((1, 2)) + dice).mean(), iou.mean()


def batch_of(rng, library, size, side):
    """Pictures [B,3,h,w] in -1..1, masks [B,h,w] and a first click on each."""
    h, w = SIZES[side][rng.integers(len(SIZES[side]))]
    pictures, goals, clicks = [], [], []
    while len(pictures) < size:
        found = subject(rng, library, h, w)
        point = found and inside(rng, found[1], 0.6)
        if not point:
            continue
        pictures.append(found[0].astype(np.float32))
        goals.append(found[1].astype(np.float32))
        clicks.append([(*point, 1.0)])
    picture = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2) * 2 - 1
    return picture, torch.from_numpy(np.stack(goals)), clicks


def start(checkpoints):
    """The motion graph's weights, which already know what belongs together."""
    net = nets.Motion()
    load_ema(net, "motion", checkpoints)
    return net.state_dict()


def main():
    parser = arguments(__doc__, batch=6, rate=4e-4)
    parser.add_argument("--side", type=int, default=256, choices=sorted(SIZES), help="long side of the pictures")
    args = parser.parse_args()
    device, autocast, rng = setup(args)
    net = nets.Motion().to(memory_format=torch.channels_last)
    trainer = Trainer("segment", net, args, device, 0.998, lambda: start(args.checkpoints))
    rng = np.random.default_rng([args.seed, trainer.step])
    library = Library(args.data, "train", rng)
    while not trainer.done():
        picture, goal, clicks = batch_of(rng, library, args.batch, args.side)
        h, w = goal.shape[1:]
        picture = picture.to(device).contiguous(memory_format=torch.channels_last)
        goal = goal.to(device)
        wanted = int(rng.choice(range(1, MOST_CLICKS + 1), p=[0.5, 0.22, 0.14, 0.08, 0.06]))
        while len(clicks[0]) < wanted:
            with torch.no_grad(), autocast():
                hints = as_hints(clicks, h, w).to(device)
                masks = joined(net.logits(picture, hints).float(), hints[..., 2])[0].exp().cpu().numpy()
            for row, mask, target in zip(clicks, masks, goal.cpu().numpy(), strict=True):
                # where nothing is wrong, one more on the thing itself: all rows have equally many
                again = (*(inside(rng, target, 0.0) or row[0][:2]), 1.0)
                row.append(next_click(rng, mask, target, 1.0) or again)
        hints = as_hints(clicks, h, w).to(device)
        with autocast():
            logits = net.logits(picture, hints)
        loss, iou = loss_of(logits, hints[..., 2], goal)
        trainer.update(loss, **{f"iou_{wanted}": iou.item()})
    trainer.save()


if __name__ == "__main__":
    main()
