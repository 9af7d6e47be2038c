"""Inputs and PyTorch's outputs as JSON that the runners in Node and in the browser read."""

import base64
import json

import torch
from torch.nn import functional as F

from ..networks import unet
from ..networks.adapter import Control, Fusion, Hybrid, Reference
from ..networks.unet import Down
from . import published
from .narrow import CLIP, SIZES
from .splat import at_scale, warped

ALLOWED = 1e-3
FRAMES, ROWS, COLUMNS = 5, 8, 16


def encoded(tensor):
    """shape and base64 of little-endian float32."""
    array = tensor.detach().float().contiguous().numpy()
    return {"shape": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}


def fixture(graph, part, inputs, outputs):
    """Of one part of a graph: inputs and outputs by name."""
    return {
        "graph": graph,
        "part": part,
        "inputs": {name: encoded(value) for name, value in inputs.items()},
        "outputs": {name: encoded(value) for name, value in outputs.items()},
        "maxAbsError": ALLOWED,
    }


class Material:
    """Pictures, flows and numbers for all graphs of the narrow copy, the same in every run."""

    def __init__(self, frames=FRAMES, rows=ROWS, columns=COLUMNS):
        self.g = torch.Generator().manual_seed(29)
        self.picture = smooth(self.random(1, 3, 8 * rows, 8 * columns))
        self.embed = smooth(self.random(1, 3, CLIP["image_size"], CLIP["image_size"]))
        side = SIZES.flow_side
        self.square = F.interpolate(self.picture, (side, side))
        self.hints = hints(frames - 1, side)
        self.landmarks = smooth(torch.rand(frames, 3, 8 * rows, 8 * columns, generator=self.g))
        self.mask = torch.zeros(1, 1, 8 * rows, 8 * columns)
        self.mask[..., : 4 * rows, :] = 1
        self.noise = self.random(frames, 4, rows, columns)
        self.augmentation = self.random(1, 3, 8 * rows, 8 * columns)
        self.timestep = torch.tensor([0.83])
        self.time_ids = torch.tensor([[6.0, 128.0, 0.02]])
        self.scale = torch.tensor([0.6])

    def random(self, *shape):
        return torch.randn(*shape, generator=self.g)

    def at_size(self, flow):
        """The dense flow of the square at the picture's size, in its pixels."""
        side = flow.shape[-1]
        h, w = self.picture.shape[2:]
        return F.interpolate(flow, (h, w), mode="nearest") * torch.tensor([w / side, h / side]).reshape(1, 2, 1, 1)


def smooth(x):
    """Noise without its finest detail, about -1..1."""
    return F.avg_pool2d(x, 5, 1, 2, count_include_pad=False).clamp(-1, 1)


def hints(count, side):
    """Two paths as MOFA writes them: the whole displacement in pixels at the path's first pixel, 1, 1 in the mask."""
    made = torch.zeros(count, 4, side, side)
    for i in range(count):
        far = (i + 1) / count
        for (x, y), (dx, dy) in (((side // 4, side // 3), (14, -6)), ((3 * side // 4, side // 2), (-9, 11))):
            made[i, :, y, x] = torch.tensor([int(dx * far), int(dy * far), 1, 1], dtype=torch.float32)
    return made


@torch.no_grad()
def graph_fixtures(models, material):
    """A fixture of every part of every graph of a narrow pack."""
    m, s = models, material
    embedding = published.image_embedding(m.clip, s.embed)
    latents = published.encode(m.autoencoder, s.picture)
    flow = published.dense_flow(m.flow, s.square, s.hints)
    yield fixture("image-encoder", "image-encoder", {"picture": s.embed}, {"embedding": embedding})
    yield fixture("encoder", "encoder", {"picture": s.picture}, {"latents": latents})
    yield from flow_fixtures(m, s, flow)
    noisy = s.noise
    told = {
        "latents": noisy,
        "picture_latents": latents,
        "timestep": s.timestep,
        "time_ids": s.time_ids,
        "embedding": embedding,
    }
    sample = torch.cat([noisy, latents.expand(len(noisy), -1, -1, -1)], dim=1)
    dense = s.at_size(flow)
    adapters = []
    for prefix, adapter, landmarks in (("", m.trajectory, None), ("landmark-", m.face, s.landmarks)):
        features = adapter.features(s.picture)
        yield fixture(f"{prefix}reference", f"{prefix}reference", {"picture": s.picture}, named(Reference, features))
        moved = adapter.moved(features, dense, landmarks)
        if landmarks is not None:
            flows = [at_scale(dense, k) for k in (8, 16, 32, 64)]
            inputs = named(Reference, features)
            inputs |= {f"flow{8 * 2**k}": value for k, value in enumerate(flows)}
            inputs |= {f"moved{8 * 2**k}": warped(f, v) for k, (f, v) in enumerate(zip(features, flows))}
            inputs["landmarks"] = landmarks
            yield fixture("landmark-fusion", "landmark-fusion", inputs, named(Fusion, moved))
        made, middle = adapter.residuals(sample, s.timestep, s.time_ids, embedding, moved, s.scale)
        # the graph gives them as often as the published UNet adds them
        often = [value * times for value, times in zip(made, unet_times())]
        inputs = {**told, **named(Fusion, moved), "control_scale": s.scale}
        yield fixture(f"{prefix}control", f"{prefix}control", inputs, named(Control, [*often, middle]))
        adapters.append([made, middle, often])
    trajectory, face = adapters
    yield hybrid_fixture(s, face, trajectory)
    yield from unet_fixtures(m, s, told, sample, trajectory)
    few = latents.expand(3, -1, -1, -1) + 0.3 * s.noise[:3]
    yield fixture("decoder", "decoder", {"latents": few}, {"pictures": published.decode(m.autoencoder, few)})


def named(network, values):
    return dict(zip(network.outputs, values))


def unet_times():
    """How often the published UNet adds each residual: it adds all of its first k blocks after each block k."""
    return [sum(1 for level in range(4) if i < (4, 7, 10, 12)[level]) for i in range(12)]


def flow_fixtures(m, s, flow):
    seen = dict(zip(("seen2", "seen4", "seen8"), m.flow.image_encoder(s.square)))
    yield fixture("flow-picture", "flow-picture", {"picture": s.square}, seen)
    yield fixture("flow", "flow", {**seen, "hints": s.hints}, {"flow": flow})


def hybrid_fixture(s, face, other):
    def mixed(a, b):
        mask = F.interpolate(s.mask, a.shape[2:], mode="nearest")
        return a * mask + b * (1 - mask)

    _, middle, often = face
    _, other_middle, other_often = other
    inputs = {f"face_{name}": value for name, value in named(Control, [*often, middle]).items()}
    inputs |= {**named(Control, [*other_often, other_middle]), "mask": s.mask}
    pairs = zip([*often, middle], [*other_often, other_middle])
    return fixture("hybrid", "hybrid", inputs, named(Hybrid, [mixed(a, b) for a, b in pairs]))


def unet_fixtures(m, s, told, sample, adapter):
    """The way down against the skips of `diffusers`, the way up against the whole published UNet."""
    made, middle, often = adapter
    embedding = told["embedding"]
    emb = published.told(m.unet, s.timestep, s.time_ids)
    frames = len(sample)
    wide, known = emb.repeat_interleave(frames, dim=0), embedding.repeat_interleave(frames, dim=0)
    first = m.unet.conv_in(sample)
    x, skips = published.blocks_down(m.unet, first, wide, known, lambda level, x, skips: (x, skips))
    bottom = m.unet.mid_block(x, wide, known, torch.zeros(1, frames))
    between = named(Down, [first, *skips, bottom, emb])
    yield fixture("unet", "unet-down", told, between)
    prediction = published.predict(m.unet, sample, s.timestep, s.time_ids, embedding, made, middle)
    inputs = {**between, "embedding": embedding, **named(Control, [*often, middle])}
    assert len(inputs) == len(between) + 1 + unet.SKIPS + 1
    yield fixture("unet", "unet-up", inputs, {"prediction": prediction})


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
