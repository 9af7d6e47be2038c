import type { Provider } from '../../../src/bridge/engine'
import { serve } from '../../../src/bridge/serve'
import { openPack } from '../../../src/engine/pack/pack'
import { loadOrt } from '../../../src/engine/runtime/ort'
import { chooseProvider, chooseThreads } from '../../../src/engine/runtime/provider'
import { Runtime } from '../../../src/engine/runtime/runtime'
import { type BankResult, compareBanks } from '../../bench/banks'
import { type GraphFixture, type ParityResult, runParity } from '../../bench/parity'

/** Runs the fixtures of all graphs on a provider of this browser, in a worker as the engine does. */
export interface ParityApi {
  run(provider: Provider, packUrl: string, fixtures: GraphFixture[], strict: boolean): Promise<ParityResult[]>
  /** The same latents by each sampler in a bank on the device and in one in memory. */
  banks(packUrl: string): Promise<BankResult[]>
}

async function openRuntime(wanted: Provider, packUrl: string, strict = false): Promise<Runtime> {
  const { provider, device } = await chooseProvider(wanted)
  const threads = chooseThreads(undefined, crossOriginIsolated, navigator.hardwareConcurrency)
  const pack = await openPack(async (path) => {
    const response = await fetch(new URL(path, packUrl))
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  })
  const ort = await loadOrt(provider, threads)
  return new Runtime({ ort, pack, provider, device, strict })
}

serve<ParityApi>({
  async run(wanted, packUrl, fixtures, strict) {
    return runParity(await openRuntime(wanted, packUrl, strict), fixtures)
  },
  banks: async (packUrl) => compareBanks(await openRuntime('webgpu', packUrl)),
})
