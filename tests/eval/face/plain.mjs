// The plain way, to compare with: the first frame's triangles between landmarks drawn where they are later.
import Delaunator from 'delaunator'

export function plainWarp(still, from, to) {
  const { width, height } = still
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ]
  const [a, b] = [
    [...from.slice(0, 468), ...corners],
    [...to.slice(0, 468), ...corners],
  ]
  const { triangles } = Delaunator.from(b)
  const data = Buffer.from(still.data)
  for (let t = 0; t < triangles.length; t += 3) {
    const [i, j, k] = triangles.subarray(t, t + 3)
    const [p, q, r] = [b[i], b[j], b[k]]
    const det = (q[0] - p[0]) * (r[1] - p[1]) - (r[0] - p[0]) * (q[1] - p[1])
    if (Math.abs(det) < 1e-6) continue
    const range = (axis, most) => [
      Math.max(0, Math.floor(Math.min(p[axis], q[axis], r[axis]))),
      Math.min(most, Math.ceil(Math.max(p[axis], q[axis], r[axis]))),
    ]
    const [[left, right], [top, bottom]] = [range(0, width), range(1, height)]
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const [dx, dy] = [x + 0.5 - p[0], y + 0.5 - p[1]]
        const v = (dx * (r[1] - p[1]) - dy * (r[0] - p[0])) / det
        const w = (dy * (q[0] - p[0]) - dx * (q[1] - p[1])) / det
        if (v < 0 || w < 0 || v + w > 1) continue
        const at = [0, 1].map((axis) => a[i][axis] + v * (a[j][axis] - a[i][axis]) + w * (a[k][axis] - a[i][axis]))
        read(still, at[0] - 0.5, at[1] - 0.5, data, 4 * (y * width + x))
      }
  }
  return { width, height, data }
}

function read({ width, height, data }, x, y, out, to) {
  const clamp = (value, most) => Math.min(most, Math.max(0, value))
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [fx, fy] = [x - left, y - top]
  for (let c = 0; c < 3; c++) {
    const at = (px, py) => data[4 * (clamp(py, height - 1) * width + clamp(px, width - 1)) + c]
    const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx
    out[to + c] = upper * (1 - fy) + (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy
  }
}
