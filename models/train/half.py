"""Writes, beside each graph of a pack, the same graph computing in fp16: small, because it borrows the weights.

What is large is external data named `weights`: places in the graph's own file, where it lies as int8 or fp16 already;
the runtime dequantizes and folds it at load. Convolutions are computed in fp16, and so is whatever lies between two of
them and neither sums over many numbers nor divides; coordinates, attention and the way in and out stay float32.

    python -m train.half [--pack ../models/pocket]
"""

import argparse
import hashlib
import json
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from .common import POCKET
from .stored import clean

LOCATION = "weights"
# smaller tensors are held by the graph itself
SMALLEST = 128
# what is as good in fp16 where all that it takes is; of those in ONE only the first input is numbers
ONE = {"Sigmoid", "Resize", "AveragePool", "DepthToSpace", "Split", "Slice"}
BETWEEN = {"Mul", "Add", "Sub", "Concat", *ONE}
# what makes a constant of a constant
STORED = {"DequantizeLinear", "Cast"}


def computing_in_half(model):
    """The model with its convolutions, and what lies between them, in fp16; casts stand where that begins and ends."""
    graph = model.graph
    constants = {tensor.name for tensor in graph.initializer}
    ends = {output.name for output in graph.output}
    halves, nodes, casts = set(), [], {}

    def cast(name, to):
        if (name, to) not in casts:
            casts[name, to] = f"{name}.{TensorProto.DataType.Name(to).lower()}"
            nodes.append(helper.make_node("Cast", [name], [casts[name, to]], to=to))
        return casts[name, to]

    for node in graph.node:
        numbers = node.input[:1] if node.op_type in ONE else node.input
        given = [name for name in numbers if name not in constants]
        if node.op_type == "Constant" or (node.op_type in STORED and not given):
            constants.update(node.output)
            nodes.append(node)
        elif node.op_type == "Conv" or (node.op_type in BETWEEN and given and halves.issuperset(given)):
            for k, name in enumerate(numbers):
                node.input[k] = name if name in halves else cast(name, TensorProto.FLOAT16)
            nodes.append(node)
            for k, name in enumerate(node.output):
                if name in ends:
                    node.output[k] = f"{name}.computed"
                    nodes.append(helper.make_node("Cast", [node.output[k]], [name], to=TensorProto.FLOAT))
                else:
                    halves.add(name)
        else:
            for k, name in enumerate(node.input):
                if name in halves:
                    node.input[k] = cast(name, TensorProto.FLOAT)
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.value_info[:]
    return model


def borrowing(model, stored):
    """The model without the tensors that lie in `stored`, the bytes of the file that it was made of."""
    for tensor in model.graph.initializer:
        data = tensor.raw_data
        place = stored.find(data) if len(data) >= SMALLEST else -1
        if place < 0:
            continue
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", LOCATION), ("offset", place), ("length", len(data))):
            tensor.external_data.add(key=key, value=str(value))
    return clean(model)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=POCKET)
    args = parser.parse_args()
    manifest = json.loads((args.pack / "pack.json").read_text())
    together = 0
    for name, graph in manifest["graphs"].items():
        stored = b"".join((args.pack / file["path"]).read_bytes() for file in graph["files"])
        data = borrowing(computing_in_half(onnx.load_from_string(stored)), stored).SerializeToString()
        path = f"{name}.half.onnx"
        (args.pack / path).write_bytes(data)
        graph["half"] = [{"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}]
        together += len(data)
        print(f"{name:16s} {len(data):8d} bytes beside {len(stored)}")
    (args.pack / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"together {together} bytes")


if __name__ == "__main__":
    main()
