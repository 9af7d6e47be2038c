import type { Point } from '../../../../core/geometry'
import type { Plane } from '../../../../core/image'
import type { Signal } from './timing'

/** How a link lies at a time, against the still. */
export interface LinkPose {
  angle: number
  scaleX: number
  scaleY: number
  x: number
  y: number
}

/** A piece that moves as one; `pose` at time 0 is rest. */
export interface Link {
  weight: Plane
  about: Point
  pose(time: number): LinkPose
}

/** Signals for some numbers of a pose; the others rest. Scales are 1 plus their signal. */
export interface PoseSignals {
  angle?: Signal
  scaleX?: Signal
  scaleY?: Signal
  x?: Signal
  y?: Signal
}

export function posing({ angle, scaleX, scaleY, x, y }: PoseSignals): (time: number) => LinkPose {
  return (time) => ({
    angle: angle?.(time) ?? 0,
    scaleX: 1 + (scaleX?.(time) ?? 0),
    scaleY: 1 + (scaleY?.(time) ?? 0),
    x: x?.(time) ?? 0,
    y: y?.(time) ?? 0,
  })
}

export const scaled =
  (signal: Signal, by: number): Signal =>
  (time) =>
    signal(time) * by
export const summed =
  (...signals: Signal[]): Signal =>
  (time) =>
    signals.reduce((sum, signal) => sum + signal(time), 0)

/** A link that is carried by a body which turns about a place and moves: what a limb does comes first. */
export function carried(link: Link, body: (time: number) => LinkPose, about: Point): Link {
  return {
    ...link,
    pose: (time) => {
      const own = link.pose(time)
      const by = body(time)
      const [cos, sin] = [Math.cos(by.angle), Math.sin(by.angle)]
      const [dx, dy] = [link.about.x + own.x - about.x, link.about.y + own.y - about.y]
      const [sx, sy] = [dx * by.scaleX, dy * by.scaleY]
      // Written as differences, so that rest is exactly 0.
      return {
        angle: own.angle + by.angle,
        scaleX: own.scaleX * by.scaleX,
        scaleY: own.scaleY * by.scaleY,
        x: own.x + by.x + (sx * cos - sy * sin - dx),
        y: own.y + by.y + (sx * sin + sy * cos - dy),
      }
    },
  }
}
