"""The published networks in plain PyTorch, as their papers and code order things; nothing of them is lowered.

What `diffusers` has is run by `diffusers`. These are the answers that the
graphs are compared with, so they share no forward pass with these, only names
of parameters.
"""

import torch
from diffusers import AutoencoderKLTemporalDecoder, UNetSpatioTemporalConditionModel
from torch.nn import functional as F

from ..networks.adapter import SCALES
from .splat import at_scale, warped


def loaded(kind, folder, **other):
    """A network of `diffusers` from a folder in its layout; `other` settings in place of its config's."""
    return kind.from_pretrained(folder, **other).eval()


def image_embedding(net, picture):
    """[1, 3, s, s] -> [1, 1, d], the tower of `transformers` with PyTorch's own attention; `net` lends its weights."""
    tower = net.vision_model
    patches = tower.embeddings.patch_embedding((picture + 1) / 2).flatten(2).permute(2, 0, 1)
    x = torch.cat([tower.embeddings.class_embedding.reshape(1, 1, -1), patches])
    x = tower.pre_layrnorm(x + tower.embeddings.position_embedding.weight[:, None])
    for layer in tower.encoder.layers:
        a, y = layer.self_attn, layer.layer_norm1(x)
        projections = (a.q_proj, a.k_proj, a.v_proj)
        attended, _ = F.multi_head_attention_forward(
            y, y, y, y.shape[-1], a.heads, None, torch.cat([p.bias for p in projections]), None, None, False, 0.0,
            a.out_proj.weight, a.out_proj.bias, training=False, need_weights=False, use_separate_proj_weight=True,
            q_proj_weight=a.q_proj.weight, k_proj_weight=a.k_proj.weight, v_proj_weight=a.v_proj.weight,
        )  # fmt: skip
        x = x + attended
        x = x + layer.mlp.fc2(F.gelu(layer.mlp.fc1(layer.layer_norm2(x))))
    return net.visual_projection(tower.post_layernorm(x[0]))[None]


def dense_flow(net, picture, hints):
    """[1, 3, s, s], [n, 4, s, s] -> [n, 2, s, s], joined and fused as published; `net` lends its layers."""
    encoder, decoder = net.image_encoder, net.flow_decoder
    seen2 = torch.relu(encoder.bn1(encoder.conv1(picture)))
    seen4 = encoder.layer1(F.max_pool2d(seen2, 3, 2, 1))
    seen8 = encoder.conv5(encoder.layer4(encoder.layer3(encoder.layer2(seen4))))
    n = len(hints)
    seen2, seen4, seen8 = (seen.repeat(n, 1, 1, 1) for seen in (seen2, seen4, seen8))

    def to(x, like):
        return F.interpolate(x, like.shape[2:], mode="bilinear", align_corners=True)

    x = torch.cat([seen8, net.flow_encoder.features(hints)], dim=1)
    branches = [decoder.decoder1(x), *(to(getattr(decoder, f"decoder{k}")(x), x) for k in (2, 4, 8))]
    f8 = decoder.fusion8(torch.cat(branches, dim=1))
    f4 = decoder.fusion4(torch.cat([to(f8, seen4), decoder.skipconv4(seen4)], dim=1))
    f2 = decoder.fusion2(torch.cat([to(f4, seen2), decoder.skipconv2(seen2)], dim=1))
    bins = decoder.head(f2).unflatten(1, (2, net.bins)).softmax(dim=2)
    step = 2 * net.limit / net.bins
    middles = torch.arange(net.bins) * step - net.limit + step / 2
    return to((bins * middles.reshape(1, 1, -1, 1, 1)).sum(dim=2), picture)


def told(net, timestep, time_ids):
    """The embedding of noise and clip, by the layers of `diffusers`: [1, e]."""
    clip = net.add_time_proj(time_ids.flatten()).reshape(1, -1)
    return net.time_embedding(net.time_proj(timestep)) + net.add_embedding(clip)


def blocks_down(net, x, emb, embedding, after):
    """Runs `down_blocks`; `after(level, x, found)` may change what goes on. -> (x, skips)"""
    frames = x.shape[0]
    still = torch.zeros(1, frames)
    skips = ()
    for level, block in enumerate(net.down_blocks):
        more = {"encoder_hidden_states": embedding} if getattr(block, "has_cross_attention", False) else {}
        x, found = block(hidden_states=x, temb=emb, image_only_indicator=still, **more)
        x, skips = after(level, x, skips + found)
    return x, skips


class Reference:
    """An adapter in plain PyTorch: `net` is a UNet of `diffusers` that holds its blocks, `head` lends the rest."""

    def __init__(self, net, head):
        self.net, self.head = net, head

    def features(self, picture):
        finest = self.pyramid(self.head.controlnet_cond_embedding, picture)
        found, x = [finest], finest
        for i, encoder in enumerate(self.head.flow_encoder.encoders):
            x = F.silu(encoder.conv_in(x))
            weighed = self.head.flow_encoder.zeroconvs
            found.append(x if weighed is None else weighed[i](x))
        return found

    @staticmethod
    def pyramid(net, picture):
        x = F.silu(net.conv_in(picture))
        for block in net.blocks:
            x = F.silu(block(x))
        return net.conv_out(x)

    def moved(self, features, flow, landmarks=None):
        """Warped features of all frames at the four scales; of the landmark adapter with its matting and drawing."""
        made = []
        for scale, reference in zip(SCALES, features):
            small = at_scale(flow, scale)
            later = warped(reference, small)
            if landmarks is not None:
                later = torch.cat([self.matted(str(scale), reference, one, m) for one, m in zip(small, later)])
            made.append(torch.cat([reference, later]))
        if landmarks is not None:
            drawn = self.pyramid(self.head.controlnet_ldmk_embedding, landmarks)
            made[0] = made[0] + drawn
            made[1] = made[1] + F.interpolate(drawn, scale_factor=0.5)
        return made

    def matted(self, scale, reference, flow, moved):
        matting = self.head.occlusions[scale]
        hourglass = matting.hourglass
        seen = [torch.cat([reference, flow[None], moved[None]], dim=1)]
        for block in hourglass.encoder.down_blocks:
            seen.append(torch.relu(block.conv(seen[-1])))
        x = None
        for block in hourglass.decoder.up_blocks:
            skip = seen.pop()
            x = torch.relu(block.conv(skip if x is None else torch.cat([skip, x], dim=1)))
        kept = torch.sigmoid(matting.matting_mask(x))
        return self.head.zero_outs[scale](moved[None] * kept + matting.matting(x) * (1 - kept))

    def residuals(self, sample, timestep, time_ids, embedding, moved, scale):
        """sample [t, 8, h, w] -> 12 residuals and the middle's, as the published adapter gives them."""
        net, frames = self.net, sample.shape[0]
        emb = told(net, timestep, time_ids).repeat_interleave(frames, dim=0)
        embedding = embedding.repeat_interleave(frames, dim=0)
        x = net.conv_in(sample) + moved[0]

        def after(level, x, skips):
            return x + moved[min(level + 1, 3)], skips

        first = x
        x, skips = blocks_down(net, x, emb, embedding, after)
        middle = net.mid_block(x + moved[-1], emb, embedding, torch.zeros(1, frames))
        layers = self.head.controlnet_down_blocks
        made = [layer(skip) * scale for layer, skip in zip(layers, (first, *skips))]
        return made, self.head.controlnet_mid_block(middle) * scale


def predict(net, sample, timestep, time_ids, embedding, residuals, residual_mid):
    """The UNet with residuals added again after every block, as published: [t, 8, h, w] -> [t, 4, h, w]."""
    frames = sample.shape[0]
    still = torch.zeros(1, frames)
    emb = told(net, timestep, time_ids).repeat_interleave(frames, dim=0)
    embedding = embedding.repeat_interleave(frames, dim=0)
    x = net.conv_in(sample)
    held = [(x,)]

    def after(level, x, skips):
        held[0] = tuple(skip + more for skip, more in zip((*held[0], *skips[len(held[0]) - 1 :]), residuals))
        return x, skips

    x, _ = blocks_down(net, x, emb, embedding, after)
    x = net.mid_block(x, emb, embedding, still) + residual_mid
    skips = held[0]
    for block in net.up_blocks:
        count = len(block.resnets)
        known, skips = skips[-count:], skips[:-count]
        more = {"encoder_hidden_states": embedding} if getattr(block, "has_cross_attention", False) else {}
        x = block(hidden_states=x, res_hidden_states_tuple=known, temb=emb, image_only_indicator=still, **more)
    return net.conv_out(F.silu(net.conv_norm_out(x)))


def encode(autoencoder: AutoencoderKLTemporalDecoder, picture):
    return autoencoder.encode(picture).latent_dist.mode()


def decode(autoencoder: AutoencoderKLTemporalDecoder, latents):
    return autoencoder.decode(latents, num_frames=len(latents)).sample


def adapter_blocks(config, heads, tensors):
    """A UNet of `diffusers` with the heads of the adapter and its way down; its way up stays random and unused."""
    net = UNetSpatioTemporalConditionModel.from_config({**config, "num_attention_heads": heads})
    own = net.state_dict()
    net.load_state_dict({name: torch.from_numpy(tensors[name].read()) for name in tensors if name in own}, strict=False)
    return net.eval()
