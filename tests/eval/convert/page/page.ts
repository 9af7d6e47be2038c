import { loadOrt } from '../../../../src/engine/runtime/ort'
import { chooseProvider } from '../../../../src/engine/runtime/provider'
import { parseConverted } from '../../../../src/media/pack/converted'
import { type AnyOrt, type PartFixture, type PartResult, runPart } from '../parity'

declare global {
  interface Window {
    /** Runs the part that a fixture is of on this browser's WebGPU; `pack` is a folder beside the page. */
    runPart(pack: string, fixture: PartFixture): Promise<PartResult>
  }
}

const ready = chooseProvider('webgpu').then(async ({ device }) => {
  const ort = await loadOrt('webgpu', 1)
  const { env } = ort as unknown as { env: { webgpu: { device: GPUDevice | null } } }
  env.webgpu.device = device
  return ort as unknown as AnyOrt
})

window.runPart = async (pack, fixture) => {
  const base = new URL(`packs/${pack}/`, location.href)
  const fetchFile = async (path: string) => {
    const response = await fetch(new URL(path, base))
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
  const manifest = parseConverted(new TextDecoder().decode(await fetchFile('pack.json')))
  return runPart(await ready, manifest, fetchFile, fixture, true)
}
