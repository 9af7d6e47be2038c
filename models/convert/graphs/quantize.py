"""Linear layers in 8 or 4 bits, as com.microsoft.MatMulNBits reads them: blocks of 32 along the inputs, a scale each."""

import numpy as np
from onnx import helper

from .weights import Weight

BLOCK = 32
SMALLEST = 4096


def round_blocks(weight, bits):
    """(bytes [n, k / 32, 4 * bits], scales [n, k / 32]) of `weight` [k, n]; the middle of the range is 0.

    A block's largest number is kept exactly, at the end of the range that reaches one further.
    """
    k, n = weight.shape
    middle = 1 << (bits - 1)
    blocks = weight.T.reshape(n, k // BLOCK, BLOCK).astype(np.float32)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2, keepdims=True), axis=2)
    scales = largest / -middle
    inverse = np.divide(1, scales, out=np.zeros_like(scales), where=scales != 0)
    codes = np.clip(np.round(blocks * inverse) + middle, 0, 2 * middle - 1).astype(np.uint8)
    if bits == 4:
        codes = codes[..., ::2] | (codes[..., 1::2] << 4)
    return codes, scales[..., 0]


def quantize_linear(model, weights, bits):
    """Turns each MatMul by a large enough weight into MatMulNBits, in place; returns how many were turned."""
    turned = 0
    for node in model.graph.node:
        weight = weights.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is None or len(weight.shape) != 2 or weight.shape[0] % BLOCK or np.prod(weight.shape) < SMALLEST:
            continue
        k, n = weight.shape
        name = node.input[1]
        codes, scales = f"{name}_q{bits}", f"{name}_scales"
        shape = (n, k // BLOCK)
        weights[codes] = Weight(
            (*shape, 4 * bits), lambda w=weight: round_blocks(w.read(), bits)[0], weight.source, True
        )
        weights[scales] = Weight(shape, lambda w=weight: round_blocks(w.read(), bits)[1], weight.source)
        node.CopyFrom(
            helper.make_node(
                "MatMulNBits",
                [node.input[0], codes, scales],
                list(node.output),
                name=node.name,
                domain="com.microsoft",
                K=k,
                N=n,
                bits=bits,
                block_size=BLOCK,
            )
        )
        turned += 1
    for name in set(weights) - {name for node in model.graph.node for name in node.input}:
        del weights[name]
    return turned
