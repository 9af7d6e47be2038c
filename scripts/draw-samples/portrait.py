"""A girl in the evening wind above the sea: her hair and her scarf fly, grass and poppies before her."""

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
    tapered,
)

FACE = (560.0, 345.0)  # between the eyes
SEA = 505.0
SUN = (150.0, 452.0)

SKIN = [(0, "#8f4f4c"), (0.25, "#bd7562"), (0.5, "#e6a583"), (0.75, "#f8cda6"), (1, "#fff0d6")]
HAIR = [(0, "#351620"), (0.3, "#6e2a22"), (0.55, "#a94a26"), (0.78, "#e0873e"), (1, "#ffd58c")]


def at(points) -> list[tuple[float, float]]:
    return [(FACE[0] + x, FACE[1] + y) for x, y in points]


def guides(one, other) -> tuple[np.ndarray, np.ndarray]:
    """Two curves with as many points each."""
    first, last = curve(at(one), closed=False, steps=10), curve(at(other), closed=False, steps=10)
    share = np.linspace(0, len(last) - 1, len(first))
    whole = np.arange(len(last))
    return first, np.stack([np.interp(share, whole, last[:, axis]) for axis in (0, 1)], -1)


def background(rng: np.random.Generator) -> np.ndarray:
    t = Y / SEA + (noise(rng, 800, 240, 4) - 0.5) * 0.1
    stops = [(0, "#5b7fae"), (0.3, "#8fa9c2"), (0.55, "#d9c4b8"), (0.75, "#f8cf9d"), (1, "#ffdf9f")]
    picture = ramp(t, stops)
    shine(picture, glow(*SUN, 330) * 0.5, "#ffd48a")
    shine(picture, glow(*SUN, 70) * 0.8, "#fff3cf")
    for x, y, wide, tall in (
        (930, 230, 250, 130),
        (1130, 160, 200, 90),
        (230, 120, 230, 60),
        (60, 250, 150, 40),
        (700, 110, 170, 46),
        (1000, 400, 240, 40),
        (330, 320, 180, 24),
    ):
        heap, cover = picture.copy(), np.zeros_like(X)
        for _ in range(60):
            u = rng.uniform(-1, 1)
            crown = tall * (1 - u * u) ** 0.7
            size = (0.24 + 0.32 * (1 - abs(u))) * tall * rng.uniform(0.7, 1.2) + 8
            cx, cy = x + u * wide, y - crown * rng.random() ** 0.8
            box = (
                slice(max(0, int((cy - size * 1.3) * SCALE)), max(0, int((cy + size * 1.3) * SCALE))),
                slice(max(0, int((cx - size * 2) * SCALE)), max(0, int((cx + size * 2) * SCALE))),
            )
            puff = smooth(1.05, 0.7, np.hypot((X[box] - cx) / (1.4 * size), (Y[box] - cy) / size))
            light = np.clip(
                0.55 - 0.42 * (X[box] - cx) / size - 0.25 * (Y[box] - cy) / size - (Y[box] - y) / tall * 0.1, 0, 1
            )
            tone = ramp(light, [(0, "#9d93b5"), (0.4, "#d4b3b6"), (0.7, "#fbdcbb"), (1, "#fff6de")])
            heap[box] += (tone - heap[box]) * puff[..., None]
            cover[box] = np.maximum(cover[box], puff)
        rough = (noise(rng, 70, 34, 5) - 0.5) * 0.46
        mask = smooth(0.24, 0.62, blur(cover, 5) + rough) * smooth(y + 18, y - 6, Y + rough * 24)
        lay(picture, mask * 0.9, blur(heap, 1.6))
    # The sea, with the sun's road on it, and a headland.
    lay(
        picture,
        smooth(SEA - 1, SEA + 1, Y),
        ramp((Y - SEA) / 140, [(0, "#f3c998"), (0.12, "#a9b4b4"), (0.5, "#5f8fa0"), (1, "#3d6f86")]),
    )
    near = np.clip((Y - SEA) / 130, 0, 1)
    ripples = noise(rng, 90, 5, 4)
    road = np.exp(-(((X - SUN[0]) / (50 + 130 * near)) ** 2)) * smooth(SEA, SEA + 4, Y)
    shine(picture, road * smooth(0.42, 0.62, ripples) * 0.9, "#ffdc9c")
    shine(picture, smooth(0.6, 0.72, ripples) * smooth(SEA + 4, SEA + 30, Y) * 0.26, "#ffe6c4")
    cape = ridge(rng, SEA + 40, 40, 260, 5) - 150 * smooth(880, 1250, X[0])
    rocks = below(cape) * smooth(SEA + 26, SEA + 6, Y) * smooth(840, 900, X)
    lay(picture, rocks, ramp(noise(rng, 70, 90, 5), [(0.3, "#6a6688"), (0.7, "#c39f96")]))
    # A slope of grass.
    slope = ridge(rng, 640, 40, 460, 3) - 46 * smooth(700, 1200, X[0])
    tufts = noise(rng, 70, 30, 4)
    lay(
        picture,
        below(slope, 3),
        ramp(
            np.clip(0.75 - X / WIDTH * 0.5 - (Y - 620) / 420 + (tufts - 0.5) * 0.7, 0, 1),
            [(0, "#2f4a3c"), (0.4, "#5f7a3f"), (0.75, "#b6a64c"), (1, "#f3cf72")],
        ),
    )
    return picture


def blade(rng: np.random.Generator, picture: np.ndarray, x: float, y: float, tall: float) -> None:
    lean = rng.normal(tall * 0.34, tall * 0.16)
    warm = float(np.clip(0.75 - x / WIDTH * 0.45 + rng.normal(0, 0.2), 0, 1))
    tone = ramp(np.array(warm), [(0, "#2c4a3a"), (0.4, "#6a8442"), (0.75, "#c4b250"), (1, "#ffe08c")])
    stem = curve([(x, y), (x + lean * 0.25, y - tall * 0.55), (x + lean, y - tall)], closed=False, steps=5)
    fixed = np.round(tapered(stem, 4.2, 0.6) * SCALE * 16).astype(np.int32)
    cv2.fillPoly(picture, [fixed], tone.tolist(), cv2.LINE_AA, 4)


def poppy(rng: np.random.Generator, picture: np.ndarray, x: float, y: float, size: float) -> None:
    lay(picture, line(curve([(x - 18, y + 90), (x - 10, y + 40), (x, y)], closed=False), 2), "#4c6a3a")
    for k, (dx, dy, tone) in enumerate(
        ((0.1, -0.35, "#c33a24"), (-0.5, 0, "#e4502c"), (0.5, 0.02, "#d8421f"), (0.05, 0.25, "#f2703c"))
    ):
        ring = [
            (x + size * (dx + 0.72 * np.cos(b)), y + size * (dy + 0.56 * np.sin(b) * (1 + 0.12 * np.sin(5 * b + k))))
            for b in np.linspace(0, 2 * np.pi, 12, endpoint=False)
        ]
        lay(picture, shape(curve(ring, steps=4), 0.4), colour(tone) * rng.uniform(0.9, 1.08))
    lay(picture, smooth(0.34, 0.2, np.hypot((X - x) / size, (Y - y - size * 0.02) / size / 0.8)), "#3a1a20")


def strands(
    rng: np.random.Generator, picture: np.ndarray, one, other, count: int, light=(0.2, 0.9), wide=(5.0, 1.0)
) -> np.ndarray:
    """A sheet of hair from one guide to the other, dark strands first; answers where it is."""
    first, last = guides(one, other)
    where = np.zeros(X.shape, np.float32)
    tones = np.sort(rng.uniform(*light, count) + rng.normal(0, 0.05, count))
    for share in tones:
        t = rng.random()
        bend = rng.normal(0, 6, 2) * np.linspace(0, 1, len(first))[:, None] ** 1.4
        root = rng.normal(0, 3.5, 2) * np.linspace(1, 0, len(first))[:, None] ** 5
        path = first * (1 - t) + last * t + bend + root
        path = path[: max(6, int(len(path) * rng.uniform(0.72, 1)))]
        half = rng.uniform(0.5, 1.2)
        fixed = np.round(tapered(path, wide[0] * half, wide[1] * half) * SCALE * 16).astype(np.int32)
        # The sun, on the left, makes what is turned to it shine.
        tone = ramp(np.array(np.clip(share + 0.16 * (0.5 - t), 0, 1)), HAIR)
        cv2.fillPoly(picture, [fixed], tone.tolist(), cv2.LINE_AA, 4)
        cv2.fillPoly(where, [fixed], 1.0, cv2.LINE_AA, 4)
    return where


def hair_behind(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """What flies to the right, and what hangs behind the neck."""
    back = curve(at([(-104, -60), (0, -140), (104, -60), (112, 80), (100, 200), (-108, 200), (-112, 80)]), steps=8)
    whole = shape(back, 0.6)
    lay(picture, whole, ramp(0.12 + (noise(rng, 10, 120, 3) - 0.5) * 0.24, HAIR))
    sheets = (
        ([(-60, -112), (-126, -20), (-128, 90), (-118, 180), (-132, 268)], [(-20, -100), (-40, 60), (-50, 160), (-66, 230), (-118, 276)], 150, (0.02, 0.5)),
        ([(30, -120), (110, -70), (150, 40), (210, 150), (300, 206), (398, 214)], [(0, -60), (60, 80), (84, 170), (150, 236), (246, 262), (372, 232)], 200, (0.0, 0.45)),
        ([(30, -120), (130, -40), (190, 50), (270, 100), (370, 96), (470, 132)], [(10, -80), (90, 30), (140, 120), (230, 176), (340, 180), (452, 146)], 200, (0.05, 0.6)),
        ([(0, -146), (110, -128), (200, -50), (290, 10), (400, 4), (520, 52)], [(30, -110), (120, -40), (170, 50), (260, 96), (380, 96), (512, 66)], 240, (0.1, 0.8)),
        ([(-10, -150), (90, -146), (190, -94), (290, -66), (400, -84), (534, -34)], [(0, -136), (110, -100), (190, -30), (290, 20), (400, 30), (530, -18)], 200, (0.2, 0.92)),
        ([(-10, -152), (90, -150), (180, -112), (260, -104), (340, -132), (440, -122)], [(0, -140), (100, -120), (190, -70), (270, -60), (350, -84), (444, -108)], 110, (0.35, 1.0)),
    )  # fmt: skip
    for one, other, count, light in sheets:
        np.maximum(whole, strands(rng, picture, one, other, count, light), out=whole)
    return whole


def body(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """A linen dress and the neck; answers where they are."""
    dress = shape(
        curve(
            at(
                [
                    (-62, 196),
                    (-120, 226),
                    (-186, 262),
                    (-214, 340),
                    (-236, 480),
                    (240, 480),
                    (214, 340),
                    (182, 262),
                    (124, 226),
                    (66, 196),
                ]
            ),
            closed=True,
            steps=8,
        )
    )
    folds = noise(rng, 36, 230, 4)
    light = np.clip(0.66 - (X - FACE[0]) / 420 + (folds - 0.5) * 1.3 - (Y - 560) / 900, 0, 1)
    lay(picture, dress, ramp(light, [(0, "#7c6a86"), (0.35, "#b99fa0"), (0.7, "#f2dcc0"), (1, "#fff6e2")]))
    neck = shape(
        curve(at([(-44, 108), (-45, 170), (-66, 214), (0, 262), (68, 214), (46, 170), (45, 108)]), steps=8), 0.6
    )
    shade = np.clip(0.62 - (X - FACE[0]) / 150 - 0.62 * np.exp(-(((Y - FACE[1] - 150) / 34) ** 2)), 0, 1)
    lay(picture, neck, ramp(shade, SKIN))
    return np.maximum(dress, neck)


def face(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Looks at us, the sun on its right cheek; answers where it is."""
    x, y = FACE
    u, v = X - x, Y - y
    outline = [(0, -126), (58, -116), (92, -72), (97, -10), (91, 46), (73, 102), (40, 144), (0, 160)]
    outline += [(-px, py) for px, py in reversed(outline[1:-1])]
    skin = shape(curve(at(outline), steps=10), 0.5)
    # A head as a ball that is lit from the left and a little from in front.
    nx, ny = np.clip(u / 104, -1, 1), np.clip((v - 10) / 160, -1, 1)
    nz = np.sqrt(np.clip(1 - nx**2 - ny**2, 0, 1))
    light = 0.30 + 0.5 * nz - 0.34 * nx - 0.1 * ny
    dent = lambda cx, cy, wide, tall: np.exp(-(((u - cx) / wide) ** 2) - (((v - cy) / tall) ** 2))
    light -= 0.13 * (dent(-45, -8, 34, 20) + dent(45, -8, 34, 20))  # sockets
    light += 0.09 * dent(-50, 46, 34, 24) + 0.05 * dent(48, 46, 30, 24)  # cheeks
    light -= 0.16 * dent(19, 34, 10, 34) + 0.09 * dent(14, 0, 7, 24)  # the shaded side of the nose
    light += 0.13 * dent(-3, 24, 6, 40) + 0.12 * dent(-4, 54, 10, 9)  # its back and tip
    light -= 0.2 * dent(4, 76, 22, 7) + 0.15 * dent(0, 124, 26, 7)  # below nose and lip
    light += 0.07 * dent(-4, 142, 22, 12) + 0.05 * dent(0, -70, 60, 36)
    light += (noise(rng, 60, 60, 3) - 0.5) * 0.05
    lay(picture, skin, ramp(np.clip(light, 0, 1), SKIN))
    flush = (
        0.3 * dent(-54, 50, 32, 22)
        + 0.34 * dent(54, 50, 32, 22)
        + 0.22 * dent(0, 58, 20, 12)
        + 0.1 * dent(0, 140, 30, 12)
    )
    lay(picture, skin * flush, "#e0604a")
    for _ in range(46):  # freckles
        fx, fy = rng.choice([-1, 1]) * rng.normal(38, 18), rng.normal(44, 9)
        lay_dot(picture, x + fx, y + fy, rng.uniform(0.8, 1.5), "#a85a3c", 0.4)
    for side in (-1, 1):
        eye(picture, side)
    nose_and_mouth(picture)
    return skin


def lay_dot(picture: np.ndarray, x: float, y: float, size: float, tone: str, strength: float) -> None:
    box = (slice(int((y - 6) * SCALE), int((y + 6) * SCALE)), slice(int((x - 6) * SCALE), int((x + 6) * SCALE)))
    dot = np.exp(-((X[box] - x) ** 2 + (Y[box] - y) ** 2) / (2 * size**2)) * strength
    picture[box] += (colour(tone) - picture[box]) * dot[..., None]


def eye(picture: np.ndarray, side: int) -> None:
    """`side` -1: the one on the left of the picture. Outer corners lie a little higher than inner ones."""
    x, y = FACE[0] + side * 45, FACE[1]
    place = lambda points: [(x + side * px, y + py) for px, py in points]
    upper = [(-24, 4), (-15, -6.5), (-2, -11.5), (12, -9.5), (22, -3), (26, 0)]
    lower = [(26, 0), (14, 9), (0, 11.5), (-14, 9), (-24, 4)]
    opening = shape(np.vstack([curve(place(upper), closed=False), curve(place(lower), closed=False)]), 0.5)
    white = ramp(np.clip((Y - y + 13) / 20, 0, 1), [(0, "#a58e94"), (0.45, "#efe4da"), (1, "#f4e6d8")])
    lay(picture, opening, white)
    lay(picture, opening * smooth(4, 0, np.hypot(X - x + side * 22, Y - y - 4)) * 0.6, "#d88a78")
    away = np.hypot(X - x, Y - y + 1.2)
    ring = np.clip(away / 12.2, 0, 1)
    spokes = 0.5 + 0.5 * np.sin(np.arctan2(Y - y + 1.2, X - x) * 17)
    iris = ramp(
        ring + 0.1 * spokes * ring - (Y - y) / 60,
        [(0.2, "#8fb07c"), (0.55, "#4f8a7c"), (0.85, "#27535c"), (1, "#152c38")],
    )
    lay(picture, opening * smooth(12.6, 11.6, away), iris)
    lay(picture, opening * smooth(5.6, 4.8, away), "#0c1016")
    lay(picture, opening * smooth(-4, -13, Y - y) * 0.45, "#2a1a20")
    shine(picture, smooth(3.4, 2.4, np.hypot(X - x + 4.2, Y - y + 6)) * 0.95, "#fffaf0")
    shine(picture, opening * glow(x + 4, y + 5, 3.2) * 0.4, "#bfe0c0")
    lash = curve(place([(-25, 4.5), (-15, -7), (-2, -12), (12, -10), (24, -3), (31, -6)]), closed=False)
    half = np.interp(np.linspace(0, 1, len(lash)), [0, 0.3, 0.75, 1], [1.4, 3.4, 4.6, 0.8])
    along = np.gradient(lash, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], -1) / (np.linalg.norm(along, axis=1, keepdims=True) + 1e-6)
    lay(
        picture,
        shape(np.vstack([lash - normal * half[:, None] / 2, (lash + normal * half[:, None] / 2)[::-1]]), 0.4) * 0.95,
        "#2b1418",
    )
    for px, py, dx, dy in ((12, -11, 6, -6), (18, -8, 7, -5), (23, -4, 8, -4)):
        lay(
            picture,
            line(curve(place([(px, py), (px + dx * 0.6, py + dy * 0.4), (px + dx, py + dy)]), closed=False), 1.4) * 0.8,
            "#2b1418",
        )
    lay(picture, line(curve(place(lower), closed=False), 1.3, 0.5) * 0.5, "#7a3c34")
    lay(
        picture,
        line(curve(place([(-22, -4), (-12, -16), (0, -20), (13, -17.5), (25, -9)]), closed=False), 1.8, 0.8) * 0.5,
        "#8a4a3e",
    )
    brow = tapered(curve(place([(-26, -32), (-10, -39), (8, -41.5), (24, -37), (35, -29)]), closed=False), 8.5, 1.8)
    lay(picture, shape(brow, 1.1) * 0.82, "#6a2c20")


def nose_and_mouth(picture: np.ndarray) -> None:
    x, y = FACE
    for side in (-1, 1):
        wing = line(
            curve(at([(side * 17, 54), (side * 21, 62), (side * 17, 70), (side * 11, 70)]), closed=False), 2, 1.2
        )
        lay(picture, wing * (0.4 + 0.2 * (side > 0)), "#8a4238")
        lay(picture, smooth(1.1, 0.5, np.hypot((X - x - side * 9) / 5.4, (Y - y - 69.5) / 2.8)) * 0.75, "#5c2424")
    mouth_y = 104
    top = [(-35, -4), (-20, -7), (-7, -11.5), (0, -9), (7, -11.5), (20, -7), (35, -4)]
    middle = [(35, -4), (18, 1), (6, 3.4), (0, 2.8), (-6, 3.4), (-18, 1), (-35, -4)]
    bottom = [(35, -4), (20, 10), (7, 15.5), (-7, 15.5), (-20, 10), (-35, -4)]
    lift = lambda points: at([(px, py + mouth_y) for px, py in points])
    upper = shape(np.vstack([curve(lift(top), closed=False), curve(lift(middle), closed=False)]), 0.7)
    lower = shape(np.vstack([curve(lift(middle[::-1]), closed=False), curve(lift(bottom), closed=False)]), 0.8)
    lay(picture, upper * 0.92, ramp((Y - y - mouth_y + 11) / 12, [(0, "#cf6e60"), (1, "#a2403f")]))
    lay(picture, lower * 0.9, ramp((Y - y - mouth_y) / 15, [(0, "#b04a48"), (0.45, "#e08074"), (1, "#c45f56")]))
    shine(picture, lower * np.exp(-(((X - x + 6) / 11) ** 2) - (((Y - y - mouth_y - 8) / 2.6) ** 2)) * 0.5, "#ffe0cc")
    lay(picture, line(curve(lift(middle), closed=False), 1.8, 0.5) * 0.85, "#5c1f26")
    for side in (-1, 1):
        lay(picture, smooth(5, 0, np.hypot(X - x - side * 35, Y - y - mouth_y + 1)) * 0.5, "#7a3434")


def scarf(rng: np.random.Generator, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round the neck, and the end of it that flies; answers where both are, and where the end is."""

    def cloth(upper, under, stripes: float) -> np.ndarray:
        first, last = guides(upper, under)
        where = shape(np.vstack([first, last[::-1]]), 0.5)
        down = np.zeros_like(X)
        for k in range(9):  # folds that run along
            t = (k + rng.uniform(-0.25, 0.25)) / 8
            fold = line(first * (1 - t) + last * t, 3.5, 2.4)
            down += fold * (0.34 if k % 2 else -0.3)
        weave = (noise(rng, 26, 26, 4) - 0.5) * 0.34
        light = np.clip(0.56 - (X - FACE[0]) / 900 + down + weave, 0, 1)
        lay(picture, where, ramp(light, [(0, "#17394a"), (0.4, "#2a7178"), (0.7, "#5fb0a0"), (1, "#c8ead0")]))
        for s in (0.14, 0.2, 0.8, 0.86):
            place = int(s * (len(first) - 1)) if stripes else 0
            if stripes:
                lay(picture, line([first[place], last[place]], 5, 0.6) * where * 0.7, "#f0d49a")
        return where

    tail = cloth(
        [(44, 182), (110, 196), (180, 170), (252, 196), (330, 172), (408, 196)],
        [(40, 226), (108, 250), (184, 232), (250, 262), (332, 246), (400, 268)],
        1,
    )
    for k in range(9):  # fringe
        fx, fy = 404 - k * 0.9, 198 + k * 8.6
        lay(
            picture,
            line(curve(at([(fx, fy), (fx + 12, fy + rng.normal(0, 3)), (fx + 25, fy - 3)]), closed=False), 2.2),
            "#4d9c92",
        )
    back = cloth([(-76, 164), (-30, 196), (30, 198), (80, 160)], [(-84, 200), (-34, 242), (34, 246), (86, 204)], 0)
    front = cloth([(-84, 182), (-30, 214), (26, 208), (70, 176)], [(-86, 220), (-26, 262), (36, 254), (82, 216)], 0)
    knot = cloth([(40, 178), (66, 172), (84, 188)], [(36, 236), (62, 246), (84, 228)], 0)
    return np.maximum.reduce([tail, back, front, knot]), tail


def hair_before(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """The crown, what frames the face, and single hairs."""
    whole = np.zeros_like(X)
    shade = np.exp(-(((X - FACE[0]) / 92) ** 2) - (((Y - FACE[1] + 92) / 34) ** 2)) * 0.4
    lay(picture, shade, "#8a4238")
    sheets = (
        ([(-14, -152), (-72, -150), (-118, -100), (-126, -10), (-122, 80), (-146, 176)], [(-16, -112), (-66, -98), (-98, -46), (-107, 24), (-110, 96), (-140, 182)], 190, (0.3, 1.0)),
        ([(-20, -146), (-62, -128), (-98, -66), (-106, 0), (-108, 60), (-96, 118)], [(-18, -104), (-62, -88), (-91, -40), (-99, 8), (-103, 60), (-94, 122)], 90, (0.25, 0.9)),
        ([(-24, -151), (56, -164), (126, -112), (150, -20), (200, 60), (300, 92)], [(-20, -110), (56, -106), (98, -56), (111, 10), (132, 90), (288, 108)], 210, (0.1, 0.75)),
        ([(-22, -144), (46, -136), (94, -74), (106, 0), (116, 60), (166, 142)], [(-18, -102), (50, -92), (89, -42), (99, 4), (104, 50), (158, 146)], 100, (0.08, 0.7)),
    )  # fmt: skip
    for one, other, count, light in sheets:
        np.maximum(whole, strands(rng, picture, one, other, count, light, (4.2, 0.9)), out=whole)
    for _ in range(34):
        lift, far = rng.uniform(-40, 120), rng.uniform(170, 480)
        path = [
            (rng.uniform(-10, 90), -140 + abs(lift) * 0.3),
            (far * 0.4, -120 + lift),
            (far * 0.75, -80 + lift * 1.3),
            (far, -90 + lift * 1.5),
        ]
        np.maximum(whole, strands(rng, picture, path, path, 1, (0.55, 1.0), (1.7, 0.5)), out=whole)
    return whole


def draw() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The picture, and the areas of it that move in the sample."""
    rng = np.random.default_rng(77)
    picture = background(rng)
    low = smooth(560, 660, Y)
    picture = brush(rng, picture, low * 0.3, 0.4 + 0.1 * low).astype(np.float32)
    for _ in range(1500):
        y = 640 + 190 * rng.random() ** 0.8
        blade(rng, picture, rng.uniform(-40, WIDTH + 10), y, rng.uniform(16, 40) * (0.5 + (y - 620) / 170))
    flying = hair_behind(rng, picture)
    dressed = body(rng, picture)
    skin = face(rng, picture)
    wrap, tail = scarf(rng, picture)
    framing = hair_before(rng, picture)
    figure = np.maximum.reduce([flying, dressed, skin, wrap, framing])
    # The sun draws a bright line along her left.
    edge = blur(np.maximum(dressed, framing), 1.4)
    rim = np.clip(edge - np.roll(edge, 7 * SCALE // 2, 1), 0, 1) * (X < FACE[0] - 78)
    shine(picture, rim * 0.7, "#ffdc9a")
    for x, y, size in (
        (92, 660, 21),
        (168, 716, 27),
        (258, 676, 19),
        (60, 752, 30),
        (318, 742, 24),
        (1010, 690, 22),
        (1092, 738, 28),
        (930, 752, 24),
        (1156, 672, 19),
    ):
        poppy(rng, picture, x, y, size)
    for _ in range(260):
        x = rng.choice([rng.uniform(-20, 380), rng.uniform(760, WIDTH + 10)])
        blade(rng, picture, x, HEIGHT + 14, rng.uniform(40, 120))
    features = smooth(1.1, 0.8, np.hypot((X - FACE[0]) / 96, (Y - FACE[1] - 20) / 130))
    picture = brush(
        rng,
        picture,
        np.maximum.reduce([figure * 0.85, low * 0.8, 0.3 + 0 * X]),
        np.maximum.reduce([figure * 0.72, features * 0.93, 0.6 + 0 * X]),
    )
    areas = {
        "figure": figure,
        "hair": smooth(0.05, 0.5, blur(np.maximum(flying, framing), 3))
        * smooth(FACE[0] + 84, FACE[0] + 170, X)
        * (1 - blur(wrap, 2)),
        "scarf": tail,
        "grass": smooth(648, 700, Y) * (1 - blur(figure, 3)),
    }
    return finish(rng, picture, 0.2), areas
