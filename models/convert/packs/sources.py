"""What a pack of kind svd-mofa is made of: configs and checkpoints, from folders."""

from dataclasses import dataclass
from pathlib import Path

from ..networks import adapter as adapters
from ..published.checkpoint import Checkpoint
from ..published.folders import adapter_folder, read_config, sparse_to_dense_file, weights_of
from ..published.tensors import read_tensors


@dataclass(frozen=True)
class Published:
    """Sizes that no config.json says: those of the published files, unless a narrow copy is to be proved."""

    flow_side: int = 384
    flow_width: int = 64
    heads: tuple = adapters.HEADS
    widths: tuple = adapters.WIDTHS
    face_widths: tuple = adapters.LANDMARK_WIDTHS
    matting: tuple = (64, 512)
    least_side: int = 256


PUBLISHED = Published()


@dataclass(frozen=True)
class Sources:
    """What the person gave: folders and files of the published weights."""

    svd: Path
    mofa: Path
    landmarks: Path | None = None
    unet: Path | None = None
    cmp: Path | None = None


@dataclass(frozen=True)
class Weights:
    """Configs as published, and a checkpoint of each network; `face` where there is the landmark adapter."""

    clip_config: dict
    vae_config: dict
    unet_config: dict
    clip: Checkpoint
    vae: Checkpoint
    unet: Checkpoint
    flow: Checkpoint
    trajectory: Checkpoint
    face: Checkpoint | None = None


def read_weights(sources: Sources) -> Weights:
    """Finds and opens all files. Raises `Refused` where one is not there or cannot be read."""
    svd, mofa = sources.svd, sources.mofa
    cmp = sources.cmp or sparse_to_dense_file(mofa)
    trajectory = adapter_folder(mofa, "controlnet", "traj_controlnet", "mofa/traj_controlnet")
    face = sources.landmarks and adapter_folder(sources.landmarks, "ldmk_controlnet", "mofa/ldmk_controlnet")
    other = sources.unet
    return Weights(
        read_config(svd / "image_encoder"),
        read_config(svd / "vae"),
        read_config(svd / "unet"),
        weights_of(svd / "image_encoder"),
        weights_of(svd / "vae"),
        Checkpoint(other, read_tensors(other)) if other else weights_of(svd / "unet"),
        Checkpoint(cmp, read_tensors(cmp)),
        weights_of(trajectory),
        weights_of(face) if face else None,
    )
