import type { Landmarker } from './landmarker'
import { mirrorDiffers } from './mirror'

/** A part of a picture: 0..1 of its width and height. */
interface Part {
  x: number
  y: number
  width: number
  height: number
}

const whole: Part = { x: 0, y: 0, width: 1, height: 1 }
const most = 6
/** How far two findings of one face may lie apart, in the distance of the eyes' outer corners. */
const agreement = 0.06
/** The same of a face and what is found of it in a mirror; those of photographs lie apart by 0.03, of a statue in half profile by 0.1. */
const mirrorAgreement = 0.2
/** Long side, in pixels, that a part is brought to before it is looked at. */
const seenSide = 640
/** How often each part is looked at. */
const looks = 3

/** All faces of a picture, the largest first: in the whole of it, then, for small ones, in parts of it. */
export async function searchFaces(
  landmarker: Landmarker,
  picture: ImageBitmap,
  at: { x: number; y: number } | null,
): Promise<Float32Array<ArrayBuffer>[]> {
  const found: Float32Array<ArrayBuffer>[] = []
  const look = async (part: Part, faces: number) => {
    for (const face of await landmarker.detect(await cut(picture, part), faces, true, looks)) {
      const placed = inPicture(face, part)
      if (found.some((other) => same(other, placed))) continue
      if (part !== whole && !(await seenAgain(placed))) continue
      if (await seenMirrored(placed)) found.push(placed)
    }
  }
  const close = (face: Float32Array) => {
    const [left, top, right, bottom] = boxOf(face)
    const share =
      (2.3 * Math.max((right - left) * picture.width, (bottom - top) * picture.height)) /
      Math.max(picture.width, picture.height)
    return around({ x: (left + right) / 2, y: (top + bottom) / 2 }, share, picture)
  }
  /** What is no real face to the detector is found elsewhere when it is looked at otherwise. */
  const seenAgain = async (face: Float32Array<ArrayBuffer>) => {
    const part = close(face)
    const [other] = await landmarker.detect(await cut(picture, part), 1, true, looks)
    return other !== undefined && apart(inPicture(other, part), face, picture) < agreement
  }
  /** A drawing's chin that is taken for its mouth is not taken for it in a mirror: there the face had better be placed by hand. */
  const seenMirrored = async (face: Float32Array<ArrayBuffer>) => {
    const part = close(face)
    const [other] = await landmarker.detect(await cut(picture, part, true), 1, true, looks)
    if (!other) return false
    const back = inPicture(other.map((value, i) => (i % 3 === 0 ? 1 - value : value)) as typeof other, part)
    return mirrorDiffers(face, back, picture) < mirrorAgreement
  }
  await look(whole, most)
  const near = () => (at ? found.some((face) => covers(face, at)) : found.length > 0)
  if (at)
    for (const share of [0.55, 0.33, 0.2, 0.12]) {
      if (near()) break
      await look(around(at, share, picture), 1)
    }
  else
    for (const count of [2, 3]) {
      if (near()) break
      for (const part of tiles(count)) await look(part, 2)
    }
  return found.sort((a, b) => sizeOf(b) - sizeOf(a))
}

function around({ x, y }: { x: number; y: number }, share: number, { width, height }: ImageBitmap): Part {
  const side = share * Math.max(width, height)
  const [w, h] = [Math.min(1, side / width), Math.min(1, side / height)]
  const clamp = (value: number, high: number) => Math.min(high, Math.max(0, value))
  return { x: clamp(x - w / 2, 1 - w), y: clamp(y - h / 2, 1 - h), width: w, height: h }
}

/** Parts that overlap by half, so that no face is cut by all of them. */
function tiles(count: number): Part[] {
  const side = 1.6 / (count + 0.6)
  const steps = Array.from({ length: count }, (_, k) => (k * (1 - side)) / (count - 1))
  return steps.flatMap((y) => steps.map((x) => ({ x, y, width: side, height: side })))
}

async function cut(picture: ImageBitmap, part: Part, mirrored = false): Promise<ImageBitmap> {
  const [w, h] = [picture.width * part.width, picture.height * part.height]
  const scale = Math.min(seenSide / Math.max(w, h), 4)
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)))
  const context = canvas.getContext('2d')
  if (context) {
    // What is transparent counts as white, as on paper.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    if (mirrored) context.setTransform(-1, 0, 0, 1, canvas.width, 0)
    context.drawImage(picture, picture.width * part.x, picture.height * part.y, w, h, 0, 0, canvas.width, canvas.height)
  }
  return canvas.transferToImageBitmap()
}

function inPicture(face: Float32Array<ArrayBuffer>, part: Part): Float32Array<ArrayBuffer> {
  return face.map((value, i) => {
    if (i % 3 === 0) return part.x + value * part.width
    return i % 3 === 1 ? part.y + value * part.height : value * part.width
  })
}

function boxOf(face: Float32Array): [number, number, number, number] {
  let box: [number, number, number, number] = [1, 1, 0, 0]
  for (let i = 0; i < face.length; i += 3) {
    const [x, y] = [face[i] as number, face[i + 1] as number]
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  }
  return box
}

function sizeOf(face: Float32Array): number {
  const [left, top, right, bottom] = boxOf(face)
  return (right - left) * (bottom - top)
}

function covers(face: Float32Array, { x, y }: { x: number; y: number }): boolean {
  const [left, top, right, bottom] = boxOf(face)
  const [mx, my] = [0.4 * (right - left), 0.4 * (bottom - top)]
  return x > left - mx && x < right + mx && y > top - my && y < bottom + my
}

/** Mean distance of two findings' landmarks, in the distance of the eyes' outer corners. */
function apart(a: Float32Array, b: Float32Array, { width, height }: ImageBitmap): number {
  const between = (p: Float32Array, i: number, q: Float32Array, j: number) =>
    Math.hypot(
      ((p[3 * i] as number) - (q[3 * j] as number)) * width,
      ((p[3 * i + 1] as number) - (q[3 * j + 1] as number)) * height,
    )
  let sum = 0
  for (let i = 0; i < 468; i++) sum += between(a, i, b, i) / 468
  return sum / (between(b, 33, b, 263) || 1)
}

/** Whether two findings are one face: the middle of each lies in the other. */
function same(a: Float32Array, b: Float32Array): boolean {
  const middle = (face: Float32Array) => {
    const [left, top, right, bottom] = boxOf(face)
    return { x: (left + right) / 2, y: (top + bottom) / 2 }
  }
  return covers(a, middle(b)) && covers(b, middle(a))
}
