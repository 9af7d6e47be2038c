"""A pack of kind sam: the picture's encoder once a picture, the mask's decoder once a click."""

from ..graphs.part import USUAL, Part
from ..networks import sam_decoder, sam_encoder
from ..published.folders import read_config, weights_of
from .blank import on_meta, random
from .manifest import PROVENANCE, licence, write_pack

MULTIPLE = 16


def sam_parts(folder):
    """(graphs, longest side in pixels) of the published model in `folder`. Raises `Refused`."""
    config = read_config(folder)
    module = on_meta(lambda: sam_decoder.Sam(config))
    shared = "prompt_encoder.shared_embedding.positional_embedding"  # the same once more, where it was saved twice
    tensors = weights_of(folder).of(module, but=(shared,))
    side, long = module.side, module.image_size
    width = module.mask_decoder.iou_token.embedding_dim
    seen = [1, width, side, side]
    high, wide = 3 * long // 4, long
    encoder = Part(
        "segment-encoder",
        sam_encoder.Encoder(module),
        {"picture": random(1, 3, high, wide)},
        {"picture": [1, 3, "h", "w"], "seen": seen, "frame": [1, 1, "h", "w"]},
        tensors,
        "sam.",
        robust=False,
    )
    segment = Part(
        "segment",
        sam_decoder.Segment(module),
        {"seen": random(*seen), "frame": random(1, 1, high, wide), "clicks": random(3, 3).abs().round(decimals=1)},
        {"seen": seen, "frame": [1, 1, "h", "w"], "clicks": ["N", 3], "mask": [1, 1, "h", "w"]},
        tensors,
        "sam.",
        robust=False,
    )
    return {"segment-encoder": ("picture", [encoder]), "segment": ("clicks", [segment])}, long


def write_sam(source, folder, options=USUAL, tell=print):
    """SlimSAM, or another SAM in the layout of `transformers`, from `source` into `folder`. Raises `Refused`."""
    graphs, long = sam_parts(source)
    head = {
        "kind": "sam",
        "name": f"sam-{options.precision}",
        "version": "1.0.0",
        "licence": "Apache-2.0",
        "licences": [licence("Segment Anything", "Apache-2.0", source, folder)],
        "provenance": PROVENANCE,
        "segment": {"longSide": long, "multiple": MULTIPLE, "maxClicks": 64},
    }
    return write_pack(folder, head, graphs, options, tell)
