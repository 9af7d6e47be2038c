/** A number in 0..1 for each pair of whole numbers, always the same. */
function hashed(x: number, y: number, seed: number): number {
  let h = (Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 1442695041)) | 0
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

/** Smooth noise, 0..1, of features about one unit large, in two octaves. */
export function noiseAt(x: number, y: number, seed: number): number {
  return (2 * octave(x, y, seed) + octave(2 * x + 17.3, 2 * y + 9.1, seed + 1)) / 3
}

function octave(x: number, y: number, seed: number): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const fx = eased(x - column)
  const fy = eased(y - row)
  const upper = hashed(column, row, seed) * (1 - fx) + hashed(column + 1, row, seed) * fx
  const lower = hashed(column, row + 1, seed) * (1 - fx) + hashed(column + 1, row + 1, seed) * fx
  return upper + (lower - upper) * fy
}

function eased(t: number): number {
  return t * t * t * (t * (6 * t - 15) + 10)
}
