"""The autoencoder beside PCA of patches."""

import numpy as np

from .. import plain
from ..pictures import photos
from .errors import psnr


def measure_autoencoder(args, graphs, exact):
    """PSNR per held-out photograph: learned, fp32 (where there is `exact`), PCA."""
    pca = plain.Pca(list(photos(args.data, "train").values()))
    rows = {}
    for name, picture in photos(args.data, "eval").items():
        h, w = picture.shape[0] // 16 * 16, picture.shape[1] // 16 * 16
        picture = picture[:h, :w]
        x = picture.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1

        def through(of, x=x):
            y = of["decoder"](latents=of["encoder"](picture=x)[0])[0][0].transpose(1, 2, 0)
            return np.clip(np.round((y + 1) * 127.5), 0, 255)

        truth = picture.astype(np.float32)
        rows[name] = {
            "learned": psnr(through(graphs) - truth),
            **({"learned, fp32": psnr(through(exact) - truth)} if exact else {}),
            "PCA of patches": psnr(np.clip(np.round(pca.back_and_forth(picture)), 0, 255) - truth),
        }
    mean = {k: float(np.mean([r[k] for r in rows.values()])) for k in next(iter(rows.values()))}
    return {"mean": mean, "pictures": rows}
