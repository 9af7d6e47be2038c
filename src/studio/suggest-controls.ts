import type { FoundFace } from '../bridge/face'
import type { Scenery } from '../bridge/scenery'
import { presetMove } from '../controls/camera/presets-list'
import { rounded } from '../controls/face/tool'
import type { ControlInput } from '../controls/registry'
import type { Point, Size } from '../core/geometry'
import type { Mask } from '../core/image'
import type { Suggestion } from './state'

/** How many motions are suggested at most. */
const most = 3
/** Below this nothing is suggested for an area. */
const sure = 0.3

/** A face smaller than this, as a share of the picture's long side, is not seen to blink. */
const seen = 0.07

/**
 * The motions that suit what was found in a picture, the surest first, and what any picture can do after that.
 *
 * @param face the largest one; null: none has been found, yet
 */
export function suggestionsFor(found: readonly Scenery[], face: FoundFace | null, picture: Size): Suggestion[] {
  const alive = face && heightOf(face, picture) > seen * Math.max(picture.width, picture.height) ? face : null
  const areas = found
    // Who has a face is no thing, and more than that.
    .filter(({ subject, confidence }) => confidence >= sure && !(alive && subject === 'thing'))
    .map(({ subject, selection }) => ({ id: subject, subject, controls: [moving(subject, selection, picture)] }))
  return [...(alive ? [aliveFace(alive)] : []), ...areas, ...anyPicture(picture)].slice(0, most)
}

/** It blinks, breathes, glances. */
function aliveFace({ landmarks, figure }: FoundFace): Suggestion {
  const found = { landmarks: Array.from(landmarks, rounded), ...(figure && { figure }) }
  return { id: 'face', subject: 'face', controls: [{ kind: 'face', alive: 1, ...found }] }
}

/** From the forehead to the chin, picture pixels. */
function heightOf({ landmarks }: FoundFace, { width, height }: Size): number {
  const along = (axis: number, size: number) =>
    ((landmarks[3 * 152 + axis] as number) - (landmarks[3 * 10 + axis] as number)) * size
  return Math.hypot(along(0, width), along(1, height))
}

function moving(subject: Scenery['subject'], mask: Mask, picture: Size): ControlInput {
  const at = deepest(mask, picture)
  const long = Math.max(picture.width, picture.height)
  switch (subject) {
    case 'sky':
      return { kind: 'fluid', mask, substance: 'clouds', arrows: [{ ...at, dx: 0.022 * long, dy: 0 }] }
    case 'water':
      return { kind: 'fluid', mask, substance: 'water', arrows: [{ ...at, dx: 0.035 * long, dy: 0.004 * long }] }
    case 'foliage':
      return { kind: 'fluid', mask, substance: 'grass', arrows: [{ ...at, dx: 0.03 * long, dy: 0 }] }
    case 'hair':
      return { kind: 'fluid', mask, substance: 'hair', arrows: [{ ...at, dx: 0.02 * long, dy: 0 }] }
    case 'thing':
      return { kind: 'region', clicks: [], mask, prompt: isHeld(mask) ? 'sway gently' : 'float gently' }
  }
}

/** Whether an area reaches the picture's upper or lower border, where something may hold it. */
function isHeld({ width, height, data }: Mask): boolean {
  const within = (from: number) => data.subarray(from * width, (from + 1) * width).some((value) => value > 127)
  return within(1) || within(height - 2)
}

/** Ways to look at a picture that suit every one. */
function anyPicture(picture: Size): Suggestion[] {
  const long = Math.max(picture.width, picture.height)
  return (['pushIn', 'orbit', 'handheld'] as const).map((preset) => ({
    id: preset,
    subject: preset,
    controls: [{ kind: 'camera', ...presetMove(preset, long) }],
  }))
}

/** The place of a mask with the most of it around, picture pixels. */
function deepest(mask: Mask, picture: Size): Point {
  const { width, height, data } = mask
  const step = Math.max(1, Math.round(Math.max(width, height) / 64))
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)]
  const inside = new Uint8Array(columns * rows)
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      inside[y * columns + x] = (data[y * step * width + x * step] as number) > 127 ? 1 : 0
  // Layer by layer from outside: the last cell to go is the deepest.
  const depth = new Int16Array(columns * rows)
  for (let pass = 0; pass < 2; pass++)
    for (let n = 0; n < depth.length; n++) {
      const i = pass === 0 ? n : depth.length - 1 - n
      const [x, y] = [i % columns, Math.floor(i / columns)]
      if (inside[i] === 0) continue
      const value = (dx: number, dy: number) => {
        const [u, v] = [x + dx, y + dy]
        return u < 0 || v < 0 || u >= columns || v >= rows ? 0 : (depth[v * columns + u] as number)
      }
      const near = pass === 0 ? Math.min(value(-1, 0), value(0, -1)) : Math.min(value(1, 0), value(0, 1))
      depth[i] = pass === 0 ? near + 1 : Math.min(depth[i] as number, near + 1)
    }
  let best = 0
  for (let i = 0; i < depth.length; i++) if ((depth[i] as number) > (depth[best] as number)) best = i
  return {
    x: (((best % columns) + 0.5) * step * picture.width) / width,
    y: ((Math.floor(best / columns) + 0.5) * step * picture.height) / height,
  }
}
