// Contact sheets: one row a case, beside each other the still, its hints and outline, what moves, the plate, what is warped,
// what fills the rest (all else dim), and the last frame.
import { PNG } from 'pngjs'

/** A row of a sheet: { width, height, data } pictures of one size. */
export function row({ still, polygons, task, moved, last }) {
  const { width, height } = moved.grid
  const cell = (at) => {
    const data = Buffer.alloc(width * height * 4, 255)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const colour = at(x, y)
        for (let channel = 0; channel < 3; channel++) data[4 * (y * width + x) + channel] = colour[channel]
      }
    return { width, height, data }
  }
  const from = (picture) => (x, y) => {
    const [px, py] = [
      Math.floor(((x + 0.5) * picture.width) / width),
      Math.floor(((y + 0.5) * picture.height) / height),
    ]
    return picture.data.subarray(4 * (py * picture.width + px), 4 * (py * picture.width + px) + 3)
  }
  const hints = cell(from(still))
  const scale = width / still.width
  for (const polygon of polygons) draw(hints, [...polygon, polygon[0]], scale, [60, 255, 60], 1)
  for (const control of task.controls) {
    if (control.kind === 'trajectory')
      draw(
        hints,
        control.points.map(({ x, y }) => [x, y]),
        scale,
        [255, 40, 220],
        2,
      )
    if (control.kind === 'trajectory') dot(hints, control.points.at(-1), scale, [255, 40, 220], 5)
    if (control.kind === 'pin') dot(hints, control, scale, [255, 230, 0], 5)
    if (control.kind === 'freeze') {
      const [l, t, r, b] = control.area
      draw(
        hints,
        [
          [l, t],
          [r, t],
          [r, b],
          [l, b],
          [l, t],
        ],
        scale,
        [80, 200, 255],
        2,
      )
    }
  }
  const { influence } = moved
  const colours = [
    [255, 90, 40],
    [255, 220, 0],
    [60, 160, 255],
    [160, 90, 255],
    [60, 220, 120],
  ]
  const heat = cell((x, y) => {
    const at =
      Math.floor(((y + 0.5) * influence.height) / height) * influence.width +
      Math.floor(((x + 0.5) * influence.width) / width)
    const base = from(still)(x, y)
    const out = [0.35 * base[0], 0.35 * base[1], 0.35 * base[2]]
    for (let k = 0; k < influence.count; k++) {
      const value = influence.maps[k * influence.width * influence.height + at]
      for (let channel = 0; channel < 3; channel++)
        out[channel] += value * (colours[k % colours.length][channel] - out[channel]) * 0.8
    }
    return out
  })
  const { hole } = moved.map(moved.span)
  const shown = from(last)
  const uncovered = (x, y) => {
    const px = Math.floor(((x + 0.5) * still.width) / width)
    const py = Math.floor(((y + 0.5) * still.height) / height)
    return hole[py * still.width + px]
  }
  const parted = (share) =>
    cell((x, y) => {
      const part = share(uncovered(x, y))
      return Array.from(shown(x, y), (value) => part * value)
    })
  const warped = parted((hole) => 1 - hole)
  const filled = parted((hole) => 0.2 + 0.8 * hole)
  return [cell(from(still)), hints, heat, cell(from(moved.plate ?? still)), warped, filled, cell(shown)]
}

/** Rows below each other as a PNG file. */
export function sheet(rows) {
  const [{ width, height }] = rows[0]
  const out = new PNG({ width: width * rows[0].length, height: height * rows.length })
  rows.forEach((cells, r) => {
    cells.forEach((cell, c) => {
      for (let y = 0; y < height; y++)
        cell.data.copy(out.data, 4 * ((r * height + y) * out.width + c * width), 4 * y * width, 4 * (y + 1) * width)
    })
  })
  return PNG.sync.write(out)
}

function draw(cell, points, scale, colour, size) {
  for (let k = 0; k + 1 < points.length; k++) {
    const [[x1, y1], [x2, y2]] = [points[k], points[k + 1]]
    const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) * scale) + 1
    for (let s = 0; s <= steps; s++)
      dot(cell, { x: x1 + ((x2 - x1) * s) / steps, y: y1 + ((y2 - y1) * s) / steps }, scale, colour, size)
  }
}

function dot(cell, { x, y }, scale, colour, size) {
  const [cx, cy] = [Math.round(x * scale), Math.round(y * scale)]
  const reach = Math.floor(size / 2)
  for (let py = cy - reach; py <= cy + reach; py++)
    for (let px = cx - reach; px <= cx + reach; px++)
      if (px >= 0 && py >= 0 && px < cell.width && py < cell.height)
        for (let channel = 0; channel < 3; channel++) cell.data[4 * (py * cell.width + px) + channel] = colour[channel]
}
