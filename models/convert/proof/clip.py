"""A whole clip in PyTorch as MOFA's pipeline makes it, with the noise given: what the engine is compared with."""

import torch
from diffusers import EulerDiscreteScheduler

from ..packs.manifest import CONDITIONING, SAMPLING
from . import published
from .fixtures import Material, encoded

STEPS = 3


def scheduler():
    """The published scheduler of Stable Video Diffusion: EDM (Karras et al. 2022), Euler."""
    return EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        timestep_spacing="leading",
        timestep_type="continuous",
        use_karras_sigmas=True,
        sigma_min=SAMPLING["sigmaMin"],
        sigma_max=SAMPLING["sigmaMax"],
    )


@torch.no_grad()
def clip(models, hybrid=False, frames=5, rows=16, columns=24, count=STEPS):
    """A clip led by two paths, or (`hybrid`) in its upper half by a face; inputs, every step, and pictures."""
    s = Material(frames, rows, columns)
    c = CONDITIONING
    time_ids = torch.tensor([[c["fps"], c["motionBucket"], c["noiseAugmentation"]]], dtype=torch.float32)
    embedding = published.image_embedding(models.clip, s.embed)
    picture_latents = published.encode(models.autoencoder, s.picture + c["noiseAugmentation"] * s.augmentation)
    flow = published.dense_flow(models.flow, s.square, s.hints)
    dense = s.at_size(flow)
    moved = models.trajectory.moved(models.trajectory.features(s.picture), dense)
    face = models.face.moved(models.face.features(s.picture), dense, s.landmarks) if hybrid else None
    guidance = torch.linspace(SAMPLING["minGuidance"], SAMPLING["guidanceScale"], frames).reshape(-1, 1, 1, 1)

    def predict(scaled, timestep, known, embedding):
        sample = torch.cat([scaled, known.expand(frames, -1, -1, -1)], dim=1)
        told = (sample, timestep, time_ids, embedding)
        residuals, middle = models.trajectory.residuals(*told, moved, s.scale)
        if face is not None:
            ours, ours_middle = models.face.residuals(*told, face, s.scale)
            residuals = [mixed(s.mask, a, b) for a, b in zip(ours, residuals)]
            middle = mixed(s.mask, ours_middle, middle)
        return published.predict(models.unet, *told, residuals, middle)

    euler = scheduler()
    euler.set_timesteps(count)
    x = s.noise * euler.init_noise_sigma
    steps = []
    for t in euler.timesteps:
        scaled = euler.scale_model_input(x, t)
        without = predict(scaled, t[None], torch.zeros_like(picture_latents), torch.zeros_like(embedding))
        with_all = predict(scaled, t[None], picture_latents, embedding)
        x = euler.step(without + guidance * (with_all - without), t, x).prev_sample
        steps.append(x)
    pictures = published.decode(models.autoencoder, x / models.autoencoder.config.scaling_factor)
    inputs = {
        "picture": s.picture,
        "embedPicture": s.embed,
        "flowPicture": s.square,
        "hints": s.hints,
        "noise": s.noise,
        "augmentation": s.augmentation,
    }
    if hybrid:
        inputs |= {"landmarks": s.landmarks, "mask": s.mask}
    outputs = {"flow": flow, "denseFlow": dense, "pictureLatents": picture_latents, "embedding": embedding}
    outputs |= {f"step{i}": value for i, value in enumerate(steps)} | {"pictures": pictures}
    return {
        "steps": count,
        "sigmas": euler.sigmas.tolist(),
        "guidance": guidance.flatten().tolist(),
        "controlScale": s.scale.item(),
        "inputs": {name: encoded(value) for name, value in inputs.items()},
        "outputs": {name: encoded(value) for name, value in outputs.items()},
        "maxAbsError": 1e-2,
    }


def mixed(mask, face, other):
    small = torch.nn.functional.interpolate(mask, face.shape[2:], mode="nearest")
    return face * small + other * (1 - small)
