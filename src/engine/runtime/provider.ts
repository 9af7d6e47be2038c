import type { Provider } from '../../bridge/engine'
import { isSoftware } from '../../core/adapter'
import { KinoraError } from '../../core/errors'

export interface ChosenProvider {
  provider: Provider
  /** There was a WebGPU adapter, but only a software one, and it was passed over. */
  softwareAdapter: boolean
  device: GPUDevice | null
}

/**
 * WebGPU on a real adapter, otherwise WASM. A software adapter counts as none (WASM is far faster than
 * it) unless `webgpu` is asked for by name; then the lack of any adapter is `provider-unavailable`.
 */
export async function chooseProvider(wanted: Provider | 'auto', gpu = navigator.gpu): Promise<ChosenProvider> {
  const none = { provider: 'wasm', softwareAdapter: false, device: null } as const
  if (wanted === 'wasm') return none
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)
  if (!adapter) {
    if (wanted === 'webgpu') throw new KinoraError('provider-unavailable', { provider: 'webgpu' })
    return none
  }
  if (wanted === 'auto' && isSoftware(adapter.info)) return { ...none, softwareAdapter: true }
  try {
    return { provider: 'webgpu', softwareAdapter: false, device: await requestDevice(adapter) }
  } catch (thrown) {
    if (wanted === 'webgpu') throw new KinoraError('provider-unavailable', { provider: 'webgpu' }, thrown)
    return none
  }
}

/** A device with everything that the adapter has: large buffers, half precision where there is any. */
function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const wantedFeatures = ['shader-f16', 'subgroups', 'timestamp-query'] as const
  const wantedLimits = [
    'maxBufferSize',
    'maxStorageBufferBindingSize',
    'maxStorageBuffersPerShaderStage',
    'maxComputeWorkgroupStorageSize',
    'maxComputeInvocationsPerWorkgroup',
    'maxComputeWorkgroupSizeX',
    'maxComputeWorkgroupSizeY',
    'maxComputeWorkgroupSizeZ',
    'maxComputeWorkgroupsPerDimension',
  ] as const
  return adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((limit) => [limit, adapter.limits[limit]])),
  })
}

/** Threads for WASM: one where the page is not isolated (there is no shared memory), at most eight. */
export function chooseThreads(wanted: number | undefined, isolated: boolean, cores: number): number {
  if (!isolated) return 1
  return Math.max(1, Math.min(wanted ?? cores, 8))
}
