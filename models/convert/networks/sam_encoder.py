"""The picture encoder of SAM (Kirillov et al. 2023), and of what was pruned out of it, such as SlimSAM (Chen et al. 2024).

A plain vision transformer: most layers attend within windows, a few over the
whole picture, all with positions relative to each other along rows and
columns. Parameters are named as `transformers` publishes them; sizes are those
of config.json, with SAM's where it is silent.
"""

import torch
from torch import nn
from torch.nn import functional as F

from ..lowering import ops

USUAL = {
    "hidden_size": 768,
    "output_channels": 256,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "image_size": 1024,
    "patch_size": 16,
    "layer_norm_eps": 1e-6,
    "mlp_ratio": 4.0,
    "mlp_dim": None,
    "window_size": 14,
    "global_attn_indexes": [2, 5, 8, 11],
}

# the mean and deviation of pictures in 0..1 that SAM was trained with
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PIECES = 8


class Attention(nn.Module):
    """Attention over a square of `side` x `side` tokens: [n, side, side, width] -> the same.

    `pieces`: the rows that ask are taken in so many parts, so that the table of weights is never whole.
    """

    def __init__(self, width, heads, side, pieces=1):
        super().__init__()
        self.heads, self.side, self.pieces = heads, side, pieces
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.rel_pos_h = nn.Parameter(torch.empty(2 * side - 1, width // heads))
        self.rel_pos_w = nn.Parameter(torch.empty(2 * side - 1, width // heads))

    def forward(self, x):
        side, heads, width = self.side, self.heads, self.proj.in_features
        each = width // heads
        query, key, value = (
            part.reshape(-1, side * side, heads, each).transpose(1, 2) for part in ops.split(self.qkv(x), 3, 3)
        )  # [n, heads, side * side, each]
        key = key.transpose(2, 3)
        rows, columns = self.apart(self.rel_pos_h), self.apart(self.rel_pos_w).transpose(0, 1)
        found = []
        for i, asked in enumerate(ops.split(query, self.pieces, 2) if self.pieces > 1 else [query]):
            high = side // self.pieces
            by_row = asked.reshape(-1, high, side, each)
            along = by_row @ rows[high * i : high * (i + 1)]  # [n * heads, high, side, side]: by the row asked about
            across = (by_row.transpose(1, 2) @ columns.transpose(0, 1)).transpose(1, 2)  # by the column
            table = (asked * each**-0.5 @ key).reshape(-1, high * side, side, side)
            table = table + along.reshape(-1, high * side, side, 1) + across.reshape(-1, high * side, 1, side)
            weights = table.reshape(-1, heads, high * side, side * side).softmax(dim=-1)
            found.append(weights @ value)
        y = ops.join(found, 2)
        return self.proj(y.transpose(1, 2).reshape(-1, side, side, width))

    def apart(self, relative):
        """[2 * side - 1, each] -> [side, each, side]: what a token at i gets for one at j, by i - j."""
        at = torch.arange(self.side)
        return F.embedding(at[:, None] - at[None] + self.side - 1, relative).transpose(1, 2)


class Mlp(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        return self.lin2(F.gelu(self.lin1(x)))


class Layer(nn.Module):
    """[1, side, side, width] -> the same; `window` 0 attends over all of it."""

    def __init__(self, config, window):
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.side, self.window = config["image_size"] // config["patch_size"], window
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        heads = config["num_attention_heads"]
        self.attn = Attention(width, heads, window or self.side, 1 if window else PIECES)
        self.mlp = Mlp(width, config["mlp_dim"] or int(width * config["mlp_ratio"]))

    def forward(self, x):
        y = self.layer_norm1(x)
        x = x + (self.in_windows(y) if self.window else self.attn(y))
        return x + self.mlp(self.layer_norm2(x))

    def in_windows(self, x):
        """Attention within windows, the last ones padded with zeros."""
        window, width = self.window, int(x.shape[-1])
        count = -(-self.side // window)
        wide = count * window
        x = F.pad(x, (0, 0, 0, wide - self.side, 0, wide - self.side))
        x = x.reshape(count, window, count, window, width).transpose(1, 2).reshape(-1, window, window, width)
        x = self.attn(x).reshape(count, count, window, window, width).transpose(1, 2)
        return x.reshape(1, wide, wide, width)[:, : self.side, : self.side]


class ChannelNorm(nn.LayerNorm):
    """LayerNorm over the channels of [1, c, h, w]."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Neck(nn.Module):
    """[1, width, side, side] -> [1, made, side, side]."""

    def __init__(self, width, made):
        super().__init__()
        self.conv1, self.layer_norm1 = nn.Conv2d(width, made, 1, bias=False), ChannelNorm(made, 1e-6)
        self.conv2, self.layer_norm2 = nn.Conv2d(made, made, 3, padding=1, bias=False), ChannelNorm(made, 1e-6)

    def forward(self, x):
        return self.layer_norm2(self.conv2(self.layer_norm1(self.conv1(x))))


class Patches(nn.Module):
    def __init__(self, width, patch):
        super().__init__()
        self.projection = nn.Conv2d(3, width, patch, patch)


class Vision(nn.Module):
    """The published vision encoder: a square picture [1, 3, image_size, image_size] -> [1, made, side, side]."""

    def __init__(self, config):
        super().__init__()
        width, patch = config["hidden_size"], config["patch_size"]
        side = config["image_size"] // patch
        self.pos_embed = nn.Parameter(torch.empty(1, side, side, width))
        self.patch_embed = Patches(width, patch)
        everywhere = config["global_attn_indexes"]
        windows = (0 if i in everywhere else config["window_size"] for i in range(config["num_hidden_layers"]))
        self.layers = nn.ModuleList(Layer(config, window) for window in windows)
        self.neck = Neck(width, config["output_channels"])

    def forward(self, picture):
        x = self.patch_embed.projection(picture).permute(0, 2, 3, 1) + self.pos_embed
        for layer in self.layers:
            x = layer(x)
        return self.neck(x.permute(0, 3, 1, 2))


class Encoder(nn.Module):
    """picture [1, 3, h, w] in -1..1, its long side image_size -> seen [1, made, side, side], frame [1, 1, h, w] of zeros."""

    outputs = ("seen", "frame")

    def __init__(self, sam):
        super().__init__()
        self.sam = sam

    def forward(self, picture):
        mean, deviation = (torch.tensor(numbers)[:, None, None] for numbers in (MEAN, DEVIATION))
        normal = ((picture + 1) / 2 - mean) / deviation
        seen = self.sam.vision_encoder(ops.pad_to(normal, self.sam.image_size))
        return seen, picture[:, :1] * 0
