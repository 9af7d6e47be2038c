"""Transformers over space and time, and the attention of the autoencoder's middle."""

import torch
from diffusers.models.attention_processor import Attention
from diffusers.models.transformers.transformer_temporal import TransformerSpatioTemporalModel
from torch.nn import functional as F

from . import ops
from .embeddings import waves
from .resnet import normal


def self_attention(attention, x, pieces=1):
    """Attention of every token of `x` [n, s, c] to all; `pieces` bounds memory, see `ops.attend_in_pieces`."""
    query, key, value = attention.to_q(x), attention.to_k(x), attention.to_v(x)
    return attention.to_out[0](ops.attend_in_pieces(query, key, value, attention.heads, pieces))


def told(attention, embedding):
    """Attention to the one token `embedding` [1, 1, d] -> [1, 1, c]: softmax over one is 1, whatever is asked."""
    return attention.to_out[0](attention.to_v(embedding))


def feed_forward(layers, x):
    """GEGLU: a linear layer to twice the inner width, one half gated by GELU of the other, and a linear layer back."""
    value, gate = ops.split(layers.net[0].proj(x), 2, 2)
    return layers.net[2](value * F.gelu(gate))


class SpaceTimeTransformer(TransformerSpatioTemporalModel):
    """Attention within each frame, then of each cell along time: [t, c, h, w] -> the same."""

    pieces = 1

    def forward(self, hidden, encoder_hidden_states=None, image_only_indicator=None, return_dict=False):
        embedding, frames = encoder_hidden_states, image_only_indicator
        x = self.proj_in(ops.flatten(normal(self.norm, hidden)).transpose(1, 2))  # [t, hw, c]
        place = self.time_pos_embed(waves(frames[:, None], self.in_channels))[:, None]  # [t, 1, c]
        share = torch.sigmoid(self.time_mixer.mix_factor)
        for space, time in zip(self.transformer_blocks, self.temporal_transformer_blocks):
            x = self.in_space(space, x, embedding)
            along = self.in_time(time, (x + place).transpose(0, 1), embedding).transpose(0, 1)
            x = share * x + (1 - share) * along
        return (hidden + ops.reshape_like(self.proj_out(x).transpose(1, 2), hidden),)

    def in_space(self, block, x, embedding):
        """[t, hw, c] -> the same."""
        x = x + self_attention(block.attn1, block.norm1(x), self.pieces)
        x = x + told(block.attn2, embedding)
        return x + feed_forward(block.ff, block.norm3(x))

    def in_time(self, block, x, embedding):
        """[hw, t, c] -> the same."""
        x = x + feed_forward(block.ff_in, block.norm_in(x))
        x = x + self_attention(block.attn1, block.norm1(x))
        x = x + told(block.attn2, embedding)
        return x + feed_forward(block.ff, block.norm3(x))


class PictureAttention(Attention):
    """Attention of the cells of a picture to each other, with its own norm and residual: [n, c, h, w] -> the same."""

    pieces = 1

    def forward(self, hidden, temb=None):
        x = ops.flatten(normal(self.group_norm, hidden)).transpose(1, 2)
        return hidden + ops.reshape_like(self_attention(self, x, self.pieces).transpose(1, 2), hidden)
