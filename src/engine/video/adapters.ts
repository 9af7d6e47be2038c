import { residualNames } from '../../media/pack/converted-graphs'
import type { Held, HostTensor } from '../runtime/tensor'
import type { Parts } from './parts'

type Feeds = Record<string, HostTensor | Held>
type Residuals = Record<(typeof residualNames)[number], Held>

const faceNames = residualNames.map((name) => `face_${name}` as const)
const mixedNames = residualNames.map((name) => `mixed_${name}` as const)

/** What the adapters are told in a step. */
export interface Adapting {
  /** Of the picture and the noise, for each row of the guidance. */
  rows: readonly Feeds[]
  /** The picture's features moved along paths, and along a face; null: none of them. */
  paths: Feeds | null
  face: Feeds | null
  /** Where the face counts. */
  mask: HostTensor | null
  controlScale: HostTensor
  landmarkScale: HostTensor
}

/**
 * What is added to the UNet in a step, for each row: what paths say, what a face says, or each where it counts. The caller
 * owns it.
 */
export async function adapt(
  parts: Parts,
  { rows, paths, face, mask, controlScale, landmarkScale }: Adapting,
): Promise<Residuals[]> {
  const say = (graph: 'control' | 'landmark-control', warped: Feeds, scale: HostTensor) =>
    parts.runEach(
      graph,
      rows.map((row) => ({ ...row, ...warped, control_scale: scale })),
      residualNames,
      true,
    )
  const said = paths && (await say('control', paths, controlScale))
  if (!face || !mask) return said ?? rows.map(() => ({}) as Residuals)
  const led = await say('landmark-control', face, landmarkScale).catch((thrown) => {
    giveUp(said ?? [])
    throw thrown
  })
  if (!said) return led
  try {
    const both = said.map((row, i) => ({ ...row, ...renamed(led[i] as Residuals, residualNames, faceNames), mask }))
    const mixed = await parts.runEach('hybrid', both, mixedNames, true)
    return mixed.map((row) => renamed(row, mixedNames, residualNames) as Residuals)
  } finally {
    giveUp(said)
    giveUp(led)
  }
}

export function giveUp(rows: readonly Record<string, Held>[]): void {
  for (const row of rows) for (const held of Object.values(row)) held.dispose()
}

function renamed<From extends string, To extends string>(
  row: Record<From, Held>,
  from: readonly From[],
  to: readonly To[],
): Record<To, Held> {
  return Object.fromEntries(from.map((name, i) => [to[i], row[name]])) as Record<To, Held>
}
