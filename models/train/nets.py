"""The pocket pack's networks.

All are convolutional without normalisation layers, so that one graph runs at
any size and int8 weights per output channel cost little. Shapes are given as
[batch, channels, rows, columns]; `H, W` are picture pixels.
"""

import copy

import torch
import torch.nn.functional as F
from torch import nn

LATENT_CHANNELS = 16


def conv(cin, cout, kernel=3, stride=1):
    """A convolution with explicit symmetric padding."""
    return nn.Conv2d(cin, cout, kernel, stride, kernel // 2)


class Residual(nn.Module):
    """x + conv(silu(conv(silu(x)))); starts as the identity."""

    def __init__(self, channels, hidden=None):
        super().__init__()
        hidden = hidden or channels
        self.a = conv(channels, hidden)
        self.b = conv(hidden, channels)
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.b.bias)

    def forward(self, x, scale=None):
        y = self.a(F.silu(x))
        if scale is not None:
            y = y * (1 + scale)
        return x + self.b(F.silu(y))


# ------------------------------------------------------------- autoencoder


class Encoder(nn.Module):
    """picture [B,3,H,W] in -1..1 -> latents [B,16,H/8,W/8], about unit variance."""

    def __init__(self, mid=64, wide=128):
        super().__init__()
        self.stem = nn.Conv2d(3, mid, 8, 4, 2)
        self.fine = Residual(mid)
        self.down = conv(mid, wide, 3, 2)
        self.coarse = nn.ModuleList([Residual(wide), Residual(wide)])
        self.out = conv(wide, LATENT_CHANNELS)

    def forward(self, picture):
        x = self.fine(self.stem(picture))
        x = self.down(F.silu(x))
        for block in self.coarse:
            x = block(x)
        return self.out(F.silu(x))


class Decoder(nn.Module):
    """latents [B,16,h,w] -> pictures [B,3,8h,8w], roughly -1..1."""

    def __init__(self, wide=128, mid=72, fine=36):
        super().__init__()
        self.inp = conv(LATENT_CHANNELS, wide)
        self.coarse = nn.ModuleList([Residual(wide) for _ in range(3)])
        self.up1 = conv(wide, mid * 4, 1)
        self.mid = nn.ModuleList([Residual(mid), Residual(mid)])
        self.up2 = conv(mid, fine * 4, 1)
        self.fine = Residual(fine)
        self.out = conv(fine, 12)

    def forward(self, latents):
        x = self.inp(latents)
        for block in self.coarse:
            x = block(x)
        x = F.pixel_shuffle(self.up1(F.silu(x)), 2)
        for block in self.mid:
            x = block(x)
        x = F.pixel_shuffle(self.up2(F.silu(x)), 2)
        return F.pixel_shuffle(self.out(F.silu(self.fine(x))), 2)


# ------------------------------------------------------------------ motion


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


def double(x, like):
    """Nearest-neighbour twice as large, cut to the size of `like`."""
    y = F.interpolate(x, scale_factor=2.0, mode="nearest")
    return y[:, :, : like.shape[2], : like.shape[3]]


GEOMETRY = 15  # channels made by `geometry`
HEADS = 4


def geometry(colour, hints, aspect):
    """Hint-relative maps.

    colour [B,3,h,w] the picture at this scale; hints [B,N,3] (x, y in 0..1,
    moving); aspect = (width, height) over the long side. Returns [B,N,15,h,w]:
    offset (2), distance, three soft discs, moving, soft maps of the other
    moving (2) and the other still (2) hints, colour difference (3) and its
    likeness. Lengths are in long sides of the picture.
    """
    b, _, h, w = colour.shape
    n = hints.shape[1]
    px = (torch.arange(w, device=colour.device, dtype=torch.float32) + 0.5) / w
    py = (torch.arange(h, device=colour.device, dtype=torch.float32) + 0.5) / h
    hx = hints[:, :, 0].reshape(b, n, 1, 1)
    hy = hints[:, :, 1].reshape(b, n, 1, 1)
    moving = hints[:, :, 2].reshape(b, n, 1, 1)
    dx = (px.reshape(1, 1, 1, w) - hx) * aspect[0] + torch.zeros_like(py).reshape(1, 1, h, 1)
    dy = (py.reshape(1, 1, h, 1) - hy) * aspect[1] + torch.zeros_like(px).reshape(1, 1, 1, w)
    square = dx * dx + dy * dy
    dist = torch.sqrt(square + 1e-6)
    near = torch.exp(square * -800.0)
    mid = torch.exp(square * -80.0)
    far = torch.exp(square * -8.0)
    flag = moving + torch.zeros_like(dx)
    maps = [dx, dy, dist, near, mid, far, flag]
    for weight in (moving, 1 - moving):
        for disc in (near, mid):
            own = disc * weight
            maps.append(own.sum(1, keepdim=True) - own)
    grid = torch.stack([hints[:, :, 0], hints[:, :, 1]], -1) * 2 - 1
    seed = F.grid_sample(colour, grid.reshape(b, n, 1, 2), padding_mode="border", align_corners=False)
    seed = seed.reshape(b, 3, n).permute(0, 2, 1).reshape(b, n, 3, 1, 1)
    difference = colour.reshape(b, 1, 3, h, w) - seed
    alike = torch.exp((difference * difference).sum(2, keepdim=True) * -4.0)
    stacked = torch.stack(maps, 2)
    return torch.cat([stacked, difference, alike], 2)


class Inject(nn.Module):
    """What one level of the pyramid says about each hint: [B*N, width, h, w]."""

    def __init__(self, features, width):
        super().__init__()
        self.base = conv(features, width, 1)
        self.value = conv(features, width, 1)
        self.gate = conv(features, width, 1)
        self.key = conv(features, 8 * HEADS, 1)
        self.maps = conv(GEOMETRY + HEADS, width, 1)

    def forward(self, features, hints, colour, aspect):
        b, c, h, w = features.shape
        n = hints.shape[1]
        grid = (hints[:, :, :2] * 2 - 1).reshape(b, n, 1, 2)
        at = F.grid_sample(features, grid, padding_mode="border", align_corners=False)
        at = at.reshape(b, c, n).permute(0, 2, 1).reshape(b * n, c, 1, 1)
        gate = self.gate(at).reshape(b, n, -1, 1, 1)
        key = self.key(features).float().reshape(b * HEADS, 8, h * w)
        query = self.key(at).float().reshape(b, n, HEADS, 8).permute(0, 2, 1, 3).reshape(b * HEADS, n, 8)
        # |key - query|^2, head by head
        apart = key.square().sum(1, keepdim=True) + query.square().sum(2, keepdim=True) - 2 * (query @ key)
        alike = torch.exp(apart.clamp(min=0) * -0.25)
        alike = alike.reshape(b, HEADS, n, h, w).permute(0, 2, 1, 3, 4)
        maps = torch.cat([geometry(colour, hints, aspect), alike], 2)
        shared = self.base(features).reshape(b, 1, -1, h, w)
        value = self.value(features).reshape(b, 1, -1, h, w)
        x = self.maps(maps.reshape(b * n, GEOMETRY + HEADS, h, w)).reshape(b, n, -1, h, w)
        x = x + shared + value * gate
        return x.reshape(b * n, -1, h, w)


class Exchange(nn.Module):
    """Each hint hears the mean of all hints: [B*N,C,h,w] -> same."""

    def __init__(self, channels):
        super().__init__()
        self.mix = conv(channels, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x, b, n):
        _, c, h, w = x.shape
        y = x.reshape(b, n, c, h, w)
        mean = y.mean(1)
        told = self.mix(F.silu(mean)).reshape(b, 1, c, h, w)
        return (y + told).reshape(b * n, c, h, w)


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
        return (*features, m, F.avg_pool2d(picture, 4))

    def tell(self, seen, hints):
        """Logits [B,N,h,w] of what was seen (see `see`) and hints [B,N,3]."""
        p4, p8, p16, p32, m, c4 = seen
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
        m = torch.exp(m).reshape(b, 9, 16, h // 4, w // 4)
        shares = m.unbind(1)
        norm = m.sum(1).reshape(b, 1, 16, h // 4, w // 4)
        padded = F.pad(coarse.float(), (1, 1, 1, 1), mode="replicate")
        total = None
        for k in range(9):
            i, j = k // 3, k % 3
            cell = padded[:, :, i : i + h // 4, j : j + w // 4]
            part = cell.reshape(b, n, 1, h // 4, w // 4) * shares[k].reshape(b, 1, 16, h // 4, w // 4)
            total = part if total is None else total + part
        total = total / norm
        fine = F.pixel_shuffle(total.reshape(b * n, 16, h // 4, w // 4), 4)
        return fine.reshape(b, n, h, w)

    def forward(self, picture, hints):
        logits = self.logits(picture, hints).clamp(-15, 15)
        e = torch.exp(logits)
        return e / (1 + e.sum(1, keepdim=True))


class MotionGraph(nn.Module):
    """As exported: picture [1,3,h,w], hints [N,3] -> influence [N,1,h,w]."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, picture, hints):
        out = self.net(picture, hints.unsqueeze(0))
        return out.permute(1, 0, 2, 3)


def half(net, sees):
    """A `Motion` with only the layers that `see` uses, or only those that `tell` does."""
    net = copy.deepcopy(net)
    for name, _ in list(net.named_children()):
        if (name in ("pyramid", "patch", "mask")) != sees:
            delattr(net, name)
    return net


class SegmentEncoder(nn.Module):
    """As exported: picture [1,3,h,w] -> what `Motion.see` gives, once per picture."""

    def __init__(self, net):
        super().__init__()
        self.net = half(net, True)

    def forward(self, picture):
        return self.net.see(picture)


class SegmentDecoder(nn.Module):
    """As exported: what was seen and clicks [N,3] (x, y, keeps) -> mask [1,1,h,w] in 0..1.

    The mask is what all clicks that keep hold together.
    """

    def __init__(self, net):
        super().__init__()
        self.net = half(net, False)

    def forward(self, f4, f8, f16, f32, upsample, colour, clicks):
        e = torch.exp(self.net.tell((f4, f8, f16, f32, upsample, colour), clicks.unsqueeze(0)).clamp(-15, 15))
        keeps = clicks[:, 2].reshape(1, -1, 1, 1)
        return (e * keeps).sum(1, keepdim=True) / (1 + e.sum(1, keepdim=True))


# -------------------------------------------------------------------- fill


class Condition(nn.Module):
    """What the UNet is told, once per window.

    picture, plate [1,3,H,W]; backward [T,h,w,2] (grid in -1..1, where each
    target cell reads the still); hole [T,1,h,w] (share of the cell without a
    source pixel). The still is warped at picture resolution through the
    enlarged backward map, the plate put into the holes, and the result
    encoded: warping pictures keeps the sub-cell phase which warping latents
    would lose. Returns condition [T,48,h,w] = latents of that (16), hole (1),
    features (31) and condition_half [T,48,h/2,w/2] = hole (1), features (47).
    """

    channels = 48
    channels_half = 48

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.stem = nn.Conv2d(7, 48, 8, 4, 2)
        self.r4 = Residual(48)
        self.down8 = conv(48, 64, 3, 2)
        self.r8 = Residual(64)
        self.out8 = conv(64, self.channels - LATENT_CHANNELS - 1, 1)
        self.down16 = conv(64, 96, 3, 2)
        self.r16 = Residual(96)
        self.out16 = conv(96, self.channels_half - 1, 1)

    def forward(self, picture, plate, backward, hole):
        # rows and columns as channels so that Resize works on NCHW
        grid = F.interpolate(
            backward.permute(0, 3, 1, 2), scale_factor=8.0, mode="bilinear", align_corners=False
        ).permute(0, 2, 3, 1)
        full = F.interpolate(hole, scale_factor=8.0, mode="bilinear", align_corners=False)
        t = torch.zeros_like(hole[:, :, :1, :1])
        still = picture + t
        warped = F.grid_sample(still, grid, padding_mode="border", align_corners=False)
        mixed = warped * (1 - full) + plate * full
        latents = self.encoder(mixed)
        x = torch.cat([mixed, full, plate + t], 1)
        x4 = self.r4(self.stem(x))
        x8 = self.r8(self.down8(F.silu(x4)))
        x16 = self.r16(self.down16(F.silu(x8)))
        condition = torch.cat([latents, hole, self.out8(F.silu(x8))], 1)
        half = torch.cat([F.avg_pool2d(hole, 2), self.out16(F.silu(x16))], 1)
        return condition, half


class TimeMix(nn.Module):
    """Each frame hears its two neighbours: x [T,C,h,w] -> same. T may be 1."""

    def __init__(self, channels):
        super().__init__()
        self.mix = conv(channels * 3, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x):
        before = torch.cat([x[:1], x[:-1]], 0)
        after = torch.cat([x[1:], x[-1:]], 0)
        return x + self.mix(F.silu(torch.cat([before, x, after], 1)))


class TimeAttention(nn.Module):
    """Attention along time, cell by cell: x [T,C,h,w] -> same."""

    def __init__(self, channels):
        super().__init__()
        self.channels = channels
        self.qkv = conv(channels, channels * 3, 1)
        self.out = conv(channels, channels, 1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x):
        t, c, h, w = x.shape
        y = x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-4)
        q, k, v = self.qkv(y).reshape(t, 3, c, h * w).permute(1, 3, 0, 2).unbind(0)
        a = torch.softmax(q @ k.transpose(1, 2) * (c**-0.5), -1) @ v  # [hw,T,C]
        return x + self.out(a.permute(1, 2, 0).reshape(t, c, h, w))


class UNet(nn.Module):
    """latents [T,16,h,w] at noise level sigma [1] -> flow-matching velocity.

    x_sigma = (1 - sigma) x0 + sigma noise; velocity = noise - x0. Inside, x0
    is predicted relative to the warped latents, the first 16 channels of the
    condition.
    """

    def __init__(self, a=64, b=96, c=128):
        super().__init__()
        self.time = nn.ModuleList([conv(16, 64, 1), conv(64, a + 2 * b + 2 * c, 1)])
        self.register_buffer("waves", torch.exp(torch.linspace(0, 4.5, 8)).reshape(1, 8, 1, 1))
        self.widths = (a, b, c, b, c)
        self.inp = conv(LATENT_CHANNELS * 2 + Condition.channels - LATENT_CHANNELS, a)
        self.a1, self.a2 = Residual(a), Residual(a)
        self.a3, self.a4 = Residual(a), Residual(a)
        self.t1, self.t2 = TimeMix(a), TimeMix(a)
        self.down1 = conv(a, b, 3, 2)
        self.from_half = conv(Condition.channels_half, b, 1)
        self.b1, self.b2 = Residual(b), Residual(b)
        self.t3, self.t4 = TimeMix(b), TimeMix(b)
        self.down2 = conv(b, c, 3, 2)
        self.c1, self.c2 = Residual(c), Residual(c)
        self.attend = TimeAttention(c)
        self.up2, self.up1 = conv(c, b, 1), conv(b, a, 1)
        self.out = conv(a, LATENT_CHANNELS)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def denoised(self, latents, timestep, condition, half):
        """The estimate of x0, [T,16,h,w]."""
        warped = condition[:, :LATENT_CHANNELS]
        angle = timestep.reshape(1, 1, 1, 1) * self.waves
        e = self.time[0](torch.cat([torch.sin(angle), torch.cos(angle)], 1))
        s = torch.split(self.time[1](F.silu(e)), self.widths, 1)
        x = self.inp(torch.cat([latents, latents - warped, condition[:, LATENT_CHANNELS:]], 1))
        x = self.t1(self.a2(self.a1(x, s[0])))
        y = self.down1(F.silu(x)) + self.from_half(half)
        y = self.t3(self.b1(y, s[1]))
        z = self.down2(F.silu(y))
        z = self.c2(self.attend(self.c1(z, s[2])), s[4])
        y = self.t4(self.b2(y + double(self.up2(z), y), s[3]))
        x = x + double(self.up1(y), x)
        x = self.a4(self.t2(self.a3(x)))
        return warped + self.out(F.silu(x))

    def forward(self, latents, timestep, condition, condition_half):
        x0 = self.denoised(latents, timestep, condition, condition_half)
        sigma = timestep.reshape(1, 1, 1, 1).clamp(min=0.02)
        return (latents - x0) / sigma


def count(module):
    """Number of parameters."""
    return sum(p.numel() for p in module.parameters())
