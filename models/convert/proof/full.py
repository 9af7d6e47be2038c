"""The published architecture at its true size, with random weights, as a pack: what it takes, and whether it loads.

cd models && ../.venv/bin/python -m convert.proof.full --out FOLDER [--precision q8] [--landmarks]
"""

import argparse
import math
import resource
import shutil
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from ..graphs.part import Options
from ..packs.manifest import CONDITIONING, LATENTS, PROVENANCE, SAMPLING, write_pack
from ..packs.sources import PUBLISHED, Weights
from ..packs.video import video_parts
from ..published.tensors import Tensor

# config.json of Stable Video Diffusion XT 1.1, as far as it decides shapes
UNET = {
    "_class_name": "UNetSpatioTemporalConditionModel",
    "in_channels": 8,
    "out_channels": 4,
    "block_out_channels": [320, 640, 1280, 1280],
    "num_attention_heads": [5, 10, 20, 20],
    "cross_attention_dim": 1024,
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 768,
}
VAE = {
    "_class_name": "AutoencoderKLTemporalDecoder",
    "down_block_types": ["DownEncoderBlock2D"] * 4,
    "block_out_channels": [128, 256, 512, 512],
    "layers_per_block": 2,
    "latent_channels": 4,
}
CLIP = {
    "hidden_size": 1280,
    "intermediate_size": 5120,
    "num_hidden_layers": 32,
    "num_attention_heads": 16,
    "image_size": 224,
    "patch_size": 14,
    "projection_dim": 1024,
    "hidden_act": "gelu",
}


@dataclass(frozen=True)
class Random:
    """A checkpoint of any network: numbers that keep magnitudes through the layers, the same in every run."""

    seed: int

    def of(self, module):
        return {
            name: Tensor(tuple(value.shape), self.reader(name, tuple(value.shape)))
            for name, value in module.state_dict().items()
        }

    def reader(self, name, shape):
        def read():
            rng = np.random.default_rng([self.seed, zlib.crc32(name.encode())])
            if len(shape) > 1:
                return rng.standard_normal(shape, dtype=np.float32) / np.float32(np.prod(shape[1:]) ** 0.5)
            return np.full(shape, name.endswith(("weight", "running_var")), np.float32)

        return read


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--precision", choices=("fp16", "q8", "q4"), default="q8")
    parser.add_argument("--landmarks", action="store_true", help="with the landmark adapter, too")
    args = parser.parse_args()
    torch.set_num_threads(1)
    shutil.rmtree(args.out, ignore_errors=True)
    began = time.time()
    networks = 6 if args.landmarks else 5
    weights = Weights(CLIP, VAE, UNET, *(Random(seed) for seed in range(networks)))
    graphs, facts = video_parts(weights)
    head = {
        "kind": "svd-mofa",
        "name": f"random-{args.precision}",
        "version": "1.0.0",
        "licence": "none: random numbers",
        "licences": [{"of": "random numbers", "name": "none"}],
        "provenance": PROVENANCE,
        "latents": {**LATENTS, "minSide": PUBLISHED.least_side},
        "sampling": SAMPLING,
        "conditioning": {**CONDITIONING, **facts},
    }
    manifest = write_pack(args.out, head, graphs, Options(args.precision, "fp16"))
    files = [path for path in args.out.iterdir() if path.suffix == ".bin"]
    largest = max(loaded(manifest))
    print(f"{parameters(graphs)} parameters, {sum(path.stat().st_size for path in args.out.iterdir())} bytes stored")
    print(f"{len(files)} files of weights; the largest becomes {largest} bytes")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"converted in {time.time() - began:.0f} s, {peak} bytes of memory at most")


def parameters(graphs):
    """How many numbers all checkpoints hold; parts of one network share theirs."""
    checkpoints = {id(part.tensors): part.tensors for _, parts in graphs.values() for part in parts}
    return sum(math.prod(tensor.shape) for held in checkpoints.values() for tensor in held.values())


def loaded(manifest):
    """Bytes of every file of weights, as the runtime sees it."""
    for graph in manifest["graphs"].values():
        for part in graph["parts"]:
            for given in part["data"]:
                yield given.get("expands", given)["bytes"]


if __name__ == "__main__":
    main()
