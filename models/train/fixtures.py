"""Writes tests/fixtures/graphs/*.json: what every graph of the pack must answer.

Tiny fixed inputs and PyTorch's float32 outputs with the weights
that the pack's files hold. A tensor is {"shape", "data": base64 of float32, little endian};
`maxAbsError` is what a runtime may differ by. Also runs the pack's files on
ONNX Runtime and prints the largest difference.

    python -m train.fixtures
"""

import argparse
import base64
import json
from pathlib import Path

import numpy as np
import torch

from . import nets
from .common import POCKET, REPO
from .parts import from_pack
from .sessions import session

# a graph that takes what another gave comes after it
ORDER = ("encoder", "decoder", "condition", "unet", "motion-encoder", "motion", "segment-encoder", "segment")
OUT = REPO / "tests" / "fixtures" / "graphs"


def picture(seed, h, w):
    """A smooth picture with an edge: [1,3,h,w] in -1..1."""
    g = torch.Generator().manual_seed(seed)
    coarse = torch.rand(1, 3, h // 8, w // 8, generator=g) * 2 - 1
    out = torch.nn.functional.interpolate(coarse, size=(h, w), mode="bilinear", align_corners=False)
    out[:, :, h // 4 : h // 2, w // 4 : w // 2] *= -0.7
    return out


def inputs():
    """Graph -> named input tensors."""
    g = torch.Generator().manual_seed(11)
    t, h, w = 2, 8, 8
    ys, xs = torch.meshgrid((torch.arange(h) + 0.5) / h * 2 - 1, (torch.arange(w) + 0.5) / w * 2 - 1, indexing="ij")
    base = torch.stack([xs, ys], -1)
    backward = torch.stack([base, base + torch.tensor([0.3, -0.2])])
    hole = torch.zeros(t, 1, h, w)
    hole[1, 0, 2:5, 3:6] = torch.rand(3, 3, generator=g)
    latents = torch.randn(t, 16, h, w, generator=g)
    hints = torch.tensor([[0.35, 0.4, 1.0], [0.8, 0.7, 0.0]])
    return {
        "encoder": {"picture": picture(1, 64, 64)},
        "decoder": {"latents": latents},
        "motion-encoder": {"picture": picture(2, 64, 64)},
        "motion": {"hints": hints},
        "condition": {
            "picture": picture(3, 64, 64),
            "plate": picture(4, 64, 64),
            "backward": backward,
            "hole": hole,
        },
        "unet": {"latents": latents, "timestep": torch.tensor([0.75])},
        "segment-encoder": {"picture": picture(2, 48, 64)},
        "segment": {"clicks": hints},
    }


def tensor(x):
    x = np.ascontiguousarray(x.detach().numpy(), "<f4")
    return {"shape": list(x.shape), "data": base64.b64encode(x.tobytes()).decode()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=POCKET)
    args = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    parts = from_pack(args.pack)
    for name, telling in (("motion", nets.Telling), ("segment", nets.Clicked)):
        if name in parts:
            parts[f"{name}-encoder"], parts[name] = nets.Seeing(parts[name]), telling(parts[name])
    manifest = json.loads((args.pack / "pack.json").read_text())
    given = inputs()
    for name in [name for name in ORDER if name in parts]:
        outputs = list(manifest["graphs"][name]["outputs"])
        with torch.no_grad():
            out = parts[name](*given[name].values())
        out = dict(zip(outputs, out if isinstance(out, tuple) else (out,), strict=True))
        if name == "condition":  # the next graph takes what this one gave
            given["unet"].update(out)
        if name.endswith("-encoder"):
            told = name.removesuffix("-encoder")
            given[told] = {**out, **given[told]}
        run = session(name, args.pack)(**{k: v.numpy() for k, v in given[name].items()})
        gap = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(run, out.values(), strict=True))
        size = max(float(o.abs().max()) for o in out.values())
        tolerance = float(f"{max(1e-4, 2e-4 * size):.1e}")
        text = {
            "graph": name,
            "inputs": {k: tensor(v) for k, v in given[name].items()},
            "outputs": {k: tensor(v) for k, v in out.items()},
            "maxAbsError": tolerance,
        }
        (OUT / f"{name}.json").write_text(json.dumps(text) + "\n")
        print(f"{name:10s} ONNX Runtime differs by {gap:.1e} (largest value {size:.2f}, allowed {tolerance:.1e})")
        if gap > tolerance:
            raise SystemExit(f"{name}: ONNX Runtime and PyTorch disagree")


if __name__ == "__main__":
    main()
