import type { Size } from '../../core/geometry'

/**
 * Philox 4x32-10 (Salmon et al. 2011): four random words for a counter and a key, each independent of
 * all others, so that any number of any frame can be made without those before it.
 */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  const words = new Uint32Array(4)
  philoxInto(words, ...counter, ...key)
  return [...words] as [number, number, number, number]
}

/** The same into an array that is there: millions of counters are asked for. */
function philoxInto(
  words: Uint32Array,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
): void {
  let c0 = counter0
  let c1 = counter1
  let c2 = counter2
  let c3 = counter3
  let k0 = key0
  let k1 = key1
  for (let round = 0; round < 10; round++) {
    const high0 = upperHalf(0xd251, 0x1f53, c0)
    const high1 = upperHalf(0xcd9e, 0x8d57, c2)
    const low0 = Math.imul(0xd2511f53, c0)
    const low1 = Math.imul(0xcd9e8d57, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + 0x9e3779b9) | 0
    k1 = (k1 + 0xbb67ae85) | 0
  }
  words[0] = c0
  words[1] = c1
  words[2] = c2
  words[3] = c3
}

/** The upper 32 bits of the product of two words, one given as its halves: whole numbers all the way, which is fast. */
function upperHalf(high: number, low: number, word: number): number {
  const lower = word & 0xffff
  const upper = word >>> 16
  const first = (Math.imul(high, lower) + (Math.imul(low, lower) >>> 16)) | 0
  const second = (Math.imul(low, upper) + (first & 0xffff)) | 0
  return (Math.imul(high, upper) + (first >>> 16) + (second >>> 16)) | 0
}

/**
 * Standard normal numbers for one frame, by its index in the whole clip: the same seed, frame and
 * stream give the same numbers whatever the length of the clip and wherever a window begins.
 * `stream` tells apart what is drawn at different steps. Box-Muller on pairs of words.
 */
export function frameNoise(seed: number, frame: number, stream: number, length: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(length)
  draw(seed, frame, stream, 0, length, out, 0)
  return out
}

/** The part of a frame's noise [channels, grid.height, grid.width] that lies in a box, as if it had been cut out of the whole. */
export function frameNoiseIn(
  seed: number,
  frame: number,
  stream: number,
  channels: number,
  grid: Size,
  box: Size & { x: number; y: number },
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(channels * box.width * box.height)
  let to = 0
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < box.height; row++) {
      const from = (channel * grid.height + box.y + row) * grid.width + box.x
      draw(seed, frame, stream, from, from + box.width, out, to)
      to += box.width
    }
  return out
}

/** Numbers `from`..`until` of a frame's noise, written from `to` on. They come in fours, one counter each. */
function draw(
  seed: number,
  frame: number,
  stream: number,
  from: number,
  until: number,
  out: Float32Array,
  to: number,
): void {
  const words = new Uint32Array(4)
  for (let at = from & ~3; at < until; at += 4) {
    philoxInto(words, at >>> 2, frame >>> 0, 0, 0, seed >>> 0, stream >>> 0)
    for (let pair = 0; pair < 4; pair += 2) {
      // (0, 1]: the logarithm of 0 must not be asked for.
      const radius = Math.sqrt(-2 * Math.log(((words[pair] as number) + 1) / 0x100000000))
      const angle = (2 * Math.PI * (words[pair + 1] as number)) / 0x100000000
      const [first, second] = [at + pair, at + pair + 1]
      if (first >= from && first < until) out[to + first - from] = radius * Math.cos(angle)
      if (second >= from && second < until) out[to + second - from] = radius * Math.sin(angle)
    }
  }
}
