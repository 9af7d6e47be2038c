import type { Size } from '../../core/geometry'
import { gatherRows } from '../runtime/gather'
import type { Runtime } from '../runtime/runtime'
import { Held, type HostTensor, hostTensor } from '../runtime/tensor'
import type { FaceMaterial } from './material'
import type { Parts } from './parts'
import { flowAtScale, splat } from './splat'
import { type References, scales } from './told'

export const warpedNames = scales.map((scale) => `warped${scale}` as const)
export type Warped = Record<(typeof warpedNames)[number], Held>

/** A flow for each frame, and for the still at their head none. */
export type Flows = readonly (Float32Array | null)[]

/**
 * Features of the picture moved along flows, [frames, channels, height, width] at each scale, where the networks compute.
 * A frame without a flow is the picture itself.
 */
export function warp(runtime: Runtime, picture: References, flows: Flows, side: number, size: Size): Warped {
  const made = scales.map((scale) => {
    const { shape, data } = picture[`reference${scale}`]
    const cells = { width: size.width / scale, height: size.height / scale }
    const moved = new Float32Array(flows.length * data.length)
    flows.forEach((flow, i) => {
      const out = moved.subarray(i * data.length, (i + 1) * data.length)
      if (flow) splat(data, flowAtScale(flow, side, size, scale), cells, out)
      else out.set(data)
    })
    return [`warped${scale}`, runtime.hold({ shape: [flows.length, ...shape.slice(1)], data: moved })]
  })
  return Object.fromEntries(made) as Warped
}

/** The face adapter's own way: it weighs what was moved against what it imagines, and adds the drawn face. */
export async function fuse(
  runtime: Runtime,
  parts: Parts,
  picture: References,
  face: FaceMaterial,
  frames: readonly number[],
  size: Size,
): Promise<Warped> {
  const side = parts.manifest.conditioning.flowSide
  // The graph wants the still at the head of every group.
  const asked = frames[0] === 0 ? frames : [0, ...frames]
  const flows = await face.flows(asked.slice(1))
  const feeds: Record<string, HostTensor> = { ...picture, landmarks: face.drawn(asked) }
  for (const scale of scales) {
    const { shape, data } = picture[`reference${scale}`]
    const cells = { width: size.width / scale, height: size.height / scale }
    const small = hostTensor([flows.length, 2, cells.height, cells.width])
    const moved = hostTensor([flows.length, ...shape.slice(1)])
    flows.forEach((flow, i) => {
      const at = flowAtScale(flow, side, size, scale)
      small.data.set(at, i * at.length)
      splat(data, at, cells, moved.data.subarray(i * data.length, (i + 1) * data.length))
    })
    feeds[`flow${scale}`] = small
    feeds[`moved${scale}`] = moved
  }
  const found = await parts.run('landmark-fusion', feeds, warpedNames, true)
  if (asked === frames) return found
  const rest: [string, Held][] = []
  for (const name of warpedNames) {
    const tensor = found[name]
    const rows = await gatherRows(
      runtime,
      frames.map((_, i) => ({ tensor, row: i + 1 })),
    )
    tensor.dispose()
    rest.push([name, rows instanceof Held ? rows : runtime.hold(rows)])
  }
  return Object.fromEntries(rest) as Warped
}
