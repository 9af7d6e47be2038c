import { KinoraError } from '../core/errors'
import { sha256 } from '../media/hash'
import { readHeader } from '../media/picture/header'
import { openPicture } from '../media/picture/picture'
import { projectFileType, readProjectFile, writeProjectFile } from '../project/file'
import { namedSounds } from '../project/sounds'
import { findBody, findFaces } from './face-finder'
import { createKeeping } from './keeping'
import { browserModels } from './models/browser'
import { keepSegmenting } from './offline'
import type { Ports, SampleProject } from './ports'
import { type SessionOptions, stillSide } from './session'
import { suggestMotions } from './suggest'
import { browserWorkers } from './workers'

/** The studio's surroundings in a browser's page. */
export function browserPorts(): Ports {
  const base = document.baseURI
  let samples: Promise<SampleProject[]> | null = null
  return {
    ...browserWorkers,
    ...createKeeping(),
    keepSegmenting,
    models: browserModels,
    async readPicture(file) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      // The header first: it refuses what would unpack to absurd size.
      const { type } = readHeader(bytes)
      const [opened, hash] = await Promise.all([openPicture(file, stillSide), sha256(bytes)])
      return { ...opened, type, sha256: hash }
    },
    findFaces,
    findBody,
    async pack({ project, picture, sounds }) {
      const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer())
      const heard = await Promise.all([...sounds].map(async ([name, file]) => [name, await bytesOf(file)] as const))
      const bytes = writeProjectFile({ project, picture: await bytesOf(picture), sounds: new Map(heard) })
      return new Blob([bytes], { type: projectFileType })
    },
    async unpack(file) {
      const { project, picture, sounds } = await readProjectFile(new Uint8Array(await file.arrayBuffer()), sha256)
      const types = namedSounds(project)
      const heard = [...sounds].map(([name, bytes]) => [name, new Blob([bytes], { type: types.get(name) })] as const)
      return { project, picture: new Blob([picture], { type: project.picture.type }), sounds: new Map(heard) }
    },
    samples() {
      samples ??= listSamples(new URL('samples/', base))
      return samples
    },
    async fetchPicture(sample) {
      const answer = await fetch(sample.picture)
      if (!answer.ok) throw new Error(`${answer.status} ${sample.picture}`)
      return answer.blob()
    },
    async fetchArea(address) {
      const answer = await fetch(address)
      if (!answer.ok) throw new Error(`${answer.status} ${address}`)
      const bitmap = await createImageBitmap(await answer.blob())
      const { width, height } = bitmap
      const context = new OffscreenCanvas(width, height).getContext('2d')
      if (!context) throw new KinoraError('out-of-memory')
      context.drawImage(bitmap, 0, 0)
      bitmap.close()
      const { data } = context.getImageData(0, 0, width, height)
      return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i] as number) }
    },
    suggest: suggestMotions,
    whenIdle(callback) {
      if ('requestIdleCallback' in window) requestIdleCallback(callback, { timeout: 1000 })
      else setTimeout(callback, 200)
    },
    requestFrame: nextFrame,
    speaker: () => ('AudioContext' in window ? new AudioContext({ latencyHint: 'interactive' }) : null),
    pixelRatio: () => devicePixelRatio,
    calm: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  }
}

/** A page that is not seen gets no animation frames, and still has to answer scripts. */
function nextFrame(callback: (milliseconds: number) => void): void {
  let called = false
  const once = (milliseconds: number) => {
    if (called) return
    called = true
    callback(milliseconds)
  }
  requestAnimationFrame(once)
  if (document.hidden) setTimeout(() => once(performance.now()), 50)
}

/** What the page's address asks for: `?provider=webgpu|wasm`, `?renderer=webgpu|cpu`. */
export function addressOptions(address: URLSearchParams): SessionOptions {
  const provider = address.get('provider')
  const renderer = address.get('renderer')
  return {
    provider: provider === 'webgpu' || provider === 'wasm' ? provider : 'auto',
    renderer: renderer === 'webgpu' || renderer === 'cpu' ? renderer : 'auto',
    packUrl: new URL('packs/pocket/', document.baseURI).href,
  }
}

async function listSamples(folder: URL): Promise<SampleProject[]> {
  const answer = await fetch(new URL('samples.json', folder))
  if (!answer.ok) return []
  const listed = (await answer.json()) as SampleProject[]
  const whole = (name: string) => new URL(name, folder).href
  return listed.map((sample) => ({
    ...sample,
    picture: whole(sample.picture),
    areas: sample.areas?.map(({ area, control }) => ({ area: whole(area), control })),
  }))
}
