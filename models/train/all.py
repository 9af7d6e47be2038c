"""Trains every part in its order, each going on where it was left: `--minutes` is the time of all of them.

    python -m train.all --resume --minutes 400

Another `--minutes` than before goes on from the same checkpoints. SIGTERM ends
the part that trains, which saves, and with it the run.
"""

import signal
import subprocess
import sys

from .common import arguments

# share of the time that each part gets; segment begins from the motion graph's weights, fill needs the autoencoder
SHARES = {"autoencoder": 0.1, "motion": 0.45, "segment": 0.2, "fill": 0.25}


def main():
    parser = arguments(__doc__)
    parser.set_defaults(minutes=400)
    parser.add_argument("--plates", help="a command that makes the studio's own plates (see fill.py)")
    args = parser.parse_args()
    shared = ["--data", str(args.data), "--checkpoints", str(args.checkpoints), "--seed", str(args.seed)]
    shared += ["--threads", str(args.threads)] + (["--resume"] if args.resume else [])
    asked = False
    for part, share in SHARES.items():
        own = ["--plates", args.plates] if part == "fill" and args.plates else []
        minutes = ["--minutes", f"{share * args.minutes:.2f}"]
        process = subprocess.Popen([sys.executable, "-m", f"train.{part}", *shared, *minutes, *own])

        def end(*_, process=process):
            nonlocal asked
            asked = True
            process.terminate()

        signal.signal(signal.SIGTERM, end)
        if process.wait() != 0 or asked:
            raise SystemExit(process.returncode)
    subprocess.run([sys.executable, "-m", "train.calibrate", *shared], check=True)


if __name__ == "__main__":
    main()
