"""What all networks are made of."""

import torch.nn.functional as F
from torch import nn

LATENT_CHANNELS = 16


def conv(cin, cout, kernel=3, stride=1):
    """A convolution with explicit symmetric padding."""
    return nn.Conv2d(cin, cout, kernel, stride, kernel // 2)


class Residual(nn.Module):
    """x + conv(silu(conv(silu(x)))); starts as the identity."""

    def __init__(self, channels, hidden=None):
        super().__init__()
        hidden = hidden or channels
        self.a = conv(channels, hidden)
        self.b = conv(hidden, channels)
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.b.bias)

    def forward(self, x, scale=None):
        y = self.a(F.silu(x))
        if scale is not None:
            y = y * (1 + scale)
        return x + self.b(F.silu(y))


def double(x, like):
    """Nearest-neighbour twice as large, cut to the size of `like`."""
    y = F.interpolate(x, scale_factor=2.0, mode="nearest")
    return y[:, :, : like.shape[2], : like.shape[3]]


def count(module):
    """Number of parameters."""
    return sum(p.numel() for p in module.parameters())
