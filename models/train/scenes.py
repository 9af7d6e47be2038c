"""The scene generator, "moving collage".

A scene is a background and a few layers (things cut out of photographs along
hand-made outlines, blobs, polygons, thin branches, filled with photographs or
procedural textures), each with a soft alpha and a displacement. All is exact:
the flow on the still's grid, what is visible, the backward map and the true
later frames. Sizes in pixels, displacements (x, y) in pixels, colours 0..1.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np

from .motions import Motion, invert


@dataclass
class Layer:
    """A thing on the canvas: colour [h,w,3], alpha [h,w], its motion (None: stands still).

    `shade` [h,w] is the share of the light that its shadow takes from what lies below; it goes with the thing.
    """

    colour: np.ndarray
    alpha: np.ndarray
    motion: Motion | None = None
    shade: np.ndarray | None = None


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
            if layer.shade is not None:
                out *= 1 - layer.shade[..., None]
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
            colour, alpha, shade = layer.colour, layer.alpha, layer.shade
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
                if shade is not None:
                    shade = cv2.remap(shade, b[..., 0], b[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
            if shade is not None:
                out = out * (1 - shade[..., None])
            a = alpha[..., None]
            out = out + a * (colour - out)
            top = alpha > 0.5
            backward = np.where(top[..., None], b, backward)
            # a source pixel that shows only part of the layer is not the layer's colour
            seen = np.where(top, vis / np.maximum(alpha, 1e-3), np.where(alpha > 0.02, seen * (1 - alpha), seen))
        if self.light is not None:
            out = out * (1 + self.light[..., None] * t)
        return np.clip(out, 0, 1), backward, np.clip(seen, 0, 1)
