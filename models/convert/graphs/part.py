"""One part of a graph of a pack, from a network to files and to what pack.json says of them."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

from torch import nn

from . import half, quantize, store, trace, weights

BITS = {"q8": 8, "q4": 4}


@dataclass(frozen=True)
class Options:
    """How a pack is stored and computes: precision fp32, fp16, q8, q4; compute fp32, fp16; largest file in bytes."""

    precision: str = "fp16"
    compute: str = "fp16"
    file_bytes: int = 1 << 30


USUAL = Options()


@dataclass(frozen=True)
class Part:
    """A network with all that is needed to write it.

    `module` on the meta device; `inputs`: examples by name; `shapes`: of inputs and outputs, with symbols; `tensors`:
    published name -> tensor, `prefix` before these names in the module. `inner`: inputs and outputs that only other
    graphs see, float16 where the pack computes in that. `robust`: bears 8 or 4 bits and float16; the others compute in
    float32 and are stored in no less than half precision. `per_cell`, `per_pair`: working memory, see pack-format.md.
    """

    name: str
    module: nn.Module
    inputs: Mapping[str, object]
    shapes: Mapping[str, list]
    tensors: Mapping[str, object]
    prefix: str = ""
    inner: frozenset[str] = frozenset()
    robust: bool = True
    per_cell: float = 0
    per_pair: float = 0

    @property
    def outputs(self):
        return list(self.module.outputs)

    @cached_property
    def traced(self):
        """The graph without weights; found once, however often the part is written."""
        return trace.trace(trace.hollow(self.module), self.inputs, self.shapes, self.outputs)


def convert(part, options, folder):
    """Writes the files of `part` into `folder`; returns what pack.json says of it."""
    model = deepcopy(part.traced)
    held = weights.fold(model, part.tensors, part.prefix)
    as_half = options.compute == "fp16" and part.robust
    bits = BITS.get(options.precision) if part.robust else None
    if bits:
        quantize.quantize_linear(model, held, bits)
    if as_half:
        held = half.halve(model, held, part.inner)
    small = None if options.precision == "fp32" else "int8" if bits else "half"
    shown, data, loaded = store.write(model, held, folder, part.name, small, options.file_bytes)
    check(model)

    def values(names):
        kind = {True: "float16", False: "float32"}
        return {name: {"type": kind[as_half and name in part.inner], "shape": part.shapes[name]} for name in names}

    scale = 0.5 if as_half else 1
    memory = {"weights": loaded, "perCell": part.per_cell * scale, "perPair": part.per_pair * scale}
    used = {entry.name for entry in model.graph.input}
    return {
        "name": part.name,
        "model": shown,
        "data": data,
        "inputs": values(name for name in part.inputs if name in used),
        "outputs": values(part.outputs),
        "memory": {key: value for key, value in memory.items() if value or key == "weights"},
    }


# what native WebGPU has no kernel for, or only one that is slow or wrong (docs/pack-format.md, Format 2)
REFUSED = {"GroupNormalization", "QuantizeLinear", "Loop", "If", "ScatterND", "NonZero", "Mod"}


def check(model):
    """Raises where an operator crept in that would leave the device."""
    found = {node.op_type for node in model.graph.node} & REFUSED
    if found:
        raise AssertionError(f"operators that would leave the device: {', '.join(sorted(found))}")
