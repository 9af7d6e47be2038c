import type { MotionName } from '../motions/names'
import type { Easing, Rhythm } from '../state'

/** A part before its side is known. */
export type PartWord = 'whole' | 'head' | 'ear' | 'arm' | 'leg' | 'wing' | 'tail' | 'wheel' | 'body' | 'top' | 'bottom'

/** Directions on the screen, radians clockwise from "to the right". */
export const directions = {
  right: 0,
  down: Math.PI / 2,
  left: Math.PI,
  up: -Math.PI / 2,
} as const
export type DirectionWord = keyof typeof directions

/** What a word of a phrase can mean. */
export type Meaning =
  | { kind: 'motion'; motion: MotionName; part?: PartWord; direction?: DirectionWord }
  | { kind: 'part'; part: PartWord }
  | { kind: 'direction'; direction: DirectionWord }
  /** Left and right are also sides of the body. */
  | { kind: 'axis'; axis: 'across' | 'along' }
  | { kind: 'turn'; turn: 1 | -1 }
  | { kind: 'manner'; speed?: number; amount?: number; rhythm?: Rhythm; easing?: Easing }
  /** Makes the manner after it stronger (above 1) or weaker. */
  | { kind: 'degree'; power: number }
  | { kind: 'times'; times: number }
  | { kind: 'number'; value: number }
  | { kind: 'both' }
  /** Says nothing about the motion: articles, particles, what the thing is. */
  | { kind: 'filler' }

/** Words and phrases of a language, lower case, and what they mean. */
export type Lexicon = Record<string, Meaning>

/** Entries that mean the same. */
export function same(meaning: Meaning, words: string): Lexicon {
  return Object.fromEntries(words.split(/\s*,\s*/).map((word) => [word.trim(), meaning]))
}
