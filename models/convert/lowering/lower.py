"""Gives the blocks of a network of `diffusers` their lowered forward passes, in place."""

from diffusers.models.attention_processor import Attention
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D, SpatioTemporalResBlock
from diffusers.models.transformers.transformer_temporal import TransformerSpatioTemporalModel
from diffusers.models.upsampling import Upsample2D

from .resnet import Downsample, ResnetBlock, SpaceTimeResnetBlock, Upsample
from .transformer import PictureAttention, SpaceTimeTransformer

LOWERED = {
    ResnetBlock2D: ResnetBlock,
    SpatioTemporalResBlock: SpaceTimeResnetBlock,
    TransformerSpatioTemporalModel: SpaceTimeTransformer,
    Upsample2D: Upsample,
    Downsample2D: Downsample,
}


def lower(net, pieces=None):
    """Lowers `net` in place and returns it; names and shapes of its parameters stay.

    `pieces`: width of a transformer -> how many pieces its attention within a frame is computed in.
    """
    for module in net.modules():
        if type(module) in LOWERED:
            module.__class__ = LOWERED[type(module)]
        elif type(module) is Attention and module.group_norm is not None:
            module.__class__ = PictureAttention
        if pieces and isinstance(module, (SpaceTimeTransformer, PictureAttention)):
            width = module.in_channels if isinstance(module, SpaceTimeTransformer) else module.query_dim
            module.pieces = pieces.get(width, 1)
    return net.eval()
