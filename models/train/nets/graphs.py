"""The motion network as it is exported: what depends on the picture alone, once per picture, and the rest."""

import copy

import torch
from torch import nn


def half(net, sees):
    """A `Motion` with only the layers that `see` uses, or only those that `tell` does."""
    net = copy.deepcopy(net)
    for name, _ in list(net.named_children()):
        if (name in ("pyramid", "patch", "mask")) != sees:
            delattr(net, name)
    return net


class Seeing(nn.Module):
    """picture [1,3,h,w] -> what `Motion.see` gives."""

    def __init__(self, net):
        super().__init__()
        self.net = half(net, True)

    def forward(self, picture):
        return self.net.see(picture)


class Telling(nn.Module):
    """What was seen and hints [N,3] (x, y, moving) -> influence [N,1,h,w] in 0..1, together at most 1."""

    def __init__(self, net):
        super().__init__()
        self.net = half(net, False)

    def forward(self, f4, f8, f16, f32, upsample, colour, hints):
        e = torch.exp(self.net.tell((f4, f8, f16, f32, upsample, colour), hints.unsqueeze(0)).clamp(-15, 15))
        return (e / (1 + e.sum(1, keepdim=True))).permute(1, 0, 2, 3)


class Clicked(nn.Module):
    """What was seen and clicks [N,3] (x, y, keeps) -> mask [1,1,h,w] in 0..1.

    The mask is what all clicks that keep hold together.
    """

    def __init__(self, net):
        super().__init__()
        self.net = half(net, False)

    def forward(self, f4, f8, f16, f32, upsample, colour, clicks):
        e = torch.exp(self.net.tell((f4, f8, f16, f32, upsample, colour), clicks.unsqueeze(0)).clamp(-15, 15))
        keeps = clicks[:, 2].reshape(1, -1, 1, 1)
        return (e * keeps).sum(1, keepdim=True) / (1 + e.sum(1, keepdim=True))
