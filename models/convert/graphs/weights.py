"""Weights as a graph needs them: published ones, and what its first nodes make of these, computed when written."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from onnx import numpy_helper


@dataclass(frozen=True)
class Weight:
    """A tensor of a graph: `read` gives it.

    `source` is the published parameter that it is made of, where it is of one; `codes`: bytes that only an operator
    for quantized weights reads.
    """

    shape: tuple[int, ...]
    read: Callable[[], np.ndarray]
    source: str = ""
    codes: bool = False


def attribute(node, name, default=None):
    for found in node.attribute:
        if found.name == name:
            return list(found.ints) if found.ints else found.i
    return default


def transpose(node, x):
    return np.transpose(x, attribute(node, "perm"))


def unsqueeze(node, x, axes):
    return np.expand_dims(x, tuple(int(axis) for axis in axes))


def squeeze(node, x, axes):
    return np.squeeze(x, tuple(int(axis) for axis in axes))


def cut(node, x, starts, ends, axes, steps=None):
    slices = [slice(None)] * x.ndim
    for k, axis in enumerate(axes):
        slices[axis] = slice(int(starts[k]), int(ends[k]), int(steps[k]) if steps is not None else 1)
    return x[tuple(slices)]


def gather(node, x, indices):
    return np.take(x, indices, axis=attribute(node, "axis", 0))


FOLDS = {
    "Transpose": transpose,
    "Unsqueeze": unsqueeze,
    "Squeeze": squeeze,
    "Slice": cut,
    "Gather": gather,
    "Reshape": lambda node, x, shape: x.reshape([x.shape[i] if n == 0 else n for i, n in enumerate(shape.tolist())]),
    "Concat": lambda node, *parts: np.concatenate(parts, axis=attribute(node, "axis")),
    "Sigmoid": lambda node, x: 1 / (1 + np.exp(-x)),
    "Sub": lambda node, a, b: a - b,
    "Add": lambda node, a, b: a + b,
    "Mul": lambda node, a, b: a * b,
}


def fold(model, published, prefix=""):
    """Takes the weights out of a traced model: removes its inputs for them, and the nodes that see nothing else.

    `published`: name -> tensor with `shape` and `read`; `prefix` stands before these names in the model. Returns
    name in the model -> Weight, of those that are still used. Constants become weights, too.
    """
    graph, weights, constants = model.graph, {}, set()
    kept = []
    for entry in graph.input:
        name = entry.name.removeprefix(prefix)
        if name != entry.name and name in published or entry.name in published:
            tensor = published[name]
            weights[entry.name] = Weight(tensor.shape, tensor.read, name)
        else:
            kept.append(entry)
    del graph.input[:]
    graph.input.extend(kept)
    nodes = []
    for node in graph.node:
        if node.op_type == "Constant":
            value = numpy_helper.to_array(node.attribute[0].t)
            weights[node.output[0]] = Weight(value.shape, lambda value=value: value)
            constants.add(node.output[0])
        elif node.op_type in FOLDS and all(name in weights for name in node.input):
            weights[node.output[0]] = folded(node, [weights[name] for name in node.input])
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    return {name: weight for name, weight in weights.items() if name in used}


def folded(node, inputs):
    """What `node` makes of weights; its shape is found without reading the large ones."""
    operation = FOLDS[node.op_type]

    def light(weight):
        return weight.read() if np.prod(weight.shape) < 4096 else np.broadcast_to(np.float32(0), weight.shape)

    shape = operation(node, *map(light, inputs)).shape
    source = next((weight.source for weight in inputs if weight.source), "")
    return Weight(tuple(shape), lambda: np.asarray(operation(node, *(w.read() for w in inputs)), order="C"), source)
