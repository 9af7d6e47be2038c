"""SAM in plain PyTorch, whole tables and all four masks, as its authors order things; `sam` lends its weights."""

import torch
from torch.nn import functional as F

from ..networks.sam_encoder import DEVIATION, MEAN


def seen(sam, picture):
    """[1, 3, h, w] in -1..1 -> [1, c, side, side]."""
    vision = sam.vision_encoder
    normal = ((picture + 1) / 2 - torch.tensor(MEAN).reshape(3, 1, 1)) / torch.tensor(DEVIATION).reshape(3, 1, 1)
    square = torch.zeros(1, 3, sam.image_size, sam.image_size)
    square[:, :, : picture.shape[2], : picture.shape[3]] = normal
    x = vision.patch_embed.projection(square).permute(0, 2, 3, 1) + vision.pos_embed
    for layer in vision.layers:
        y = layer.layer_norm1(x)
        x = x + (windowed(layer, y) if layer.window else attention(layer.attn, y))
        x = x + layer.mlp.lin2(F.gelu(layer.mlp.lin1(layer.layer_norm2(x))))
    x, neck = x.permute(0, 3, 1, 2), vision.neck
    for convolution, norm in ((neck.conv1, neck.layer_norm1), (neck.conv2, neck.layer_norm2)):
        x = channel_norm(norm, convolution(x))
    return x


def channel_norm(norm, x):
    """Over channels, by mean and variance."""
    mean = x.mean(dim=1, keepdim=True)
    scaled = (x - mean) / torch.sqrt(((x - mean) ** 2).mean(dim=1, keepdim=True) + norm.eps)
    return scaled * norm.weight[:, None, None] + norm.bias[:, None, None]


def attention(net, x):
    """[n, side, side, c], each token to all, positions relative along rows and along columns added before softmax."""
    n, side, _, width = x.shape
    query, key, value = net.qkv(x).reshape(n, side, side, 3, net.heads, -1).permute(3, 0, 4, 1, 2, 5)
    apart = torch.arange(side)[:, None] - torch.arange(side)[None] + side - 1
    table = torch.einsum("nhijc,nhklc->nhijkl", query, key) * query.shape[-1] ** -0.5
    table = table + torch.einsum("nhijc,ikc->nhijk", query, net.rel_pos_h[apart])[..., None]
    table = table + torch.einsum("nhijc,jlc->nhijl", query, net.rel_pos_w[apart])[:, :, :, :, None]
    weights = table.flatten(4).softmax(dim=-1).unflatten(4, (side, side))
    found = torch.einsum("nhijkl,nhklc->nijhc", weights, value)
    return net.proj(found.reshape(n, side, side, width))


def windowed(layer, x):
    """Attention of each window by itself; what hangs over the picture is zeros."""
    made, window = torch.zeros_like(x), layer.window
    for top in range(0, layer.side, window):
        for left in range(0, layer.side, window):
            here = x[:, top : top + window, left : left + window]
            high, wide = here.shape[1:3]
            whole = torch.zeros(1, window, window, x.shape[-1])
            whole[:, :high, :wide] = here
            made[:, top : top + high, left : left + wide] = attention(layer.attn, whole)[:, :high, :wide]
    return made


def asked(net, query, key, value):
    """Attention of the decoder's kind, by PyTorch's own function."""

    def heads(x):
        return x.unflatten(2, (net.heads, -1)).transpose(1, 2)

    found = F.scaled_dot_product_attention(heads(net.q_proj(query)), heads(net.k_proj(key)), heads(net.v_proj(value)))
    return net.out_proj(found.transpose(1, 2).flatten(2))


def masks(sam, embedding, clicks, size):
    """Logits of all four masks [4, h, w] at the picture's size, and what the network thinks of each [4]."""
    prompt, decoder, width = sam.prompt_encoder, sam.mask_decoder, embedding.shape[1]
    h, w = size
    random_waves = sam.shared_image_embedding.positional_embedding

    def place(xy):
        angles = (2 * xy - 1) @ random_waves * 2 * torch.pi
        return torch.cat([angles.sin(), angles.cos()], dim=-1)

    tokens = [decoder.iou_token.weight, decoder.mask_tokens.weight]
    for x, y, on in clicks.tolist():
        at = torch.tensor([[x * w / sam.image_size, y * h / sam.image_size]])
        tokens.append(place(at) + prompt.point_embed[int(on)].weight)
    begun = torch.cat([*tokens, prompt.not_a_point_embed.weight])[None]
    side = sam.side
    ys, xs = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    places = place(torch.stack([xs.flatten() + 0.5, ys.flatten() + 0.5], dim=-1) / side)[None]
    picture = (embedding + prompt.no_mask_embed.weight.reshape(1, width, 1, 1)).flatten(2).transpose(1, 2)
    x = begun
    for i, layer in enumerate(decoder.transformer.layers):
        x = asked(layer.self_attn, x, x, x) if i == 0 else x + asked(layer.self_attn, x + begun, x + begun, x)
        x = layer.layer_norm1(x)
        x = layer.layer_norm2(x + asked(layer.cross_attn_token_to_image, x + begun, picture + places, picture))
        x = layer.layer_norm3(x + layer.mlp.lin2(F.relu(layer.mlp.lin1(x))))
        found = asked(layer.cross_attn_image_to_token, picture + places, x + begun, x)
        picture = layer.layer_norm4(picture + found)
    last = decoder.transformer
    x = last.layer_norm_final_attn(x + asked(last.final_attn_token_to_image, x + begun, picture + places, picture))
    grid = picture.transpose(1, 2).reshape(1, width, side, side)
    fine = F.gelu(channel_norm(decoder.upscale_layer_norm, decoder.upscale_conv1(grid)))
    fine = F.gelu(decoder.upscale_conv2(fine))

    def head(net, y):
        return net.proj_out(F.relu(net.layers[0](F.relu(net.proj_in(y)))))

    made = [head(net, x[0, i + 1]) for i, net in enumerate(decoder.output_hypernetworks_mlps)]
    logits = torch.einsum("mc,chw->mhw", torch.stack(made), fine[0])
    whole = F.interpolate(logits[None], (sam.image_size,) * 2, mode="bilinear", align_corners=False)[0]
    return whole[:, :h, :w], head(decoder.iou_prediction_head, x[0, 0])


def mask(sam, embedding, clicks, size):
    """[1, 1, h, w] in 0..1: the best of the three for one click, the first for more."""
    logits, quality = masks(sam, embedding, clicks, size)
    chosen = 0 if len(clicks) > 1 else 1 + int(quality[1:].argmax())
    return logits[chosen].sigmoid()[None, None]
