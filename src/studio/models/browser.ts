import { connect } from '../../bridge/client'
import type { ModelsApi } from '../../bridge/models'
import { isSoftware } from '../../core/adapter'
import { KinoraError } from '../../core/errors'
// biome-ignore lint/style/noRestrictedImports: only its address, to which the host that it may reach is added.
import workerUrl from '../../install/install-worker?worker&url'
import { sha256 } from '../../media/hash'
import { listModels, modelFile, removeModel } from '../../media/storage/models/folders'
import reach from '../../reach.json'
import { chooseFaceModel } from '../face-finder'
import type { ModelPorts } from './ports'
import type { Machine } from './state'

/** The models' surroundings in a browser's page. */
export const browserModels: ModelPorts = {
  list: listModels,
  async builtIn() {
    const answer = await fetch(new URL('packs/pocket/pack.json', document.baseURI))
    if (!answer.ok) throw new KinoraError('pack-missing', { file: 'pack.json' })
    return answer.text()
  },
  async remove(id) {
    // A worker that was just ended holds what it read a moment longer.
    for (const wait of [0, 100, 300, 600, 1000]) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      if (await removeModel(id)) return true
    }
    return false
  },
  file: modelFile,
  setFaceModel: chooseFaceModel,
  worker(wanted) {
    const url = new URL(workerUrl, document.baseURI)
    if (wanted !== null) url.searchParams.set(reach.parameter, wanted)
    return connect<ModelsApi>(new Worker(url, { type: 'module', name: 'install' }), 'install')
  },
  machine: lookAtMachine,
  hash: (text) => sha256(new TextEncoder().encode(text)),
  async persist() {
    await navigator.storage?.persist?.().catch(() => false)
  },
}

/** Milliseconds for which a graphics driver may think about what it is. */
const patience = 5000

/** What draws here; null where there is nothing, or nothing that answers. */
async function findAdapter(): Promise<GPUAdapter | null> {
  const asked = navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))
  return (await Promise.race([asked, late])) ?? null
}

async function lookAtMachine(): Promise<Machine> {
  const adapter = await findAdapter()
  const estimate = await navigator.storage?.estimate?.().catch(() => null)
  const gigabytes = (navigator as Navigator & { deviceMemory?: number }).deviceMemory
  const { usage, quota } = estimate ?? {}
  return {
    webgpu: adapter !== null && !isSoftware(adapter.info),
    f16: adapter?.features.has('shader-f16') ?? false,
    memory: gigabytes === undefined ? null : gigabytes * 2 ** 30,
    storage: usage === undefined || quota === undefined ? null : { used: usage, free: Math.max(0, quota - usage) },
  }
}
