import { twice } from '../runtime/gather'
import type { Runtime } from '../runtime/runtime'
import { Held, type HostTensor, hostTensor } from '../runtime/tensor'
import type { Prediction } from '../sampling/denoise'
import type { Conditions } from './conditions'

/** How the UNet is asked for a window's frames. */
export interface Asking {
  runtime: Runtime
  conditions: Conditions
  /** Whether it has to be asked without condition, too. */
  guided: boolean
  /** Whether its output stays on the device. */
  stay: boolean
}

/**
 * The UNet's word on a window, and with guidance its word when it is told nothing (conditions of zeros):
 * in one run over twice as many rows where the pack's graph is made for that (its first dimension is
 * `2*T`), the untold ones first, and in two runs otherwise.
 */
export async function predict(
  { runtime, conditions, guided, stay }: Asking,
  frames: readonly number[],
  latents: HostTensor | Held,
  timestep: number,
): Promise<Prediction> {
  const disposals: (() => void)[] = []
  const own = <T extends HostTensor | Held>(tensor: T): T => {
    if (tensor instanceof Held) disposals.push(() => tensor.dispose())
    return tensor
  }
  const dispose = () => {
    for (const give of disposals.splice(0)) give()
  }
  own(latents)
  const ask = async (input: HostTensor | Held, untold: number, nothing: boolean) => {
    const told = await conditions.tell(frames, untold)
    try {
      const feeds = nothing ? zeros(told.feeds) : told.feeds
      const inputs = { latents: input, timestep: hostTensor([1], Float32Array.of(timestep)), ...feeds }
      const { prediction } = await runtime.run('unet', inputs, ['prediction'], stay ? ['prediction'] : [])
      return own(prediction)
    } finally {
      told.dispose()
    }
  }
  try {
    if (!guided) return { told: { tensor: await ask(latents, 0, false), row: 0 }, untold: null, dispose }
    if (takesBoth(runtime)) {
      const both = await ask(own(await twice(runtime, latents)), frames.length, false)
      return { told: { tensor: both, row: frames.length }, untold: { tensor: both, row: 0 }, dispose }
    }
    const told = await ask(latents, 0, false)
    const untold = await ask(latents, 0, true)
    return { told: { tensor: told, row: 0 }, untold: { tensor: untold, row: 0 }, dispose }
  } catch (thrown) {
    dispose()
    throw thrown
  }
}

function takesBoth(runtime: Runtime): boolean {
  return /^2\*/.test(String(runtime.pack.graph('unet').inputs.latents?.shape[0]))
}

function zeros<K extends string>(feeds: Record<K, HostTensor | Held>): Record<K, HostTensor> {
  const entries = Object.entries<HostTensor | Held>(feeds).map(([name, { shape }]) => [name, hostTensor(shape)])
  return Object.fromEntries(entries) as Record<K, HostTensor>
}
