import { connect } from '../../../src/bridge/client'
import type { Provider } from '../../../src/bridge/engine'
import type { BankResult } from '../../bench/banks'
import type { GraphFixture, ParityResult } from '../../bench/parity'
import type { ParityApi, ParityOptions } from './worker'

declare global {
  interface Window {
    /** Largest errors of all graphs against PyTorch, on a provider; a new worker each time. */
    parity(provider: Provider, fixtures: GraphFixture[], options?: ParityOptions): Promise<ParityResult[]>
    /** Largest differences between latents on the device and in memory. */
    banks(): Promise<{ banks: BankResult[]; cut: number }>
  }
}

/** Asks a new worker, which is gone afterwards. */
async function ask<T>(question: (api: ParityApi, packUrl: string) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'parity' })
  const client = connect<ParityApi>(worker, 'parity')
  try {
    return await question(client.api, new URL('packs/pocket/', location.href).href)
  } finally {
    client.close()
  }
}

window.parity = (provider, fixtures, options = {}) =>
  ask((api, packUrl) => api.run(provider, packUrl, fixtures, options))
window.banks = () => ask((api, packUrl) => api.banks(packUrl))
