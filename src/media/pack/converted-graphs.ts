/**
 * What each graph of a converted pack is given and gives, by name; docs/pack-format.md has shapes and meanings.
 * The numbers in names are pixels of the picture to a cell.
 */

const scales = [8, 16, 32, 64] as const
const references = scales.map((scale) => `reference${scale}` as const)
const flows = scales.map((scale) => `flow${scale}` as const)
const warped = scales.map((scale) => `warped${scale}` as const)

/** What the adapter adds to the UNet: to its twelve skips, in their order, and to its middle. */
export const residualNames = [...Array.from({ length: 12 }, (_, i) => `residual${i}` as const), 'residual_mid'] as const

/** What the UNet and the adapters are told in every step. */
const told = ['latents', 'picture_latents', 'timestep', 'time_ids', 'embedding'] as const
const control = { inputs: [...told, ...warped, 'control_scale'], outputs: residualNames }
const face = residualNames.map((it) => `face_${it}` as const)

/** What `flow` takes of what `flow-picture` saw. */
const flowSeen = ['seen2', 'seen4', 'seen8'] as const

interface Ports {
  inputs: readonly string[]
  outputs: readonly string[]
}

export const ports = {
  'image-encoder': { inputs: ['picture'], outputs: ['embedding'] },
  encoder: { inputs: ['picture'], outputs: ['latents'] },
  'flow-picture': { inputs: ['picture'], outputs: flowSeen },
  flow: { inputs: [...flowSeen, 'hints'], outputs: ['flow'] },
  reference: { inputs: ['picture'], outputs: references },
  control,
  unet: { inputs: [...told, ...residualNames], outputs: ['prediction'] },
  decoder: { inputs: ['latents'], outputs: ['pictures'] },
  'landmark-reference': { inputs: ['picture'], outputs: references },
  'landmark-fusion': {
    inputs: [...references, ...flows, ...scales.map((scale) => `moved${scale}` as const), 'landmarks'],
    outputs: warped,
  },
  'landmark-control': control,
  hybrid: { inputs: [...face, ...residualNames, 'mask'], outputs: residualNames.map((it) => `mixed_${it}` as const) },
  'segment-encoder': { inputs: ['picture'], outputs: ['seen', 'frame'] },
  segment: { inputs: ['seen', 'frame', 'clicks'], outputs: ['mask'] },
} as const satisfies Record<string, Ports>

export type ConvertedGraphName = keyof typeof ports
