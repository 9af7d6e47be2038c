"""The autoencoder: a picture as 16 numbers per 8x8 pixels, and back."""

import torch.nn.functional as F
from torch import nn

from .blocks import LATENT_CHANNELS, Residual, conv


class Encoder(nn.Module):
    """picture [B,3,H,W] in -1..1 -> latents [B,16,H/8,W/8], about unit variance."""

    def __init__(self, mid=64, wide=128):
        super().__init__()
        self.stem = nn.Conv2d(3, mid, 8, 4, 2)
        self.fine = Residual(mid)
        self.down = conv(mid, wide, 3, 2)
        self.coarse = nn.ModuleList([Residual(wide), Residual(wide)])
        self.out = conv(wide, LATENT_CHANNELS)

    def forward(self, picture):
        x = self.fine(self.stem(picture))
        x = self.down(F.silu(x))
        for block in self.coarse:
            x = block(x)
        return self.out(F.silu(x))


class Decoder(nn.Module):
    """latents [B,16,h,w] -> pictures [B,3,8h,8w], roughly -1..1."""

    def __init__(self, wide=128, mid=72, fine=36):
        super().__init__()
        self.inp = conv(LATENT_CHANNELS, wide)
        self.coarse = nn.ModuleList([Residual(wide) for _ in range(3)])
        self.up1 = conv(wide, mid * 4, 1)
        self.mid = nn.ModuleList([Residual(mid), Residual(mid)])
        self.up2 = conv(mid, fine * 4, 1)
        self.fine = Residual(fine)
        self.out = conv(fine, 12)

    def forward(self, latents):
        x = self.inp(latents)
        for block in self.coarse:
            x = block(x)
        x = F.pixel_shuffle(self.up1(F.silu(x)), 2)
        for block in self.mid:
            x = block(x)
        x = F.pixel_shuffle(self.up2(F.silu(x)), 2)
        return F.pixel_shuffle(self.out(F.silu(self.fine(x))), 2)
