import type { Picture, Plane } from '../../core/image'
import { boxMean } from './box'

export interface GuidedCoefficients {
  r: Plane
  g: Plane
  b: Plane
  offset: Plane
}

/**
 * Coefficients of the colour guided filter (He, Sun and Tang 2010, eq. 19 to 21): near each pixel the
 * input is about r*R + g*G + b*B + offset of the guide's colours (0..1). `eps` is the variance below
 * which the guide counts as flat.
 */
export function guidedCoefficients(guide: Picture, input: Plane, radius: number, eps: number): GuidedCoefficients {
  const { width, height } = guide
  const count = width * height
  const plane = (): Plane => ({ width, height, data: new Float32Array(count) })
  const [r, g, b] = [plane(), plane(), plane()]
  for (let i = 0; i < count; i++) {
    r.data[i] = (guide.data[4 * i] as number) / 255
    g.data[i] = (guide.data[4 * i + 1] as number) / 255
    b.data[i] = (guide.data[4 * i + 2] as number) / 255
  }
  const product = (one: Plane, other: Plane): Plane => {
    const out = plane()
    for (let i = 0; i < count; i++) out.data[i] = (one.data[i] as number) * (other.data[i] as number)
    return boxMean(out, radius, out)
  }
  const [rr, rg, rb, gg, gb, bb] = [
    product(r, r),
    product(r, g),
    product(r, b),
    product(g, g),
    product(g, b),
    product(b, b),
  ]
  const [rp, gp, bp] = [product(r, input), product(g, input), product(b, input)]
  const [mr, mg, mb, mp] = [boxMean(r, radius), boxMean(g, radius), boxMean(b, radius), boxMean(input, radius)]
  const out: GuidedCoefficients = { r: rp, g: gp, b: bp, offset: mp }
  for (let i = 0; i < count; i++) {
    const [ar, ag, ab, ap] = [mr.data[i] as number, mg.data[i] as number, mb.data[i] as number, mp.data[i] as number]
    const xx = (rr.data[i] as number) - ar * ar + eps
    const xy = (rg.data[i] as number) - ar * ag
    const xz = (rb.data[i] as number) - ar * ab
    const yy = (gg.data[i] as number) - ag * ag + eps
    const yz = (gb.data[i] as number) - ag * ab
    const zz = (bb.data[i] as number) - ab * ab + eps
    const cr = (rp.data[i] as number) - ar * ap
    const cg = (gp.data[i] as number) - ag * ap
    const cb = (bp.data[i] as number) - ab * ap
    // The inverse of the symmetric 3 x 3 covariance by cofactors.
    const ixx = yy * zz - yz * yz
    const ixy = xz * yz - xy * zz
    const ixz = xy * yz - xz * yy
    const iyy = xx * zz - xz * xz
    const iyz = xy * xz - xx * yz
    const izz = xx * yy - xy * xy
    const share = 1 / (xx * ixx + xy * ixy + xz * ixz)
    const kr = (ixx * cr + ixy * cg + ixz * cb) * share
    const kg = (ixy * cr + iyy * cg + iyz * cb) * share
    const kb = (ixz * cr + iyz * cg + izz * cb) * share
    out.r.data[i] = kr
    out.g.data[i] = kg
    out.b.data[i] = kb
    out.offset.data[i] = ap - kr * ar - kg * ag - kb * ab
  }
  boxMean(out.r, radius, out.r)
  boxMean(out.g, radius, out.g)
  boxMean(out.b, radius, out.b)
  boxMean(out.offset, radius, out.offset)
  return out
}
