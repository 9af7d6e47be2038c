"""What scenes are cut from: photographs of one side, their outlined things, textures; and the scenes themselves."""

import json

import cv2
import numpy as np

from .common import HERE, splits
from .motions import Motion, random_motion
from .pictures import crop, outlined, photos, recolour
from .scenes import Layer, Scene
from .textures import noise, outline, texture


class Library:
    """Everything a scene is cut from: photographs of one side, their outlined things, textures."""

    def __init__(self, data, side, rng, textures=48):
        self.photos = list(photos(data, side).items())
        here = {*splits("photos", side), *splits("clips", side)}
        self.things = []  # (photo, mask uint8, its box: rows from, to, columns from, to)
        for path in sorted((HERE / "masks").glob("*.json")):
            entry = json.loads(path.read_text())
            if (entry.get("photo") or entry["clip"]) not in here:
                continue
            picture = outlined(data, entry)
            masks = [fill_outline(thing["polygons"], picture.shape) for thing in entry["things"]]
            for mask in masks:
                ys, xs = np.nonzero(mask)
                self.things.append((picture, mask, (ys.min(), ys.max() + 1, xs.min(), xs.max() + 1)))
        self.textures = [texture(rng, 256, 256) for _ in range(textures)]

    def photo(self, rng):
        return self.photos[rng.integers(len(self.photos))][1]

    def surface(self, rng, h, w, photo_share=0.75):
        """Something to fill an area with: float32 [h,w,3]."""
        if rng.random() < photo_share:
            part = crop(rng, self.photo(rng), h, w, 0.3)
        else:
            part = crop(rng, self.textures[rng.integers(len(self.textures))], h, w, 0.5)
        if rng.random() < 0.5:
            part = recolour(rng, part)
        return part.astype(np.float32) / 255

    def thing(self, rng, h, w):
        """A thing somewhere on the canvas: (colour [h,w,3], alpha [h,w])."""
        side = max(h, w)
        size = int(side * np.exp(rng.uniform(np.log(0.15), np.log(0.95))))
        if self.things and rng.random() < 0.5:
            picture, mask, (y0, y1, x0, x1) = self.things[rng.integers(len(self.things))]
            colour, alpha = picture[y0:y1, x0:x1], mask[y0:y1, x0:x1]
            scale = size / max(alpha.shape)
            new = (max(4, int(alpha.shape[1] * scale)), max(4, int(alpha.shape[0] * scale)))
            colour = cv2.resize(colour, new, interpolation=cv2.INTER_AREA)
            alpha = cv2.resize(alpha, new, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
            if rng.random() < 0.5:
                colour, alpha = colour[:, ::-1], alpha[:, ::-1]
            if rng.random() < 0.4:
                colour = recolour(rng, colour)
            colour = np.ascontiguousarray(colour).astype(np.float32) / 255
        else:
            alpha = outline(rng, size)
            colour = self.surface(rng, size, size)
            for _ in range(int(rng.choice([0, 1, 2], p=[0.5, 0.3, 0.2]))):  # parts that look different
                part = outline(rng, max(8, int(size * rng.uniform(0.3, 0.7))))
                n = part.shape[0]
                y, x = rng.integers(0, size - n + 1, 2)
                whole = np.zeros_like(alpha)
                whole[y : y + n, x : x + n] = part
                if (whole * alpha).sum() < 4:
                    continue  # not touching
                colour = colour + whole[..., None] * (self.surface(rng, size, size) - colour)
                alpha = np.maximum(alpha, whole)
        # place it, turned a little
        ph, pw = alpha.shape
        turn = rng.normal(0, 12)
        place = cv2.getRotationMatrix2D((pw / 2, ph / 2), turn, 1.0)
        place[0, 2] += rng.uniform(-0.15, 1.15) * max(1, w - pw) if pw < w else rng.uniform(w - pw, 0)
        place[1, 2] += rng.uniform(-0.15, 1.15) * max(1, h - ph) if ph < h else rng.uniform(h - ph, 0)
        colour = cv2.warpAffine(
            np.ascontiguousarray(colour), place, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        alpha = cv2.warpAffine(np.ascontiguousarray(alpha), place, (w, h), flags=cv2.INTER_LINEAR)
        soft = rng.choice([0.0, 0.5, 1.0, 2.0], p=[0.4, 0.3, 0.2, 0.1])
        if soft:
            alpha = cv2.GaussianBlur(alpha, (0, 0), soft)
        return colour, np.clip(alpha, 0, 1)

    def scene(self, rng, h, w, most=4, strength=1.0, camera=0.15):
        """A random scene; its first layers may stand still, the last always moves."""
        background = self.surface(rng, h, w, 0.9)
        layers = []
        for k in range(int(rng.integers(1, most + 1))):
            for _ in range(4):
                colour, alpha = self.thing(rng, h, w)
                if alpha.sum() > 60:
                    break
            if rng.random() < 0.35:  # its light matches the place
                gain = np.clip(background.mean() / (colour.mean() + 1e-3), 0.6, 1.5)
                colour = np.clip(colour * gain, 0, 1)
            shade = None
            if rng.random() < 0.35:  # a shadow, which goes with the thing
                move = np.float32([[1, 0, rng.uniform(-8, 8)], [0, 1, rng.uniform(1, 10)]])
                shade = cv2.GaussianBlur(cv2.warpAffine(alpha, move, (w, h)), (0, 0), rng.uniform(1, 6))
                shade *= rng.uniform(0.2, 0.6)
            motion = random_motion(rng, alpha, strength) if rng.random() < 0.75 else None
            layers.append(Layer(colour, alpha, motion, shade))
        if layers[-1].motion is None:
            layers[-1].motion = random_motion(rng, layers[-1].alpha, strength)
        scene = Scene(background, layers)
        if rng.random() < camera:
            length, heading = max(h, w) * strength * rng.uniform(0.01, 0.06), rng.uniform(0, 6.28)
            scene.camera = Motion(
                centre=(w / 2, h / 2),
                growth=rng.normal(0, 0.05),
                shift=(length * np.cos(heading), length * np.sin(heading)),
            )
        if rng.random() < 0.2:
            scene.light = (noise(rng, h, w, 2) - 0.5) * rng.uniform(0.1, 0.5)
        return scene

    def in_place(self, rng, h, w):
        """A thing where it stands in its own photograph: (picture float32 [h,w,3], mask [h,w]).

        The crop keeps at least half of the thing; the mask is what of it shows.
        """
        picture, mask, (y0, y1, x0, x1) = self.things[rng.integers(len(self.things))]
        ph, pw = mask.shape
        whole = np.count_nonzero(mask[y0:y1, x0:x1] > 127)
        for _ in range(8):
            extent = max((y1 - y0) / h, (x1 - x0) / w) * np.exp(rng.uniform(np.log(0.85), np.log(5)))
            extent = min(extent, ph / h, pw / w)
            ch, cw = int(extent * h), int(extent * w)
            cy = (y0 + y1) / 2 + rng.normal(0, 0.3) * max(1, ch - (y1 - y0))
            cx = (x0 + x1) / 2 + rng.normal(0, 0.3) * max(1, cw - (x1 - x0))
            y = int(np.clip(cy - ch / 2, 0, ph - ch))
            x = int(np.clip(cx - cw / 2, 0, pw - cw))
            if np.count_nonzero(mask[y : y + ch, x : x + cw] > 127) > 0.5 * whole:
                break
        part = cv2.resize(picture[y : y + ch, x : x + cw], (w, h), interpolation=cv2.INTER_AREA)
        cut = cv2.resize(mask[y : y + ch, x : x + cw], (w, h), interpolation=cv2.INTER_AREA)
        if rng.random() < 0.5:
            part, cut = part[:, ::-1], cut[:, ::-1]
        if rng.random() < 0.6:
            part = recolour(rng, part)
        return np.ascontiguousarray(part).astype(np.float32) / 255, np.ascontiguousarray(cut).astype(np.float32) / 255


def fill_outline(polygons, shape):
    """Polygons in pixels of the photograph (the first is filled, a later one inside it is a hole): uint8 mask."""
    mask = np.zeros(shape[:2], np.uint8)
    points = [np.round(np.asarray(p, np.float32).reshape(-1, 2) * 16).astype(np.int32) for p in polygons]
    cv2.fillPoly(mask, points, 255, cv2.LINE_AA, 4)
    return mask


def spoil(rng, picture):
    """Blur or noise over the whole picture, so that cut edges do not give a layer away."""
    if rng.random() < 0.5:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.0))
    if rng.random() < 0.4:
        picture = picture + rng.normal(0, rng.uniform(0.005, 0.03), picture.shape).astype(np.float32)
    return np.clip(picture, 0, 1)
