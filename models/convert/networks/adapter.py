"""MOFA-Video's adapters (Niu et al. 2024): a copy of the UNet's way down that sees warped features of the picture.

What does not depend on the step (`Reference`, and `Fusion` of the landmark
adapter) is apart from what does (`Control`); between them the engine splats.
Parameters are named as in the published checkpoints.
"""

from itertools import pairwise

import torch
from diffusers import UNetSpatioTemporalConditionModel
from torch import nn
from torch.nn import functional as F

from ..lowering import ops
from ..lowering.embeddings import time_embedding
from ..lowering.lower import lower
from ..lowering.resnet import side_by_side
from .matting import Matting
from .unet import SKIPS, run, sizes

SCALES = (8, 16, 32, 64)
WIDTHS = (16, 32, 96, 256)
LANDMARK_WIDTHS = (16, 32, 64, 128)

# what an adapter has of a UNet
SHARED = ("conv_in", "time_proj", "time_embedding", "add_time_proj", "add_embedding", "down_blocks", "mid_block")

# The published class builds its blocks with these heads, whatever its config.json says: it calls the constructor above
# it without arguments. The UNet's third block has 20.
HEADS = (5, 10, 10, 20)


class Pyramid(nn.Module):
    """Convolutions to an eighth of the size: [n, 3, 8h, 8w] -> [n, made, h, w]."""

    def __init__(self, made, widths):
        super().__init__()
        self.conv_in = nn.Conv2d(3, widths[0], 3, padding=1)
        blocks = []
        for given, wider in pairwise(widths):
            blocks += [nn.Conv2d(given, given, 3, padding=1), nn.Conv2d(given, wider, 3, 2, 1)]
        self.blocks = nn.ModuleList(blocks)
        self.conv_out = nn.Conv2d(widths[-1], made, 3, padding=1)

    def forward(self, picture):
        x = F.silu(self.conv_in(picture))
        for block in self.blocks:
            x = F.silu(block(x))
        return self.conv_out(x)


class Half(nn.Module):
    def __init__(self, given, made):
        super().__init__()
        self.conv_in = nn.Conv2d(given, made, 3, 2, 1)


class Coarser(nn.Module):
    """[1, c, h, w] -> its features at a half, a quarter and an eighth; the trajectory adapter weighs each by a 1x1."""

    def __init__(self, widths, weighed):
        super().__init__()
        pairs = list(zip((widths[0], *widths), widths))
        self.encoders = nn.ModuleList(Half(given, made) for given, made in pairs)
        self.zeroconvs = nn.ModuleList(nn.Conv2d(made, made, 1) for _, made in pairs) if weighed else None

    def forward(self, x):
        found = []
        for i, encoder in enumerate(self.encoders):
            x = F.silu(encoder.conv_in(x))
            found.append(x if self.zeroconvs is None else self.zeroconvs[i](x))
        return found


class Adapter(nn.Module):
    """The published module; `config` is the UNet's, but for the heads. `landmarks`: the one that is led by a face."""

    def __init__(
        self, config, landmarks=False, heads=HEADS, widths=WIDTHS, face_widths=LANDMARK_WIDTHS, matting=(64, 512)
    ):
        super().__init__()
        unet = UNetSpatioTemporalConditionModel.from_config({**config, "num_attention_heads": heads})
        made = unet.config.block_out_channels
        for name in SHARED:
            setattr(self, name, getattr(unet, name))
        found = sizes(made)
        self.controlnet_down_blocks = nn.ModuleList(nn.Conv2d(width, width, 1) for width, _ in found)
        self.controlnet_mid_block = nn.Conv2d(made[-1], made[-1], 1)
        self.controlnet_cond_embedding = Pyramid(made[0], widths)
        self.flow_encoder = Coarser(made[:3], weighed=not landmarks)
        if landmarks:
            at = dict(zip(map(str, SCALES), (made[0], *made[:3])))
            self.controlnet_ldmk_embedding = Pyramid(made[0], face_widths)
            self.zero_outs = nn.ModuleDict({scale: nn.Conv2d(width, width, 1) for scale, width in at.items()})
            self.occlusions = nn.ModuleDict({scale: Matting(width, *matting) for scale, width in at.items()})
        lower(self, {made[1]: 4, made[0]: 16})


class Reference(nn.Module):
    """picture [1, 3, 8h, 8w] in -1..1 -> reference8 [1, 320, h, w], 16 (320), 32 (640), 64 (1280)."""

    outputs = tuple(f"reference{scale}" for scale in SCALES)

    def __init__(self, adapter):
        super().__init__()
        self.adapter = adapter

    def forward(self, picture):
        finest = self.adapter.controlnet_cond_embedding(picture)
        return finest, *self.adapter.flow_encoder(finest)


class Fusion(nn.Module):
    """The landmark adapter's share that is the same in every step.

    reference8 ... 64 [1, c, h, w], flow8 ... 64 [m, 2, h, w], moved8 ... 64 [m, c, h, w] (splatted by these flows),
    landmarks [t, 3, 8h, 8w] drawn in 0..1, t = m + 1 -> warped8 ... 64 [t, c, h, w].
    """

    outputs = tuple(f"warped{scale}" for scale in SCALES)

    def __init__(self, adapter):
        super().__init__()
        self.adapter = adapter

    def forward(self, *given):
        net, count = self.adapter, len(SCALES)
        references, flows, moved, landmarks = given[:count], given[count : 2 * count], given[2 * count : -1], given[-1]
        warped = []
        for scale, reference, flow, feature in zip(map(str, SCALES), references, flows, moved):
            later = net.zero_outs[scale](net.occlusions[scale](reference, flow, feature))
            warped.append(torch.cat([reference, later]))
        drawn = net.controlnet_ldmk_embedding(landmarks)
        # added wherever features are as wide as its own: at /8 and, after the first block, at /16
        return warped[0] + drawn, warped[1] + ops.every(drawn, 2), *warped[2:]


class Control(nn.Module):
    """What runs in every step.

    As `Down` of the UNet, and warped8 ... 64, control_scale [1] -> residual0 ... residual11, residual_mid.
    """

    outputs = (*(f"residual{i}" for i in range(SKIPS)), "residual_mid")

    def __init__(self, adapter):
        super().__init__()
        self.adapter = adapter

    def forward(self, latents, picture_latents, timestep, time_ids, embedding, *given):
        net, (*warped, scale) = self.adapter, given
        frames = ops.frame_numbers(latents)
        told = time_embedding(net, timestep, time_ids)
        x = side_by_side(net.conv_in, latents, picture_latents) + warped[0]
        skips = [x]
        for level, block in enumerate(net.down_blocks):
            x, found = run(block, x, told, embedding, frames)
            skips += found
            x = x + warped[min(level + 1, len(warped) - 1)]
        middle = run(net.mid_block, x + warped[-1], told, embedding, frames)
        # the published UNet adds the residuals of all blocks so far again after each block
        times = [count for level in range(4) for count in [4 - level] * (4, 3, 3, 2)[level]]
        residuals = [
            layer(skip) * (scale * many) for layer, skip, many in zip(net.controlnet_down_blocks, skips, times)
        ]
        return *residuals, net.controlnet_mid_block(middle) * scale


class Hybrid(nn.Module):
    """face_residual0 ... mid, residual0 ... mid, mask [1, 1, 8h, 8w] -> mixed: the face's where the mask is 1."""

    outputs = tuple(f"mixed_{name}" for name in Control.outputs)

    def forward(self, *given):
        count = SKIPS + 1
        faces, others, mask = given[:count], given[count:-1], given[-1]
        steps = [*(8 * cells for _, cells in sizes(range(4))), 64]
        masks = [ops.every(mask, step) for step in steps]
        return tuple(face * m + other * (1 - m) for face, other, m in zip(faces, others, masks))
