import { connect } from '../../../src/bridge/client'
import type { Provider } from '../../../src/bridge/engine'
import type { GraphFixture, ParityResult } from '../../bench/parity'
import type { ParityApi } from './worker'

declare global {
  interface Window {
    /** Largest errors of all graphs against PyTorch, on a provider; a new worker each time. */
    parity(provider: Provider, fixtures: GraphFixture[], strict?: boolean): Promise<ParityResult[]>
  }
}

window.parity = async (provider, fixtures, strict = false) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'parity' })
  const client = connect<ParityApi>(worker, 'parity')
  try {
    return await client.api.run(provider, new URL('packs/pocket/', location.href).href, fixtures, strict)
  } finally {
    client.close()
  }
}
