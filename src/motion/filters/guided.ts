import type { Picture, Plane } from '../../core/image'
import { boxMean } from './box'

export interface GuidedCoefficients {
  r: Plane
  g: Plane
  b: Plane
  offset: Plane
}

/** What a guide says by itself: its channels (0..1), their means, and the inverse of their covariance in each window. */
interface Guide {
  radius: number
  channels: [Plane, Plane, Plane]
  means: [Plane, Plane, Plane]
  /** xx, xy, xz, yy, yz, zz. */
  inverse: Plane[]
}

const guides = new WeakMap<Picture, Guide>()

/**
 * Coefficients of the colour guided filter (He, Sun and Tang 2010, eq. 19 to 21): near each pixel the
 * input is about r*R + g*G + b*B + offset of the guide's colours (0..1). `eps` is the variance below
 * which the guide counts as flat. The guide's own statistics are kept with it.
 */
export function guidedCoefficients(guide: Picture, input: Plane, radius: number, eps: number): GuidedCoefficients {
  let known = guides.get(guide)
  if (known?.radius !== radius) {
    known = readGuide(guide, radius, eps)
    guides.set(guide, known)
  }
  const { channels, means, inverse } = known
  const { width, height } = guide
  const count = width * height
  const mean = boxMean(input, radius)
  const crossed = channels.map((channel) => product(channel, input, radius)) as [Plane, Plane, Plane]
  const [xx, xy, xz, yy, yz, zz] = inverse.map((plane) => plane.data) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const [mr, mg, mb] = [means[0].data, means[1].data, means[2].data]
  const [pr, pg, pb] = [crossed[0].data, crossed[1].data, crossed[2].data]
  for (let i = 0; i < count; i++) {
    const p = mean.data[i] as number
    const cr = (pr[i] as number) - (mr[i] as number) * p
    const cg = (pg[i] as number) - (mg[i] as number) * p
    const cb = (pb[i] as number) - (mb[i] as number) * p
    const kr = (xx[i] as number) * cr + (xy[i] as number) * cg + (xz[i] as number) * cb
    const kg = (xy[i] as number) * cr + (yy[i] as number) * cg + (yz[i] as number) * cb
    const kb = (xz[i] as number) * cr + (yz[i] as number) * cg + (zz[i] as number) * cb
    pr[i] = kr
    pg[i] = kg
    pb[i] = kb
    mean.data[i] = p - kr * (mr[i] as number) - kg * (mg[i] as number) - kb * (mb[i] as number)
  }
  for (const plane of [...crossed, mean]) boxMean(plane, radius, plane)
  return { r: crossed[0], g: crossed[1], b: crossed[2], offset: mean }
}

function readGuide(guide: Picture, radius: number, eps: number): Guide {
  const { width, height } = guide
  const count = width * height
  const channels = [0, 1, 2].map((c) => {
    const data = new Float32Array(count)
    for (let i = 0; i < count; i++) data[i] = (guide.data[4 * i + c] as number) / 255
    return { width, height, data }
  }) as [Plane, Plane, Plane]
  const means = channels.map((channel) => boxMean(channel, radius)) as [Plane, Plane, Plane]
  const [r, g, b] = channels
  const [mr, mg, mb] = [means[0].data, means[1].data, means[2].data]
  const pairs: [Plane, Plane][] = [
    [r, r],
    [r, g],
    [r, b],
    [g, g],
    [g, b],
    [b, b],
  ]
  const inverse = pairs.map(([one, other]) => product(one, other, radius))
  const [rr, rg, rb, gg, gb, bb] = inverse.map((plane) => plane.data) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  for (let i = 0; i < count; i++) {
    const x = mr[i] as number
    const y = mg[i] as number
    const z = mb[i] as number
    const xx = (rr[i] as number) - x * x + eps
    const xy = (rg[i] as number) - x * y
    const xz = (rb[i] as number) - x * z
    const yy = (gg[i] as number) - y * y + eps
    const yz = (gb[i] as number) - y * z
    const zz = (bb[i] as number) - z * z + eps
    // The inverse of the symmetric 3 x 3 covariance by cofactors.
    const ixx = yy * zz - yz * yz
    const ixy = xz * yz - xy * zz
    const ixz = xy * yz - xz * yy
    const share = 1 / (xx * ixx + xy * ixy + xz * ixz)
    rr[i] = ixx * share
    rg[i] = ixy * share
    rb[i] = ixz * share
    gg[i] = (xx * zz - xz * xz) * share
    gb[i] = (xy * xz - xx * yz) * share
    bb[i] = (xx * yy - xy * xy) * share
  }
  return { radius, channels, means, inverse }
}

function product(one: Plane, other: Plane, radius: number): Plane {
  const data = new Float32Array(one.data.length)
  for (let i = 0; i < data.length; i++) data[i] = (one.data[i] as number) * (other.data[i] as number)
  const out = { width: one.width, height: one.height, data }
  return boxMean(out, radius, out)
}
