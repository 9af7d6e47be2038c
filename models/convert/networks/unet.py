"""Stable Video Diffusion's UNet in two parts, with MOFA's residuals as inputs of the second."""

import torch
from diffusers import UNetSpatioTemporalConditionModel
from torch import nn
from torch.nn import functional as F

from ..lowering import ops
from ..lowering.embeddings import time_embedding
from ..lowering.lower import lower
from ..lowering.resnet import normal, side_by_side

SKIPS = 12


def build(config):
    """The UNet that `config` (of its config.json) says, lowered. Attention at /8 and /16 of the picture in pieces."""
    net = UNetSpatioTemporalConditionModel.from_config(config)
    widths = net.config.block_out_channels
    return lower(net, {widths[1]: 4, widths[0]: 16})


class Down(nn.Module):
    """The way down and the middle.

    latents [t, 4, h, w] (divided by sqrt(s^2 + 1)), picture_latents [1, 4, h, w], timestep [1], time_ids [1, 3],
    embedding [1, 1, d] -> skip0 ... skip11 (at /8 three, /16 three, /32 three, /64 two and before them one), middle,
    told [1, e].
    """

    outputs = (*(f"skip{i}" for i in range(SKIPS)), "middle", "told")

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, latents, picture_latents, timestep, time_ids, embedding):
        net, frames = self.unet, ops.frame_numbers(latents)
        told = time_embedding(net, timestep, time_ids)
        x = side_by_side(net.conv_in, latents, picture_latents)
        skips = [x]
        for block in net.down_blocks:
            x, found = run(block, x, told, embedding, frames)
            skips += found
        return *skips, run(net.mid_block, x, told, embedding, frames), told


class Up(nn.Module):
    """The way up.

    What `Down` gave, embedding, residual0 ... residual11 (shaped as the skips) and residual_mid -> prediction
    [t, 4, h, w].
    """

    outputs = ("prediction",)

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, *given):
        net = self.unet
        *skips, middle, told, embedding = given[: SKIPS + 3]
        *residuals, residual_mid = given[SKIPS + 3 :]
        frames = ops.frame_numbers(middle)
        skips = [skip + residual for skip, residual in zip(skips, residuals)]
        x = middle + residual_mid
        for block in net.up_blocks:
            count = len(block.resnets)
            known, skips = tuple(skips[-count:]), skips[:-count]
            x = run(block, x, told, embedding, frames, res_hidden_states_tuple=known)
        return net.conv_out(F.silu(normal(net.conv_norm_out, x)))


def run(block, x, told, embedding, frames, **more):
    """One block of `diffusers`; those without attention take no embedding."""
    if getattr(block, "has_cross_attention", False):
        more["encoder_hidden_states"] = embedding
    return block(hidden_states=x, temb=told, image_only_indicator=frames, **more)


def sizes(widths):
    """(width, cells of the latents to a cell) of each skip, in their order: 320 at 1 three times, ... 1280 at 8 three."""
    found = [(widths[0], 1)]
    for level, width in enumerate(widths):
        found += [(width, 2**level)] * 2
        if level < len(widths) - 1:
            found.append((width, 2 ** (level + 1)))
    return found


def blank(config, frames=2, side=8):
    """Inputs of `Down` and `Up` by name, random, for tracing and tests: `frames` of `side` x `side` cells."""
    g = torch.Generator().manual_seed(5)

    def random(*shape):
        return torch.randn(*shape, generator=g)

    channels, widths = config["out_channels"], config["block_out_channels"]
    down = {
        "latents": random(frames, channels, side, side),
        "picture_latents": random(1, config["in_channels"] - channels, side, side),
        "timestep": torch.tensor([0.7]),
        "time_ids": torch.tensor([[6.0, 128.0, 0.02]]),
        "embedding": random(1, 1, config["cross_attention_dim"]),
    }
    shapes = [(frames, width, side // cells, side // cells) for width, cells in sizes(widths)]
    middle = (frames, widths[-1], side // 8, side // 8)
    up = {f"skip{i}": random(*shape) for i, shape in enumerate(shapes)}
    up |= {"middle": random(*middle), "told": random(1, 4 * widths[0]), "embedding": down["embedding"]}
    up |= {f"residual{i}": 0.1 * random(*shape) for i, shape in enumerate(shapes)}
    up["residual_mid"] = 0.1 * random(*middle)
    return down, up
