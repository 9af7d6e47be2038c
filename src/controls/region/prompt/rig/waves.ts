// What a cycle is made of.

const turn = 2 * Math.PI

/** From 0 to 1, smoothly (cubic). */
export function ramp(share: number): number {
  const x = Math.max(0, Math.min(1, share))
  return x * x * (3 - 2 * x)
}

/** How far a cycle's share lies on the way between two others, 0..1. */
function within(share: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (share - Math.floor(share) - from) / (to - from)))
}
/** 0 at whole numbers, 1 between them. */
const hump = (share: number) => Math.sin(Math.PI * share) ** 2
const thrown = (part: number) => 4 * part * (1 - part)
/** Slowly, then soon. */
const hurried = (part: number) => part ** 1.5

/** What a cycle is made of, by the share of it that is done. */
export const shapes = {
  /** To one side, to the other, and back. */
  swing: (share: number) => Math.sin(turn * share),
  /** Out and back. */
  bump: (share: number) => (1 - Math.cos(turn * share)) / 2,
  /** A throw out of knees that bend first: in the air from 0.34 to 0.86 of the time. */
  leap: (share: number) => thrown(within(share, 0.34, 0.86)),
  /** What bends for a leap, 1 as it gathers, and a little as it lands; below 0 it is long in the air. */
  gather: (share: number) =>
    hump(hurried(within(share, 0, 0.34))) +
    0.7 * hump(within(share, 0.86, 1)) -
    0.4 * hump(2 * within(share, 0.34, 0.86)),
  /** A ball's throw: it leaves the ground at 0.16 and is back at the end. */
  rebound: (share: number) => thrown(within(share, 0.16, 1)),
  /** What of it is pressed flat while it is on the ground; below 0 it is long as it flies fast. */
  press: (share: number) => hump(within(share, 0, 0.16)) - 0.35 * hump(2 * within(share, 0.16, 1)),
  /** A bow: down soon, up at leisure and a little past it. */
  bow: (share: number) =>
    ramp(within(share, 0, 0.4)) - ramp(within(share, 0.4, 0.86)) - 0.09 * hump(within(share, 0.72, 1)),
  /** Out and back twice, as a body that is carried by two legs. */
  step: (share: number) => (1 - Math.cos(2 * turn * share)) / 2,
  /** One side and then none. */
  lift: (share: number) => Math.max(0, Math.sin(turn * share)),
} as const
export type WaveShape = keyof typeof shapes
