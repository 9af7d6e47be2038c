"""Numbers told to a network, as waves."""

import math

import torch


def waves(x, channels):
    """Sinusoidal embedding, cosines first: `x` [n, 1] -> [n, channels] (Vaswani et al. 2017; periods to 10,000)."""
    half = channels // 2
    rates = torch.tensor([math.exp(-math.log(10000) * k / half) for k in range(half)], dtype=torch.float32)
    angles = within_a_turn(x * rates)
    return torch.cat([torch.cos(angles), torch.sin(angles)], dim=-1)


def within_a_turn(angles):
    """The same angles in -pi..pi: WGSL promises nothing of sine and cosine outside."""
    return angles - 2 * math.pi * torch.floor(angles / (2 * math.pi) + 0.5)


def time_embedding(net, timestep, time_ids):
    """What a UNet is told of noise and clip: `timestep` [1], `time_ids` [1, 3] -> [1, e]."""
    noise = net.time_embedding(waves(timestep[:, None], net.time_proj.num_channels))
    clip = waves(time_ids.transpose(0, 1), net.add_time_proj.num_channels)
    return noise + net.add_embedding(clip.reshape(1, -1))
