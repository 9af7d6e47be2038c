import { channel } from '../../core/face/names'

/**
 * A face that lives by itself: it breathes, blinks, glances and lets its hair swing. The same every time;
 * with a period, what is seen after it is what was seen before.
 *
 * @param span seconds that have to be filled
 * @param period seconds after which it begins anew; null: never
 * @returns a function that adds what the channels say at a time
 */
export function aliveAt(span: number, period: number | null): (time: number, out: Float32Array, gain: number) => void {
  const length = period ?? Math.max(span, 1)
  const fitted = (seconds: number) => (period ? period / Math.max(1, Math.round(period / seconds)) : seconds)
  const breath = fitted(3.6)
  const [sway, nod] = [fitted(5.3), fitted(4.4)]
  const blinks = blinkTimes(length, period !== null)
  const glances = glanceTimes(length)
  return (time, out, gain) => {
    const t = period ? ((time % period) + period) % period : time
    const add = (name: Parameters<typeof channel>[0], value: number) => {
      out[channel(name)] = (out[channel(name)] as number) + gain * value
    }
    const wave = (seconds: number, phase: number) => Math.sin((2 * Math.PI * t) / seconds + phase) - Math.sin(phase)
    // It begins as the picture is, and comes into motion within its first second.
    const begun = period ? 1 : smooth(0, 0.8, t)
    add('y', -0.012 * begun * wave(breath, -Math.PI / 2))
    add('zoom', 0.004 * begun * wave(breath, -Math.PI / 2))
    add('pitch', 0.9 * begun * wave(nod, 0.4))
    add('yaw', 1.8 * begun * wave(sway, 0))
    add('roll', 0.9 * begun * wave(sway * (period ? 1 : 1.31), 0.9))
    add('hair', 0.55 * begun * wave(sway, -0.8))
    let closed = 0
    for (const at of blinks) closed = Math.max(closed, blink(t - at))
    add('eyeBlinkLeft', closed)
    add('eyeBlinkRight', closed)
    for (const { from, to, x, y } of glances) {
      const there = smooth(from, from + 0.09, t) * (1 - smooth(to, to + 0.09, t))
      add('gazeX', x * there)
      add('gazeY', y * there)
      add('browInnerUp', 0.12 * there * (y < 0 ? 1 : 0))
    }
    add('mouthSmileLeft', 0.06 * begun * (1 - Math.cos((2 * Math.PI * t) / fitted(6.1))))
    add('mouthSmileRight', 0.06 * begun * (1 - Math.cos((2 * Math.PI * t) / fitted(6.1))))
  }
}

/** How far lids are closed, `t` seconds after a blink begins: down fast, up slower. */
export function blink(t: number): number {
  if (t <= 0 || t >= 0.34) return 0
  return t < 0.1 ? smooth(0, 0.1, t) : 1 - smooth(0.13, 0.34, t)
}

/** People blink every two to five seconds, now and then twice. */
function blinkTimes(length: number, looped: boolean): number[] {
  const times: number[] = []
  const last = looped ? length - 0.4 : length
  for (let at = Math.min(1.1, 0.4 * length), k = 0; at < last; k++) {
    times.push(at)
    if (k % 4 === 2 && at + 0.45 < last) times.push(at + 0.42)
    at += 2.1 + 2.2 * chance(k)
  }
  return times
}

function glanceTimes(length: number): { from: number; to: number; x: number; y: number }[] {
  const glances = []
  for (let at = Math.min(1.7, 0.5 * length), k = 0; at < length - 0.9; k++) {
    const stay = 0.5 + 0.7 * chance(k + 40)
    glances.push({
      from: at,
      to: Math.min(at + stay, length - 0.2),
      x: (k % 2 ? -1 : 1) * (0.35 + 0.3 * chance(k + 7)),
      y: 0.3 * (chance(k + 19) - 0.5),
    })
    at += stay + 1.6 + 1.8 * chance(k + 70)
  }
  return glances
}

/** A number in 0..1 that is always the same for the same `k`. */
function chance(k: number): number {
  const value = Math.sin(12.9898 * (k + 1)) * 43758.5453
  return value - Math.floor(value)
}

export function smooth(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}
