"""A campfire by a lake under evening clouds: a tent that glows, a dog asleep, tall firs."""

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
    stars,
    tapered,
)

FIRE = (780.0, 672.0)  # the middle of its foot
TENT = (318.0, 660.0)  # the middle of its front's foot
DOG = (520.0, 700.0)
SHORE = 520.0
FIR = (1062.0, 700.0)  # the foot of the tall one on the right


def sky(rng: np.random.Generator) -> np.ndarray:
    t = Y / SHORE + (noise(rng, 900, 260, 4) - 0.5) * 0.12
    stops = [
        (0, "#141a45"),
        (0.25, "#26296a"),
        (0.48, "#55428a"),
        (0.66, "#9a5a94"),
        (0.8, "#dd8086"),
        (0.92, "#f7b083"),
        (1, "#fdd7a0"),
    ]
    picture = ramp(t, stops)
    shine(picture, np.exp(-(((X - 560) / 420) ** 2 + ((Y - 470) / 130) ** 2)) * 0.4, "#ffc487")
    return picture


def clouds(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Heaps of puffs that the sun, gone already, lights from below; answers where they are."""
    whole = np.zeros_like(X)
    night = [(0, "#2b2d68"), (0.4, "#59478b"), (0.7, "#b06a9a"), (1, "#ffb39a")]
    evening = [(0, "#75508f"), (0.4, "#b96b92"), (0.7, "#f09c88"), (1, "#ffe2ae")]
    for x, y, wide, tall in (
        (150, 110, 230, 62),
        (480, 70, 140, 46),
        (1190, 150, 120, 56),
        (370, 226, 200, 46),
        (1100, 66, 70, 26),
        (60, 288, 150, 30),
        (1120, 292, 100, 32),
        (500, 336, 140, 22),
        (300, 378, 170, 17),
        (1130, 376, 110, 16),
    ):
        low = float(np.clip((y - 60) / 330, 0, 1))
        heap, cover = picture.copy(), np.zeros_like(X)
        for _ in range(46):
            u = rng.uniform(-1, 1)
            crown = tall * (1 - u * u) ** 0.7
            size = (0.26 + 0.34 * (1 - abs(u))) * tall * rng.uniform(0.7, 1.25) + 7
            cx, cy = x + u * wide, y - crown * rng.random() ** 0.8
            box = (
                slice(max(0, int((cy - size * 1.3) * SCALE)), max(0, int((cy + size * 1.3) * SCALE))),
                slice(max(0, int((cx - size * 2.2) * SCALE)), max(0, int((cx + size * 2.2) * SCALE))),
            )
            away = np.hypot((X[box] - cx) / (1.6 * size), (Y[box] - cy) / size)
            puff = smooth(1.05, 0.72, away)
            light = np.clip(0.42 + 0.6 * (Y[box] - cy) / size + 0.35 * (Y[box] - y + tall * 0.4) / tall, 0, 1)
            tone = ramp(light, night) * (1 - low) + ramp(light, evening) * low
            heap[box] += (tone - heap[box]) * puff[..., None]
            cover[box] = np.maximum(cover[box], puff)
        rough = (noise(rng, 70, 34, 5) - 0.5) * 1.1
        edge = blur(cover, 5)
        mask = smooth(0.24, 0.62, edge + rough * 0.42) * smooth(y + 16, y - 4, Y + rough * 12)
        wisps = smooth(1.15, 0.2, np.hypot((X - x) / (wide * 1.45), (Y - y + 6) / (tall * 0.34))) * smooth(
            0.5, 0.66, noise(rng, 260, 16, 4)
        )
        lay(picture, wisps * 0.6, night[2][1] if low < 0.4 else evening[2][1])
        lay(picture, mask * 0.94, blur(heap, 1.6))
        np.maximum(whole, np.maximum(mask, wisps), out=whole)
    return whole


def land(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Mountains, the woods at their foot, the lake; answers where the sky ends."""
    skyline = None
    for index, (level, height, length, shade, lit) in enumerate(
        ((425, 150, 340, "#5f4f8c", "#c07f98"), (462, 110, 260, "#443f78", "#8c6690"))
    ):
        heights = ridge(rng, level, height, length, 7, 0)
        mask = below(heights)
        skyline = mask if skyline is None else np.maximum(skyline, mask)
        folds = noise(rng, 80, 130, 5)
        facing = np.gradient(cv2.GaussianBlur(heights[None], (0, 0), 8)[0]) * SCALE
        light = np.clip(0.45 + facing[None] * 0.5 * np.tanh((X - 560) / 160) + (folds - 0.5) * 1.5, 0, 1)
        lay(picture, mask, colour(shade) + (colour(lit) - colour(shade)) * (light * 0.8)[..., None])
        lay(picture, mask * smooth(SHORE - 110, SHORE, Y) * 0.5, "#f2a487")
    far = ridge(rng, SHORE - 20, 30, 120, 6)
    spikes = np.arange(0, WIDTH + 9, 4.5)
    firs = far - 17 * np.abs(np.interp(X[0], spikes, rng.random(len(spikes))))
    wood = below(firs, 1)
    lay(picture, wood, ramp(Y / SHORE, [(0.9, "#2b2f5c"), (1, "#43406c")]))
    skyline = np.maximum(skyline, wood)
    # The lake: the evening seen again, drawn out by small waves.
    lift = (noise(rng, 260, 8, 3) - 0.5) * 26
    source = np.clip(SHORE - (Y - SHORE) * 2.2 + lift, 330, SHORE - 1)
    again = cv2.remap(picture, X * SCALE, source * SCALE, cv2.INTER_LINEAR) * 0.86
    lake = smooth(SHORE - 1, SHORE + 1, Y)
    lay(picture, lake, again)
    shine(picture, lake * smooth(0.6, 0.74, noise(rng, 110, 5, 3)) * 0.3, "#ffd7ae")
    lay(picture, np.exp(-((Y - SHORE) ** 2) / 10) * 0.5, "#ffd9ab")
    return skyline


def firelight() -> np.ndarray:
    """How much of the fire's light reaches a place of the ground, 0..1."""
    x, y = FIRE
    return np.exp(-(np.hypot((X - x) / 240, (Y - y - 16) / 82) ** 1.4))


def meadow(rng: np.random.Generator, picture: np.ndarray, light: np.ndarray) -> None:
    heights = ridge(rng, 580, 36, 520, 3)
    tufts = noise(rng, 60, 16, 4)
    tone = ramp(
        np.clip(light * 1.05 + (tufts - 0.5) * 0.32, 0, 1),
        [(0, "#1a2347"), (0.3, "#3c3c4e"), (0.6, "#94693f"), (0.85, "#e0a24a"), (1, "#ffd583")],
    )
    lay(picture, below(heights, 3), tone)
    # A path of trodden earth between the tent and the fire.
    path = smooth(1.1, 0.55, np.hypot((X - 600) / 300, (Y - 712) / 46) + (noise(rng, 90, 30, 4) - 0.5) * 0.6)
    lay(picture, path * 0.55, ramp(light, [(0, "#3a3350"), (0.5, "#a5713f"), (1, "#ffd08a")]))
    lit = 1 / (1 - 0.5 * path)
    for _ in range(1900):
        y = 588 + 214 * rng.random() ** 0.9
        x = rng.uniform(-10, WIDTH + 10)
        row, column = int(np.clip(y * SCALE, 0, X.shape[0] - 1)), int(np.clip(x * SCALE, 0, X.shape[1] - 1))
        if path[row, column] > 0.35 or np.hypot((x - FIRE[0]) / 130, (y - FIRE[1] - 6) / 40) < 1:
            continue
        blade(rng, picture, x, y, rng.uniform(10, 26) * (0.4 + (y - 560) / 170), light * lit)


def blade(rng: np.random.Generator, picture: np.ndarray, x: float, y: float, tall: float, light: np.ndarray) -> None:
    lean = rng.normal(tall * 0.08, tall * 0.26)
    row, column = int(np.clip(y * SCALE, 0, X.shape[0] - 1)), int(np.clip(x * SCALE, 0, X.shape[1] - 1))
    warm = float(np.clip(light[row, column] * rng.uniform(0.55, 1.35), 0, 1))
    tone = ramp(
        np.array(warm), [(0, "#1c2950"), (0.18, "#34425c"), (0.45, "#8a6f47"), (0.8, "#e6ad55"), (1, "#ffe09a")]
    )
    stem = curve([(x, y), (x + lean * 0.3, y - tall * 0.55), (x + lean, y - tall)], closed=False, steps=5)
    fixed = np.round(tapered(stem, 3.0, 0.5) * SCALE * 16).astype(np.int32)
    cv2.fillPoly(picture, [fixed], tone.tolist(), cv2.LINE_AA, 4)


def fir(rng: np.random.Generator, picture: np.ndarray, x: float, foot: float, tall: float, tones, warm: float) -> None:
    """A fir, bough by bough from its foot to its tip; `warm` is how much of the fire its near side catches."""
    dark, lit = (colour(tone) for tone in tones)
    top = foot - tall
    trunk = tapered(np.array([(x, foot), (x, top)]), tall * 0.035, 1.5)
    cv2.fillPoly(picture, [np.round(trunk * SCALE * 16).astype(np.int32)], (dark * 0.8).tolist(), cv2.LINE_AA, 4)
    rows = max(12, int(tall / 11))
    side_of_fire = np.sign(FIRE[0] - x)
    for row in range(rows):
        share = row / (rows - 1)
        y = foot - tall * 0.1 - (tall * 0.9) * share**0.94
        reach = (tall * 0.2 * (1 - share) ** 0.86 + 5) * (0.62 + 0.38 * min(1, share * 8))
        for side in (-1, 1, -1, 1, 0):
            r = reach * rng.uniform(0.55, 1.1)
            drop = r * rng.uniform(0.22, 0.5)
            tip = (x + (side or rng.uniform(-0.5, 0.5)) * r, y + drop)
            middle = (x + (tip[0] - x) * 0.5, y + drop * 0.18)
            bough = tapered(
                curve([(x, y - r * 0.1), middle, tip], closed=False, steps=5), r * 0.3 + 4, rng.uniform(0.5, 2)
            )
            near = np.exp(-(((y - 640) / 210) ** 2)) * warm * (0.35 + 0.65 * (side == side_of_fire))
            tone = dark + (lit - dark) * (rng.uniform(0, 0.5) * (0.4 + 0.6 * share))
            tone = tone + (colour("#e89a52") - tone) * np.clip(near * rng.uniform(0.1, 1.1), 0, 0.85)
            cv2.fillPoly(picture, [np.round(bough * SCALE * 16).astype(np.int32)], tone.tolist(), cv2.LINE_AA, 4)


def tent(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Lit from inside by a lamp; answers where it is."""
    x, y = TENT
    apex, back = (x - 6, y - 178), (x - 176, y - 128)
    cloth = noise(rng, 50, 70, 4)
    side = shape([apex, (x - 124, y + 8), (x - 262, y - 20), back])
    heat = np.clip(1 - np.hypot((X - x + 70) / 190, (Y - y + 20) / 130), 0, 1)
    glowing = [(0, "#6d3140"), (0.3, "#b9573f"), (0.6, "#ee9148"), (0.85, "#ffc46c"), (1, "#ffe7a8")]
    lay(picture, side, ramp(heat * 0.82 + (cloth - 0.5) * 0.22, glowing))
    front = shape([apex, (x - 124, y + 8), (x + 118, y + 10)])
    heat = np.clip(1.12 - np.hypot((X - x) / 150, (Y - y + 34) / 150), 0, 1)
    lay(picture, front, ramp(heat + (cloth - 0.5) * 0.16, glowing))
    # The way in, its flap thrown open.
    lay(
        picture,
        shape(curve([(x - 4, y - 128), (x - 30, y - 60), (x - 44, y + 9), (x + 40, y + 9), (x + 26, y - 60)], steps=6)),
        ramp(np.clip((y - Y) / 120, 0, 1), [(0, "#ffe9ae"), (0.35, "#ffd07a"), (1, "#e98a45")]),
    )
    lay(
        picture,
        shape([(x + 2, y - 132), (x + 30, y - 56), (x + 42, y + 9), (x + 78, y + 8), (x + 40, y - 62)]),
        "#c25f3c",
    )
    lay(picture, smooth(7.5, 6.5, np.hypot((X - x - 2), (Y - y + 46) / 1.25)), "#fffbe6")
    for a, b, wide in (
        (apex, (x - 124, y + 8), 2.4),
        (apex, (x + 118, y + 10), 2.4),
        (apex, back, 2.2),
        (back, (x - 262, y - 20), 1.8),
    ):
        lay(picture, line([a, b], wide) * 0.75, "#ffd9a0")
    whole = np.maximum(side, front)
    for a, b in ((apex, (x + 190, y + 26)), (back, (x - 330, y - 4))):
        lay(picture, line([a, b], 1.1) * 0.7, "#d8a878")
    shine(
        picture, np.exp(-(np.hypot((X - x) / 150, (Y - y - 26) / 34) ** 2)) * 0.5 * smooth(y - 4, y + 12, Y), "#ffb463"
    )
    return whole


def dog(rng: np.random.Generator, picture: np.ndarray, light: np.ndarray) -> np.ndarray:
    """Asleep, curled up, its nose towards the fire."""
    x, y = DOG
    at = lambda points: curve([(x + px, y + py) for px, py in points])
    fur = noise(rng, 8, 20, 4)
    whole = np.zeros_like(X)
    reach = np.clip(0.44 + (X - x) / 170 - (Y - y + 26) / 120, 0, 1)

    def coat(points, stops, soft=0.9, extra=0.0) -> None:
        where = smooth(0.3, 0.7, blur(shape(at(points)), soft + 0.5) + (fur - 0.5) * 0.36 * (soft > 0.7))
        lay(picture, where, ramp(np.clip(reach + extra + (fur - 0.5) * 0.42, 0, 1), stops))
        np.maximum(whole, where, out=whole)

    brown = [(0, "#33213a"), (0.35, "#7a4433"), (0.7, "#d0803f"), (1, "#ffcb80")]
    cream = [(0, "#5b4a60"), (0.4, "#b9957c"), (0.8, "#ffe3b4"), (1, "#fff6da")]
    lay(picture, np.exp(-(np.hypot((X - x + 16) / 116, (Y - y - 28) / 13) ** 2)) * 0.6, "#20162e")
    coat([(-96, 16), (-128, 8), (-152, -22), (-160, -54), (-146, -60), (-130, -26), (-112, -8), (-96, -4)], brown)
    coat([(-160, -54), (-146, -60), (-136, -36), (-150, -28)], cream, extra=-0.05)
    body = [
        (-100, 24),
        (-112, -14),
        (-92, -46),
        (-50, -58),
        (0, -54),
        (40, -60),
        (64, -40),
        (58, 10),
        (40, 30),
        (-50, 33),
    ]
    coat(body, brown)
    coat([(-104, 26), (-108, -16), (-78, -46), (-46, -32), (-36, 4), (-52, 31)], brown, extra=-0.1)
    coat([(-70, 32), (-62, 20), (-30, 20), (-20, 29), (-34, 35)], cream, extra=-0.05)
    coat([(16, -44), (34, -100), (70, -102), (82, -70), (76, -20), (64, 24), (30, 26)], brown, extra=0.06)
    coat([(58, -78), (82, -72), (80, -24), (68, 14), (54, -16)], cream, extra=0.1)
    coat([(34, 14), (58, 6), (108, 17), (124, 26), (112, 34), (40, 34)], brown, extra=0.06)
    coat([(92, 16), (112, 17), (126, 26), (114, 34), (88, 33)], cream, extra=0.12)
    # Head: skull, muzzle, ear.
    skull = [
        (32, -96),
        (37, -128),
        (62, -144),
        (90, -138),
        (106, -119),
        (134, -112),
        (143, -100),
        (136, -87),
        (108, -80),
        (84, -74),
        (56, -74),
    ]
    coat(skull, brown, extra=0.12)
    coat([(106, -106), (136, -106), (143, -98), (135, -87), (104, -80), (90, -90)], cream, extra=0.14)
    coat([(86, -136), (100, -124), (106, -108), (94, -112)], cream, soft=0.6, extra=0.05)
    coat([(48, -134), (34, -118), (28, -86), (42, -66), (58, -82), (66, -118)], brown, soft=0.6, extra=-0.24)
    lay(picture, shape(at([(132, -113), (143, -113), (146, -104), (138, -100)]), 0.4), "#150d16")
    lay(
        picture,
        line(curve([(x + 140, y - 97), (x + 128, y - 89), (x + 112, y - 88)], closed=False), 1.6) * 0.8,
        "#4a2a22",
    )
    lay(picture, smooth(5.6, 4.6, np.hypot(X - x - 88, Y - y + 118)), "#1a0e14")
    shine(picture, glow(x + 89.8, y - 119.6, 1.3), "#ffe9c0")
    rim = np.clip(blur(whole, 1.2) - np.roll(np.roll(blur(whole, 1.2), -8, 1), 5, 0), 0, 1)
    shine(picture, rim * 0.7 * whole * smooth(y + 30, y - 40, Y), "#ffc57c")
    return whole


def hearth(rng: np.random.Generator, picture: np.ndarray) -> None:
    """Logs and stones."""
    x, y = FIRE
    shine(picture, np.exp(-(np.hypot((X - x) / 90, (Y - y - 4) / 20) ** 2)) * 0.85, "#ff9a42")
    stones = [(a, rng.uniform(15, 23)) for a in np.linspace(0, 2 * np.pi, 13, endpoint=False)]
    for a, size in sorted(stones, key=lambda stone: np.sin(stone[0])):
        if np.sin(a) < 0:
            rock(rng, picture, x + 104 * np.cos(a), y + 10 + 25 * np.sin(a), size, a)
    for points in (((-76, 10), (34, -38)), ((80, 8), (-30, -40)), ((-46, 20), (56, -12)), ((52, 22), (-58, -4))):
        (ax, ay), (bx, by) = points
        log = tapered(np.array([(x + ax, y + ay), (x + bx, y + by)]), 19, 15)
        bark = noise(rng, 30, 8, 3)
        heat = np.clip(1 - np.hypot((X - x) / 62, (Y - y + 6) / 34), 0, 1)
        tone = ramp(
            heat * 1.1 + (bark - 0.5) * 0.6, [(0, "#2b1a24"), (0.4, "#6b3222"), (0.75, "#e0602a"), (1, "#ffc25c")]
        )
        lay(picture, shape(log, 0.3), tone)
        end = smooth(1.05, 0.9, np.hypot((X - x - ax) / 7, (Y - y - ay) / 10))
        lay(picture, end, "#b87a4a")
        lay(picture, smooth(0.6, 0.45, np.hypot((X - x - ax) / 7, (Y - y - ay) / 10)) * 0.6, "#8a5232")
    for a, size in sorted(stones, key=lambda stone: np.sin(stone[0])):
        if np.sin(a) >= 0:
            rock(rng, picture, x + 104 * np.cos(a), y + 12 + 25 * np.sin(a), size, a)


def rock(rng: np.random.Generator, picture: np.ndarray, x: float, y: float, size: float, a: float) -> None:
    ring = curve(
        [
            (x + size * rng.uniform(0.85, 1.1) * np.cos(b), y + size * 0.66 * rng.uniform(0.85, 1.1) * np.sin(b))
            for b in np.linspace(0, 2 * np.pi, 7, endpoint=False)
        ],
        steps=5,
    )
    # Lit on the side that looks at the flames.
    facing = np.clip(0.5 - ((X - x) * np.cos(a) + (Y - y) * (0.5 + 0.5 * np.sin(a))) / size * 0.6, 0, 1)
    tone = ramp(
        facing + (noise(rng, 14, 14, 3) - 0.5) * 0.3,
        [(0, "#221d3c"), (0.45, "#584455"), (0.8, "#c88a5c"), (1, "#ffd596")],
    )
    lay(picture, shape(ring, 0.4), tone)


def smoke(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Rises from the flames, leans with the wind and spreads; answers where there may be any."""
    x, y = FIRE
    up = np.clip((y - 130 - Y) / 470, 0, 1.4)
    middle = x + 10 + 130 * up**1.5 + 20 * np.sin(up * 7)
    wide = 22 + 96 * up
    warp = (noise(rng, 90, 120, 4) - 0.5) * (40 + 110 * up)
    away = (X + warp - middle) / wide
    strands = noise(rng, 42, 120, 5, 0.58)
    curls = np.abs(np.sin((away * 2.2 + strands * 5.5 + up * 3)))
    density = np.exp(-(away**2)) * smooth(0.34, 0.68, strands * 0.62 + 0.4 * curls)
    density *= smooth(y - 60, y - 190, Y) * smooth(1.35, 0.55, up)
    density = blur(density, 2)
    tone = ramp(np.clip(up * 1.5, 0, 1), [(0, "#ffb877"), (0.22, "#d8a5a4"), (0.5, "#b3a0cc"), (1, "#9a94cf")])
    lay(picture, np.clip(density * 0.8, 0, 0.8), tone)
    # Only before the sky: hills do not rise with it.
    return smooth(1.7, 1.0, np.abs((X - middle) / wide)) * smooth(412, 330, Y) * smooth(1.4, 1.2, up)


def flames(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Tongue over tongue, each hotter than the one before; answers where they may dance."""
    x, y = FIRE
    shine(picture, glow(x, y - 70, 210) * 0.34, "#ff8a3c")
    shine(picture, glow(x, y - 60, 95) * 0.5, "#ffb05a")
    wobble = (noise(rng, 46, 70, 4) - 0.5) * 46
    tongues = np.zeros_like(X)
    for scale, low, tone, strength in (
        (1.0, 0, "#d23a1c", 0.86),
        (0.84, 2, "#f36a20", 0.9),
        (0.66, 4, "#ffa02e", 0.92),
        (0.48, 6, "#ffd25e", 0.94),
        (0.3, 8, "#fff3b8", 0.95),
    ):
        mask = np.zeros_like(X)
        for dx, tall, wide, lean in (
            (-44, 92, 22, -8),
            (-24, 148, 26, 10),
            (2, 206, 31, -10),
            (26, 156, 26, 16),
            (46, 100, 20, 4),
            (12, 118, 30, 4),
        ):
            h = np.clip((y + 6 - low - Y) / (tall * scale), 0, 1)
            centre = x + dx * (0.45 + 0.55 * scale) + lean * h**2 * 2.2 + wobble * h**1.2 + 9 * np.sin(h * 6 + dx) * h
            half = wide * scale * np.sqrt(np.clip(h * 5, 0, 1)) * (1 - h) ** 0.72 + 1e-3
            tongue = smooth(1.12, 0.8, np.abs(X - centre) / half) * (h > 0) * (h < 1)
            np.maximum(mask, tongue, out=mask)
        lay(picture, blur(mask, 1.3) * strength, tone)
        np.maximum(tongues, mask, out=tongues)
    # Tongues that have come loose, and sparks.
    for dx, dy, size in ((16, -222, 4.5), (-26, -172, 4), (46, -158, 3.5)):
        drop = smooth(1.1, 0.6, np.hypot((X - x - dx - 3 * np.sin((Y - y) / 7)) / size, (Y - y - dy) / (size * 2.2)))
        lay(picture, drop * 0.9, "#ff9a36")
    for _ in range(64):
        up = rng.random() ** 0.8
        sx = x + rng.normal(0, 26 + 70 * up) + 90 * up**1.5
        sy = y - 90 - 340 * up
        size = rng.uniform(0.7, 1.7) * (1.15 - 0.5 * up)
        window = (
            slice(max(0, int((sy - 14) * SCALE)), int((sy + 14) * SCALE)),
            slice(max(0, int((sx - 14) * SCALE)), int((sx + 14) * SCALE)),
        )
        away = (X[window] - sx) ** 2 + (Y[window] - sy) ** 2
        spark = np.exp(-away / (2 * size**2)) + 0.25 * np.exp(-away / (2 * (size * 3.2) ** 2))
        picture[window] = 1 - (1 - picture[window]) * (1 - np.clip(spark, 0, 1)[..., None] * colour("#ffb04a"))
    # Hardly more than the flames: what stands behind them must not boil along.
    return np.clip(1.6 * blur(tongues, 7), 0, 1) * smooth(y + 10, y - 8, Y)


def draw() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The picture, and the areas of it that move in the sample."""
    rng = np.random.default_rng(2107)
    light = firelight()
    picture = sky(rng)
    heaps = clouds(rng, picture)
    skyline = land(rng, picture).astype(np.float32)
    picture = brush(rng, picture, 0.25 * skyline, 0.45 + 0.2 * skyline).astype(np.float32)
    meadow(rng, picture, light)
    before = picture.copy()
    cool, near = ("#171c3e", "#3f3f70"), ("#10142e", "#2f3158")
    for x, foot, tall in (
        (228, 600, 210),
        (300, 592, 160),
        (955, 604, 220),
        (1010, 596, 170),
        (880, 588, 130),
        (408, 588, 118),
    ):
        fir(rng, picture, x, foot, tall, cool, 0.35)
    for x, foot, tall in ((40, 690, 560), (128, 640, 400), (1180, 720, 600), (FIR[0], FIR[1] - 30, 470)):
        fir(rng, picture, x, foot, tall, near, 0.75)
    trees = blur(smooth(0.01, 0.05, np.abs(before - picture).max(-1)), 1.2)
    house = tent(rng, picture)
    animal = dog(rng, picture, light)
    for x, foot in ((40, 690), (1180, 720), (FIR[0], FIR[1] - 30)):
        for _ in range(26):
            blade(rng, picture, rng.normal(x, 20), foot + rng.uniform(2, 16), rng.uniform(16, 34), light)
    for _ in range(150):  # grass before them
        x, y = rng.choice([rng.uniform(60, 460), rng.normal(DOG[0], 80)]), rng.uniform(0, 1)
        foot = TENT[1] + 12 + 22 * y if x < 440 else DOG[1] + 34 + 18 * y
        blade(rng, picture, x, foot, rng.uniform(10, 24), light * 1.1)
    hearth(rng, picture)
    solid = np.maximum(np.maximum(house, animal), smooth(1.3, 1.0, np.hypot((X - FIRE[0]) / 128, (Y - FIRE[1]) / 56)))
    picture = brush(rng, picture, np.maximum(solid, trees * 0.8) * 0.9, np.maximum(solid * 0.85, 0.6))
    drift = smoke(rng, picture)
    dance = flames(rng, picture)
    picture = brush(rng, picture, np.maximum(dance, 0.5 * drift), np.maximum(0.92, dance * 0.96))
    stars(
        rng,
        picture,
        smooth(300, 140, Y) * (1 - smooth(0.02, 0.2, np.maximum(heaps, np.maximum(trees, drift)))),
        260,
        "#fdf2dd",
    )
    for _ in range(120):  # a dark rim of grass before everything
        blade(rng, picture, rng.uniform(-10, WIDTH + 10), HEIGHT + 12, rng.uniform(26, 62), light * 0.2)
    tip = smooth(1.15, 0.8, np.hypot((X - FIR[0]) / 96, (Y - FIR[1] + 330) / 196)) * (1 - drift)
    areas = {
        "fire": dance,
        "smoke": drift,
        "clouds": (1 - blur(skyline, 3)) * (1 - blur(trees, 3)),
        "fir": tip,
        "tent": house,
        "dog": animal,
    }
    return finish(rng, picture, 0.26), areas
