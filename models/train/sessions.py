"""The pack's own graphs on ONNX Runtime, and PyTorch modules called the same way."""

import numpy as np
import onnxruntime
import torch

from .again import asked_again
from .common import POCKET
from .graphs import SEEN


def session(name, folder=POCKET, threads=2):
    """One of the pack's graphs, folded at load: a function of named arrays."""
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    options.intra_op_num_threads = threads
    run = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])

    def call(**inputs):
        return run.run(None, {k: np.ascontiguousarray(v, np.float32) for k, v in inputs.items()})

    return call


def torch_call(module, names):
    """The same for a PyTorch module."""

    def call(**inputs):
        with torch.no_grad():
            out = module(*(torch.from_numpy(np.ascontiguousarray(inputs[n], np.float32)) for n in names))
        return [o.numpy() for o in (out if isinstance(out, tuple) else (out,))]

    return call


def influence_session(folder=POCKET):
    """The two halves of the pack's motion graph as one, asked as the studio asks: (picture [1,3,h,w], hints [N,3]) -> influence [N,h,w]."""
    see, tell = session("motion-encoder", folder), session("motion", folder)

    def call(picture, hints):
        seen = dict(zip(SEEN, see(picture=picture), strict=True))
        return asked_again(lambda some: tell(hints=some, **seen)[0][:, 0], np.asarray(hints, np.float32))

    return call
