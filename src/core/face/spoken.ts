import map from './spoken.json'

/** Bands of hearing that the map knows, and what it tells of a moment, 0..1 each. */
export const bandCount = 16
export interface SpokenLips {
  /** How far the lips are apart. */
  open: number
  /** How surely they are pressed together (m, b, p). */
  closed: number
  round: number
  spread: number
  /** Teeth close together (s, sh, f). */
  hiss: number
}

/** Moments before (below 0) and after the one that is told, which the map looks at; 100 a second. */
const offsets: readonly number[] = map.offsets

/**
 * Where the lips are while something is said: a map with one hidden layer, learned from synthetic voices of seventeen languages in
 * rooms, noise and music (models/lips).
 * @param bands [moments][bandCount], decibels
 * @param top decibels of what is loud
 */
export function spokenLips(bands: readonly ArrayLike<number>[], top: number): SpokenLips[] {
  const levels = bands.map((moment) =>
    Float32Array.from(moment, (value) => Math.min(1.5, Math.max(-0.5, (value - top + 20) / 40))),
  )
  const input = new Float32Array(offsets.length * bandCount)
  return levels.map((_, i) => {
    offsets.forEach((offset, k) => {
      const near = levels[Math.min(levels.length - 1, Math.max(0, i + offset))]
      if (near) input.set(near, k * bandCount)
    })
    const hidden = layer(hiddenLayer, input)
    for (let k = 0; k < hidden.length; k++) hidden[k] = Math.tanh(hidden[k] as number)
    const [open, closed, round, spread, hiss] = Array.from(
      layer(lastLayer, hidden),
      (value) => 1 / (1 + Math.exp(-value)),
    ) as [number, number, number, number, number]
    return { open, closed, round, spread, hiss }
  })
}

interface Layer {
  weights: Float32Array
  bias: readonly number[]
}

const [hiddenLayer, lastLayer] = [layerAt(0), layerAt(1)]

function layerAt(index: 0 | 1): Layer {
  const { weights, scale, bias } = map.layers[index] as (typeof map.layers)[number]
  return { weights: Float32Array.from(weights, (value) => value * scale), bias }
}

function layer({ weights, bias }: Layer, input: Float32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(bias.length)
  let at = 0
  for (let row = 0; row < out.length; row++) {
    let sum = bias[row] as number
    for (let k = 0; k < input.length; k++) sum += (weights[at++] as number) * (input[k] as number)
    out[row] = sum
  }
  return out
}
