import { type Link, posing, scaled } from '../rig/rig'
import { lengthOf, pivotOf } from '../rig/target'
import { cyclic, type Signal, travel } from '../rig/timing'
import { type Body, footOf, onBody } from './body'
import { type Cast, sideways } from './motion'

/** Wheels that turn without slipping under a body that shivers. */
export function driving(cast: Cast): Link[] {
  const { shape, pace, amount, direction } = cast
  // In a clip that repeats only what was told goes away and back; else the wheels turn on the spot.
  const goes = direction !== null || pace.clip.period === null
  const sign = sideways(direction)
  const speed = 0.75 * shape.box.width * sign * amount
  const way: Signal = scaled(travel(pace), speed)
  const shiver = scaled(cyclic({ ...pace, cycle: 0.31 }, 'swing'), 0.006 * shape.box.height)
  const body: Body = { about: footOf(cast), pose: posing({ x: goes ? way : undefined, y: shiver }) }
  const wheels = cast.find('wheels').map((wheel): Link => {
    const radius = Math.max(1, lengthOf(wheel))
    const room = pace.clip.period ?? pace.clip.span
    const rounds = Math.max(1, Math.round((room * pace.speed * amount) / 1.2))
    const onSpot: Signal = (time) => (room > 0 ? (2 * Math.PI * sign * rounds * Math.min(time, room)) / room : 0)
    return {
      weight: wheel.member,
      about: pivotOf(wheel),
      pose: posing({ angle: goes ? scaled(way, 1 / radius) : onSpot }),
    }
  })
  return onBody(cast, body, wheels)
}
