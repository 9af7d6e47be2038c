import { openPack } from '../../../../src/engine/pack/pack'
import type { OpenFile } from '../../../../src/engine/pack/weights'
import { loadOrt } from '../../../../src/engine/runtime/ort'
import { chooseProvider } from '../../../../src/engine/runtime/provider'
import { Runtime } from '../../../../src/engine/runtime/runtime'
import { parseConverted } from '../../../../src/media/pack/converted'
import { type ClipFixture, type ClipResult, compareClip } from '../clip'
import { type AnyOrt, type PartFixture, type PartResult, runPart } from '../parity'
import type { Loading } from './loading'

declare global {
  interface Window {
    /** Runs the part that a fixture is of on this browser's WebGPU; `pack` is a folder beside the page. */
    runPart(pack: string, fixture: PartFixture): Promise<PartResult>
    /** Draws a clip with the engine on this browser's WebGPU. */
    drawClip(pack: string, fixture: ClipFixture): Promise<ClipResult[]>
    /** Loads weights in a worker, as the engine does or file by file; resolves when the session is there. */
    load(asked: Loading): Promise<void>
  }
}

const webgpu = async () => {
  const { device } = await chooseProvider('webgpu')
  return { ort: await loadOrt('webgpu', 1), device }
}

const filesIn =
  (folder: string): OpenFile =>
  async (path) => {
    const response = await fetch(new URL(`${folder}/${path}`, location.href))
    return response.ok ? response.blob() : null
  }

const bytesIn = (folder: string) => async (path: string) => {
  const file = await filesIn(folder)(path)
  if (!file) throw new Error(`${folder}/${path} is not there`)
  return new Uint8Array(await file.arrayBuffer())
}

const ready = webgpu().then(({ ort, device }) => {
  const { env } = ort as unknown as { env: { webgpu: { device: GPUDevice | null } } }
  env.webgpu.device = device
  return ort as unknown as AnyOrt
})

window.runPart = async (pack, fixture) => {
  const fetchFile = bytesIn(`packs/${pack}`)
  const manifest = parseConverted(new TextDecoder().decode(await fetchFile('pack.json')))
  return runPart(await ready, manifest, fetchFile, fixture, true)
}

window.drawClip = async (pack, fixture) => {
  const runtime = new Runtime({
    ...(await webgpu()),
    pack: await openPack(bytesIn('pocket')),
    provider: 'webgpu',
    strict: true,
  })
  return (await compareClip(runtime, filesIn(`packs/${pack}`), fixture)).results
}

window.load = (asked) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./loading.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<string | null>) => (data === null ? resolve() : reject(new Error(data)))
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(asked)
  })
