"""Writes the pack: an .onnx file a graph, weights as `stored` says, and pack.json.

python -m train.export [--out ../models/pocket] [--provenance TEXT]
"""

import argparse
import hashlib
import json
from pathlib import Path

from . import nets
from .common import CHECKPOINTS, POCKET
from .graphs import graphs
from .parts import build
from .stored import quantize, to_onnx

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
