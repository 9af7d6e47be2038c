"""A graph on disk: the .onnx file with its small tensors, weights in files beside it that a browser can hold."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

ALIGNED = 64
INLINE = 1024
KINDS = {np.dtype(np.float16): TensorProto.FLOAT16, np.dtype(np.float32): TensorProto.FLOAT}
KINDS[np.dtype(np.uint8)] = TensorProto.UINT8


def round_rows(weight):
    """(scales [rows] float32, bytes [rows, columns]) of `weight` [rows, ...], a scale for each output channel.

    Of a few clippings the one with the least squared error is taken, row by row.
    """
    flat = weight.reshape(weight.shape[0], -1).astype(np.float32)
    largest = np.maximum(np.abs(flat).max(axis=1), 1e-12)
    best, kept = np.full(len(flat), np.inf), np.ones(len(flat), np.float32)
    for share in (1.0, 0.96, 0.92, 0.88):
        scale = (largest * share / 127).astype(np.float32)[:, None]
        error = ((np.clip(np.round(flat / scale), -127, 127) * scale - flat) ** 2).sum(axis=1)
        kept, best = np.where(error < best, share, kept), np.minimum(error, best)
    scales = (largest * kept / 127).astype(np.float32)
    return scales, np.clip(np.round(flat / scales[:, None]), -127, 127).astype(np.int8)


def stored_form(weight, value, small):
    """(kind, rows, columns, bytes) of `value` as it is stored; `small`: None, 'half' or 'int8', see pack-format.md."""
    half = value.dtype == np.float16
    if small == "int8" and value.ndim == 4 and value[0].size >= 16 and not weight.codes:
        scales, codes = round_rows(value)
        return f"int8-{'half' if half else 'float'}", *codes.shape, scales.tobytes() + codes.tobytes()
    if small and value.dtype == np.float32 and value.size > 1 and weight.source:
        return "half", 1, value.size, value.astype(np.float16).tobytes()
    return "raw", 1, value.nbytes, value.tobytes()


@dataclass
class DataFile:
    """A file of weights under way: what is stored, what the runtime is to see (`length`), and how one becomes the other."""

    path: Path
    length: int = 0
    stored: int = 0
    layout: list = field(default_factory=list)

    def add(self, weight, value, small):
        """Writes a tensor; returns its offset in what the runtime sees."""
        kind, rows, columns, data = stored_form(weight, value, small)
        at = -(-self.length // ALIGNED) * ALIGNED
        start = -(-self.stored // ALIGNED) * ALIGNED
        with self.path.open("ab") as out:
            out.write(bytes(start - self.stored) + data)
        self.stored, self.length = start + len(data), at + value.nbytes
        self.layout.append([kind, start, at, rows, columns])
        return at

    def manifest(self):
        """What pack.json says of the file; writes the table beside it where it is stored smaller than it is to be."""
        told = {"location": self.path.name, **described(self.path)}
        if any(kind != "raw" for kind, *_ in self.layout):
            table = self.path.with_suffix(".json")
            table.write_text(json.dumps(self.layout, separators=(",", ":")) + "\n")
            told["expands"] = {"bytes": self.length, "layout": described(table)}
        return told


def described(path):
    """path, bytes and sha256 of a file of the pack, as pack.json has them."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 24):
            digest.update(block)
    return {"path": path.name, "bytes": path.stat().st_size, "sha256": digest.hexdigest()}


def write(model, weights, folder, name, small=None, file_bytes=1 << 30):
    """Writes `name`.onnx and `name`-0.bin ... into `folder`; returns what pack.json says of model and data, and bytes.

    Each file of weights becomes at most `file_bytes` long. `small` is how floating-point weights are stored.
    """
    files = []
    for old in folder.glob(f"{name}-[0-9]*.*"):  # of a run before, which may have made more
        old.unlink()
    for key, weight in weights.items():
        value = np.asarray(weight.read(), order="C")
        if value.nbytes <= INLINE:
            model.graph.initializer.append(numpy_helper.from_array(value, key))
            continue
        if not files or files[-1].length + value.nbytes + ALIGNED > file_bytes:
            files.append(DataFile(folder / f"{name}-{len(files)}.bin"))
        at = files[-1].add(weight, value, small)
        tensor = TensorProto(name=key, data_type=KINDS[value.dtype], dims=value.shape)
        tensor.data_location = TensorProto.EXTERNAL
        for field_name, told in (("location", files[-1].path.name), ("offset", at), ("length", value.nbytes)):
            tensor.external_data.append(onnx.StringStringEntryProto(key=field_name, value=str(told)))
        model.graph.initializer.append(tensor)
    path = folder / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
    return described(path), [file.manifest() for file in files], sum(file.length for file in files)


def expanded(stored, layout, length):
    """What a stored file becomes: the reader's half of `DataFile.add`, as the engine does it. -> bytes of `length`."""
    made = np.zeros(length, np.uint8)
    for kind, start, at, rows, columns in layout:
        size = rows * columns
        if kind == "raw":
            value = stored[start : start + size]
        elif kind == "half":
            value = stored[start : start + 2 * size].view(np.float16).astype(np.float32)
        else:
            scales = stored[start : start + 4 * rows].view(np.float32)
            codes = stored[start + 4 * rows : start + 4 * rows + size].view(np.int8).reshape(rows, columns)
            value = (codes * scales[:, None]).astype(np.float16 if kind == "int8-half" else np.float32)
        data = np.ascontiguousarray(value).reshape(-1).view(np.uint8)
        made[at : at + len(data)] = data
    return made
