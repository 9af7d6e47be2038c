import type { MotionName } from '../motions/names'
import type { Easing, PartName, Rhythm } from '../state'
import { type DirectionWord, directions, type Meaning, type PartWord } from './meaning'
import { nearestWords } from './nearest'
import { type Token, tokensOf } from './tokens'

/** What a prompt says; null: it does not say. */
export interface Saying {
  motion: MotionName | null
  part: PartName | null
  /** Radians, clockwise on the screen from "to the right"; of what turns, right is clockwise. */
  direction: number | null
  /** Factors on what is usual for the motion. */
  speed: number
  amount: number
  times: number | null
  rhythm: Rhythm | null
  easing: Easing | null
  /** Words that mean nothing here, and the known ones that are nearest. */
  unknown: { text: string; start: number; end: number; nearest: string[] }[]
}

/** Reads a short phrase, English, Chinese or both. The order of words does not matter but for "left arm". */
export function parsePrompt(prompt: string): Saying {
  const tokens = tokensOf(prompt)
  const said: Saying = {
    motion: null,
    part: null,
    direction: null,
    speed: 1,
    amount: 1,
    times: null,
    rhythm: null,
    easing: null,
    unknown: [],
  }
  let part: PartWord | null = null
  let side: 'left' | 'right' | null = null
  let axis: 'across' | 'along' | null = null
  let general = false
  let power = 1
  tokens.forEach((token, index) => {
    const { meaning } = token
    switch (meaning?.kind) {
      case undefined:
        said.unknown.push({ text: token.text, start: token.start, end: token.end, nearest: nearestWords(token.text) })
        break
      case 'motion':
        // "Go and spin": the verb that says more counts.
        if (said.motion === null || general || (meaning.part && said.part === null && part === null)) {
          general = meaning.motion === 'drift'
          said.motion = meaning.motion
          if (meaning.part && part === null) part = meaning.part
        }
        break
      case 'part':
        part = meaning.part
        break
      case 'direction':
        if (isSide(meaning.direction) && partFollows(tokens, index)) side = meaning.direction
        else said.direction = directions[meaning.direction]
        break
      case 'axis':
        axis = meaning.axis
        break
      case 'turn':
        said.direction = meaning.turn > 0 ? directions.right : directions.left
        break
      case 'degree':
        power = meaning.power
        return
      case 'manner':
        manner(said, meaning, power)
        break
      case 'times':
        said.times = meaning.times
        break
      case 'number':
        if (tokens[index + 1]?.text.startsWith('time') || !tokens[index + 1]) said.times = meaning.value
        break
    }
    power = 1
  })
  if (axis && (said.motion === null || said.motion === 'drift')) said.motion = 'float'
  if (axis) said.direction = axis === 'across' ? directions.right : directions.down
  said.motion ??= implied(part, said.direction)
  said.part = part && named(part, side)
  return said
}

/** A part that cannot but do one thing, or a mere direction, is enough of a phrase. */
function implied(part: PartWord | null, direction: number | null): MotionName | null {
  if (direction !== null) return 'drift'
  return part === 'wing' ? 'fly' : part === 'tail' ? 'wag' : part === 'wheel' ? 'drive' : null
}

function manner(said: Saying, meaning: Meaning & { kind: 'manner' }, power: number): void {
  said.speed *= (meaning.speed ?? 1) ** power
  said.amount *= (meaning.amount ?? 1) ** power
  if (meaning.rhythm) said.rhythm = meaning.rhythm
  if (meaning.easing) said.easing = meaning.easing
}

function isSide(direction: DirectionWord): direction is 'left' | 'right' {
  return direction === 'left' || direction === 'right'
}

function partFollows(tokens: Token[], index: number): boolean {
  const next = tokens[index + 1]?.meaning
  return next?.kind === 'part' && ['ear', 'arm', 'leg', 'wing'].includes(next.part)
}

function named(part: PartWord, side: 'left' | 'right' | null): PartName {
  switch (part) {
    case 'ear':
      return 'ears'
    case 'wheel':
      return 'wheels'
    case 'arm':
    case 'leg':
    case 'wing':
      return side ? `${side} ${part}` : `${part}s`
    default:
      return part
  }
}
