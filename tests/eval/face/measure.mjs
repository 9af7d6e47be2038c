// What is measured of landmarks ([[x, y] x 478], pixels) and of pictures.

export const between = (face, a, b) => Math.hypot(face[a][0] - face[b][0], face[a][1] - face[b][1])
const unitOf = (face) => between(face, 33, 263)

/** Mean distance of two faces' landmarks, in parts of the second one's eyes' outer distance. */
export function nme(face, truth) {
  let sum = 0
  for (let i = 0; i < 468; i++) sum += Math.hypot(face[i][0] - truth[i][0], face[i][1] - truth[i][1])
  return sum / 468 / unitOf(truth)
}

/** What a face does, as shares of its own eyes' distance: lids, lips, corners, brows; degrees: yaw, pitch, roll. */
export function told(face) {
  const unit = unitOf(face)
  const [left, right] = [between(face, 4, 454), between(face, 4, 234)]
  const middle = (a, b) => [(face[a][0] + face[b][0]) / 2, (face[a][1] + face[b][1]) / 2]
  const eyes = middle(33, 263)
  const mouth = middle(61, 291)
  const tall = Math.hypot(mouth[0] - eyes[0], mouth[1] - eyes[1])
  return {
    lids: (between(face, 159, 145) + between(face, 386, 374)) / 2 / unit,
    lips: between(face, 13, 14) / unit,
    width: between(face, 61, 291) / unit,
    brows: (between(face, 105, 33) + between(face, 334, 263)) / 2 / unit,
    // Where the nose lies between the sides of the face, and between eyes and mouth, as degrees of a sphere's turn.
    yaw: (Math.asin(Math.max(-1, Math.min(1, (right - left) / (right + left)))) * 180) / Math.PI,
    pitch: ((Math.hypot(face[4][0] - eyes[0], face[4][1] - eyes[1]) / tall - 0.6) * 180) / Math.PI,
    roll: (Math.atan2(face[263][1] - face[33][1], face[263][0] - face[33][0]) * 180) / Math.PI,
  }
}

/** Ratios of a face that no expression changes: eyes' distance to the nose's length, to the brow's width, to one eye's. */
export function shapeOf(face) {
  const unit = unitOf(face)
  return [between(face, 168, 4) / unit, between(face, 133, 362) / unit, between(face, 127, 356) / unit]
}

/** The box of a face: left, top, right, bottom. */
export function faceBox(face) {
  const [xs, ys] = [0, 1].map((axis) => face.map((point) => point[axis]))
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round)
}

/** Mean absolute difference (of 255) and peak signal to noise (dB; 99 where nothing differs) within a box. */
export function likeness(a, b, [left, top, right, bottom]) {
  let [square, sum, count] = [0, 0, 0]
  for (let y = Math.max(0, top); y < Math.min(a.height, bottom); y++)
    for (let x = Math.max(0, left); x < Math.min(a.width, right); x++)
      for (let c = 0; c < 3; c++) {
        const off = a.data[4 * (y * a.width + x) + c] - b.data[4 * (y * a.width + x) + c]
        square += off * off
        sum += Math.abs(off)
        count++
      }
  return { l1: sum / count, db: square === 0 ? 99 : 10 * Math.log10((255 * 255 * count) / square) }
}

/** Structural similarity of luminance over 8 x 8 windows of a box (Wang et al. 2004). */
export function ssim(a, b, [left, top, right, bottom]) {
  const grey = (p, at) => 0.299 * p.data[at] + 0.587 * p.data[at + 1] + 0.114 * p.data[at + 2]
  let [sum, count] = [0, 0]
  for (let y = Math.max(0, top); y + 8 <= Math.min(a.height, bottom); y += 4)
    for (let x = Math.max(0, left); x + 8 <= Math.min(a.width, right); x += 4) {
      let [ma, mb, aa, bb, ab] = [0, 0, 0, 0, 0]
      for (let k = 0; k < 64; k++) {
        const at = 4 * ((y + (k >> 3)) * a.width + x + (k & 7))
        const [va, vb] = [grey(a, at), grey(b, at)]
        ma += va / 64
        mb += vb / 64
        aa += (va * va) / 64
        bb += (vb * vb) / 64
        ab += (va * vb) / 64
      }
      const [c1, c2] = [6.5, 58.5]
      sum +=
        ((2 * ma * mb + c1) * (2 * (ab - ma * mb) + c2)) /
        ((ma * ma + mb * mb + c1) * (aa - ma * ma + bb - mb * mb + c2))
      count++
    }
  return sum / Math.max(1, count)
}

/** The largest difference of two pictures further than `reach` pixels from a figure (0..255, stretched over them). */
export function outsideChange(a, b, figure, reach) {
  const { width, height } = a
  const near = new Uint8Array(width * height)
  const step = Math.max(1, Math.round(reach / 6))
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step) {
      const at = Math.floor((y * figure.height) / height) * figure.width + Math.floor((x * figure.width) / width)
      if (figure.data[at] < 32) continue
      for (let row = Math.max(0, y - reach); row < Math.min(height, y + reach); row++)
        near.fill(1, row * width + Math.max(0, x - reach), row * width + Math.min(width, x + reach))
    }
  let most = 0
  for (let i = 0; i < near.length; i++)
    if (!near[i]) for (let c = 0; c < 3; c++) most = Math.max(most, Math.abs(a.data[4 * i + c] - b.data[4 * i + c]))
  return most
}

/** The lag (in steps, positive: `a` is later) at which two courses are most alike, and how alike, -1..1. */
export function peakLag(a, b, most) {
  let best = { lag: 0, value: -2 }
  for (let lag = -most; lag <= most; lag++) {
    const pairs = a.flatMap((value, i) => (i - lag >= 0 && i - lag < b.length ? [[value, b[i - lag]]] : []))
    const [ma, mb] = [0, 1].map((k) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length)
    let [ab, aa, bb] = [0, 0, 0]
    for (const [x, y] of pairs) {
      ab += (x - ma) * (y - mb)
      aa += (x - ma) ** 2
      bb += (y - mb) ** 2
    }
    const value = ab / Math.sqrt(aa * bb || 1)
    if (value > best.value) best = { lag, value }
  }
  return best
}
