"""What the UNet and its adapters have in common: shapes of what goes in and out."""

from dataclasses import dataclass

from ..networks import adapter as adapters
from ..networks import unet
from .blank import random


@dataclass(frozen=True)
class Core:
    """What UNet and adapters share: the UNet's config, shapes of what they are told, of skips and of features."""

    config: dict

    @property
    def widths(self):
        return self.config["block_out_channels"]

    def told(self):
        channels = self.config["out_channels"]
        return {
            "latents": ["T", channels, "h", "w"],
            "picture_latents": [1, self.config["in_channels"] - channels, "h", "w"],
            "timestep": [1],
            "time_ids": [1, 3],
            "embedding": [1, 1, self.config["cross_attention_dim"]],
        }

    def skips(self, name):
        return {f"{name}{i}": ["T", width, *cells(step)] for i, (width, step) in enumerate(unet.sizes(self.widths))}

    def middle(self):
        return ["T", self.widths[-1], *cells(8)]

    def features(self, name, count):
        """Of the four scales: name8 ... name64, [count, c, rows, columns]."""
        channels = (self.widths[0], *self.widths[:3])
        pairs = zip(adapters.SCALES, channels)
        return {f"{name}{scale}": [count, width, *cells(scale // 8)] for scale, width in pairs}

    def residuals(self, name=""):
        return {**self.skips(f"{name}residual"), f"{name}residual_mid": self.middle()}

    def pair_bytes(self):
        """Of the finest attention within a frame: two tables of its heads' weights, in pieces."""
        return 2 * 4 * heads_of(self.config)[0] / 16


def heads_of(config):
    heads = config["num_attention_heads"]
    return heads if isinstance(heads, (list, tuple)) else [heads] * len(config["block_out_channels"])


def cells(step):
    return ["h", "w"] if step == 1 else [f"h/{step}", f"w/{step}"]


def examples(shapes, count=2, side=8):
    """Random inputs of these shapes: `count` frames of `side` x `side` cells."""
    known = {"T": count, "M": count - 1, "h": side, "w": side, "8*h": 8 * side, "8*w": 8 * side}
    known |= {f"{axis}/{step}": side // step for axis in "hw" for step in (2, 4, 8)}
    return {name: random(*(known.get(d, d) for d in shape)) for name, shape in shapes.items()}
