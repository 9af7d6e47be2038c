"""A pack of kind svd-mofa, from what the person gave to a folder."""

from dataclasses import dataclass

from ..graphs.part import USUAL
from .manifest import CONDITIONING, FEW_STEPS, LATENTS, PROVENANCE, SAMPLING, licence, write_pack
from .sources import PUBLISHED, Published, Sources, read_weights
from .video import video_parts


@dataclass(frozen=True)
class VideoPack:
    """Stable Video Diffusion with MOFA's adapters, read and checked; `write` may be called more than once."""

    sources: Sources
    sizes: Published
    graphs: dict
    facts: dict

    @classmethod
    def read(cls, sources, sizes=PUBLISHED):
        """Raises `Refused` where files are not there or not what they must be."""
        return cls(sources, sizes, *video_parts(read_weights(sources), sizes))

    def write(self, folder, options=USUAL, tell=print):
        """Writes the pack into `folder`; returns what pack.json holds."""
        sources = self.sources
        licences = [
            licence(
                "Stable Video Diffusion", "Stability AI Non-Commercial Research Community License", sources.svd, folder
            ),
            licence("MOFA-Video", "Apache-2.0, but for third-party components", sources.mofa, folder),
        ]
        if sources.unet:
            licences.append(licence("AnimateLCM-SVD", "as its authors publish it", sources.unet.parent, folder))
        head = {
            "kind": "svd-mofa",
            "name": f"svd-mofa{'-lcm' if sources.unet else ''}-{options.precision}",
            "version": "1.0.0",
            "licence": "Stability AI Non-Commercial Research Community License; MOFA-Video's adapters Apache-2.0",
            "licences": licences,
            "provenance": PROVENANCE,
            "latents": {**LATENTS, "minSide": self.sizes.least_side},
            "sampling": {**SAMPLING, **(FEW_STEPS if sources.unet else {})},
            "conditioning": {**CONDITIONING, **self.facts},
        }
        return write_pack(folder, head, self.graphs, options, tell)
