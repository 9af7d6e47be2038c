import * as v from 'valibot'
import { type ControlInput, controlState } from '../../controls/registry'
import type { Size } from '../../core/geometry'
import { createPicture, type Picture } from '../../core/image'
import type { ClipEncoder } from '../../media/types'
import type { Project } from '../../project/project'
import { generationSettings } from '../../project/settings'
import { createEngine } from '../engine'
import type { Folders } from '../folder'
import type { EngineHost } from '../host'
import type { Runtime } from '../runtime/runtime'

export const width = 160
export const height = 96

/** A round thing on a ground of stripes. */
export function disc(): Picture {
  const picture = createPicture(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot(x - 50, y - 48) < 20
      const stripe = (x >> 3) % 2 ? 190 : 150
      picture.data.set(inside ? [220, 60, 40, 255] : [stripe, stripe, 160, 255], 4 * (y * width + x))
    }
  return picture
}

export function project(
  settings: v.InferInput<typeof generationSettings> = {},
  controls: ControlInput[] = [push],
): Project {
  return projectOver({ width, height }, { frameCount: 6, fps: 8, workingSide: 128, ...settings }, controls)
}

/** A project over a picture of a size that no file holds. */
export function projectOver(
  size: Size,
  settings: v.InferInput<typeof generationSettings>,
  controls: readonly ControlInput[],
): Project {
  return {
    format: 'kinora',
    version: 1,
    name: 'test',
    picture: { ...size, type: 'image/png', sha256: '0'.repeat(64) },
    controls: controls.map((control, i) => ({
      id: `c${i}`,
      name: '',
      hidden: false,
      hue: 0,
      ...v.parse(controlState, control),
    })),
    settings: v.parse(generationSettings, settings),
  }
}

/** Moves the disc to the right. */
export const push = {
  kind: 'trajectory',
  points: [
    { x: 50, y: 48 },
    { x: 80, y: 48 },
  ],
} satisfies ControlInput

/** A host in Node: bitmaps are the pictures themselves, the encoder a list of frames. */
export function nodeHost(runtime: Runtime, frames: Picture[] = [], folders: Folders | null = null): EngineHost {
  const encoder: ClipEncoder = {
    add: async (frame) => void frames.push({ ...frame, data: frame.data.slice() }),
    finish: async () => new Blob([`${frames.length} frames`]),
    abandon: async () => void frames.splice(0),
  }
  return {
    open: async () => ({
      runtime,
      info: { provider: 'wasm', softwareAdapter: false, pack: runtime.pack.manifest.name, threads: 1 },
    }),
    decode: async () => ({ picture: disc(), size: { width, height } }),
    encoder: async () => encoder,
    bitmap: async (picture) => picture as unknown as ImageBitmap,
    folders,
  }
}

export const ready = async (runtime: Runtime, frames: Picture[] = [], folders: Folders | null = null) => {
  const engine = createEngine(nodeHost(runtime, frames, folders))
  await engine.start({ provider: 'auto', packUrl: '' })
  await engine.setPicture(new Blob())
  return engine
}
type Engine = Awaited<ReturnType<typeof ready>>

export const frameOf = async (engine: Engine, index: number) => (await engine.frame(index)) as unknown as Picture
export const changed = (a: Picture, b: Picture) =>
  a.data.reduce((sum, value, i) => sum + (value === b.data[i] ? 0 : 1), 0)

/** Folders in memory, whose files outlive an engine as those on a disk do. `room`: bytes that they take at most. */
export function memoryFolders(
  room = Number.POSITIVE_INFINITY,
): Folders & { files: Map<string, Uint8Array<ArrayBuffer>> } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  const read = async (key: string, name: string) => files.get(`${key}/${name}`)?.slice() ?? null
  return {
    files,
    peek: read,
    async open(key) {
      for (const path of [...files.keys()]) if (!path.startsWith(`${key}/`)) files.delete(path)
      return {
        lasting: true,
        known: [...files.keys()].some((path) => path.startsWith(`${key}/`)),
        read: (name) => read(key, name),
        async write(name, parts) {
          const bytes = new Uint8Array(await new Blob([...parts]).arrayBuffer())
          const used = [...files.values()].reduce((sum, { length }) => sum + length, 0)
          if (used + bytes.length > room) throw new DOMException('full', 'QuotaExceededError')
          files.set(`${key}/${name}`, bytes)
        },
        remove: async (name) => void files.delete(`${key}/${name}`),
        list: async () =>
          [...files.keys()].flatMap((path) => (path.startsWith(`${key}/`) ? path.slice(key.length + 1) : [])),
        close() {},
      }
    },
  }
}
