import { sha256 } from '../media/hash'
import { openPicture } from '../media/picture/picture'
import type { Ports, SampleProject } from './ports'
import { type SessionOptions, stillSide } from './session'
import { browserWorkers } from './workers'

/** The studio's surroundings in a browser's page. */
export function browserPorts(): Ports {
  const base = document.baseURI
  let samples: Promise<SampleProject[]> | null = null
  return {
    ...browserWorkers,
    async readPicture(file) {
      const [opened, hash] = await Promise.all([
        openPicture(file, stillSide),
        file.arrayBuffer().then((bytes) => sha256(new Uint8Array(bytes))),
      ])
      return { ...opened, sha256: hash, type: file.type.startsWith('image/') ? file.type : 'image/png' }
    },
    pack: () => Promise.reject(new Error('not built yet')),
    unpack: () => Promise.reject(new Error('not built yet')),
    keep: async () => {},
    kept: async () => null,
    samples() {
      samples ??= listSamples(new URL('samples/', base))
      return samples
    },
    async fetchPicture(sample) {
      const answer = await fetch(sample.picture)
      if (!answer.ok) throw new Error(`${answer.status} ${sample.picture}`)
      return answer.blob()
    },
    whenIdle(callback) {
      if ('requestIdleCallback' in window) requestIdleCallback(callback, { timeout: 1000 })
      else setTimeout(callback, 200)
    },
    requestFrame: (callback) => requestAnimationFrame(callback),
    pixelRatio: () => devicePixelRatio,
    calm: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  }
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
  return listed.map((sample) => ({ ...sample, picture: new URL(sample.picture, folder).href }))
}
