import type { Provider } from '../../../src/bridge/engine'
import { serve } from '../../../src/bridge/serve'
import { openPack } from '../../../src/engine/pack/pack'
import type { RuntimeOptions } from '../../../src/engine/runtime/options'
import { loadOrt } from '../../../src/engine/runtime/ort'
import { chooseProvider, chooseThreads } from '../../../src/engine/runtime/provider'
import { Runtime } from '../../../src/engine/runtime/runtime'
import { type BankResult, compareBanks, compareCuts } from '../../bench/banks'
import { type GraphFixture, type ParityResult, runParity } from '../../bench/parity'

/** How the graphs are run; see `RuntimeOptions`. */
export type ParityOptions = Pick<RuntimeOptions, 'strict' | 'half'>

/** Runs the fixtures of all graphs on a provider of this browser, in a worker as the engine does. */
export interface ParityApi {
  run(provider: Provider, packUrl: string, fixtures: GraphFixture[], options: ParityOptions): Promise<ParityResult[]>
  /** The same latents by each sampler in a bank on the device and in one in memory; and a part of some, cut out in both places. */
  banks(packUrl: string): Promise<{ banks: BankResult[]; cut: number }>
}

async function openRuntime(wanted: Provider, packUrl: string, options: ParityOptions = {}): Promise<Runtime> {
  const { provider, device } = await chooseProvider(wanted)
  const threads = chooseThreads(undefined, crossOriginIsolated, navigator.hardwareConcurrency)
  const pack = await openPack(async (path) => {
    const response = await fetch(new URL(path, packUrl))
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
  })
  const ort = await loadOrt(provider, threads)
  return new Runtime({ ort, pack, provider, device, ...options })
}

serve<ParityApi>({
  async run(wanted, packUrl, fixtures, options) {
    return runParity(await openRuntime(wanted, packUrl, options), fixtures)
  },
  async banks(packUrl) {
    const runtime = await openRuntime('webgpu', packUrl)
    return { banks: await compareBanks(runtime), cut: await compareCuts(runtime) }
  },
})
