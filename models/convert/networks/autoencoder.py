"""Stable Video Diffusion's autoencoder: a picture to latents, latents to the frames of a clip."""

from diffusers import AutoencoderKLTemporalDecoder
from torch import nn
from torch.nn import functional as F

from ..lowering import ops
from ..lowering.lower import lower
from ..lowering.resnet import normal, over_time


def build(config):
    """The autoencoder that `config` (of its config.json) says, lowered. Attention in its middles in pieces."""
    net = AutoencoderKLTemporalDecoder.from_config(config)
    return lower(net, {net.config.block_out_channels[-1]: 16})


class Encoder(nn.Module):
    """picture [1, 3, 8h, 8w] in -1..1 -> latents [1, 4, h, w]: the mode of the posterior, not scaled."""

    outputs = ("latents",)

    def __init__(self, autoencoder):
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, picture):
        net = self.autoencoder.encoder
        x = net.conv_in(picture)
        for block in net.down_blocks:
            x = block(x)
        x = middle(net.mid_block, x)
        moments = net.conv_out(F.silu(normal(net.conv_norm_out, x)))
        last = self.autoencoder.quant_conv
        mean = (
            last.out_channels // 2
        )  # the other half is the logarithm of the variance, which the mode does not ask for
        return F.conv2d(moments, last.weight[:mean], last.bias[:mean])


class Decoder(nn.Module):
    """latents [t, 4, h, w], divided by the scaling factor -> pictures [t, 3, 8h, 8w]; t frames that follow each other."""

    outputs = ("pictures",)

    def __init__(self, autoencoder):
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, latents):
        net = self.autoencoder.decoder
        x = middle(net.mid_block, net.conv_in(latents))
        for block in net.up_blocks:
            for resnet in block.resnets:
                x = resnet(x)
            for upsampler in block.upsamplers or []:
                x = upsampler(x)
        x = net.conv_out(F.silu(normal(net.conv_norm_out, x)))
        along = over_time(net.time_conv_out, ops.flatten(x).transpose(0, 1)[None])
        return ops.reshape_like(along.squeeze(0).transpose(0, 1), x)


def middle(block, x):
    """Two residual blocks with attention between them: [t, c, h, w] -> the same."""
    x = block.resnets[0](x)
    for attention, resnet in zip(block.attentions, block.resnets[1:]):
        x = resnet(attention(x))
    return x
