"""Unit tests in plain asserts: what is said of files that are not what they must be, and that storing keeps numbers."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from ..graphs import quantize, store
from ..graphs.weights import Weight
from ..packs.sam import sam_parts
from ..packs.sources import Sources, read_weights
from ..packs.video import video_parts
from ..published.errors import Refused
from .narrow import SIZES
from .splat import splat


def refused(read):
    try:
        read()
    except Refused as thrown:
        return str(thrown)
    raise AssertionError("was not refused")


def refusal(sources):
    return refused(lambda: video_parts(read_weights(sources), SIZES))


def changed(sources, part, change):
    """The published folders with `change(tensors)` done to the checkpoint of one part; returns what is said of it."""
    with tempfile.TemporaryDirectory() as folder:
        svd = Path(folder) / "svd"
        shutil.copytree(sources.svd, svd)
        file = next((svd / part).glob("*.safetensors"))
        tensors = load_file(file)
        change(tensors)
        save_file(tensors, file)
        return refusal(Sources(svd, sources.mofa, sources.landmarks))


def names_every_parameter_that_is_wrong(sources):
    def spoil(tensors):
        tensors["surplus.weight"] = torch.zeros(3)
        del tensors["conv_in.bias"]
        tensors["conv_out.weight"] = torch.zeros(4, 33, 3, 3)

    said = changed(sources, "unet", spoil).splitlines()
    assert "missing: conv_in.bias [32]" in said, said
    assert "surplus: surplus.weight [3]" in said, said
    assert "misshapen: conv_out.weight is [4, 33, 3, 3], must be [4, 32, 3, 3]" in said, said
    assert len(said) == 4 and said[0].endswith("not the parameters of UNetSpatioTemporalConditionModel"), said


def names_them_in_every_network(sources):
    for part in ("vae", "image_encoder"):
        said = changed(sources, part, lambda tensors: tensors.pop(min(tensors)))
        assert "missing: " in said and part in said, said


def an_adapter_in_place_of_the_other_is_refused(sources):
    said = refusal(Sources(sources.svd, sources.mofa, sources.mofa / "controlnet"))
    assert "missing: zero_outs.8.weight [32, 32, 1, 1]" in said and "surplus: flow_encoder.zeroconvs.0.weight" in said
    said = refusal(
        Sources(
            sources.svd, sources.landmarks / "ldmk_controlnet", None, None, sources.mofa / "ckpt_iter_42000.pth.tar"
        )
    )
    assert "surplus: occlusions.8.matting.bias [32]" in said, said


def a_file_cut_short_or_absent_is_refused(sources):
    with tempfile.TemporaryDirectory() as folder:
        cut = Path(folder) / "unet.safetensors"
        cut.write_bytes((sources.svd / "unet/diffusion_pytorch_model.safetensors").read_bytes()[:1000])
        assert "cut short" in refusal(Sources(sources.svd, sources.mofa, unet=cut))
        assert "no such file" in refusal(Sources(sources.svd, sources.mofa, unet=cut.with_name("other.safetensors")))
        empty = Path(folder) / "empty"
        empty.mkdir()
        assert "ckpt_iter_42000.pth.tar" in refusal(Sources(sources.svd, empty))
        assert "config.json" in refusal(Sources(empty, sources.mofa))


def another_unet_takes_the_first_ones_place(sources):
    graphs, _ = video_parts(
        read_weights(Sources(sources.svd, sources.mofa, unet=sources.svd / "unet/diffusion_pytorch_model.safetensors")),
        SIZES,
    )
    assert len(graphs["unet"][1]) == 2 and "hybrid" not in graphs


def quantized_blocks_are_near(_):
    weight = np.random.default_rng(0).standard_normal((64, 48)).astype(np.float32)
    for bits, allowed in ((8, 0.02), (4, 0.32)):
        codes, scales = quantize.round_blocks(weight, bits)
        if bits == 4:
            codes = np.stack([codes & 15, codes >> 4], axis=-1).reshape(48, 2, 32)
        back = ((codes.astype(np.float32) - (1 << (bits - 1))) * scales[..., None]).reshape(48, 64).T
        assert np.abs(back - weight).max() < allowed, np.abs(back - weight).max()


def what_is_stored_comes_back(_):
    rng = np.random.default_rng(1)
    values = {
        "float": rng.standard_normal((8, 16, 3, 3)).astype(np.float32),
        "half": rng.standard_normal((8, 16, 3, 3)).astype(np.float16),
        "codes": rng.integers(0, 255, (40, 33)).astype(np.uint8),
    }
    with tempfile.TemporaryDirectory() as folder:
        for small, allowed in ((None, 0), ("half", 2e-3), ("int8", 2e-2)):
            file = store.DataFile(Path(folder) / f"{small}.bin")
            places = {
                name: file.add(Weight(value.shape, lambda value=value: value, name, name == "codes"), value, small)
                for name, value in values.items()
            }
            made = store.expanded(np.fromfile(file.path, np.uint8), file.layout, file.length)
            for name, value in values.items():
                back = made[places[name] : places[name] + value.nbytes].view(value.dtype).reshape(value.shape)
                error = np.abs(back.astype(np.float32) - value.astype(np.float32)).max()
                assert error <= allowed * np.abs(value).max(), (small, name, error)
                assert places[name] % store.ALIGNED == 0


def splatting_moves_whole_cells_exactly(_):
    features = torch.arange(12.0).reshape(1, 3, 4)
    flow = torch.zeros(2, 3, 4)
    flow[0] = 1
    moved = splat(features, flow)
    assert torch.allclose(moved[0, :, 1:], features[0, :, :-1], atol=1e-5) and moved[0, :, 0].abs().max() == 0
    flow[0, 1, 1] = 0.5  # half of it lands beside the cell before, half alone
    middle = splat(features, flow)[0, 1]
    assert abs(middle[1] - (4 + 0.5 * 5) / 1.5) < 1e-5 and abs(middle[2] - 5) < 1e-5


def a_sam_names_every_parameter_that_is_wrong(sam):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(sam, folder, dirs_exist_ok=True)
        file = Path(folder) / "model.safetensors"
        tensors = load_file(file)
        tensors["prompt_encoder.shared_embedding.positional_embedding"] = torch.zeros(2, 16)  # saved twice: borne
        save_file(tensors, file)
        sam_parts(Path(folder))
        del tensors["vision_encoder.pos_embed"]
        tensors["mask_decoder.iou_token.weight"] = torch.zeros(2, 32)
        save_file(tensors, file)
        said = refused(lambda: sam_parts(Path(folder))).splitlines()
    assert "missing: vision_encoder.pos_embed [1, 16, 16, 24]" in said, said
    assert "misshapen: mask_decoder.iou_token.weight is [2, 32], must be [1, 32]" in said and len(said) == 3, said


CHECKS = (
    names_every_parameter_that_is_wrong,
    names_them_in_every_network,
    an_adapter_in_place_of_the_other_is_refused,
    a_file_cut_short_or_absent_is_refused,
    another_unet_takes_the_first_ones_place,
    quantized_blocks_are_near,
    what_is_stored_comes_back,
    splatting_moves_whole_cells_exactly,
    a_sam_names_every_parameter_that_is_wrong,
)


def run(sources, sam):
    """Runs all; prints a line each. An AssertionError ends the command."""
    for check in CHECKS:
        check(sam if check is a_sam_names_every_parameter_that_is_wrong else sources)
        print(f"ok   {check.__name__.replace('_', ' ')}")
