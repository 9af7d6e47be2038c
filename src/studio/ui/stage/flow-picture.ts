import type { Flow } from '../../../core/flow'
import { createPicture, type Picture } from '../../../core/image'

/**
 * Displacement as colour: its direction is the hue, its length the strength, clear where nothing moves.
 * `longest` is the length (picture pixels) that is shown at full strength.
 */
export function flowPicture(flow: Flow, longest: number): Picture {
  const { width, height, data } = flow
  const picture = createPicture(width, height)
  const size = width * height
  for (let at = 0; at < size; at++) {
    const [x, y] = [data[at] as number, data[size + at] as number]
    const length = Math.hypot(x, y)
    if (length < 0.05) continue
    const strength = Math.min(1, length / Math.max(longest, 1e-6))
    // Three cosines a third of a turn apart: a colour circle without steps.
    const angle = Math.atan2(y, x)
    for (let channel = 0; channel < 3; channel++)
      picture.data[at * 4 + channel] = 128 + 127 * Math.cos(angle - (channel * 2 * Math.PI) / 3)
    picture.data[at * 4 + 3] = 60 + 180 * strength
  }
  return picture
}

/** The longest displacement of a field, in picture pixels. */
export function longestOf(flow: Flow): number {
  const size = flow.width * flow.height
  let most = 0
  for (let at = 0; at < size; at++)
    most = Math.max(most, Math.hypot(flow.data[at] as number, flow.data[size + at] as number))
  return most
}
