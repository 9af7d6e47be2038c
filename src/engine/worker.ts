import { transfer } from 'comlink'
import type { EngineApi, Provider } from '../bridge/engine'
import { serve } from '../bridge/serve'
import { KinoraError } from '../core/errors'
import { createEncoder } from '../media/encode/create'
import { decodePixels } from '../media/picture/picture'
import { createEngine } from './engine'
import { opfsFolders } from './opfs'
import { openChosen } from './pack/choose'
import { openInstalled } from './pack/installed'
import { loadOrt } from './runtime/ort'
import { chooseProvider, chooseThreads } from './runtime/provider'
import { Runtime } from './runtime/runtime'

/** ONNX Runtime cannot change its provider once it is loaded: another one needs another worker. */
let loaded: Provider | null = null

/** What the browser says of the device's memory, at most 8 in most; not all say anything. */
const gigabytes = (navigator as Navigator & { deviceMemory?: number }).deviceMemory

const engine = createEngine({
  async open({ provider: wanted, packUrl, chosen = { renders: null, clicks: null }, threads: wantedThreads }) {
    const { provider, softwareAdapter, device } = await chooseProvider(wanted)
    if (loaded && loaded !== provider) throw new KinoraError('provider-unavailable', { provider, restart: 'worker' })
    const threads = chooseThreads(wantedThreads, crossOriginIsolated, navigator.hardwareConcurrency)
    const half = provider === 'webgpu' && (device?.features.has('shader-f16') ?? false)
    const [ort, { pack, video, things, refused }] = await Promise.all([
      loadOrt(provider, threads),
      openChosen(fetchFrom(packUrl), chosen, openInstalled, provider !== 'webgpu' || half),
    ])
    loaded = provider
    const runtime = new Runtime({ ort, pack, provider, device, threads, half })
    const { name, version } = (video ?? pack).manifest
    return {
      runtime,
      video,
      things,
      info: { provider, softwareAdapter, pack: `${name} ${version}`, threads, half, refused },
    }
  },
  folders: opfsFolders(),
  limits: ({ device }) => ({
    memory: gigabytes === undefined ? null : gigabytes * 2 ** 30,
    buffer: device?.device.limits.maxBufferSize ?? null,
  }),
  decode: decodePixels,
  encoder: createEncoder,
  bitmap: (picture) =>
    createImageBitmap(new ImageData(picture.data, picture.width, picture.height), {
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    }),
})

/** What leaves for the page is given away, not copied. */
const api: EngineApi = {
  ...engine,
  render: (id, project, options, onProgress) =>
    engine.render(id, project, options, (progress) =>
      onProgress(progress.frame ? transfer(progress, [progress.frame.thumbnail]) : progress),
    ),
  frame: async (index) => {
    const bitmap = await engine.frame(index)
    return transfer(bitmap, [bitmap])
  },
}

function fetchFrom(base: string) {
  const folder = new URL(base.endsWith('/') ? base : `${base}/`, location.href)
  return async (path: string) => {
    const response = await fetch(new URL(path, folder)).catch((cause) => {
      throw new KinoraError('pack-missing', { file: path }, cause)
    })
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  }
}

serve<EngineApi>(api)
