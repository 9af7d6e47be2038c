"""A hot-air balloon over misty hills in the first sun."""

import cv2
import numpy as np
from paint import (
    HEIGHT,
    SCALE,
    WIDTH,
    X,
    Y,
    below,
    blur,
    brush,
    changed,
    colour,
    curve,
    finish,
    glow,
    lay,
    line,
    noise,
    ramp,
    ridge,
    shape,
    shine,
    smooth,
)

SUN = (905.0, 395.0)
PLACE = (395.0, 212.0)  # the middle of the envelope
RADIUS = 124.0


def sky(rng: np.random.Generator) -> np.ndarray:
    t = Y / HEIGHT + (noise(rng, 900, 300, 3) - 0.5) * 0.07
    stops = [
        (0, "#4f7fae"),
        (0.16, "#79a3c4"),
        (0.32, "#b9cbd0"),
        (0.44, "#f3d9bd"),
        (0.53, "#fbcf9b"),
        (0.62, "#f7b98a"),
    ]
    picture = ramp(t, stops)
    shine(picture, glow(*SUN, 300) * 0.42, "#ffd79a")
    shine(picture, glow(*SUN, 92) * 0.75, "#fff0c4")
    shine(picture, smooth(33, 30, np.hypot(X - SUN[0], Y - SUN[1])) * 0.9, "#fff6dc")
    return picture


def clouds(rng: np.random.Generator, picture: np.ndarray) -> None:
    """Heaps with flat feet, their sunward side warm, their feet lilac."""
    for x, y, wide, tall, strength in (
        (215, 140, 250, 74, 0.8),
        (800, 122, 270, 66, 0.9),
        (1075, 235, 230, 56, 0.85),
        (640, 330, 210, 40, 0.7),
        (95, 355, 220, 46, 0.75),
        (985, 330, 170, 24, 0.6),
    ):
        lumps = noise(rng, 120, 80, 5, 0.55)
        inside = 1 - np.hypot((X - x) / wide, np.where(y < Y, (Y - y) / (tall * 0.42), (Y - y) / tall))
        body = inside + (lumps - 0.5) * 1.5 * (1 - 0.4 * smooth(0.2, 0.9, inside))
        mask = smooth(0.1, 0.4, body) * smooth(-0.25, 0.05, inside) * strength
        lit = blur(mask, 9)
        toward = cv2.Sobel(lit, cv2.CV_32F, 1, 0) * -1.2 + cv2.Sobel(lit, cv2.CV_32F, 0, 1) * 1.1
        light = np.clip(0.62 + toward * 34 - (Y - y) / tall * 0.34, 0, 1)
        lay(picture, mask * 0.94, ramp(light, [(0, "#a99fb6"), (0.4, "#dcbfba"), (0.7, "#fde3c8"), (1, "#fffaf0")]))


def hills(rng: np.random.Generator, picture: np.ndarray) -> None:
    layers = [
        (455, 120, 420, "#a9a9c4", "#d9bfb4"),
        (500, 110, 330, "#8393b0", "#c8b9ae"),
        (555, 110, 380, "#6a8a96", "#b6bd9c"),
        (620, 120, 460, "#4f7a6c", "#a3b374"),
        (700, 130, 520, "#3d6450", "#8a9d52"),
    ]
    for index, (level, height, length, shade, lit) in enumerate(layers):
        heights = ridge(rng, level, height, length, 3 + (index < 2))
        mask = below(heights)
        depth = Y - heights[None]
        field = noise(rng, 260, 60, 5)
        toward = np.gradient(cv2.GaussianBlur(heights[None], (0, 0), 30)[0]) * 4
        light = np.clip(0.55 - toward[None] * 1.0 + (field - 0.5) * 1.5 - depth / 240, 0, 1)
        light = np.clip(light + 0.35 * np.exp(-(((X - SUN[0]) / 360) ** 2)) * np.exp(-depth / 70), 0, 1)
        lay(picture, mask, colour(shade) + (colour(lit) - colour(shade)) * light[..., None])
        if index >= 2:
            trees(rng, picture, heights, index, shade)
        mist = mask * np.exp(-((depth - 105 - 14 * index) ** 2) / (2 * 42**2)) * (0.72 - 0.09 * index)
        lay(picture, mist * (0.6 + 0.8 * (noise(rng, 420, 60, 4) - 0.3)).clip(0, 1), "#f6dfc6")


def trees(rng: np.random.Generator, picture: np.ndarray, heights: np.ndarray, index: int, shade: str) -> None:
    """Firs in small companies along a ridge and down its side."""
    size = (0, 0, 15, 25, 44)[index]
    dark = colour(shade) * (0.62, 0.66, 0.72)
    companies = rng.uniform(0, WIDTH, (0, 0, 9, 8, 6)[index])
    for middle in companies:
        for _ in range(int(rng.integers(5, 13))):
            x = middle + rng.normal(0, size * 2.6)
            if not 0 <= x < WIDTH:
                continue
            foot = heights[int(x * SCALE)] + abs(rng.normal(0, size * 0.8)) + size * 0.2
            tall = size * rng.uniform(0.7, 1.3)
            outline = [(x, foot - tall)]
            for step in range(1, 5):
                y, half = foot - tall * (1 - step / 4.4), tall * 0.075 * (step + 0.5)
                outline += [(x + half, y), (x + half * 0.55, y - tall * 0.03)]
            outline += [(2 * x - px, py) for px, py in reversed(outline[1:])]
            lean = np.clip((X - x) / (tall * 0.5) + 0.4, 0, 1)
            tree = shape(outline)
            window = tree > 0
            tone = dark + (colour("#d9b36a") - dark) * (0.3 * lean[window] * (X[window] > x))[:, None]
            picture[window] += (tone - picture[window]) * tree[window][:, None]


def river(rng: np.random.Generator, picture: np.ndarray) -> None:
    middle = curve([(760, 590), (700, 622), (790, 655), (720, 705), (620, 760), (640, 830)], closed=False)
    half = np.linspace(1.5, 44, len(middle))[:, None] * (1, 0)
    bed = np.vstack([middle - half, (middle + half)[::-1]])
    water = ramp(
        (Y - 590) / 210 + (noise(rng, 90, 12, 3) - 0.5) * 0.5, [(0, "#ffe6bd"), (0.5, "#e9c9b4"), (1, "#9fb4c0")]
    )
    lay(picture, shape(bed, 1.2) * 0.92, water)


def balloon(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    cx, cy = PLACE
    v = (Y - (cy - RADIUS)) / (RADIUS * 2.3)  # 0 at the crown, 1 at the mouth
    t = np.clip(v, 0, 1)
    # A sphere above, drawn in below to a narrow mouth.
    upper = np.sqrt(np.clip(1 - (t * 2.3 - 1) ** 2, 0, 1))
    lower = np.interp(t, [0.46, 0.56, 0.68, 0.8, 0.9, 1], [0.998, 0.965, 0.83, 0.6, 0.38, 0.2])
    half = RADIUS * np.where(t < 0.46, upper, lower).astype(np.float32)
    half = np.maximum(half, 1e-3)
    u = (X - cx) / half
    mask = smooth(0.7, -0.7, np.abs(X - cx) - half) * smooth(-0.004, 0.002, v) * smooth(1.003, 0.998, v)
    longitude = np.arcsin(np.clip(u, -1, 1)) + 0.16
    gore = np.floor(longitude / (np.pi / 9)).astype(int)
    within = longitude / (np.pi / 9) - gore
    palette = np.array([colour(code) for code in ("#cf3b2c", "#f0953a", "#de5a2e", "#f7c25a")], np.float32)
    paint = palette[gore % 4]
    # Two bands with a saw edge.
    saw = np.abs(((within * 2) % 1) - 0.5) * 0.07
    band = smooth(0.405, 0.412, t + saw) * smooth(0.565, 0.558, t - saw)
    paint = paint + (np.array([colour(c) for c in ("#8e2433", "#a02f38")])[gore % 2] - paint) * band[..., None]
    stripe = smooth(0.455, 0.46, t) * smooth(0.508, 0.503, t)
    paint = paint + (colour("#f4c65a") - paint) * stripe[..., None]
    crown = smooth(0.088, 0.082, t)
    paint = paint + (colour("#9c2b35") - paint) * crown[..., None]
    # Cloth bulges between the seams, the sun stands to the right and a little below.
    bulge = np.sin(np.pi * within)
    nx, ny = np.clip(u, -1, 1), np.clip(t * 2.3 - 1, -1, 1)
    nz = np.sqrt(np.clip(1 - nx**2 - ny**2 * 0.7, 0.03, 1))
    light = 0.60 * nx + 0.14 * ny + 0.52 * nz
    shade = ramp(
        np.clip(light, 0, 1) + (bulge - 0.6) * 0.10,
        [(0, "#5b4a72"), (0.3, "#a58a98"), (0.6, "#f4e7d8"), (1, "#fff6e0")],
    )
    paint = (
        paint
        * shade
        * 1.06
        * (0.93 + 0.09 * (noise(rng, 40, 90, 4)))[..., None]
        * (1 - 0.18 * (bulge < 0.13))[..., None]
    )
    paint = 1 - (1 - paint) * (1 - (smooth(0.72, 1.0, nx) * smooth(0.1, 0.4, t) * 0.28)[..., None] * colour("#ffdca0"))
    lay(picture, mask, np.clip(paint, 0, 1))

    mouth, top, bottom = cy + RADIUS * 1.3, cy + RADIUS * 1.3 + 26, cy + RADIUS * 1.3 + 60
    everything = mask.copy()
    # A skirt of the same cloth down to the basket, lit by the burner from within.
    skirt = shape([(cx - 26, mouth - 3), (cx + 26, mouth - 3), (cx + 19, top + 3), (cx - 19, top + 3)], 0.4)
    cloth = ramp(
        np.clip((X - cx) / 56 + 0.5, 0, 1), [(0, "#7c2b34"), (0.45, "#d4532f"), (0.8, "#f08a3c"), (1, "#f7b25a")]
    )
    lay(picture, skirt, cloth)
    shine(picture, glow(cx, mouth + 12, 11) * 0.75 * skirt, "#ffd98a")
    everything = np.maximum(everything, skirt)
    basket = shape([(cx - 22, top), (cx + 22, top), (cx + 18, bottom), (cx - 18, bottom)], 0.4)
    weave = 0.5 + 0.5 * np.sign(np.sin(X * 1.05) * np.sin(Y * 1.3))
    side = np.clip((X - cx) / 40 + 0.5, 0, 1) * 0.75 + weave * 0.25
    lay(picture, basket, ramp(side, [(0, "#7a2f22"), (0.5, "#b9552a"), (1, "#ef9a48")]))
    lay(picture, line([(cx - 22, top + 1), (cx + 22, top + 1)], 4), "#93371f")
    for x in (cx - 24, cx + 22):  # sandbags
        lay(
            picture,
            shape(
                curve([(x - 4, top + 12), (x + 1, top + 9), (x + 5, top + 13), (x + 4, top + 24), (x - 3, top + 24)])
            ),
            "#a8502c",
        )
    return np.maximum(
        np.maximum(everything, basket),
        shape([(cx - 30, mouth), (cx + 30, mouth), (cx + 26, bottom), (cx - 26, bottom)], 2),
    )


def birds(picture: np.ndarray) -> None:
    for x, y, size in ((640, 212, 13), (672, 228, 10), (700, 206, 9), (731, 224, 7), (1010, 150, 8), (1036, 160, 6)):
        for side in (-1, 1):
            wing = curve(
                [(x, y), (x + side * size * 0.45, y - size * 0.36), (x + side * size, y - size * 0.05)], closed=False
            )
            lay(picture, line(wing, 1.3) * 0.75, "#4d5266")


def draw() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The picture, and the areas of it that move in the sample."""
    rng = np.random.default_rng(2101)
    picture = sky(rng)
    clouds(rng, picture)
    heavens = picture.copy()
    hills(rng, picture)
    land = changed(heavens, picture)
    river(rng, picture)
    shine(picture, blur(smooth(0.82, 1, picture.mean(-1)), 26) * 0.4, "#ffd9a0")
    background = brush(rng, picture, smooth(430, 560, Y) * 0.3, smooth(500, 580, Y) * 0.5)
    birds(background)
    mask = balloon(rng, background)
    ground = blur(mask, 1.5)
    painted = finish(rng, brush(rng, background, ground * 0.9, np.maximum(ground, 0.55)), 0.2)
    sky_area = smooth(560, 500, Y) * (1 - land) * (1 - blur(mask, 5) * 2).clip(0, 1)
    return painted, {"balloon": mask, "sky": sky_area}
