// Things with outlines, and the next click that a person would make.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findProgram } from '../../../scripts/chromium.mjs'
import { rasterize, readPhoto } from '../material.mjs'

const outlines = fileURLToPath(new URL('../../outlines/', import.meta.url))
const trained = fileURLToPath(new URL('../../../models/train/', import.meta.url))

/** The evaluation's own photographs: each thing as a mask of bytes, 1 inside. */
export function readThings(photos) {
  return readdirSync(outlines)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const { file, picture, things } = JSON.parse(readFileSync(join(outlines, name), 'utf8'))
      const still = readPhoto(join(photos, file), picture)
      return things.map((thing) => ({
        name: `${file.replace(/\..*/, '')}: ${thing.name}`,
        still,
        truth: rasterize(thing.outline, picture, picture),
      }))
    })
}

/** Photographs that the pack's training keeps for its own evaluation; `all`: those that it sees, too. */
export function readTraining(photos, all) {
  const { photos: list } = JSON.parse(readFileSync(join(trained, 'splits.json'), 'utf8'))
  return list
    .filter(({ side, source }) => (all || side === 'eval') && existsSync(join(trained, 'masks', `${source}.json`)))
    .flatMap(({ file, source }) => {
      const { things } = JSON.parse(readFileSync(join(trained, 'masks', `${source}.json`), 'utf8'))
      const picture = sizeOf(join(photos, file))
      const still = readPhoto(join(photos, file), picture)
      return things.map((thing) => ({
        name: `${source}: ${thing.name}`,
        still,
        truth: rasterize(thing.polygons, picture, picture),
      }))
    })
}

export function sizeOf(path) {
  const probe = spawnSync(findProgram('ffprobe'), [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'csv=p=0'],
    path,
  ])
  const [width, height] = String(probe.stdout).trim().split(',').map(Number)
  return { width, height }
}

/** Share of what either covers that both do. */
export function overlap(mask, truth) {
  let [both, either] = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    if (mask[i] && truth[i]) both++
    if (mask[i] || truth[i]) either++
  }
  return either > 0 ? both / either : 1
}

/**
 * Where a person clicks next: in the middle of the largest piece that is wrong, as in the literature of
 * interactive segmentation (Sofiiuk et al. 2022): the place farthest from that piece's border.
 */
export function nextClick(mask, truth, { width, height }) {
  let best = { far: 0, at: 0, keep: true }
  for (const keep of [true, false]) {
    const wrong = truth.map((value, i) => (keep ? (value && !mask[i] ? 1 : 0) : !value && mask[i] ? 1 : 0))
    const distance = distanceInside(wrong, width, height)
    for (let i = 0; i < distance.length; i++) if (distance[i] > best.far) best = { far: distance[i], at: i, keep }
  }
  return { x: (best.at % width) + 0.5, y: Math.floor(best.at / width) + 0.5, keep: best.keep }
}

/** Distance to the nearest pixel that is not set or beside the picture, by two passes (3-4 chamfer). */
function distanceInside(set, width, height) {
  const out = Float32Array.from(set, (value) => (value ? 1e9 : 0))
  const at = (x, y) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : out[y * width + x])
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (out[i])
        out[i] = Math.min(out[i], at(x - 1, y) + 3, at(x, y - 1) + 3, at(x - 1, y - 1) + 4, at(x + 1, y - 1) + 4)
    }
  for (let y = height - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--) {
      const i = y * width + x
      if (out[i])
        out[i] = Math.min(out[i], at(x + 1, y) + 3, at(x, y + 1) + 3, at(x + 1, y + 1) + 4, at(x - 1, y + 1) + 4)
    }
  return out
}
