"""The parts of a pack of kind svd-mofa, each from a config and a checkpoint."""

from dataclasses import dataclass

import torch

from ..graphs.part import Part
from ..networks import adapter as adapters
from ..networks import autoencoder, clip, sparse_to_dense, unet
from .sources import PUBLISHED


def on_meta(build):
    with torch.device("meta"):
        return build()


def random(*shape):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(3)) * 2 - 1


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


def unet_parts(core, checkpoint):
    config = core.config
    module = on_meta(lambda: unet.build(config))
    tensors = checkpoint.of(module)
    between = {**core.skips("skip"), "middle": core.middle(), "told": [1, 4 * core.widths[0]]}
    memory = {"per_cell": 6 * 4 * 4 * core.widths[0], "per_pair": core.pair_bytes()}
    down_inputs = core.told()
    up_inputs = {**between, "embedding": down_inputs["embedding"], **core.residuals()}
    down = Part(
        "unet-down",
        unet.Down(module),
        examples(down_inputs),
        {**down_inputs, **between},
        tensors,
        "unet.",
        frozenset(between),
        **memory,
    )
    up = Part(
        "unet-up",
        unet.Up(module),
        examples(up_inputs),
        {**up_inputs, "prediction": ["T", config["out_channels"], "h", "w"]},
        tensors,
        "unet.",
        frozenset(between) | frozenset(core.residuals()),
        **memory,
    )
    return down, up


def adapter_parts(checkpoint, core, sizes, landmarks):
    """(reference, fusion or None, control) of the trajectory adapter or of the landmark adapter."""
    made = (sizes.heads, sizes.widths, sizes.face_widths, sizes.matting)
    module = on_meta(lambda: adapters.Adapter(core.config, landmarks, *made))
    tensors = checkpoint.of(module)
    prefix = "landmark-" if landmarks else ""
    references = core.features("reference", 1)
    reference = Part(
        f"{prefix}reference",
        adapters.Reference(module),
        {"picture": random(1, 3, 64, 64)},
        {"picture": [1, 3, "8*h", "8*w"], **references},
        tensors,
        "adapter.",
        robust=False,
        per_cell=64 * 4 * 2 * sizes.widths[0],
    )
    warped = core.features("warped", "T")
    inputs = {**core.told(), **warped, "control_scale": [1]}
    control = Part(
        f"{prefix}control",
        adapters.Control(module),
        examples(inputs),
        {**inputs, **core.residuals()},
        tensors,
        "adapter.",
        frozenset(core.residuals()),
        per_cell=6 * 4 * 4 * core.widths[0],
        per_pair=core.pair_bytes(),
    )
    fusion = None
    if landmarks:
        flows = {f"flow{scale}": ["M", 2, *cells(scale // 8)] for scale in adapters.SCALES}
        given = {**references, **flows, **core.features("moved", "M"), "landmarks": ["T", 3, "8*h", "8*w"]}
        fusion = Part(
            "landmark-fusion",
            adapters.Fusion(module),
            examples(given),
            {**given, **warped},
            tensors,
            "adapter.",
            robust=False,
            per_cell=4 * 4 * sizes.matting[1],
        )
    return reference, fusion, control


def hybrid_part(core):
    faces, others = core.residuals("face_"), core.residuals()
    inputs = {**faces, **others, "mask": [1, 1, "8*h", "8*w"]}
    mixed = {f"mixed_{name}": shape for name, shape in others.items()}
    inner = frozenset(faces) | frozenset(others) | frozenset(mixed)
    return Part("hybrid", adapters.Hybrid(), examples(inputs), {**inputs, **mixed}, {}, inner=inner)


def video_parts(weights, sizes=PUBLISHED):
    """(graphs, facts): name of a graph -> (per, parts), in the order they run; what pack.json's conditioning says of them.

    Raises `Refused` with every parameter that is missing, surplus or misshapen, before anything is written.
    """
    core = Core(weights.unet_config)
    image = image_encoder(weights.clip_config, weights.clip)
    encoder, decoder = autoencoder_parts(weights.vae_config, weights.vae)
    parts = unet_parts(core, weights.unet)
    picture, flow, reach = flow_parts(weights.flow, sizes)
    reference, _, control = adapter_parts(weights.trajectory, core, sizes, landmarks=False)
    graphs = {
        "image-encoder": ("picture", [image]),
        "encoder": ("picture", [encoder]),
        "flow-picture": ("picture", [picture]),
        "flow": ("hints", [flow]),
        "reference": ("picture", [reference]),
        "control": ("step", [control]),
        "unet": ("step", list(parts)),
        "decoder": ("frames", [decoder]),
    }
    facts = {"embeddingSide": image.shapes["picture"][2], "flowSide": sizes.flow_side, "flowLimit": round(reach, 4)}
    if weights.face:
        reference, fusion, control = adapter_parts(weights.face, core, sizes, landmarks=True)
        graphs["landmark-reference"] = ("picture", [reference])
        graphs["landmark-fusion"] = ("window", [fusion])
        graphs["landmark-control"] = ("step", [control])
        graphs["hybrid"] = ("step", [hybrid_part(core)])
        facts |= {"landmarks": 68, "landmarkScale": 1}
    return graphs, facts
