"""The pocket pack's networks.

All are convolutional without normalisation layers, so that one graph runs at
any size and int8 weights per output channel cost little. Shapes are given as
[batch, channels, rows, columns]; `H, W` are picture pixels.
"""

from .autoencoder import Decoder, Encoder
from .blocks import LATENT_CHANNELS, count
from .fill import Condition, UNet
from .graphs import Clicked, Seeing, Telling
from .motion import Motion

__all__ = [
    "LATENT_CHANNELS",
    "Clicked",
    "Condition",
    "Decoder",
    "Encoder",
    "Motion",
    "Seeing",
    "Telling",
    "UNet",
    "count",
]
