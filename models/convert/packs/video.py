"""The graphs of a pack of kind svd-mofa, from configs and checkpoints."""

from .core import Core
from .once import autoencoder_parts, flow_parts, image_encoder
from .sources import PUBLISHED
from .steps import adapter_parts, hybrid_part, unet_parts


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
