"""A fox looks up at a paper lantern in a garden at night."""

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

MOON = (285.0, 205.0)
LANTERN = (725.0, 300.0)  # its middle
FOX = (405.0, 690.0)  # where it sits


def night(rng: np.random.Generator) -> np.ndarray:
    t = Y / HEIGHT + (noise(rng, 700, 400, 4) - 0.5) * 0.3
    picture = ramp(t, [(0, "#0f1c3f"), (0.35, "#1c3a63"), (0.6, "#2f5f7a"), (0.8, "#27505f"), (1, "#12303a")])
    shine(picture, glow(*MOON, 210) * 0.34, "#9cc6d8")
    disc = smooth(87, 85, np.hypot(X - MOON[0], Y - MOON[1]))
    seas = noise(rng, 90, 90, 4)
    lay(picture, disc, ramp(seas, [(0.3, "#b9cfd0"), (0.5, "#e8ecd8"), (0.7, "#fff8e2")]))
    shine(picture, glow(*MOON, 105) * 0.25 * (1 - disc), "#cfe6ea")
    return picture


def woods(rng: np.random.Generator, picture: np.ndarray) -> None:
    """Trees behind trees, each row darker."""
    for index, (level, tone, count) in enumerate(((470, "#2f6478", 26), (520, "#23505f", 20), (575, "#183c49", 14))):
        heights = ridge(rng, level, 60, 240, 5)
        where = below(heights, 2)
        for _ in range(count):
            x, wide = rng.uniform(-30, WIDTH + 30), rng.uniform(40, 110)
            y = heights[int(np.clip(x, 0, WIDTH - 1) * SCALE)] - wide * rng.uniform(0.2, 0.7)
            where = np.maximum(where, smooth(1, 0.86, np.hypot((X - x) / wide, (Y - y) / wide / 0.9)))
        leaves = noise(rng, 34, 26, 4)
        where = smooth(0.38, 0.62, blur(where, 5) + (leaves - 0.5) * 0.5)
        lit = np.clip((leaves - 0.45) * 2.6, 0, 1) * (np.exp(-(((X - LANTERN[0]) / 330) ** 2 + ((Y - 450) / 260) ** 2)))
        tint = colour(tone)[None, None] + (colour("#7fa06a") - colour(tone)) * (lit * (0.25 + 0.16 * index))[..., None]
        lay(picture, where, tint * (0.86 + 0.3 * leaves)[..., None])
        mist = np.exp(-(((Y - level - 95) / 55) ** 2)) * (0.4 + noise(rng, 400, 70, 4) * 0.7)
        lay(picture, (mist * (0.34 - 0.08 * index)).clip(0, 1), "#86b3b4")


def meadow(rng: np.random.Generator, picture: np.ndarray) -> None:
    heights = ridge(rng, 640, 40, 500, 3)
    light = np.exp(-(((X - LANTERN[0] + 40) / 330) ** 2 + ((Y - 690) / 120) ** 2))
    ground = ramp(
        np.clip(light + (noise(rng, 60, 16, 4) - 0.5) * 0.35, 0, 1),
        [(0, "#0f2c32"), (0.4, "#2e5a41"), (0.75, "#849048"), (1, "#e2b659")],
    )
    lay(picture, below(heights, 3), ground)
    for _ in range(1500):
        y = 640 + 190 * rng.random() ** 0.8
        x, tall = rng.uniform(-10, WIDTH + 10), rng.uniform(14, 34) * (0.5 + (y - 620) / 160)
        blade(rng, picture, x, y, tall, light)


def blade(rng: np.random.Generator, picture: np.ndarray, x: float, y: float, tall: float, light: np.ndarray) -> None:
    lean = rng.normal(0, tall * 0.3)
    row, column = int(np.clip(y * SCALE, 0, X.shape[0] - 1)), int(np.clip(x * SCALE, 0, X.shape[1] - 1))
    warm = float(np.clip(light[row, column] * rng.uniform(0.6, 1.3), 0, 1))
    tone = ramp(np.array(warm), [(0, "#16393c"), (0.4, "#3d6d46"), (0.8, "#a5a552"), (1, "#f3cf76")])
    stem = curve([(x, y), (x + lean * 0.3, y - tall * 0.55), (x + lean, y - tall)], closed=False, steps=5)
    fixed = np.round(tapered(stem, 3.4, 0.5) * SCALE * 16).astype(np.int32)
    cv2.fillPoly(picture, [fixed], tone.tolist(), cv2.LINE_AA, 4)


def flowers(rng: np.random.Generator, picture: np.ndarray) -> None:
    for _ in range(64):
        x = rng.choice([rng.normal(130, 110), rng.normal(960, 170), rng.uniform(0, WIDTH)], p=[0.35, 0.45, 0.2])
        y = rng.uniform(655, 770)
        if abs(x - FOX[0]) < 105:
            continue
        size = rng.uniform(5, 10) * (0.5 + (y - 600) / 200)
        warm = float(np.exp(-(((x - LANTERN[0]) / 330) ** 2)))
        petals, heart = [
            ("#c8d4ff", "#ffe49a"),
            ("#ff9fb2", "#ffe9b0"),
            ("#fff0d2", "#f0a94a"),
            ("#b79be8", "#ffe49a"),
        ][int(rng.integers(4))]
        stem = curve([(x, y + 44), (x + rng.normal(0, 4), y + 20), (x, y)], closed=False)
        lay(picture, line(stem, 2), "#23513f")
        tone = colour(petals) * (0.42 + 0.58 * warm) + (colour("#ffcf80") - colour(petals)) * 0.2 * warm
        turn = rng.uniform(0, np.pi)
        for k in range(5):
            a = turn + k * 2 * np.pi / 5
            ring = curve(
                [
                    (
                        x + size * 0.62 * np.cos(a) + size * 0.5 * np.cos(b),
                        y + size * 0.5 * np.sin(a) + size * 0.42 * np.sin(b),
                    )
                    for b in np.linspace(0, 2 * np.pi, 6, endpoint=False)
                ],
                steps=4,
            )
            lay(picture, shape(ring), tone * (0.9 + 0.12 * (k % 2)))
        lay(
            picture,
            shape(
                curve(
                    [
                        (x + size * 0.3 * np.cos(b), y + size * 0.27 * np.sin(b))
                        for b in np.linspace(0, 2 * np.pi, 6, endpoint=False)
                    ],
                    steps=4,
                )
            ),
            colour(heart) * (0.55 + 0.45 * warm),
        )


def branch(rng: np.random.Generator, picture: np.ndarray) -> None:
    main = curve([(1230, 70), (1080, 96), (950, 84), (830, 108), (725, 122), (640, 112), (585, 128)], closed=False)
    for points, start, end in (
        (main, 34, 4),
        (curve([(1010, 90), (950, 46), (880, 22), (830, -8)], closed=False), 15, 4),
        (curve([(860, 102), (800, 74), (742, 66), (690, 44)], closed=False), 9, 2),
        (curve([(930, 88), (900, 130), (862, 150), (840, 178)], closed=False), 7, 1.5),
    ):
        bark = shape(tapered(points, start, end))
        lay(picture, bark, ramp(noise(rng, 60, 7, 3), [(0.3, "#0d1a22"), (0.7, "#22323a")]))
        lay(picture, np.clip(bark - np.roll(bark, -7, 0), 0, 1) * np.exp(-(((X - LANTERN[0]) / 220) ** 2)), "#d0904e")
    for _ in range(330):
        place = (
            main[int(rng.integers(len(main)))]
            if rng.random() < 0.55
            else np.array([rng.uniform(780, 1215), rng.uniform(-10, 90)])
        )
        x, y = place + rng.normal(0, 26, 2)
        if abs(x - LANTERN[0]) < 30 and y > 112:
            continue
        angle, size = rng.uniform(0.2, 2.6), rng.uniform(9, 19)
        tip = np.array([np.cos(angle), np.sin(angle)]) * size
        side = np.array([-tip[1], tip[0]]) * 0.3
        leaf = curve(
            [(x, y), tuple((x, y) + tip * 0.5 + side), tuple((x, y) + tip), tuple((x, y) + tip * 0.5 - side)], steps=5
        )
        warm = float(np.exp(-(((x - LANTERN[0]) / 190) ** 2 + ((y - LANTERN[1]) / 230) ** 2))) * rng.uniform(0.6, 1.3)
        tone = ramp(np.array(min(1.0, warm * 1.4)), [(0, "#12303a"), (0.5, "#4d6a3e"), (1, "#d8b05a")]) * rng.uniform(
            0.8, 1.15
        )
        lay(picture, shape(leaf), tone)


def lantern(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """A round paper lantern on a string, which stays; answers where the lantern is."""
    x, y = LANTERN
    shine(picture, glow(x, y, 190) * 0.42, "#ff9c46")
    shine(picture, glow(x, y, 95) * 0.45, "#ffc06a")
    lay(picture, line([(x, 120), (x, y - 84)], 2), "#c99a62")
    half = np.sqrt(np.clip(1 - ((Y - y) / 80) ** 2, 0, 1)) ** 0.82 * 78
    body = smooth(0.7, -0.7, np.abs(X - x) - half) * smooth(70, 69, np.abs(Y - y))
    u = np.clip((X - x) / np.maximum(half, 1), -1, 1)
    rib = 0.5 + 0.5 * np.cos((Y - y + 5 * (1 - u**2)) * 2 * np.pi / 12.5)
    heat = np.clip(1 - np.hypot((X - x) / 92, (Y - y - 16) / 92) ** 1.5, 0, 1)
    tone = ramp(
        heat + (noise(rng, 30, 30, 4) - 0.5) * 0.16 - (1 - rib) ** 3 * 0.12,
        [(0, "#b8321f"), (0.3, "#e9602c"), (0.6, "#ffa544"), (0.85, "#ffdc8a"), (1, "#fff6d0")],
    )
    lay(picture, body, tone)
    # A painted spray of blossom.
    twig = curve([(x - 52, y + 34), (x - 22, y + 12), (x + 2, y + 4), (x + 38, y - 30)], closed=False)
    lay(picture, line(twig, 2.4) * body * 0.6, "#9c3a22")
    for dx, dy, size in ((-38, 24, 8), (-16, 2, 9), (6, 12, 8), (20, -20, 9), (40, -36, 7), (30, 0, 6)):
        for k in range(5):
            a = k * 2 * np.pi / 5 + dx
            dot = smooth(
                1,
                0.7,
                np.hypot(X - x - dx - size * 0.62 * np.cos(a), Y - y - dy - size * 0.62 * np.sin(a)) / (size * 0.55),
            )
            lay(picture, dot * body * 0.7, "#c2402a")
    for edge, wide in ((-70, 34), (70, 34)):
        lay(
            picture,
            (
                cap := shape(
                    [
                        (x - wide, y + edge - 6),
                        (x + wide, y + edge - 6),
                        (x + wide - 3, y + edge + 6),
                        (x - wide + 3, y + edge + 6),
                    ],
                    0.4,
                )
            ),
            ramp((X - x) / 70 + 0.5, [(0, "#3a1a1a"), (0.5, "#8c4a2a"), (1, "#3a1a1a")]),
        )
        body = np.maximum(body, cap)
    for k in range(-3, 4):  # the tassel
        tail = line(curve([(x, y + 76), (x + k * 1.6, y + 92), (x + k * 2.6, y + 126)], closed=False), 2.2)
        lay(picture, tail, "#d5523a" if k % 2 else "#f0894a")
        body = np.maximum(body, tail)
    shine(picture, glow(x, y + 10, 62) * 0.3, "#ffd98a")
    return body


def fox(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Seated, seen from the side, its nose lifted towards the light."""
    x, y = FOX
    at = lambda points: curve([(x + px, y + py) for px, py in points])
    fur = noise(rng, 9, 22, 4)
    whole = np.zeros_like(X)
    # How much the lantern (up and to the right) reaches a place.
    reach = np.clip(0.42 + (X - x) / 150 - (Y - y + 130) / 420, 0, 1)

    def coat(points, stops, soft=0.8, extra=0.0) -> None:
        where = smooth(0.3, 0.7, blur(shape(at(points)), soft + 0.6) + (fur - 0.5) * 0.42 * (soft > 0.7))
        lay(picture, where, ramp(np.clip(reach + extra + (fur - 0.5) * 0.45, 0, 1), stops))
        np.maximum(whole, where, out=whole)

    red = [(0, "#4a2030"), (0.35, "#9c4428"), (0.7, "#e4803a"), (1, "#ffc577")]
    white = [(0, "#5d5a70"), (0.4, "#c2a690"), (0.8, "#ffe9c6"), (1, "#fffaea")]
    black = [(0, "#150f1c"), (0.7, "#3b2528"), (1, "#8a5436")]
    # Tail round the back, with its white tip before the paws.
    coat([(-62, -18), (-112, -40), (-138, -6), (-118, 30), (-60, 42), (0, 34), (6, 16), (-50, 14)], red, extra=-0.1)
    coat([(-14, 40), (30, 36), (46, 22), (20, 12), (-12, 16)], white, extra=0.0)
    # Haunch, body, chest.
    coat(
        [
            (-66, 12),
            (-84, -44),
            (-66, -104),
            (-28, -150),
            (18, -166),
            (44, -140),
            (50, -84),
            (44, -24),
            (34, 22),
            (-20, 28),
        ],
        red,
    )
    coat([(34, -148), (58, -122), (62, -84), (50, -36), (36, -30), (28, -90), (20, -130)], white, extra=0.1)
    coat([(-70, 18), (-78, -22), (-52, -56), (-14, -46), (0, -8), (-8, 26), (-40, 32)], red, extra=-0.08)
    # Fore legs.
    coat(
        [(22, -60), (46, -64), (48, -10), (60, 22), (34, 26), (28, 6)],
        [(0, "#3a1a26"), (0.4, "#8c3f28"), (1, "#f0974c")],
    )
    coat([(30, -22), (47, -20), (50, 6), (64, 22), (36, 27), (32, 8)], black)
    # Head: far ear, skull, cheek, muzzle, near ear.
    coat([(34, -222), (52, -276), (66, -226)], black, soft=0.5)
    coat(
        [
            (-6, -150),
            (-14, -190),
            (8, -224),
            (46, -234),
            (76, -222),
            (110, -218),
            (124, -210),
            (112, -196),
            (82, -178),
            (58, -154),
            (26, -140),
        ],
        red,
        extra=0.08,
    )
    coat(
        [
            (112, -197),
            (123, -208),
            (96, -204),
            (70, -196),
            (48, -184),
            (30, -158),
            (14, -134),
            (40, -140),
            (62, -156),
            (84, -178),
        ],
        white,
        extra=0.15,
    )
    coat([(4, -216), (6, -284), (18, -290), (46, -232), (26, -216)], red, soft=0.5)
    coat([(12, -224), (13, -268), (20, -270), (36, -232)], [(0, "#2a1420"), (1, "#c8704a")], soft=0.4)
    coat([(6, -268), (7, -286), (17, -290), (25, -272)], black, soft=0.4)
    lay(picture, (nose := shape(at([(116, -216), (127, -213), (126, -203), (117, -204)]), 0.4)), "#120c14")
    lay(picture, shape(at([(62, -214), (72, -219), (81, -213), (72, -209)]), 0.4), "#1a0e14")
    lay(picture, shape(at([(66, -214), (72, -217), (78, -213), (72, -211)]), 0.3), "#f0b04c")
    lay(picture, smooth(3.0, 2.2, np.hypot(X - x - 73, Y - y + 214)), "#140c10")
    shine(picture, glow(x + 74.5, y - 215.5, 1.1), "#ffffff")
    whole = np.maximum(whole, nose)
    # Light along its front.
    rim = np.clip(blur(whole, 1.2) - np.roll(np.roll(blur(whole, 1.2), -9, 1), 7, 0), 0, 1) * smooth(y + 20, y - 120, Y)
    shine(picture, rim * 0.75 * whole, "#ffbf6b")
    for k in range(4):
        hair = curve(
            [(x + 100 + k * 3, y - 204 + k), (x + 110, y - 196 + 4 * k), (x + 112 - 3 * k, y - 180 + 5 * k)],
            closed=False,
        )
        lay(picture, line(hair, 0.7) * 0.6, "#ffe9cc")
    return whole


def fireflies(rng: np.random.Generator, picture: np.ndarray) -> None:
    for _ in range(46):
        x, y, size = rng.uniform(40, WIDTH - 30), rng.uniform(330, 730), rng.uniform(1.2, 3.2)
        if np.hypot(x - LANTERN[0], y - LANTERN[1]) < 150 or np.hypot(x - FOX[0] - 20, y - FOX[1] + 130) < 180:
            continue
        window = (
            slice(max(0, int((y - 45) * 2)), int((y + 45) * 2)),
            slice(max(0, int((x - 45) * 2)), int((x + 45) * 2)),
        )
        d2 = (X[window] - x) ** 2 + (Y[window] - y) ** 2
        light = np.exp(-d2 / (2 * size**2)) + 0.3 * np.exp(-d2 / (2 * (size * 4.5) ** 2))
        picture[window] = 1 - (1 - picture[window]) * (1 - np.clip(light, 0, 1)[..., None] * colour("#e9f59a"))


def draw() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The picture, and the areas of it that move in the sample."""
    rng = np.random.default_rng(405)
    picture = night(rng)
    woods(rng, picture)
    meadow(rng, picture)
    background = brush(rng, picture, smooth(560, 640, Y) * 0.3, smooth(600, 680, Y) * 0.5)
    away = smooth(95, 125, np.hypot(X - MOON[0], Y - MOON[1])) * smooth(340, 200, Y)
    stars(rng, background, away, 150, "#e6f3ff")
    flowers(rng, background)
    animal = fox(rng, background)
    for _ in range(90):  # grass before its feet
        blade(
            rng,
            background,
            FOX[0] + rng.normal(-10, 75),
            FOX[1] + rng.uniform(34, 62),
            rng.uniform(18, 40),
            0.55 * np.ones_like(X),
        )
    branch(rng, background)
    background = brush(rng, background, smooth(560, 640, Y) * 0.4, np.maximum(animal * 0.9, 0.6))
    light = lantern(rng, background)
    keep = blur(np.maximum(animal, light), 1.2)
    picture = brush(rng, background, keep, np.maximum(keep * 0.9, 0.95))
    fireflies(rng, picture)
    # A wind that moves the end of the branch only.
    leafy = smooth(1.15, 0.75, np.hypot((X - 600) / 105, (Y - 112) / 95))
    return finish(rng, picture, 0.3), {"lantern": light, "fox": animal, "branch": leafy}
