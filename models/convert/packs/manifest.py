"""pack.json of converted packs, as docs/pack-format.md says under Format 2."""

import json
import shutil

from ..graphs.part import convert
from ..graphs.store import described

LATENTS = {
    "channels": 4,
    "vaeScaleFactor": 8,
    "scalingFactor": 0.18215,
    "multiple": 64,
    "maxSide": 1024,
    "longSide": 576,
}

# Karras et al. 2022 as published with Stable Video Diffusion; windows as MOFA-Video's own
SAMPLING = {
    "predictionType": "edm",
    "schedule": "karras",
    "sigmaMin": 0.002,
    "sigmaMax": 700,
    "rho": 7,
    "sampler": "euler",
    "steps": 25,
    "guidanceScale": 3,
    "minGuidance": 1,
    "window": 25,
    "overlap": 12,  # beside the pinned frame
    "pinned": True,
    "windowWeights": "flat",
    "shifted": False,
}

# AnimateLCM-SVD (Wang et al. 2024): the same network, distilled to few steps
FEW_STEPS = {"sampler": "lcm", "steps": 4, "guidanceScale": 1.5}

PROVENANCE = "converted by models/convert from the files that were published"

CONDITIONING = {"fps": 6, "motionBucket": 128, "noiseAugmentation": 0.02, "controlScale": 0.6, "decodeChunk": 8}


def write_pack(folder, head, graphs, options, tell=print):
    """Writes the files of all graphs and pack.json into `folder`; returns what pack.json holds."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for name, (per, parts) in graphs.items():
        made[name] = {"per": per, "parts": [convert(part, options, folder) for part in parts]}
        sizes = [size(part) for part in made[name]["parts"]]
        tell(f"{name:20s} {len(parts)} part{'s' if len(parts) > 1 else ''} {sum(sizes):12d} bytes")
    precision = {"precision": options.precision, "compute": options.compute}
    manifest = {"format": 2, **head, **precision, "graphs": made}
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


def size(part):
    """Bytes of all files of a part."""
    tables = [given["expands"]["layout"]["bytes"] for given in part["data"] if "expands" in given]
    return part["model"]["bytes"] + sum(given["bytes"] for given in part["data"]) + sum(tables)


def licence(of, name, given, folder):
    """An entry of `licences`; the text is copied out of the folder it was published in, where there is one."""
    entry = {"of": of, "name": name}
    for file in ("LICENSE", "LICENSE.md", "LICENSE.txt"):
        if given and (given / file).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            kept = folder / f"LICENSE-{of.lower().replace(' ', '-')}.txt"
            shutil.copyfile(given / file, kept)
            entry["text"] = described(kept)
            break
    return entry
