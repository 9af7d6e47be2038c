/** What flows: a name that stands for how such a thing moves. */
export const substances = ['water', 'river', 'waterfall', 'clouds', 'smoke', 'fire', 'hair', 'grass'] as const
export type Substance = (typeof substances)[number]

/** How a substance moves unless the person says otherwise. */
export interface Manner {
  /** Endless, or to and fro about where it is. */
  manner: 'flow' | 'sway'
  /** Seconds after which it looks as it did. */
  period: number
  /** Share of its speed that meanders, 0..1. */
  turbulence: number
  /** Width of the soft border, as a share of the picture's long side. */
  softness: number
  /** How much faster it is at its top than at its foot, 0..1. */
  lift: number
  /** Whether it goes around what stands in the area or on behind it. */
  passes: 'around' | 'behind'
}

export const manners: Record<Substance, Manner> = {
  water: { manner: 'flow', period: 3, turbulence: 0.15, softness: 0.012, lift: 0, passes: 'around' },
  river: { manner: 'flow', period: 2, turbulence: 0.2, softness: 0.01, lift: 0, passes: 'around' },
  waterfall: { manner: 'flow', period: 1.2, turbulence: 0.1, softness: 0.01, lift: 0, passes: 'around' },
  clouds: { manner: 'flow', period: 6, turbulence: 0.1, softness: 0.03, lift: 0, passes: 'behind' },
  smoke: { manner: 'flow', period: 3, turbulence: 0.35, softness: 0.04, lift: 0.4, passes: 'around' },
  fire: { manner: 'flow', period: 1, turbulence: 0.4, softness: 0.02, lift: 0.5, passes: 'around' },
  hair: { manner: 'sway', period: 3, turbulence: 0.2, softness: 0.04, lift: 0, passes: 'around' },
  grass: { manner: 'sway', period: 2.4, turbulence: 0.3, softness: 0.03, lift: 0, passes: 'around' },
}
