"""Learns where lips are from what is heard: python train.py [minutes of speech]. Writes src/core/face/spoken.json."""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from hear import OFFSETS, hear, seen
from lips import NAMES
from material import measured, trained

torch.set_num_threads(1)
torch.manual_seed(1)
HIDDEN = 32


def gathered(minutes: float):
    random = np.random.default_rng(1)
    xs, ys, heard = [], [], 0
    while heard < minutes * 6000:
        try:
            samples, lips = trained(random)
        except ValueError:
            continue
        x = seen(*hear(samples))
        n = min(len(x), len(lips))
        xs.append(x[:n])
        ys.append(lips[:n])
        heard += n
    return torch.tensor(np.concatenate(xs)), torch.tensor(np.concatenate(ys))


def agreement(net):
    for name, samples, lips, _ in measured():
        x = torch.tensor(seen(*hear(samples)))
        with torch.no_grad():
            told = torch.sigmoid(net(x)).numpy()
        n = min(len(told), len(lips))
        loud = hear(samples)[0][:n]
        level = np.clip((loud - np.sort(loud)[int(0.95 * (n - 1))] + 32) / 32, 0, 1)
        print(f"{name:24} {np.corrcoef(told[:n, 0], lips[:n, 0])[0, 1]:.3f}  loudness {np.corrcoef(level, lips[:n, 0])[0, 1]:.3f}")


def main():
    x, y = gathered(float(sys.argv[1]) if len(sys.argv) > 1 else 40)
    print(len(x) / 6000, "minutes")
    mean, scale = x.mean(0), x.std(0) + 0.05
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, len(NAMES)))
    best = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=1e-2)
    steps = 9000
    fade = torch.optim.lr_scheduler.CosineAnnealingLR(best, steps)
    weights = torch.tensor([2.0, 1.5, 0.7, 0.7, 0.7])
    for step in range(steps):
        pick = torch.randint(len(x), (512,))
        off = torch.sigmoid(net((x[pick] - mean) / scale)) - y[pick]
        loss = (weights * off * off).mean()
        best.zero_grad()
        loss.backward()
        best.step()
        fade.step()
        if step % 1500 == 0:
            print(step, f"{loss.item():.4f}")
    # Means and scales become part of the first layer.
    with torch.no_grad():
        first, last = net[0], net[2]
        first.bias -= (first.weight * (mean / scale)).sum(1)
        first.weight /= scale
    agreement(net)
    layers = [
        {"inputs": layer.in_features, "scale": (scale := float(layer.weight.abs().max()) / 511),
         "weights": np.round(layer.weight.detach().numpy() / scale).astype(int).ravel().tolist(),
         "bias": [round(float(value), 4) for value in layer.bias]}
        for layer in (first, last)
    ]
    out = Path(__file__).parents[2] / "src/core/face/spoken.json"
    out.write_text(json.dumps({"offsets": list(OFFSETS), "layers": layers}) + "\n")
    print(out, sum(len(layer["weights"]) for layer in layers), "weights")


if __name__ == "__main__":
    main()
