"""What is exported: every graph of the pack with its inputs, outputs and their free dimensions."""

import torch

from . import nets

# What a network saw in a picture, and hands to what answers hints.
SEEN = {
    "f4": [1, 32, "h/4", "w/4"],
    "f8": [1, 64, "h/8", "w/8"],
    "f16": [1, 96, "h/16", "w/16"],
    # half of /16, rounded up: no plain share of the picture
    "f32": [1, 128, "rows", "columns"],
    "upsample": [1, 144, "h/4", "w/4"],
    "colour": [1, 3, "h/4", "w/4"],
}


def graphs(parts):
    """What to export: name -> (module, shapes by input, shapes by output, example inputs)."""
    enc, dec, con, unet = (parts[k] for k in ("encoder", "decoder", "condition", "unet"))
    g = torch.Generator().manual_seed(1)
    pic = torch.rand(1, 3, 96, 128, generator=g) * 2 - 1
    backward = torch.rand(3, 12, 16, 2, generator=g) * 2 - 1
    hole = torch.rand(3, 1, 12, 16, generator=g)
    lat = torch.randn(3, 16, 12, 16, generator=g)
    c8, c16 = nets.Condition.channels, nets.Condition.channels_half
    made = {
        "encoder": (
            enc,
            {"picture": [1, 3, "H", "W"]},
            {"latents": [1, 16, "H/8", "W/8"]},
            (pic,),
        ),
        "condition": (
            con,
            {
                "picture": [1, 3, "H", "W"],
                "plate": [1, 3, "H", "W"],
                "backward": ["T", "H/8", "W/8", 2],
                "hole": ["T", 1, "H/8", "W/8"],
            },
            {"condition": ["T", c8, "H/8", "W/8"], "condition_half": ["T", c16, "H/16", "W/16"]},
            (pic, pic.flip(3), backward, hole),
        ),
        "unet": (
            unet,
            {
                "latents": ["T", 16, "h", "w"],
                "timestep": [1],
                "condition": ["T", c8, "h", "w"],
                "condition_half": ["T", c16, "h/2", "w/2"],
            },
            {"prediction": ["T", 16, "h", "w"]},
            (lat, torch.tensor([0.5]), torch.randn(3, c8, 12, 16, generator=g), torch.randn(3, c16, 6, 8, generator=g)),
        ),
        "decoder": (
            dec,
            {"latents": ["N", 16, "h", "w"]},
            {"pictures": ["N", 3, "8*h", "8*w"]},
            (lat,),
        ),
    }
    small = torch.rand(1, 3, 112, 144, generator=g) * 2 - 1
    influence = {"influence": ["N", 1, "h", "w"]}
    made.update(halves("motion", parts["motion"], nets.Telling, "hints", influence, small))
    if "segment" in parts:
        made.update(halves("segment", parts["segment"], nets.Clicked, "clicks", {"mask": [1, 1, "h", "w"]}, small))
    return made


def halves(name, net, telling, told, outputs, picture):
    """A network that answers hints, in two graphs: what depends on the picture alone, and what the hints make of it."""
    encoder = nets.Seeing(net)
    with torch.no_grad():
        example = encoder(picture)
    hints = torch.tensor([[0.4, 0.5, 1.0], [0.8, 0.2, 0.0], [0.3, 0.6, 1.0]])
    return {
        f"{name}-encoder": (encoder, {"picture": [1, 3, "h", "w"]}, SEEN, (picture,)),
        name: (telling(net), {**SEEN, told: ["N", 3]}, outputs, (*example, hints)),
    }
