"""Inputs and PyTorch's outputs of the two graphs of a narrow SAM, with one click and with three."""

import torch

from . import published_sam
from .fixtures import fixture, smooth


@torch.no_grad()
def sam_fixtures(sam):
    g = torch.Generator().manual_seed(31)
    high, wide = 11 * sam.image_size // 16, sam.image_size
    picture = smooth(torch.randn(1, 3, high, wide, generator=g))
    seen = published_sam.seen(sam, picture)
    frame = torch.zeros(1, 1, high, wide)
    yield fixture("segment-encoder", "segment-encoder", {"picture": picture}, {"seen": seen, "frame": frame})
    three = torch.tensor([[0.3, 0.4, 1], [0.8, 0.6, 0], [0.1, 0.9, 1]])
    for clicks in (three[:1], three):
        mask = published_sam.mask(sam, seen, clicks, (high, wide))
        yield fixture("segment", "segment", {"seen": seen, "frame": frame, "clicks": clicks}, {"mask": mask})
