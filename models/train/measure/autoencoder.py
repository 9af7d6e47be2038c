"""The autoencoder beside PCA of patches."""

import numpy as np

from .. import plain
from ..pictures import photos
from .errors import psnr


def blocks(picture):
    """Change across the borders of 8x8 cells over that between other neighbours, [h,w,3]: 1 where no cells show."""
    across, elsewhere = [], []
    for axis in (0, 1):
        step = np.abs(np.diff(picture, axis=axis))
        at = np.arange(step.shape[axis]) % 8 == 7
        across.append(step.compress(at, axis).mean())
        elsewhere.append(step.compress(~at, axis).mean())
    return float(np.mean(across) / max(np.mean(elsewhere), 1e-6))


def shift(picture, truth):
    """The largest mean difference of a channel over the picture, in levels."""
    return float(np.abs((picture - truth).mean((0, 1))).max())


def measure_autoencoder(args, graphs, exact):
    """Per held-out photograph: PSNR of learned, fp32 (where there is `exact`) and PCA; blocks and colour shift.

    `blocks` is over that of the photograph itself.
    """
    pca = plain.Pca(list(photos(args.data, "train").values()))
    rows, looks = {}, {}
    for name, picture in photos(args.data, "eval").items():
        h, w = picture.shape[0] // 16 * 16, picture.shape[1] // 16 * 16
        picture = picture[:h, :w]
        x = picture.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1

        def through(of, x=x):
            y = of["decoder"](latents=of["encoder"](picture=x)[0])[0][0].transpose(1, 2, 0)
            return np.clip(np.round((y + 1) * 127.5), 0, 255)

        truth = picture.astype(np.float32)
        back = {"learned": through(graphs), "PCA of patches": np.clip(np.round(pca.back_and_forth(picture)), 0, 255)}
        looks[name] = {k: {"blocks": blocks(v) / blocks(truth), "shift": shift(v, truth)} for k, v in back.items()}
        rows[name] = {
            "learned": psnr(back["learned"] - truth),
            **({"learned, fp32": psnr(through(exact) - truth)} if exact else {}),
            "PCA of patches": psnr(back["PCA of patches"] - truth),
        }
    mean = {k: float(np.mean([r[k] for r in rows.values()])) for k in next(iter(rows.values()))}
    names = ("learned", "PCA of patches")
    return {
        "mean": mean,
        "blocks": {n: float(np.mean([look[n]["blocks"] for look in looks.values()])) for n in names},
        "shift": {n: float(np.max([look[n]["shift"] for look in looks.values()])) for n in names},
        "pictures": rows,
    }
