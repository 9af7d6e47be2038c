"""A paper boat on a mountain lake at dusk."""

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
    stars,
    tapered,
)

SHORE = 392.0
BOAT = (440.0, 585.0)  # the middle of its waterline
MOON = (850.0, 150.0)


def sky(rng: np.random.Generator) -> np.ndarray:
    t = Y / SHORE + (noise(rng, 1000, 200, 4) - 0.5) * 0.16
    stops = [(0, "#2b2f63"), (0.22, "#4b4685"), (0.45, "#8b6299"), (0.64, "#cf8397"), (0.82, "#f5ad84"), (1, "#fcd294")]
    picture = ramp(t, stops)
    shine(picture, glow(430, SHORE, 260) * 0.55, "#ffc98a")
    return picture


def moon(picture: np.ndarray) -> None:
    disc = smooth(27, 26, np.hypot(X - MOON[0], Y - MOON[1]))
    bite = smooth(25, 27, np.hypot(X - MOON[0] - 11, Y - MOON[1] + 6))
    shine(picture, glow(*MOON, 70) * 0.28, "#ffdcb4")
    shine(picture, disc * bite * 0.95, "#fff1d2")


def clouds(rng: np.random.Generator, picture: np.ndarray) -> None:
    """Long bands lit from below."""
    bands = noise(rng, 620, 60, 6, 0.55)
    mask = smooth(0.53, 0.68, bands) * smooth(60, 170, Y) * smooth(SHORE + 10, SHORE - 60, Y)
    under = np.clip(0.5 + cv2.Sobel(blur(mask, 5), cv2.CV_32F, 0, 1) * -30, 0, 1)
    lay(picture, mask * 0.75, ramp(under, [(0, "#6d4f86"), (0.5, "#d98696"), (1, "#ffd19c")]))


def mountains(rng: np.random.Generator, picture: np.ndarray) -> None:
    layers = [
        (250, 250, 360, "#5d5690", "#a883ab"),
        (318, 200, 300, "#4a4680", "#8d6f9f"),
        (358, 110, 240, "#35356a", "#63558c"),
    ]
    for index, (level, height, length, shade, lit) in enumerate(layers):
        heights = ridge(rng, level, height, length, 7, 0)
        mask = below(heights)
        depth = Y - heights[None]
        folds = noise(rng, 70, 150, 5)
        facing = np.gradient(cv2.GaussianBlur(heights[None], (0, 0), 8)[0]) * SCALE
        light = np.clip(0.5 + facing[None] * 0.55 * np.tanh((X - 430) / 160) + (folds - 0.5) * 1.7, 0, 1)
        lay(picture, mask, colour(shade) + (colour(lit) - colour(shade)) * (light * (0.85 - 0.15 * index))[..., None])
        if index == 0:
            snow = mask * smooth(64, 12, depth + (folds - 0.5) * 130) * smooth(255, 205, heights)[None]
            lay(picture, snow * 0.85, ramp(light, [(0, "#8f83b8"), (1, "#d9b9c9")]))
        lay(picture, mask * smooth(SHORE - 95, SHORE, Y) * (0.5 - 0.1 * index), "#f3a98e")
    far = ridge(rng, SHORE - 22, 26, 90, 7)
    firs = far - 11 * np.abs(
        np.interp(X[0], np.arange(0, WIDTH + 7, 3.5), rng.random(len(np.arange(0, WIDTH + 7, 3.5))))
    )
    lay(picture, below(firs, 1), "#2a2b52")


def lake(rng: np.random.Generator, picture: np.ndarray) -> None:
    """The upper half seen again, broken by ripples that grow towards us."""
    near = np.clip((Y - SHORE) / (HEIGHT - SHORE), 0, 1)
    wave = np.zeros_like(X)
    for wide, tall, weight in ((340, 9, 1.0), (150, 5, 0.6), (70, 3, 0.35)):
        wave += weight * (noise(rng, wide, tall, 3) - 0.5)
    lift = wave * (5 + 96 * near)
    source = SHORE - (Y - SHORE) * 0.94 + lift
    aside = X + wave * 14 * near
    mirrored = cv2.remap(
        picture, aside * SCALE, np.minimum(source, SHORE - 1) * SCALE, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    mirrored = mirrored * (0.9 - 0.24 * near)[..., None]
    deep = ramp(near, [(0, "#a06a8c"), (0.5, "#463f78"), (1, "#1d2450")])
    mirrored = mirrored + (deep - mirrored) * (0.16 + 0.34 * near)[..., None]
    lay(picture, smooth(SHORE - 1, SHORE + 1, Y), mirrored)
    lay(picture, np.exp(-((Y - SHORE) ** 2) / 18) * 0.55, "#ffd3a4")
    glints = (
        smooth(0.60, 0.72, noise(rng, 60, 4, 3))
        * np.exp(-(((X - 430) / (50 + 150 * near)) ** 2))
        * smooth(SHORE, SHORE + 16, Y)
    )
    shine(picture, glints * (0.75 - 0.45 * near), "#ffce96")
    shine(picture, smooth(0.64, 0.76, noise(rng, 90, 5, 3)) * smooth(SHORE, SHORE + 90, Y) * 0.16, "#e8a9b0")


def paper(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The boat alone, and where it is."""
    x, y = BOAT
    picture = np.zeros((*X.shape, 3), np.float32)
    mask = np.zeros_like(X)
    grain = (noise(rng, 26, 26, 4) - 0.5) * 0.09

    def sheet(points, from_tone: str, to_tone: str, angle: float, soft: float = 0.0) -> None:
        where = shape([(x + px, y + py) for px, py in points], soft)
        xs, ys = np.array(points, np.float32).T
        along = (X - x) * np.cos(angle) + (Y - y) * np.sin(angle)
        ends = xs * np.cos(angle) + ys * np.sin(angle)
        t = np.clip((along - ends.min()) / (np.ptp(ends) + 1e-6), 0, 1)
        tone = colour(from_tone) + (colour(to_tone) - colour(from_tone)) * t[..., None]
        lay(picture, where, tone * (1 + grain)[..., None])
        np.maximum(mask, where, out=mask)

    # The sail (a folded peak), the inner far side, then the two near faces of the hull.
    sheet([(-172, -96), (0, -74), (176, -102), (4, -36)], "#b58fa6", "#dcb6b2", 0.0)
    sheet([(-80, -50), (2, -188), (8, -33)], "#fff2da", "#f5c8a2", 0.9)
    sheet([(2, -188), (84, -52), (8, -33)], "#e9c3b4", "#c79cae", 0.7)
    sheet([(-172, -96), (4, -36), (4, 7), (-94, 7)], "#fff6e2", "#eeb28c", 0.35)
    sheet([(176, -102), (4, -36), (4, 7), (98, 7)], "#c096ae", "#efc8b6", 2.75)
    for points, tone, width in (
        ([(4, -36), (4, 7)], "#8d6070", 1.6),
        ([(2, -188), (8, -33)], "#c9907e", 1.3),
        ([(-172, -96), (4, -36)], "#fffaf0", 2.2),
        ([(176, -102), (4, -36)], "#d3a3ac", 2.0),
        ([(-172, -96), (-50, 7)], "#f3d2ae", 1.0),
        ([(176, -102), (56, 7)], "#80628e", 1.0),
    ):
        lay(picture, line([(x + px, y + py) for px, py in points], width) * mask * 0.8, tone)
    # A thin red line below the rim, drawn by a child.
    lay(
        picture,
        line([(x + px, y + py) for px, py in ((-150, -76), (-70, -49), (4, -24))], 3.4) * mask * 0.85,
        "#d4574a",
    )
    lay(picture, line([(x + px, y + py) for px, py in ((4, -24), (70, -48), (154, -80))], 3.4) * mask * 0.85, "#7d3a5c")
    # A lantern light within.
    shine(picture, glow(x - 8, y - 58, 34) * 0.42, "#ffc069")
    return picture, mask


def float_on(rng: np.random.Generator, picture: np.ndarray, boat: np.ndarray, mask: np.ndarray) -> None:
    x, y = BOAT
    wave = (noise(rng, 110, 5, 3) - 0.5) * 2
    depth = np.clip((Y - y) / 150, 0, 1)
    map_x = (X + wave * (3 + 16 * depth)) * SCALE
    map_y = (2 * y - Y + 3 + wave * 6 * depth) * SCALE
    mirrored = cv2.remap(boat, map_x, map_y, cv2.INTER_LINEAR)
    where = blur(cv2.remap(mask, map_x, map_y, cv2.INTER_LINEAR), 1.2) * smooth(y - 2, y + 2, Y)
    lay(picture, where * (0.42 - 0.34 * depth), mirrored * (0.86, 0.78, 0.86))
    for reach, strength in ((1.0, 0.5), (1.35, 0.3), (1.75, 0.18)):  # rings round the hull
        ring = np.hypot((X - x) / (112 * reach), (Y - y - 2) / (15 * reach**1.6))
        shine(
            picture,
            np.exp(-(((ring - 1) * 14 / reach**0.5) ** 2))
            * strength
            * smooth(y - 14, y + 2, Y)
            * (0.6 + wave).clip(0, 1),
            "#ffd9b4",
        )
    lay(picture, np.exp(-(((Y - y - 2) / 4) ** 2)) * smooth(112, 88, np.abs(X - x)) * 0.6, "#2d2850")
    lay(picture, mask, boat)
    shine(picture, glow(x, y + 40, 70) * 0.16 * (1 - mask), "#ffb46b")


def foreground(rng: np.random.Generator, picture: np.ndarray) -> None:
    """Lily pads and reeds, dark against the water."""
    for x, y, size in (
        (905, 690, 54),
        (985, 728, 70),
        (842, 742, 44),
        (1075, 672, 46),
        (1120, 748, 60),
        (760, 775, 50),
        (180, 742, 40),
    ):
        angle = np.arctan2((Y - y) * 3.2, X - x)
        pad = smooth(1, 0.95, np.hypot(X - x, (Y - y) * 3.2) / size) * smooth(0.1, 0.16, np.abs(angle + 0.9))
        lay(picture, blur(pad, 3) * 0.5, "#141a3c")
        lay(
            picture,
            pad,
            ramp(
                0.5 + (Y - y) / size * 1.4 + 0.12 * np.sin(angle * 11),
                [(0, "#a77f86"), (0.35, "#5d6a75"), (1, "#25395a")],
            ),
        )
    for x, y in ((985, 716), (842, 735)):
        for side in (-1.2, 1.2, -0.75, 0.75, -0.3, 0.3):
            petal = curve(
                [
                    (x, y + 3),
                    (x + side * 14 - 5, y - 11),
                    (x + side * 20, y - 22 + abs(side) * 9),
                    (x + side * 14 + 6, y - 8),
                ]
            )
            lay(picture, shape(petal), ramp((y + 4 - Y) / 24, [(0, "#c56d92"), (0.5, "#f3b1b9"), (1, "#fff0ea")]))
    for _ in range(54):
        x = rng.choice([rng.normal(70, 62), rng.normal(1160, 40)], p=[0.7, 0.3])
        tall, lean = rng.uniform(150, 400) * (1 if x < 600 else 0.75), rng.normal(18, 40)
        if x < 600:  # clear of the boat, which is about to move
            lean = min(lean, 190 - x)
        stem = curve([(x, 815), (x + lean * 0.2, 815 - tall * 0.5), (x + lean, 815 - tall)], closed=False)
        shade = colour("#1a1d40") + rng.random() * (colour("#3e3a62") - colour("#1a1d40"))
        lay(picture, shape(tapered(stem, rng.uniform(4, 8), 0.8)), shade)
        if rng.random() < 0.33:
            tip = stem[-1]
            lay(picture, line([tip + (0, 4), tip + (-lean * 0.06, 40)], 8.5), "#3a2740")
            lay(picture, line([tip + (2, 8), tip + (2 - lean * 0.06, 34)], 1.6) * 0.6, "#c07a6c")


def draw() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The picture, and the areas of it that move in the sample."""
    rng = np.random.default_rng(77)
    picture = sky(rng)
    clouds(rng, picture)
    mountains(rng, picture)
    lake(rng, picture)
    background = brush(rng, picture, np.full_like(X, 0.1), np.full_like(X, 0.12))
    stars(rng, background, smooth(240, 60, Y), 190, "#ffeede")
    moon(background)
    boat, mask = paper(rng)
    float_on(rng, background, boat, mask)
    afloat = background.copy()
    foreground(rng, background)
    near = (blur(changed(afloat, background), 3) * 2.5).clip(0, 1)
    shine(background, blur(smooth(0.8, 1, background.mean(-1)), 22) * 0.35, "#ffcf9c")
    keep = blur(mask, 1.5)
    painted = finish(
        rng,
        brush(
            rng,
            background,
            np.maximum(keep, smooth(600, 700, Y) * 0.3),
            np.maximum(keep, smooth(300, 120, Y) * 0.25 + 0.55),
        ),
        0.28,
    )
    areas = {
        "lake": smooth(SHORE + 4, SHORE + 16, Y) * (1 - near),
    }
    return painted, areas
