"""Tensors by name, read when they are asked for: a large checkpoint never has to fit into memory."""

import pickle
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open

from .errors import Refused


@dataclass(frozen=True)
class Tensor:
    """A tensor that has not been read yet; `read` gives it as float32."""

    shape: tuple[int, ...]
    read: Callable[[], np.ndarray]


def read_tensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a .safetensors, .bin, .pt, .pth or .pth.tar file, by name; `module.` before all names is dropped."""
    if not path.is_file():
        raise Refused(f"{path}: no such file")
    found = read_safetensors(path) if path.suffix == ".safetensors" else read_pickle(path)
    if found and all(name.startswith("module.") for name in found):
        found = {name.removeprefix("module."): tensor for name, tensor in found.items()}
    return found


def read_safetensors(path):
    try:
        file = safe_open(path, framework="pt")
    except (SafetensorError, OSError) as thrown:
        raise Refused(f"{path}: not a safetensors file, or cut short ({thrown})") from thrown

    def reader(name):
        return lambda: file.get_tensor(name).float().numpy()

    return {name: Tensor(tuple(file.get_slice(name).get_shape()), reader(name)) for name in list(file.keys())}


def read_pickle(path):
    try:  # the older format, which is no zip, cannot be read piece by piece
        held = torch.load(path, map_location="cpu", weights_only=True, mmap=zipfile.is_zipfile(path))
    except (RuntimeError, pickle.UnpicklingError, EOFError, ValueError) as thrown:
        raise Refused(f"{path}: not a checkpoint of PyTorch that holds weights only ({thrown})") from thrown
    held = held.get("state_dict", held)

    def reader(value):
        return lambda: value.float().numpy()

    tensors = {name: value for name, value in held.items() if isinstance(value, torch.Tensor)}
    return {name: Tensor(tuple(value.shape), reader(value)) for name, value in tensors.items()}
