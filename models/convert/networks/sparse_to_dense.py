"""Conditional motion propagation (Zhan et al. 2019): a few displacements and a picture to a dense flow.

As MOFA uses it: a ResNet50 with dilation for the picture, a shallow network
for the displacements, a decoder with skips, and for each of x and y 99 bins
whose expectation is the displacement. Names and shapes are those of the
published checkpoint.
"""

import torch
from torch import nn
from torch.nn import functional as F

from ..lowering.resnet import side_by_side


def convolution(given, made, size=3, **more):
    """A convolution with its norm and ReLU, as three modules."""
    return [nn.Conv2d(given, made, size, padding=size // 2, **more), nn.BatchNorm2d(made), nn.ReLU()]


class Bottleneck(nn.Module):
    """1x1, 3x3, 1x1 with a shortcut: [n, given, h, w] -> [n, 4 * width, h / stride, w / stride]."""

    def __init__(self, given, width, stride=1, dilation=1):
        super().__init__()
        made = 4 * width
        self.conv1, self.bn1 = nn.Conv2d(given, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, dilation, dilation, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3, self.bn3 = nn.Conv2d(width, made, 1, bias=False), nn.BatchNorm2d(made)
        self.downsample = None
        if stride > 1 or given != made:
            self.downsample = nn.Sequential(nn.Conv2d(given, made, 1, stride, bias=False), nn.BatchNorm2d(made))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet50(nn.Module):
    """picture [1, 3, s, s] -> seen2 [1, w, s/2, s/2], seen4 [1, 4w, s/4, s/4], seen8 [1, made, s/8, s/8]; w is 64.

    The last two layers are dilated by 2 and 4 where a ResNet would halve.
    """

    def __init__(self, made=256, width=64):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width)
        self.layer1 = self.layer(width, width, 3)
        self.layer2 = self.layer(4 * width, 2 * width, 4, stride=2)
        self.layer3 = self.layer(8 * width, 4 * width, 6, dilation=2)
        self.layer4 = self.layer(16 * width, 8 * width, 3, dilation=4)
        self.conv5 = nn.Conv2d(32 * width, made, 1)

    @staticmethod
    def layer(given, width, count, stride=1, dilation=1):
        rest = (Bottleneck(4 * width, width, 1, dilation) for _ in range(count - 1))
        return nn.Sequential(Bottleneck(given, width, stride, dilation), *rest)

    def forward(self, picture):
        seen2 = F.relu(self.bn1(self.conv1(picture)))
        seen4 = self.layer1(F.max_pool2d(seen2, 3, 2, 1))
        seen8 = self.conv5(self.layer4(self.layer3(self.layer2(seen4))))
        return seen2, seen4, seen8


class Shallow(nn.Module):
    """hints [n, 4, s, s] -> [n, made, s/8, s/8]."""

    def __init__(self, made=16):
        super().__init__()
        first, second = convolution(4, 16, 5, stride=2), convolution(16, made)
        self.features = nn.Sequential(*first, nn.MaxPool2d(2), *second, nn.AvgPool2d(2))

    def forward(self, hints):
        return self.features(hints)


class Decoder(nn.Module):
    """hints [n, 16, s/8, s/8] and what the picture's encoder saw -> logits [n, made, s/2, s/2]; `width` is 64."""

    def __init__(self, given, made, width=64):
        super().__init__()
        for scale in (1, 2, 4, 8):
            pool = [nn.MaxPool2d(scale)] if scale > 1 else []
            layers = [
                *convolution(given, 2 * width),
                *convolution(2 * width, 2 * width),
                *convolution(2 * width, 2 * width),
            ]
            setattr(self, f"decoder{scale}", nn.Sequential(*pool, *layers))
        self.fusion8 = nn.Sequential(*convolution(8 * width, 4 * width))
        self.skipconv4 = nn.Sequential(*convolution(4 * width, 2 * width))
        self.fusion4 = nn.Sequential(*convolution(6 * width, 2 * width))
        self.skipconv2 = nn.Sequential(*convolution(width, width // 2))
        self.fusion2 = nn.Sequential(*convolution(2 * width + width // 2, width))
        self.head = nn.Conv2d(width, made, 1)

    def forward(self, hints, seen2, seen4, seen8):
        found = [grown(self.at(scale, seen8, hints), scale) for scale in (1, 2, 4, 8)]
        f8 = self.fusion8(torch.cat(found, dim=1))
        f4 = entered(self.fusion4, grown(f8, 2), self.skipconv4(seen4))
        return self.head(entered(self.fusion2, grown(f4, 2), self.skipconv2(seen2)))

    def at(self, scale, *inputs):
        """One branch, at a `scale`-th of the size: [n, 2 * width, s/8/scale, s/8/scale]."""
        layers = getattr(self, f"decoder{scale}")
        if scale == 1:
            return entered(layers, *inputs)
        return entered(layers[1:], *(layers[0](x) for x in inputs))


def entered(layers, *inputs):
    """`layers`, a convolution first, of `inputs` joined along channels; those of the picture have n = 1."""
    return layers[1:](side_by_side(layers[0], *inputs))


def grown(x, factor):
    """[n, c, h, w] -> [n, c, factor * h, factor * w], bilinear, corners to corners."""
    if factor == 1:
        return x
    return F.interpolate(x, scale_factor=float(factor), mode="bilinear", align_corners=True)


class SparseToDense(nn.Module):
    """The published module: its three networks by their names, `bins` for each of x and y over -limit..limit pixels."""

    def __init__(self, width=64, bins=99, limit=50):
        super().__init__()
        self.bins, self.limit = bins, limit
        self.image_encoder = ResNet50(4 * width, width)
        self.flow_encoder = Shallow(16)
        self.flow_decoder = Decoder(4 * width + 16, 2 * bins, width)

    @property
    def reach(self):
        """Largest displacement that can be said: the middle of the last bin."""
        return self.limit - self.limit / self.bins


class FlowPicture(nn.Module):
    """picture [1, 3, 384, 384] in -1..1 -> seen2 [1, 64, 192, 192], seen4 [1, 256, 96, 96], seen8 [1, 256, 48, 48]."""

    outputs = ("seen2", "seen4", "seen8")

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, picture):
        return self.net.image_encoder(picture)


class Flow(nn.Module):
    """What `FlowPicture` saw, hints [n, 4, 384, 384] (x, y, and 1, 1 where they count) -> flow [n, 2, 384, 384]."""

    outputs = ("flow",)

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, seen2, seen4, seen8, hints):
        net = self.net
        logits = net.flow_decoder(net.flow_encoder(hints), seen2, seen4, seen8)
        step = 2 * net.limit / net.bins
        middles = torch.arange(net.bins, dtype=torch.float32) * step - net.limit + step / 2

        def expectation(of):
            return (of.softmax(dim=1) * middles[:, None, None]).sum(dim=1, keepdim=True)

        flow = torch.cat([expectation(logits[:, : net.bins]), expectation(logits[:, net.bins :])], dim=1)
        return grown(flow, 2)
