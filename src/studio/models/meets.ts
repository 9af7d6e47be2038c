import type { Machine, Model } from './state'

/** Whether a machine has what a model needs; null: it does not say. */
export interface Met {
  webgpu: boolean | null
  f16: boolean | null
  memory: boolean | null
}

/** What a model needs, each against what is there; needs that it does not have are met. */
export function compare({ needs }: Pick<Model, 'needs'>, machine: Machine | null): Met {
  if (!machine) return { webgpu: null, f16: null, memory: null }
  return {
    webgpu: !needs.webgpu || machine.webgpu,
    f16: !needs.f16 || machine.f16,
    // Some browsers say 8 GB at most, whatever there is: what is said to be enough is enough.
    memory:
      machine.memory === null ? null : needs.memory <= machine.memory || (machine.memory >= 8 * 2 ** 30 ? null : false),
  }
}

/** Whether nothing speaks against using a model on this machine. */
export function meets(model: Pick<Model, 'needs'>, machine: Machine | null): boolean {
  return Object.values(compare(model, machine)).every((met) => met !== false)
}
