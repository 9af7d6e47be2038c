"""Trains the autoencoder: pictures to 16 latents per 8x8 pixels and back.

Charbonnier plus squared error plus the error of the gradients; the latents'
mean and variance per channel are held at 0 and 1, and a little noise is added
to them, so that the UNet's small errors do not show.

    python -m train.autoencoder --resume --minutes 40
"""

import numpy as np
import torch
from torch import nn

from . import nets
from .common import Trainer, arguments, setup
from .parts import from_pack
from .pictures import clips, crop, photos, recolour


def start():
    """The weights that the committed pack holds."""
    parts = from_pack()
    return nn.ModuleDict({k: parts[k] for k in ("encoder", "decoder")}).state_dict()


def main():
    args = arguments(__doc__, batch=8, rate=1.5e-3).parse_args()
    device, autocast, rng = setup(args)
    stills = [p for n, p in photos(args.data, "train").items() if n not in ("brick.jpg", "gravel.jpg")]
    moving = list(clips(args.data, "train").values())
    net = nn.ModuleDict({"encoder": nets.Encoder(), "decoder": nets.Decoder()})
    net = net.to(memory_format=torch.channels_last)
    trainer = Trainer("autoencoder", net, args, device, start=start)
    rng = np.random.default_rng([args.seed, trainer.step])
    while not trainer.done():
        batch = []
        for _ in range(args.batch):
            if rng.random() < 0.88:
                picture = crop(rng, stills[rng.integers(len(stills))], 128, 128, 0.3)
            else:
                clip = moving[rng.integers(len(moving))]
                picture = crop(rng, clip[rng.integers(len(clip))], 128, 128, 0.7)
            batch.append(recolour(rng, picture) if rng.random() < 0.4 else picture)
        x = torch.from_numpy(np.stack(batch)).to(device).permute(0, 3, 1, 2).float() / 127.5 - 1
        x = x.contiguous(memory_format=torch.channels_last)
        with autocast():
            z = net["encoder"](x)
            y = net["decoder"](z + 0.03 * torch.randn_like(z))
        z, y = z.float(), y.float()
        error = y - x
        robust = torch.sqrt(error.square() + 1e-4).mean()
        square = error.square().mean()
        gradient = (error[..., 1:] - error[..., :-1]).abs().mean() + (
            error[..., 1:, :] - error[..., :-1, :]
        ).abs().mean()
        mean, var = z.mean((0, 2, 3)), z.var((0, 2, 3))
        unit = mean.square().mean() + (var.clamp(min=1e-4).log()).square().mean()
        loss = robust + 2 * square + 0.3 * gradient + 0.02 * unit
        with torch.no_grad():
            psnr = 10 * torch.log10(4 / error.square().mean((1, 2, 3))).mean()
        trainer.update(loss, psnr=psnr, variance=var.mean())
    trainer.save()


if __name__ == "__main__":
    main()
