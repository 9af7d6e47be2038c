import type { Point } from '../../../../core/geometry'
import type { Limb } from './limbs'

/** Which limb (by index) is what; legs and arms from left to right on the picture. */
export interface Roles {
  head: number | null
  tail: number | null
  arms: number[]
  legs: number[]
  ears: number[]
  /** The two largest limbs that point away from one another, whatever else they may be. */
  wings: number[]
}

interface Box {
  left: number
  top: number
  bottom: number
  width: number
  height: number
}

/** Names a thing's limbs by where they point: legs down, a head up or to the side, opposite of it a tail, arms and wings beside. */
export function rolesOf(limbs: readonly Limb[], box: Box, trunk: Point, lying: boolean): Roles {
  const roles: Roles = { head: null, tail: null, arms: [], legs: [], ears: [], wings: [] }
  const left = new Set(limbs.keys())
  const take = (index: number) => {
    left.delete(index)
    return index
  }
  const of = (index: number) => limbs[index] as Limb
  const way = (index: number) => {
    const { joint, tip, length } = of(index)
    return { x: (tip.x - joint.x) / length, y: (tip.y - joint.y) / length }
  }
  const across = (a: number, b: number) => of(a).tip.x - of(b).tip.x

  for (const index of [...left]) {
    const low = of(index).tip.y > box.bottom - 0.2 * box.height
    if (low && way(index).y > 0.5) roles.legs.push(take(index))
  }
  roles.legs.sort(across)
  // One that ends far aside is an arm that hangs down, or lies on something.
  const [lone] = roles.legs
  if (
    roles.legs.length === 1 &&
    lone !== undefined &&
    Math.abs(of(lone).tip.x - box.left - box.width / 2) > 0.3 * box.width
  )
    left.add(roles.legs.pop() as number)

  // A pair of pointed ends at the top with nothing higher between them: ears.
  const high = [...left].filter((index) => of(index).tip.y < box.top + 0.25 * box.height && way(index).y < -0.5)
  if (high.length === 2 && high.every((index) => of(index).length < 0.35 * box.height)) {
    const [a, b] = high as [number, number]
    if (Math.min(of(a).tip.x, of(b).tip.x) < trunk.x && Math.max(of(a).tip.x, of(b).tip.x) > trunk.x)
      roles.ears = high.map(take).sort(across)
  }

  if (lying) {
    // Head and tail at the ends; the thicker one is the head, and the higher one if they are alike.
    const ends = [...left].filter(
      (index) => Math.abs(of(index).tip.x - trunk.x) > 0.25 * box.width && Math.abs(way(index).x) > 0.45,
    )
    const headlike = (index: number) => of(index).width * (1 + (0.5 * (box.bottom - of(index).tip.y)) / box.height)
    const head = ends.toSorted((a, b) => headlike(b) - headlike(a))[0]
    if (head !== undefined && (ends.length > 1 || of(head).width > 0.35 * of(head).length)) roles.head = take(head)
    const side = roles.head === null ? 0 : Math.sign(of(roles.head).tip.x - trunk.x)
    const tails = ends.filter((index) => left.has(index) && Math.sign(of(index).tip.x - trunk.x) !== side)
    const tail = tails.toSorted((a, b) => of(b).length / of(b).width - of(a).length / of(a).width)[0]
    if (tail !== undefined) roles.tail = take(tail)
  } else {
    const ups = [...left].filter((index) => way(index).y < -0.6 && of(index).tip.y < box.top + 0.3 * box.height)
    const head = ups.toSorted((a, b) => Math.abs(of(a).tip.x - trunk.x) - Math.abs(of(b).tip.x - trunk.x))[0]
    // A neck is short for its width; what is long and slender is an arm, or a wing that is raised.
    if (
      head !== undefined &&
      of(head).length < 3 * of(head).width &&
      Math.abs(of(head).joint.x - trunk.x) < 0.3 * box.width
    )
      roles.head = take(head)
    // Seen from the side or aslant: the one thick limb that reaches far to a side.
    const aside = [...left].filter(
      (index) =>
        Math.abs(way(index).x) > 0.45 &&
        of(index).length > 0.33 * Math.max(box.width, box.height) &&
        of(index).width > 0.35 * of(index).length &&
        of(index).tip.y < box.top + 0.65 * box.height,
    )
    if (roles.head === null && head === undefined && aside.length === 1) roles.head = take(aside[0] as number)
  }
  const beside = [...left].filter((index) => Math.abs(of(index).tip.x - trunk.x) > 0.12 * box.width)
  for (const sign of [-1, 1]) {
    const longest = beside
      .filter((index) => Math.sign(of(index).tip.x - trunk.x) === sign)
      .toSorted((a, b) => of(b).length * of(b).width - of(a).length * of(a).width)[0]
    if (longest !== undefined) roles.arms.push(take(longest))
  }
  if (roles.tail === null) {
    const hanging = [...left].filter((index) => lying || of(index).joint.y > box.top + 0.35 * box.height)
    const rest = hanging.toSorted((a, b) => of(b).length / of(b).width - of(a).length / of(a).width)[0]
    if (rest !== undefined) roles.tail = take(rest)
  }
  roles.wings = wingsOf(limbs, roles)
  return roles
}

function wingsOf(limbs: readonly Limb[], { head, tail, arms }: Roles): number[] {
  const size = ({ length, width }: Limb) => length * width
  let best: { pair: number[]; size: number } | null = null
  for (const [i, a] of limbs.entries())
    for (const [k, b] of limbs.entries()) {
      if (k <= i || [head, tail].includes(i) || [head, tail].includes(k)) continue
      const [ax, ay, bx, by] = [a.tip.x - a.joint.x, a.tip.y - a.joint.y, b.tip.x - b.joint.x, b.tip.y - b.joint.y]
      if (ax * bx + ay * by > 0.2 * a.length * b.length && !(arms.includes(i) && arms.includes(k))) continue
      const least = Math.min(size(a), size(b))
      if (!best || least > best.size) best = { pair: a.tip.x <= b.tip.x ? [i, k] : [k, i], size: least }
    }
  return best?.pair ?? arms
}
