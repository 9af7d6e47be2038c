"""What the landmark adapter does with splatted features: an hourglass says where to keep and what to put instead."""

import torch
from torch import nn
from torch.nn import functional as F

from ..lowering.resnet import side_by_side


class Block(nn.Module):
    """A convolution and ReLU: [n, given, h, w] -> [n, made, h, w]. No size changes, whatever the published names say."""

    def __init__(self, given, made):
        super().__init__()
        self.conv = nn.Conv2d(given, made, 3, padding=1)

    def forward(self, *inputs):
        return F.relu(side_by_side(self.conv, *inputs))


class Blocks(nn.Module):
    def __init__(self, name, blocks):
        super().__init__()
        setattr(self, name, nn.ModuleList(blocks))


class Hourglass(nn.Module):
    """Three blocks in, three out with what the way in saw: [n, given, h, w] -> [n, width, h, w]."""

    def __init__(self, given, width, widest):
        super().__init__()
        w1, w2, w3 = (min(widest, width * 2**k) for k in (1, 2, 3))
        self.encoder = Blocks("down_blocks", [Block(given, w1), Block(w1, w2), Block(w2, w3)])
        self.decoder = Blocks("up_blocks", [Block(w3, w2), Block(2 * w2, w1), Block(2 * w1, width)])

    def forward(self, *inputs):
        first, second, third = self.encoder.down_blocks
        seen1 = first(*inputs)
        seen2 = second(seen1)
        up3, up2, up1 = self.decoder.up_blocks
        return up1(seen1, up2(seen2, up3(third(seen2))))


class Matting(nn.Module):
    """reference [1, c, h, w], flow [m, 2, h, w], moved [m, c, h, w] -> [m, c, h, w]: moved * a + painted * (1 - a)."""

    def __init__(self, channels, width=64, widest=512):
        super().__init__()
        self.hourglass = Hourglass(2 * channels + 2, width, widest)
        self.matting_mask = nn.Conv2d(width, 1, 7, padding=3)
        self.matting = nn.Conv2d(width, channels, 7, padding=3)

    def forward(self, reference, flow, moved):
        seen = self.hourglass(reference, flow, moved)
        kept = torch.sigmoid(self.matting_mask(seen))
        return moved * kept + self.matting(seen) * (1 - kept)
