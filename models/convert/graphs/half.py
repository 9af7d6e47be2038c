"""A graph that computes in float32 to one that computes in float16, norms and waves left in float32."""

import numpy as np
from onnx import TensorProto, helper

from .weights import Weight

# sums over many numbers, and what would overflow or lose its place in half precision
EXACT = {"InstanceNormalization", "LayerNormalization", "Sin", "Cos", "Range", "ReduceSum"}


def exact_nodes(graph):
    """Indices of the nodes that stay in float32: those of EXACT, and all that waves are made of."""
    makers = {name: i for i, node in enumerate(graph.node) for name in node.output}
    exact = {i for i, node in enumerate(graph.node) if node.op_type in EXACT}
    todo = [i for i in exact if graph.node[i].op_type in ("Sin", "Cos")]
    while todo:
        for name in graph.node[todo.pop()].input:
            maker = makers.get(name)
            if maker is not None and maker not in exact:
                exact.add(maker)
                todo.append(maker)
    return exact


def halve(model, weights, inner):
    """Makes `model` compute in float16, in place; returns the weights that go with it.

    Inputs and outputs stay float32, but for those named in `inner`, which go from graph to graph.
    """
    graph, exact = model.graph, exact_nodes(model.graph)
    ints = integers(graph, weights)
    full = {entry.name for entry in graph.input if entry.name not in inner}
    full |= {name for i in exact for name in graph.node[i].output}
    wanted = {name for i in exact for name in graph.node[i].input if name in weights}
    halves, nodes, cast = {}, [], {}

    def as_type(name, kind):
        """`name` in the other precision, by a Cast before its first use."""
        if (name, kind) not in cast:
            cast[name, kind] = f"{name}_{'half' if kind == TensorProto.FLOAT16 else 'full'}"
            nodes.append(helper.make_node("Cast", [name], [cast[name, kind]], to=kind))
        return cast[name, kind]

    for i, node in enumerate(graph.node):
        for k, name in enumerate(node.input):
            if not name or name in ints:
                continue
            if name in weights:
                if i not in exact:
                    node.input[k] = half_weight(name, weights, halves)
            elif i in exact and name not in full:
                node.input[k] = as_type(name, TensorProto.FLOAT)
            elif i not in exact and name in full and node.op_type != "Shape":
                node.input[k] = as_type(name, TensorProto.FLOAT16)
        if node.op_type == "Cast" and i not in exact:
            for found in node.attribute:
                found.i = TensorProto.FLOAT16 if found.i == TensorProto.FLOAT else found.i
        nodes.append(node)
    finish(graph, nodes, full, inner)
    return halves | {name: weights[name] for name in weights if name in wanted or name in ints}


def integers(graph, weights):
    """Names of tensors that are no floating-point numbers: shapes, and sizes for Resize, which stays as it is."""
    found = {name for name, weight in weights.items() if not weight.source and weight.read().dtype != np.float32}
    for node in graph.node:
        if node.op_type == "Resize":
            found |= set(node.input[1:])
        if node.op_type == "Shape" or (
            node.input and node.op_type in ("Gather", "Concat") and set(node.input) <= found
        ):
            found |= set(node.output)
    return found


def half_weight(name, weights, halves):
    weight = weights[name]
    if weight.codes:
        halves[name] = weight
        return name
    made = f"{name}_half"
    halves[made] = Weight(weight.shape, lambda: weight.read().astype(np.float16), weight.source)
    return made


def finish(graph, nodes, full, inner):
    """Puts the nodes in, with casts at the outputs that are given back, and says what is half."""
    for entry in [*graph.input, *graph.output]:
        if entry.name in inner:
            entry.type.tensor_type.elem_type = TensorProto.FLOAT16
    for entry in graph.output:
        name = entry.name
        if name in inner and name in full or name not in inner and name not in full:
            for node in nodes:
                for given in (node.input, node.output):
                    for k, found in enumerate(given):
                        if found == name:
                            given[k] = f"{name}_inside"
            kind = TensorProto.FLOAT16 if name in inner else TensorProto.FLOAT
            nodes.append(helper.make_node("Cast", [f"{name}_inside"], [name], to=kind))
    del graph.node[:]
    graph.node.extend(nodes)
