"""A network's graph without its weights.

Tracing runs the network on tiny inputs with weights of one number each, spread
over their shapes, so that even a network of billions of parameters is traced
in little memory; the weights come in later, one after the other.
"""

import io
import warnings

import onnx
import torch
from torch import nn

OPSET = 18


def hollow(module):
    """Gives every parameter and buffer of `module` (on the meta device) a value that takes no memory; in place."""
    number = 0.5
    for owner in module.modules():
        for held in (owner._parameters, owner._buffers):
            for name, value in held.items():
                if value is not None:
                    number += 1e-4  # none equal to another, or the exporter would make them one
                    spread = torch.full((), number, dtype=torch.float32).expand(value.shape)
                    held[name] = nn.Parameter(spread, requires_grad=False) if held is owner._parameters else spread
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
