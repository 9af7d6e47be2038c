import type { Picture } from '../../core/image'

/** Planar 4:2:0, eight bits: Y of width x height, then U, then V of half the size each. Both sides are even. */
export interface YuvFrame {
  width: number
  height: number
  data: Uint8Array<ArrayBuffer>
}

/** The next even number: video in 4:2:0 has no odd sides. */
export function evenSide(side: number): number {
  return side + (side & 1)
}

export function createYuv(width: number, height: number): YuvFrame {
  const w = evenSide(width)
  const h = evenSide(height)
  return { width: w, height: h, data: new Uint8Array((w * h * 3) / 2) }
}

// ITU-R BT.709-6, 3.2 and 3.5: Kr, Kb and eight-bit limited range (Y 16..235, Cb and Cr 16..240),
// in fixed point with 16 bits behind the point. Platforms disagree on the matrix they use for RGB
// frames (many take BT.601), so the conversion is made here and the file says what it is.
const Kr = 0.2126
const Kb = 0.0722
const one = 1 << 16
const fixed = (value: number) => Math.round(value * one)
const yr = fixed((Kr * 219) / 255)
const yb = fixed((Kb * 219) / 255)
const yg = fixed(219 / 255) - yr - yb
const ub = fixed(112 / 255)
const ur = -fixed((Kr / (2 * (1 - Kb))) * (224 / 255))
const ug = -ub - ur
const vr = fixed(112 / 255)
const vb = -fixed((Kb / (2 * (1 - Kr))) * (224 / 255))
const vg = -vr - vb

/** How far from a half the dither's two thresholds lie. */
const ditherSwing = fixed(0.4)

/**
 * sRGB pixels to BT.709 limited range. Chroma is the mean of 2 x 2 pixels. An odd side is made even by
 * repeating the last row or column. Transparent pixels are laid over `background`.
 *
 * With a `moment` (the frame's index) luma is not rounded to the nearest but with an ordered dither, a
 * checkerboard that changes sides with every frame, and comes out right over two frames. An encoder made for
 * cameras (OpenH264, which Chromium has for H.264) otherwise takes what stands still for background, skips
 * it without a look at its chroma, and leaves specks of a coloured thing where that has moved away.
 * @param out of the size that `createYuv` gives; overwritten.
 */
export function toYuv(
  frame: Picture,
  out: YuvFrame,
  background: readonly [number, number, number],
  moment?: number,
): void {
  const { width, height } = frame
  const pixels = overBackground(frame, background)
  const strideY = out.width
  const strideC = out.width >> 1
  const planeU = out.width * out.height
  const planeV = planeU + (planeU >> 2)
  const data = out.data
  const swing = moment === undefined ? 0 : moment & 1 ? -ditherSwing : ditherSwing
  const lumaEven = (16 << 16) + (one >> 1) + swing
  const lumaOdd = (16 << 16) + (one >> 1) - swing
  const chromaHalf = (128 << 18) + (1 << 17)
  for (let y = 0; y < out.height; y += 2) {
    const upper = y * width * 4
    const lower = Math.min(y + 1, height - 1) * width * 4
    const rowY = y * strideY
    const rowC = (y >> 1) * strideC
    for (let x = 0; x < out.width; x += 2) {
      const left = x * 4
      const right = Math.min(x + 1, width - 1) * 4
      const a = upper + left
      const b = upper + right
      const c = lower + left
      const d = lower + right
      const ar = pixels[a] as number
      const ag = pixels[a + 1] as number
      const ab = pixels[a + 2] as number
      const br = pixels[b] as number
      const bg = pixels[b + 1] as number
      const bb = pixels[b + 2] as number
      const cr = pixels[c] as number
      const cg = pixels[c + 1] as number
      const cb = pixels[c + 2] as number
      const dr = pixels[d] as number
      const dg = pixels[d + 1] as number
      const db = pixels[d + 2] as number
      const at = rowY + x
      data[at] = (yr * ar + yg * ag + yb * ab + lumaEven) >> 16
      data[at + 1] = (yr * br + yg * bg + yb * bb + lumaOdd) >> 16
      data[at + strideY] = (yr * cr + yg * cg + yb * cb + lumaOdd) >> 16
      data[at + strideY + 1] = (yr * dr + yg * dg + yb * db + lumaEven) >> 16
      const r = ar + br + cr + dr
      const g = ag + bg + cg + dg
      const blue = ab + bb + cb + db
      data[planeU + rowC + (x >> 1)] = (ur * r + ug * g + ub * blue + chromaHalf) >> 18
      data[planeV + rowC + (x >> 1)] = (vr * r + vg * g + vb * blue + chromaHalf) >> 18
    }
  }
}

/** The pixels themselves when all are opaque, else a copy laid over one colour. */
function overBackground(frame: Picture, background: readonly [number, number, number]): Uint8ClampedArray {
  const source = frame.data
  let opaque = true
  for (let i = 3; i < source.length && opaque; i += 4) opaque = source[i] === 255
  if (opaque) return source
  const result = new Uint8ClampedArray(source)
  for (let i = 0; i < source.length; i += 4) {
    const alpha = (source[i + 3] as number) / 255
    for (let channel = 0; channel < 3; channel++)
      result[i + channel] =
        (source[i + channel] as number) * alpha + (background[channel as 0 | 1 | 2] as number) * (1 - alpha)
  }
  return result
}
