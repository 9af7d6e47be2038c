"""Reference flow between two frames of a real clip: DIS, and where it is only a guess of its smoothness, stillness.

DIS carries the motion of a thing far into smooth surroundings that stand still
(the asphalt round a car), where brightness contradicts neither. So the flow is
kept only where the frames say that something moves: sure places of both kinds,
and a watershed along the picture's edges between them.
"""

import cv2
import numpy as np


def estimate(dis, a, b):
    """Flow a -> b by DIS and where it can be trusted (forward and backward agree): [h,w,2], [h,w] bool."""
    ga, gb = cv2.cvtColor(a, cv2.COLOR_RGB2GRAY), cv2.cvtColor(b, cv2.COLOR_RGB2GRAY)
    forward, back = dis.calc(ga, gb, None), dis.calc(gb, ga, None)
    there = ahead(back, forward)
    gap = np.linalg.norm(forward + there, axis=-1)
    good = gap < 1.0 + 0.1 * np.linalg.norm(forward, axis=-1)
    return forward, good


def ahead(values, flow, border=cv2.BORDER_CONSTANT):
    """`values` [h,w,c] read where the flow leads."""
    y, x = np.mgrid[0 : flow.shape[0], 0 : flow.shape[1]].astype(np.float32)
    return cv2.remap(values, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR, borderMode=border)


def lit(picture, like):
    """A frame in the light of another: its exposure may flicker from frame to frame. float32 [h,w,3]."""
    picture = picture.astype(np.float32)
    return picture + np.median(like.astype(np.float32) - picture, (0, 1))


def moving(a, b, flow, good, behind):
    """Where the thing seen in `a` does move until `b`: bool [h,w].

    `behind` is what the camera sees for most of the clip.

    A place surely moves where following the flow explains `b` clearly better
    than standing still does, surely rests where it explains it worse or where
    there is no flow; all else goes with what it is joined to in the picture.
    What looks as it does for most of the clip is not sure to move: ground that a
    thing is about to cover is explained by the thing's flow, too.
    """
    before, after = a.astype(np.float32), lit(b, a)
    new = cv2.blur(np.abs(before - lit(behind, a)).mean(-1), (3, 3)) > 6
    speed = np.linalg.norm(flow, axis=-1)
    still = cv2.blur(np.abs(before - after).mean(-1), (3, 3))
    led = cv2.blur(np.abs(before - ahead(after, flow, cv2.BORDER_REPLICATE)).mean(-1), (3, 3))
    moves = (new & good & (speed > 1) & (still > 1.4 * led + 1.5)).astype(np.uint8)
    moves = cv2.morphologyEx(moves, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0
    rests = (speed < 0.4) | (led > still + 1)
    if not moves.any() or not rests.any():
        return moves
    marks = np.where(moves, 2, np.where(rests, 1, 0)).astype(np.int32)
    cv2.watershed(cv2.GaussianBlur(a, (3, 3), 0), marks)
    return cv2.medianBlur((marks == 2).astype(np.uint8) * 255, 5) > 0
