"""What every part of the training shares: places, data, checkpoints, the average of the weights."""

import argparse
import json
import os
import random
import signal
import time
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
REPO = HERE.parent.parent
CHECKPOINTS = HERE / "checkpoints"
POCKET = HERE.parent / "pocket"
DATA = REPO.parent / "shared" / "data" / "train"
SPLITS = HERE / "splits.json"


def arguments(doc, **defaults):
    """The options that every training part takes."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with photos/ and clips/")
    parser.add_argument("--checkpoints", type=Path, default=CHECKPOINTS)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=30, help="stop after this much time")
    parser.add_argument("--batch", type=int, default=defaults.get("batch", 8))
    parser.add_argument("--rate", type=float, default=defaults.get("rate", 1e-3))
    parser.add_argument("--anneal", type=float, default=0.3, help="share of the time in which the rate falls to zero")
    return parser


def setup(args):
    """Seeds everything, picks the device. Returns (device, autocast factory, numpy generator)."""
    torch.set_num_threads(args.threads)
    import cv2

    cv2.setNumThreads(1)
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    # a CPU without AVX-512 only emulates bf16: there a step of the motion graph takes six times as long in it
    short = device.type == "cuda" or "AVX512" in torch.backends.cpu.get_cpu_capability()

    def autocast():
        return torch.autocast(device.type, torch.bfloat16, enabled=short)

    return device, autocast, rng


def workers():
    """(rank, count): how many processes train together (torchrun sets RANK and WORLD_SIZE)."""
    return int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))


def splits(kind, side):
    """File names of `kind` ("photos" or "clips") on `side` ("train" or "eval").

    Asserts that no source is on both sides.
    """
    manifest = json.loads(SPLITS.read_text())
    sides = {}
    for entries in manifest.values():
        for entry in entries:
            sides.setdefault(entry["source"], set()).add(entry["side"])
    assert all(len(s) == 1 for s in sides.values()), "a source is on both sides"
    return [e["file"] for e in manifest[kind] if e["side"] == side]


class Trainer:
    """Optimiser, moving average of the weights, checkpoints, log; rate by wall time.

    The clock counts minutes over all resumed runs; the rate is constant, then
    falls to zero over the last `anneal` share of `--minutes`. Where there is
    no checkpoint to resume from, `start()` gives the weights (the pack's).
    """

    def __init__(self, name, module, args, device, decay=0.999, start=None):
        self.name, self.module, self.args = name, module.to(device), args
        self.decay = decay
        self.optimiser = torch.optim.AdamW(
            [p for p in module.parameters() if p.requires_grad],
            lr=args.rate,
            weight_decay=1e-4,
            betas=(0.9, 0.99),
            fused=True,
        )
        self.ema = {k: v.detach().clone() for k, v in module.state_dict().items()}
        self.step, self.spent = 0, 0.0
        self.path = args.checkpoints / f"{name}.pt"
        args.checkpoints.mkdir(parents=True, exist_ok=True)
        if args.resume and self.path.exists():
            state = torch.load(self.path, map_location=device, weights_only=True)
            module.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.ema = state["ema"]
            self.step, self.spent = state["step"], state["spent"]
        elif args.resume and start:
            module.load_state_dict(start())
            self.ema = {k: v.detach().clone() for k, v in module.state_dict().items()}
        self.rank, self.world = workers()
        if self.world > 1:
            torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
        self.stop = False
        self.asked = False
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "asked", True))
        self.started = self.saved = self.logged = time.time()
        self.sums = {}

    def minutes(self):
        """Minutes trained so far, all runs together."""
        return self.spent + (time.time() - self.started) / 60

    def done(self):
        """True when the time is spent or the process was asked to end (SIGTERM: save and resume later)."""
        return self.stop or (self.world == 1 and (self.asked or self.late()))

    def late(self):
        return self.minutes() >= self.args.minutes

    def update(self, loss, **figures):
        """One step; logs every 20 s, saves every minute."""
        left = max(0.0, 1 - self.minutes() / self.args.minutes)
        rate = self.args.rate * min(1.0, left / max(self.args.anneal, 1e-6)) * min(1.0, (self.step + 1) / 300)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if self.world > 1:
            self.share()
        norm = torch.nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
        if torch.isfinite(norm):
            self.optimiser.step()
        if self.step % 4 == 0:
            decay = min(self.decay, (self.step + 1) / (self.step + 10)) ** 4
            with torch.no_grad():
                for k, v in self.module.state_dict().items():
                    if v.dtype.is_floating_point:
                        self.ema[k].lerp_(v, 1 - decay)
        self.step += 1
        for k, v in {"loss": loss.detach(), **figures}.items():
            total, n = self.sums.get(k, (0.0, 0))
            self.sums[k] = (total + float(v), n + 1)
        now = time.time()
        if now - self.logged > 20 and self.rank == 0:
            self.log(rate)
            self.logged = now
        if now - self.saved > 60:
            self.save()

    def share(self):
        """Averages the gradients over all processes; one that wants to stop stops all."""
        parameters = [p for p in self.module.parameters() if p.requires_grad]
        grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
        flat = torch.cat([g.reshape(-1) for g in grads] + [grads[0].new_tensor([float(self.asked or self.late())])])
        torch.distributed.all_reduce(flat)
        self.stop = self.stop or bool(flat[-1] > 0)
        at = 0
        for p in parameters:
            p.grad = flat[at : at + p.numel()].reshape(p.shape) / self.world
            at += p.numel()

    def log(self, rate):
        row = {"minutes": round(self.minutes(), 2), "step": self.step, "rate": f"{rate:.2e}"}
        row.update({k: f"{v / n:.5f}" for k, (v, n) in sorted(self.sums.items())})
        self.sums = {}
        with (self.args.checkpoints / f"{self.name}.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(row, flush=True)

    def save(self):
        """Writes the checkpoint (the first process only)."""
        self.saved = time.time()
        if self.rank:
            return
        state = {
            "model": self.module.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "ema": self.ema,
            "step": self.step,
            "spent": self.minutes(),
        }
        part = self.path.with_suffix(".part")
        torch.save(state, part)
        os.replace(part, self.path)


def load_ema(module, name, checkpoints=CHECKPOINTS):
    """Loads the averaged weights of a part; returns the step (0 if never trained)."""
    path = checkpoints / f"{name}.pt"
    if not path.exists():
        return 0
    state = torch.load(path, map_location="cpu", weights_only=True)
    module.load_state_dict(state["ema"])
    return state["step"]
