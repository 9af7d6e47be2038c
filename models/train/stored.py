"""How weights are stored: int8 per output channel (fp16 where that costs too much), inside the .onnx file.

The weights are rounded in PyTorch first, so that PyTorch and the exported
graph compute the same function; then the graph's initialisers are replaced by
int8 tensors with DequantizeLinear (or fp16 with Cast). ONNX Runtime folds
these at load with the session option `session.disable_quant_qdq=1`.
"""

import io

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

# layers next to the input or output, and tiny ones: fp16; all other weights: int8
KEEP_FP16 = {
    "encoder": ("stem.", "out."),
    "decoder": ("inp.", "out."),
    "motion": ("pyramid.stem.", "patch.", ".maps.", "logit.", "mask.2."),
    "condition": ("encoder.stem.", "encoder.out.", "stem."),
    "unet": ("inp.", "out.", "time."),
}
for _name in ("motion-encoder", "segment-encoder", "segment"):
    KEEP_FP16[_name] = KEEP_FP16["motion"]


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
