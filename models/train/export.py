"""Writes the pack: an .onnx file a graph, weights int8 per output channel, and pack.json.

The weights are rounded in PyTorch first, so that PyTorch and the exported
graph compute the same function; then the graph's initialisers are replaced by
int8 tensors with DequantizeLinear (or fp16 with Cast). ONNX Runtime folds
these at load with the session option `session.disable_quant_qdq=1`.

    python -m train.export [--out ../models/pocket] [--provenance TEXT]
"""

import argparse
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from . import nets
from .common import CHECKPOINTS, POCKET, load_ema

# layers next to the input or output, and tiny ones: fp16; all other weights: int8
KEEP_FP16 = {
    "encoder": ("stem.", "out."),
    "decoder": ("inp.", "out."),
    "motion": ("pyramid.stem.", "patch.", ".maps.", "logit.", "mask.2."),
    "condition": ("encoder.stem.", "encoder.out.", "stem."),
    "unet": ("inp.", "out.", "time."),
}
KEEP_FP16["segment-encoder"] = KEEP_FP16["segment"] = KEEP_FP16["motion"]


def round_weight(name, weight, keep):
    """Chooses a storage for one tensor.

    Returns (dequantized float32, stored), stored being ("int8", q, scale),
    ("fp16", half) or None for float32.
    """
    if weight.ndim < 2 or weight.size < 512:
        return weight, None
    if any(part in name or name.startswith(part.lstrip(".")) for part in keep):
        half = weight.astype(np.float16)
        return half.astype(np.float32), ("fp16", half)
    flat = weight.reshape(weight.shape[0], -1)
    best = None
    for share in (1.0, 0.97, 0.94, 0.9, 0.85, 0.8):
        scale = np.maximum(np.abs(flat).max(1) * share, 1e-8).astype(np.float32) / np.float32(127)
        q = np.clip(np.round(flat / scale[:, None]), -127, 127).astype(np.int8)
        back = q.astype(np.float32) * scale[:, None]
        error = ((back - flat) ** 2).sum(1)
        if best is None:
            best = [error, q, scale, back]
        else:
            take = error < best[0]
            for k, new in enumerate((error, q, scale, back)):
                best[k][take] = new[take]
    _, q, scale, back = best
    shape = weight.shape
    return back.reshape(shape), ("int8", q.reshape(shape), scale)


def quantize(module, graph):
    """Rounds the module's weights in place; returns what to store, by parameter name."""
    stored = {}
    with torch.no_grad():
        for name, p in module.named_parameters():
            local = name.removeprefix("net.")
            value, how = round_weight(local, p.detach().cpu().numpy().copy(), KEEP_FP16[graph])
            p.copy_(torch.from_numpy(value))
            if how:
                stored[name] = how
    return stored


def pack_weights(model, stored):
    """Replaces float32 initialisers by their stored form; returns the model."""
    graph = model.graph
    nodes = []
    for tensor in list(graph.initializer):
        how = stored.get(tensor.name)
        if how is None:
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        if how[0] == "fp16":
            graph.initializer.append(numpy_helper.from_array(how[1], name + ".h"))
            nodes.append(helper.make_node("Cast", [name + ".h"], [name], to=TensorProto.FLOAT))
        else:
            graph.initializer.append(numpy_helper.from_array(how[1], name + ".q"))
            graph.initializer.append(numpy_helper.from_array(how[2], name + ".s"))
            nodes.append(helper.make_node("DequantizeLinear", [name + ".q", name + ".s"], [name], axis=0))
    for node in reversed(nodes):
        graph.node.insert(0, node)
    return model


def clean(model):
    """Removes everything that tells of the machine: doc strings, metadata, module paths."""
    model.doc_string = ""
    model.producer_name, model.producer_version = "kinora", "1"
    del model.metadata_props[:]
    for node in model.graph.node:
        node.doc_string = ""
        if hasattr(node, "metadata_props"):
            del node.metadata_props[:]
    model.graph.doc_string = ""
    return model


def to_onnx(module, inputs, axes, outputs, stored, example):
    """Traces `module` on `example` and returns the packed model."""
    buffer = io.BytesIO()
    torch.onnx.export(
        module,
        example,
        buffer,
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        do_constant_folding=True,
        dynamo=False,
    )
    model = onnx.load_from_string(buffer.getvalue())
    missing = set(stored) - {t.name for t in model.graph.initializer}
    for name in missing:  # the exporter merges equal tensors (the zeros of an untrained network)
        if np.any(stored[name][1]):
            raise RuntimeError(f"not found among the initialisers: {name}")
    model = clean(pack_weights(model, stored))
    onnx.checker.check_model(model)
    return model


def graphs(parts):
    """What to export: name -> (module, axes by input, outputs, example inputs, shapes)."""
    enc, dec, mot, con, unet = (parts[k] for k in ("encoder", "decoder", "motion", "condition", "unet"))
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
        "motion": (
            nets.MotionGraph(mot),
            {"picture": [1, 3, "h", "w"], "hints": ["N", 3]},
            {"influence": ["N", 1, "h", "w"]},
            (pic, torch.rand(3, 3, generator=g)),
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
    if "segment" in parts:
        made.update(segment_graphs(parts["segment"], torch.rand(1, 3, 112, 144, generator=g) * 2 - 1))
    return made


def segment_graphs(net, picture):
    """The segment network in two halves: what depends on the picture alone, and what clicks make of it."""
    seen = {
        "f4": [1, 32, "h/4", "w/4"],
        "f8": [1, 64, "h/8", "w/8"],
        "f16": [1, 96, "h/16", "w/16"],
        # half of /16, rounded up: no plain share of the picture
        "f32": [1, 128, "rows", "columns"],
        "upsample": [1, 144, "h/4", "w/4"],
        "colour": [1, 3, "h/4", "w/4"],
    }
    encoder = nets.SegmentEncoder(net)
    with torch.no_grad():
        example = encoder(picture)
    clicks = torch.tensor([[0.4, 0.5, 1.0], [0.8, 0.2, 0.0], [0.3, 0.6, 1.0]])
    return {
        "segment-encoder": (encoder, {"picture": [1, 3, "h", "w"]}, seen, (picture,)),
        "segment": (
            nets.SegmentDecoder(net),
            {**seen, "clicks": ["N", 3]},
            {"mask": [1, 1, "h", "w"]},
            (*example, clicks),
        ),
    }


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
    parts = {"encoder": enc, "decoder": dec, "motion": mot, "condition": nets.Condition(nets.Encoder()), "unet": unet}
    files = {name: [name] for name in parts}
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


PACK = {
    "format": 1,
    "name": "pocket",
    "version": "0.1.0",
    "licence": "MIT; trained on CC0, CC BY 3.0, CC BY 4.0 and Kodak material, see README.md",
    "provenance": "untrained",
    "motion": {"longSide": 256, "multiple": 16, "maxHints": 16},
    "latents": {
        "channels": 16,
        "vaeScaleFactor": 8,
        "scalingFactor": 1,
        "multiple": 16,
        "minSide": 64,
        "maxSide": 1024,
        "longSide": 512,
        "local": True,
    },
    "sampling": {
        "predictionType": "flow",
        "schedule": "flow",
        "shift": 1,
        "steps": 4,
        "guidanceScale": 1,
        "window": 16,
        "overlap": 4,
    },
    "hints": ["moving", "still"],
    "parts": {"influence": "plain", "fill": "plain"},
    "graphs": {},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=POCKET)
    parser.add_argument("--checkpoints", type=Path, default=CHECKPOINTS)
    parser.add_argument("--provenance")
    parser.add_argument("--influence", choices=("learned", "plain"), default="plain")
    parser.add_argument("--fill", choices=("learned", "plain"), default="plain")
    parser.add_argument("--only", help="of these graphs (names with commas between); the rest stays as it is in --out")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    parts, told = build(args.checkpoints)
    made = graphs(parts)
    if args.only:
        pack = json.loads((args.out / "pack.json").read_text())
        made = {name: made[name] for name in args.only.split(",")}
    else:
        pack = json.loads(json.dumps(PACK))
        pack["parts"] = {"influence": args.influence, "fill": args.fill}
    if args.provenance:
        pack["provenance"] = args.provenance
    for name, (module, inputs, outputs, example) in made.items():
        stored = quantize(module, name)
        axes = {
            key: {k: str(d) for k, d in enumerate(shape) if isinstance(d, str)}
            for key, shape in {**inputs, **outputs}.items()
        }
        model = to_onnx(module, list(inputs), axes, list(outputs), stored, example)
        data = model.SerializeToString()
        (args.out / f"{name}.onnx").write_bytes(data)
        pack["graphs"][name] = {
            "files": [{"path": f"{name}.onnx", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}],
            "precision": "int8",
            "dequantize": "fold",
            "inputs": {k: {"type": "float32", "shape": v} for k, v in inputs.items()},
            "outputs": {k: {"type": "float32", "shape": v} for k, v in outputs.items()},
        }
        print(f"{name:10s} {nets.count(module):9d} parameters {len(data):9d} bytes")
    (args.out / "pack.json").write_text(json.dumps(pack, indent=2) + "\n")
    total = sum(file["bytes"] for graph in pack["graphs"].values() for file in graph["files"])
    print(f"together {total} bytes; steps trained: {told}")


if __name__ == "__main__":
    main()
