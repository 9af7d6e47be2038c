"""Parts of the UNet and of its adapters: what runs in every step, and what that needs of the picture."""

from ..graphs.part import Part
from ..networks import adapter as adapters
from ..networks import unet
from .blank import on_meta, random
from .core import cells, examples


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
