"""Parts that run once a picture, once a path or once a clip: CLIP, the autoencoder, the sparse-to-dense network."""

from ..graphs.part import Part
from ..networks import autoencoder, clip, sparse_to_dense
from .blank import on_meta, random


def image_encoder(config, checkpoint):
    config = clip_config(config)
    module = on_meta(lambda: clip.ImageEncoder(config))
    tensors = checkpoint.of(module)
    side = config["image_size"]
    shapes = {"picture": [1, 3, side, side], "embedding": [1, 1, config["projection_dim"]]}
    return Part("image-encoder", module, {"picture": random(1, 3, side, side)}, shapes, tensors)


def clip_config(config):
    """A vision tower's config with what `transformers` leaves out where it is the default."""
    usual = {"hidden_act": "quick_gelu", "layer_norm_eps": 1e-5, "image_size": 224, "patch_size": 32}
    return {**usual, "projection_dim": 512, **config}


def autoencoder_parts(config, checkpoint):
    module = on_meta(lambda: autoencoder.build(config))
    tensors = checkpoint.of(module)
    channels, finest = config["latent_channels"], config["block_out_channels"][0]
    encoder = Part(
        "encoder",
        autoencoder.Encoder(module),
        {"picture": random(1, 3, 64, 64)},
        {"picture": [1, 3, "H", "W"], "latents": [1, channels, "H/8", "W/8"]},
        tensors,
        "autoencoder.",
        robust=False,
        per_cell=64 * finest * 4 * 4,
        per_pair=2 * 4 / 16,
    )
    decoder = Part(
        "decoder",
        autoencoder.Decoder(module),
        {"latents": random(2, channels, 8, 8)},
        {"latents": ["T", channels, "h", "w"], "pictures": ["T", 3, "8*h", "8*w"]},
        tensors,
        "autoencoder.",
        robust=False,
        per_cell=64 * finest * 2 * 4 * 4,
        per_pair=2 * 4 / 16,
    )
    return encoder, decoder


def flow_parts(checkpoint, sizes):
    width, side = sizes.flow_width, sizes.flow_side
    module = on_meta(lambda: sparse_to_dense.SparseToDense(width))
    tensors = checkpoint.of(module)
    seen = {
        "seen2": [1, width, side // 2, side // 2],
        "seen4": [1, 4 * width, side // 4, side // 4],
        "seen8": [1, 4 * width, side // 8, side // 8],
    }
    picture = Part(
        "flow-picture",
        sparse_to_dense.FlowPicture(module),
        {"picture": random(1, 3, side, side)},
        {"picture": [1, 3, side, side], **seen},
        tensors,
        "net.",
        robust=False,
    )
    flow = Part(
        "flow",
        sparse_to_dense.Flow(module),
        {**{name: random(*shape) for name, shape in seen.items()}, "hints": random(2, 4, side, side)},
        {**seen, "hints": ["N", 4, side, side], "flow": ["N", 2, side, side]},
        tensors,
        "net.",
        robust=False,
    )
    return picture, flow, module.reach
