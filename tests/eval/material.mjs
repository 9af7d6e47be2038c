// Photographs and what is asked of them.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram } from '../../scripts/chromium.mjs'

const outlines = fileURLToPath(new URL('../outlines/', import.meta.url))

/** Every photograph's outlines and paths. */
export function readCases() {
  return readdirSync(outlines)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name: name.replace('.json', ''), ...JSON.parse(readFileSync(join(outlines, name), 'utf8')) }))
}

/** A photograph's pixels, through ffmpeg: { width, height, data (RGBA) }. */
export function readPhoto(path, { width, height }) {
  const ffmpeg = findProgram('ffmpeg')
  if (!ffmpeg) throw new Error('ffmpeg was not found: install it to read the photographs.')
  const run = spawnSync(ffmpeg, ['-v', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgba', '-'], {
    maxBuffer: 1e9,
  })
  if (run.stdout.length !== width * height * 4) throw new Error(`${path} is not ${width} x ${height}`)
  return { width, height, data: new Uint8ClampedArray(run.stdout) }
}

/** Polygons as a mask of bytes, 1 inside, of a grid over the picture. */
export function rasterize(polygons, picture, grid) {
  const out = new Uint8Array(grid.width * grid.height)
  const [scaleX, scaleY] = [picture.width / grid.width, picture.height / grid.height]
  for (const polygon of polygons)
    for (let row = 0; row < grid.height; row++) {
      const y = (row + 0.5) * scaleY
      const crossings = []
      polygon.forEach(([x1, y1], index) => {
        const [x2, y2] = polygon[(index + 1) % polygon.length]
        if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      })
      crossings.sort((a, b) => a - b)
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.max(0, Math.ceil(crossings[k] / scaleX - 0.5))
        const to = Math.min(grid.width - 1, Math.floor(crossings[k + 1] / scaleX - 0.5))
        for (let column = from; column <= to; column++) out[row * grid.width + column] = 1
      }
    }
  return out
}

/** The mask grown by `radius` pixels (a square). */
export function grown(mask, { width, height }, radius) {
  const out = new Uint8Array(mask.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (mask[y * width + x])
        for (let row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row++)
          out.fill(1, row * width + Math.max(0, x - radius), row * width + Math.min(width - 1, x + radius) + 1)
  return out
}

/** A case's controls as the studio takes them: a frozen area becomes its mask. */
export function controlsOf({ controls }, picture) {
  return controls.map((control) => {
    if (control.kind !== 'freeze') return control
    const [left, top, right, bottom] = control.area
    const data = new Uint8Array(picture.width * picture.height)
    for (let y = top; y < bottom; y++) data.fill(255, y * picture.width + left, y * picture.width + right)
    return { kind: 'freeze', mask: { ...{ width: picture.width, height: picture.height }, data } }
  })
}
