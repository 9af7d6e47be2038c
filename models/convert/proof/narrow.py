"""Narrow copies of the published models: the true blocks at small widths, random weights, files as published."""

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKLTemporalDecoder, UNetSpatioTemporalConditionModel
from safetensors.torch import save_file

from ..networks.adapter import Adapter
from ..networks.clip import ImageEncoder
from ..networks.sam_decoder import Sam
from ..networks.sparse_to_dense import SparseToDense
from ..packs.sources import Published, Sources

SIZES = Published(
    flow_side=64,
    flow_width=8,
    heads=(2, 4, 2, 8),
    widths=(4, 8, 8, 16),
    face_widths=(4, 8, 8, 8),
    matting=(8, 32),
    least_side=64,
)

UNET = {
    "block_out_channels": (32, 64, 128, 128),
    "num_attention_heads": (2, 4, 8, 8),
    "cross_attention_dim": 32,
    "addition_time_embed_dim": 8,
    "projection_class_embeddings_input_dim": 24,
}

VAE = {
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "block_out_channels": (32, 32, 64, 64),
    "layers_per_block": 2,
}

CLIP = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "image_size": 56,
    "patch_size": 14,
    "projection_dim": 32,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-5,
}

SAM = {
    "vision_config": {
        "hidden_size": 24,
        "output_channels": 32,
        "num_hidden_layers": 4,
        "num_attention_heads": 2,
        "image_size": 256,
        "window_size": 7,
        "global_attn_indexes": [1, 3],
        "mlp_dim": 40,
    },
    "prompt_encoder_config": {"hidden_size": 32, "mask_input_channels": 16},
    "mask_decoder_config": {"hidden_size": 32, "mlp_dim": 64, "iou_head_hidden_dim": 32},
}


def shaken(module):
    """Random statistics for batch norms and mixing factors, which begin equal in all layers; in place."""
    g = torch.Generator().manual_seed(11)
    for name, value in [*module.named_parameters(), *module.named_buffers()]:
        if name.endswith("mix_factor"):
            value.data.copy_(torch.randn(value.shape, generator=g))
        elif name.endswith(("running_mean", "running_var")):
            value.copy_(0.2 * torch.rand(value.shape, generator=g) + (0.9 if name.endswith("var") else -0.1))
        elif name.endswith(("class_embedding", "position_embedding.weight", "pos_embed", "rel_pos_h", "rel_pos_w")):
            value.data.copy_(0.1 * torch.randn(value.shape, generator=g))
        elif name.endswith("positional_embedding"):
            value.data.copy_(torch.randn(value.shape, generator=g))
    return module.eval()


def write_sam(folder: Path) -> Path:
    """Writes a narrow SAM as `transformers` publishes one; returns its folder."""
    torch.manual_seed(8)
    save(shaken(Sam(SAM)), folder, SAM, "model.safetensors")
    return folder


def save(module, folder, config=None, name="diffusion_pytorch_model.safetensors"):
    folder.mkdir(parents=True, exist_ok=True)
    save_file({key: value.contiguous() for key, value in module.state_dict().items()}, folder / name)
    (folder / "config.json").write_text(json.dumps(config if config is not None else dict(module.config)))


def write_published(folder: Path) -> Sources:
    """Writes all narrow models below `folder`, in their published layouts."""
    torch.manual_seed(7)
    svd, mofa, face = folder / "svd", folder / "mofa", folder / "hybrid"
    unet = UNetSpatioTemporalConditionModel(**UNET)
    save(shaken(unet), svd / "unet")
    save(shaken(AutoencoderKLTemporalDecoder(**VAE)), svd / "vae")
    save(shaken(ImageEncoder(CLIP)), svd / "image_encoder", CLIP, "model.safetensors")
    (svd / "LICENSE.md").write_text("The licence of a narrow copy: none.\n")
    config = dict(unet.config)
    sizes = (SIZES.heads, SIZES.widths, SIZES.face_widths, SIZES.matting)
    save(shaken(Adapter(config, False, *sizes)), mofa / "controlnet", config)
    save(shaken(Adapter(config, True, *sizes)), face / "ldmk_controlnet", config)
    flow = shaken(SparseToDense(SIZES.flow_width))
    flow.flow_decoder.head.weight.data *= 40  # or all bins are as likely, and nothing moves
    held = {f"module.{name}": value for name, value in flow.state_dict().items()}
    torch.save({"step": 42000, "state_dict": held}, mofa / "ckpt_iter_42000.pth.tar")
    return Sources(svd, mofa, face)
