/** Numbers in 0..1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The bytes with one kind of damage: bits flipped, cut off, a run zeroed, doubled, taken out, or random. */
export function mutateBytes(bytes: Uint8Array, random: () => number): Uint8Array<ArrayBuffer> {
  const within = (length: number) => Math.floor(random() * length)
  const at = within(bytes.length)
  const run = 1 + within(Math.min(64, bytes.length - at))
  const copy = new Uint8Array(bytes)
  switch (within(6)) {
    case 0:
      for (let count = 1 + within(8); count > 0; count--) {
        const place = within(copy.length)
        copy[place] = (copy[place] as number) ^ (1 << within(8))
      }
      return copy
    case 1:
      return copy.slice(0, at)
    case 2:
      return copy.fill(0, at, at + run)
    case 3:
      return join(copy.subarray(0, at + run), copy.subarray(at))
    case 4:
      return join(copy.subarray(0, at), copy.subarray(at + run))
    default:
      for (let i = at; i < at + run; i++) copy[i] = within(256)
      return copy
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}

/** What a file may hold in place of a value: of another kind, at the edge of what can be said, or past it. */
const strange: unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e9,
  -1e9,
  1e300,
  2 ** 31,
  '',
  '../../etc/passwd',
  'x'.repeat(5000),
  '\u0000\ud800',
  [],
  {},
  [[]],
  { bytes: 'masks/1.bin' },
  { bytes: 'masks/99.bin' },
  { __proto__: null, constructor: 1 },
]

function otherNumber(was: number, random: () => number): number {
  const others = [0, -was, was * 1000, was / 1000, was + 1, Math.round(was * 7), was - 0.25, 2 * was, 1e-12, 4096]
  return others[Math.floor(random() * others.length)] as number
}

/** The value with one of its fields or items changed, taken away or doubled. */
export function mutateJson(value: unknown, random: () => number): unknown {
  const copy = structuredClone(value)
  const places: { holder: Record<string, unknown> | unknown[]; key: string }[] = []
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null || node instanceof Uint8Array) return
    for (const key of Object.keys(node)) {
      places.push({ holder: node as Record<string, unknown>, key })
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(copy)
  const { holder, key } = places[Math.floor(random() * places.length)] as (typeof places)[number]
  const way = random()
  const was = (holder as Record<string, unknown>)[key]
  if (Array.isArray(holder) && way < 0.15) holder.push(structuredClone(holder[Number(key)]))
  else if (Array.isArray(holder) && way < 0.3) holder.splice(Number(key), 1)
  else if (!Array.isArray(holder) && way < 0.15) delete holder[key]
  else if (typeof was === 'number' && way < 0.8) (holder as Record<string, unknown>)[key] = otherNumber(was, random)
  else (holder as Record<string, unknown>)[key] = strange[Math.floor(random() * strange.length)]
  return copy
}
