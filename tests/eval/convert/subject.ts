import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ort from 'onnxruntime-node'
import { nodeOrt } from '../../../src/cli/runtime'
import { Runtime } from '../../../src/engine/runtime/runtime'
import { type ConvertedPart, filesOf, parseConverted } from '../../../src/media/pack/converted'
import { openPackFolder } from '../../bench/node-engine'
import { type ClipFixture, compareClip } from './clip'
import { type AnyOrt, numbers, openPart, type PartFixture, type PartResult, runPart, tensorOf } from './parity'

const node = ort as unknown as AnyOrt

/** A converted pack in a folder: its description, checked, and its parts run by onnxruntime-node. */
export async function openConverted(folder: string) {
  const manifest = parseConverted(await readFile(join(folder, 'pack.json'), 'utf8'))
  const fetchFile = async (path: string) => new Uint8Array(await readFile(join(folder, path)))
  return {
    manifest,
    bytes: filesOf(manifest).reduce((sum, { bytes }) => sum + bytes, 0),
    run: (fixture: PartFixture): Promise<PartResult> => runPart(node, manifest, fetchFile, fixture, false),
    /**
     * The UNet once, part after part, on random inputs: `frames` of `side` x `side` cells. Each part is let go before
     * the next is read. Resolves to the seconds of each part, and the largest number of the prediction.
     */
    async unet(frames: number, side: number) {
      if (manifest.kind !== 'svd-mofa') throw new Error('this pack has no UNet')
      const known: Record<string, Awaited<ReturnType<typeof tensorOf>>> = {}
      const seconds: { part: string; load: number; run: number }[] = []
      for (const part of manifest.graphs.unet.parts) {
        const feeds = Object.entries(part.inputs).map(([name, { type, shape }]) => {
          known[name] ??= tensorOf(node, type, ...randomNumbers(shape, frames, side))
          return [name, known[name]]
        })
        const began = performance.now()
        const session = await openPart(node, part, fetchFile, {}, false)
        const loaded = performance.now()
        Object.assign(known, await session.run(Object.fromEntries(feeds)))
        seconds.push({ part: part.name, load: (loaded - began) / 1000, run: (performance.now() - loaded) / 1000 })
        await session.release()
      }
      const prediction = await numbers(known.prediction as NonNullable<typeof known.prediction>)
      return { seconds, largest: prediction.reduce((high, value) => Math.max(high, Math.abs(value)), 0) }
    },
  }
}

/** Small numbers, the same in every run, in the shape that a description has for `frames` of `side` x `side` cells. */
function randomNumbers(
  shape: ConvertedPart['inputs'][string]['shape'],
  frames: number,
  side: number,
): [Float32Array, number[]] {
  const extents = shape.map((extent) => {
    if (typeof extent === 'number') return extent
    return extent === 'T' ? frames : side / Number(extent.split('/')[1] ?? 1)
  })
  const data = new Float32Array(extents.reduce((product, extent) => product * extent, 1))
  return [data.map((_, i) => Math.sin(12.9898 * i + data.length)), extents]
}

/** A clip by the engine on onnxruntime-node; see `compareClip`. */
export async function compareClipInNode(folder: string, fixture: ClipFixture, room?: number) {
  const runtime = new Runtime({
    ort: nodeOrt,
    pack: await openPackFolder('models/pocket'),
    provider: 'node',
    threads: 1,
  })
  return compareClip(runtime, (path) => openAsBlob(join(folder, path)).catch(() => null), fixture, room)
}
