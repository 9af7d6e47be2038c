"""Narrow copies of the published models to packs, with PyTorch's answers beside them.

cd models && ../.venv/bin/python -m convert.proof --out FOLDER
"""

import argparse
import shutil
import time
from pathlib import Path

import torch
from diffusers.utils import logging

from ..graphs.part import Options
from ..networks.sam_decoder import Sam
from ..packs.sam import write_sam
from ..packs.write import VideoPack
from ..published.folders import weights_of
from . import chain, checks, fixtures
from .clip import clip
from .models import Models, filled
from .narrow import SAM, SIZES, write_published
from .narrow import write_sam as write_sam_published
from .sam_fixtures import sam_fixtures

# name of a pack -> how it is stored and what it computes in; SwiftShader has no float16, so bits are tried in both
PACKS = {
    "fp32": ("fp32", "fp32"),
    "fp16": ("fp16", "fp16"),
    "q8": ("q8", "fp16"),
    "q4": ("q4", "fp16"),
    "q8-full": ("q8", "fp32"),
    "q4-full": ("q4", "fp32"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    shutil.rmtree(args.out, ignore_errors=True)
    began = time.time()
    sources = write_published(args.out / "published")
    sam = write_sam_published(args.out / "published/sam")
    checks.run(sources, sam)
    pack = VideoPack.read(sources, SIZES)
    manifests = {}
    for name, (precision, compute) in PACKS.items():
        manifest = pack.write(args.out / "packs" / name, Options(precision, compute, 4 << 20), lambda line: None)
        files = [path for path in (args.out / "packs" / name).iterdir() if path.name != "pack.json"]
        print(f"pack {name}: {len(files)} files, {sum(path.stat().st_size for path in files)} bytes")
        manifests[name] = manifest
    for name in ("fp32", "fp16"):
        write_sam(sam, args.out / "packs" / f"sam-{name}", Options(*PACKS[name]), lambda line: None)
    models = Models(sources)
    fixtures.write(args.out / "graphs.json", list(fixtures.graph_fixtures(models, fixtures.Material())))
    fixtures.write(args.out / "sam.json", list(sam_fixtures(filled(Sam(SAM), weights_of(sam).tensors))))
    clips = {
        "clip": clip(models),
        "clip-hybrid": clip(models, hybrid=True),
        # what a software adapter of WebGPU gets through
        "clip-small": clip(models, frames=3, rows=8, columns=8, count=2),
    }
    for name, made in clips.items():
        fixtures.write(args.out / f"{name}.json", made)
        differences = chain.errors(args.out / "packs/fp32", manifests["fp32"], made)
        print(f"{name} by the graphs of fp32:", ", ".join(f"{k} {v:.1e}" for k, v in differences.items()))
        assert all(value <= made["maxAbsError"] for value in differences.values())
    print(f"narrow copies written and answered in {time.time() - began:.0f} s")


main()
