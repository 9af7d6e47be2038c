"""How a picture's features meet hints: maps relative to each hint, and hints that hear each other."""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import conv

GEOMETRY = 15  # channels made by `geometry`
HEADS = 4


def geometry(colour, hints, aspect):
    """Hint-relative maps.

    colour [B,3,h,w] the picture at this scale; hints [B,N,3] (x, y in 0..1,
    moving); aspect = (width, height) over the long side. Returns [B,N,15,h,w]:
    offset (2), distance, three soft discs, moving, soft maps of the other
    moving (2) and the other still (2) hints, colour difference (3) and its
    likeness. Lengths are in long sides of the picture.
    """
    b, _, h, w = colour.shape
    n = hints.shape[1]
    px = (torch.arange(w, device=colour.device, dtype=torch.float32) + 0.5) / w
    py = (torch.arange(h, device=colour.device, dtype=torch.float32) + 0.5) / h
    hx = hints[:, :, 0].reshape(b, n, 1, 1)
    hy = hints[:, :, 1].reshape(b, n, 1, 1)
    moving = hints[:, :, 2].reshape(b, n, 1, 1)
    dx = (px.reshape(1, 1, 1, w) - hx) * aspect[0] + torch.zeros_like(py).reshape(1, 1, h, 1)
    dy = (py.reshape(1, 1, h, 1) - hy) * aspect[1] + torch.zeros_like(px).reshape(1, 1, 1, w)
    square = dx * dx + dy * dy
    dist = torch.sqrt(square + 1e-6)
    # discs of exp(-8 d^2), exp(-80 d^2), exp(-800 d^2): powers cost less than exponentials
    far = torch.exp(square * -8.0)
    mid = tenth(far)
    near = tenth(mid)
    flag = moving + torch.zeros_like(dx)
    maps = [dx, dy, dist, near, mid, far, flag]
    for weight in (moving, 1 - moving):
        for disc in (near, mid):
            own = disc * weight
            maps.append(own.sum(1, keepdim=True) - own)
    grid = torch.stack([hints[:, :, 0], hints[:, :, 1]], -1) * 2 - 1
    seed = F.grid_sample(colour, grid.reshape(b, n, 1, 2), padding_mode="border", align_corners=False)
    seed = seed.reshape(b, 3, n).permute(0, 2, 1).reshape(b, n, 3, 1, 1)
    difference = colour.reshape(b, 1, 3, h, w) - seed
    alike = torch.exp((difference * difference).sum(2, keepdim=True) * -4.0)
    stacked = torch.stack(maps, 2)
    return torch.cat([stacked, difference, alike], 2)


def tenth(x):
    """x to the power of ten."""
    square = x * x
    return (square * square).square() * square


class Inject(nn.Module):
    """What one level of the pyramid says about each hint: [B*N, width, h, w]."""

    def __init__(self, features, width):
        super().__init__()
        self.base = conv(features, width, 1)
        self.value = conv(features, width, 1)
        self.gate = conv(features, width, 1)
        self.key = conv(features, 8 * HEADS, 1)
        self.maps = conv(GEOMETRY + HEADS, width, 1)

    def forward(self, features, hints, colour, aspect):
        b, c, h, w = features.shape
        n = hints.shape[1]
        grid = (hints[:, :, :2] * 2 - 1).reshape(b, n, 1, 2)
        at = F.grid_sample(features, grid, padding_mode="border", align_corners=False)
        at = at.reshape(b, c, n).permute(0, 2, 1).reshape(b * n, c, 1, 1)
        gate = self.gate(at).reshape(b, n, -1, 1, 1)
        key = self.key(features).float().reshape(b * HEADS, 8, h * w)
        query = self.key(at).float().reshape(b, n, HEADS, 8).permute(0, 2, 1, 3).reshape(b * HEADS, n, 8)
        # |key - query|^2, head by head
        apart = key.square().sum(1, keepdim=True) + query.square().sum(2, keepdim=True) - 2 * (query @ key)
        alike = torch.exp(apart.clamp(min=0) * -0.25)
        alike = alike.reshape(b, HEADS, n, h, w).permute(0, 2, 1, 3, 4)
        maps = torch.cat([geometry(colour, hints, aspect), alike], 2)
        shared = self.base(features).reshape(b, 1, -1, h, w)
        value = self.value(features).reshape(b, 1, -1, h, w)
        x = self.maps(maps.reshape(b * n, GEOMETRY + HEADS, h, w)).reshape(b, n, -1, h, w)
        x = x + shared + value * gate
        return x.reshape(b * n, -1, h, w)


class Exchange(nn.Module):
    """Each hint hears the mean of all hints: [B*N,C,h,w] -> same."""

    def __init__(self, channels):
        super().__init__()
        self.mix = conv(channels, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x, b, n):
        _, c, h, w = x.shape
        y = x.reshape(b, n, c, h, w)
        mean = y.mean(1)
        told = self.mix(F.silu(mean)).reshape(b, 1, c, h, w)
        return (y + told).reshape(b * n, c, h, w)
