"""Residual blocks, in space and in time.

In a lowered network all frames of a clip are the batch, so that a frame is a
picture; time is one axis only where a layer looks along it. What `diffusers`
hands from block to block as `image_only_indicator` is here the number of each
frame, float32 [t].
"""

import torch
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D, SpatioTemporalResBlock
from diffusers.models.upsampling import Upsample2D
from torch.nn import functional as F

from . import ops


def normal(norm, x):
    """GroupNorm module `norm` of `x` [n, c, h, w]."""
    return ops.group_norm(x, norm.num_groups, norm.weight, norm.bias, norm.eps)


class ResnetBlock(ResnetBlock2D):
    """Two convolutions: `hidden` [t, c, h, w], `temb` [1, e] or None -> [t, o, h, w]."""

    def forward(self, hidden, temb=None):
        x = self.conv1(F.silu(normal(self.norm1, hidden)))
        if self.time_emb_proj is not None:
            x = x + self.time_emb_proj(F.silu(temb))[:, :, None, None]
        x = self.conv2(F.silu(normal(self.norm2, x)))
        if self.conv_shortcut is not None:
            hidden = self.conv_shortcut(hidden)
        return hidden + x


def side_by_side(convolution, *inputs):
    """`convolution` of its inputs joined along channels, [n, c_i, h, w] or [1, c_i, h, w] -> [n, o, h, w].

    Each input is convolved with its share of the weights, so that one of a single picture is computed once for all n.
    """
    total, at = None, 0
    for x in inputs:
        channels = int(x.shape[1])
        share = convolution.weight[:, at : at + channels]
        bias = convolution.bias if total is None else None
        part = F.conv2d(x, share, bias, convolution.stride, convolution.padding)
        total, at = part if total is None else total + part, at + channels
    return total


def over_time(convolution, x):
    """A 3-D convolution (3, 1, 1) of [1, c, t, hw] as a 2-D one (3, 1): each cell is a column of its own."""
    return F.conv2d(x, convolution.weight.squeeze(-1), convolution.bias, padding=(1, 0))


class SpaceTimeResnetBlock(SpatioTemporalResBlock):
    """A block in space, then one in time, mixed: with a = sigmoid(mix_factor) the published sum

    a * s + (1 - a) * (s + r) is s + (1 - a) * r, r being what the block in time adds to what the block in space gave.
    """

    def forward(self, hidden, temb=None, image_only_indicator=None):
        spatial = self.spatial_res_block(hidden, temb)
        block = self.temporal_res_block
        x = ops.flatten(spatial).transpose(0, 1)[None]  # [1, c, t, hw]
        x = over_time(block.conv1, F.silu(normal(block.norm1, x)))
        if block.time_emb_proj is not None:
            x = x + block.time_emb_proj(F.silu(temb))[:, :, None, None]
        x = over_time(block.conv2, F.silu(normal(block.norm2, x)))
        x = ops.reshape_like(x.squeeze(0).transpose(0, 1), spatial)
        share = torch.sigmoid(self.time_mixer.mix_factor)
        return spatial + (share if self.time_mixer.switch_spatial_to_temporal_mix else 1 - share) * x


class Upsample(Upsample2D):
    """Each cell four times, then a convolution: [t, c, h, w] -> [t, c, 2h, 2w]."""

    def forward(self, hidden, output_size=None):
        return self.conv(F.interpolate(hidden, scale_factor=2.0, mode="nearest"))


class Downsample(Downsample2D):
    """A convolution of stride 2: [t, c, h, w] -> [t, c, h/2, w/2]."""

    def forward(self, hidden):
        if self.padding == 0:  # the autoencoder pads below and on the right only
            hidden = F.pad(hidden, (0, 1, 0, 1))
        return self.conv(hidden)
