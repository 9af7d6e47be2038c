"""Measures every learned part beside the plain methods, in one run.

The learned parts are the pack's own graphs on ONNX Runtime; "fp32" is the
network before its weights were rounded, where there are checkpoints. All material is on the evaluation
side of splits.json. Prints a markdown table and writes results.json.

    python -m train.evaluate [--scenes 60] [--pairs 60] [--windows 16]
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from .again import asked_again
from .common import CHECKPOINTS, DATA, POCKET
from .measure.autoencoder import measure_autoencoder
from .measure.borders import measure_borders
from .measure.fill import measure_fill
from .measure.motion import measure_motion
from .parts import build
from .sessions import influence_session, session, torch_call

INPUTS = {
    "encoder": ["picture"],
    "decoder": ["latents"],
    "condition": ["picture", "plate", "backward", "hole"],
    "unet": ["latents", "timestep", "condition", "condition_half"],
}


def unrounded(checkpoints):
    """The networks before their weights were rounded: by name, the motion network, steps trained; None without them."""
    if not (checkpoints / "motion.pt").exists():
        return None, None, None
    parts, told = build(checkpoints)

    def motion(picture, hints):
        def tell(some):
            with torch.no_grad():
                return parts["motion"](torch.from_numpy(picture), torch.from_numpy(some)[None])[0].numpy()

        return asked_again(tell, hints)

    # a part without a checkpoint would be measured with random weights
    rest = (
        {n: torch_call(parts[n], names) for n, names in INPUTS.items()}
        if told["autoencoder"] and told["fill"]
        else None
    )
    return rest, motion if told["motion"] else None, told


def table(result):
    """The markdown that goes into the card."""
    lines = ["### Motion: end-point error in pixels at long side 256 (IoU of the influence)", ""]
    kinds = list(result["motion"])
    lines += ["| method | " + " | ".join(kinds) + " |", "|---|" + "---|" * len(kinds)]
    for name in result["motion"][kinds[0]]:
        cells = []
        for kind in kinds:
            r = result["motion"][kind][name]
            cells.append(f"{r['epe']:.2f}" + (f" ({r['iou']:.2f})" if r["iou"] is not None else ""))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += borders_table(result["borders"])
    auto = result["autoencoder"]
    lines += ["", "### Autoencoder: PSNR in dB on held-out photographs", "", "| method | mean |", "|---|---|"]
    lines += [f"| {k} | {v:.2f} |" for k, v in auto["mean"].items()]
    lines += ["", "| method | 8 px cells' borders over the photograph's | largest shift of a channel's mean, levels |"]
    lines += ["|---|---|---|"]
    lines += [f"| {k} | {v:.3f} | {auto['shift'][k]:.2f} |" for k, v in auto["blocks"].items()]
    lines += ["", "### Fill: uncovered areas of generated scenes of held-out photographs", ""]
    lines += ["| method | PSNR, dB | gradient energy over the truth's | flicker (truth's) |", "|---|---|---|---|"]
    for k, v in result["fill"].items():
        flicker = f"{v['flicker']:.1f} ({v['flicker of the truth']:.1f})"
        lines.append(f"| {k} | {v['psnr']:.2f} | {v['gradient']:.2f} | {flicker} |")
    return "\n".join(lines)


def borders_table(borders):
    """The markdown of what `measure_borders` gives."""
    names = {
        "leak": "leak over the outline",
        "step": "fall at the outline",
        "thin": "thin parts that follow",
        "dip": "dip between two hints",
        "seam": "steepest change between them",
        "long": "error of long drags, of the drag",
    }
    lines = ["", "### Influence at borders, in thin parts, between hints, on long drags", ""]
    lines += ["| method | " + " | ".join(names.values()) + " |", "|---|" + "---|" * len(names)]
    for method in borders["long"]:
        cells = [f"{borders[k][method]:.2f}" if method in borders[k] else "" for k in names]
        lines.append(f"| {method} | " + " | ".join(cells) + " |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--checkpoints", type=Path, default=CHECKPOINTS)
    parser.add_argument("--pack", type=Path, default=POCKET)
    parser.add_argument("--scenes", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--windows", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plates", help="a command that makes the studio's own plate (see measure/fill.py)")
    args = parser.parse_args()
    torch.set_num_threads(2)
    packed = {n: session(n, args.pack) for n in INPUTS}
    exact, exact_motion, told = unrounded(args.checkpoints)
    result = {
        "steps": told,
        "motion": measure_motion(np.random.default_rng(args.seed), args, influence_session(args.pack), exact_motion),
        "borders": measure_borders(np.random.default_rng(args.seed + 2), args, influence_session(args.pack)),
        "autoencoder": measure_autoencoder(args, packed, exact),
        "fill": measure_fill(np.random.default_rng(args.seed + 1), args, packed, exact),
    }
    (args.pack / "results.json").write_text(json.dumps(result, indent=1) + "\n")
    text = table(result)
    print(text)
    card = args.pack / "README.md"
    if card.exists():  # the card carries the table between two marks
        head, mark, rest = card.read_text().partition("<!-- results -->\n")
        if mark:
            _, end, tail = rest.partition("<!-- end of results -->")
            card.write_text(head + mark + "\n" + text + "\n\n" + end + tail)


if __name__ == "__main__":
    main()
