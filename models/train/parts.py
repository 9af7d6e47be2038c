"""The networks with their weights: those of the checkpoints, or those that the committed pack holds."""

import json

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from . import nets
from .common import CHECKPOINTS, POCKET, load_ema


def build(checkpoints=CHECKPOINTS):
    """The modules with their averaged weights (random where none is trained; no segment network then)."""
    torch.manual_seed(0)
    enc, dec = nets.Encoder().eval(), nets.Decoder().eval()
    mot, unet = nets.Motion().eval(), nets.UNet().eval()
    ae = torch.nn.ModuleDict({"encoder": enc, "decoder": dec})
    con = nets.Condition(nets.Encoder()).eval()
    fill = torch.nn.ModuleDict({"condition": con, "unet": unet})
    told = {
        "autoencoder": load_ema(ae, "autoencoder", checkpoints),
        "motion": load_ema(mot, "motion", checkpoints),
        "fill": load_ema(fill, "fill", checkpoints),
    }
    con.encoder.load_state_dict(enc.state_dict())
    logits = checkpoints / "motion-logits.json"
    if logits.exists():  # the calibration, folded into the last layer
        fit = json.loads(logits.read_text())
        with torch.no_grad():
            mot.logit.weight.mul_(fit["scale"])
            mot.logit.bias.mul_(fit["scale"]).add_(fit["offset"])
    parts = {"encoder": enc, "decoder": dec, "motion": mot, "condition": con, "unet": unet}
    segment = nets.Motion().eval()
    told["segment"] = load_ema(segment, "segment", checkpoints)
    if told["segment"]:
        parts["segment"] = segment
    return parts, told


def from_pack(folder=POCKET):
    """The modules with the weights that the pack's files hold, dequantized; `segment` only where the pack has it."""
    torch.manual_seed(0)
    enc, dec, mot, unet = nets.Encoder(), nets.Decoder(), nets.Motion(), nets.UNet()
    con = nets.Condition(nets.Encoder())
    parts = {"encoder": enc, "decoder": dec, "motion": mot, "condition": con, "unet": unet}
    files = {name: [name] for name in parts}
    files["motion"] = ["motion-encoder", "motion"]
    if (folder / "segment.onnx").exists():
        parts["segment"], files["segment"] = nets.Motion(), ["segment-encoder", "segment"]
    for name, module in parts.items():
        held = {
            t.name.removeprefix("net."): numpy_helper.to_array(t)
            for file in files[name]
            for t in onnx.load(str(folder / f"{file}.onnx")).graph.initializer
        }
        with torch.no_grad():
            for key, p in module.eval().named_parameters():
                if key + ".q" in held:
                    scale = held[key + ".s"].reshape(-1, *[1] * (p.ndim - 1))
                    value = held[key + ".q"].astype(np.float32) * scale
                elif key + ".h" in held:
                    value = held[key + ".h"].astype(np.float32)
                else:  # equal tensors are stored once: only zeros occur twice
                    value = held.get(key, np.zeros(p.shape, np.float32))
                p.copy_(torch.from_numpy(np.array(value)))
    return parts
