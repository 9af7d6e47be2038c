"""CLIP's picture encoder (Radford et al. 2021; ViT-H/14 of OpenCLIP), as `image_encoder` of Stable Video Diffusion has it.

Names and shapes of the parameters are those of the published file.
"""

import torch
from torch import nn
from torch.nn import functional as F

from ..lowering import ops

ACTIVATIONS = {"gelu": F.gelu, "quick_gelu": lambda x: x * torch.sigmoid(1.702 * x)}


class Attention(nn.Module):
    """Of every token to all: [1, s, width] -> the same."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x):
        return self.out_proj(ops.attend(self.q_proj(x), self.k_proj(x), self.v_proj(x), self.heads))


class Mlp(nn.Module):
    def __init__(self, width, inner, activation):
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        return self.fc2(self.activation(self.fc1(x)))


class Layer(nn.Module):
    """Attention and two linear layers, each normed before and added: [1, s, width] -> the same."""

    def __init__(self, config):
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.self_attn = Attention(width, config["num_attention_heads"])
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.mlp = Mlp(width, config["intermediate_size"], config["hidden_act"])

    def forward(self, x):
        x = x + self.self_attn(self.layer_norm1(x))
        return x + self.mlp(self.layer_norm2(x))


class Embeddings(nn.Module):
    """Patches as tokens after one of the class, with places: [1, 3, side, side] -> [1, 1 + patches, width]."""

    def __init__(self, config):
        super().__init__()
        width, patch = config["hidden_size"], config["patch_size"]
        tokens = 1 + (config["image_size"] // patch) ** 2
        self.class_embedding = nn.Parameter(torch.empty(width))
        self.patch_embedding = nn.Conv2d(3, width, patch, patch, bias=False)
        self.position_embedding = nn.Embedding(tokens, width)

    def forward(self, picture):
        patches = ops.flatten(self.patch_embedding(picture)).transpose(1, 2)
        return torch.cat([self.class_embedding[None, None], patches], dim=1) + self.position_embedding.weight


class Layers(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layers = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))


class Vision(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.embeddings = Embeddings(config)
        self.pre_layrnorm = nn.LayerNorm(width, eps)  # spelt so in the published file
        self.encoder = Layers(config)
        self.post_layernorm = nn.LayerNorm(width, eps)


class ImageEncoder(nn.Module):
    """picture [1, 3, 224, 224] in -1..1 -> embedding [1, 1, projection].

    MOFA hands the tower 0..1 without the mean and deviation that CLIP was trained with, in training and at use.
    """

    outputs = ("embedding",)

    def __init__(self, config):
        super().__init__()
        self.vision_model = Vision(config)
        self.visual_projection = nn.Linear(config["hidden_size"], config["projection_dim"], bias=False)

    def forward(self, picture):
        tower = self.vision_model
        x = tower.pre_layrnorm(tower.embeddings((picture + 1) / 2))
        for layer in tower.encoder.layers:
            x = layer(x)
        return self.visual_projection(tower.post_layernorm(x[:, :1]))
