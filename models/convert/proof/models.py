"""The narrow copies, loaded twice: as published (for answers) and with forward passes of the graphs."""

import torch
from diffusers import AutoencoderKLTemporalDecoder, UNetSpatioTemporalConditionModel

from ..networks.adapter import Adapter
from ..networks.clip import ImageEncoder
from ..networks.sparse_to_dense import SparseToDense
from ..published.folders import read_config, weights_of
from ..published.tensors import read_tensors
from . import published
from .narrow import CLIP, SIZES


class Models:
    """All narrow networks from the folders that `narrow.write_published` wrote."""

    def __init__(self, sources):
        self.unet = published.loaded(UNetSpatioTemporalConditionModel, sources.svd / "unet")
        self.autoencoder = published.loaded(AutoencoderKLTemporalDecoder, sources.svd / "vae")
        self.clip = filled(ImageEncoder(CLIP), weights_of(sources.svd / "image_encoder").tensors)
        self.flow = filled(SparseToDense(SIZES.flow_width), read_tensors(sources.mofa / "ckpt_iter_42000.pth.tar"))
        config = read_config(sources.svd / "unet")
        self.trajectory = self.adapter(config, sources.mofa / "controlnet", False)
        self.face = self.adapter(config, sources.landmarks / "ldmk_controlnet", True)

    @staticmethod
    def adapter(config, folder, landmarks):
        tensors = weights_of(folder).tensors
        head = Adapter(config, landmarks, SIZES.heads, SIZES.widths, SIZES.face_widths, SIZES.matting)
        blocks = published.adapter_blocks(config, SIZES.heads, tensors)
        return published.Reference(blocks, filled(head, tensors))


def filled(module, tensors):
    module.load_state_dict({name: torch.from_numpy(tensor.read()) for name, tensor in tensors.items()}, strict=False)
    return module.eval()
