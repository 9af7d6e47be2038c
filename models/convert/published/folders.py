"""Where published files lie: the layouts that people have after following the models' own instructions."""

import json
from pathlib import Path

from .checkpoint import Checkpoint
from .errors import Refused
from .tensors import read_tensors

NAMES = (
    "diffusion_pytorch_model.safetensors",
    "diffusion_pytorch_model.fp16.safetensors",
    "model.safetensors",
    "model.fp16.safetensors",
    "diffusion_pytorch_model.bin",
    "diffusion_pytorch_model.fp16.bin",
    "pytorch_model.bin",
    "pytorch_model.fp16.bin",
)
SPARSE_TO_DENSE = "ckpt_iter_42000.pth.tar"


def read_config(folder: Path) -> dict:
    """The config.json of `folder`."""
    path = folder / "config.json"
    if not path.is_file():
        raise Refused(f"{path}: no such file")
    try:
        return json.loads(path.read_text())
    except json.JSONDecodeError as thrown:
        raise Refused(f"{path}: not JSON ({thrown})") from thrown


def weights_of(folder: Path) -> Checkpoint:
    """The checkpoint in `folder`; one in full precision is taken before one in half."""
    for name in NAMES:
        if (folder / name).is_file():
            return Checkpoint(folder / name, read_tensors(folder / name))
    raise Refused(f"{folder}: holds none of {', '.join(NAMES)}")


def adapter_folder(folder: Path, *names: str) -> Path:
    """`folder` itself or the one of `names` below it that holds a config.json."""
    for found in (folder, *(folder / name for name in names), *(folder / "ckpts" / name for name in names)):
        if (found / "config.json").is_file():
            return found
    raise Refused(f"{folder}: neither it nor {', '.join(names)} in it holds a config.json")


def sparse_to_dense_file(folder: Path) -> Path:
    """The checkpoint of the sparse-to-dense network, anywhere below `folder`."""
    found = sorted(folder.rglob(SPARSE_TO_DENSE))
    if not found:
        raise Refused(
            f"{folder}: {SPARSE_TO_DENSE} of the sparse-to-dense network is nowhere in it (or give --cmp FILE)"
        )
    return found[0]
