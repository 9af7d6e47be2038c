"""Writes reference sequences for the samplers: tests/fixtures/samplers/*.json.

Each sequence is computed here in float64 from the published formulas, and
checked against the schedulers of diffusers 0.35.1 (only this script needs it:
`pip install diffusers==0.35.1`). Model outputs and injected noise are fixed
random numbers, so no network is involved.

    python -m train.sampler_fixtures
"""

import json

import numpy as np
import torch
from diffusers import (
    EDMDPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    LCMScheduler,
)

from .common import REPO

OUT = REPO / "tests" / "fixtures" / "samplers"
SIZE = 16


def draws(seed, *shapes):
    """Standard normal numbers, rounded so that the text is exact."""
    rng = np.random.default_rng(seed)
    return [np.round(rng.standard_normal(s), 6) for s in shapes]


def karras(n, low, high, rho=7.0):
    """Karras et al. 2022, eq. 5: n sigmas from high to low, then 0."""
    ramp = np.linspace(0, 1, n)
    a, b = high ** (1 / rho), low ** (1 / rho)
    return np.append((a + ramp * (b - a)) ** rho, 0.0)


def agree(name, ours, theirs, tolerance=1e-5):
    theirs = np.asarray(theirs, np.float64)
    gap = np.abs(ours - theirs).max() / np.abs(theirs).max()
    if gap > tolerance:
        raise SystemExit(f"{name}: differs from diffusers by {gap:.2e}")
    print(f"{name}: within {gap:.1e} of diffusers")


def write(name, **what):
    def plain(v):
        return v.tolist() if isinstance(v, np.ndarray) else v

    text = json.dumps({"sampler": name, **{k: plain(v) for k, v in what.items()}}, indent=1)
    (OUT / f"{name}.json").write_text(text + "\n")


def euler_edm(n=6, low=0.002, high=700.0):
    """Euler on the EDM sigmas, velocity prediction as in SVD."""
    sigmas = karras(n, low, high)
    noise, outputs = draws(1, SIZE, (n, SIZE))
    x = noise * np.sqrt(high**2 + 1)
    theirs = EulerDiscreteScheduler(
        prediction_type="v_prediction",
        use_karras_sigmas=True,
        sigma_min=low,
        sigma_max=high,
        timestep_type="continuous",
        timestep_spacing="leading",
    )
    theirs.set_timesteps(n)
    agree("euler-edm sigmas", sigmas, theirs.sigmas)
    timesteps = 0.25 * np.log(sigmas[:-1])
    agree("euler-edm timesteps", timesteps, theirs.timesteps)
    other = torch.from_numpy(x).float()
    initial, after, denoised = x, [], []
    for k in range(n):
        s, then = sigmas[k], sigmas[k + 1]
        d = x / (s * s + 1) - s / np.sqrt(s * s + 1) * outputs[k]
        x = x + (x - d) / s * (then - s)
        # diffusers asks to have been given the scaled input first
        theirs.scale_model_input(other, theirs.timesteps[k])
        other = theirs.step(torch.from_numpy(outputs[k]).float(), theirs.timesteps[k], other).prev_sample
        denoised.append(d)
        after.append(x)
    agree("euler-edm", x, other)
    write(
        "euler-edm",
        predictionType="v",
        schedule={"name": "karras", "rho": 7, "sigmaMin": low, "sigmaMax": high, "steps": n},
        sigmas=sigmas,
        timesteps=timesteps,
        inputScale=1 / np.sqrt(sigmas[:-1] ** 2 + 1),
        initial=initial,
        modelOutputs=outputs,
        denoised=np.array(denoised),
        after=np.array(after),
    )


# Align Your Steps (Sabour et al. 2024), ten steps for Stable Video Diffusion.
AYS_SVD = np.array([700, 54.5, 15.886, 7.977, 4.248, 1.789, 0.981, 0.403, 0.173, 0.034, 0.0])


def euler_edm_ays():
    """Euler for EDM at the published noise levels of Align Your Steps, which diffusers is given as they are."""
    sigmas, n = AYS_SVD, len(AYS_SVD) - 1
    noise, outputs = draws(7, SIZE, (n, SIZE))
    initial = x = noise * np.sqrt(sigmas[0] ** 2 + 1)
    theirs = EulerDiscreteScheduler(
        prediction_type="v_prediction", sigma_min=sigmas[-2], sigma_max=sigmas[0], timestep_type="continuous"
    )
    theirs.set_timesteps(sigmas=sigmas.tolist())
    agree("euler-edm-ays sigmas", sigmas, theirs.sigmas)
    other = torch.from_numpy(x).float()
    after, denoised = [], []
    for k in range(n):
        s, then = sigmas[k], sigmas[k + 1]
        d = x / (s * s + 1) - s / np.sqrt(s * s + 1) * outputs[k]
        x = x + (x - d) / s * (then - s)
        theirs.scale_model_input(other, theirs.timesteps[k])
        other = theirs.step(torch.from_numpy(outputs[k]).float(), theirs.timesteps[k], other).prev_sample
        denoised.append(d)
        after.append(x)
        agree(f"euler-edm-ays, step {k + 1}", x, other)
    write(
        "euler-edm-ays",
        predictionType="v",
        schedule={"name": "ays-svd", "steps": n},
        sigmas=sigmas,
        timesteps=0.25 * np.log(sigmas[:-1]),
        inputScale=1 / np.sqrt(sigmas[:-1] ** 2 + 1),
        initial=initial,
        modelOutputs=outputs,
        denoised=np.array(denoised),
        after=np.array(after),
    )


def flow_euler(shift, n=4):
    """Flow matching with Euler; s <- shift s / (1 + (shift - 1) s)."""
    raw = np.linspace(1, 1 / n, n)
    sigmas = np.append(shift * raw / (1 + (shift - 1) * raw), 0.0)
    initial, outputs = draws(2, SIZE, (n, SIZE))
    theirs = FlowMatchEulerDiscreteScheduler(shift=shift)
    theirs.set_timesteps(sigmas=raw.tolist())
    agree(f"flow sigmas, shift {shift}", sigmas, theirs.sigmas)
    x, after, denoised = initial, [], []
    other = torch.from_numpy(x).float()
    for k in range(n):
        denoised.append(x - sigmas[k] * outputs[k])
        x = x + (sigmas[k + 1] - sigmas[k]) * outputs[k]
        other = theirs.step(torch.from_numpy(outputs[k]).float(), theirs.timesteps[k], other).prev_sample
        after.append(x)
    agree(f"flow, shift {shift}", x, other)
    write(
        f"flow-euler-shift-{shift}",
        predictionType="flow",
        schedule={"name": "flow", "shift": shift, "steps": n},
        sigmas=sigmas,
        timesteps=sigmas[:-1],
        initial=initial,
        modelOutputs=outputs,
        denoised=np.array(denoised),
        after=np.array(after),
    )


def dpmpp_2m(n=6, low=0.02, high=80.0):
    """DPM-Solver++(2M) in sigma space, as in k-diffusion; the outputs are the denoised estimates."""
    sigmas = karras(n, low, high)
    noise, outputs = draws(3, SIZE, (n, SIZE))
    initial = x = noise * high
    data = 0.5
    theirs = EDMDPMSolverMultistepScheduler(
        sigma_min=low, sigma_max=high, sigma_data=data, solver_order=2, algorithm_type="dpmsolver++"
    )
    theirs.set_timesteps(n)
    agree("dpmpp-2m sigmas", sigmas, theirs.sigmas)
    other = torch.from_numpy(x).float()
    after, coefficients, old = [], [], None
    for k in range(n):
        s, then = sigmas[k], sigmas[k + 1]
        # EDM preconditioning, undone: the raw output that gives this denoised estimate
        skip, out = data**2 / (s**2 + data**2), s * data / np.sqrt(s**2 + data**2)
        raw = (torch.from_numpy(outputs[k]) - skip * other.double()) / out
        other = theirs.step(raw.float(), theirs.timesteps[k], other).prev_sample
        if then == 0:
            a, b, c = 0.0, 1.0, 0.0
        else:
            h = np.log(s / then)
            a, b, c = then / s, -np.expm1(-h), 0.0
            if old is not None:
                r = np.log(sigmas[k - 1] / s) / h
                b, c = b * (1 + 1 / (2 * r)), -b / (2 * r)
        x = a * x + b * outputs[k] + (c * old if old is not None else 0)
        old = outputs[k]
        coefficients.append([a, b, c, 0.0])
        after.append(x)
    agree("dpmpp-2m", x, other)
    write(
        "dpmpp-2m",
        predictionType="denoised",
        schedule={"name": "karras", "rho": 7, "sigmaMin": low, "sigmaMax": high, "steps": n},
        sigmas=sigmas,
        timesteps=0.25 * np.log(sigmas[:-1]),
        initial=initial,
        modelOutputs=outputs,
        coefficients=coefficients,
        after=np.array(after),
    )


def lcm(n=4):
    """Latent consistency sampling on the DDPM schedule of Stable Diffusion, noise prediction."""
    (initial, outputs) = draws(4, SIZE, (n, SIZE))
    theirs = LCMScheduler(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012)
    theirs.set_timesteps(n, original_inference_steps=50)
    timesteps = theirs.timesteps.numpy().astype(int)
    betas = np.linspace(0.00085**0.5, 0.012**0.5, 1000) ** 2
    bar = np.cumprod(1 - betas)
    generator = torch.Generator().manual_seed(5)
    noise = np.stack([torch.randn(SIZE, generator=generator).double().numpy() for _ in range(n - 1)])
    generator.manual_seed(5)
    x, after, denoised = initial, [], []
    other = torch.from_numpy(x).float()
    for k, t in enumerate(timesteps):
        a, b = np.sqrt(bar[t]), np.sqrt(1 - bar[t])
        tau = 10.0 * t
        skip, out = 0.25 / (tau**2 + 0.25), tau / np.sqrt(tau**2 + 0.25)
        d = out * (x - b * outputs[k]) / a + skip * x
        if k + 1 < n:
            then = bar[timesteps[k + 1]]
            x = np.sqrt(then) * d + np.sqrt(1 - then) * noise[k]
        else:
            x = d
        other = theirs.step(torch.from_numpy(outputs[k]).float(), int(t), other, generator=generator).prev_sample
        denoised.append(d)
        after.append(x)
    agree("lcm", x, other)
    write(
        "lcm",
        predictionType="epsilon",
        schedule={
            "name": "ddpm",
            "betaSchedule": "scaled_linear",
            "betaStart": 0.00085,
            "betaEnd": 0.012,
            "trainSteps": 1000,
            "originalSteps": 50,
            "steps": n,
        },
        timesteps=timesteps,
        alphaCumprod=bar[timesteps],
        sigmas=np.append(np.sqrt((1 - bar[timesteps]) / bar[timesteps]), 0.0),
        timestepScale=10,
        sigmaData=0.5,
        initial=initial,
        modelOutputs=outputs,
        noise=noise,
        denoised=np.array(denoised),
        after=np.array(after),
    )


def lcm_edm(n=4, low=0.002, high=700.0):
    """Consistency sampling with the EDM scalings, as in AnimateLCM-SVD: x' = D + s' z. No diffusers equal."""
    sigmas = karras(n, low, high)
    start, outputs, noise = draws(6, SIZE, (n, SIZE), (n - 1, SIZE))
    initial = x = start * np.sqrt(high**2 + 1)
    after, denoised = [], []
    for k in range(n):
        s = sigmas[k]
        d = x / (s * s + 1) - s / np.sqrt(s * s + 1) * outputs[k]
        x = d + sigmas[k + 1] * noise[k] if k + 1 < n else d
        denoised.append(d)
        after.append(x)
    write(
        "lcm-edm",
        predictionType="v",
        schedule={"name": "karras", "rho": 7, "sigmaMin": low, "sigmaMax": high, "steps": n},
        sigmas=sigmas,
        timesteps=0.25 * np.log(sigmas[:-1]),
        initial=initial,
        modelOutputs=outputs,
        noise=noise,
        denoised=np.array(denoised),
        after=np.array(after),
    )


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    euler_edm()
    euler_edm_ays()
    flow_euler(1)
    flow_euler(3)
    dpmpp_2m()
    lcm()
    lcm_edm()


if __name__ == "__main__":
    main()
