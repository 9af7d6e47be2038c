"""The scene generator, "moving collage".

A scene is a background and a few layers (things cut out of photographs along
hand-made outlines, blobs, polygons, thin branches, filled with photographs or
procedural textures), each with a soft alpha and a displacement. All is exact:
the flow on the still's grid, what is visible, the backward map and the true
later frames. Sizes in pixels, displacements (x, y) in pixels, colours 0..1.
"""

import json
from dataclasses import dataclass, field

import cv2
import numpy as np

from .common import HERE
from .pictures import crop, photos, recolour

# ---------------------------------------------------------------- textures


def noise(rng, h, w, octaves=5, roughness=0.6):
    """Fractal noise in 0..1: float32 [h,w]."""
    out = np.zeros((h, w), np.float32)
    weight = 1.0
    for k in range(octaves):
        n = 2 ** (k + 1) + int(rng.integers(0, 3))
        small = rng.random((n, n), np.float32)
        out += weight * cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC)
        weight *= roughness
    out -= out.min()
    return out / (out.max() + 1e-6)


def texture(rng, h, w):
    """A procedural texture: uint8 [h,w,3]."""
    kind = rng.integers(0, 6)
    a, b = rng.random((2, 3)).astype(np.float32)
    if kind == 0:
        mix = noise(rng, h, w, int(rng.integers(2, 7)))
    elif kind == 1:
        angle, period = rng.uniform(0, np.pi), rng.uniform(5, 40)
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        mix = 0.5 + 0.5 * np.sin((x * np.cos(angle) + y * np.sin(angle)) / period * 6.28 + 4 * noise(rng, h, w, 2))
        if rng.random() < 0.5:
            mix = (mix > 0.5).astype(np.float32)
    elif kind == 2:
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        angle = rng.uniform(0, 6.28)
        mix = x / w * np.cos(angle) + y / h * np.sin(angle)
        mix = (mix - mix.min()) / (mix.max() - mix.min() + 1e-6) + 0.05 * noise(rng, h, w, 6)
    elif kind == 3:  # dead leaves
        out = np.zeros((h, w, 3), np.uint8)
        for r in sorted(rng.pareto(1.2, 90) * 4 + 3, reverse=True):
            c = tuple(int(v) for v in rng.integers(0, 256, 3))
            cv2.circle(out, (int(rng.integers(w)), int(rng.integers(h))), int(min(r, 70)), c, -1, cv2.LINE_AA)
        return out
    elif kind == 4:  # lettering
        out = np.full((h, w, 3), (a * 255), np.uint8)
        for _ in range(int(rng.integers(3, 14))):
            word = "".join(chr(c) for c in rng.integers(48, 122, int(rng.integers(1, 8))))
            at = (int(rng.integers(-20, w)), int(rng.integers(0, h + 10)))
            scale = float(rng.uniform(0.4, 3))
            cv2.putText(out, word, at, int(rng.integers(0, 8)), scale, (b * 255).tolist(), int(1 + scale), cv2.LINE_AA)
        return out
    else:
        n = int(rng.integers(3, 14))
        small = rng.random((n, n, 3), np.float32)
        inter = cv2.INTER_NEAREST if rng.random() < 0.5 else cv2.INTER_CUBIC
        return (np.clip(cv2.resize(small, (w, h), interpolation=inter), 0, 1) * 255).astype(np.uint8)
    mix = np.clip(mix, 0, 1)[..., None]
    return ((a * mix + b * (1 - mix)) * 255).astype(np.uint8)


def outline(rng, size):
    """A silhouette's alpha on a square canvas: float32 [size,size], 0 or 1 with antialiasing."""
    mask = np.zeros((size, size), np.uint8)
    kind = rng.choice(["blob", "polygon", "ellipse", "branch", "box"], p=[0.4, 0.2, 0.12, 0.18, 0.1])
    c, r = size / 2, size * 0.46
    if kind == "blob":
        a = np.linspace(0, 2 * np.pi, 90, endpoint=False)
        radius = np.ones_like(a)
        for k in range(1, int(rng.integers(3, 9))):
            radius += rng.normal(0, 0.35 / k) * np.cos(k * a + rng.uniform(0, 6.28))
        radius = np.clip(radius, 0.15, None)
        radius *= r / radius.max()
        squash = rng.uniform(0.35, 1)
        points = np.stack([c + radius * np.cos(a), c + squash * radius * np.sin(a)], -1)
    elif kind == "polygon":
        n = int(rng.integers(3, 9))
        a = np.sort(rng.uniform(0, 2 * np.pi, n))
        radius = r * rng.uniform(0.35, 1, n)
        points = np.stack([c + radius * np.cos(a), c + radius * np.sin(a)], -1)
    elif kind in ("ellipse", "box"):
        x, y = r * rng.uniform(0.25, 1), r * rng.uniform(0.25, 1)
        a = np.linspace(0, 2 * np.pi, 60 if kind == "ellipse" else 4, endpoint=False) + np.pi / 4
        points = np.stack([c + x * np.cos(a), c + y * np.sin(a)], -1)
    else:  # a stem with twigs and leaves
        x, y = c + r * rng.uniform(-0.2, 0.2), c + r
        heading = -np.pi / 2 + rng.normal(0, 0.2)
        thick = max(1, int(size * rng.uniform(0.012, 0.05)))
        for k in range(12):
            x2, y2 = x + np.cos(heading) * size * 0.075, y + np.sin(heading) * size * 0.075
            cv2.line(mask, (int(x), int(y)), (int(x2), int(y2)), 255, thick, cv2.LINE_AA)
            if k > 1 and rng.random() < 0.75:
                side = heading + rng.choice([-1, 1]) * rng.uniform(0.4, 1.2)
                length = size * rng.uniform(0.05, 0.22)
                x3, y3 = x2 + np.cos(side) * length, y2 + np.sin(side) * length
                cv2.line(mask, (int(x2), int(y2)), (int(x3), int(y3)), 255, max(1, thick * 2 // 3), cv2.LINE_AA)
                if rng.random() < 0.6:
                    axes = (max(2, int(length * 0.4)), max(2, int(length * 0.2)))
                    cv2.ellipse(mask, (int(x3), int(y3)), axes, np.degrees(side), 0, 360, 255, -1, cv2.LINE_AA)
            x, y, heading = x2, y2, heading + rng.normal(0, 0.25)
        points = None
    if points is not None:
        cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return mask.astype(np.float32) / 255


# ------------------------------------------------------------------ motion


@dataclass
class Motion:
    """A displacement that grows with the phase s: 0 at rest, 1 at its full size.

    Similarity about `centre` (turn in radians, growth as a logarithm, shift in
    pixels), a smooth field `bend` [h,w,2], and `share` [h,w], the part of the
    motion that each place takes (1 for a rigid thing).
    """

    centre: tuple = (0.0, 0.0)
    turn: float = 0.0
    growth: float = 0.0
    shift: tuple = (0.0, 0.0)
    bend: np.ndarray | None = None
    share: np.ndarray | None = None
    phase: str = "ease"
    cycles: float = 1.0

    def at(self, t):
        """Phase at time t in 0..1."""
        if self.phase == "swing":
            return float(np.sin(2 * np.pi * self.cycles * t))
        return float(t * t * (3 - 2 * t)) if self.phase == "ease" else float(t)

    def displacement(self, s, h, w):
        """(x, y) displacement on the still's grid at phase s: float32 [h,w,2]."""
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        x -= self.centre[0]
        y -= self.centre[1]
        k, a = np.exp(self.growth * s), self.turn * s
        c, d = k * np.cos(a), k * np.sin(a)
        out = np.empty((h, w, 2), np.float32)
        out[..., 0] = (c - 1) * x - d * y + self.shift[0] * s
        out[..., 1] = d * x + (c - 1) * y + self.shift[1] * s
        if self.bend is not None:
            out += self.bend * s
        if self.share is not None:
            out *= self.share[..., None]
        return out

    @property
    def rigid(self):
        return self.bend is None and self.share is None


def invert(displacement, rounds=8):
    """Where each target pixel comes from, minus itself: b with b(y) = -u(y + b(y))."""
    h, w = displacement.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    back = -displacement
    for _ in range(rounds):
        back = -cv2.remap(
            displacement, x + back[..., 0], y + back[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    return back


def random_motion(rng, alpha, strength=1.0):
    """A motion for a thing with this alpha; strength 1 moves up to 0.22 of the long side."""
    h, w = alpha.shape
    side = max(h, w)
    ys, xs = np.nonzero(alpha[::2, ::2] > 0.5)
    ys, xs = ys * 2, xs * 2
    cx, cy = (float(xs.mean()), float(ys.mean())) if len(xs) else (w / 2, h / 2)
    length = side * strength * rng.uniform(0.02, 0.22)
    heading = rng.uniform(0, 2 * np.pi)
    m = Motion(centre=(cx, cy), shift=(length * np.cos(heading), length * np.sin(heading)))
    kind = rng.random()
    if kind < 0.45:
        return m
    m.turn = rng.normal(0, 0.25) * strength
    m.growth = rng.normal(0, 0.1) * strength
    if kind < 0.75:
        return m
    if kind < 0.88 or len(xs) < 50:  # thin-plate like
        field_ = rng.normal(0, 1, (3, 4, 2)).astype(np.float32) * side * 0.04 * strength
        m.bend = cv2.resize(field_, (w, h), interpolation=cv2.INTER_CUBIC)
        return m
    # swaying about the lower end
    m.phase, m.cycles = "swing", float(rng.choice([0.5, 1.0]))
    m.turn, m.growth = 0.0, 0.0
    y = np.mgrid[0:h, 0:w][0].astype(np.float32)
    low, high = float(ys.max()), float(ys.min())
    m.share = np.clip((low - y) / max(low - high, 1), 0, 1) ** rng.uniform(1, 2)
    m.shift = (length * rng.choice([-1, 1]), 0.2 * length * rng.normal())
    return m


# ------------------------------------------------------------------ scenes


@dataclass
class Layer:
    """A thing on the canvas: colour [h,w,3], alpha [h,w], its motion (None: stands still)."""

    colour: np.ndarray
    alpha: np.ndarray
    motion: Motion | None = None


@dataclass
class Scene:
    """A background and layers, back to front; `light` a gain that grows over time [h,w]."""

    background: np.ndarray
    layers: list = field(default_factory=list)
    camera: Motion | None = None
    light: np.ndarray | None = None

    def still(self):
        """The picture at rest: float32 [h,w,3]."""
        out = self.background.copy()
        for layer in self.layers:
            out += layer.alpha[..., None] * (layer.colour - out)
        return out

    def visible(self):
        """What shows of each layer at rest: float32 [layers,h,w]; the background is the rest."""
        rest = np.ones(self.background.shape[:2], np.float32)
        out = []
        for layer in reversed(self.layers):
            out.append(rest * layer.alpha)
            rest = rest * (1 - layer.alpha)
        return np.stack(out[::-1]) if out else np.zeros((0, *rest.shape), np.float32)

    def frame(self, t):
        """The true frame at time t in 0..1, with how to make it from the still.

        Returns (picture [h,w,3], backward [h,w,2] pixels where the still is
        read, seen [h,w]: 1 where the source pixel read is the pixel seen).
        """
        h, w = self.background.shape[:2]
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        identity = np.stack([x, y], -1)
        shown = self.visible()
        bare = 1 - shown.sum(0)
        out = self.background
        backward = identity.copy()
        seen = bare
        if self.camera is not None:
            b = identity + invert(self.camera.displacement(self.camera.at(t), h, w))
            out = cv2.remap(out, b[..., 0], b[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
            seen = cv2.remap(bare, b[..., 0], b[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
            backward = b
        for layer, show in zip(self.layers, shown, strict=True):
            colour, alpha = layer.colour, layer.alpha
            b, vis = identity, show
            if layer.motion is not None:
                b = identity + invert(layer.motion.displacement(layer.motion.at(t), h, w))
                stack = np.dstack([colour, alpha, show])
                stack = cv2.remap(
                    stack[..., :4], b[..., 0], b[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
                )
                vis = cv2.remap(show, b[..., 0], b[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
                colour, alpha = stack[..., :3], stack[..., 3]
                colour = cv2.remap(
                    layer.colour, b[..., 0], b[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
                )
            a = alpha[..., None]
            out = out + a * (colour - out)
            top = alpha > 0.5
            backward = np.where(top[..., None], b, backward)
            # a source pixel that shows only part of the layer is not the layer's colour
            seen = np.where(top, vis / np.maximum(alpha, 1e-3), np.where(alpha > 0.02, seen * (1 - alpha), seen))
        if self.light is not None:
            out = out * (1 + self.light[..., None] * t)
        return np.clip(out, 0, 1), backward, np.clip(seen, 0, 1)


class Library:
    """Everything a scene is cut from: photographs of one side, their outlined things, textures."""

    def __init__(self, data, side, rng, textures=48):
        self.photos = list(photos(data, side).items())
        by_name = dict(self.photos)
        self.things = []  # (photo, mask uint8, its box: rows from, to, columns from, to)
        for path in sorted((HERE / "masks").glob("*.json")):
            entry = json.loads(path.read_text())
            if entry["photo"] not in by_name:
                continue
            picture = by_name[entry["photo"]]
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
            if rng.random() < 0.35:  # a shadow
                move = np.float32([[1, 0, rng.uniform(-8, 8)], [0, 1, rng.uniform(1, 10)]])
                shade = cv2.GaussianBlur(cv2.warpAffine(alpha, move, (w, h)), (0, 0), rng.uniform(1, 6))
                background = background * (1 - rng.uniform(0.2, 0.6) * shade[..., None])
            motion = random_motion(rng, alpha, strength) if rng.random() < 0.75 else None
            layers.append(Layer(colour, alpha, motion))
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
