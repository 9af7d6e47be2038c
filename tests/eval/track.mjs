// Finds a piece of the still again in a frame, by its looks alone: it knows nothing of our own flow.

/** Luma of a picture. */
export function grey({ width, height, data }) {
  const out = new Float32Array(width * height)
  for (let i = 0; i < out.length; i++) out[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]
  return { width, height, data: out }
}

/**
 * Where the patch of `still` round (x, y) lies in `frame`, by normalised cross-correlation over the pixels that
 * `mask` says belong to the thing, searched up to `reach` pixels away, refined to parts of a pixel by a parabola.
 * Answers with the place and its correlation, or null where the patch is too plain or too small to tell.
 */
export function track(still, frame, mask, x, y, half, reach) {
  const [cx, cy] = [Math.floor(x), Math.floor(y)]
  const offsets = []
  for (let dy = -half; dy <= half; dy++)
    for (let dx = -half; dx <= half; dx++) {
      const [px, py] = [cx + dx, cy + dy]
      if (px < 0 || py < 0 || px >= still.width || py >= still.height) continue
      if (mask[py * still.width + px]) offsets.push([dx, dy, still.data[py * still.width + px]])
    }
  if (offsets.length < half * half) return null
  const mean = offsets.reduce((sum, [, , value]) => sum + value, 0) / offsets.length
  const wanted = Float32Array.from(offsets, ([, , value]) => value - mean)
  const energy = Math.sqrt(wanted.reduce((sum, value) => sum + value * value, 0))
  if (energy / Math.sqrt(offsets.length) < 6) return null

  const step = offsets.map(([dx, dy]) => dy * frame.width + dx)
  /** Correlation at an offset, over every `sparse`-th pixel of the patch. */
  const score = (ox, oy, sparse = 1) => {
    const [px, py] = [cx + ox, cy + oy]
    if (px < half || py < half || px >= frame.width - half || py >= frame.height - half) return -1
    const at = py * frame.width + px
    let [sum, square, product, total, own, count] = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < step.length; i += sparse) {
      const value = frame.data[at + step[i]]
      count++
      sum += value
      square += value * value
      product += value * wanted[i]
      total += wanted[i]
      own += wanted[i] * wanted[i]
    }
    const spread = (square - (sum * sum) / count) * (own - (total * total) / count)
    return (product - (sum * total) / count) / Math.sqrt(Math.max(spread, 1e-9))
  }
  // Coarsely everywhere, then exactly round the best few.
  const rough = []
  for (let oy = -reach; oy <= reach; oy += 2)
    for (let ox = -reach; ox <= reach; ox += 2) rough.push({ score: score(ox, oy, 5), ox, oy })
  rough.sort((a, b) => b.score - a.score)
  let best = { score: -2, ox: 0, oy: 0 }
  for (const near of rough.slice(0, 16))
    for (let oy = near.oy - 2; oy <= near.oy + 2; oy++)
      for (let ox = near.ox - 2; ox <= near.ox + 2; ox++) {
        const value = score(ox, oy)
        if (value > best.score) best = { score: value, ox, oy }
      }
  if (best.score < -1) return null
  const parabola = (a, b, c) =>
    a < b || c < b ? Math.max(-0.5, Math.min(0.5, (0.5 * (a - c)) / (a - 2 * b + c || 1))) : 0
  const { ox, oy } = best
  return {
    dx: ox + parabola(score(ox - 1, oy), best.score, score(ox + 1, oy)),
    dy: oy + parabola(score(ox, oy - 1), best.score, score(ox, oy + 1)),
    score: best.score,
  }
}

/** Up to `count` places of the mask with the most to hold on to (smaller eigenvalue of the structure tensor), apart. */
export function features(still, mask, count, half, apart) {
  const { width, height, data } = still
  const found = []
  for (let y = half + 1; y < height - half - 1; y += 2)
    for (let x = half + 1; x < width - half - 1; x += 2) {
      if (!mask[y * width + x]) continue
      let [xx, yy, xy, inside] = [0, 0, 0, 0]
      for (let dy = -4; dy <= 4; dy++)
        for (let dx = -4; dx <= 4; dx++) {
          const at = (y + dy) * width + x + dx
          if (!mask[at]) continue
          inside++
          const gx = data[at + 1] - data[at - 1]
          const gy = data[at + width] - data[at - width]
          xx += gx * gx
          yy += gy * gy
          xy += gx * gy
        }
      if (inside < 40) continue
      found.push({ x, y, strength: (xx + yy) / 2 - Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy) })
    }
  found.sort((a, b) => b.strength - a.strength)
  const chosen = []
  for (const place of found) {
    if (chosen.length === count) break
    if (chosen.every((other) => Math.hypot(other.x - place.x, other.y - place.y) > apart)) chosen.push(place)
  }
  return chosen
}
