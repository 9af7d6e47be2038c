"""SAM's prompt encoder and mask decoder (Kirillov et al. 2023), parameters named as `transformers` publishes them."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from ..lowering import ops
from ..lowering.embeddings import within_a_turn
from .sam_encoder import USUAL, ChannelNorm, Vision

PROMPT = {"hidden_size": 256, "mask_input_channels": 16}
DECODER = {"hidden_size": 256, "mlp_dim": 2048, "num_hidden_layers": 2, "num_attention_heads": 8}
DECODER |= {"attention_downsample_rate": 2, "num_multimask_outputs": 3, "iou_head_hidden_dim": 256}


class Waves(nn.Module):
    """Places [n, 2] in 0..1 as waves in random directions [n, 2 * count] (Tancik et al. 2020)."""

    def __init__(self, count):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.empty(2, count))

    def forward(self, places):
        angles = within_a_turn((2 * places - 1) @ self.positional_embedding * (2 * math.pi))
        return torch.cat([angles.sin(), angles.cos()], dim=-1)


class MaskEmbed(nn.Module):
    """For a mask as prompt, which clicks do without; here for its published names."""

    def __init__(self, made, channels):
        super().__init__()
        few = channels // 4
        self.conv1, self.conv2 = nn.Conv2d(1, few, 2, 2), nn.Conv2d(few, channels, 2, 2)
        self.conv3 = nn.Conv2d(channels, made, 1)
        self.layer_norm1, self.layer_norm2 = ChannelNorm(few, 1e-6), ChannelNorm(channels, 1e-6)


class Prompt(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.mask_embed = MaskEmbed(width, config["mask_input_channels"])
        self.no_mask_embed = nn.Embedding(1, width)
        self.point_embed = nn.ModuleList(nn.Embedding(1, width) for _ in range(4))
        self.not_a_point_embed = nn.Embedding(1, width)


class Attention(nn.Module):
    """[1, s, width] asks [1, k, width] -> [1, s, width], inside at `inner` channels."""

    def __init__(self, width, inner, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(width, inner) for _ in range(3))
        self.out_proj = nn.Linear(inner, width)

    def forward(self, query, key, value):
        return self.out_proj(ops.attend(self.q_proj(query), self.k_proj(key), self.v_proj(value), self.heads))


class Mlp(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        return self.lin2(F.relu(self.lin1(x)))


class Layer(nn.Module):
    """Tokens attend to themselves, to the picture, the picture to them. The first begins without their places."""

    def __init__(self, config, first):
        super().__init__()
        width, heads = config["hidden_size"], config["num_attention_heads"]
        inner = width // config["attention_downsample_rate"]
        self.first = first
        self.self_attn = Attention(width, width, heads)
        self.cross_attn_token_to_image = Attention(width, inner, heads)
        self.cross_attn_image_to_token = Attention(width, inner, heads)
        self.mlp = Mlp(width, config["mlp_dim"])
        for i in range(1, 5):
            setattr(self, f"layer_norm{i}", nn.LayerNorm(width, 1e-6))

    def forward(self, tokens, picture, token_places, places):
        if self.first:
            tokens = self.layer_norm1(self.self_attn(tokens, tokens, tokens))
        else:
            asked = tokens + token_places
            tokens = self.layer_norm1(tokens + self.self_attn(asked, asked, tokens))
        found = self.cross_attn_token_to_image(tokens + token_places, picture + places, picture)
        tokens = self.layer_norm2(tokens + found)
        tokens = self.layer_norm3(tokens + self.mlp(tokens))
        found = self.cross_attn_image_to_token(picture + places, tokens + token_places, tokens)
        return tokens, self.layer_norm4(picture + found)


class TwoWay(nn.Module):
    """tokens [1, n, width], picture [1, cells, width] and the picture's places -> both, having seen each other."""

    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.layers = nn.ModuleList(Layer(config, i == 0) for i in range(config["num_hidden_layers"]))
        inner = width // config["attention_downsample_rate"]
        self.final_attn_token_to_image = Attention(width, inner, config["num_attention_heads"])
        self.layer_norm_final_attn = nn.LayerNorm(width, 1e-5)

    def forward(self, begun, picture, places):
        tokens = begun
        for layer in self.layers:
            tokens, picture = layer(tokens, picture, begun, places)
        found = self.final_attn_token_to_image(tokens + begun, picture + places, picture)
        return self.layer_norm_final_attn(tokens + found), picture


class Head(nn.Module):
    """Three linear layers with ReLU between: [1, n, width] -> [1, n, made]."""

    def __init__(self, width, inner, made):
        super().__init__()
        self.proj_in, self.proj_out = nn.Linear(width, inner), nn.Linear(inner, made)
        self.layers = nn.ModuleList([nn.Linear(inner, inner)])

    def forward(self, x):
        return self.proj_out(F.relu(self.layers[0](F.relu(self.proj_in(x)))))


class MaskDecoder(nn.Module):
    """seen [1, width, side, side] with prompts -> masks [1, 4, 4 * side, 4 * side] as logits, their quality [1, 4]."""

    def __init__(self, config):
        super().__init__()
        width, masks = config["hidden_size"], config["num_multimask_outputs"] + 1
        self.iou_token, self.mask_tokens = nn.Embedding(1, width), nn.Embedding(masks, width)
        self.transformer = TwoWay(config)
        self.upscale_conv1 = nn.ConvTranspose2d(width, width // 4, 2, 2)
        self.upscale_conv2 = nn.ConvTranspose2d(width // 4, width // 8, 2, 2)
        self.upscale_layer_norm = ChannelNorm(width // 4, 1e-6)
        self.output_hypernetworks_mlps = nn.ModuleList(Head(width, width, width // 8) for _ in range(masks))
        self.iou_prediction_head = Head(width, config["iou_head_hidden_dim"], masks)

    def forward(self, seen, places, prompts):
        own = torch.cat([self.iou_token.weight, self.mask_tokens.weight])[None]
        masks = self.mask_tokens.num_embeddings
        tokens = torch.cat([own, prompts], dim=1)
        tokens, picture = self.transformer(tokens, ops.flatten(seen).transpose(1, 2), places)
        x = ops.reshape_like(picture.transpose(1, 2), seen)
        x = F.gelu(self.upscale_layer_norm(self.upscale_conv1(x)))
        x = F.gelu(self.upscale_conv2(x))
        heads = self.output_hypernetworks_mlps
        weights = torch.cat([heads[i](tokens[:, i + 1 : i + 2]) for i in range(masks)], dim=1)
        logits = (weights @ ops.flatten(x)).reshape(1, masks, *map(int, x.shape[2:]))
        return logits, self.iou_prediction_head(tokens[:, 0])


class Sam(nn.Module):
    """The published model; `config` is its config.json."""

    def __init__(self, config):
        super().__init__()
        vision = {**USUAL, **config.get("vision_config", {})}
        prompt = {**PROMPT, **config.get("prompt_encoder_config", {})}
        self.image_size = vision["image_size"]
        self.side = self.image_size // vision["patch_size"]
        self.shared_image_embedding = Waves(prompt["hidden_size"] // 2)
        self.vision_encoder = Vision(vision)
        self.prompt_encoder = Prompt(prompt)
        self.mask_decoder = MaskDecoder({**DECODER, **config.get("mask_decoder_config", {})})


class Segment(nn.Module):
    """seen, frame [1, 1, h, w], clicks [n, 3] (x, y in 0..1, 1 on the thing or 0 beside it) -> mask [1, 1, h, w] in 0..1.

    Of SAM's four masks: for one click the best of the three that offer part, whole and group, for more the other.
    """

    outputs = ("mask",)

    def __init__(self, sam):
        super().__init__()
        self.sam = sam

    def forward(self, seen, frame, clicks):
        sam, prompt = self.sam, self.sam.prompt_encoder
        at = clicks[:, :2] * (ops.sizes(frame, 3, 2) / sam.image_size)
        on = clicks[:, 2:]
        kind = on * prompt.point_embed[1].weight + (1 - on) * prompt.point_embed[0].weight
        points = sam.shared_image_embedding(at) + kind
        prompts = torch.cat([points, prompt.not_a_point_embed.weight])[None]
        steps = (torch.arange(sam.side) + 0.5) / sam.side
        grid = torch.stack(torch.meshgrid(steps, steps, indexing="xy"), dim=-1).reshape(-1, 2)
        places = sam.shared_image_embedding(grid)[None]
        known = seen + prompt.no_mask_embed.weight.reshape(1, -1, 1, 1)
        logits, quality = sam.mask_decoder(known, places, prompts)
        first = torch.tensor([1000.0] + [0.0] * (logits.shape[1] - 1))
        score = quality + (ops.sizes(clicks, 0) - 1.5) * first
        best = torch.clamp((score - score.amax(dim=1, keepdim=True)) * 1e6 + 1, min=0)
        chosen = (logits * best[:, :, None, None]).sum(dim=1, keepdim=True)
        size = (sam.image_size, sam.image_size)
        return torch.sigmoid(ops.cut_to(F.interpolate(chosen, size, mode="bilinear", align_corners=False), frame))
