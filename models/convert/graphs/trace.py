"""A network's graph without its weights.

Tracing runs the network on tiny inputs with weights that share the memory of
the largest, so that even a network of billions of parameters is traced in
little of it; the true weights come in later, one after the other.
"""

import io
import warnings

import onnx
import torch
from torch import nn

OPSET = 18
APART = 16


def hollow(module):
    """Gives every parameter and buffer of `module` (on the meta device) numbers that all share one memory; in place.

    Each begins a little further in it than the one before: none is equal to another, or the exporter would make them one.
    """
    owners = [(owner, held) for owner in module.modules() for held in (owner._parameters, owner._buffers)]
    values = [value for _, held in owners for value in held.values() if value is not None]
    largest = max((value.numel() for value in values), default=0)
    numbers = 0.01 * torch.rand(largest + len(values) * APART, generator=torch.Generator().manual_seed(2))
    at = 0
    for owner, held in owners:
        for name, value in held.items():
            if value is not None:
                shared = numbers[at : at + value.numel()].view(value.shape)
                held[name] = nn.Parameter(shared, requires_grad=False) if held is owner._parameters else shared
                at += APART
    return module.eval()


def trace(module, inputs, shapes, outputs):
    """The graph of `module` as an ONNX model whose weights are inputs by their names.

    `inputs`: name -> example; `shapes`: name of an input or output -> its shape with symbols; `outputs`: their names.
    """
    axes = {
        name: {k: str(dimension) for k, dimension in enumerate(shape) if isinstance(dimension, str)}
        for name, shape in shapes.items()
    }
    buffer = io.BytesIO()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            buffer,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: given for name, given in axes.items() if given},
            opset_version=OPSET,
            export_params=False,
            do_constant_folding=False,
            dynamo=False,
        )
    return clean(onnx.load_from_string(buffer.getvalue()))


def clean(model):
    """Without anything that tells of the machine; names the operators that are not ONNX's own."""
    model.doc_string = model.graph.doc_string = ""
    model.producer_name, model.producer_version = "kinora", "1"
    del model.metadata_props[:]
    del model.graph.value_info[:]
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    if not any(entry.domain == "com.microsoft" for entry in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    return model
