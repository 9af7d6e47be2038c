"""Average splatting (Niklaus and Liu 2020), which the engine does between two graphs."""

import torch
from torch.nn import functional as F


def splat(features, flow):
    """features [c, h, w] moved by flow [2, h, w] (cells, x then y) -> [c, h, w]: sums over landings by their weights."""
    c, h, w = features.shape
    ys, xs = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    x, y = xs + flow[0], ys + flow[1]
    left, top = x.floor().long(), y.floor().long()
    total, weight = torch.zeros(c, h * w), torch.zeros(h * w)
    for dx in (0, 1):
        for dy in (0, 1):
            column, row = left + dx, top + dy
            share = (1 - (x - column).abs()) * (1 - (y - row).abs())
            inside = (column >= 0) & (column < w) & (row >= 0) & (row < h)
            cell = (row * w + column)[inside]
            total.index_add_(1, cell, (features * share)[:, inside])
            weight.index_add_(0, cell, share[inside])
    return (total / (weight + 1e-7)).reshape(c, h, w)


def at_scale(flow, scale):
    """flow [m, 2, H, W] in pixels -> [m, 2, H/scale, W/scale] in cells: the first of every `scale`, divided."""
    return F.interpolate(flow, scale_factor=1 / scale) / scale


def warped(reference, flow):
    """reference [1, c, h, w] and the flow at its scale [m, 2, h, w] -> [m, c, h, w]."""
    return torch.stack([splat(reference[0], one) for one in flow])
