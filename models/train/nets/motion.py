"""The motion network, which also finds what clicks mean: what goes with a hint."""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import Residual, conv, double
from .hints import Exchange, Inject


class Pyramid(nn.Module):
    """picture [B,3,h,w] -> features at /4 (32), /8 (64), /16 (96), /32 (128).

    Down and up again, so that each level sees far and keeps edges.
    """

    widths = (32, 64, 96, 128)

    def __init__(self):
        super().__init__()
        a, b, c, d = self.widths
        self.stem = nn.Conv2d(3, 16, 4, 2, 1)
        self.d4, self.r4 = conv(16, a, 3, 2), Residual(a)
        self.d8, self.r8 = conv(a, b, 3, 2), Residual(b)
        self.d16, self.r16 = conv(b, c, 3, 2), Residual(c)
        self.d32, self.r32 = conv(c, d, 3, 2), nn.ModuleList([Residual(d), Residual(d)])
        self.u16, self.m16 = conv(d, c, 1), Residual(c)
        self.u8, self.m8 = conv(c, b, 1), Residual(b)
        self.u4, self.m4 = conv(b, a, 1), Residual(a)

    def forward(self, picture):
        x2 = self.stem(picture)
        x4 = self.r4(self.d4(F.silu(x2)))
        x8 = self.r8(self.d8(F.silu(x4)))
        x16 = self.r16(self.d16(F.silu(x8)))
        x32 = self.d32(F.silu(x16))
        for block in self.r32:
            x32 = block(x32)
        x16 = self.m16(x16 + double(self.u16(x32), x16))
        x8 = self.m8(x8 + double(self.u8(x16), x8))
        x4 = self.m4(x4 + double(self.u4(x8), x4))
        return x4, x8, x16, x32


class Motion(nn.Module):
    """picture [B,3,h,w] in -1..1, hints [B,N,3] -> influence [B,N,h,w] in 0..1.

    A softmax over the N hints and one implicit slot for "nothing".
    """

    def __init__(self, d4=16, d8=24, d16=48, d32=64):
        super().__init__()
        self.pyramid = Pyramid()
        f4, f8, f16, f32 = self.pyramid.widths
        self.i4, self.i8 = Inject(f4, d4), Inject(f8, d8)
        self.i16, self.i32 = Inject(f16, d16), Inject(f32, d32)
        self.a8, self.a16, self.a32 = Residual(d8), Residual(d16), Residual(d32)
        self.x16, self.x32 = Exchange(d16), Exchange(d32)
        self.down16, self.down32 = conv(d8, d16, 3, 2), conv(d16, d32, 3, 2)
        self.b32, self.b16, self.b8, self.b4 = Residual(d32), Residual(d16), Residual(d8), Residual(d4)
        self.up16, self.up8, self.up4 = conv(d32, d16, 1), conv(d16, d8, 1), conv(d8, d4, 1)
        self.logit = conv(d4, 1)
        # convex upsampling by 4, weights shared by all hints (as in RAFT)
        self.patch = nn.Conv2d(3, 32, 8, 4, 2)
        self.mask = nn.ModuleList([conv(f4, 32, 1), conv(32, 32), conv(32, 16 * 9, 1)])

    def logits(self, picture, hints):
        """Logits [B,N,h,w]; "nothing" has logit 0.

        In training, hints may be [B*Q,N,3]: Q sets of hints, each by itself,
        on every picture.
        """
        seen = self.see(picture)
        if self.training and hints.shape[0] > picture.shape[0]:
            seen = tuple(x.repeat_interleave(hints.shape[0] // x.shape[0], 0) for x in seen)
        return self.tell(seen, hints)

    def see(self, picture):
        """All that does not depend on hints: features at /4, /8, /16, /32, shares for the upsampling [B,144,h/4,w/4]
        and the picture's colours [B,3,h/4,w/4]."""
        features = self.pyramid(picture)
        m = self.mask[0](features[0]) + self.patch(picture)
        m = self.mask[2](F.silu(self.mask[1](F.silu(m)))).float().contiguous().clamp(-8, 8)
        b, _, h, w = m.shape
        shares = torch.exp(m).reshape(b, 9, 16, h, w)
        shares = shares / shares.sum(1, keepdim=True)
        return (*features, shares.reshape(b, 144, h, w), F.avg_pool2d(picture, 4))

    def tell(self, seen, hints):
        """Logits [B,N,h,w] of what was seen (see `see`) and hints [B,N,3]."""
        p4, p8, p16, p32, shares, c4 = seen
        b, n = hints.shape[:2]
        h, w = c4.shape[2] * 4, c4.shape[3] * 4
        # a float division of shapes would leave the graph; sizes are at most 512
        size = torch.stack([torch.as_tensor(w), torch.as_tensor(h)]).to(c4.device).float()
        aspect = size / size.max()
        c8 = F.avg_pool2d(c4, 2)
        c16 = F.avg_pool2d(c8, 2)
        c32 = F.avg_pool2d(c16, 2, ceil_mode=True, count_include_pad=False)
        x8 = self.a8(self.i8(p8, hints, c8, aspect))
        x16 = self.down16(F.silu(x8)) + self.i16(p16, hints, c16, aspect)
        x16 = self.x16(self.a16(x16), b, n)
        x32 = self.down32(F.silu(x16)) + self.i32(p32, hints, c32, aspect)
        x32 = self.b32(self.x32(self.a32(x32), b, n))
        x16 = self.b16(x16 + double(self.up16(x32), x16))
        x8 = self.b8(x8 + double(self.up8(x16), x8))
        x4 = self.b4(self.i4(p4, hints, c4, aspect) + double(self.up4(x8), p4))
        coarse = self.logit(F.silu(x4)).reshape(b, n, h // 4, w // 4)
        fine = enlarge(coarse.float(), shares)
        return fine.reshape(b, n, h, w)

    def forward(self, picture, hints):
        logits = self.logits(picture, hints).clamp(-15, 15)
        e = torch.exp(logits)
        return e / (1 + e.sum(1, keepdim=True))


def enlarge(coarse, shares):
    """Four times as large, each fine cell a mean of its 3x3 coarse neighbours.

    coarse [B,N,h,w], shares [B,144,h,w] (9 neighbours x 16 fine cells) -> [B*N,1,4h,4w].
    """
    b, n, h, w = coarse.shape
    padded = F.pad(coarse, (1, 1, 1, 1), mode="replicate")
    total = None
    for k, share in enumerate(shares.reshape(b, 9, 16, h, w).unbind(1)):
        i, j = k // 3, k % 3
        part = padded[:, :, i : i + h, j : j + w].reshape(b, n, 1, h, w) * share.reshape(b, 1, 16, h, w)
        total = part if total is None else total + part
    return F.pixel_shuffle(total.reshape(b * n, 16, h, w), 4)
