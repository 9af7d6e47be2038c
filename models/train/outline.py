"""Fits roughly drawn outlines to the edges of a picture with grabCut, and writes them to masks/.

    python -m train.outline rough.json [--show folder]

rough.json: a list of {"photo" or "clip" and "frame", "things": [{"name", "polygons", "band"}]}, polygons in
pixels of the picture (the first is the thing, later ones are holes); within `band` pixels (4) of the drawn line
grabCut decides. What stands in masks/ already stays and comes first. `--show` draws the result, to be looked at.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .common import DATA, HERE
from .library import fill_outline
from .pictures import outlined


def fitted(picture, mask, band, rounds=4):
    """The mask uint8 where it is surely right, and grabCut's choice within `band` pixels of its border."""
    hard = mask > 127
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * band + 1, 2 * band + 1))
    inner, outer = cv2.erode(hard.astype(np.uint8), disc), cv2.dilate(hard.astype(np.uint8), disc)
    labels = np.where(hard, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[inner > 0], labels[outer == 0] = cv2.GC_FGD, cv2.GC_BGD
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(1)
    cv2.grabCut(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), labels, None, *models, rounds, cv2.GC_INIT_WITH_MASK)
    found = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8) * 255
    return cv2.medianBlur(found, 3)


def polygons_of(mask, least=12):
    """The outer border of every part and of every hole, in pixels with one decimal."""
    big = cv2.resize(mask, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    contours, _ = cv2.findContours((big > 127).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    kept = [cv2.approxPolyDP(c, 1.0, True).reshape(-1, 2) for c in contours if cv2.contourArea(c) > 4 * least]
    return [[[round(float(v) / 2, 1) for v in point] for point in c] for c in kept if len(c) > 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rough", type=Path)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--show", type=Path)
    args = parser.parse_args()
    for entry in json.loads(args.rough.read_text()):
        source = {k: entry[k] for k in ("photo", "clip", "frame") if k in entry}
        picture = outlined(args.data, source)
        stem = Path(entry.get("photo") or f"{Path(entry['clip']).stem}-{entry['frame']}").stem
        path = HERE / "masks" / f"{stem}.json"
        held = json.loads(path.read_text()) if path.exists() else {**source, "things": []}
        new = {thing["name"] for thing in entry["things"]}
        things = [thing for thing in held["things"] if thing["name"] not in new]
        every = np.zeros(picture.shape[:2], np.uint8)
        for thing in entry["things"]:
            drawn = fill_outline(thing["polygons"], picture.shape)
            band = thing.get("band", 4)
            mask = fitted(picture, drawn, band) if band else drawn
            things.append({"name": thing["name"], "polygons": polygons_of(mask)})
            every = np.maximum(every, fill_outline(things[-1]["polygons"], picture.shape))
        lines = ",\n".join("    " + json.dumps(thing, separators=(",", ":")) for thing in things)
        head = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in held.items() if k != "things")
        path.write_text(f'{{\n{head},\n  "things": [\n{lines}\n  ]\n}}\n')
        if args.show:
            args.show.mkdir(parents=True, exist_ok=True)
            shown = np.where(every[..., None] > 127, picture, picture // 3)
            cv2.imwrite(str(args.show / f"{stem}.png"), cv2.cvtColor(shown, cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
