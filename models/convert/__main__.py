"""Published weights to a pack that the studio opens.

cd models && ../.venv/bin/python -m convert svd-mofa --svd DIR --mofa DIR --out DIR
cd models && ../.venv/bin/python -m convert sam --model DIR --out DIR
"""

import argparse
import sys
from pathlib import Path

from .graphs.part import Options
from .packs.sam import write_sam
from .packs.sources import Sources
from .packs.write import VideoPack
from .published.errors import Refused


def main(given=None):
    """Runs the command; returns its exit status: 0, or 2 with the reason on standard error."""
    parser = argparse.ArgumentParser(
        prog="convert", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    video = commands.add_parser("svd-mofa", help="Stable Video Diffusion XT 1.1 with MOFA-Video's adapters")
    video.add_argument("--svd", type=Path, required=True, help="its folder, in the layout of diffusers")
    video.add_argument(
        "--mofa", type=Path, required=True, help="the folder of the trajectory adapter and of the CMP checkpoint"
    )
    video.add_argument("--landmarks", type=Path, help="the folder of the landmark adapter (MOFA-Video-Hybrid)")
    video.add_argument("--unet", type=Path, help="AnimateLCM-SVD's file, in place of the UNet in --svd")
    video.add_argument("--cmp", type=Path, help="the CMP checkpoint, where it is not in --mofa")
    sam = commands.add_parser("sam", help="SlimSAM, or another SAM, in the layout of transformers")
    sam.add_argument("--model", type=Path, required=True, help="its folder, with config.json")
    for command in (video, sam):
        command.add_argument("--out", type=Path, required=True, help="folder of the pack")
        command.add_argument(
            "--precision", choices=("fp32", "fp16", "q8", "q4"), default="fp16", help="of stored weights"
        )
        command.add_argument(
            "--compute", choices=("fp16", "fp32"), help="fp32 for devices without shader-f16 (twice the memory)"
        )
        command.add_argument("--file-bytes", type=int, default=1 << 30, help="no file becomes larger than this")
    args = parser.parse_args(given)
    compute = args.compute or ("fp32" if args.precision == "fp32" else "fp16")
    options = Options(args.precision, compute, args.file_bytes)
    try:
        if args.command == "sam":
            write_sam(args.model, args.out, options)
        else:
            sources = Sources(args.svd, args.mofa, args.landmarks, args.unet, args.cmp)
            VideoPack.read(sources).write(args.out, options)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
