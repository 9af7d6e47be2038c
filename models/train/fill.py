"""Trains condition and UNet together: flow matching on the latents of true later frames.

A sample is a generated scene at T moments: the still, the plate (the still
with every moving thing lifted and the gap filled by a plain method), the
backward map and hole of every moment, and the latents of the true frames. The
encoder is frozen: it must have been trained first.

    python -m train.fill --resume --minutes 45
"""

import cv2
import numpy as np
import torch
from torch import nn

from . import nets
from .common import Trainer, arguments, load_ema, setup
from .library import Library
from .parts import from_pack

SIZES = [(128, 192), (192, 128), (160, 160), (128, 160), (160, 128)]


def plain_plate(picture, lifted, method):
    """The still [h,w,3] uint8 with `lifted` [h,w] bool filled: "telea", "ns" or "pull" (push-pull)."""
    mask = cv2.dilate(lifted.astype(np.uint8), np.ones((5, 5), np.uint8))
    if method != "pull":
        return cv2.inpaint(picture, mask, 3, cv2.INPAINT_TELEA if method == "telea" else cv2.INPAINT_NS)
    weight = [1 - mask.astype(np.float32)]
    colour = [picture.astype(np.float32) * weight[0][..., None]]
    while min(weight[-1].shape) > 2:
        size = ((weight[-1].shape[1] + 1) // 2, (weight[-1].shape[0] + 1) // 2)
        weight.append(cv2.resize(weight[-1], size, interpolation=cv2.INTER_AREA))
        colour.append(cv2.resize(colour[-1], size, interpolation=cv2.INTER_AREA))
    out = colour[-1] / np.maximum(weight[-1], 1e-4)[..., None]
    for w, c in zip(weight[-2::-1], colour[-2::-1], strict=True):
        up = cv2.resize(out, (w.shape[1], w.shape[0]), interpolation=cv2.INTER_LINEAR)
        full = np.clip(w * 4, 0, 1)[..., None]
        out = full * c / np.maximum(w, 1e-4)[..., None] + (1 - full) * up
    keep = mask[..., None] == 0
    return np.where(keep, picture, np.clip(out, 0, 255)).astype(np.uint8)


def cells(backward, seen, centre):
    """Backward map in pixels and visibility to what the condition graph takes.

    backward [h,w,2], seen [h,w] -> grid [h/8,w/8,2] in -1..1, hole [h/8,w/8].
    Either the pixel at the cell's centre or the mean of the cell.
    """
    h, w = seen.shape
    if centre:
        small = backward[4::8, 4::8] - 0.5
    else:
        small = backward.reshape(h // 8, 8, w // 8, 8, 2).mean((1, 3))
    grid = (small + 0.5) / np.float32([w, h]) * 2 - 1
    hole = 1 - seen.reshape(h // 8, 8, w // 8, 8).mean((1, 3))
    return grid.astype(np.float32), hole.astype(np.float32)


def sample(rng, library, h, w, frames, plate=None):
    """One window: a dict of torch tensors (see the module's head), and the full-size maps in numpy."""
    scene = library.scene(rng, h, w, most=3, camera=0.15)
    still = (np.clip(scene.still(), 0, 1) * 255).astype(np.uint8)
    shown = scene.visible()
    lifted = np.zeros((h, w), bool)
    for layer, show in zip(scene.layers, shown, strict=True):
        if layer.motion is not None:
            lifted |= show > 0.02
    method = plate or ("telea", "ns", "pull")[rng.integers(3)]
    filled = plain_plate(still, lifted, method) if lifted.mean() < 0.95 else still
    start = rng.uniform(0, 0.3)
    times = start + (1 - start) * (np.arange(frames) + 1) / frames
    true, maps, seens, grids, holes = [], [], [], [], []
    centre = rng.random() < 0.5
    for t in times:
        picture, backward, seen = scene.frame(float(t))
        true.append(picture)
        maps.append(backward)
        seens.append(seen)
        grid, hole = cells(backward, seen, centre)
        grids.append(grid)
        holes.append(hole)

    def tensor(p):
        p = np.asarray(p, np.float32)
        return torch.from_numpy(p).permute(0, 3, 1, 2).contiguous() * 2 - 1

    out = {
        "picture": tensor(still[None] / 255.0),
        "plate": tensor(filled[None] / 255.0),
        "backward": torch.from_numpy(np.stack(grids)),
        "hole": torch.from_numpy(np.stack(holes))[:, None],
        "true": tensor(true),
    }
    return out, {"backward": np.stack(maps), "seen": np.stack(seens), "still": still, "plate": filled, "lifted": lifted}


def start():
    """The weights that the committed pack holds."""
    parts = from_pack()
    return nn.ModuleDict({k: parts[k] for k in ("condition", "unet")}).state_dict()


def main():
    parser = arguments(__doc__, batch=2, rate=1e-3)
    parser.add_argument("--frames", type=int, default=5)
    args = parser.parse_args()
    device, autocast, rng = setup(args)
    autoencoder = nn.ModuleDict({"encoder": nets.Encoder(), "decoder": nets.Decoder()})
    if not load_ema(autoencoder, "autoencoder", args.checkpoints):
        autoencoder["encoder"] = from_pack()["encoder"]
    encoder = autoencoder["encoder"].to(device, memory_format=torch.channels_last).eval().requires_grad_(False)
    net = nn.ModuleDict({"condition": nets.Condition(nets.Encoder()), "unet": nets.UNet()})
    net["condition"].encoder = encoder
    net = net.to(memory_format=torch.channels_last)
    trainer = Trainer("fill", net, args, device, 0.998, start)
    rng = np.random.default_rng([args.seed, trainer.step])
    library = Library(args.data, "train", rng)
    pool = []
    while not trainer.done():
        total, figures = 0.0, {}
        for _ in range(args.batch):
            if len(pool) < 60 or rng.random() < 0.4:
                h, w = SIZES[rng.integers(len(SIZES))]
                one, _ = sample(rng, library, h, w, args.frames)
                with torch.no_grad(), autocast():
                    one["x0"] = encoder(one.pop("true").to(device)).float()
                pool.append(one)
                if len(pool) > 400:
                    pool.pop(int(rng.integers(len(pool))))
            else:
                one = pool[rng.integers(len(pool))]
            one = {k: v.to(device) for k, v in one.items()}
            x0, hole = one["x0"], one["hole"]
            # the first step starts from pure noise, so sigma near 1 comes often
            sigma = torch.tensor([1.0 - 0.98 * rng.random() ** 1.5], device=device)
            noise = torch.randn_like(x0)
            noisy = (1 - sigma) * x0 + sigma * noise
            with autocast():
                condition, half = net["condition"](one["picture"], one["plate"], one["backward"], hole)
                guess = net["unet"].denoised(noisy, sigma, condition, half)
            error = (guess.float() - x0).square().mean(1, keepdim=True)
            weight = 0.15 + hole
            total = total + (error * weight).sum() / weight.sum() / args.batch
            with torch.no_grad():
                warped = (condition[:, : nets.LATENT_CHANNELS].float() - x0).square().mean(1, keepdim=True)
                inside = hole.sum().clamp(min=1e-3)
                figures["hole"] = (error * hole).sum() / inside
                figures["hole_plain"] = (warped * hole).sum() / inside
                figures["rest"] = (error * (1 - hole)).sum() / (1 - hole).sum()
                figures["rest_plain"] = (warped * (1 - hole)).sum() / (1 - hole).sum()
        trainer.update(total, **{k: v.item() for k, v in figures.items()})
    trainer.save()


if __name__ == "__main__":
    main()
