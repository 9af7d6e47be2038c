import type { Plane } from '../core/image'
import type { HintPlace } from '../core/influence'
import type { Runtime } from './runtime/runtime'
import { placesTensor, type Seen } from './seen'

/** The thing that all clicks together mean, 0..1; `moving` ones lie on it. At least one place. */
export async function thingOf(runtime: Runtime, seen: Seen, places: readonly HintPlace[]): Promise<Plane> {
  const { mask } = await runtime.run('segment', { ...seen, clicks: placesTensor(places) }, ['mask'])
  const { shape, data } = await mask.take()
  return { width: shape[3] as number, height: shape[2] as number, data }
}
