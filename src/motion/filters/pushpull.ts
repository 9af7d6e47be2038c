/**
 * Carries known values into the unknown, smoothly and at once (push-pull, Gortler et al. 1996).
 * `channels` are planes of width x height, changed in place; `known` is 0..1 a pixel, and where it is
 * 1 the values stay as they are. Nothing known anywhere: everything stays.
 */
export function pushPull(
  channels: Float32Array<ArrayBuffer>[],
  known: Float32Array<ArrayBuffer>,
  width: number,
  height: number,
): void {
  if (width <= 1 && height <= 1) return
  const w = (width + 1) >> 1
  const h = (height + 1) >> 1
  const coarseKnown = new Float32Array(w * h)
  const coarse = channels.map(() => new Float32Array(w * h))
  let open = false
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0
      const i = y * w + x
      for (let k = 0; k < 4; k++) {
        const [xx, yy] = [2 * x + (k & 1), 2 * y + (k >> 1)]
        if (xx >= width || yy >= height) continue
        const at = yy * width + xx
        const share = known[at] as number
        if (share < 1) open = true
        if (share === 0) continue
        sum += share
        for (let c = 0; c < channels.length; c++) {
          const line = coarse[c] as Float32Array
          line[i] = (line[i] as number) + share * ((channels[c] as Float32Array)[at] as number)
        }
      }
      if (sum === 0) continue
      for (const line of coarse) line[i] = (line[i] as number) / sum
      coarseKnown[i] = Math.min(1, sum)
    }
  }
  if (!open) return
  pushPull(coarse, coarseKnown, w, h)
  for (let y = 0; y < height; y++) {
    const cy = Math.min(h - 1, Math.max(0, (y + 0.5) / 2 - 0.5))
    const top = Math.floor(cy)
    const bottom = Math.min(h - 1, top + 1)
    const fy = cy - top
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const share = known[at] as number
      if (share >= 1) continue
      const cx = Math.min(w - 1, Math.max(0, (x + 0.5) / 2 - 0.5))
      const left = Math.floor(cx)
      const right = Math.min(w - 1, left + 1)
      const fx = cx - left
      const [a, b, c, d] = [top * w + left, top * w + right, bottom * w + left, bottom * w + right]
      for (let k = 0; k < channels.length; k++) {
        const line = coarse[k] as Float32Array
        const upper = (line[a] as number) * (1 - fx) + (line[b] as number) * fx
        const lower = (line[c] as number) * (1 - fx) + (line[d] as number) * fx
        const value = upper * (1 - fy) + lower * fy
        const plane = channels[k] as Float32Array
        plane[at] = (plane[at] as number) * share + value * (1 - share)
      }
    }
  }
}
