"""Trains condition and UNet together, on true later frames.

A sample is a generated scene at T moments: the still, the plate (the still
with every moving thing lifted and the gap filled by a plain method or by the
studio itself), the backward map and hole of every moment, and the true
frames. Encoder and decoder are frozen: they must have been trained first.

The UNet is asked where its own sampler will ask it: at pure noise, and on the
way from there to its own first estimate. So it learns one answer whatever the
noise and however many the steps, the mean of what may be there; the loss on
the strength of the decoded gradients keeps that from being a blur.

    python -m train.fill --resume --minutes 45 --plates "<command>"
"""

import subprocess

import cv2
import numpy as np
import torch
import torch.nn.functional as F
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


class Studio:
    """The studio's own plates, from a command that reads pictures and writes plates as long as it runs.

    In: width and height as two int32, RGB, one byte a pixel of what is lifted; out: RGB.
    """

    def __init__(self, command):
        self.process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def plate(self, still, lifted):
        """The still [h,w,3] uint8 with `lifted` [h,w] bool filled."""
        h, w = still.shape[:2]
        self.process.stdin.write(np.int32([w, h]).tobytes() + still.tobytes() + (lifted * np.uint8(255)).tobytes())
        self.process.stdin.flush()
        out = self.process.stdout.read(h * w * 3)
        if len(out) != h * w * 3:
            raise RuntimeError("the command that makes plates has ended")
        return np.frombuffer(out, np.uint8).reshape(h, w, 3)


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


def sample(rng, library, h, w, frames, plate=None, studio=None):
    """One window: a dict of torch tensors (see the module's head), and the full-size maps in numpy."""
    scene = library.scene(rng, h, w, most=3, camera=0.15)
    still = (np.clip(scene.still(), 0, 1) * 255).astype(np.uint8)
    shown = scene.visible()
    lifted = np.zeros((h, w), bool)
    for layer, show in zip(scene.layers, shown, strict=True):
        if layer.motion is not None:
            lifted |= show > 0.02
    method = plate or ("telea", "ns", "pull")[rng.integers(3)]
    if lifted.mean() >= 0.95:
        filled = still
    elif studio:
        filled = studio.plate(still, lifted)
    else:
        filled = plain_plate(still, lifted, method)
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


def strength(pictures):
    """How strong gradients are around each place: pictures [T,3,h,w] -> [T,2,h,w], at full and at half size."""
    out = []
    for p in (pictures, F.avg_pool2d(pictures, 2)):
        dx = F.pad((p[..., 1:] - p[..., :-1]).abs(), (0, 1))
        dy = F.pad((p[..., 1:, :] - p[..., :-1, :]).abs(), (0, 0, 0, 1))
        near = F.avg_pool2d((dx + dy).mean(1, keepdim=True), 9, 1, 4)
        out.append(near if p is pictures else F.interpolate(near, scale_factor=2.0))
    return torch.cat(out, 1)


def answer(net, one, rng, autocast):
    """The UNet's estimate of the latents of a window, asked where a sampler would ask it."""
    device = one["picture"].device
    with autocast():
        condition, half = net["condition"](one["picture"], one["plate"], one["backward"], one["hole"])
        t, _, h, w = condition.shape
        one_noise = rng.random() < 0.3
        noise = torch.randn(1 if one_noise else t, nets.LATENT_CHANNELS, h, w, device=device).expand(t, -1, -1, -1)
        sigma = torch.ones(1, device=device)
        noisy = noise
        if rng.random() < 0.5:
            with torch.no_grad():
                first = net["unet"].denoised(noise, sigma, condition, half).float()
            sigma = sigma * rng.uniform(0.05, 0.95)
            noisy = (1 - sigma) * first + sigma * noise
        return net["unet"].denoised(noisy, sigma, condition, half), condition


def losses(guess, condition, one, decoder, autocast, frames):
    """The loss of a window and figures for the log; `frames` are the two neighbours that are decoded."""
    x0, hole = one["x0"], one["hole"]
    error = (guess.float() - x0).square().mean(1, keepdim=True)
    weight = 0.15 + hole
    latent = (error * weight).sum() / weight.sum()
    with autocast():
        shown = decoder(guess[frames]).float()
    true = one["true"][frames].float() / 127.5 - 1
    gone = one["gone"][frames].float()
    count = gone.sum().clamp(min=64)
    seen = ((shown - true).square().mean(1, keepdim=True) * gone).sum() / count
    # where two neighbours in time both lack a source, what is drawn changes as the truth does
    both = gone[:1] * gone[1:]
    steady = (((shown[1:] - shown[:1]) - (true[1:] - true[:1])).abs().mean(1, keepdim=True) * both).sum()
    steady = steady / both.sum().clamp(min=64)
    sharp = ((strength(shown) - strength(true)).abs().mean(1, keepdim=True) * gone).sum() / count
    with torch.no_grad():
        plain = condition[:, : nets.LATENT_CHANNELS].float()
        inside = hole.sum().clamp(min=1e-3)
        ratio = (strength(shown)[:, :1] * gone).sum() / (strength(true)[:, :1] * gone).sum().clamp(min=1e-3)
        figures = {
            "hole": (error * hole).sum() / inside,
            "hole_plain": ((plain - x0).square().mean(1, keepdim=True) * hole).sum() / inside,
            "rest": (error * (1 - hole)).sum() / (1 - hole).sum(),
            "pixels": seen,
            "sharp": ratio,
            "steady": steady,
        }
    return 0.5 * latent + 4 * seen + 2.5 * sharp + 2.5 * steady, figures


def main():
    parser = arguments(__doc__, batch=2, rate=1e-3)
    parser.add_argument("--frames", type=int, default=5)
    parser.add_argument("--plates", help="a command that makes the studio's own plates (see Studio)")
    args = parser.parse_args()
    device, autocast, rng = setup(args)
    autoencoder = nn.ModuleDict({"encoder": nets.Encoder(), "decoder": nets.Decoder()})
    if not load_ema(autoencoder, "autoencoder", args.checkpoints):
        held = from_pack()
        autoencoder["encoder"], autoencoder["decoder"] = held["encoder"], held["decoder"]
    autoencoder = autoencoder.to(device, memory_format=torch.channels_last).eval().requires_grad_(False)
    encoder, decoder = autoencoder["encoder"], autoencoder["decoder"]
    net = nn.ModuleDict({"condition": nets.Condition(nets.Encoder()), "unet": nets.UNet()})
    net["condition"].encoder = encoder
    net = net.to(memory_format=torch.channels_last)
    own = {k: v.clone() for k, v in encoder.state_dict().items()}
    trainer = Trainer("fill", net, args, device, 0.998, start)
    # what it resumes from may know another encoder: the one at hand is trained for
    encoder.load_state_dict(own)
    trainer.ema.update({f"condition.encoder.{k}": v.clone() for k, v in own.items()})
    rng = np.random.default_rng([args.seed, trainer.step])
    library = Library(args.data, "train", rng)
    studio = Studio(args.plates) if args.plates else None
    pool = []
    while not trainer.done():
        total, figures = 0.0, {}
        for _ in range(args.batch):
            if len(pool) < 60 or rng.random() < 0.2:
                h, w = SIZES[rng.integers(len(SIZES))]
                one, full = sample(rng, library, h, w, args.frames, studio=studio if rng.random() < 0.4 else None)
                with torch.no_grad(), autocast():
                    one["x0"] = encoder(one["true"].to(device)).float()
                one["true"] = ((one["true"] + 1) * 127.5).round().byte()
                one["gone"] = torch.from_numpy(full["seen"] < 0.5)[:, None]
                pool.append(one)
                if len(pool) > 400:
                    pool.pop(int(rng.integers(len(pool))))
            else:
                one = pool[rng.integers(len(pool))]
            one = {k: v.to(device) for k, v in one.items()}
            guess, condition = answer(net, one, rng, autocast)
            frames = torch.arange(2, device=device) + int(rng.integers(args.frames - 1))
            loss, told = losses(guess, condition, one, decoder, autocast, frames)
            total = total + loss / args.batch
            for k, v in told.items():
                figures[k] = figures.get(k, 0.0) + v.item() / args.batch
        trainer.update(total, **figures)
    trainer.save()


if __name__ == "__main__":
    main()
