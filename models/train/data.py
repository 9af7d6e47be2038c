"""Checks the material: every file of splits.json is there, unchanged, of a stated licence, its source on one side only.

    python -m train.data            # checks against sources.csv
    python -m train.data --write    # writes sources.csv anew from the files and their SOURCES.md

Nothing else is prepared: scenes are generated while training, from the seed
and the step, so that a run that goes on draws what it would have drawn.
"""

import argparse
import csv
import hashlib
import json
from fnmatch import fnmatch
from pathlib import Path

from .common import DATA, HERE, SPLITS, splits

SOURCES = HERE / "sources.csv"
FIELDS = ("file", "bytes", "sha256", "licence", "origin")


def stated(data):
    """What SOURCES.md beside the material says: [(pattern of folder/name, licence, origin)]."""
    out, folder, repository = [], "", ""
    for line in (data / "SOURCES.md").read_text().splitlines():
        if line.startswith("## "):
            folder = line[3:].strip().rstrip("/")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 4 and not set(cells[0]) <= set("- "):
            origin = cells[-2].replace("same repository", repository)
            repository = origin.split(",")[0]
            out += [(f"{folder}/{name.strip()}*", cells[-1], origin) for name in cells[0].split(",")]
    return out


def described(data, name):
    """(bytes, sha256) of a file."""
    content = (data / name).read_bytes()
    return str(len(content)), hashlib.sha256(content).hexdigest()


def said_of(name, said):
    """(licence, origin) of a file."""
    for pattern, *found in said:
        if fnmatch(name, pattern):
            return found
    raise SystemExit(f"{name}: SOURCES.md does not say where it comes from")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    names = [f"{kind}/{entry['file']}" for kind, entries in json.loads(SPLITS.read_text()).items() for entry in entries]
    if args.write:
        said = stated(args.data)
        with SOURCES.open("w", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(FIELDS)
            rows.writerows([name, *described(args.data, name), *said_of(name, said)] for name in names)
    with SOURCES.open(newline="") as file:
        known = {row["file"]: row for row in csv.DictReader(file)}
    wrong = []
    for name in names:
        if name not in known:
            wrong.append(f"{name}: not in {SOURCES.name}")
        elif not (args.data / name).exists():
            wrong.append(f"{name}: not there")
        elif described(args.data, name) != (known[name]["bytes"], known[name]["sha256"]):
            wrong.append(f"{name}: another file than was trained on")
    for path in sorted((HERE / "masks").glob("*.json")):
        photo = json.loads(path.read_text())["photo"]
        if f"photos/{photo}" not in names:
            wrong.append(f"{path.name}: outlines of {photo}, which is on neither side")
    for kind in ("photos", "clips"):
        counts = {side: len(splits(kind, side)) for side in ("train", "eval")}
        print(f"{kind}: {counts['train']} train, {counts['eval']} evaluate")
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"all {len(names)} files are as they were, no source is on both sides")


if __name__ == "__main__":
    main()
