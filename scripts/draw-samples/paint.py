"""A small box of paints: noise, shapes, light, and brush strokes. Coordinates are pixels of the finished picture."""

import cv2
import numpy as np

WIDTH, HEIGHT = 1200, 800
SCALE = 2  # everything is drawn at twice the size and brought down at the end

X, Y = np.meshgrid(
    (np.arange(WIDTH * SCALE, dtype=np.float32) + 0.5) / SCALE,
    (np.arange(HEIGHT * SCALE, dtype=np.float32) + 0.5) / SCALE,
)


def colour(code: str) -> np.ndarray:
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)], np.float32) / 255


def changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Where something was painted, softly."""
    return blur(smooth(0.01, 0.05, np.abs(after - before).max(-1)), 1.5)


def smooth(low: float, high: float, value: np.ndarray) -> np.ndarray:
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def noise(rng: np.random.Generator, across: float, down: float, octaves: int = 5, gain: float = 0.5) -> np.ndarray:
    """Fractal value noise in about 0..1; `across` and `down` are the size of its largest lumps."""
    total = np.zeros_like(X)
    weight, amplitude = 0.0, 1.0
    for octave in range(octaves):
        shape = (int(HEIGHT / down * 2**octave) + 4, int(WIDTH / across * 2**octave) + 4)
        shape = (min(shape[0], HEIGHT * SCALE), min(shape[1], WIDTH * SCALE))
        lumps = rng.random(shape, np.float32)
        total += amplitude * cv2.resize(lumps, (X.shape[1], X.shape[0]), interpolation=cv2.INTER_CUBIC)
        weight += amplitude
        amplitude *= gain
    return total / weight


def ramp(t: np.ndarray, stops: list[tuple[float, str]]) -> np.ndarray:
    """Colours along t, smoothly between the stops."""
    places = [place for place, _ in stops]
    table = np.array([colour(code) for _, code in stops])
    return np.stack([np.interp(t, places, table[:, channel]) for channel in range(3)], -1).astype(np.float32)


def curve(points: list[tuple[float, float]], closed: bool = True, steps: int = 14) -> np.ndarray:
    """A Catmull-Rom curve through the points."""
    p = np.array(points, np.float32)
    if closed:
        p = np.vstack([p[-1:], p, p[:2]])
    else:
        p = np.vstack([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    pieces = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:]):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    if not closed:
        pieces.append(p[-2:-1])
    return np.vstack(pieces)


def shape(points, soft: float = 0.0) -> np.ndarray:
    """Where a polygon lies, 0..1, its border `soft` pixels wide."""
    mask = np.zeros(X.shape, np.uint8)
    fixed = np.round((np.asarray(points, np.float32) * SCALE) * 16).astype(np.int32)
    cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, 4)
    mask = mask.astype(np.float32) / 255
    return blur(mask, soft) if soft > 0 else mask


def line(points, width: float, soft: float = 0.0) -> np.ndarray:
    """Where a line lies; `width` in pixels."""
    mask = np.zeros(X.shape, np.uint8)
    fixed = np.round((np.asarray(points, np.float32) * SCALE) * 16).astype(np.int32)
    cv2.polylines(mask, [fixed], False, 255, max(1, round(width * SCALE)), cv2.LINE_AA, 4)
    mask = mask.astype(np.float32) / 255
    return blur(mask, soft) if soft > 0 else mask


def tapered(points, start: float, end: float) -> np.ndarray:
    """A line whose width runs from `start` to `end`, as one polygon."""
    p = np.asarray(points, np.float32)
    along = np.gradient(p, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], -1) / (np.linalg.norm(along, axis=1, keepdims=True) + 1e-6)
    half = np.linspace(start, end, len(p), dtype=np.float32)[:, None] / 2
    return np.vstack([p + normal * half, (p - normal * half)[::-1]])


def blur(plane: np.ndarray, size: float) -> np.ndarray:
    return cv2.GaussianBlur(plane, (0, 0), size * SCALE)


def glow(x: float, y: float, size: float) -> np.ndarray:
    return np.exp(-((X - x) ** 2 + (Y - y) ** 2) / (2 * size * size))


def lay(picture: np.ndarray, mask: np.ndarray, paint) -> None:
    """Paints (a code, a colour or a whole picture) over the picture where the mask is."""
    paint = colour(paint) if isinstance(paint, str) else paint
    picture += (paint - picture) * mask[..., None]


def shine(picture: np.ndarray, light: np.ndarray, tint: str) -> None:
    """Adds light without burning out: a screen."""
    picture[:] = 1 - (1 - picture) * (1 - np.clip(light, 0, 1)[..., None] * colour(tint))


def ridge(
    rng: np.random.Generator, level: float, height: float, length: float, octaves: int = 6, round_ones: int = 2
) -> np.ndarray:
    """Heights (y) of a ridge for every column; its first `round_ones` octaves are smooth, the others pointed."""
    columns = X[0]
    total = np.zeros_like(columns)
    for octave in range(octaves):
        knots = rng.random(int(WIDTH / length * 2**octave) + 6).astype(np.float32) - 0.5
        places = np.linspace(-length, WIDTH + length, len(knots))
        smoothly = cv2.resize(knots[None], (len(columns), 1), interpolation=cv2.INTER_CUBIC)[0]
        total += (smoothly if octave < round_ones else np.interp(columns, places, knots)) * 0.48**octave
    return level + total * height


def below(heights: np.ndarray, soft: float = 0.7) -> np.ndarray:
    return smooth(-soft, soft, Y - heights[None])


def stars(rng: np.random.Generator, picture: np.ndarray, sky: np.ndarray, count: int, tint: str) -> None:
    """Small lights, most of them high up; `sky` (0..1) says where there may be any."""
    for _ in range(count):
        x, y, size = (
            rng.uniform(8, WIDTH - 8),
            rng.uniform(8, 330) * rng.random() ** 0.6,
            0.45 + 0.9 * rng.random() ** 3,
        )
        light = rng.uniform(0.25, 1) * sky[int(y * SCALE), int(x * SCALE)]
        window = (slice(int((y - 8) * SCALE), int((y + 8) * SCALE)), slice(int((x - 8) * SCALE), int((x + 8) * SCALE)))
        away = (X[window] - x) ** 2 + (Y[window] - y) ** 2
        star = light * (np.exp(-away / (2 * size**2)) + 0.16 * np.exp(-away / (2 * (size * 3) ** 2)))
        picture[window] = 1 - (1 - picture[window]) * (1 - np.clip(star, 0, 1)[..., None] * colour(tint))


def brush(rng: np.random.Generator, picture: np.ndarray, detail: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """
    The picture in brush strokes, coarse ones first, that follow its forms (the structure tensor, and a slow swirl where
    there are none). `detail` (0..1) asks for finer strokes, `keep` (0..1) for the drawing itself.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    gx, gy = cv2.Sobel(blur(grey, 1.5), cv2.CV_32F, 1, 0), cv2.Sobel(blur(grey, 1.5), cv2.CV_32F, 0, 1)
    xx, yy, xy = blur(gx * gx, 6), blur(gy * gy, 6), blur(gx * gy, 6)
    swirl = (noise(rng, 500, 260, 2) - 0.5) * 1.6
    strength = smooth(2e-5, 6e-4, xx + yy)
    double = 0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2
    cosine = np.cos(2 * double) * strength + np.cos(2 * swirl) * (1 - strength)
    sine = np.sin(2 * double) * strength + np.sin(2 * swirl) * (1 - strength)
    angle = 0.5 * np.arctan2(sine, cosine)

    canvas = cv2.GaussianBlur(picture, (0, 0), 12 * SCALE)
    relief = np.full(X.shape, 0.5, np.float32)
    for width, length, spacing, wanted in ((15, 64, 13, -1), (9, 40, 9, -1), (5, 24, 6, 0.12), (2.6, 13, 4, 0.4)):
        ys, xs = np.mgrid[0:HEIGHT:spacing, 0:WIDTH:spacing].astype(np.float32)
        places = np.stack([xs.ravel(), ys.ravel()], -1) + rng.normal(0, spacing * 0.45, (xs.size, 2)).astype(np.float32)
        rng.shuffle(places)
        at = lambda p: (
            np.clip((p[:, 1] * SCALE).astype(int), 0, X.shape[0] - 1),
            np.clip((p[:, 0] * SCALE).astype(int), 0, X.shape[1] - 1),
        )
        if wanted > 0:
            rough = blur(np.abs(picture - canvas).mean(-1), 2) * 8 + detail
            places = places[rough[at(places)] > wanted + 0.12 * rng.random(len(places))]
        paints = cv2.GaussianBlur(picture, (0, 0), width * 0.16 * SCALE)[at(places)]
        paints = paints * (1 + rng.normal(0, 0.022, (len(places), 1))) + rng.normal(0, 0.008, paints.shape)
        trail = [places]
        for direction in (1, -1):
            point = places
            for _ in range(3):
                theta = angle[at(point)]
                move = np.stack([np.cos(theta), np.sin(theta)], -1) * (direction * length / 6)
                point = point + move
                trail.append(point) if direction == 1 else trail.insert(0, point)
        paths = np.round(np.stack(trail, 1) * SCALE * 16).astype(np.int32)
        wide = np.maximum(1, np.round(width * SCALE * rng.uniform(0.6, 1.15, len(places)))).astype(int)
        heights = rng.random(len(places))
        for path, paint, size, lift in zip(paths, paints, wide, heights):
            cv2.polylines(canvas, [path], False, paint.tolist(), int(size), cv2.LINE_AA, 4)
            cv2.polylines(relief, [path], False, float(lift), int(size), cv2.LINE_AA, 4)
            if size > 5:  # bristles
                for side in (-0.28, 0.22):
                    shift = np.array([0, side * size * 16], np.int32)
                    cv2.polylines(relief, [path + shift], False, float(lift) * 0.55, 2, cv2.LINE_AA, 4)
    painted = canvas + (picture - canvas) * (0.22 + 0.6 * keep)[..., None]
    relief = blur(relief, 0.6)
    slope = cv2.Sobel(relief, cv2.CV_32F, 1, 0) + cv2.Sobel(relief, cv2.CV_32F, 0, 1)
    return painted * (1 - 0.022 * np.clip(slope, -1.5, 1.5) * (1 - 0.6 * keep))[..., None]


def finish(rng: np.random.Generator, picture: np.ndarray, vignette: float = 0.22) -> np.ndarray:
    """Paper, grain and a darker rim; eight bits at the final size."""
    small = cv2.resize(np.clip(picture, 0, 1), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    paper = cv2.resize(noise(rng, 9, 9, 3), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA) - 0.5
    grain = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 0.7)
    light = 0.35 + 0.65 * (1 - np.abs(2 * small.mean(-1) - 1))
    small = small + ((paper * 0.035 + grain * 0.016) * light)[..., None]
    x, y = (X[::SCALE, ::SCALE] / WIDTH - 0.5), (Y[::SCALE, ::SCALE] / HEIGHT - 0.5)
    small = small * (1 - vignette * smooth(0.3, 0.85, np.hypot(x, y) * 1.15))[..., None]
    return np.round(np.clip(small, 0, 1) * 255).astype(np.uint8)
