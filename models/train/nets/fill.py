"""What fills uncovered places over time: the condition and the UNet."""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import LATENT_CHANNELS, Residual, conv, double


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
