import { dancing } from './dancing'
import { driving } from './driving'
import { flapping } from './flapping'
import { nodding, standIn, turning } from './heads'
import type { Motion } from './motion'
import { striding } from './striding'

// What people, animals and vehicles do: several parts at once, and a body that carries them.

const base = { most: 4, parts: ['whole'], held: 'foot', aim: 'side' } as const satisfies Partial<Motion>
const face = { ...base, most: 14, cycle: 1.7, parts: ['head'], aim: 'none', build: standIn } as const satisfies Motion

export const actingMotions = {
  nod: { ...base, cycle: 0.95, parts: ['head'], build: (cast) => nodding(cast, cast.targets, cast.amount) },
  turn: { ...base, cycle: 2.6, parts: ['head'], build: turning },
  walk: {
    ...base,
    cycle: 1.15,
    build: (cast) => striding(cast, { leg: 18, knee: 34, arm: 14, stands: 0.6, rise: -0.012 }),
  },
  run: {
    ...base,
    cycle: 0.68,
    build: (cast) => striding(cast, { leg: 27, knee: 62, arm: 26, stands: 0.42, rise: 0.018 }),
  },
  dance: { ...base, cycle: 1.1, aim: 'none', build: dancing },
  fly: { ...base, cycle: 0.85, held: 'middle', aim: 'any', build: flapping },
  drive: { ...base, cycle: 1.2, build: driving },
  smile: face,
  blink: face,
  talk: face,
  sing: face,
} satisfies Record<string, Motion>
