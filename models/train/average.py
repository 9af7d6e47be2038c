"""Averages the weights of a part with those of an earlier checkpoint of it: often better than either.

    python -m train.average --part motion --with motion-13297.pt

The average takes the place of the averaged weights in checkpoints/<part>.pt,
which the export reads; the weights that training goes on from stay.
"""

import argparse
from pathlib import Path

import torch

from .common import CHECKPOINTS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoints", type=Path, default=CHECKPOINTS)
    parser.add_argument("--part", default="motion")
    parser.add_argument("--with", dest="other", required=True, help="file name of the earlier checkpoint")
    args = parser.parse_args()
    path = args.checkpoints / f"{args.part}.pt"
    state = torch.load(path, map_location="cpu", weights_only=True)
    other = torch.load(args.checkpoints / args.other, map_location="cpu", weights_only=True)
    state["ema"] = {k: (v + other["ema"][k]) / 2 for k, v in state["ema"].items()}
    torch.save(state, path)
    print(f"{args.part}: steps {other['step']} and {state['step']} averaged")


if __name__ == "__main__":
    main()
