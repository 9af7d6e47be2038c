"""A whole clip by the graphs of a pack, one after another as docs/pack-format.md says: the engine's way in 50 lines.

Only to prove the pack: onnxruntime runs the graphs, PyTorch splats, everything else is arithmetic.
"""

import base64
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from ..networks.adapter import SCALES, Control
from .splat import at_scale, warped


class Graphs:
    """The graphs of a pack in full precision, opened when first run."""

    def __init__(self, folder: Path, manifest):
        self.folder, self.manifest, self.sessions = folder, manifest, {}
        self.options = onnxruntime.SessionOptions()
        self.options.intra_op_num_threads = 1

    def run(self, name, given):
        """Runs all parts of a graph on tensors by name; returns what they gave, by name."""
        known = dict(given)
        for part in self.manifest["graphs"][name]["parts"]:
            path = str(self.folder / part["model"]["path"])
            if path not in self.sessions:
                self.sessions[path] = onnxruntime.InferenceSession(path, self.options)
            feeds = {key: known[key].numpy() for key in part["inputs"]}
            made = self.sessions[path].run(list(part["outputs"]), feeds)
            known |= {key: torch.from_numpy(value) for key, value in zip(part["outputs"], made, strict=True)}
        return {key: known[key] for key in self.manifest["graphs"][name]["parts"][-1]["outputs"]}


def decoded(value):
    return torch.from_numpy(np.frombuffer(base64.b64decode(value["data"]), np.float32).reshape(value["shape"]).copy())


def splatted(graphs, features, dense, landmarks):
    """warped8 ... 64 of the trajectory adapter, or with `landmarks` of the landmark adapter."""
    flows = {scale: at_scale(dense, scale) for scale in SCALES}
    moved = {scale: warped(features[f"reference{scale}"], flows[scale]) for scale in SCALES}
    if landmarks is None:
        return {f"warped{scale}": torch.cat([features[f"reference{scale}"], moved[scale]]) for scale in SCALES}
    given = features | {f"flow{scale}": flows[scale] for scale in SCALES}
    given |= {f"moved{scale}": moved[scale] for scale in SCALES}
    return graphs.run("landmark-fusion", given | {"landmarks": landmarks})


@torch.no_grad()
def errors(folder, manifest, clip):
    """Largest difference of each step's latents and of the pictures to `clip`, as clip.json has it; by name."""
    graphs, c = Graphs(folder, manifest), manifest["conditioning"]
    s = {name: decoded(value) for name, value in clip["inputs"].items()}
    h, w = s["picture"].shape[2:]
    seen = graphs.run("flow-picture", {"picture": s["flowPicture"]})
    flow = graphs.run("flow", seen | {"hints": s["hints"]})["flow"]
    grown = torch.nn.functional.interpolate(flow, (h, w), mode="nearest")
    dense = grown * torch.tensor([w, h]).reshape(1, 2, 1, 1) / c["flowSide"]
    noisy = s["picture"] + c["noiseAugmentation"] * s["augmentation"]
    picture_latents = graphs.run("encoder", {"picture": noisy})["latents"]
    embedding = graphs.run("image-encoder", {"picture": s["embedPicture"]})["embedding"]
    ways = [("", None)] + ([("landmark-", s["landmarks"])] if "landmarks" in s else [])
    moved = {
        way: splatted(graphs, graphs.run(f"{way}reference", {"picture": s["picture"]}), dense, landmarks)
        for way, landmarks in ways
    }
    told = {
        "time_ids": torch.tensor([[c["fps"], c["motionBucket"], c["noiseAugmentation"]]], dtype=torch.float32),
        "control_scale": torch.tensor([clip["controlScale"]]),
    }
    guidance = torch.tensor(clip["guidance"]).reshape(-1, 1, 1, 1)
    sigmas = clip["sigmas"]
    x = s["noise"] * sigmas[0]
    found = {}
    for step, (sigma, following) in enumerate(pairwise(sigmas)):
        scaled, noise = x / math.hypot(sigma, 1), torch.tensor([math.log(sigma) / 4])
        predictions = []
        for share in (0.0, 1.0):
            given = {"latents": scaled, "timestep": noise, **told}
            given |= {"picture_latents": share * picture_latents, "embedding": share * embedding}
            residuals = {way: graphs.run(f"{way}control", given | moved[way]) for way, _ in ways}
            mixed = residuals[""]
            if len(ways) > 1:
                faces = {f"face_{name}": value for name, value in residuals["landmark-"].items()}
                mixed = graphs.run("hybrid", faces | mixed | {"mask": s["mask"]})
                mixed = {name: mixed[f"mixed_{name}"] for name in Control.outputs}
            predictions.append(graphs.run("unet", given | mixed)["prediction"])
        prediction = predictions[0] + guidance * (predictions[1] - predictions[0])
        denoised = x / (sigma**2 + 1) - sigma * prediction / math.hypot(sigma, 1)
        x = x + (x - denoised) / sigma * (following - sigma)
        found[f"step{step}"] = x
    found["pictures"] = graphs.run("decoder", {"latents": x / manifest["latents"]["scalingFactor"]})["pictures"]
    wanted = {name: decoded(clip["outputs"][name]) for name in found}
    return {name: (value - wanted[name]).abs().max().item() for name, value in found.items()}
